"""The completion board: what is missing at the end of a cycle, and the way to each of it; then closing it."""

from functools import partial
from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one

from okrtui.okr.coach.scene import Figures
from okrtui.okr.kinds import CycleStatus
from okrtui.screens.closing.board import ClosingList, Found, read_board
from okrtui.screens.closing.lines import (
    ColumnsLine,
    FootLine,
    Head,
    HeadLine,
    key_result_words,
    late_words,
    unit_words,
)
from okrtui.screens.closing.steps import ask_about_late, ask_to_close, ask_to_reopen
from okrtui.screens.keys_ahead import KeysAhead
from okrtui.screens.scoring.sheet import missing_words
from okrtui.screens.scoring.view import Asked
from okrtui.widgets.filter_line import FilterLine
from okrtui.widgets.outline import Outline
from okrtui.widgets.tones import Segments, Tone
from okrtui.workspace.closing_time import neighbour_of
from okrtui.workspace.completion import ObjectiveCompletion
from okrtui.workspace.errors import NotFound
from okrtui.workspace.reading import clean_line
from okrtui.workspace.score_card import is_of_one_mind, is_to_agree, turn_of
from okrtui.workspace.scoring import Agreed, agree_scores
from okrtui.workspace.workspace import Change

_FEW = 40
"""So many objectives a key press may wait for; more are read in a worker."""


class ClosingScreen(KeysAhead):
    """The scores of a cycle, of a unit and all below it or of everyone. The cursor stays on its object."""

    TAB = "reviews"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["closing.tcss"]
    BINDING_GROUP_TITLE = "End of the cycle"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "score", "score", id="closing.score", tooltip="what waits for you here, one key each"),
        Binding("a", "agree", "agree", id="closing.agree", tooltip="on the scores of what the cursor is on"),
        Binding("A", "agree_all", "agree all", show=False, id="closing.agree_all", tooltip="where both say the same"),
        Binding("r", "review", "review", id="closing.review", tooltip="the quarterly review of the unit"),
        Binding("C", "close_cycle", "close", id="closing.close", tooltip="the cycle; says what is missing"),
        Binding("R", "reopen", "reopen", id="closing.reopen", tooltip="the cycle: its scores can be changed again"),
        Binding("O", "carry_over", "carry over", id="closing.carry_over", tooltip="what goes on in the next cycle"),
        Binding("left_square_bracket", "other_cycle(-1)", "cycle before", show=False, id="closing.cycle_before"),
        Binding("right_square_bracket", "other_cycle(1)", "next cycle", show=False, id="closing.cycle_next"),
        Binding("slash", "filter", "filter", show=False, priority=True, id="list.filter", tooltip="by part of a title"),
    ]

    board = query_one(ClosingList)
    filter_line = query_one(FilterLine)

    _found: Found | None = None
    _is_behind = False
    _is_reading = False
    _read_again = False
    _wanted = ""

    def __init__(self, cycle: str, unit: str | None = None, told: tuple[str, str] = ("", "")) -> None:
        """`unit`: it and all below it; None: everyone. `told` is what to say at first, and a key."""
        super().__init__()
        self.cycle = cycle
        self.unit = unit
        self._told = told

    def compose_body(self) -> ComposeResult:
        """The list, between what is said of all of it and of the row under the cursor."""
        yield HeadLine(glyphs=self.glyphs)
        yield FilterLine()
        yield ColumnsLine(glyphs=self.glyphs)
        yield ClosingList(self.workspace.person, glyphs=self.glyphs)
        yield FootLine(glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Show it."""
        self._show_head()
        self._read()
        self.board.focus()
        if self._told[0]:
            self.say(*self._told)

    # --- reading

    def original(self, key_result: str) -> Figures | None:
        """What a key result was first aimed at, as far as the coach has looked."""
        coaching = self.okrtui.coaching
        return coaching.original(key_result) if coaching else None

    def _read(self) -> None:
        work = partial(read_board, self.workspace, self.cycle, self.unit, self.original)
        if self._is_reading:
            self._read_again = True
        elif len(self.workspace.company.pointing("objective", "cycle", self.cycle)) > _FEW:
            self._is_reading = True
            self.okrtui.act(work, self._take_read, self._lost)
        else:
            try:
                self._take(work())
            except NotFound as error:  # the unit or the cycle was deleted
                self._lost(str(error))

    def _take_read(self, found: Found) -> None:
        self._is_reading = False
        if self._read_again:
            self._read_again = False
            self._read()
        if found.completion.cycle.id == self.cycle:
            self._take(found)

    def _lost(self, why: str) -> None:
        self._is_reading = False
        self.okrtui.say_trouble(why)
        self.has_read()

    def _take(self, found: Found) -> None:
        if not self.query(ClosingList):  # left meanwhile
            return
        self._found = found
        self.board.show(found, self.filter_line.text)
        if self._wanted and self.board.reveal(self._wanted):
            self._wanted = ""
        self._show_head()
        self._show_foot()
        self.has_read()

    def _show_head(self) -> None:
        found, company = self._found, self.workspace.company
        cycle = company.cycle(self.cycle)
        unit = clean_line(company.title(self.unit)) if self.unit else ""
        head = Head(clean_line(cycle.name) if cycle else "", cycle.status.words if cycle else "", unit)
        if found is not None and found.completion.cycle.id == self.cycle:
            head = head._replace(totals=found.completion.totals, late=len(found.late), mine=found.mine)
        for line in self.query(HeadLine):
            line.head = head
        self.refresh_bindings()

    def _show_foot(self) -> None:
        for line in self.query(FootLine):
            line.said = self._foot()

    def _foot(self) -> Segments:
        late, each = self.board.late_here, self.board.key_result_here()
        if late is not None:
            return late_words(late)
        if each is not None:
            return key_result_words(each)
        unit = self.board.unit_here
        kind, _ = self.board.subject_here or ("", "")
        if kind == "unit" and unit is not None:
            return unit_words(unit)
        objectives = self.board.objectives_here()
        if kind != "objective" or not objectives:
            return []
        return [(objectives[0].verdict or missing_words(objectives[0]), Tone.MUTED)]

    def workspace_changed(self, change: Change) -> None:
        """Show everything as it is now; what happens behind another screen is caught up with later."""
        if not self.is_mounted:
            return
        if self.is_current:
            self._read()
        else:
            self._is_behind = True

    def on_screen_resume(self) -> None:
        """Catch up with what happened while another screen was open."""
        if self._is_behind:
            self._is_behind = False
            self._read()

    def in_dispute(self) -> tuple[tuple[str, str] | None, str]:
        """The score under the cursor that has several values at once."""
        each = self.board.key_result_here()
        scores = each.scores if each else None
        given = (scores.agreed, scores.by_lead, scores.by_owner) if scores else ()
        found = next((score for score in given if score is not None and score.is_contested), None)
        return (("score", found.id), "value") if found else (None, "")

    # --- where one is

    def on_outline_highlighted(self, message: Outline.Highlighted) -> None:
        """What is missing follows the cursor."""
        self._show_foot()
        self.refresh_bindings()

    def on_outline_selected(self, message: Outline.Selected) -> None:
        """Enter goes to what is missing: a score, a look back; of what came late one is asked."""
        late = self.board.late_here
        kind, _ = self.board.subject_here or ("", "")
        if late is not None:
            ask_about_late(self, late)
        elif kind == "unit":
            self.action_review()
        elif self._is_closed():
            self._open_detail()
        else:
            self._go_to_scores()

    def _open_detail(self) -> None:
        """Look at what is frozen."""
        from okrtui.screens.detail import DetailScreen

        kind, id = self.board.subject_here or ("", "")
        if kind:
            self.app.push_screen(DetailScreen(kind, id, cycle=self.cycle))

    def _go_to_scores(self) -> None:
        """Score what oneself is asked for; else look at all scores of the objective."""
        objectives = self.board.objectives_here()
        mine = {each.key_result for each in self.board.scores_here()}
        asked = [self._asked(each, only=mine, is_table=True) for each in objectives]
        self._open(asked)

    def _asked(self, objective: ObjectiveCompletion, only: set[str] | None = None, *, is_table: bool) -> Asked:
        scores = [each.scores for each in objective.key_results if only is None or each.scores.key_result in only]
        turns = [turn for each in scores if (turn := turn_of(each, self.workspace.person))]
        first = scores[0].key_result if only is not None and scores else ""
        return Asked(objective.id, tuple(turns), is_table, first)

    def _open(self, asked: list[Asked]) -> None:
        from okrtui.screens.scoring import ScoringScreen

        if self._is_closed():
            name = clean_line(self.workspace.company.title(self.cycle))
            self.say(f"{name} is closed, its scores are frozen", "R opens it again")
        elif asked:
            self.app.push_screen(ScoringScreen(asked))

    def _is_closed(self) -> bool:
        cycle = self.workspace.company.cycle(self.cycle)
        return cycle is not None and cycle.status is CycleStatus.CLOSED

    # --- scoring

    def action_score(self) -> None:
        """Score what waits for oneself here and below, objective after objective; then agree on it."""
        person = self.workspace.person
        objectives = self.board.objectives_here()
        only = {each.key_result for each in self.board.scores_here()}
        asked = []
        for each in objectives:
            found = self._asked(each, only, is_table=False)
            scores = [kr.scores for kr in each.key_results]
            if found.turns or any(is_to_agree(s) and person in (s.owner, s.lead) for s in scores):
                asked.append(found)
        if asked or self._is_closed():
            self._open(asked)
        else:
            self.say("Nothing here waits for a score of yours", "a agrees on scores")

    def action_agree(self) -> None:
        """Look at the scores of the objective side by side, or of all here that wait to be agreed on."""
        objectives = self.board.objectives_here()
        if len(objectives) > 1:
            objectives = [each for each in objectives if any(is_to_agree(kr.scores) for kr in each.key_results)]
        if objectives or self._is_closed():
            kind, id = self.board.subject_here or ("", "")
            here = id if kind == "key_result" else ""
            self._open([Asked(each.id, (), True, here) for each in objectives])
        else:
            self.say("Nothing here waits to be agreed on", "s scores")

    def action_agree_all(self) -> None:
        """Agree, in one act, on every score here about which owner and lead are of one mind."""
        scores = self.board.scores_here()
        good = [each.key_result for each in scores if is_to_agree(each) and is_of_one_mind(each)]
        if self._is_closed():
            self._open([])
        elif good:
            self.okrtui.act(partial(agree_scores, self.workspace, good), self._agreed)
        else:
            self.say("Nothing here is agreed on by itself", "a shows where two scores differ")

    def _agreed(self, agreed: list[Agreed]) -> None:
        self.okrtui.say(f"Agreed on {len(agreed)} score{'' if len(agreed) == 1 else 's'}", "u undo")

    # --- the end of the cycle

    def action_review(self) -> None:
        """Open the quarterly review of the unit that the cursor is in."""
        from okrtui.screens.looking_back import QuarterScreen

        unit = self.board.unit_here
        id = unit.id if unit is not None else self.unit
        if id is not None:
            self.app.push_screen(QuarterScreen(id, self.cycle))

    def action_close_cycle(self) -> None:
        """Close the cycle, once it is clear what that means; where something is missing, go there."""
        if self._found is not None:
            ask_to_close(self, self._found)

    def go_to(self, key_result: str) -> None:
        """Put the cursor on a key result."""
        self.board.reveal(f"key_result {key_result}")

    def action_reopen(self) -> None:
        """Open the closed cycle again."""
        ask_to_reopen(self, self.cycle)

    def action_carry_over(self) -> None:
        """Choose what goes on in the next cycle."""
        from okrtui.screens.carrying import CarryScreen

        self.app.push_screen(CarryScreen(self.cycle, self.unit))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A closed cycle is reopened, another one closed."""
        match action:
            case "close_cycle" | "score" | "agree" | "agree_all":
                return not self._is_closed()
            case "reopen":
                return self._is_closed()
            case "filter":
                return isinstance(self.focused, Outline)
        return super().check_action(action, parameters)

    # --- choosing what shows

    def on_filter_line_changed(self) -> None:
        """Show what fits."""
        self.board.look_for(self.filter_line.text)

    def action_filter(self) -> None:
        """Show only what has a text."""
        self.filter_line.open()

    def action_other_cycle(self, step: int) -> None:
        """Show the cycle before or after."""
        there = neighbour_of(self.workspace, self.cycle, step)
        if there is not None:
            self.cycle = there
            self.unread()
            self._show_head()
            self._read()
        else:
            self.say("There is no cycle before this one" if step < 0 else "There is no cycle after this one")

    def action_back(self) -> None:
        """Show everything again, then leave."""
        if self.filter_line.text:
            self.filter_line.action_clear()
        else:
            super().action_back()
