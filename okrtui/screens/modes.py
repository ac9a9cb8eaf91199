"""The screens there are, by mode, in the order of their keys. Each is imported when it is first opened."""

from collections.abc import Callable
from typing import Any

from textual.screen import Screen

from okrtui.widgets.frame import Tab

TABS = (
    Tab("week", "1", "Week"),
    Tab("cascade", "2", "Cascade"),
    Tab("checkin", "3", "Check-in"),
)


def _week() -> Screen[Any]:
    from okrtui.screens.week import WeekScreen

    return WeekScreen()


def _cascade() -> Screen[Any]:
    from okrtui.screens.cascade import CascadeScreen

    return CascadeScreen()


def _checkin() -> Screen[Any]:
    from okrtui.screens.checkin import CheckinScreen

    return CheckinScreen()


MODES: dict[str, str | Callable[[], Screen[Any]]] = {"week": _week, "cascade": _cascade, "checkin": _checkin}
"""How the first screen of each mode is made."""
