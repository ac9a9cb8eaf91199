"""How conflicts look, at 80x24 and 120x40: on their screen, in the detail and in a form."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from okrtui.app import OkrtuiApp
from okrtui.workspace.deleting import delete
from okrtui.workspace.edits import align
from okrtui.workspace.founding import join_workspace
from tests.screens.pair import TODAY, Pair, set_field, settled

SIZES = [(80, 24), (120, 40)]
LONG = "Größere Wirkung für alle Kundinnen und Kunden im 日本 erzielen, und zwar 🎯 bald"
OTHER = "すべてのお客様に新しいポータルを公開し、サポートの待ち時間を半分に減らす 🚀 und die Zufriedenheit erhöhen"
PEOPLE = ("Chiara Neri", "Dagný Þórsdóttir", "王 小明")
TEXTS = (
    *("Our clients win.\nSo do we.", "Our clients win.\nNobody loses."),
    *("Nobody knows.", "Alle gewinnen 🎉", "お客様が勝つ"),
)

Compare = Callable[..., bool]


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """Ana and Ben, with a vision and a mission above their objective."""
    pair = Pair(tmp_path)
    pair.now = TODAY - timedelta(hours=1)
    set_field(pair.ana, "workspace", pair.ana.config.workspace, "vision", "Empowering global connectivity")
    company = pair.ana.company.child_units(None)[0].id
    mission = pair.make("mission", statement="Deliver cutting-edge technology that transforms lives", unit=company)
    align(pair.ana, pair.objective, mission)
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
def test_two_values(pair: Pair, snap_compare: Compare, size: tuple[int, int]) -> None:
    for workspace, target in ((pair.ana, 30), (pair.ben, 33)):
        set_field(workspace, "key_result", pair.rate, "target", target)
    pair.sync()
    assert looks(pair, snap_compare, size, "exclamation_mark")


@pytest.mark.parametrize("size", SIZES)
def test_five_values(pair: Pair, tmp_path: Path, snap_compare: Compare, size: tuple[int, int]) -> None:
    others = [
        join_workspace(tmp_path / str(n), pair.folder, f"{name} <{n}@example.org>", moment=pair.ana.moment)
        for n, name in enumerate(PEOPLE)
    ]
    everyone = [pair.ana, pair.ben, *others]
    for workspace in (*everyone, *everyone):
        workspace.meet()
    for minutes, (workspace, text) in enumerate(zip(everyone, TEXTS, strict=True)):
        pair.now = TODAY - timedelta(minutes=10 - minutes)
        set_field(workspace, "objective", pair.objective, "rationale", text)
    pair.now = TODAY
    for workspace in (*everyone, *everyone):
        workspace.meet()
    assert looks(pair, snap_compare, size, "exclamation_mark", "j")


@pytest.mark.parametrize("size", SIZES)
def test_long_and_wide_texts(pair: Pair, snap_compare: Compare, size: tuple[int, int]) -> None:
    pair.clash("title", LONG, OTHER)
    assert looks(pair, snap_compare, size, "exclamation_mark")


@pytest.mark.parametrize("size", SIZES)
def test_long_and_wide_texts_being_merged(pair: Pair, snap_compare: Compare, size: tuple[int, int]) -> None:
    pair.clash("title", LONG, OTHER)
    assert looks(pair, snap_compare, size, "exclamation_mark", "m")


@pytest.mark.parametrize("size", SIZES)
def test_a_deletion_that_met_an_edit(pair: Pair, snap_compare: Compare, size: tuple[int, int]) -> None:
    set_field(pair.ana, "key_result", pair.rate, "target", 30)
    pair.now = TODAY
    delete(pair.ben, "key_result", pair.rate)
    pair.sync()
    assert looks(pair, snap_compare, size, "exclamation_mark")


@pytest.mark.parametrize("size", SIZES)
def test_a_list_of_many(pair: Pair, snap_compare: Compare, size: tuple[int, int]) -> None:
    pair.clash("title", LONG, OTHER)
    pair.clash("rationale", *TEXTS[:2])
    pair.clash("stage", "proposed", "closed")
    assert looks(pair, snap_compare, size, "exclamation_mark")


@pytest.mark.parametrize("size", SIZES)
def test_none(pair: Pair, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(pair, snap_compare, size, "exclamation_mark")


@pytest.mark.parametrize("size", SIZES)
def test_marks_in_the_detail(pair: Pair, snap_compare: Compare, size: tuple[int, int]) -> None:
    pair.clash("title", LONG, OTHER)
    pair.clash("stage", "proposed", "closed")
    pair.clash("rationale", *TEXTS[:2])
    assert looks(pair, snap_compare, size, "j", "j", "enter", "j")


@pytest.mark.parametrize("size", SIZES)
def test_marks_in_a_form(pair: Pair, snap_compare: Compare, size: tuple[int, int]) -> None:
    pair.clash("title", LONG, OTHER)
    pair.clash("stage", "proposed", "closed")
    assert looks(pair, snap_compare, size, "j", "j", "e")
