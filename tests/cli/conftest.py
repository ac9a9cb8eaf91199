"""A team at the command line: each with a data directory of their own, all on one folder and one clock."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from okrtui.cli.main import main

BEGIN = datetime(2026, 10, 7, 9, 0)


class Result(NamedTuple):
    """What a run of the command line left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, as JSON."""
        return json.loads(self.out)


class Clock:
    """Goes on by a minute with every command of anyone."""

    def __init__(self) -> None:
        self.now = BEGIN

    def tick(self, off: timedelta = timedelta()) -> str:
        """The next time, as OKRTUI_NOW has it on a machine whose own clock is off."""
        self.now += timedelta(minutes=1)
        return (self.now + off).isoformat()


class Person:
    """Someone's command line."""

    def __init__(
        self, data: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.data = data
        self.off = timedelta()
        """How far the clock of their machine is ahead of the time."""
        self._clock = clock
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def run(self, *args: object, code: int = 0) -> Result:
        """Run `okrtui` with some arguments and check its exit code."""
        result = self.attempt(*args)
        assert result.code == code, result
        return result

    def attempt(self, *args: object) -> Result:
        """Run `okrtui` with some arguments, whatever comes of it."""
        self._monkeypatch.setenv("OKRTUI_DATA_DIR", str(self.data))
        self._monkeypatch.setenv("OKRTUI_NOW", self._clock.tick(self.off))
        self._capsys.readouterr()
        found = main([str(arg) for arg in args])
        said = self._capsys.readouterr()
        assert "Traceback" not in said.err
        return Result(found, said.out, said.err)

    def ask(self, *args: object, code: int = 0) -> Any:
        """Run a command with --json; what it printed."""
        return self.run(*args, "--json", code=code).json

    def add(self, kind: str, /, **fields: object) -> str:
        """Add an object; its id."""
        return self.run("add", kind, *(f"{name}={value}" for name, value in fields.items())).out.strip()

    def wait_until(self, now: datetime) -> None:
        """Let time pass, for everyone."""
        self._clock.now = now

    @property
    def home(self) -> Path:
        """The one replica in the data directory."""
        return next(path for path in self.data.iterdir() if path.is_dir())

    @property
    def journal(self) -> Path:
        """The one journal of the replica."""
        return next((self.home / "journal").glob("*.jsonl"))

    def everything(self) -> dict[str, bytes]:
        """Every file of the data directory that matters, with its bytes: all but the lock and what is a cache."""
        files = (path for path in self.data.rglob("*") if path.is_file())
        caches = ("lock", "snapshot.json", "nudge.json")
        return {str(path.relative_to(self.data)): path.read_bytes() for path in files if path.name not in caches}


class Team:
    """A folder, and people around it."""

    def __init__(self, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.place = place
        self.folder = place / "shared"
        self._clock = Clock()
        self._terminal = (monkeypatch, capsys)

    def newcomer(self, name: str) -> Person:
        """Someone who has not joined yet."""
        return Person(self.place / name, self._clock, *self._terminal)

    def founder(self) -> Person:
        """Ana, who has made the workspace."""
        ana = self.newcomer("ana")
        ana.run("init", self.folder, "--name", "Northwind", "--me", "Ana Ruiz <ana@example.org>", "--time-zone", "UTC")
        return ana

    def joiner(self) -> Person:
        """Ben, who has joined it."""
        ben = self.newcomer("ben")
        ben.run("join", self.folder, "--me", "Ben Okafor <ben@example.org>")
        return ben


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Team:
    """A folder that nobody has made yet."""
    return Team(tmp_path, monkeypatch, capsys)


@pytest.fixture
def ana(team: Team) -> Person:
    """Ana, in a workspace of her own making."""
    return team.founder()


@pytest.fixture
def sales(ana: Person) -> dict[str, str]:
    """Ana's objective with a key result of every metric, by what they are called here."""
    objective = ana.add("objective", title="Improve sales", kind="committed")
    return {
        "objective": objective,
        "rate": ana.add(
            "kr", objective=objective, title="Close rate to 27 %", start=22, target=27, unit_of_measure="%"
        ),
        "calls": ana.add("kr", objective=objective, title="Calls per rep", metric="at least", target=6),
        "signed": ana.add("kr", objective=objective, title="Contract signed", metric="yes/no", weight=0),
        "steps": ana.add("kr", objective=objective, title="Portal live", metric="milestones", weight=0),
    }
