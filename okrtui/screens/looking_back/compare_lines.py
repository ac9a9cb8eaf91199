"""Cycle over cycle as lines: what came of a unit's objectives in each, and how what was carried over went on."""

from collections.abc import Callable, Iterator
from fractions import Fraction

from okrtui.okr.kinds import Disposition
from okrtui.okr.number import percent_text
from okrtui.okr.score import Band, band, shown
from okrtui.screens.bands import BANDS
from okrtui.screens.detail_line import INDENT, DetailLine, Setting, heading, text_lines
from okrtui.screens.looking_back.parts import head_line, inner
from okrtui.widgets.cells import align_left, align_right, fit, width_of
from okrtui.widgets.tones import Segments, Tone
from okrtui.workspace.comparison import Chain, Comparison, CycleFigures, Link
from okrtui.workspace.reading import clean_line

_COLUMN = 10
_LEAST_LABEL = 24
_MOST_CHAINS = 100


def compare_lines(found: Comparison, setting: Setting) -> list[DetailLine]:
    """Every line, top down; where there is too little room for all cycles, the last ones."""
    most = max(1, (inner(setting) - _LEAST_LABEL) // _COLUMN)
    cycles = found.cycles[-most:]
    earlier = len(found.cycles) - len(cycles)
    aside = f"{earlier} earlier not shown" if earlier else ""
    lines = [head_line(f"{found.unit_name}: cycle over cycle", aside, found.unit, setting)]
    if not cycles:
        return [*lines, *text_lines("none", "No cycle with objectives of it has begun yet.", Tone.MUTED, setting)]
    label = inner(setting) - _COLUMN * len(cycles)
    lines.append(DetailLine("blank", []))
    lines.append(_line("cycles", "", [(_right(clean_line(each.cycle.name)), Tone.STRONG) for each in cycles], label))
    lines += [_line(name, name, [cell(each, setting) for each in cycles], label) for name, cell in _ROWS]
    return [*lines, *_chains(found, len(cycles), label, setting)]


def _line(key: str, label: str, cells: Segments, width: int) -> DetailLine:
    return DetailLine(f"figure {key}", [(INDENT + align_left(label, width), Tone.MUTED), *cells])


def _right(text: str) -> str:
    return align_right(text, _COLUMN)


def _score(value: Fraction | None, setting: Setting) -> tuple[str, Tone]:
    if value is None:
        return _right(setting.glyphs.rest), Tone.FAINT
    return _right(f"{shown(value)}"), BANDS[band(value)]


def _count(number: int, of: int | None = None) -> tuple[str, Tone]:
    return _right(f"{number}" if of is None else f"{number} of {of}"), Tone.PLAIN if number else Tone.FAINT


def _kept(each: CycleFigures, setting: Setting) -> tuple[str, Tone]:
    made, wanted = each.kept
    return (_right(percent_text(Fraction(made, wanted))), Tone.PLAIN) if wanted else (_right("–"), Tone.FAINT)


_ROWS: tuple[tuple[str, Callable[[CycleFigures, Setting], tuple[str, Tone]]], ...] = (
    ("Mean of its own objectives", lambda each, setting: _score(each.mean, setting)),
    ("with all below", lambda each, setting: _score(each.mean_below, setting)),
    ("Objectives met", lambda each, _: _count(each.tally.met, each.tally.objectives)),
    ("Key results green", lambda each, _: _count(each.tally.bands[Band.GREEN])),
    ("yellow", lambda each, _: _count(each.tally.bands[Band.YELLOW])),
    ("red", lambda each, _: _count(each.tally.bands[Band.RED])),
    ("not agreed", lambda each, _: _count(each.tally.unscored)),
    ("carried over", lambda each, _: _count(each.tally.dispositions[Disposition.CARRIED_OVER])),
    ("dropped", lambda each, _: _count(each.tally.dispositions[Disposition.DROPPED])),
    ("Check-ins made", _kept),
    ("Improvements taken up", lambda each, _: _count(each.taken_up, each.improvements)),
)
"""What is compared: what it is called, and how it shows of a cycle."""


def _chains(found: Comparison, cycles: int, label: int, setting: Setting) -> Iterator[DetailLine]:
    """Each objective, with its scores as it was carried over from cycle to cycle."""
    chains = [each for each in found.chains if any(each.links[-cycles:])]
    if chains:
        yield from heading("chains", "Objectives, as they went on", setting)
    for place, chain in enumerate(chains[:_MOST_CHAINS]):
        links = chain.links[-cycles:]
        last = next(link for link in reversed(links) if link is not None)
        cells = [_link(link, setting) for link in links]
        yield DetailLine(f"chain {place}", [_name(chain, found.unit, label, setting), *cells], ("objective", last.id))
    if len(chains) > _MOST_CHAINS:
        yield from text_lines("more", f"and {len(chains) - _MOST_CHAINS} more below", Tone.MUTED, setting)


def _name(chain: Chain, unit: str, width: int, setting: Setting) -> tuple[str, Tone]:
    title = chain.title or "(no title)"
    if chain.unit != unit and chain.unit_name:
        title = f"{chain.unit_name} {setting.glyphs.crumb} {title}"
    text = fit(title, width - 1, setting.glyphs.ellipsis)
    return text + " " * (width - width_of(text)), Tone.PLAIN


def _link(link: Link | None, setting: Setting) -> tuple[str, Tone]:
    if link is None:
        return _right(""), Tone.PLAIN
    if link.score is None or link.band is None:
        return _right("open"), Tone.MUTED
    return _right(f"{link.score}{'' if link.is_final else ' so far'}"), BANDS[link.band]
