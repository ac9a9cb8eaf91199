"""The list of the strategy screen: what stands in it, how it is folded, and what each line says."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from okrtui.okr import records
from okrtui.okr.cadence import relative_day
from okrtui.okr.coach.finding import Finding
from okrtui.okr.presets import Practice
from okrtui.okr.readiness import Check
from okrtui.screens.cascade_rows import cascade_line
from okrtui.screens.coach_lines import coach_mark
from okrtui.screens.strategy_rows import barometer_line, goal_line, reach_line
from okrtui.widgets.cells import width_of
from okrtui.widgets.glyphs import STATUS_WIDTH, GlyphSet
from okrtui.widgets.rows import Row as Place
from okrtui.widgets.tones import Segments, Tone, fit_segments, spread
from okrtui.widgets.wrapped import wrapped
from okrtui.workspace.reading import clean_line
from okrtui.workspace.rows import figure_text, row_of
from okrtui.workspace.strategy import Card, Section, Strategy, card, chain, strategy
from okrtui.workspace.view import View

VISION = "vision"
"""The key of the line with the vision."""

_VISION_LINES = 3
_ASIDE_LINES = 2
_BESIDE = 6
_DEEPEST = 24
_TREE_DEPTH = 2
_WAYS = {
    "vision": "e on the vision writes it",
    "mission": "n makes the first",
    "leads": "2, then e on a unit names its lead",
    "cycle": "4 plans one",
    "leaders": "2, then n on their unit",
    "owners": "2, then e on the objective",
}


class Spot(NamedTuple):
    """What a line is about: kind and id; the id is empty where something is still to be made."""

    kind: str
    id: str


class StrategyList:
    """Lays out the rows, and draws them. `findings` tells what the coach found of an object."""

    def __init__(self, workspace: View, findings: Callable[[str], Sequence[Finding]], glyphs: GlyphSet) -> None:
        self.spots: dict[str, Spot] = {}
        """What a row is about, by the row's key."""
        self._workspace = workspace
        self._findings = findings
        self._glyphs = glyphs
        self._cycle: str | None = None
        self._folds: dict[str, bool] = {}
        self._drawn: dict[str, Callable[[int], Segments]] = {}
        self._shares: Mapping[str, Fraction | None] = {}
        self._matching = ""
        self._width = 80
        self.practice: Practice | None = None
        self.line_of_vision = 0
        """The row that the vision stands on."""

    def draw(self, place: Place, width: int) -> Segments:
        """What a row says."""
        return self._drawn[place.key](width - 1)

    def fold(self, key: str, is_folded: bool) -> None:
        """Fold or unfold a row."""
        self._folds[key] = is_folded

    def unfold_to(self, key: str) -> None:
        """Unfold everything above a row."""
        parts = key.split("/")
        for end in range(1, len(parts)):
            self._folds["/".join(parts[:end])] = False

    def keys_of(self, kind: str, id: str) -> list[str]:
        """The rows that are about an object, the topmost first."""
        return [key for key, spot in self.spots.items() if spot == (kind, id)]

    def lay_out(self, cycle: str | None, width: int, matching: str = "") -> list[Place]:
        """The rows for a cycle, top down, in a list of `width` cells; only those with a text in their titles."""
        self._cycle, self._width, self._matching = cycle, width, matching.casefold()
        self.spots.clear()
        self._drawn.clear()
        with self._workspace.lock:
            found = strategy(self._workspace, cycle)
            self.practice, self._shares = found.practice, found.shares
            places = [] if self._matching else [*self._phases(found), *self._checks(found), *self._vision(found)]
            for section in found.sections:
                places += self._section(section, found.practice)
        self.line_of_vision = next((number for number, place in enumerate(places) if place.key == VISION), 0)
        nothing: Segments = [("Nothing here has that in its title; esc shows everything.", Tone.MUTED)]
        return places or [self._text("fits", nothing)]

    # --- above the chain

    def _phases(self, found: Strategy) -> Iterator[Place]:
        """The phases of the practice, the one it is in in capitals."""
        if found.phase is None:
            return
        names = found.practice.phases
        wide = f" {self._glyphs.crumb} "
        crumb = wide if width_of(wide.join(names)) + _BESIDE <= self._width else self._glyphs.crumb
        line: Segments = []
        for number, name in enumerate(names):
            here = number == found.phase
            tone = Tone.HERE if here else Tone.GOOD if number < found.phase else Tone.MUTED
            line += [(name.upper() if here else name, tone), (crumb, Tone.FAINT)]
        yield self._text("phases", line[:-1])
        yield self._text("phases/blank", [])

    def _checks(self, found: Strategy) -> Iterator[Place]:
        """What is still missing to begin."""
        missing = [check for check in found.checks if check.lacking]
        if not missing:
            return
        done = f"{len(found.checks) - len(missing)} of {len(found.checks)}"
        yield self._heading("checks", "Before you begin", done)
        for check in missing:
            yield self._drawing(f"check {check.id}", partial(self._check, check), selectable=False)
        yield self._text("checks/blank", [])

    def _check(self, check: Check, width: int) -> Segments:
        count = f"  {check.lacking} lacking" if check.lacking > 1 else ""
        mark = f"{self._glyphs.not_started} "
        said: Segments = [(mark, Tone.CAUTION), (check.words, Tone.PLAIN), (count, Tone.MUTED)]
        return [("  ", Tone.PLAIN), *spread(said, [(_WAYS[check.id], Tone.MUTED)], width - 2, self._glyphs.ellipsis)]

    def _vision(self, found: Strategy) -> Iterator[Place]:
        yield self._heading("vision/title", "Vision", "")
        width = max(20, self._width - 6)
        lines = wrapped(found.vision, width, _VISION_LINES, self._glyphs.ellipsis)
        first: Segments = [(lines[0], Tone.PLAIN)]
        if not found.vision:
            first = [("Not written yet: e says where all of this leads.", Tone.MUTED)]
        self.spots[VISION] = Spot("workspace", self._workspace.config.workspace)
        self._drawn[VISION] = lambda _: first
        yield Place(VISION)
        for number, line in enumerate(lines[1:], 1):
            yield self._text(f"vision/{number}", [(f"  {line}", Tone.PLAIN)])

    # --- the sections

    def _section(self, section: Section, practice: Practice) -> list[Place]:
        places: list[Place] = []
        areas = [self._area(kind, id) for kind, id in section.links]
        are_several = len(set(areas)) > 1
        last = None
        for (kind, id), area in zip(section.links, areas, strict=True):
            rows = list(self._branch(kind, id, kind[0], 0, ()))
            if rows and are_several and area != last:
                places.append(self._text(f"{section.kind} area {id}", [(f"  {area or 'of nobody yet'}", Tone.MUTED)]))
                last = area
            places += rows
        if not places and not self._matching:
            key = f"new {section.kind}"
            words = f"None yet: n makes the first {practice.word(section.kind).replace('kpi', 'KPI')}."
            self.spots[key] = Spot(section.kind, "")
            self._drawn[key] = lambda _: [(words, Tone.MUTED)]
            places.append(Place(key))
        if not places:
            return []
        return [*self._titled(section), *places]

    def _titled(self, section: Section) -> Iterator[Place]:
        """The heading of a section; what is said beside it stands below where there is no room."""
        yield self._text(f"{section.kind}/blank", [])
        room = self._width - width_of(section.title) - _BESIDE
        beside = section.aside if width_of(section.aside) <= room else ""
        yield self._heading(f"{section.kind}/title", section.title, beside)
        if section.aside and not beside:
            lines = wrapped(section.aside, max(20, self._width - 6), _ASIDE_LINES, self._glyphs.ellipsis)
            for number, line in enumerate(lines):
                yield self._text(f"{section.kind}/aside {number}", [(f"  {line}", Tone.MUTED)])

    def _area(self, kind: str, id: str) -> str:
        if kind != "mission":
            return ""
        company = self._workspace.company
        return clean_line(company.title(records.reference(company.fields(kind, id) or {}, "unit")))

    def _branch(self, kind: str, id: str, above: str, depth: int, path: tuple[str, ...]) -> Iterator[Place]:
        """A row and, where it is unfolded, those below it; a chain that leads into itself ends."""
        if id in path or depth > _DEEPEST:
            return
        key = f"{above}/{id}"
        below = chain(self._workspace, kind, id, self._cycle)
        is_folded = self._folds.get(key, self._is_folded_at_first(kind, depth))
        is_open = bool(self._matching) or not is_folded
        rows: list[Place] = []
        if is_open:
            for each in below:
                rows += self._branch(*each, key, depth + 1, (*path, id))
        title = self._workspace.company.title(id)
        if self._matching and not rows and self._matching not in title.casefold():
            return
        self.spots[key] = Spot(kind, id)
        self._drawn[key] = partial(self._line, kind, id)
        yield Place(key, depth, bool(below), not is_open)
        yield from rows

    def _is_folded_at_first(self, kind: str, depth: int) -> bool:
        """A goal is open from the start, so that one sees what reaches it; MOKM's tree is, down to the measures."""
        is_tree = self.practice is not None and "measure" in self.practice.chain
        return kind != "goal" and not (is_tree and kind != "kpi" and depth <= _TREE_DEPTH)

    # --- lines

    def _line(self, kind: str, id: str, width: int) -> Segments:
        glyphs = self._glyphs
        coach = coach_mark(self._findings(id), glyphs)
        with self._workspace.lock:
            if kind in ("objective", "key_result"):
                row = row_of(self._workspace, kind, id)
                if row is None:
                    return []
                if kind == "objective" and self.practice and "measure" in self.practice.chain:
                    row = row._replace(owner=self._proof(id) or row.owner)
                return cascade_line(row, width, min(width, 95), STATUS_WIDTH, glyphs, coach)
            found = card(self._workspace, kind, id, self._cycle)
        if found is None:
            return []
        return self._card_line(found, width, coach)

    def _card_line(self, found: Card, width: int, coach: Segments) -> Segments:
        match found.kind:
            case "mission":
                return reach_line(found, self._shares.get(found.id), width, self._glyphs, coach)
            case "goal":
                return goal_line(found, width, min(width, 95), self._glyphs, coach)
        return barometer_line(found, width, self._glyphs, coach)

    def _proof(self, objective: str) -> str:
        """The number, the date and the lagging KPI that an objective of MOKM is proved by."""
        company = self._workspace.company
        fields = company.fields("objective", objective) or {}
        kpi = company.fields("kpi", records.reference(fields, "kpi")) or {}
        number = figure_text(records.number(fields, "kpi_target"), records.line(kpi, "unit_of_measure"))
        day = records.day(fields, "kpi_due")
        parts = (number, f"by {relative_day(day, self._workspace.today)}" if day else "")
        return " ".join(part for part in parts if part)

    def _heading(self, key: str, words: str, aside: str) -> Place:
        return self._drawing(key, partial(self._heading_line, words, aside), selectable=False)

    def _heading_line(self, words: str, aside: str, width: int) -> Segments:
        return spread([(words, Tone.STRONG)], [(aside, Tone.MUTED)] if aside else [], width, self._glyphs.ellipsis)

    def _drawing(self, key: str, drawn: Callable[[int], Segments], *, selectable: bool) -> Place:
        self._drawn[key] = drawn
        return Place(key, selectable=selectable)

    def _text(self, key: str, segments: Segments) -> Place:
        return self._drawing(key, lambda width: fit_segments(segments, width, self._glyphs.ellipsis), selectable=False)
