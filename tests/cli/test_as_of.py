"""`--as-of` on a whole quarter: what it shows is what a fresh replica shows that has only the lines that count then."""

import json
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import click
import pytest

from okrtui.cli.group import COMMANDS as COMMANDS_THERE_ARE
from okrtui.cli.group import LookingBack, okrtui
from okrtui.storage.folder import Directory
from okrtui.storage.segment import seal
from tests.cli.conftest import Person, Team

DAYS = [*(date(2026, 10, 8) + timedelta(days=days) for days in range(0, 85, 10)), date(2027, 2, 26)]
FORTY = timedelta(days=40)
COMMANDS = [
    "tree",
    "tree Northwind",
    "status",
    "mine",
    *(f"list {kind}" for kind in ("objective", "key_result", "check_in", "alignment", "person", "unit")),
    "list objective --deleted",
    "show SELL",
    "show RATE",
    "blockers",
    "blockers Northwind --resolved",
    "meeting",
    "meeting Northwind",
    "plan",
    "plan --unit Northwind",
    "conflicts",
    "lint",
    "lint --severity I --unit Northwind",
    "tree --by organisation",
    "tree --by method",
    "tree --by alignment",
    "tree --matrix",
    "export",
    "export --deleted",
    "log",
    "log SELL",
    "log RATE",
    "blame SELL title",
    "blame RATE target",
    "scores RATE",
    "review monthly Northwind",
    "review quarterly Northwind",
    "compare Northwind",
    "pack Ben",
    "wall",
    "wall --unit Northwind --cycle 2026-Q4",
    "comments",
    "comments RATE",
]


class Quarter:
    """A quarter of three people at the command line, in which OKRTUI_NOW goes from day to day. Cleo's clock is off."""

    def __init__(self, team: Team, off: timedelta) -> None:
        self._team = team
        self.ana = team.founder()
        self.ben = team.joiner()
        self.cleo = team.newcomer("cleo")
        self.cleo.off = off
        self.cleo.run("join", team.folder, "--me", "Cleo Tan <cleo@example.org>")
        self._live()

    def _on(self, month: int, day: int) -> None:
        self.ana.wait_until(datetime(2026, month, day, 9))

    def _meet(self) -> None:
        for person in 2 * (self.ana, self.ben, self.cleo):
            person.run("sync")

    def _live(self) -> None:
        ana, ben, cleo = self.ana, self.ben, self.cleo
        self.sell = ana.add("objective", title="Sell more", rationale="It pays")
        self.rate = ana.add("kr", objective=self.sell, title="Close rate", start=0, target=100)
        demo = ana.add("objective", title="Demo well", kind="aspirational")
        calls = ana.add("kr", objective=demo, title="Calls per rep", start=0, target=40)
        self._on(10, 12)
        ana.run("align", demo, self.sell, "--contributes")
        self._meet()
        for week in range(8):
            now = datetime(2026, 10, 14, 9) + timedelta(weeks=week)
            ana.wait_until(now)
            if week == 6:
                ben.run("undo")
                self._meet()
            ben.run("checkin", self.rate, 8 + 9 * week, "-c", week, "--date", now.date())
            cleo.run("checkin", calls, 4 * week, "-m", "on the way", "--date", now.date())
            if week == 2:
                cleo.run("set", self.sell, "title=Sell much more")
            if week == 3:
                ana.run("set", self.sell, "title=Sell twice as much")  # replaces what Cleo said
                ben.run("set", self.rate, "target=90")
                cleo.run("set", self.rate, "target=80")  # neither saw the other's
            self._meet()
            if week == 2:
                said = cleo.run("comment", self.rate, "@Ben is 90 right?").out.strip()
            if week == 4:
                cleo.run("set", said, "text=@Ana is 85 right?")
                ben.run("recognize", "Cleo", "For asking")
                ana.run("recognize", "Northwind", "For a good start")
                ana.run("resolve", self.rate, "target", 85)
                ben.run("score", self.rate, "0.5", "--as", "owner", "--self", "Half of it")
                ana.run("score", self.rate, "0.6", "--as", "agreed", "--disposition", "carried-over")
                ana.run("review", "monthly", "Northwind", "decisions=Ask for more", "improvement=Ask first")
            if week == 5:
                cleo.run("rm", said)
                ben.run("rm", demo)
                ana.run("undo")
        self._on(12, 15)
        cleo.run("set", demo, "rationale=Seeing is believing")
        self._meet()

    def arguments(self, command: str) -> list[str]:
        """A command as words, with ids."""
        return command.replace("SELL", self.sell).replace("RATE", self.rate).split()


class Written(NamedTuple):
    """A line as it lies in the folder: its bytes, its writer, and the hash that the writer's line before it has."""

    raw: bytes
    writer: str
    prev: str
    line: dict[str, Any]

    @property
    def replaced(self) -> set[str]:
        """The lines whose writes it has seen and replaces."""
        return {h for op in self.line["ops"] for h in op[4]}


def written(folder: Path) -> dict[str, Written]:
    """Every line of a shared folder, by its identity."""
    found = {}
    for path in (folder / "segments").glob("*.jsonl"):
        head, *raws = path.read_bytes().splitlines()
        header = json.loads(head)
        prev = header["prev"]
        for raw in raws:
            line = json.loads(raw)
            found[line["h"]] = Written(raw, header["writer"], prev, line)
            prev = line["h"]
    return found


def counting(lines: dict[str, Written], day: date) -> set[str]:
    """What counts at the end of a day by the definition: its stamp is not later, or one that replaces it counts."""
    end = datetime.combine(day + timedelta(days=1), time(), UTC).timestamp() * 1000
    counted = {h for h, each in lines.items() if int(each.line["ts"][:12], 16) < end}
    while more := {h for each in counted for h in lines[each].replaced} & lines.keys() - counted:
        counted |= more
    return counted


def fed(team: Team, day: date, lines: Iterable[Written]) -> Person:
    """Ana that evening at a new machine, before a folder that holds some lines and nothing else."""
    place = team.place / f"as of {day}"
    marker = Directory(team.folder).read_marker()
    folder = Directory(place)
    folder.create(marker)
    for each in lines:
        name, content = seal(marker.workspace, each.writer, each.prev, each.line["seq"], [each.raw])
        folder.put_new(str(name), content)
    ana = team.newcomer(f"ana, {day}")
    ana.wait_until(datetime.combine(day, time(21)))
    ana.run("join", place, "--me", "Ana Ruiz <ana@example.org>")
    return ana


_OF_NOW = re.compile("sync |  `okrtui resolve |`okrtui mend ").match
"""How one stands to the folder, and the way to settle something: only today has them."""


def looks(person: Person, quarter: Quarter, command: str, *options: str) -> tuple[int, str, str]:
    """What a command says, in words and as JSON, but how one stands to the folder."""
    words = [*quarter.arguments(command), *options]
    said, told = person.attempt(*words), person.attempt(*words, "--json")
    assert said.code == told.code
    facts = json.loads(told.out or told.err)
    lasting = "\n".join(row for row in said.out.splitlines() if not _OF_NOW(row))
    return said.code, lasting, _without_sync(facts)


def _without_sync(facts: dict[str, Any]) -> str:
    return json.dumps({name: fact for name, fact in facts.items() if name != "sync"}, indent=1, ensure_ascii=False)


@pytest.mark.parametrize("off", [timedelta(), FORTY, -FORTY], ids=["right", "40 days ahead", "40 days behind"])
def test_every_command_shows_what_a_replica_shows_that_has_only_what_counts_then(team: Team, off: timedelta) -> None:
    quarter = Quarter(team, off)
    lines = written(team.folder)
    trees = set()
    for day in DAYS:
        counted = counting(lines, day)
        then = fed(team, day, (lines[h] for h in sorted(counted)))
        for command in COMMANDS:
            now = looks(quarter.ana, quarter, command, "--as-of", day.isoformat())
            assert now == looks(then, quarter, command), (day, command)
        trees.add(quarter.ana.run("tree", "--as-of", day).out)
        then.run("sync")
        assert len(written(team.place / f"as of {day}")) == len(counted)  # the new machine has written nothing
    assert len(trees) > len(DAYS) / 2  # or the quarter was too quiet to tell anything
    assert counted == lines.keys()


def test_the_table_has_every_command_that_looks_back() -> None:
    looking = {name for name in COMMANDS_THERE_ARE if _looks_back(name)}
    assert {command.split()[0] for command in COMMANDS} == looking


def _looks_back(name: str) -> bool:
    command = okrtui.get_command(click.Context(okrtui), name)
    return isinstance(command, LookingBack)
