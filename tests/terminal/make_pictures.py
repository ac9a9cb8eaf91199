"""Takes the pictures in docs/pictures, from the real app in a real terminal, on the example company.

    python -m tests.terminal.make_pictures [NAME …]
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.terminal.terminal import Terminal

ROOT = Path(__file__).parent.parent.parent
PICTURES = ROOT / "docs" / "pictures"
TODAY = "2026-11-22"
NOW = f"{TODAY}T09:41:00"
SMALL, LARGE = (80, 24), (120, 40)


def week(terminal: Terminal) -> None:
    """My week, with what the others did."""
    terminal.wait_for("In the last seven days")


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


def help_(terminal: Terminal) -> None:
    """The keys of the Cascade."""
    cascade(terminal)
    terminal.keys("?")


SCENES: dict[str, tuple[Callable[[Terminal], None], tuple[int, int]]] = {
    "week": (week, SMALL),
    "week-120": (week, LARGE),
    "cascade": (cascade, SMALL),
    "cascade-120": (cascade, LARGE),
    "detail": (detail, SMALL),
    "check-in": (checkin, SMALL),
    "check-in-120": (checkin, LARGE),
    "help": (help_, SMALL),
}


def take(name: str, scratch: Path) -> Path:
    """Take one picture; where it is."""
    scene, size = SCENES[name]
    env = {"OKRTUI_NOW": NOW, "HOME": str(scratch), "COLORTERM": "truecolor", "OKRTUI_DATA_DIR": None, "NO_COLOR": None}
    command = [sys.executable, "-m", "okrtui", "demo", "--dir", str(scratch / name)]
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
