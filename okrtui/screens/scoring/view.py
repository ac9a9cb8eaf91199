"""What the scoring walk knows and shows, as one sheet."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.app import ComposeResult
from textual.getters import query_one

from okrtui.okr.coach.scene import Figures
from okrtui.okr.kinds import Role
from okrtui.screens.checkin.ask import Ask
from okrtui.screens.keys_ahead import KeysAhead
from okrtui.screens.scoring.acts import Acts
from okrtui.screens.scoring.agreeing import Table
from okrtui.screens.scoring.sheet import View, draw
from okrtui.screens.scoring.stop import Stop
from okrtui.screens.scoring.walk import Page, Walk
from okrtui.widgets.sheet import Drawing, Sheet
from okrtui.widgets.tones import Segments, Tone
from okrtui.workspace.completion import ObjectiveCompletion, objective_completion
from okrtui.workspace.errors import NotFound
from okrtui.workspace.reading import clean_line
from okrtui.workspace.score_card import ScoreCard, Turn, score_card
from okrtui.workspace.scores import Scores, scores_of
from okrtui.workspace.workspace import Change


class Asked(NamedTuple):
    """An objective to be scored: the key results one is asked for a score of, then its table."""

    objective: str
    turns: tuple[Turn, ...] = ()
    is_table: bool = False
    """Whether the table shows in any case, and not only where there is something to agree on."""
    begins_at: str = ""
    """The key result that the table's cursor is on at first."""


class ScoringView(KeysAhead, inherit_bindings=False):
    """The walk without its keys: it follows what is said and the workspace."""

    TAB = "reviews"
    CSS_PATH = "scoring.tcss"
    AUTO_FOCUS = ""

    sheet = query_one(Sheet)

    def __init__(self, asked: Sequence[Asked]) -> None:
        super().__init__()
        self.is_read = True
        self._asked = asked
        self._ask: Ask | None = None
        self._told: Segments = []
        self._is_explained = False
        self._walk = Walk(())
        self._objectives: dict[str, ObjectiveCompletion] = {}

    def compose_body(self) -> ComposeResult:
        """Everything is one sheet."""
        self._acts = Acts(self.okrtui, self.tell, self.not_saved)
        self._walk = Walk(self._pages())
        yield Sheet(self._draw)

    def _pages(self) -> list[Page]:
        pages: list[Page] = []
        for asked in self._asked:
            for turn in asked.turns:
                stop = Stop(turn.key_result, turn.role, self.card_of(turn.key_result))
                stop.assessment = self.okrtui.drafts.pop(draft_key(stop), {}).get("assessment")
                pages.append(stop)
            with self.workspace.lock:
                company = self.workspace.company
                scores = [self._scores(each.id) for each in company.key_results_of(asked.objective)]
                title = clean_line(company.title(asked.objective))
            pages.append(Table(asked.objective, title, scores, asked.begins_at, is_asked_for=asked.is_table))
        return pages

    # --- reading

    def original(self, key_result: str) -> Figures | None:
        """What a key result was first aimed at, as far as the coach has looked."""
        coaching = self.okrtui.coaching
        return coaching.original(key_result) if coaching else None

    def card_of(self, key_result: str) -> ScoreCard | None:
        """The card of a key result as it is now."""
        return score_card(self.workspace, key_result, self.original, self.workspace.person)

    def _scores(self, key_result: str) -> Scores:
        return scores_of(self.workspace, key_result, self.original)

    def workspace_changed(self, change: Change) -> None:
        """Bring everything up to date; nothing that was typed or chosen goes."""
        self._refresh()

    def coached(self) -> None:
        """Show what was moved, as soon as that is known."""
        self._refresh()

    def _refresh(self) -> None:
        for page in self._walk.pages:
            if isinstance(page, Stop):
                page.card = self.card_of(page.key_result)
                if page is not self._walk.here:
                    page.look()
            else:
                page.take(self._scores_in(page))
        self._read_end()
        self._show()

    def _scores_in(self, table: Table) -> dict[str, Scores]:
        found = {}
        for row in table.rows:
            try:
                found[row.scores.key_result] = self._scores(row.scores.key_result)
            except NotFound:
                continue
        return found

    def _read_end(self) -> None:
        """What became of the objectives, once all is asked."""
        if self._walk.here is not None:
            return
        self._objectives = {
            asked.objective: found
            for asked in self._asked
            if (found := objective_completion(self.workspace, asked.objective, self.original))
        }

    # --- what is seen

    def _show(self) -> None:
        for sheet in self.query(Sheet):  # none while a change comes in before the first paint
            sheet.redraw()
        self.refresh_bindings()

    def _draw(self, width: int, height: int) -> Drawing:
        here = self._walk.here
        row = here.here if isinstance(here, Table) else None
        view = View(
            self._walk,
            self._ask,
            self._head(),
            self.workspace.today,
            self.card_of(row.scores.key_result) if row and self._is_explained else None,
            self._objectives,
            self._is_explained,
            self._told,
        )
        return draw(view, width, height, self.glyphs)

    def _head(self) -> str:
        here, dot = self._walk.here, self.glyphs.dot
        with self.workspace.lock:
            company = self.workspace.company
            objective = company.objective(self._asked[0].objective) if self._asked else None
            cycle = clean_line(company.title(objective.cycle)) if objective else ""
        as_what = ""
        if isinstance(here, Stop):
            as_what = " as its owner" if here.role is Role.OWNER else " as who leads it"
        return f" {dot} ".join(part for part in (cycle, self.my_name + as_what) if part)

    @property
    def my_name(self) -> str:
        """What one is called."""
        return clean_line(self.workspace.company.title(self.workspace.person))

    def tell(self, text: str, hint: str = "", tone: Tone = Tone.MUTED) -> None:
        """Say something in the quiet line above the keys, which stays until something else is said."""
        self._told = [(text, tone)]
        if hint:
            self._told += [(f" {self.glyphs.dot} ", Tone.FAINT), (hint, Tone.MUTED)]
        self._show()

    def not_saved(self, page: Page, why: str) -> None:
        """Say what could not be written, and ask for it again at the end."""
        page.is_passed = False
        self._refresh()
        if self._walk.here is None:
            self._walk.go_to(page)
        self.tell(f"Not saved: {why}", tone=Tone.BAD)


def draft_key(stop: Stop) -> str:
    """Under which what was typed of a key result is kept while the app is open."""
    return f"score {stop.key_result} {stop.role}"
