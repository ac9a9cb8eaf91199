"""`okrtui info`: versions, and where every file lies."""

import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import click

from okrtui import __version__
from okrtui.cli.group import Command
from okrtui.cli.printing import emit, pairs
from okrtui.cli.session import Session, pass_session
from okrtui.settings_file import settings_path
from okrtui.workspace.places import CONFIG, Config, choose, workspaces

_LIBRARIES = ("click", "icalendar", "orjson", "pydantic", "textual", "tinydb", "watchfiles")


@click.command("info", cls=Command)
@pass_session
def info_command(session: Session) -> None:
    """Print versions, and where every file lies."""
    chosen = choose(session.data, session.said) if session.said or workspaces(session.data) else None
    facts: dict[str, Any] = {
        "version": __version__,
        "python": platform.python_version(),
        "libraries": {name: _version(name) for name in _LIBRARIES},
        "data_dir": str(session.data),
        "workspaces": [
            {"id": config.workspace, "name": config.name, "demo": config.is_demo}
            for _, config in workspaces(session.data)
        ],
        "workspace": {"id": chosen[1].workspace, "name": chosen[1].name} if chosen else None,
        "paths": {"settings": str(settings_path())} | (_paths(*chosen) if chosen else {}),
    }
    emit(session.as_json, facts, lambda: _words(facts))


def _paths(home: Path, config: Config) -> dict[str, str]:
    return {
        "replica": str(home),
        "config": str(home / CONFIG),
        "journal": str(home / "journal"),
        "segments": str(home / "segments"),
        "snapshot": str(home / "snapshot.json"),
        "folder": config.folder,
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _words(facts: dict[str, Any]) -> str:
    libraries = ", ".join(f"{name} {number}" for name, number in facts["libraries"].items() if number)
    workspace = facts["workspace"]
    return pairs(
        [
            ("okrtui", facts["version"]),
            ("python", facts["python"]),
            ("libraries", libraries),
            ("data", facts["data_dir"]),
            ("workspace", f"{workspace['name']} ({workspace['id']})" if workspace else "none yet"),
            *facts["paths"].items(),
        ]
    )
