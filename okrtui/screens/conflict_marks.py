"""Marks of conflicts beside the fields that they are in: who else wrote what, and the key that opens the conflict."""

from collections.abc import Callable

from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.tones import Segments, Tone
from okrtui.workspace.conflicts import Field, Version, field_words
from okrtui.workspace.forms import DELETED

ON_HEAD = ("title", "name", "kind", "priority")
ON_FACTS = ("unit", "parent", "owner", "lead", "stage", "level", "cycle", "due", "objective")
ON_FIGURE = (
    *("metric", "start", "target", "low", "high", "unit_of_measure", "weight"),
    *("status_override", "override_reason"),
)
ON_REASON = ("rationale",)
"""The fields that each part of a detail shows: a conflict stands where its field stands."""
PLACED = (*ON_HEAD, *ON_FACTS, *ON_FIGURE, *ON_REASON)

When = Callable[[str], str]
"""The time of a stamp in words."""


def clash_segments(field: Field, glyphs: GlyphSet, when: When) -> Segments:
    """`⚡ title  ! chooses  Ben Okafor, 9:40: Sell better`; the key stands first, for a value may be long."""
    mark, key = (glyphs.waiting, "! shows it") if field.is_waiting else (glyphs.conflict, "! chooses")
    waiting: Segments = [("  waiting", Tone.CLASH)] if field.is_waiting else []
    return [
        (f"{mark} {field_words(field.name)}", Tone.CLASH),
        *waiting,
        (f"  {key}  ", Tone.MUTED),
        (others_words(field, glyphs, when), Tone.PLAIN),
    ]


def others_words(field: Field, glyphs: GlyphSet, when: When) -> str:
    """What the others wrote: `Ben Okafor, 9:40: Sell better`."""
    return f" {glyphs.dot} ".join(_other(field, version, when) for version in field.others)


def _other(field: Field, version: Version, when: When) -> str:
    if field.name == DELETED:
        return f"{version.person} {'deleted' if version.value is True else 'kept'} it, {when(version.ts)}"
    return f"{version.person}, {when(version.ts)}: {version.text}"
