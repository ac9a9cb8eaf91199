"""The rows of the strategy screen: what stands in the list, and what is folded. Laid out at once, or in a worker."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from okrtui.okr import records
from okrtui.okr.presets import Practice
from okrtui.okr.readiness import Check
from okrtui.widgets.cells import width_of
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.rows import Row as Place
from okrtui.widgets.tones import Segments, Tone, fit_segments, spread
from okrtui.widgets.wrapped import wrapped
from okrtui.workspace.portions import portions_of
from okrtui.workspace.reading import clean_line
from okrtui.workspace.strategy import Section, Strategy, chain
from okrtui.workspace.view import View

VISION = "vision"
"""The key of the line with the vision."""

_VISION_LINES = 3
_ASIDE_LINES = 2
_BESIDE = 6
_DEEPEST = 24
_TREE_DEPTH = 2
_PORTION = 100
"""Rows that are laid out before others get the lock."""
_WAYS = {
    "vision": "e on the vision writes it",
    "mission": "n makes the first",
    "leads": "2, then e on a unit names its lead",
    "cycle": "4 plans one",
    "leaders": "2, then n on their unit",
    "owners": "2, then e on the objective",
}

Drawing = Callable[[int], Segments]
"""What a row says in so many cells."""
LineOf = Callable[[str, str, int], Segments]
"""What the row of an object says, by its kind and id, in so many cells."""


class Spot(NamedTuple):
    """What a line is about: kind and id; the id is empty where something is still to be made."""

    kind: str
    id: str


class Wish(NamedTuple):
    """What one wants to see: a cycle, what has a text in its title, and what was folded by hand."""

    cycle: str | None
    width: int
    """Cells that the list has."""
    matching: str
    folds: Mapping[str, bool]

    def is_like(self, other: "Wish") -> bool:
        """Whether the same rows fit another wish, be it in another width or later."""
        return self._replace(width=other.width) == other


class Layout(NamedTuple):
    """The rows, top down."""

    wish: Wish
    found: Strategy
    places: Sequence[Place]
    spots: Mapping[str, Spot]
    """What a row is about, by the row's key."""
    drawn: Mapping[str, Drawing]

    @property
    def line_of_vision(self) -> int:
        """The row that the vision stands on."""
        return next((number for number, place in enumerate(self.places) if place.key == VISION), 0)


class _Line(NamedTuple):
    place: Place
    draw: Drawing
    spot: Spot | None = None


def lay_out(
    view: View, found: Strategy, wish: Wish, line: LineOf, *, glyphs: GlyphSet, pause: float = 0
) -> Layout:
    """The rows for a wish. In a worker give a `pause`, in which others get the lock, and do not hold it."""
    lines = list(_Lines(view, found, wish, line, glyphs, pause).all())
    return Layout(
        wish,
        found,
        [each.place for each in lines],
        {each.place.key: each.spot for each in lines if each.spot is not None},
        {each.place.key: each.draw for each in lines},
    )


class _Lines:
    """Makes the lines."""

    def __init__(
        self, view: View, found: Strategy, wish: Wish, line: LineOf, glyphs: GlyphSet, pause: float
    ) -> None:
        self._view = view
        self._found = found
        self._wish = wish
        self._line = line
        self._glyphs = glyphs
        self._pause = pause

    def all(self) -> Iterator[_Line]:
        """Top down; where nothing fits, it says so."""
        lines: list[_Line] = []
        if not self._wish.matching:
            lines += [*self._phases(), *self._checks(), *self._vision()]
        for section in self._found.sections:
            lines += self._section(section)
        nothing: Segments = [("Nothing here has that in its title; esc shows everything.", Tone.MUTED)]
        yield from lines or [self._text("fits", nothing)]

    # --- above the chain

    def _phases(self) -> Iterator[_Line]:
        """The phases of the practice, the one it is in in capitals."""
        phase, names = self._found.phase, self._found.practice.phases
        if phase is None:
            return
        wide = f" {self._glyphs.crumb} "
        crumb = wide if width_of(wide.join(names)) + _BESIDE <= self._wish.width else self._glyphs.crumb
        line: Segments = []
        for number, name in enumerate(names):
            here = number == phase
            tone = Tone.HERE if here else Tone.GOOD if number < phase else Tone.MUTED
            line += [(name.upper() if here else name, tone), (crumb, Tone.FAINT)]
        yield self._text("phases", line[:-1])
        yield self._text("phases/blank", [])

    def _checks(self) -> Iterator[_Line]:
        """What is still missing to begin."""
        checks = self._found.checks
        missing = [check for check in checks if check.lacking]
        if not missing:
            return
        yield self._heading("checks", "Before you begin", f"{len(checks) - len(missing)} of {len(checks)}")
        for check in missing:
            yield _Line(Place(f"check {check.id}", selectable=False), partial(self._check, check))
        yield self._text("checks/blank", [])

    def _check(self, check: Check, width: int) -> Segments:
        count = f"  {check.lacking} lacking" if check.lacking > 1 else ""
        mark = f"{self._glyphs.not_started} "
        said: Segments = [(mark, Tone.CAUTION), (check.words, Tone.PLAIN), (count, Tone.MUTED)]
        return [("  ", Tone.PLAIN), *spread(said, [(_WAYS[check.id], Tone.MUTED)], width - 2, self._glyphs.ellipsis)]

    def _vision(self) -> Iterator[_Line]:
        yield self._heading("vision/title", "Vision", "")
        width = max(20, self._wish.width - 6)
        lines = wrapped(self._found.vision, width, _VISION_LINES, self._glyphs.ellipsis)
        first: Segments = [(lines[0], Tone.PLAIN)]
        if not self._found.vision:
            first = [("Not written yet: e says where all of this leads.", Tone.MUTED)]
        yield _Line(Place(VISION), lambda _: first, Spot("workspace", self._view.config.workspace))
        for number, line in enumerate(lines[1:], 1):
            yield self._text(f"vision/{number}", [(f"  {line}", Tone.PLAIN)])

    # --- the sections

    def _section(self, section: Section) -> list[_Line]:
        lines: list[_Line] = []
        areas = [self._area(kind, id) for kind, id in section.links]
        are_several = len(set(areas)) > 1
        last = None
        for (kind, id), area in zip(section.links, areas, strict=True):
            rows = self._tree(kind, id)
            if rows and are_several and area != last:
                lines.append(self._text(f"{section.kind} area {id}", [(f"  {area or 'of nobody yet'}", Tone.MUTED)]))
                last = area
            lines += rows
        if not lines and not self._wish.matching:
            word = self._found.practice.word(section.kind).replace("kpi", "KPI")
            words: Segments = [(f"None yet: n makes the first {word}.", Tone.MUTED)]
            lines = [_Line(Place(f"new {section.kind}"), lambda _: words, Spot(section.kind, ""))]
        return [*self._titled(section), *lines] if lines else []

    def _titled(self, section: Section) -> Iterator[_Line]:
        """The heading of a section; what is said beside it stands below where there is no room."""
        yield self._text(f"{section.kind}/blank", [])
        room = self._wish.width - width_of(section.title) - _BESIDE
        beside = section.aside if width_of(section.aside) <= room else ""
        yield self._heading(f"{section.kind}/title", section.title, beside)
        if section.aside and not beside:
            lines = wrapped(section.aside, max(20, self._wish.width - 6), _ASIDE_LINES, self._glyphs.ellipsis)
            for number, line in enumerate(lines):
                yield self._text(f"{section.kind}/aside {number}", [(f"  {line}", Tone.MUTED)])

    def _area(self, kind: str, id: str) -> str:
        if kind != "mission":
            return ""
        company = self._view.company
        return clean_line(company.title(records.reference(company.fields(kind, id) or {}, "unit")))

    def _tree(self, kind: str, id: str) -> list[_Line]:
        """The row of what stands on top of a chain, and those below it; only those with the text, or above one."""
        lines = list(portions_of(self._view, self._branch(kind, id, kind[0], 0, ()), _PORTION, self._pause))
        return self._fitting(lines) if self._wish.matching else lines

    def _branch(self, kind: str, id: str, above: str, depth: int, path: tuple[str, ...]) -> Iterator[_Line]:
        """A row and, where it is unfolded, those below it; a chain that leads into itself ends."""
        if id in path or depth > _DEEPEST:
            return
        key = f"{above}/{id}"
        below = chain(self._view, kind, id, self._wish.cycle)
        is_folded = self._wish.folds.get(key, _is_folded_at_first(self._found.practice, kind, depth))
        is_open = bool(self._wish.matching) or not is_folded
        yield _Line(Place(key, depth, bool(below), not is_open), partial(self._line, kind, id), Spot(kind, id))
        for each in below if is_open else ():
            yield from self._branch(*each, key, depth + 1, (*path, id))

    def _fitting(self, lines: Sequence[_Line]) -> list[_Line]:
        """Those that fit, and those above them; seen from below, what is above a row is the next that lies higher."""
        kept: list[_Line] = []
        above = -1
        for line in reversed(lines):
            if line.place.depth == above or self._fits(line):
                kept.append(line)
                above = line.place.depth - 1
        return kept[::-1]

    def _fits(self, line: _Line) -> bool:
        return line.spot is not None and self._wish.matching in self._view.company.title(line.spot.id).casefold()

    # --- lines

    def _heading(self, key: str, words: str, aside: str) -> _Line:
        beside: Segments = [(aside, Tone.MUTED)] if aside else []
        return _Line(
            Place(key, selectable=False),
            lambda width: spread([(words, Tone.STRONG)], beside, width, self._glyphs.ellipsis),
        )

    def _text(self, key: str, segments: Segments) -> _Line:
        return _Line(
            Place(key, selectable=False), lambda width: fit_segments(segments, width, self._glyphs.ellipsis)
        )


def _is_folded_at_first(practice: Practice, kind: str, depth: int) -> bool:
    """A goal is open from the start, so that one sees what reaches it; MOKM's tree is, down to the measures."""
    is_tree = "measure" in practice.chain
    return kind != "goal" and not (is_tree and kind != "kpi" and depth <= _TREE_DEPTH)
