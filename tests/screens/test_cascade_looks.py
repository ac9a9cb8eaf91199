"""How Cascade, detail and forms look, at 80x24 and 120x40."""

from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from okrtui.app import OkrtuiApp
from okrtui.okr.kinds import Mode
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.edits import New, align, create
from tests.screens.pair import Pair, set_field, settled

SIZES = [(80, 24), (120, 40)]
KEYS = {" ": "space", ",": "comma", ".": "full_stop", "%": "percent_sign", "$": "dollar_sign"}
LONG = "Kürzere Durchlaufzeiten für Großkunden in Österreich, Südtirol und der Schweiz"

Compare = Callable[..., bool]


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """A company with a little of everything: every metric, long and wide titles, something late and something done."""
    pair = Pair(tmp_path)
    pair.sync()
    ana, ben, sales = pair.ana, pair.ben.person, pair.sales
    company = ana.company.child_units(None)[0].id
    cycle = ana.company.cycles()[0].id
    set_field(ana, "workspace", ana.config.workspace, "vision", "Empowering global connectivity")
    mission = pair.make("mission", statement="Deliver cutting-edge technology that transforms lives", unit=company)
    lead = pair.make(
        "objective", title="Lead the industry in AI products", unit=company, cycle=cycle, kind="aspirational"
    )
    align(ana, lead, mission)
    align(ana, pair.objective, lead, Mode.SUPPORTS)
    set_field(ana, "objective", pair.objective, "rationale", "Our clients get their answer on the same day. " * 2)
    product = pair.make("unit", name="プロダクト", level="department", parent=company, lead=ben)
    pair.make("unit", name="Inside sales", level="team", parent=sales, lead=ben)
    create(ana, New("membership", {"person": ben, "unit": product}))
    wide = pair.make("objective", title=LONG, unit=product, cycle=cycle, owner=ben, kind="aspirational")
    held = pair.make("key_result", objective=pair.objective, title="Pipeline of $500K", metric="at_least", **_PIPELINE)
    steps = pair.make("key_result", objective=wide, title="新しいポータルを公開する 🚀", metric="milestones")
    done, _ = create(ana, *(New("milestone", {"key_result": steps, "title": t}) for t in ("Plan", "Bauen"))).ids
    check_in(ana, held, 612_000, confidence=9, notes={"note": "Großer Auftrag 🎉 新規顧客"}, on=date(2026, 11, 18))
    check_in(ana, steps, [done], confidence=3, on=date(2026, 10, 20))
    check_in(pair.ana, pair.rate, 25.5, confidence=7, notes={"note": "two big demos slipped"}, on=date(2026, 11, 19))
    return pair


_PIPELINE = {"target": 500_000, "unit_of_measure": "$"}


def looks(pair: Pair, compare: Compare, size: tuple[int, int], *keys: str, typed: str = "") -> bool:
    """Whether the app, from the Cascade on, looks as it did after some keys and then a text."""

    async def use(pilot: Pilot[str]) -> None:
        await settled(pilot)
        for key in (*keys, *typed):
            await pilot.press(KEYS.get(key, key))
            await settled(pilot)

    app = OkrtuiApp(pair.ana, pair.data, start="cascade", is_live=False)
    run: Callable[[Pilot[str]], Awaitable[None]] = use
    return compare(app, terminal_size=size, run_before=run)


@pytest.mark.parametrize("size", SIZES)
def test_the_cascade(pair: Pair, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(pair, snap_compare, size, "Z", "j", "j", "j")


@pytest.mark.parametrize("size", SIZES)
def test_the_cascade_filtered(pair: Pair, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(pair, snap_compare, size, "f", "slash", typed="ben")


@pytest.mark.parametrize("size", SIZES)
def test_an_objective_with_its_number_explained(pair: Pair, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(pair, snap_compare, size, "Z", "j", "j", "j", "enter", "x", "j")


@pytest.mark.parametrize("size", SIZES)
def test_a_new_objective(pair: Pair, snap_compare: Compare, size: tuple[int, int]) -> None:
    keys = ("n", "o", *"Ein Ziel", "tab", "tab", "tab", *"Pipeline at least $500k", "tab", "tab")
    assert looks(pair, snap_compare, size, *keys, typed="2x")


@pytest.mark.parametrize("size", SIZES)
def test_something_to_pick(pair: Pair, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(pair, snap_compare, size, "j", "e", "tab", "tab", typed="s")


@pytest.mark.parametrize("size", SIZES)
def test_a_question(pair: Pair, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(pair, snap_compare, size, "j", "j", "j", "d")
