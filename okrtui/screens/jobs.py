"""What a screen writes: one thing after the other, in the order it was said, in a worker."""

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from okrtui.app import OkrtuiApp


class Job(NamedTuple):
    """Something to write. `then` gets its result; `failed` is told why where it could not be written."""

    work: Callable[[], Any]
    then: Callable[[Any], None]
    failed: Callable[[str], None]


class Jobs:
    """A queue of writing jobs. All its methods belong to the app's own thread."""

    def __init__(self, app: "OkrtuiApp") -> None:
        self._app = app
        self._waiting: deque[Job] = deque()
        self._is_busy = False
        self._at_rest: Callable[[], None] | None = None

    def add(self, job: Job) -> None:
        """Do this after all that was said before."""
        self._waiting.append(job)
        self._next()

    def at_rest(self, then: Callable[[], None]) -> None:
        """Call `then` as soon as all is written, at once where it is."""
        self._at_rest = then
        self._next()

    def _next(self) -> None:
        if self._is_busy:
            return
        if not self._waiting:
            rest, self._at_rest = self._at_rest, None
            if rest is not None:
                rest()
            return
        self._is_busy = True
        job = self._waiting.popleft()
        self._app.act(job.work, lambda result: self._ended(job.then, result), lambda why: self._ended(job.failed, why))

    def _ended(self, show: Callable[[Any], None], result: Any) -> None:
        self._is_busy = False
        show(result)
        self._next()
