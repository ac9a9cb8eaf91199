"""Somebody's command line in a data directory of their own, at times that are said."""

import io
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from okrtui.cli.main import main


class Shell:
    """Runs commands. The clock goes on by a minute with every one."""

    def __init__(self, data: Path, now: datetime) -> None:
        self.data = data
        self.now = now

    def attempt(self, *words: object) -> tuple[int, str, str]:
        """Run `okrtui`; exit code, stdout, stderr."""
        self.now += timedelta(minutes=1)
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
        with _environment(self.data, self.now), redirect_stdout(out), redirect_stderr(err):
            code = main([str(word) for word in words])
        said = [stream.buffer.getvalue().decode() for stream in (out, err)]
        return code, said[0], said[1]

    def run(self, *words: object, code: int = 0) -> str:
        """Run `okrtui` and check its exit code; what it printed."""
        found, out, err = self.attempt(*words)
        assert found == code, (words, found, out, err)
        return out

    def ask(self, *words: object, code: int = 0) -> Any:
        """Run a command with --json; what it printed."""
        return json.loads(self.run(*words, "--json", code=code))

    def add(self, kind: str, /, **fields: object) -> str:
        """Add an object; its id."""
        return self.run("add", kind, *(f"{name}={value}" for name, value in fields.items())).strip()

    def found(self) -> list[dict[str, Any]]:
        """Every finding, whatever the exit code."""
        findings: list[dict[str, Any]] = json.loads(self.attempt("lint", "--json")[1])["findings"]
        return findings


@contextmanager
def _environment(data: Path, now: datetime) -> Iterator[None]:
    before = dict(os.environ)
    os.environ |= {"OKRTUI_DATA_DIR": str(data), "OKRTUI_NOW": now.isoformat()}
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
