"""Prospects: what a folder promises before one joins it or makes a workspace there, in one line for a form."""

import os
from pathlib import Path
from typing import NamedTuple

from okrtui.storage.clean import clean_line
from okrtui.storage.errors import FolderAway
from okrtui.storage.folder import MARKER, SEGMENTS, Directory, Marker
from okrtui.workspace import places
from okrtui.workspace.places import Config


class Prospect(NamedTuple):
    """Whether it can go on with a folder, and what there is to say of it."""

    is_good: bool
    text: str


def folder_of(said: str) -> Path:
    """The folder that a person typed: `~` and relative paths are understood."""
    return Path(os.path.expanduser(said.strip())).absolute()


def shown_path(path: Path) -> str:
    """A folder as a person would type it: from `~` on where it lies in one's home; fit for one line."""
    home = Path(os.path.expanduser("~"))
    return clean_line(f"~/{path.relative_to(home)}" if home in path.parents else str(path))


def joining(data: Path, said: str) -> Prospect:
    """What joining a folder would mean: whose workspace it is, or why it cannot be joined."""
    found = _looked_at(said)
    if isinstance(found, Prospect):
        return found
    if places.read_config(data / found.marker.workspace):
        return Prospect(False, f"you have joined {found.marker.name} already")
    return Prospect(True, f"{found.marker.name}, {counted(found.files, 'file')} to read")


def moving(config: Config, said: str) -> Prospect:
    """What meeting the others in another folder from now on would mean, or why it cannot be."""
    found = _looked_at(said)
    if isinstance(found, Prospect):
        return found
    if found.marker.workspace != config.workspace:
        return Prospect(False, f"this is the folder of another workspace, {found.marker.name}")
    if folder_of(said) == Path(config.folder):
        return Prospect(True, "where you meet now")
    return Prospect(True, f"{found.marker.name}, {counted(found.files, 'file')}")


class _Found(NamedTuple):
    """The folder of a workspace, and how many segments are in it."""

    marker: Marker
    files: int


def _looked_at(said: str) -> _Found | Prospect:
    """The workspace's folder that is meant, or what keeps it from being one."""
    if not said.strip():
        return Prospect(False, "your team's folder, such as /srv/okrs or ~/Dropbox/okrs")
    if trouble := _trouble(said):
        return Prospect(False, trouble)
    folder = folder_of(said)
    try:
        if not folder.exists():
            return Prospect(False, "there is no such folder; is its disk mounted?")
        if not folder.is_dir():
            return Prospect(False, "this is a file, not a folder")
        if not (folder / MARKER).exists():
            return Prospect(False, f"this is no okrtui folder: it has no {MARKER}")
        return _Found(Directory(folder).read_marker(), len(Directory(folder).list()))
    except FolderAway as away:
        return Prospect(False, str(away).removeprefix(f"{Directory(folder)}").lstrip("/: "))
    except OSError as error:
        return Prospect(False, os.strerror(error.errno or 0).lower())


def counted(number: int, noun: str) -> str:
    """`1 file`, `3 files`, `1,204 files`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def founding(said: str) -> Prospect:
    """What making a workspace in a folder would mean, or why it cannot be made there."""
    if not said.strip():
        return Prospect(False, "one that everyone can reach; for now, any of yours will do")
    if trouble := _trouble(said):
        return Prospect(False, trouble)
    folder = folder_of(said)
    try:
        if folder.exists():
            return _founding_in(folder)
        above = next(parent for parent in folder.parents if parent.exists())
        if not above.is_dir():
            return Prospect(False, f"{above} is a file, not a folder")
        if not os.access(above, os.W_OK | os.X_OK):
            return Prospect(False, f"no permission to make a folder in {above}")
    except OSError as error:
        return Prospect(False, os.strerror(error.errno or 0).lower())
    return Prospect(True, "this folder will be made")


def _founding_in(folder: Path) -> Prospect:
    if not folder.is_dir():
        return Prospect(False, "this is a file, not a folder")
    if (folder / MARKER).exists():
        return Prospect(False, "there is a workspace in it already: go back and join it")
    if not os.access(folder, os.W_OK | os.X_OK):
        return Prospect(False, "no permission to write there")
    if any(folder.iterdir()):
        return Prospect(True, f"not empty: {MARKER} and {SEGMENTS}/ will stand beside the rest")
    return Prospect(True, "an empty folder")


def _trouble(said: str) -> str:
    """What no path can hold."""
    try:
        os.fsencode(said)
    except UnicodeEncodeError:
        return "a path holds no such character"
    if "\0" in said:
        return "a path holds no null character"
    if os.path.expanduser(said.strip()).startswith("~"):
        return "nobody of this name has a home here"
    return ""
