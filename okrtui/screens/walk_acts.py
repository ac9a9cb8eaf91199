"""What a walk writes, and takes back: each thing as soon as it is said, in the order it was said."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from okrtui.screens.jobs import Job, Jobs
from okrtui.workspace.errors import NothingToUndo
from okrtui.workspace.undoing import undo

if TYPE_CHECKING:
    from okrtui.app import OkrtuiApp

_Page = TypeVar("_Page")
_T = TypeVar("_T")


class Told(NamedTuple):
    """What to say of something that was done, and whether that changed anything: only then it can be taken back."""

    text: str
    is_written: bool = True


class _Act(Generic[_Page]):
    """Something that was said on a page; not every one came to be written."""

    def __init__(self, page: _Page) -> None:
        self.page = page
        self.is_written = False


class WalkActs(Generic[_Page]):
    """The writing of a walk from page to page. Subclasses say what is written, and what a page is without it."""

    def __init__(
        self, app: "OkrtuiApp", tell: Callable[[str, str], None], failed: Callable[[_Page, str], None]
    ) -> None:
        """`tell` says what was done and how to take it back; `failed` gets a page that is not saved, and why."""
        self._workspace = app.workspace
        self._jobs = Jobs(app)
        self._tell = tell
        self._failed = failed
        self._done: list[_Act[_Page]] = []

    def begin(self) -> None:
        """A new walk: what was done before it is not taken back from here."""
        self._done = []

    def at_rest(self, then: Callable[[], None]) -> None:
        """Call `then` as soon as everything is on the disk."""
        self._jobs.at_rest(then)

    def _write(
        self, page: _Page, work: Callable[[], _T], then: Callable[[_T], Told], lost: Callable[[], None] = lambda: None
    ) -> None:
        """Write what was said on a page. `then` gets what came of it; `lost` is called where nothing did."""
        act = _Act(page)
        self._done.append(act)

        def written(result: _T) -> None:
            told = then(result)
            self._end(act, is_written=told.is_written)
            self._tell(told.text, "u undo" if told.is_written else "")

        def failed(why: str) -> None:
            self._end(act, is_written=False)
            lost()
            self._failed(page, why)

        self._jobs.add(Job(work, written, failed))

    def _end(self, act: _Act[_Page], *, is_written: bool) -> None:
        act.is_written = is_written
        if not is_written and act in self._done:
            self._done.remove(act)

    # --- taking back

    def take_back(self) -> _Page | None:
        """Take back what was said last in this walk; the page it belongs to, None where nothing is left."""
        if not self._done:
            return None
        act = self._done.pop()

        def work() -> str:
            if not act.is_written:
                raise NothingToUndo("It was not saved, so there is nothing to take back")
            outcome = undo(self._workspace)
            self._look_after(act.page)
            return "; someone changed a part of it since, that stays" if outcome.kept else ""

        def then(kept: str) -> None:
            self._tell(f"Taken back: {self._taken_back(act.page)}{kept}", "")

        self._jobs.add(Job(work, then, lambda why: self._tell(why, "")))
        return act.page

    def _look_after(self, page: _Page) -> None:
        """Read, in the worker, what a page shows that undoing may have changed."""

    def _taken_back(self, page: _Page) -> str:
        """Let a page be as it was before; its title."""
        raise NotImplementedError
