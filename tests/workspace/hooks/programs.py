"""Hooks for tests: real programs, in the folder of a replica."""

import json
from pathlib import Path
from typing import Any

NOTE = """#!/bin/sh
cat >> "{heard}"
"""


def put(home: Path, name: str, text: str, mode: int = 0o700) -> Path:
    """A hook with a text; its path."""
    folder = home / "hooks"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / name
    path.write_text(text)
    path.chmod(mode)
    return path


def listener(home: Path, *names: str) -> Path:
    """Hooks that write down what they are told; the file in which it stands."""
    heard = home.parent / "heard.jsonl"
    for name in names:
        put(home, name, NOTE.format(heard=heard))
    return heard


def told(heard: Path) -> list[dict[str, Any]]:
    """The events that were heard of, in order."""
    return [json.loads(line) for line in heard.read_text().splitlines()] if heard.exists() else []
