"""How a workspace begins for someone: made new, joined in its folder, or opened again."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from okrtui.okr.ids import new_id
from okrtui.okr.kinds import CycleKind, CycleStatus, Level, Preset, Weekday
from okrtui.okr.records import Person
from okrtui.storage.errors import FolderAway
from okrtui.storage.folder import Directory, Marker
from okrtui.storage.sync import Progress
from okrtui.storage.writer import Entropy
from okrtui.workspace import places
from okrtui.workspace.errors import UsageError
from okrtui.workspace.moment import Moment
from okrtui.workspace.places import Config
from okrtui.workspace.workspace import NOW, Workspace

_IDENTITY = re.compile(r"\s*([^<>]*[^<>\s])\s*<\s*([^<>\s@]+@[^<>\s@]+)\s*>\s*")
_QUARTER_MONTHS = 3


def parse_identity(said: str) -> tuple[str, str]:
    """The name and e-mail in `Ana Ruiz <ana@example.org>`. Raises UsageError."""
    match = _IDENTITY.fullmatch(said)
    if match is None:
        raise UsageError(f'--me: {said!r} is not of the form "Ana Ruiz <ana@example.org>"')
    return match[1], match[2]


def open_workspace(data: Path, said: str | None, *, moment: Moment = NOW, entropy: Entropy = os.urandom) -> Workspace:
    """Open the workspace that is named, or the default one, which it becomes. Raises NoWorkspace."""
    home, config = places.choose(data, said)
    workspace = Workspace(home, config, moment=moment, entropy=entropy)
    places.set_default(data, config)
    return workspace


def init_workspace(
    data: Path,
    folder: Path,
    name: str,
    me: str,
    preset: Preset = Preset.OKR,
    *,
    time_zone: str = "UTC",
    moment: Moment = NOW,
    entropy: Entropy = os.urandom,
    is_demo: bool = False,
) -> Workspace:
    """Make a workspace and its shared folder: the company, its first person, the current quarter.

    Raises UsageError, FolderAway, DiskTrouble.
    """
    from okrtui.workspace.edits import New, create  # here, so that opening a workspace does not wait for it

    person_name, email = parse_identity(me)
    if not name.strip():
        raise UsageError("--name: a workspace needs a name")
    folder = folder.expanduser().absolute()
    workspace_id, person = new_id(entropy), new_id(entropy)
    company = new_id(entropy)
    today = moment.today(time_zone)
    config = Config(workspace_id, name, str(folder), person, is_demo)
    home = data / workspace_id
    settings = {
        "name": name,
        "preset": preset,
        "check_in_weekday": Weekday.FRIDAY,
        "time_zone": time_zone,
        "fiscal_year_start": 1,
    }
    with _whole_or_not_at_all(home):
        workspace = Workspace(home, config, moment=moment, entropy=entropy)
        create(
            workspace,
            New("workspace", settings, workspace_id),
            New("person", {"name": person_name, "email": email}, person),
            New("unit", {"name": name, "level": Level.COMPANY, "lead": person}, company),
            New("membership", {"person": person, "unit": company}),
            New("cycle", quarter_of(today)),
        )
        places.write_config(home, config)
        Directory(folder).create(Marker(workspace_id, name))
    places.set_default(data, config)
    return workspace


@contextmanager
def _whole_or_not_at_all(home: Path) -> Iterator[None]:
    """Leave nothing of a replica behind that could not be made."""
    try:
        yield
    except BaseException:
        from shutil import rmtree

        rmtree(home, ignore_errors=True)
        raise


def join_workspace(
    data: Path,
    folder: Path,
    me: str,
    *,
    moment: Moment = NOW,
    entropy: Entropy = os.urandom,
    is_demo: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Workspace:
    """Join the workspace of a folder: pull everything, and claim the person with that e-mail or become a new one.

    `progress` gets files read and files to read; `cancelled` is asked after each of them, and once it is true, that is
    a UsageError. What was read stays: a joining that was broken off goes on there.
    Raises UsageError, FolderAway, DiskTrouble.
    """
    name, email = parse_identity(me)
    folder = folder.expanduser().absolute()
    marker = Directory(folder).read_marker()
    home = data / marker.workspace
    if places.read_config(home):
        raise UsageError(f"you have joined {marker.name!r} already: `okrtui --workspace {marker.workspace}` opens it")
    person = new_id(entropy)
    config = Config(marker.workspace, marker.name, str(folder), person, is_demo)
    workspace = Workspace(home, config, moment=moment, entropy=entropy)
    workspace.meet(progress, cancelled)
    if cancelled and cancelled():
        workspace.close()
        raise UsageError(f"joining {marker.name!r} was stopped; what has come is kept, and joining again goes on there")
    known = _person_with(workspace, email)
    workspace.config = config._replace(person=known or person)
    if known is None:
        from okrtui.workspace.edits import New, create

        create(workspace, New("person", {"name": name, "email": email}, person))
    places.write_config(home, workspace.config)
    places.set_default(data, workspace.config)
    return workspace


def _person_with(workspace: Workspace, email: str) -> str | None:
    for person in workspace.company.people():
        if person.email.casefold() == email.casefold():
            return person.id
    return None


def namesake(workspace: Workspace) -> Person | None:
    """Someone else with the name of whoever has just joined: perhaps the same person, with a mistyped e-mail."""
    people = {person.id: person for person in workspace.company.people()}
    me = people.pop(workspace.person, None)
    return next((each for each in people.values() if me and each.name.casefold() == me.name.casefold()), None)


def quarter_of(today: date) -> dict[str, object]:
    """The fields of the calendar quarter that a day lies in, as an active cycle."""
    quarter = (today.month - 1) // _QUARTER_MONTHS
    start = date(today.year, quarter * _QUARTER_MONTHS + 1, 1)
    following = date(today.year + 1, 1, 1) if quarter == 3 else date(today.year, start.month + _QUARTER_MONTHS, 1)
    return {
        "name": f"{today.year}-Q{quarter + 1}",
        "kind": CycleKind.QUARTER,
        "start": start.isoformat(),
        "end": (following - timedelta(days=1)).isoformat(),
        "status": CycleStatus.ACTIVE,
    }


def replica_of(data: Path, folder: Path) -> Config | None:
    """The replica here of the workspace that meets in a folder; None where it was not joined yet. Raises FolderAway."""
    return places.read_config(data / Directory(folder.expanduser().absolute()).read_marker().workspace)


def relocate(workspace: Workspace, folder: Path) -> None:
    """Meet the others in another place from now on (the folder moved). Raises FolderAway for a foreign one."""
    folder = folder.expanduser().absolute()
    marker = Directory(folder).read_marker()
    if marker.workspace != workspace.config.workspace:
        raise FolderAway(f"{folder}: it belongs to another workspace, {marker.name!r}")
    config = workspace.config._replace(folder=str(folder))
    places.write_config(workspace.home, config)
    workspace.move_to(config)


def system_time_zone() -> str:
    """This machine's zone by its IANA name, UTC where it does not say."""
    said = os.environ.get("TZ", "").lstrip(":")
    if said:
        return said if "/" in said else "UTC"
    try:
        place = os.path.realpath("/etc/localtime")
    except OSError:
        return "UTC"
    _, found, zone = place.partition("/zoneinfo/")
    return zone if found else "UTC"
