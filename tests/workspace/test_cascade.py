"""The nodes of the Cascade: folded, filtered, and below one unit."""

from pathlib import Path

import pytest

from okrtui.okr.kinds import Status
from okrtui.workspace import cascade
from okrtui.workspace.cascade import Node, nodes
from okrtui.workspace.warming import warming
from okrtui.workspace.workspace import Workspace
from tests.screens.pair import Pair


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return Pair(tmp_path)


def cycle(workspace: Workspace) -> str:
    return next(id for id, _ in workspace.company.live("cycle"))


def titles(workspace: Workspace, found: list[Node]) -> list[str]:
    return [f"{'  ' * node.depth}{workspace.company.title(node.id)}" for node in found]


def test_what_is_folded_is_not_walked_into(pair: Pair) -> None:
    found = nodes(pair.ana, cycle(pair.ana), lambda kind, id, depth: depth >= 1)
    assert titles(pair.ana, found) == ["Northwind", "  Sales"]
    assert found[1].has_children
    assert found[1].is_folded


def test_what_fits_shows_with_what_is_above_it(pair: Pair) -> None:
    found = nodes(pair.ana, cycle(pair.ana), lambda *_: True, matching="SIX calls")
    expected = ["Northwind", "  Sales", "    Improve sales across the team", "      Six calls per rep"]
    assert titles(pair.ana, found) == expected
    assert not any(node.is_folded for node in found)


def test_a_unit_that_fits_can_be_unfolded(pair: Pair) -> None:
    pair.make("unit", name="Salsa", parent=pair.sales)
    found = nodes(pair.ana, cycle(pair.ana), lambda *_: True, matching="sals")
    assert titles(pair.ana, found) == ["Northwind", "  Sales", "    Salsa"]
    found = nodes(pair.ana, cycle(pair.ana), lambda *_: True, matching="sales")
    assert found[-1].is_folded
    assert found[-1].has_children


@pytest.mark.parametrize("matching", ["", "SIX calls"])
def test_it_is_the_same_found_portion_by_portion(pair: Pair, matching: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = nodes(pair.ana, cycle(pair.ana), lambda *_: False, matching=matching)
    monkeypatch.setattr(cascade, "AT_ONCE", 1)
    assert nodes(pair.ana, cycle(pair.ana), lambda *_: False, matching=matching) == whole
    assert len(whole) >= 4


def test_by_status(pair: Pair) -> None:
    fresh = pair.make("key_result", objective=pair.objective, title="New one", start=0, target=1)
    found = nodes(pair.ana, cycle(pair.ana), lambda *_: True, statuses=(Status.NOT_STARTED,))
    assert [node.id for node in found][-2:] == [pair.objective, fresh]
    assert pair.rate not in {node.id for node in found}


def test_stale_only(pair: Pair) -> None:
    assert nodes(pair.ana, cycle(pair.ana), lambda *_: True, is_stale=True) == []


def test_warming_makes_every_units_figures(pair: Pair) -> None:
    units = sum(1 for _ in pair.ana.company.live("unit"))
    assert sum(warming(pair.ana, cycle(pair.ana))) == units
