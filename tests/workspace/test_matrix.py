"""Who works with whom: alignments across units and shares, counted between the units right below one."""

from pathlib import Path

import pytest

from okrtui.okr.kinds import ShareState
from okrtui.workspace.edits import New, align, create
from okrtui.workspace.matrix import Matrix, cell_words, matrix
from tests.screens.pair import Pair


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return Pair(tmp_path)


def place(found: Matrix, *names: str) -> tuple[int, ...]:
    return tuple([line.name for line in found.lines].index(name) for name in names)


def objective(pair: Pair, unit: str, title: str) -> str:
    return pair.make("objective", title=title, unit=unit, cycle=pair.ana.company.cycles()[0].id)


def test_alignments_across_units_count_for_the_department_above(pair: Pair) -> None:
    company = pair.ana.company.child_units(None)[0].id
    product = pair.make("unit", name="Product", level="department", parent=company)
    team = pair.make("unit", name="Discovery", level="team", parent=product)
    for title, parent in (("One", pair.rate), ("Two", pair.objective)):
        align(pair.ana, objective(pair, team, title), parent)
    align(pair.ana, objective(pair, pair.sales, "Own"), pair.objective)
    within = objective(pair, team, "Within")
    align(pair.ana, within, objective(pair, product, "Above"))
    found = matrix(pair.ana, pair.ana.company.cycles()[0].id)
    assert [line.name for line in found.lines] == ["Northwind", "Product", "Sales"]
    assert len(found.cell(*place(found, "Product", "Sales")).serving) == 2
    assert found.cell(*place(found, "Sales", "Product")).objectives == []
    assert found.cell(*place(found, "Sales", "Sales")).objectives == []
    assert found.cell(*place(found, "Product", "Product")).objectives == [within]
    inside = matrix(pair.ana, pair.ana.company.cycles()[0].id, product)
    assert [line.name for line in inside.lines] == ["Product", "Discovery"]
    assert inside.cell(*place(inside, "Discovery", "Product")).objectives == [within]


def test_shares_count_by_what_the_partner_said(pair: Pair) -> None:
    company = pair.ana.company.child_units(None)[0].id
    product = pair.make("unit", name="Product", level="department", parent=company)
    create(pair.ana, New("share", {"objective": pair.objective, "unit": product, "state": "accepted"}))
    create(pair.ana, New("share", {"objective": pair.objective, "unit": company, "state": "asked"}))
    found = matrix(pair.ana, pair.ana.company.cycles()[0].id)
    cell = found.cell(*place(found, "Sales", "Product"))
    assert (cell.shared(ShareState.ACCEPTED), cell.shared(ShareState.ASKED)) == (1, 0)
    assert cell.objectives == [pair.objective]
    assert cell_words(found, *place(found, "Sales", "Northwind")) == "Sales for Northwind: 1 asked to share"
    assert cell_words(found, *place(found, "Product", "Sales")) == "Product for Sales: nothing yet"
