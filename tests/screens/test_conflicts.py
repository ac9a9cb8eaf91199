"""Choosing between values that people wrote side by side."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from okrtui.screens.conflicts import ConflictsScreen
from okrtui.widgets.outline import Outline
from okrtui.workspace.conflicts import conflicts
from tests.screens.pair import Pair, opened, rows, set_field, settled, shown


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return Pair(tmp_path)


async def test_every_value_is_shown_with_who_and_when_and_the_one_that_shows_is_marked(pair: Pair) -> None:
    pair.clash("title", "Sell more", "Sell better")
    app = pair.app()
    async with opened(app) as pilot:
        assert "⚡ 1 conflict" in shown(app)
        await pilot.press("exclamation_mark")
        await settled(pilot)
        values = [" ".join(row.split()) for row in rows(app) if "9:" in row]
        assert values == ["▌ shown Sell better Ben Okafor 9:40", "Sell more Ana Ruiz 9:39"]


async def test_the_chosen_value_replaces_both_everywhere(pair: Pair) -> None:
    pair.clash("title", "Sell more", "Sell better")
    app = pair.app()
    async with opened(app) as pilot:
        await pilot.press("exclamation_mark")
        await settled(pilot)
        await pilot.press("j", "enter")
        await settled(pilot)
        assert "No conflicts" in shown(app)
        assert "Title is now Sell more · u undo" in shown(app)
    pair.sync()
    assert pair.ben.company.title(pair.objective) == "Sell more"
    assert not conflicts(pair.ben)


async def test_a_value_that_came_after_the_list_was_shown_is_not_replaced_unseen(pair: Pair) -> None:
    pair.clash("title", "Sell more", "Sell better")
    app = pair.app()
    async with opened(app) as pilot:
        await pilot.press("exclamation_mark")
        await settled(pilot)
        set_field(pair.ben, "objective", pair.objective, "title", "Sell at all")
        pair.ben.meet()
        outline = app.screen.query_one(Outline)
        assert isinstance(app.screen, ConflictsScreen)
        assert outline.cursor_key is not None
        pair.ana.meet()
        app.screen.on_outline_selected(Outline.Selected(outline, outline.cursor_key))  # before it shows what has come
        await settled(pilot)
        assert any("Sell at all" in row for row in rows(app))


async def test_the_whole_of_a_long_text_can_be_read(pair: Pair) -> None:
    end = "and nobody is left out at the end of it"
    pair.clash("rationale", "Our clients win", f"Our clients win.\n{'It helps them very much. ' * 8}{end}")
    app = pair.app()
    async with opened(app) as pilot:
        await pilot.press("exclamation_mark")
        await settled(pilot)
        assert "left out" in shown(app)


async def test_what_waits_for_a_line_is_told_apart(pair: Pair) -> None:
    set_field(pair.ana, "objective", pair.objective, "title", "Sell more")
    set_field(pair.ben, "objective", pair.objective, "title", "Sell better")
    pair.ben.meet()
    set_field(pair.ben, "objective", pair.objective, "title", "Sell best")
    pair.ben.meet()
    segments = sorted((pair.folder / "segments").iterdir(), key=lambda path: path.stat().st_mtime_ns)
    late = segments[-2]
    content = late.read_bytes()
    late.unlink()
    pair.ana.meet()
    app = pair.app()
    async with opened(app) as pilot:
        await pilot.press("exclamation_mark")
        await settled(pilot)
        assert any("waiting for a change that may settle it" in row for row in rows(app))
        late.write_bytes(content)
        pair.ana.meet()
        await settled(pilot)
        assert any("2 values" in row for row in rows(app))
        assert "⚡ 1 conflict" in shown(app)


async def test_without_conflicts_it_says_what_belongs_here(pair: Pair) -> None:
    app = pair.app()
    async with opened(app) as pilot:
        await pilot.press("exclamation_mark")
        await settled(pilot)
        assert "No conflicts" in shown(app)
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen.query_one(Outline).cursor_key is not None
        assert "Due this week" in shown(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_it_looks_as_it_did(pair: Pair, size: tuple[int, int], snap_compare: Callable[..., bool]) -> None:
    pair.clash("title", "Sell more", "Größere Wirkung für alle Kundinnen und Kunden im 日本 erzielen, und zwar 🎯 bald")
    pair.clash("rationale", "Our clients win.\nSo do we.", "Our clients win.\nNobody loses.")

    async def open_it(pilot: Pilot[str]) -> None:
        await settled(pilot)
        await pilot.press("exclamation_mark")
        await settled(pilot)

    assert snap_compare(pair.app(), terminal_size=size, run_before=open_it)
