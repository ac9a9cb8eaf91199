"""The completion board: what is missing at the end of a cycle, and the way to each of it; then closing it."""

from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from okrtui.okr.kinds import CycleStatus
from okrtui.screens.closing.board_screen import BoardScreen
from okrtui.screens.closing.steps import ask_about_late, ask_to_close, ask_to_reopen
from okrtui.screens.scoring.view import Asked
from okrtui.widgets.outline import Outline
from okrtui.workspace.completion import ObjectiveCompletion
from okrtui.workspace.reading import clean_line
from okrtui.workspace.score_card import is_of_one_mind, is_to_agree, turn_of
from okrtui.workspace.scoring import Agreed, agree_scores


class ClosingScreen(BoardScreen):
    """The scores of a cycle, of a unit and all below it or of everyone. The cursor stays on its object."""

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
        Binding("slash", "filter", "filter", show=False, id="list.filter", tooltip="by part of a title"),
    ]

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
            self.okrtui.carry_out(partial(agree_scores, self.workspace, good), self._agreed)
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
