"""Errands: work that an app has done in other threads, whose result it shows and whose failure never ends it."""

import threading
from collections.abc import Callable
from concurrent.futures import CancelledError
from contextlib import suppress
from functools import partial
from typing import TypeVar

from textual.app import App

from okrtui.storage.errors import StoreError
from okrtui.widgets.tones import Tone
from okrtui.workspace.errors import UsageError

T = TypeVar("T")
_DESCRIPTION = "an errand"
_SOON = 1.0
"""Seconds after which something that can wait is said."""


class ErrandApp(App[str]):
    """An app that says in one line what went wrong."""

    def act(
        self,
        work: Callable[[], T],
        then: Callable[[T], None] | None = None,
        otherwise: Callable[[str], None] | None = None,
    ) -> None:
        """Do something that writes or takes long, in a worker; then show its result.

        What goes wrong is said in one line, or told to `otherwise` where that is given. It never ends the app.
        """
        errand = partial(self._attempt, work, then, otherwise)
        # Without a description Textual spells the errand out, with everything that it was given: whole companies.
        self.run_worker(errand, thread=True, exit_on_error=False, group="acts", description=_DESCRIPTION)

    def aside(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        otherwise: Callable[[str], None] | None = None,
    ) -> None:
        """As `act`, for what may hang, such as a look at a folder: leaving the app does not wait for it."""
        threading.Thread(target=self._attempt, args=(work, then, otherwise), name="okrtui-aside", daemon=True).start()

    def _attempt(
        self,
        work: Callable[[], T],
        then: Callable[[T], None] | None,
        otherwise: Callable[[str], None] | None,
    ) -> None:
        try:
            result = work()
            if then is not None:
                self.from_thread(then, result)
        except (UsageError, StoreError, ValueError) as error:
            self.from_thread(otherwise or self.say_trouble, str(error))
        except Exception as error:  # a bug of okrtui's; what is journaled is safe, and work can go on
            self.log.error(error)
            self.from_thread(otherwise or self.say_trouble, f"okrtui stumbled over {type(error).__name__}: {error}")

    def from_thread(self, show: Callable[[T], None], result: T) -> None:
        """Show something that a thread found, unless the app is closing."""
        if self.is_running:
            with suppress(CancelledError):
                self.call_from_thread(show, result)

    def say_trouble(self, text: str) -> None:
        """Say what went wrong."""
        self.say(text, tone=Tone.BAD, seconds=12.0)

    def say(self, text: str, hint: str = "", tone: Tone = Tone.PLAIN, seconds: float = 6.0) -> None:
        """Say what has happened."""
        raise NotImplementedError

    def say_soon(self, text: str, hint: str = "") -> None:
        """Say something quietly, once the line at the bottom has said what oneself did."""
        self.set_timer(_SOON, partial(self._say_if_quiet, text, hint))

    def _say_if_quiet(self, text: str, hint: str) -> None:
        if self.is_telling:
            self.say_soon(text, hint)
        else:
            self.say(text, hint, tone=Tone.MUTED, seconds=12.0)

    @property
    def is_telling(self) -> bool:
        """Whether the line at the bottom says something about one's own doing, which shall not be lost."""
        raise NotImplementedError
