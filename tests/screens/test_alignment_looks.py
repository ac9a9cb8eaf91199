"""How the Cascade by alignment and the matrix look, at 80x24 and 120x40."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from okrtui.app import OkrtuiApp
from okrtui.okr.ids import derived_id
from okrtui.workspace.deleting import delete
from okrtui.workspace.edits import New, align, create
from tests.screens.pair import Pair, settled
from tests.workspace.team import by_hand, ops

SIZES = [(80, 24), (120, 40)]
LONG = "Kürzere Durchlaufzeiten für Großkunden in Österreich, Südtirol und der Schweiz"

Compare = Callable[..., bool]


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """Two parents, a share of each kind, a deleted parent, a loop that is cut, wide and long titles."""
    pair = Pair(tmp_path)
    ana = pair.ana
    company, cycle = ana.company.child_units(None)[0].id, ana.company.cycles()[0].id
    mission = pair.make("mission", statement="Deliver cutting-edge technology that transforms lives", unit=company)
    pair.make("mission", statement="Be the place where good people do their best work", unit=company)
    product = pair.make("unit", name="プロダクト", level="department", parent=company)
    success = pair.make("unit", name="Customer Success", level="department", parent=company)

    def objective(unit: str, title: str, **fields: object) -> str:
        return pair.make("objective", title=title, unit=unit, cycle=cycle, stage="active", **fields)

    lead = objective(company, "Lead the industry in AI products", kind="aspirational")
    long, wide = objective(product, LONG, kind="aspirational"), objective(success, "新しいポータルを公開する 🚀")
    gone, left = objective(product, "Something that was given up"), objective(product, "What is left of it")
    for child, parent in ((lead, mission), (pair.objective, lead), (long, lead), (long, pair.rate), (left, gone)):
        align(ana, child, parent)
    align(ana, wide, long)
    by_hand(ana, *ops("alignment", derived_id("alignment", lead, wide), {"child": lead, "parent": wide}))
    for state, unit in (("accepted", success), ("asked", product), ("declined", company)):
        create(ana, New("share", {"objective": pair.objective, "unit": unit, "state": state}))
    delete(ana, "objective", gone)
    pair.sync()
    return pair


def looks(pair: Pair, compare: Compare, size: tuple[int, int], *keys: str) -> bool:
    """Whether the app, from the Cascade on, looks as it did after some keys."""

    async def use(pilot: Pilot[str]) -> None:
        await settled(pilot)
        for key in keys:
            await pilot.press(key)
            await settled(pilot)

    app = OkrtuiApp(pair.ana, pair.data, start="cascade", is_live=False)
    return compare(app, terminal_size=size, run_before=use)


@pytest.mark.parametrize("size", SIZES)
def test_by_alignment(pair: Pair, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(pair, snap_compare, size, "a", "Z", "j", "j")


@pytest.mark.parametrize("size", SIZES)
def test_up_and_down(pair: Pair, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(pair, snap_compare, size, "a", "Z", "j", "j", "o")


@pytest.mark.parametrize("size", SIZES)
def test_who_works_with_whom(pair: Pair, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(pair, snap_compare, size, "W", "j", "l")
