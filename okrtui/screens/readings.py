"""Saying what was read: the key, then the value, then enter."""

from collections.abc import Sequence
from functools import partial

from okrtui.okr.cadence import relative_day
from okrtui.okr.number import format_number, format_short
from okrtui.screens.base import OkrScreen
from okrtui.screens.prompt import Asked, PromptScreen
from okrtui.widgets.entry import selected
from okrtui.workspace.reading_values import Entered, Gauge, enter_reading, gauges, read_value


def ask_readings(screen: OkrScreen, kind: str, id: str) -> None:
    """Ask for a reading of a metric, measure or goal, or of each metric of a KPI, one after the other."""
    found = gauges(screen.workspace, kind, id)
    if found:
        _ask(screen, found)
    elif kind == "kpi":
        screen.say("This KPI is made of no metric yet", "n adds one")
    else:
        screen.say("Nothing is read here", "r is for goals, KPIs, metrics and measures")


def _ask(screen: OkrScreen, found: Sequence[Gauge]) -> None:
    asked = [_asked(screen, gauge, is_last=gauge is found[-1]) for gauge in found]

    def answered(place: int, said: str) -> None:
        work = partial(enter_reading, screen.workspace, found[place], read_value(found[place], said))
        screen.okrtui.carry_out(work, partial(_told, screen))

    screen.app.push_screen(PromptScreen(asked, answered, glyphs=screen.glyphs))


def _asked(screen: OkrScreen, gauge: Gauge, *, is_last: bool) -> Asked:
    day = relative_day(gauge.on, screen.workspace.today) if gauge.on else ""
    enter = "saves" if is_last else "saves, and asks for the next"
    return Asked(
        gauge.title or "(no title)",
        selected("" if gauge.last is None else format_number(gauge.last)),
        f"last {gauge.last_text}, {day}" if day else "the first one",
        "now",
        gauge.unit,
        (("enter", enter), ("esc", "leaves it"), ("+1 -1", "from the last")),
        partial(_wrong, gauge),
    )


def _wrong(gauge: Gauge, said: str) -> str:
    try:
        read_value(gauge, said)
    except ValueError as error:
        return str(error).partition(": ")[2] or str(error)
    return ""


def _told(screen: OkrScreen, done: Entered) -> None:
    value = format_short(done.value, done.gauge.unit)
    screen.okrtui.say(f"Read: {done.gauge.title} {value}", "u undo")
