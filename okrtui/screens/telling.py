"""Telling: what is for oneself, kept up to date, and told once, when nobody is disturbed by it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.screen import ModalScreen

from okrtui.okr.alerts import Sort
from okrtui.screens.base import OkrScreen
from okrtui.widgets.tones import Tone
from okrtui.workspace.alerting import Alerting, Looked, bring_back, put_away
from okrtui.workspace.alerts import Alert
from okrtui.workspace.workspace import Change

if TYPE_CHECKING:
    from okrtui.app import OkrtuiApp

_LATER = 3.0
_SECONDS = 10.0
_REMEMBERED = 200
"""So many stamps of what was told are remembered, so that it is not told again as news."""


class Telling:
    """Looks in a worker; tells in the quiet line at the bottom, several things at once as one."""

    def __init__(self, app: "OkrtuiApp") -> None:
        self._app = app
        self._alerting = Alerting(app.workspace)
        self._found: list[Alert] = []
        self._heard: list[Change] = []
        self._is_looking = False
        self._has_stumbled = False
        self._waiting: list[Alert] = []
        self._is_patient = False
        self._away: list[Alert] = []
        self.told: list[str] = []
        """The stamps of what was told last."""
        self.muted = frozenset(app.settings.muted) if app.settings else frozenset()
        """The sorts that nothing is told of."""

    @property
    def alerts(self) -> list[Alert]:
        """What one is not done with, the latest first; nothing of what is muted."""
        away = {alert.key for alert in self._away}
        return [alert for alert in self._found if alert.sort not in self.muted and alert.key not in away]

    @property
    def stamps(self) -> set[str]:
        """The stamps of what is for oneself, or was until one was done with it: it is no news besides."""
        return {alert.when for alert in (*self.alerts, *self._away)}

    # --- looking

    def begin(self) -> None:
        """Look at everything for the first time: also at what has happened while the app was closed."""
        self._look(None)

    def heard(self, change: Change) -> None:
        """Something has changed: look at it as soon as nobody is looking."""
        self._heard.append(change)
        if not self._is_looking:
            self._look_again()

    def _look_again(self) -> None:
        changes, self._heard = self._heard, []
        self._look(None if self._has_stumbled else changes)

    def _look(self, changes: Sequence[Change] | None) -> None:
        self._is_looking = True
        self._app.act(partial(self._alerting.look, changes), self._take, self._stumble)

    def _stumble(self, why: str) -> None:
        self._is_looking, self._has_stumbled = False, True
        self._app.say_trouble(why)

    def _take(self, looked: Looked) -> None:
        self._is_looking = self._has_stumbled = False
        before = self._found
        self._found = looked.current
        fresh = [alert for alert in looked.fresh if alert.sort not in self.muted]
        self.told = [*self.told, *(alert.when for alert in fresh)][-_REMEMBERED:]
        self._waiting += fresh
        if self._found != before:
            self._show()
        if self._waiting and not self._is_patient:
            self._tell()
        if self._heard:
            self._look_again()

    def _show(self) -> None:
        self._app.alerted()

    # --- telling

    def _tell(self) -> None:
        """Say it, unless someone answers something just now, or is being told of their own doing: then later."""
        has_waited, self._is_patient = self._is_patient, False
        if not self._waiting or not self._app.is_running:
            return
        if self._is_busy() or (has_waited and self._is_acting()):
            self._is_patient = True
            self._app.set_timer(_LATER, self._tell)
            return
        first, more = self._waiting[0].sentence, len(self._waiting) - 1
        self._waiting = []
        words = f"{first}, and {more} more" if more else first
        hint = "" if self._app.current_mode == "week" else "1 My week"
        self._app.say(words, hint, Tone.ACCENT, _SECONDS)

    def _is_busy(self) -> bool:
        stack = self._app.screen_stack
        is_told = any(isinstance(screen, OkrScreen) and screen.is_telling for screen in stack)
        live = self._app.live
        is_receiving = self._app.is_receiving() and not (live and live.is_held)
        return isinstance(self._app.screen, ModalScreen) or is_told or is_receiving

    def _is_acting(self) -> bool:
        """Whether something is being done whose outcome will be said, in the same place."""
        return any(worker.group == "acts" and not worker.is_finished for worker in self._app.workers)

    # --- being done with it

    def put_away(self, alert: Alert) -> None:
        """Be done with something."""
        self._away.append(alert)
        self._waiting = [each for each in self._waiting if each.key != alert.key]
        self._app.act(partial(put_away, self._app.workspace, alert.key))
        self._show()

    def bring_back(self) -> Alert | None:
        """Have back what one was done with last, as long as the app is open; what it is."""
        if not self._away:
            return None
        alert = self._away.pop()
        self._app.act(partial(bring_back, self._app.workspace, alert.key), lambda _: self.heard(_NOTHING))
        self._show()
        return alert

    def mutes(self) -> list[tuple[str, Callable[[], None]]]:
        """What can be muted, or told again: in words, and how."""
        return [
            (
                f"{'Tell me again' if sort in self.muted else 'Mute'}: {sort.said}",
                partial(self.mute, sort, is_muted=sort not in self.muted),
            )
            for sort in Sort
        ]

    def mute(self, sort: Sort, *, is_muted: bool) -> None:
        """Tell of a sort no more, or again; kept in the settings file."""
        from okrtui.settings_file import keep_muted, settings_path

        self.muted = self.muted | {sort} if is_muted else self.muted - {sort}
        self._waiting = [alert for alert in self._waiting if alert.sort not in self.muted]
        words = f"{'Muted' if is_muted else 'You are told again'}: {sort.said}"
        hint = "ctrl+p tells you again" if is_muted else ""
        self._app.act(partial(keep_muted, settings_path(), self.muted), lambda _: self._app.say(words, hint))
        self._show()


_NOTHING = Change(frozenset(), frozenset())
