"""Where hooks lie, and which of them may run.

A hook is a program that okrtui starts by itself, so it has to be one's own, and nobody else's to change: it lies in
one's own data directory, where no sync tool and no colleague puts anything. What leads out of there is refused.
"""

import os
import stat
from pathlib import Path
from typing import NamedTuple

from okrtui.workspace.workspace import Workspace

AFTER_CHECK_IN = "after-check-in"
STATUS_CHANGE = "status-change"
NAMES = (AFTER_CHECK_IN, STATUS_CHANGE)
"""What a hook's file is called, by when it runs."""
FOLDER = "hooks"
_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


class Hook(NamedTuple):
    """A file by a hook's name, and why it does not run ("" where it does)."""

    name: str
    path: Path
    refused: str


def folder_of(home: Path) -> Path:
    """The folder of the hooks of a replica."""
    return home / FOLDER


def hooks_in(home: Path, shared: Path) -> list[Hook]:
    """The hooks that there are, whether they may run or not; `shared` is the folder that nothing is run from."""
    folder = folder_of(home)
    if not os.path.lexists(folder):
        return []
    trouble = _trouble_of_folder(home, shared)
    found = [folder / name for name in NAMES if os.path.lexists(folder / name)]
    return [Hook(path.name, path, trouble or _trouble_of_file(path, folder, shared)) for path in found]


def hooks_of(workspace: Workspace) -> list[Hook]:
    """The hooks of a workspace."""
    return hooks_in(workspace.home, Path(workspace.config.folder))


def strangers_in(home: Path) -> list[str]:
    """The other files in the folder: they are not run, and one of them may be a hook whose name is misspelt."""
    try:
        return sorted(set(os.listdir(folder_of(home))) - set(NAMES))
    except OSError:
        return []


def _trouble_of_folder(home: Path, shared: Path) -> str:
    folder = folder_of(home)
    if folder.is_symlink():
        return "the folder hooks is a link; it has to be a folder in your own data directory"
    if not folder.is_dir():
        return "hooks is no folder"
    if _lies_in(folder, shared):
        return "it lies in the shared folder, from which nothing is run"
    for place in (folder, home, home.parent):
        trouble = _trouble_of_owner(place)
        if trouble:
            return trouble
    return ""


def _trouble_of_file(path: Path, folder: Path, shared: Path) -> str:
    if not _lies_in(path, folder) or _lies_in(path, shared):
        return "it is a link that leads out of the folder hooks, and nothing is run from elsewhere"
    try:
        found = path.stat()
    except OSError:
        return "it is a link that leads nowhere"
    if not stat.S_ISREG(found.st_mode):
        return "it is no file"
    trouble = _trouble_of_owner(path)
    if trouble:
        return trouble
    return "" if os.access(path, os.X_OK) else f"it is not executable: chmod +x {path}"


def _lies_in(path: Path, folder: Path) -> bool:
    """Whether something lies in a folder, once every link is followed."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _trouble_of_owner(path: Path) -> str:
    try:
        found = path.stat()
    except OSError as error:
        return f"{path}: {(os.strerror(error.errno) if error.errno else str(error)).lower()}"
    if found.st_uid != os.geteuid():
        return f"{path} belongs to someone else"
    return f"others can write there: chmod go-w {path}" if found.st_mode & _OTHERS_MAY_WRITE else ""
