"""What `okrtui lint` prints for people: unit by unit, object by object, the worst first, and what can be done."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from okrtui.cli.printing import count, width
from okrtui.cli.rows import glyphs, paint
from okrtui.okr.coach.finding import ORDER, Finding, Severity
from okrtui.okr.presets import PRACTICES
from okrtui.widgets.cells import width_of
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.tones import Segments, Tone, fit_segments, length
from okrtui.widgets.wrapped import wrapped
from okrtui.workspace.linting import SetAside, home_of, title_of
from okrtui.workspace.view import View

_ID = 8
"""Digits of an id: enough to find it again."""
_RULE = 13
_MOST_LINES = 6
_TONES = {Severity.ERROR: Tone.BAD, Severity.WARNING: Tone.CAUTION, Severity.HINT: Tone.MUTED}
_WIDEST = 100


class Shown(NamedTuple):
    """What is wanted."""

    with_hints: bool
    with_dismissed: bool
    with_ways: bool
    """Whether to say what can be done: not about the past."""


def page(view: View, found: Sequence[Finding], aside: Sequence[SetAside], shown: Shown) -> str:
    """Everything that was found, and the counts at the end."""
    hints = [finding for finding in found if finding.severity is Severity.HINT]
    listed = [finding for finding in found if shown.with_hints or finding.severity is not Severity.HINT]
    blocks = [_of_unit(view, unit, findings) for unit, findings in _by_unit(view, listed)]
    if shown.with_dismissed and aside:
        blocks.append([paint([("Set aside", Tone.STRONG)]), *(line for each in aside for line in _aside(view, each))])
    folded = 0 if shown.with_hints else len(hints)
    ends = [_counts(listed, folded, 0 if shown.with_dismissed else len(aside))]
    if listed and shown.with_ways:
        ends.append("`okrtui mend RULE ID` mends it, `okrtui dismiss RULE ID REASON` sets it aside")
    return "\n\n".join("\n".join(block) for block in [*blocks, ends])


def _by_unit(view: View, findings: Iterable[Finding]) -> list[tuple[str | None, list[Finding]]]:
    """Findings by the unit they belong to: what belongs to all first, then the units from the top down."""
    grouped: dict[str | None, list[Finding]] = {}
    for finding in findings:
        grouped.setdefault(home_of(view, finding), []).append(finding)
    order: dict[str | None, int] = {None: 0}
    for root in view.company.child_units(None):
        for unit in view.company.units_below(root.id):
            order[unit.id] = len(order)
    return sorted(grouped.items(), key=lambda each: order.get(each[0], len(order)))


def _of_unit(view: View, unit: str | None, findings: Iterable[Finding]) -> list[str]:
    """A unit's heading, what was found about itself, and about what is its own."""
    by_object: dict[str, list[Finding]] = {}
    for finding in findings:
        by_object.setdefault(finding.id, []).append(finding)
    own = by_object.pop(unit or "", [])
    look = glyphs()
    path = [each.name for each in view.company.unit_path(unit)] or ["Everywhere"]
    lines = [_headed([(f" {look.crumb} ".join(path), Tone.STRONG)], unit if own else None, look)]
    lines += [line for finding in own for line in _said(finding, 2, look)]
    for id, about in sorted(by_object.items(), key=lambda each: ORDER.index(each[1][0].severity)):
        word = _word(view, about[0])
        title = title_of(view, about[0])
        lines.append("  " + _headed([(f"{word} ", Tone.MUTED), (title, Tone.PLAIN)], id, look, 2))
        lines += [line for finding in about for line in _said(finding, 4, look)]
    return lines


def _word(view: View, finding: Finding) -> str:
    return PRACTICES[view.company.workspace().preset].word(finding.kind)


def _room() -> int:
    return min(width(), _WIDEST)


def _headed(segments: Segments, id: str | None, look: GlyphSet, indent: int = 0) -> str:
    """A heading, cut to its room, with the beginning of an id at its end."""
    tail: Segments = [(f"  {id[:_ID]}", Tone.FAINT)] if id else []
    room = _room() - indent - length(tail)
    return paint([*fit_segments(segments, room, look.ellipsis), *tail])


def _said(finding: Finding, indent: int, look: GlyphSet) -> list[str]:
    """A finding's sentence, wrapped, and below it what mends it."""
    tone = _TONES[finding.severity]
    left = f"{' ' * indent}{finding.severity} {finding.rule:{_RULE}}"
    hanging = " " * width_of(left)
    room = max(20, _room() - width_of(left))
    first, *rest = wrapped(finding.message, room, _MOST_LINES, look.ellipsis)
    lines = [paint([(left, tone), (first, Tone.PLAIN)]), *(hanging + line for line in rest)]
    if finding.remedy:
        lines.append(paint([(hanging, Tone.PLAIN), (f"{look.arrow} {_way(finding)}", Tone.MUTED)]))
    return lines


def _way(finding: Finding) -> str:
    remedy = finding.remedy
    if remedy is None:
        return ""
    return f"{remedy.words}: {', '.join(remedy.fields)}" if remedy.fields else remedy.words


def _aside(view: View, each: SetAside) -> list[str]:
    look = glyphs()
    title = f"{each.finding.rule} on {_word(view, each.finding)} {title_of(view, each.finding)}"
    reason = f"{each.reason} ({each.person})" if each.person else each.reason
    lines = ["  " + _headed([(title, Tone.PLAIN)], each.finding.id, look, 2)]
    said = wrapped(" ".join(reason.split()), _room() - 4, _MOST_LINES, look.ellipsis)
    return [*lines, *(paint([(f"    {line}", Tone.MUTED)]) for line in said)]


def _counts(listed: Sequence[Finding], folded: int, aside: int) -> str:
    """`1 error, 2 warnings; 3 hints (--severity I shows them)`."""
    counts = [(each, sum(finding.severity is each for finding in listed)) for each in Severity]
    words = ", ".join(count(number, severity.words) for severity, number in counts if number) or "nothing found"
    if folded:
        words += f"; {count(folded, 'hint')} (--severity I shows them)"
    if aside:
        words += f"; {aside} set aside (--dismissed shows them)"
    return words
