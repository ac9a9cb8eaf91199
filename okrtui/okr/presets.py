"""Presets: the bodies of practice that a workspace may follow. Each has its words, its chain and its limits.

Sources contradict each other (3-5, 2-4, at most 4, at most 5): that is why they are presets, and not one rule. Limits
are a workspace's own; a preset's are only the defaults.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from okrtui.okr.kinds import Preset


class Limits(NamedTuple):
    """How many are a good number; both ends are still good. None: no limit."""

    objectives_min: int | None
    objectives_max: int | None
    priority_max: int | None
    key_results_min: int | None
    key_results_max: int | None
    missions_min: int | None = None
    missions_max: int | None = None


class Practice(NamedTuple):
    """A preset: what it is called, what it is, how its things are called, how they hang together."""

    preset: Preset
    title: str
    summary: str
    chain: tuple[str, ...]
    """The kinds from top to bottom, each made to reach the one above."""
    words: Mapping[str, str]
    """What a kind is called, where the practice has a word of its own."""
    limits: Limits
    phases: tuple[str, ...] = ()
    """The phases that the practice goes through, in order."""

    def word(self, kind: str) -> str:
        """What a kind is called: `key result`, `strategic measure`."""
        return self.words.get(kind, kind.replace("_", " "))


PRACTICES: Mapping[Preset, Practice] = {
    practice.preset: practice
    for practice in (
        Practice(
            Preset.OKR,
            "OKR",
            "company to team, quarter by quarter; 70 % is excellent",
            ("mission", "objective", "key_result"),
            {},
            Limits(3, 5, 3, 2, 4),
        ),
        Practice(
            Preset.MOKM,
            "MOKM",
            "mission, objectives, key results, measures",
            ("mission", "objective", "key_result", "measure"),
            {},
            Limits(None, 5, None, 3, 5, 3, 5),
            ("Vision", "Strategy", "Execution", "Standardization", "Improvement"),
        ),
        Practice(
            Preset.GOKR,
            "Goals, OKRs and KPIs",
            "goals are what is in it for us, objectives what is in it for others, KPIs the barometer",
            ("goal", "objective", "key_result", "kpi"),
            {},
            Limits(2, 4, None, 2, 5),
        ),
        Practice(
            Preset.SME,
            "Small business",
            "define, develop, communicate, track, review and adjust",
            ("objective", "key_result", "kpi"),
            {},
            Limits(None, 5, None, 2, 5),
            ("Define", "Develop", "Communicate", "Track", "Review and adjust"),
        ),
    )
}


def limits_of(preset: Preset, own: Iterable[str]) -> Limits:
    """The limits in force: the preset's, with a workspace's own (`key_results_max=6`; `…=` lifts one) in their place.

    What is not a limit, or not a number, is passed over.
    """
    limits = PRACTICES[preset].limits
    for said in own:
        name, _, number = said.partition("=")
        name, number = name.strip(), number.strip()
        if name in Limits._fields and (number.isdecimal() or not number):
            limits = limits._replace(**{name: int(number) if number else None})
    return limits
