"""What the scoring walk writes, and takes back: each thing as soon as it is said, in the order it was said."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from okrtui.okr.kinds import Role
from okrtui.screens.checkin.jobs import Job, Jobs
from okrtui.screens.scoring.walk import Page, Stop, Table
from okrtui.workspace.errors import NothingToUndo
from okrtui.workspace.scoring import Scoring, score_all
from okrtui.workspace.undoing import undo

if TYPE_CHECKING:
    from okrtui.app import OkrtuiApp


class _Act:
    """Something that was said on a page; not every one came to be written."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.is_written = False


class Acts:
    """The walk's writing."""

    def __init__(self, app: "OkrtuiApp", tell: Callable[[str, str], None], failed: Callable[[Page, str], None]) -> None:
        """`tell` says what was done and how to take it back; `failed` gets a page that is not saved, and why."""
        self._workspace = app.workspace
        self._jobs = Jobs(app)
        self._tell = tell
        self._failed = failed
        self._done: list[_Act] = []

    def at_rest(self, then: Callable[[], None]) -> None:
        """Call `then` as soon as everything is on the disk."""
        self._jobs.at_rest(then)

    def score(self, stop: Stop, scoring: Scoring, told: str) -> None:
        """Write a score that was given."""
        typed, was_scored = stop.assessment, stop.is_scored
        stop.assessment, stop.entry, stop.is_scored = None, None, True

        def lost() -> None:
            stop.is_scored = was_scored
            stop.assessment = stop.assessment if stop.assessment is not None else typed

        self._write(stop, [scoring], told, lost)

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
        self._write(table, found, told, lambda: table.ask_again(said))

    def _write(self, page: Page, scorings: list[Scoring], told: str, lost: Callable[[], None]) -> None:
        act = _Act(page)
        self._done.append(act)
        page.is_saving = True

        def then(_: object) -> None:
            page.is_saving, act.is_written = False, True
            self._tell(told, "u undo")

        def failed(why: str) -> None:
            page.is_saving = False
            self._done = [each for each in self._done if each is not act]
            lost()
            self._failed(page, why)

        self._jobs.add(Job(partial(score_all, self._workspace, scorings), then, failed))

    def take_back(self) -> Page | None:
        """Take back what was said last in this walk; the page it belongs to, None where nothing is left."""
        if not self._done:
            return None
        act = self._done.pop()

        def work() -> str:
            if not act.is_written:
                raise NothingToUndo("It was not saved, so there is nothing to take back")
            outcome = undo(self._workspace)
            return "; someone changed a part of it since, that stays" if outcome.kept else ""

        def then(kept: str) -> None:
            if isinstance(act.page, Stop):
                act.page.is_scored = any(each.page is act.page for each in self._done)
                title = act.page.card.scores.title if act.page.card else ""
            else:
                act.page.agreed, title = 0, act.page.title
            self._tell(f"Taken back: {title}{kept}", "")

        self._jobs.add(Job(work, then, lambda why: self._tell(why, "")))
        return act.page
