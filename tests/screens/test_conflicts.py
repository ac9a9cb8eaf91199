"""Choosing between values that people wrote side by side."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

from okrtui.app import OkrtuiApp
from okrtui.screens.conflicts import ConflictsScreen
from okrtui.screens.detail import DetailScreen
from okrtui.screens.forms import FormScreen
from okrtui.widgets.outline import Outline
from okrtui.workspace.conflicts import conflicts
from okrtui.workspace.deleting import delete
from okrtui.workspace.founding import join_workspace
from okrtui.workspace.resolving import resolve
from tests.screens.pair import TODAY, Pair, opened, rows, set_field, settled, shown

KEYS = {"!": "exclamation_mark", " ": "space", "/": "slash", ".": "full_stop"}


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return Pair(tmp_path)


async def press(pilot: Pilot[str], *keys: str) -> str:
    """Press keys one after the other; what is on the screen then."""
    for key in keys:
        await pilot.press(KEYS.get(key, key))
        await settled(pilot)
    app = pilot.app
    assert isinstance(app, OkrtuiApp)
    return shown(app)


def spoken(app: OkrtuiApp) -> list[str]:
    """The lines of the list without their blanks."""
    return [" ".join(row.split()) for row in rows(app) if row.strip()]


def values(app: OkrtuiApp) -> list[str]:
    """The numbered values."""
    return [line for line in spoken(app) if re.match("(▌ )?[1-9] ", line)]


def on_top(app: App[str], kind: type[Screen[None]]) -> bool:
    """Whether a screen of that kind is the uppermost."""
    return isinstance(app.screen, kind)


def title(pair: Pair) -> str:
    return pair.ben.company.title(pair.objective)


def settle_as_ben(pair: Pair, value: object) -> None:
    """Ben settles the only conflict, and Ana hears of it."""
    (conflict,) = conflicts(pair.ben)
    resolve(pair.ben, *conflict.key, value, conflict.heads)  # type: ignore[arg-type]  # a value is a value
    pair.sync()


# --- looking


async def test_a_conflict_is_shown_in_its_place_with_every_value_and_what_was_before(pair: Pair) -> None:
    pair.now = TODAY - timedelta(hours=1)
    set_field(pair.ana, "workspace", pair.ana.config.workspace, "vision", "A connected world")
    pair.sync()
    pair.clash("title", "Sell more", "Sell better")
    app = pair.app()
    async with opened(app) as pilot:
        assert "⚡ 1 conflict" in shown(app)
        await press(pilot, "!")
        assert spoken(app) == [
            "objective",
            "A connected world › Sales",
            "Sell better ◆★",
            "53 % of 55 % expected · ▲ attention",
            "owner Ana Ruiz · cycle 2026-Q4 · stage active",
            "⚡ Title The objective in one inspiring line",
            "before: Improve sales across the team",
            "▌ 1 Sell better",
            "Ben Okafor, 9:40 · shown meanwhile",
            "2 Sell more",
            "Ana Ruiz, 9:39",
        ]


async def test_several_are_a_list_from_which_one_is_opened(pair: Pair) -> None:
    pair.clash("title", "Sell more", "Sell better")
    pair.clash("rationale", "for us", "for them")
    app = pair.app()
    async with opened(app) as pilot:
        await press(pilot, "!")
        assert spoken(app) == [
            "Conflicts 2",
            "▌ ⚡ Sell better rationale 2 values 9:40",
            "Ben Okafor: for them · Ana Ruiz: for us",
            "⚡ Sell better title 2 values 9:40",
            "Ben Okafor: Sell better · Ana Ruiz: Sell more",
        ]
        assert "2 of 2" in await press(pilot, "j", "enter")
        assert "Conflicts" in await press(pilot, "escape")
        assert "▌  ⚡ Sell better  title" in shown(app)
        assert "Due this week" in await press(pilot, "escape")


async def test_one_goes_from_one_to_the_next_and_back(pair: Pair) -> None:
    pair.clash("title", "Sell more", "Sell better")
    pair.clash("rationale", "for us", "for them")
    async with opened(pair.app()) as pilot:
        assert "⚡ Rationale" in await press(pilot, "!", "enter")
        assert "⚡ Title" in await press(pilot, "right")
        assert "⚡ Rationale" in await press(pilot, "right")
        assert "⚡ Title" in await press(pilot, "h")
        assert "⚡ Rationale" in await press(pilot, "tab")
    assert len(conflicts(pair.ana)) == 2


async def test_what_is_left_for_later_stays(pair: Pair) -> None:
    pair.clash("title", "Sell more", "Sell better")
    pair.clash("rationale", "for us", "for them")
    async with opened(pair.app()) as pilot:
        text = await press(pilot, "!", "enter", "s")
        assert "⚡ Title" in text
        assert "Left for later: all values are kept" in text
        assert "Conflicts" in await press(pilot, "s")
    assert len(conflicts(pair.ana)) == 2


async def test_the_whole_of_a_long_text_is_read_before_the_cursor_goes_on(pair: Pair) -> None:
    end = "and nobody is left out at the end of it"
    pair.clash("rationale", "Our clients win", f"Our clients win.\n{'It helps them very much. ' * 60}{end}")
    app = pair.app()
    async with opened(app) as pilot:
        await press(pilot, "!")
        for _ in range(3):
            if "left out" in shown(app):
                break
            await press(pilot, "j")
        assert "left out" in shown(app)
        outline = app.screen.query_one(Outline)
        assert "left out" in (outline.cursor_key or "")
        await press(pilot, "j", "j", "enter")
    pair.sync()
    assert (pair.ben.company.fields("objective", pair.objective) or {})["rationale"] == "Our clients win"


async def test_without_conflicts_it_says_what_belongs_here(pair: Pair) -> None:
    app = pair.app()
    async with opened(app) as pilot:
        assert "No conflicts" in await press(pilot, "!")
        assert "Due this week" in await press(pilot, "escape")
        assert app.screen.query_one(Outline).cursor_key is not None


async def test_what_waits_for_a_line_is_told_apart(pair: Pair) -> None:
    set_field(pair.ana, "objective", pair.objective, "title", "Sell more")
    set_field(pair.ben, "objective", pair.objective, "title", "Sell better")
    pair.ben.meet()
    known = set((pair.folder / "segments").iterdir())
    set_field(pair.ben, "objective", pair.objective, "title", "Sell best")
    pair.ben.meet()
    late = max(known, key=lambda path: path.stat().st_mtime_ns)
    content = late.read_bytes()
    late.unlink()
    pair.ana.meet()
    app = OkrtuiApp(pair.ana, pair.data, start="cascade", is_live=False)
    async with opened(app) as pilot:
        await press(pilot, "j", "j")
        assert "Sell best ◆★ …" in shown(app)
        text = await press(pilot, "!")
        assert "… Title" in text
        assert "Waiting: a change that may settle this has not arrived yet" in text
        assert "⚡" not in text
        late.write_bytes(content)
        pair.ana.meet()
        await settled(pilot)
        assert "⚡ Title" in shown(app)
        assert "Waiting" not in shown(app)


# --- choosing


@pytest.mark.parametrize("keys", [("2",), ("j", "enter"), ("down", "enter")])
async def test_the_chosen_value_replaces_all_everywhere(pair: Pair, keys: tuple[str, ...]) -> None:
    pair.clash("title", "Sell more", "Sell better")
    async with opened(pair.app()) as pilot:
        text = await press(pilot, "!", *keys)
        assert "No conflicts" in text
        assert "Title is now Sell more · u undo" in text
    pair.sync()
    assert title(pair) == "Sell more"
    assert not conflicts(pair.ben)


async def test_a_number_that_no_value_has_chooses_nothing(pair: Pair) -> None:
    pair.clash("title", "Sell more", "Sell better")
    async with opened(pair.app()) as pilot:
        assert "There is no value 3" in await press(pilot, "!", "3")
    assert len(conflicts(pair.ana)) == 1


async def test_after_a_choice_the_next_conflict_is_there_and_undo_brings_the_last_one_back(pair: Pair) -> None:
    pair.clash("title", "Sell more", "Sell better")
    pair.clash("rationale", "for us", "for them")
    app = pair.app()
    async with opened(app) as pilot:
        text = await press(pilot, "!", "enter", "2")
        assert "⚡ Title" in text
        assert "Rationale is now for us: Sell better · u undo" in text
        await press(pilot, "u")
        assert values(app) == ["▌ 1 for them", "2 for us"]
        assert "Ben Okafor, 9:40 · shown meanwhile" in shown(app)
        assert "No conflicts" in await press(pilot, "1", "1")
    assert not conflicts(pair.ana)


async def test_a_value_that_came_after_the_list_was_shown_is_not_replaced_unseen(pair: Pair) -> None:
    pair.clash("title", "Sell more", "Sell better")
    app = pair.app()
    async with opened(app) as pilot:
        await press(pilot, "!")
        pair.now = TODAY + timedelta(minutes=1)
        set_field(pair.ben, "objective", pair.objective, "title", "Sell at all")
        pair.ben.meet()
        pair.ana.meet()
        assert isinstance(app.screen, ConflictsScreen)
        app.screen.action_pick(2)  # before it shows what has come
        await settled(pilot)
        assert "Sell at all" in shown(app)
    (conflict,) = conflicts(pair.ana)
    assert {version.text for version in conflict.versions} == {"Sell at all", "Sell more"}


async def test_a_new_value_comes_behind_the_others_and_is_told(pair: Pair, tmp_path: Path) -> None:
    cleo = join_workspace(tmp_path / "cleo", pair.folder, "Cleo Tan <cleo@example.org>", moment=pair.ana.moment)
    cleo.meet()
    pair.clash("title", "Sell more", "Sell better")
    app = pair.app()
    async with opened(app) as pilot:
        await press(pilot, "!", "j")
        set_field(cleo, "objective", pair.objective, "title", "Sell at all")
        cleo.meet()
        pair.ana.meet()
        await settled(pilot)
        assert values(app) == ["1 Sell better", "▌ 2 Sell more", "3 Sell at all"]
        assert "Cleo Tan has just written another value: Sell at all" in shown(app)
        assert "No conflicts" in await press(pilot, "enter")
    pair.sync()
    assert title(pair) == "Sell more"


async def test_what_someone_else_settles_stays_in_sight_with_their_name(pair: Pair) -> None:
    pair.clash("title", "Sell more", "Sell better")
    app = pair.app()
    async with opened(app) as pilot:
        await press(pilot, "!")
        settle_as_ben(pair, "Sell well")
        await settled(pilot)
        text = shown(app)
        assert "✓ Title" in text
        assert "Settled by Ben Okafor, 9:41: Sell well" in text
        assert "Sell more" in text
        await press(pilot, "s")
        await press(pilot, "m")
        assert "No conflicts" in await press(pilot, "enter")
    pair.sync()
    assert title(pair) == "Sell well"


async def test_from_the_one_that_was_asked_for_a_key_leads_to_all(pair: Pair) -> None:
    pair.clash("title", "Sell more", "Sell better")
    pair.clash("rationale", "for us", "for them")
    app = OkrtuiApp(pair.ana, pair.data, start="cascade", is_live=False)
    async with opened(app) as pilot:
        assert "! all conflicts" in await press(pilot, "j", "j", "!")
        await press(pilot, "!")
        assert spoken(app)[0] == "Conflicts 2"
        assert "2 of 2" in await press(pilot, "G", "enter")


# --- another value


async def test_texts_are_merged_by_hand(pair: Pair) -> None:
    pair.clash("rationale", "Our clients win.\nSo do we.", "Our clients win.\nNobody loses.")
    async with opened(pair.app()) as pilot:
        text = await press(pilot, "!", "m")
        lines = [" ".join(line.split()) for line in text.splitlines()]
        first = lines.index("▌ Rationale Our clients win.")
        assert lines[first + 1 : first + 3] == ["Nobody loses.", "So do we."]
        text = await press(pilot, *" Ever.", "ctrl+s")
        assert "No conflicts" in text
    pair.sync()
    merged = (pair.ben.company.fields("objective", pair.objective) or {})["rationale"]
    assert merged == "Our clients win.\nNobody loses.\nSo do we. Ever."


async def test_what_comes_while_one_merges_is_not_replaced_unseen(pair: Pair) -> None:
    pair.clash("title", "Sell more", "Sell better")
    app = pair.app()
    async with opened(app) as pilot:
        assert "Sell better / Sell more" in await press(pilot, "!", "m")
        set_field(pair.ben, "objective", pair.objective, "title", "Sell at all")
        pair.ben.meet()
        pair.ana.meet()
        await press(pilot, "ctrl+u", *"Sell", "ctrl+s")
        assert {line.strip("▌ ")[2:] for line in values(app)} == {"Sell at all", "Sell"}
    (conflict,) = conflicts(pair.ana)
    assert {version.text for version in conflict.versions} == {"Sell at all", "Sell"}


async def test_another_number_is_checked_as_in_the_form(pair: Pair) -> None:
    for workspace, target in ((pair.ana, 30), (pair.ben, 33)):
        set_field(workspace, "key_result", pair.rate, "target", target)
    pair.sync()
    async with opened(pair.app()) as pilot:
        text = await press(pilot, "!")
        assert "22 ▸ 24 ▸ 3" in text
        assert "merge" not in text.splitlines()[-1]
        await press(pilot, "e", *"22", "ctrl+s")
        assert on_top(pilot.app, FormScreen)
        text = await press(pilot, "ctrl+u", *"31.5", "ctrl+s")
        assert "Target is now 31.5: Close rate to 27 % · u undo" in text
    pair.sync()
    assert (pair.ben.company.fields("key_result", pair.rate) or {})["target"] == 31.5


async def test_another_word_is_chosen(pair: Pair) -> None:
    pair.clash("stage", "proposed", "closed")
    async with opened(pair.app()) as pilot:
        assert "[closed]" in await press(pilot, "!", "e")
        await press(pilot, "d", "ctrl+s")
    assert (pair.ana.company.fields("objective", pair.objective) or {})["stage"] == "draft"
    assert not conflicts(pair.ana)


# --- deletions


@pytest.mark.parametrize(("key", "stays"), [("1", True), ("2", False)])
async def test_a_deletion_that_met_an_edit_is_said_in_words(pair: Pair, key: str, stays: bool) -> None:
    delete(pair.ben, "key_result", pair.rate)
    pair.now = TODAY + timedelta(minutes=1)
    set_field(pair.ana, "key_result", pair.rate, "target", 30)
    pair.sync()
    async with opened(pair.app()) as pilot:
        text = await press(pilot, "!")
        assert "Ben Okafor deleted it; Ana Ruiz, who did not know, changed its target" in text
        assert "Close rate to 27 %" in text
        assert ("It stays" if stays else "It is deleted") in await press(pilot, key)
    pair.sync()
    assert (pair.ben.company.key_result(pair.rate) is not None) is stays


# --- marks


async def test_the_cascade_opens_the_conflict_of_the_row_at_once(pair: Pair) -> None:
    pair.clash("title", "Sell more", "Sell better")
    for workspace, target in ((pair.ana, 30), (pair.ben, 33)):
        set_field(workspace, "key_result", pair.rate, "target", target)
    pair.sync()
    app = OkrtuiApp(pair.ana, pair.data, start="cascade", is_live=False)
    async with opened(app) as pilot:
        await press(pilot, "j", "j", "l", "j")
        assert "⚡ Target" in await press(pilot, "!")
        await press(pilot, "1")
        assert not on_top(app, ConflictsScreen)
        assert "Target is now" in shown(app)


async def test_the_detail_says_at_the_field_who_else_wrote_what_and_opens_it(pair: Pair) -> None:
    pair.clash("title", "Sell more", "Sell better")
    pair.clash("rationale", "for us", "for them")
    app = pair.app()
    async with opened(app) as pilot:
        await app.push_screen(DetailScreen("objective", pair.objective))
        await settled(pilot)
        lines = spoken(app)
        assert lines[:2] == ["▌ Sell better ◆★ ⚡", "⚡ title ! chooses Ana Ruiz, 9:39: Sell more"]
        assert lines[lines.index("for them") + 1] == "⚡ rationale ! chooses Ana Ruiz, 9:39: for us"
        assert "⚡ Rationale" in await press(pilot, "j", "j", "!")
        assert on_top(app, ConflictsScreen)
        assert "⚡ rationale" not in await press(pilot, "2")
        assert on_top(app, DetailScreen)
        assert "Rationale is now for us" in shown(app)
        assert "⚡ Title" in await press(pilot, "g", "j", "enter")


async def test_a_form_says_at_the_field_who_else_wrote_what_and_takes_the_choice_over(pair: Pair) -> None:
    pair.clash("title", "Sell more", "Sell better")
    app = OkrtuiApp(pair.ana, pair.data, start="cascade", is_live=False)
    async with opened(app) as pilot:
        await press(pilot, "j", "j")
        assert "⚡ ctrl+o chooses  Ana Ruiz, 9:39: Sell more" in await press(pilot, "e")
        await press(pilot, "tab", *"for all")
        assert "⚡ Title" in await press(pilot, "ctrl+o")
        text = await press(pilot, "2")
        assert on_top(app, FormScreen)
        assert "⚡" not in text
        assert "Objective    Sell more" in text
        assert "for all" in text
        await press(pilot, "ctrl+s")
    pair.sync()
    assert title(pair) == "Sell more"
    assert not conflicts(pair.ben)
    assert (pair.ben.company.fields("objective", pair.objective) or {})["rationale"] == "for all"


async def test_a_form_of_what_the_choice_deletes_is_closed_and_what_was_typed_is_kept(pair: Pair) -> None:
    delete(pair.ben, "key_result", pair.rate)
    pair.now = TODAY + timedelta(minutes=1)
    set_field(pair.ana, "key_result", pair.rate, "target", 30)
    pair.sync()
    app = OkrtuiApp(pair.ana, pair.data, start="cascade", is_live=False)
    async with opened(app) as pilot:
        assert "deleted or not: Ben Okafor deleted it" in await press(pilot, "j", "j", "l", "j", "e")
        await press(pilot, *" soon", "ctrl+o", "2")
        assert not on_top(app, FormScreen)
        assert any("soon" in texts.get("title", "") for texts in app.drafts.values())
