"""The list of the completion board: what came late first, then every unit with its objectives and their scores."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType

from okrtui.okr.coach.scene import Original
from okrtui.screens.closing.rows import key_result_line, late_line, objective_line, unit_line
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.outline import Outline
from okrtui.widgets.rows import Row
from okrtui.widgets.tones import Segments, Tone
from okrtui.workspace.completion import (
    Completion,
    KeyResultCompletion,
    Missing,
    ObjectiveCompletion,
    UnitCompletion,
    completion,
)
from okrtui.workspace.late import Late, late_check_ins
from okrtui.workspace.portions import BREATH
from okrtui.workspace.score_card import turn_of
from okrtui.workspace.scores import Scores
from okrtui.workspace.view import View

_FEW = 8
"""So many objectives show their key results from the beginning."""
_MANY = 200
"""From so many objectives on, only the upper units are unfolded at first."""
_OPEN_DEPTH = 1
_NOTHING_FITS = "Nothing is called so. esc shows all of it again."
_LATE = "late/heading"
_LATE_END = "late/end"


class Found(NamedTuple):
    """What the board is made of, and where everything is in it: a large company's takes too long for a key press."""

    completion: Completion
    late: Mapping[str, Late]
    """By key result."""
    units: Mapping[str, UnitCompletion]
    objectives: Mapping[str, ObjectiveCompletion]
    unit_of: Mapping[str, UnitCompletion]
    """By objective."""
    key_results: Mapping[str, tuple[KeyResultCompletion, str]]
    """Each with the id of its objective."""
    titles: Mapping[str, str]
    """What one may look for, by objective: its title and owner, its unit's, its key results'."""
    missing: Mapping[Missing, int]
    """How many key results, and units, want what."""
    mine: int
    """The scores that the one who looks is asked for."""


def read_board(view: View, cycle: str, unit: str | None, original: Original) -> Found:
    """Read it; to be asked in a worker. Raises NotFound."""
    found = completion(view, cycle, unit, original, pause=BREATH)
    late = {each.key_result: each for each in late_check_ins(view, cycle, unit, pause=BREATH)}
    unit_of = {objective.id: each for each in found.units for objective in each.objectives}
    objectives = {each.id: each for each in found.objectives()}
    key_results = {kr.scores.key_result: (kr, each.id) for each in objectives.values() for kr in each.key_results}
    missing = Counter(missing for each, _ in key_results.values() for missing in each.missing)
    missing.update(missing for each in found.units for missing in each.missing)
    return Found(
        found,
        late,
        {each.id or "": each for each in found.units},
        objectives,
        unit_of,
        key_results,
        {id: _titles(each, unit_of[id]) for id, each in objectives.items()},
        missing,
        sum(turn_of(each.scores, view.person) is not None for each, _ in key_results.values()),
    )


def _titles(objective: ObjectiveCompletion, unit: UnitCompletion) -> str:
    names = [unit.name, unit.lead_name, objective.title, objective.owner_name]
    return "\n".join([*names, *(each.scores.title for each in objective.key_results)]).casefold()


class ClosingList(Outline):
    """Shows it. Key results are folded where there are many objectives."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "go", id="closing.open", tooltip="to what is missing here"),
        Binding("space", "toggle_fold", "fold", show=False, id="closing.fold"),
        Binding("z", "fold_all(True)", "fold all", show=False, id="closing.fold_all"),
        Binding("Z", "fold_all(False)", "unfold all", show=False, id="closing.unfold_all"),
    ]

    def __init__(self, person: str, *, glyphs: GlyphSet) -> None:
        super().__init__(self._draw, empty="Reading…", glyphs=glyphs)
        self._person = person
        self._found: Found | None = None
        self._late: Mapping[str, Late] = {}
        self._units: Mapping[str, UnitCompletion] = {}
        self._objectives: Mapping[str, ObjectiveCompletion] = {}
        self._key_results: Mapping[str, tuple[KeyResultCompletion, str]] = {}
        self._unit_of: Mapping[str, UnitCompletion] = {}
        self._folds: dict[str, bool] = {}
        self._matching = ""
        self._are_few = True

    def show(self, found: Found, matching: str = "") -> None:
        """Show what was read; of what does not have a text in its title, only what leads to some that does."""
        self._found = found
        self._late, self._units, self._objectives = found.late, found.units, found.objectives
        self._key_results, self._unit_of = found.key_results, found.unit_of
        self.look_for(matching)

    def look_for(self, matching: str) -> None:
        """Show only what has a text in its title, and what leads there."""
        self._matching = matching.casefold()
        if self._found is not None:
            name = self._found.completion.cycle.name
            empty = f"Nothing of {name} is to be scored here: no objective is active, and nobody checked in on one."
            self.empty = _NOTHING_FITS if matching else empty
            self._lay_out()

    # --- what the cursor is on

    @property
    def late_here(self) -> Late | None:
        """What came late, where the cursor is on that."""
        kind, _, id = (self.cursor_key or "").partition(" ")
        return self._late.get(id) if kind == "late" else None

    @property
    def subject_here(self) -> tuple[str, str] | None:
        """Kind and id of what the cursor is on."""
        kind, _, id = (self.cursor_key or "").partition(" ")
        return ("key_result" if kind == "late" else kind, id) if id else None

    @property
    def unit_here(self) -> UnitCompletion | None:
        """The unit that the cursor is in."""
        kind, id = self.subject_here or ("", "")
        if kind == "unit":
            return self._units.get(id)
        return self._unit_of.get(self._key_results[id][1] if id in self._key_results else id)

    def objectives_here(self) -> list[ObjectiveCompletion]:
        """Those that the cursor is on: the objective, or that of the key result, or all of the unit and below it."""
        kind, id = self.subject_here or ("", "")
        match kind:
            case "objective":
                return [self._objectives[id]] if id in self._objectives else []
            case "key_result":
                return [self._objectives[self._key_results[id][1]]] if id in self._key_results else []
            case "unit":
                return [objective for unit in self._below(id) for objective in unit.objectives]
        return []

    def _below(self, id: str) -> Iterator[UnitCompletion]:
        top = self._units.get(id)
        if top is None:
            return
        is_in = False
        for unit in self._units.values():
            if unit is top:
                is_in = True
            elif is_in and unit.depth <= top.depth:
                return
            if is_in:
                yield unit

    def scores_here(self) -> list[Scores]:
        """The scores of the key results there: of the one that the cursor is on, or all."""
        kind, id = self.subject_here or ("", "")
        if kind == "key_result":
            return [self._key_results[id][0].scores] if id in self._key_results else []
        return [each.scores for objective in self.objectives_here() for each in objective.key_results]

    def key_result_here(self) -> KeyResultCompletion | None:
        """The key result that the cursor is on."""
        kind, id = self.subject_here or ("", "")
        return self._key_results[id][0] if kind == "key_result" and id in self._key_results else None

    # --- rows

    def _lay_out(self) -> None:
        self.set_rows(list(self._rows_shown()))

    def _rows_shown(self) -> Iterator[Row]:
        found = self._found
        if found is None:
            return
        if self._late and not self._matching:
            yield Row(_LATE, selectable=False)
            yield from (Row(f"late {id}", 1) for id in self._late)
            yield Row(_LATE_END, selectable=False)
        base = min((unit.depth for unit in found.completion.units), default=0)
        fitting = None
        if self._matching:
            fitting = {id for id, titles in found.titles.items() if self._matching in titles}
        self._are_few = len(self._objectives if fitting is None else fitting) <= _FEW
        hidden: int | None = None
        for unit in found.completion.units:
            objectives = [each for each in unit.objectives if fitting is None or each.id in fitting]
            if fitting is not None and not objectives:
                continue
            depth = unit.depth - base
            if hidden is not None and depth > hidden:
                continue
            key = f"unit {unit.id or ''}"
            is_folded = self._is_folded(key, depth)
            hidden = depth if is_folded else None
            yield Row(key, depth, True, is_folded)
            if not is_folded:
                for objective in objectives:
                    yield from self._objective_rows(objective, depth + 1)

    def _objective_rows(self, objective: ObjectiveCompletion, depth: int) -> Iterator[Row]:
        key = f"objective {objective.id}"
        is_folded = self._is_folded(key, depth)
        yield Row(key, depth, bool(objective.key_results), is_folded)
        if not is_folded:
            for each in objective.key_results:
                yield Row(f"key_result {each.scores.key_result}", depth + 1)

    def _is_folded(self, key: str, depth: int) -> bool:
        """Where there are many objectives, they are folded at first; in a large company the lower units, too."""
        if key.startswith("unit"):
            at_first = depth >= _OPEN_DEPTH and len(self._objectives) > _MANY and not self._matching
        else:
            at_first = not self._are_few
        return self._folds.get(key, at_first)

    def _draw(self, row: Row, width: int) -> Segments:
        kind, _, id = row.key.partition(" ")
        inner, glyphs = width - 1, self._glyphs
        match kind:
            case "unit":
                return unit_line(self._units[id], inner, glyphs)
            case "objective":
                return objective_line(self._objectives[id], inner, self.size.width, glyphs)
            case "key_result":
                return key_result_line(self._key_results[id][0], self._person, inner, self.size.width, glyphs)
            case "late":
                return late_line(self._late[id], inner, glyphs)
        return [("Came late", Tone.STRONG)] if row.key == _LATE else []

    def reveal(self, key: str) -> bool:
        """Unfold the way to a row and put the cursor on it; whether it is there."""
        kind, _, id = key.partition(" ")
        objective = self._key_results[id][1] if id in self._key_results else id
        if kind == "key_result":
            self._folds[f"objective {objective}"] = False
        if objective in self._unit_of:
            self._unfold_above(self._unit_of[objective])
        self._lay_out()
        return self.move_to(key)

    def _unfold_above(self, unit: UnitCompletion) -> None:
        """Unfold a unit and those above it."""
        units = list(self._units.values())
        depth = unit.depth + 1
        for each in reversed(units[: units.index(unit) + 1]):
            if each.depth < depth:
                self._folds[f"unit {each.id or ''}"] = False
                depth = each.depth

    def fold_row(self, key: str, folded: bool) -> None:
        """Fold or unfold."""
        self._folds[key] = folded
        self._lay_out()

    def action_fold_all(self, folded: bool) -> None:
        """Fold or unfold every objective."""
        self._folds = {f"objective {id}": folded for id in self._objectives}
        self._lay_out()

    @property
    def blocking(self) -> Sequence[KeyResultCompletion]:
        """The key results for want of which the cycle cannot be closed."""
        return self._found.completion.blocking if self._found else ()
