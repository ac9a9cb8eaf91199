"""Where the benchmarks work: example companies, built once and kept; scratch copies for what changes them."""

import os
import shutil
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from okrtui.demo.build import Demo, Options, open_demo
from okrtui.storage.clock import milliseconds
from okrtui.workspace.founding import join_workspace
from okrtui.workspace.moment import Moment

TODAY = date(2026, 10, 5)
"""The day on which the examples live, so that they can be kept."""
_NOW = f"{TODAY}T09:00"
MOMENT = Moment(clock=lambda: milliseconds(_NOW))
ROOT = Path(__file__).parent.parent.parent


class Place:
    """A directory for everything that benchmarks put on the disk; the disk it lies on is the one measured."""

    def __init__(self, directory: Path, people: int) -> None:
        """`people` is the size of the large company."""
        self.directory = directory
        self.people = people
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._scratch = directory / f"scratch-{os.getpid()}"

    def company(self, people: int, cycles: int) -> Demo:
        """The example company of so many people, as earlier runs have left it."""
        directory = self.directory / f"company-{people}-{cycles}"
        if not directory.exists():
            print(f"building a company of {people} in {directory} …", file=sys.stderr, flush=True)
        return open_demo(directory, Options(people, cycles=cycles), TODAY)

    def scratch(self, name: str) -> Path:
        """A new empty directory."""
        path = self._scratch / name
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir(parents=True)
        return path

    def team(self, name: str, *who: str) -> list[Path]:
        """A scratch copy of the 40-person company's folder, joined by some; their data directories."""
        directory = self.scratch(name)
        shutil.copytree(self.company(40, 2).shared, directory / "shared")
        homes = [directory / f"data-{number}" for number, _ in enumerate(who)]
        for home, me in zip(homes, who, strict=True):
            join_workspace(home, directory / "shared", me, moment=MOMENT).close()
        return homes

    def environment(self, data: Path) -> dict[str, str]:
        """The environment for okrtui on a data directory: no settings of the user's own, and the examples' day.

        Nor one that has Python compile okrtui anew at every start, which an installed one never does.
        """
        home = str(self._scratch)
        own = {"HOME": home, "XDG_CONFIG_HOME": home, "OKRTUI_DATA_DIR": str(data), "OKRTUI_NOW": _NOW}
        stray = ("OKRTUI_", "TEXTUAL", "NO_COLOR", "PYTHONDONTWRITE")
        return {name: value for name, value in os.environ.items() if not name.startswith(stray)} | own

    def clear(self) -> None:
        """Remove the scratch directories; the companies stay."""
        shutil.rmtree(self._scratch, ignore_errors=True)


def okrtui() -> list[str]:
    """The installed console script of this Python, else what it would run."""
    script = Path(sys.executable).parent / "okrtui"
    if script.exists():
        return [sys.executable, str(script)]
    return [sys.executable, "-c", "import sys; from okrtui.cli.main import main; sys.exit(main())"]


def stopped(environment: Mapping[str, str]) -> dict[str, str | None]:
    """An environment as the changes that a Terminal makes to this process's own."""
    return {**dict.fromkeys(os.environ), **environment}
