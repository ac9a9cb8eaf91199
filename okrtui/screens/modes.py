"""The screens there are, by mode, in the order of their keys. Each is imported when it is first opened."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from textual.screen import Screen

from okrtui.widgets.frame import Tab

TABS = (
    Tab("week", "1", "Week"),
    Tab("cascade", "2", "Cascade"),
    Tab("checkin", "3", "Check-in"),
    Tab("plan", "4", "Plan"),
    Tab("strategy", "5", "Strategy"),
    Tab("reviews", "6", "Reviews"),
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


def _plan() -> Screen[Any]:
    from okrtui.screens.plan import PlanScreen

    return PlanScreen()


def _strategy() -> Screen[Any]:
    from okrtui.screens.strategy import StrategyScreen

    return StrategyScreen()


def _reviews() -> Screen[Any]:
    from okrtui.screens.reviews import ReviewsScreen

    return ReviewsScreen()


MODES: dict[str, str | Callable[[], Screen[Any]]] = {
    "week": _week,
    "cascade": _cascade,
    "checkin": _checkin,
    "plan": _plan,
    "strategy": _strategy,
    "reviews": _reviews,
}
"""How the first screen of each mode is made."""

_SOON = (
    "okrtui.screens.cascade",
    "okrtui.screens.checkin",
    "okrtui.screens.reviews",
    "okrtui.screens.reviews_view",
    "okrtui.screens.plan",
    "okrtui.screens.strategy",
    "okrtui.screens.sync",
)


def warm() -> None:
    """Import what people open first, in a worker: a key press shall not wait until its code is read."""
    for name in _SOON:
        import_module(name)
