"""Where things lie on this machine: the data directory, its workspaces, and which one is the default.

<data dir>/default                       the id of the workspace last opened
<data dir>/<workspace id>/replica.json   what this replica is: its folder, and who owns it
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import orjson

from okrtui.storage.clean import clean_line
from okrtui.storage.files import make_dir, write_atomically
from okrtui.workspace.errors import NoWorkspace

CONFIG = "replica.json"
_DEFAULT = "default"
_ID = re.compile(r"[0-9a-f]{16}").fullmatch
_WAYS_IN = "`okrtui demo` shows one, `okrtui join FOLDER` joins one, `okrtui init FOLDER` makes one"


class Config(NamedTuple):
    """What a replica is: the workspace, its shared folder, its owner, and whether it is an example."""

    workspace: str
    name: str
    folder: str
    person: str
    is_demo: bool = False


def data_dir(environment: Mapping[str, str]) -> Path:
    """The data directory: `OKRTUI_DATA_DIR`, else the user's own (XDG)."""
    said = environment.get("OKRTUI_DATA_DIR")
    if said:
        return Path(said).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("okrtui")


def read_config(home: Path) -> Config | None:
    """The config of the replica in a directory, None where there is none or it says nothing. Raises PermissionError."""
    try:
        found = orjson.loads((home / CONFIG).read_bytes())
        texts = [found[name] for name in ("workspace", "name", "folder", "person")]
        is_demo = found.get("is_demo") is True
    except PermissionError:
        raise
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError):
        return None
    if not all(isinstance(text, str) for text in texts):
        return None
    workspace, name, folder, person = texts
    return Config(workspace, clean_line(name), folder, person, is_demo)


def write_config(home: Path, config: Config) -> None:
    """Keep a replica's config. Raises DiskTrouble."""
    make_dir(home)
    write_atomically(home / CONFIG, orjson.dumps(config._asdict(), option=orjson.OPT_INDENT_2))


def workspaces(data: Path) -> list[tuple[Path, Config]]:
    """Every replica in a data directory."""
    if not data.is_dir():
        return []
    homes = sorted(path for path in data.iterdir() if _ID(path.name))
    return [(home, config) for home in homes if (config := read_config(home))]


def set_default(data: Path, config: Config) -> None:
    """Let a workspace be the one that is opened when none is named; a demo never becomes it."""
    if config.is_demo or _default(data) == config.workspace:
        return
    write_atomically(data / _DEFAULT, config.workspace.encode() + b"\n")


def choose(data: Path, said: str | None) -> tuple[Path, Config]:
    """The replica to work in: the one named (id, its beginning, or name), else the default, else the only one.

    Raises NoWorkspace.
    """
    found = workspaces(data)
    if said:
        exact = [each for each in found if said in (each[1].workspace, each[1].name)]
        near = exact or [each for each in found if _matches(each[1], said)]
        if len(near) == 1:
            return near[0]
        what = "more than one workspace" if near else "no workspace"
        raise NoWorkspace(f"--workspace: {what} here is called {clean_line(said)!r}{_names(near or found)}")
    if not found:
        raise NoWorkspace(f"no workspace here yet: {_WAYS_IN}")
    default = _default(data)
    for each in found:
        if each[1].workspace == default:
            return each
    if len(found) == 1:
        return found[0]
    raise NoWorkspace(f"which workspace? Say --workspace NAME{_names(found)}")


def _matches(config: Config, said: str) -> bool:
    return config.workspace.startswith(said.lower()) or config.name.casefold().startswith(said.casefold())


def _names(found: list[tuple[Path, Config]]) -> str:
    names = ", ".join(f"{config.name} ({config.workspace})" for _, config in found)
    return f"; there is {names}" if names else f"; {_WAYS_IN}"


def _default(data: Path) -> str | None:
    try:
        return (data / _DEFAULT).read_text().strip()
    except (OSError, UnicodeDecodeError):
        return None


def write_file(path: Path, content: bytes) -> None:
    """Write a file that someone asked for, whole or not at all. Raises DiskTrouble."""
    write_atomically(path.expanduser().absolute(), content)
