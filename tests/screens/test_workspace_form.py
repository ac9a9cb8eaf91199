"""The settings of the workspace by keys: another method, limits, words; and what a practice changes in other forms."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from okrtui.okr.kinds import Preset
from okrtui.okr.presets import PRACTICES
from okrtui.screens.forms import edit
from okrtui.workspace.presets import limits_in_force, preset_limits_words
from tests.screens.pair import Pair, opened, set_field, settled, shown, until


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return Pair(tmp_path)


async def press(pilot: Pilot[str], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


def settings(pair: Pair) -> dict[str, object]:
    [(_, fields)] = pair.ana.company.live("workspace")
    return dict(fields)


async def test_another_method_takes_four_keys_and_one_undo(pair: Pair) -> None:
    before = settings(pair)
    app = pair.app()
    async with opened(app) as pilot:
        await press(pilot, "E")
        await until(pilot, "Settings of the workspace")
        assert preset_limits_words(Preset.OKR) in shown(app)
        await press(pilot, "tab", "tab", "right")
        await until(pilot, PRACTICES[Preset.MOKM].summary)
        assert preset_limits_words(Preset.MOKM) in shown(app)
        await press(pilot, "ctrl+s")
        await until(pilot, "Saved: ")
        assert settings(pair) == {**before, "preset": "mokm"}
        await press(pilot, "u")
        await until(pilot, "Taken back")
        assert settings(pair) == before


async def test_limits_and_the_coach_s_words_are_typed_in_words(pair: Pair) -> None:
    app = pair.app()
    async with opened(app) as pilot:
        await press(pilot, "E")
        await until(pilot, "Settings of the workspace")
        await press(pilot, "tab", "tab", "tab", *"key", "space", *"results", "space", "5")
        await press(pilot, "tab", *"task", "equals_sign", *"ship", "ctrl+s")
        await until(pilot, "Saved: ")
    assert limits_in_force(pair.ana).key_results_max == 5
    assert settings(pair)["coach_words"] == ["task=ship"]


async def test_what_is_no_limit_is_said_and_not_saved(pair: Pair) -> None:
    app = pair.app()
    async with opened(app) as pilot:
        await press(pilot, "E")
        await until(pilot, "Settings of the workspace")
        await press(pilot, "tab", "tab", "tab", *"many", "ctrl+s")
        await until(pilot, "is no limit like")
        await until(pilot, "Not saved yet")
    assert "limits" not in settings(pair)


@pytest.mark.parametrize("preset", ["mokm", "gokr", "sme"])
async def test_the_form_of_an_objective_asks_in_the_method_s_words(pair: Pair, preset: str) -> None:
    practice = PRACTICES[Preset(preset)]
    [(id, _)] = pair.ana.company.live("workspace")
    set_field(pair.ana, "workspace", id, "preset", preset)
    app = pair.app()
    async with opened(app) as pilot:
        edit(app, "objective", pair.objective, then=lambda kind, id: None)
        await settled(pilot)
        await until(pilot, practice.heading("objective"))
        await until(pilot, practice.roles["objective"][:60])


async def test_a_title_that_was_stored_with_a_line_break_stands_in_nobody_s_way(pair: Pair) -> None:
    set_field(pair.ana, "objective", pair.objective, "title", "Improve\u2028sales")
    app = pair.app()
    async with opened(app) as pilot:
        edit(app, "objective", pair.objective, then=lambda kind, id: None)
        await until(pilot, "Improve sales")
        await press(pilot, "tab", *"because", "ctrl+s")
        await until(pilot, "Saved: ")
    fields = pair.ana.company.fields("objective", pair.objective) or {}
    assert str(fields["rationale"]).endswith("because")
    assert pair.ana.company.title(pair.objective) == "Improve sales"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_it_looks_as_it_did(pair: Pair, size: tuple[int, int], snap_compare: Callable[..., bool]) -> None:
    async def open_it(pilot: Pilot[str]) -> None:
        await settled(pilot)
        await press(pilot, "E")
        await until(pilot, "Settings of the workspace")
        await press(pilot, "tab", "tab")

    assert snap_compare(pair.app(), terminal_size=size, run_before=open_it)
