"""What a screen looks at in a worker: one look at a time, so that an older one is never shown last."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from okrtui.app import OkrtuiApp

T = TypeVar("T")


class Looks(Generic[T]):
    """Looks of one kind, the next begun when the last has ended. All its methods belong to the app's own thread."""

    def __init__(
        self, app: "OkrtuiApp", then: Callable[[T], None], failed: Callable[[str], None] | None = None
    ) -> None:
        """`then` gets what was found; `failed` is told why where nothing was, else whoever sits there is."""
        self._app = app
        self._then = then
        self._failed = failed or app.say_trouble
        self._next: Callable[[], T] | None = None
        self._is_looking = False

    @property
    def is_looking(self) -> bool:
        """Whether there is an answer to come."""
        return self._is_looking

    def take(self, look: Callable[[], T]) -> None:
        """Look now, or again after the look that goes on: what was asked for in between is answered by that one."""
        if self._is_looking:
            self._next = look
            return
        self._is_looking = True
        self._app.act(look, lambda found: self._ended(self._then, found), lambda why: self._ended(self._failed, why))

    def _ended(self, show: Callable[..., None], told: T | str) -> None:
        self._is_looking = False
        look, self._next = self._next, None
        if look is not None:
            self.take(look)
        show(told)
