"""A rule: when the coach speaks, how much it matters, in which methods, and what mends it."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from okrtui.okr.coach.finding import Finding, Remedy, Severity
from okrtui.okr.coach.scene import Scene
from okrtui.okr.kinds import Preset

ALL = frozenset(Preset)

Says = Callable[[Scene, str], str | None]
"""What a rule says about the object with an id; None where all is well. It is asked of what `Scene.speaks_of` only."""


class Rule(NamedTuple):
    """One of the common mistakes."""

    id: str
    kind: str
    """The kind of object that it is found on."""
    severity: Severity
    says: Says
    remedy: Remedy | None = None
    presets: frozenset[Preset] = ALL
    milder: Mapping[Preset, Severity] = {}
    """Where it matters less: the severity under a preset."""

    def examine(self, scene: Scene, id: str) -> Finding | None:
        """The finding about an object, if there is one. The preset has been looked at before."""
        message = self.says(scene, id)
        if message is None:
            return None
        return Finding(self.id, self.milder.get(scene.preset, self.severity), self.kind, id, message, self.remedy)


def enumerated(words: Sequence[str]) -> str:
    """`start, target and date`."""
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def only(*presets: Preset) -> frozenset[Preset]:
    """Some of the presets."""
    return frozenset(presets)


def setting(*fields: str, words: str) -> Remedy:
    """The remedy of writing fields of the object that the finding is about."""
    return Remedy("set", words, fields)
