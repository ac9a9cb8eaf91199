"""What the scoring walk writes: scores, and what was agreed on."""

from collections.abc import Callable
from functools import partial

from okrtui.okr.kinds import Role
from okrtui.screens.scoring.agreeing import Table
from okrtui.screens.scoring.stop import Stop
from okrtui.screens.scoring.walk import Page
from okrtui.screens.walk_acts import Told, WalkActs
from okrtui.workspace.scoring import Scoring, score_all


class Acts(WalkActs[Page]):
    """The walk's writing."""

    def score(self, stop: Stop, scoring: Scoring, told: str) -> None:
        """Write a score that was given."""
        typed, was_scored = stop.assessment, stop.is_scored
        stop.assessment, stop.entry, stop.is_scored = None, None, True

        def lost() -> None:
            stop.is_scored = was_scored
            stop.assessment = stop.assessment if stop.assessment is not None else typed

        self._save(stop, [scoring], told, lost)

    def agree(self, table: Table, told: str) -> None:
        """Write the scores that were agreed on in a table, in one act."""
        found = []
        for row in table.rows:
            if not row.is_to_write:
                continue
            agreed = row.scores.agreed
            value = row.value if row.value is not None else agreed.value if agreed else None
            found.append(Scoring(row.scores.key_result, Role.AGREED, value, None, row.becomes, row.seen))
        said = table.answered()
        self._save(table, found, told, lambda: table.ask_again(said))

    def _save(self, page: Page, scorings: list[Scoring], told: str, lost: Callable[[], None]) -> None:
        page.is_saving = True

        def then(_: object) -> Told:
            page.is_saving = False
            return Told(told)

        def not_saved() -> None:
            page.is_saving = False
            lost()

        self._write(page, partial(score_all, self._workspace, scorings), then, not_saved)

    def _taken_back(self, page: Page) -> str:
        if isinstance(page, Stop):
            page.is_scored = any(each.page is page for each in self._done)
            return page.card.scores.title if page.card else ""
        page.agreed = 0
        return page.title
