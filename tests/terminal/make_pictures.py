"""Takes the pictures in docs/pictures, from the real app in a real terminal, on the example company.

    python -m tests.terminal.make_pictures [NAME …]
"""

import sys
import tempfile
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from okrtui.demo.build import build_demo
from okrtui.storage.clock import milliseconds
from okrtui.workspace.edits import change
from okrtui.workspace.forms import open_form
from okrtui.workspace.founding import join_workspace, open_workspace
from okrtui.workspace.moment import Moment
from tests.terminal.quarter import planned
from tests.terminal.terminal import Terminal

ROOT = Path(__file__).parent.parent.parent
PICTURES = ROOT / "docs" / "pictures"
TODAY = "2026-11-22"
NOW = f"{TODAY}T09:41:00"
SMALL, LARGE = (80, 24), (120, 40)


def week(terminal: Terminal) -> None:
    """My week, with what the others did."""
    terminal.wait_for("In the last seven days")
    terminal.wait_for("For you")


def cascade(terminal: Terminal) -> None:
    """The Cascade, on an objective."""
    week(terminal)
    terminal.keys("2")
    terminal.wait_for("all statuses")
    terminal.keys("m", "j", "l")


def detail(terminal: Terminal) -> None:
    """A key result in full, with the arithmetic of its figure."""
    week(terminal)
    terminal.keys("j", "enter")
    terminal.wait_for("expected")
    terminal.keys("x")


def checkin(terminal: Terminal) -> None:
    """The check-in, with a new value typed."""
    week(terminal)
    terminal.keys("j", "c")
    terminal.wait_for("last time")
    terminal.type("25.5")


def alignment(terminal: Terminal) -> None:
    """What serves what, on an objective of one's own."""
    cascade(terminal)
    terminal.keys("k", "a")
    terminal.wait_for("by alignment")
    terminal.keys("l")


def matrix(terminal: Terminal) -> None:
    """Who works with whom."""
    cascade(terminal)
    terminal.keys("W")
    terminal.wait_for("Who works with whom in")
    terminal.keys("j", "j")


def time_slider(terminal: Terminal) -> None:
    """The Cascade as it stood five weeks ago."""
    cascade(terminal)
    terminal.keys("t")
    terminal.wait_for("as of 15 Nov 2026")
    terminal.type("<<<<")
    terminal.wait_for("as of 18 Oct 2026")


def history(terminal: Terminal) -> None:
    """The history of a key result, from its beginning: it was aimed at less at first."""
    week(terminal)
    terminal.keys("j", "j", "H")
    terminal.wait_for("checked in 3.2 → 3.6 calls")
    terminal.keys("G")
    terminal.wait_for("added it")


def strategy(terminal: Terminal) -> None:
    """The strategy, on a KPI."""
    week(terminal)
    terminal.keys("5")
    terminal.wait_for("Client relationship")
    terminal.keys("G", "k", "k")
    terminal.wait_for("▌▸ K Renewal rate")


def reviews(terminal: Terminal) -> None:
    """What meeting and review has its turn in every unit, on one's own."""
    week(terminal)
    terminal.keys("6")
    terminal.wait_for("Meeting")
    terminal.keys("m")


def meeting(terminal: Terminal) -> None:
    """The Monday meeting, at the weakest key result."""
    reviews(terminal)
    terminal.keys("w")
    terminal.wait_for(" here")
    terminal.keys("n")


def scores(terminal: Terminal) -> None:
    """Scoring, key result by key result."""
    reviews(terminal)
    terminal.keys("s")
    terminal.wait_for("proposed")


def help_(terminal: Terminal) -> None:
    """The keys of the Cascade."""
    cascade(terminal)
    terminal.keys("?")


def sync(terminal: Terminal) -> None:
    """How this replica and its folder stand, and who writes."""
    week(terminal)
    terminal.wait_for("in step")
    terminal.keys("S")
    terminal.wait_for("Who writes")
    terminal.keys("j", "j", "enter")


def conflict(terminal: Terminal) -> None:
    """A title that two people wrote at the same time."""
    week(terminal)
    terminal.wait_for("1 conflict")
    terminal.keys("!")
    terminal.wait_for("before: ")


def plan_half(terminal: Terminal) -> None:
    """The planning board while some have not proposed yet."""
    board(terminal)
    terminal.wait_for("3 proposed")


def plan_agreed(terminal: Terminal) -> None:
    """The planning board when everything is agreed."""
    board(terminal)
    terminal.wait_for("9 agreed")


def board(terminal: Terminal) -> None:
    """The planning board of the next quarter, on the company's objective for it."""
    terminal.wait_for("in step")
    terminal.keys("4")
    terminal.wait_for("To do better")
    terminal.keys("m", *["j"] * 3)


def setting(terminal: Terminal) -> None:
    """The setting wizard, where the coach has something to say of a key result."""
    board(terminal)
    terminal.keys("m", "n")
    terminal.wait_for("1 KEY POINTS")
    terminal.keys("pagedown", "pagedown")
    terminal.type("Clients love to stay with us")
    terminal.keys("pagedown", "pagedown")
    terminal.type("Renewal rate from 82 to 90 %")
    terminal.keys("tab", "tab", "tab", "tab", "tab")
    terminal.type("Launch a client survey")
    terminal.wait_for("KR-TASK")


def clash(place: Path) -> Path:
    """An example company in which Ana and a colleague have edited without seeing each other's; its data directory."""
    demo = build_demo(place, today=date.fromisoformat(TODAY))
    moment = Moment(clock=lambda: milliseconds(f"{TODAY}T09:35:00"))
    ana = open_workspace(demo.data, None, moment=moment)
    [unit] = ana.company.units_of(ana.person)
    person = next(each for each in ana.company.members(unit.id) if each.id != ana.person)
    colleague = join_workspace(place / "colleague", demo.shared, f"{person.name} <{person.email}>", moment=moment)
    cycle = ana.company.current_cycle(date.fromisoformat(TODAY))
    objective = ana.company.objectives_of(unit.id, cycle.id if cycle else None)[0]
    titles = ((ana, f"{objective.title}, and keep it so"), (colleague, f"{objective.title} by listening first"))
    for workspace, title in titles:
        change(workspace, open_form(workspace, "objective", objective.id), {"title": title})
    for workspace in (colleague, ana, colleague):
        workspace.meet()
        workspace.close()
    return demo.data


SCENES: dict[str, tuple[Callable[[Terminal], None], tuple[int, int]]] = {
    "week": (week, SMALL),
    "week-120": (week, LARGE),
    "cascade": (cascade, SMALL),
    "cascade-120": (cascade, LARGE),
    "detail": (detail, SMALL),
    "check-in": (checkin, SMALL),
    "check-in-120": (checkin, LARGE),
    "alignment": (alignment, SMALL),
    "alignment-120": (alignment, LARGE),
    "matrix": (matrix, SMALL),
    "time-slider": (time_slider, SMALL),
    "time-slider-120": (time_slider, LARGE),
    "history": (history, SMALL),
    "history-120": (history, LARGE),
    "conflict": (conflict, SMALL),
    "conflict-120": (conflict, LARGE),
    "strategy-120": (strategy, LARGE),
    "plan": (plan_half, SMALL),
    "plan-120": (plan_half, LARGE),
    "plan-agreed": (plan_agreed, SMALL),
    "plan-agreed-120": (plan_agreed, LARGE),
    "reviews": (reviews, SMALL),
    "reviews-120": (reviews, LARGE),
    "meeting": (meeting, SMALL),
    "meeting-120": (meeting, LARGE),
    "scores": (scores, SMALL),
    "help": (help_, SMALL),
    "setting": (setting, SMALL),
    "sync": (sync, SMALL),
}


PREPARED: dict[Callable[[Terminal], None], Callable[[Path], Path]] = {
    conflict: clash,
    plan_half: partial(planned, now=NOW, is_whole=False),
    plan_agreed: partial(planned, now=NOW, is_whole=True),
    setting: partial(planned, now=NOW, is_whole=False),
}
"""What makes the company of a scene that takes more than the example; the data directory in which it is opened."""


def take(name: str, scratch: Path) -> Path:
    """Take one picture; where it is."""
    scene, size = SCENES[name]
    env = {"OKRTUI_NOW": NOW, "HOME": str(scratch), "COLORTERM": "truecolor", "OKRTUI_DATA_DIR": None, "NO_COLOR": None}
    command = [sys.executable, "-m", "okrtui", "demo", "--dir", str(scratch / name)]
    if scene in PREPARED:
        command = command[:3]
        env["OKRTUI_DATA_DIR"] = str(PREPARED[scene](scratch / name))
    with Terminal(command, size, env=env, cwd=ROOT) as terminal:
        scene(terminal)
        terminal.settle()
        path = PICTURES / f"{name}.png"
        terminal.picture(path, title="okrtui")
    return path


def main(names: list[str]) -> None:
    """Take the named pictures, or all."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="okrtui-pictures-") as scratch:
        for name in names or SCENES:
            print(take(name, Path(scratch)).relative_to(ROOT))


if __name__ == "__main__":
    main(sys.argv[1:])
