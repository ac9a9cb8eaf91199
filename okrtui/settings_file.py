"""The settings file: where it lies, what it says, and keeping a look or a mute in it. It is TOML, and its user's own.

look = "light"
muted = ["target"]

[keys]
"app.undo" = "ctrl+z"
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from okrtui.okr.alerts import Sort
    from okrtui.settings import Settings

_LOOK_LINE = re.compile(r"^[ \t]*look[ \t]*=.*$", re.MULTILINE)
_MUTED_LINES = re.compile(r"^[ \t]*muted[ \t]*=[ \t]*(\[[^\]]*\]|.*$)", re.MULTILINE)
_FIRST_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)


class SettingsError(ValueError):
    """The settings file cannot be used; the message is one line, and names the file and the setting."""


def settings_path() -> Path:
    """Where the settings lie, whether they are there or not."""
    from platformdirs import user_config_path

    return user_config_path("okrtui") / "settings.toml"


def read_settings(path: Path) -> "Settings | None":
    """The settings, None where there is no file. Raises SettingsError."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error
    import tomllib

    from pydantic import ValidationError

    from okrtui.settings import Settings

    try:
        return Settings.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise SettingsError(f"{path}: {where}: {first['msg'][:1].lower()}{first['msg'][1:]}") from error


def muted_sorts(path: Path) -> "frozenset[Sort]":
    """The sorts of alerts that are muted. Raises SettingsError."""
    settings = read_settings(path)
    return frozenset(settings.muted) if settings else frozenset()


def keep_muted(path: Path, muted: Iterable["Sort"]) -> None:
    """Write which sorts of alerts are muted into the file, and leave the rest as it is. Raises SettingsError."""
    words = ", ".join(f'"{sort.value}"' for sort in sorted(muted))
    _keep(path, _MUTED_LINES, f"muted = [{words}]")


def keep_look(path: Path, look: str) -> None:
    """Write a look into the file, and leave the rest of it as it is. Raises SettingsError."""
    _keep(path, _LOOK_LINE, f'look = "{look}"')


def _keep(path: Path, pattern: re.Pattern[str], line: str) -> None:
    """Put a line above the first table, in place of what fits the pattern there."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text("utf-8") if path.exists() else ""
        table = _FIRST_TABLE.search(text)
        top, rest = (text[: table.start()], text[table.start() :]) if table else (text, "")
        found = pattern.search(top)
        top = top[: found.start()] + line + top[found.end() :] if found else f"{line}\n{top}"
        path.write_text(top + rest, "utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error
