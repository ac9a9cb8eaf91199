"""The settings file: where it lies, what it says, and keeping a look in it. It is TOML, and its user's own.

look = "light"

[keys]
"app.undo" = "ctrl+z"
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from okrtui.settings import Settings

_LOOK_LINE = re.compile(r"^[ \t]*look[ \t]*=.*$", re.MULTILINE)
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


def keep_look(path: Path, look: str) -> None:
    """Write a look into the file, and leave the rest of it as it is. Raises SettingsError."""
    line = f'look = "{look}"'
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text("utf-8") if path.exists() else ""
        table = _FIRST_TABLE.search(text)
        top, rest = (text[: table.start()], text[table.start() :]) if table else (text, "")
        found = _LOOK_LINE.search(top)
        top = top[: found.start()] + line + top[found.end() :] if found else f"{line}\n{top}"
        path.write_text(top + rest, "utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error
