"""Building the demo: everyone of the example company writes on a replica of their own, and all meet in one folder.

DIR/demo.json   what it was made of
DIR/shared      the shared folder
DIR/data        the data directory of whoever plays with it; its own writer starts empty
"""

import tempfile
from collections.abc import Callable, Iterable
from datetime import date
from itertools import count, groupby
from pathlib import Path
from random import Random
from typing import NamedTuple

import orjson

from okrtui.demo.deed import Deed
from okrtui.demo.facts import COMPANY
from okrtui.demo.life import Life
from okrtui.demo.people import LEAD
from okrtui.demo.plan import plan
from okrtui.storage.files import write_atomically
from okrtui.storage.folder import Directory, Marker
from okrtui.storage.replica import Act, Replica
from okrtui.workspace.founding import join_workspace
from okrtui.workspace.moment import Moment
from okrtui.workspace.places import workspaces

_ABOUT = "demo.json"
Progress = Callable[[int, int], None]


class Demo(NamedTuple):
    """A demo on the disk."""

    directory: Path
    data: Path
    shared: Path
    workspace: str


class Options(NamedTuple):
    """What a demo is made of; the same options on the same day make the same company, to the byte."""

    people: int = 40
    seed: int = 7
    cycles: int = 2


def open_demo(directory: Path, options: Options, today: date, progress: Progress | None = None) -> Demo:
    """The demo of `options` and `today` in a directory: as it was left, if it is there already, else built.

    Another demo that lies there is set aside as old-1, old-2…; nothing else is ever touched.
    Raises ValueError for options out of range, FileExistsError for a directory with something else in it.
    """
    about = {**options._asdict(), "today": today.isoformat()}
    found = _read_about(directory)
    if found == about:
        known = workspaces(directory / "data")
        if known:
            return Demo(directory, directory / "data", directory / "shared", known[0][1].workspace)
    if found is not None:
        _set_aside(directory)
    elif directory.exists() and any(directory.iterdir()):
        raise FileExistsError(f"--dir: {directory} holds something else; name an empty or a new directory")
    demo = build_demo(
        directory, people=options.people, seed=options.seed, cycles=options.cycles, today=today, progress=progress
    )
    write_atomically(directory / _ABOUT, orjson.dumps(about) + b"\n")
    return demo


def _read_about(directory: Path) -> object:
    try:
        return orjson.loads((directory / _ABOUT).read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return None


def _set_aside(directory: Path) -> None:
    aside = next(path for number in count(1) if not (path := directory / f"old-{number}").exists())
    aside.mkdir()
    for name in ("data", "shared", _ABOUT):
        if (directory / name).exists():
            (directory / name).rename(aside / name)


def build_demo(
    directory: Path,
    *,
    people: int = 40,
    seed: int = 7,
    cycles: int = 2,
    today: date,
    progress: Progress | None = None,
) -> Demo:
    """Build a demo in a directory. `progress` gets people done and people to do.

    Raises ValueError for options out of range, DiskTrouble, FolderAway.
    """
    if not 1 <= cycles <= 8:
        raise ValueError(f"--cycles: {cycles} is not from 1 to 8")
    rng = Random(seed)
    company = plan(people, rng)
    workspace = rng.randbytes(8).hex()
    shared = Directory(directory / "shared")
    shared.create(Marker(workspace, COMPANY))
    deeds: dict[str, list[Deed]] = {}
    for deed in Life(company, workspace, today, cycles, rng).deeds():
        deeds.setdefault(deed.by.id, []).append(deed)
    with tempfile.TemporaryDirectory(prefix="okrtui-demo-") as scratch:
        for done, (person, own) in enumerate(deeds.items()):
            if progress:
                progress(done, len(deeds))
            _live(Path(scratch) / person, workspace, person, own, rng, shared)
    if progress:
        progress(len(deeds), len(deeds))
    name, email = LEAD
    data = directory / "data"
    join_workspace(data, shared.path, f"{name} <{email}>", moment=Moment(said_today=today), is_demo=True).close()
    return Demo(directory, data, shared.path, workspace)


def _live(home: Path, workspace: str, person: str, deeds: list[Deed], rng: Random, shared: Directory) -> None:
    """Let one person's deeds go through journal, seal and folder, on a clock of their own."""
    now = [0]
    replica = Replica(home, workspace, clock=lambda: now[0], entropy=rng.randbytes, place=person)

    def acts(some: Iterable[Deed]) -> Iterable[Act]:
        for deed in some:
            now[0] = deed.at
            yield Act(deed.ops(replica.state) if callable(deed.ops) else deed.ops)

    for _, together in groupby(sorted(deeds, key=lambda deed: deed.at), key=lambda deed: callable(deed.ops)):
        replica.append(person, acts(together))
    for name in replica.seal():
        shared.put_new(str(name), replica.read_segment(name))
