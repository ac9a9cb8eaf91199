"""Two people whose folders a real Syncthing keeps alike: all that each confirmed reaches the other, once."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from okrtui.cli.main import main
from okrtui.storage.errors import FolderAway
from okrtui.storage.folder import SEGMENTS
from okrtui.storage.line import Op
from okrtui.storage.replica import Act
from okrtui.workspace.edits import New, create
from okrtui.workspace.founding import init_workspace, join_workspace
from okrtui.workspace.workspace import Workspace
from tests.faults.real.conftest import Need
from tests.faults.real.loopback import HOST, wait_until
from tests.faults.real.syncthing import Node

pytestmark = pytest.mark.real

EACH = 150
"""How many segments each of two people writes."""
Doctor = Callable[["Person"], dict[str, Any]]


class Person:
    """Someone with a replica, and every line that was confirmed to them."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.confirmed = {line.h for line in workspace.replica.own_lines()}

    def add(self, title: str) -> str:
        """Make an objective; its id."""
        made = create(self.workspace, New("objective", {"title": title, "unit": self._company()}))
        self.confirmed.add(made.h)
        return made.ids[0]

    def _company(self) -> str:
        return next(id for kind, id in self.workspace.state.objects if kind == "unit")

    def retitle(self, objective: str, title: str) -> None:
        """Write an objective's title, having seen the one that shows here; the line is a segment of its own."""
        heads = self.workspace.state.heads("objective", objective, "title")
        op = Op("objective", objective, "title", title, heads)
        [line] = self.workspace.replica.append(self.workspace.person, [Act([op])])
        self.workspace.replica.seal()
        self.confirmed.add(line.h)

    @property
    def lines(self) -> set[str]:
        """Every line known here."""
        return set(self.workspace.state.lines)

    @property
    def conflicts(self) -> dict[str, set[object]]:
        """The objectives whose title people wrote without seeing each other's, and what they wrote."""
        contested = self.workspace.state.contested()
        return {key[1]: {head.value for head in register.heads} for key, register in contested}


@pytest.fixture
def nodes(need: Need, place: Path) -> Iterator[tuple[Node, Node]]:
    """Two connected nodes that share an empty folder."""
    need("syncthing", "util-linux")
    with Node(place / "a-home", place / "a") as a, Node(place / "b-home", place / "b") as b:
        a.share_with(b)
        b.share_with(a)
        assert (a.listening, b.listening) == ({HOST}, {HOST})
        yield a, b


@pytest.fixture
def pair(nodes: tuple[Node, Node], place: Path) -> tuple[Person, Person]:
    """Ana, who has made a workspace in the first node's folder, and Ben, who has joined it in the second's."""
    ana = Person(init_workspace(place / "ana", nodes[0].folder, "Northwind", "Ana Ruiz <ana@example.org>"))
    ana.workspace.meet()
    return ana, join(place / "ben", nodes[1], "Ben Okafor <ben@example.org>")


def join(data: Path, node: Node, me: str) -> Person:
    """Someone who joins as soon as the node's folder has a marker."""
    joined: list[Workspace] = []

    def try_to() -> bool:
        with suppress(FolderAway):
            joined.append(join_workspace(data, node.folder, me))
        return bool(joined)

    wait_until(try_to, "the marker is there")
    return Person(joined[0])


def settle(*people: Person) -> None:
    """Meet until all hold every line that was confirmed to anyone."""
    everything: set[str] = set().union(*(person.confirmed for person in people))

    def is_done() -> bool:
        for person in people:
            person.workspace.meet()
        return all(person.lines >= everything for person in people)

    wait_until(is_done, "everyone holds every line")
    assert all(person.lines == everything for person in people)


@pytest.fixture
def doctor(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Doctor:
    """What `okrtui doctor` says to someone."""

    def ask(person: Person) -> dict[str, Any]:
        monkeypatch.setenv("OKRTUI_DATA_DIR", str(person.workspace.home.parent))
        capsys.readouterr()
        main(["doctor", "--json"])
        said: dict[str, Any] = json.loads(capsys.readouterr().out)
        return said

    return ask


def assert_in_step(doctor: Doctor, *people: Person) -> None:
    """All is sound and whole with each, and equal."""
    found = [doctor(person) for person in people]
    for each in found:
        assert (each["damage"], each["bad_files"], each["missing"], each["away"]) == ([], {}, 0, None)
    assert len({each["state_hash"] for each in found}) == 1
    assert len({each["lines"] for each in found}) == 1


def test_three_hundred_segments_and_edits_of_the_same_fields(
    pair: tuple[Person, Person], nodes: tuple[Node, Node], doctor: Doctor
) -> None:
    ana, ben = pair
    objective = ana.add("Improve sales")
    settle(ana, ben)
    for number in range(EACH):
        ana.retitle(objective, f"Ana's {number}")
        ben.retitle(objective, f"Ben's {number}")
    settle(ana, ben)
    assert len(list((nodes[1].folder / SEGMENTS).iterdir())) >= 2 * EACH
    last = {objective: {f"Ana's {EACH - 1}", f"Ben's {EACH - 1}"}}
    assert ana.conflicts == ben.conflicts == last
    assert_in_step(doctor, ana, ben)


def test_apart_for_a_while(pair: tuple[Person, Person], nodes: tuple[Node, Node], doctor: Doctor) -> None:
    ana, ben = pair
    objectives = [ana.add(f"Objective {number}") for number in range(10)]
    settle(ana, ben)
    nodes[0].pause(nodes[1])
    for objective in objectives:
        for person, name in (ana, "Ana"), (ben, "Ben"):
            person.retitle(objective, f"{name}'s")
            person.workspace.meet()
    nodes[1].scan()
    assert len(ben.confirmed - ana.lines) == len(ana.confirmed - ben.lines) == len(objectives)
    nodes[0].resume(nodes[1])
    settle(ana, ben)
    assert ana.conflicts == ben.conflicts == {objective: {"Ana's", "Ben's"} for objective in objectives}
    ben.retitle(objectives[0], "Ours")
    settle(ana, ben)
    assert objectives[0] not in ana.conflicts
    assert_in_step(doctor, ana, ben)


def test_a_conflict_copy_adds_nothing_twice_and_serves_as_the_file(
    pair: tuple[Person, Person], nodes: tuple[Node, Node], doctor: Doctor, place: Path
) -> None:
    ana, ben = pair
    for number in range(5):
        ana.add(f"Objective {number}")
        settle(ana, ben)
    here, there = nodes
    name = str(ana.workspace.replica.own_segments()[-1])
    good = (here.folder / SEGMENTS / name).read_bytes()
    here.pause(there)
    (there.folder / SEGMENTS / name).write_bytes(good + b"spoilt\n")
    for node, moment in (here, 1), (there, 2):  # both have touched it; the later one wins
        mtime = (here.folder / SEGMENTS / name).stat().st_mtime + moment
        os.utime(node.folder / SEGMENTS / name, (mtime, mtime))
        node.scan()
    here.resume(there)
    copies = f"{name.removesuffix('.jsonl')}.sync-conflict-*.jsonl"
    wait_until(lambda: all(list((node.folder / SEGMENTS).glob(copies)) for node in nodes), "a conflict copy")
    for node in nodes:
        [copy] = (node.folder / SEGMENTS).glob(copies)
        assert copy.read_bytes() == good
    files = sorted((there.folder / SEGMENTS).iterdir())
    cleo = join(place / "cleo", there, "Cleo Park <cleo@example.org>")
    settle(ana, ben, cleo)
    found = [doctor(person) for person in (ana, ben, cleo)]
    assert len({each["state_hash"] for each in found}) == 1
    assert [list(each["bad_files"]) for each in found] == [[name]] * 3
    assert [(each["damage"], each["missing"]) for each in found] == [([], 0)] * 3
    joined = {str(segment) for segment in cleo.workspace.replica.own_segments()}
    assert {path.name for path in (there.folder / SEGMENTS).iterdir()} == {path.name for path in files} | joined
