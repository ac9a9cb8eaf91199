"""The Cascade by alignment, up and down from an object, and who works with whom, by keys."""

import re
from datetime import datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from okrtui.app import OkrtuiApp
from okrtui.okr.ids import derived_id
from okrtui.screens.cascade import CascadeScreen
from okrtui.screens.form_objective import ObjectiveJob
from okrtui.screens.forms import FormScreen
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.deleting import delete
from okrtui.workspace.edits import New, align, create
from tests.screens.pair import Pair, opened, settled, shown
from tests.workspace.team import by_hand, ops

FIGURES = re.compile(r"(?<=[^\s▌])\s{2,}.*|\s[━─┿┃]{3,}.*")
COACH = re.compile(r"( [✗!i])+$")


class Ladder(Pair):
    """Mission ‹ Lead ‹ Improve sales ‹ Call more, which serves Lead, too; Product makes it."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.cycle = self.ana.company.cycles()[0].id
        self.company = self.ana.company.child_units(None)[0].id
        self.mission = self.make("mission", statement="Transform lives", unit=self.company)
        self.product = self.make("unit", name="Product", level="department", parent=self.company)
        self.lead = self.objective_of(self.company, "Lead", kind="aspirational")
        self.more = self.objective_of(self.product, "Call more")
        for child, parent in (
            (self.lead, self.mission),
            (self.objective, self.lead),
            (self.more, self.objective),
            (self.more, self.lead),
        ):
            align(self.ana, child, parent)
        self.sync()

    def objective_of(self, unit: str, title: str, **fields: object) -> str:
        return self.make("objective", title=title, unit=unit, cycle=self.cycle, stage="active", **fields)

    def cascade(self) -> OkrtuiApp:
        return OkrtuiApp(self.ana, self.data, start="cascade", is_live=False)


@pytest.fixture
def ladder(tmp_path: Path) -> Ladder:
    return Ladder(tmp_path)


def screen(pilot: Pilot[str]) -> CascadeScreen:
    found = pilot.app.screen
    assert isinstance(found, CascadeScreen)
    return found


def titles(pilot: Pilot[str]) -> list[str]:
    """The rows of the list, without figures, units and the coach's marks."""
    outline = screen(pilot).tree_list
    found = [outline.render_line(y).text.rstrip() for y in range(outline.size.height)]
    return [COACH.sub("", FIGURES.sub("", line).rstrip()) for line in found if line]


def here(pilot: Pilot[str]) -> str:
    return next((line.strip("▌ ▸▾") for line in titles(pilot) if line.startswith("▌")), "")


async def press(pilot: Pilot[str], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def test_a_shows_what_serves_what_and_the_cursor_stays_on_its_object(ladder: Ladder) -> None:
    app = ladder.cascade()
    async with opened(app) as pilot:
        screen(pilot).show("objective", ladder.objective)
        await press(pilot, "a")
        assert here(pilot).startswith("O Improve sales")
        assert "by alignment" in shown(app)
        assert "100 % of objectives reach the mission in at most three steps" in shown(app)
        assert titles(pilot) == [
            " ▾ Transform lives",
            "   ▾ O Lead ↗",
            "▌    ▸ O Improve sales across the team ◆★",
            "       O Call more ◆ ❐",
        ]
        await press(pilot, "a")
        assert here(pilot).startswith("O Improve sales")
        assert "by organisation" in shown(app)
        assert titles(pilot)[0].startswith(" ▾ Northwind")


async def test_from_a_unit_one_comes_to_its_first_objective(ladder: Ladder) -> None:
    async with opened(ladder.cascade()) as pilot:
        screen(pilot).show("unit", ladder.product)
        await press(pilot, "a")
        assert here(pilot).startswith("O Call more")


async def test_an_objective_that_stands_twice_is_unfolded_where_one_asks_for_it(ladder: Ladder) -> None:
    below = ladder.objective_of(ladder.product, "Below")
    align(ladder.ana, below, ladder.more)
    async with opened(ladder.cascade()) as pilot:
        await press(pilot, "a", "Z")
        assert sum("Below" in line for line in titles(pilot)) == 1
        await press(pilot, "G")
        assert here(pilot).startswith("O Call more")
        await press(pilot, "l")
        assert sum("Below" in line for line in titles(pilot)) == 2
        await press(pilot, "j", "e")
        assert "Below" in shown_on(pilot)


def shown_on(pilot: Pilot[str]) -> str:
    assert isinstance(pilot.app, OkrtuiApp)
    return shown(pilot.app)


async def test_where_nothing_serves_anything_it_says_where_that_is_made(tmp_path: Path) -> None:
    pair = Pair(tmp_path)
    delete(pair.ana, "objective", pair.objective)
    pair.sync()
    app = OkrtuiApp(pair.ana, pair.data, start="cascade", is_live=False)
    async with opened(app) as pilot:
        await press(pilot, "a")
        assert "Nothing serves anything yet: 5 is where missions and goals are made" in shown(app)
        await press(pilot, "slash", "x", "enter")
        assert "Nothing here fits. esc shows everything again." in shown(app)


async def test_each_tree_keeps_its_own_folds(ladder: Ladder) -> None:
    async with opened(ladder.cascade()) as pilot:
        await press(pilot, "z", "a", "l")
        assert any("Improve sales" in line for line in titles(pilot))
        await press(pilot, "a")
        assert "   ▸ Sales" in titles(pilot)
        assert not any("Improve sales" in line for line in titles(pilot))
        await press(pilot, "a")
        assert any("Improve sales" in line for line in titles(pilot))


async def test_o_shows_the_way_up_and_down_and_esc_leads_back(ladder: Ladder) -> None:
    ladder.objective_of(ladder.sales, "Aside")
    app = ladder.cascade()
    async with opened(app) as pilot:
        screen(pilot).show("objective", ladder.objective)
        await press(pilot, "o")
        assert "up and down from Improve sales across the team" in shown(app)
        assert here(pilot).startswith("O Improve sales")
        assert not any("Aside" in line for line in titles(pilot))
        assert any("Call more" in line for line in titles(pilot))
        await press(pilot, "escape")
        assert "by organisation" in shown(app)
        assert here(pilot).startswith("O Improve sales")
        assert any("Aside" in line for line in titles(pilot))


async def test_a_unit_has_no_way_up(ladder: Ladder) -> None:
    app = ladder.cascade()
    async with opened(app) as pilot:
        await press(pilot, "o")
        assert "Only a mission, goal, objective or key result" in shown(app)


async def test_filters_work_in_the_tree_by_alignment(ladder: Ladder) -> None:
    check_in(ladder.ana, ladder.rate, 22)
    async with opened(ladder.cascade()) as pilot:
        await press(pilot, "a", "f")
        assert [line.strip("▌ ▸▾") for line in titles(pilot)] == [
            "Transform lives",
            "O Lead ↗",
            "O Improve sales across the team ◆★",
            "Close rate to 27 %",
        ]
        await press(pilot, "escape", "slash", *"six", "enter")
        assert any("Six calls" in line for line in titles(pilot))
        assert not any("Close rate" in line for line in titles(pilot))
        await press(pilot, "escape")
        assert "by alignment" in shown_on(pilot)


async def test_a_teammates_alignment_comes_in_and_the_cursor_stays(ladder: Ladder) -> None:
    async with opened(ladder.cascade()) as pilot:
        await press(pilot, "a")
        screen(pilot).show("objective", ladder.objective)
        await settled(pilot)
        new = create(ladder.ben, New("objective", {"title": "Ben's", "unit": ladder.product, "cycle": ladder.cycle}))
        align(ladder.ben, new.ids[0], ladder.mission)
        ladder.sync()
        await settled(pilot)
        assert any("Ben's" in line for line in titles(pilot))
        assert here(pilot).startswith("O Improve sales")


async def test_a_share_that_is_answered_shows_at_once(ladder: Ladder) -> None:
    app = ladder.cascade()
    async with opened(app) as pilot:
        await press(pilot, "a", "Z")
        create(ladder.ana, New("share", {"objective": ladder.lead, "unit": ladder.product, "state": "declined"}))
        await settled(pilot)
        assert "⇄ Product  declined to share" in shown(app)


async def test_a_deleted_parent_is_explained_in_tree_and_detail(ladder: Ladder) -> None:
    app = ladder.cascade()
    async with opened(app, (120, 40)) as pilot:
        delete(ladder.ana, "objective", ladder.lead)
        await settled(pilot)
        await press(pilot, "a")
        screen(pilot).show("objective", ladder.objective)
        await settled(pilot)
        assert "Serves nothing" in shown(app)
        assert "Lead (deleted)" in shown(app)
        assert re.search(r"│.*Lead \(deleted\)", shown(app))


async def test_the_slider_shows_the_alignment_of_the_day(ladder: Ladder) -> None:
    ladder.now = datetime.fromisoformat("2026-11-28T09:41:00+00:00")
    ladder.ana.pass_day()
    align(ladder.ana, ladder.objective_of(ladder.product, "Later"), ladder.mission)
    app = ladder.cascade()
    async with opened(app) as pilot:
        await press(pilot, "a")
        assert any("Later" in line for line in titles(pilot))
        await press(pilot, "t")
        assert "as of 21 Nov 2026" in shown(app)
        assert not any("Later" in line for line in titles(pilot))
        assert any("Lead" in line for line in titles(pilot))
        await press(pilot, "t")
        assert any("Later" in line for line in titles(pilot))


async def test_many_units_are_walked_aside(ladder: Ladder) -> None:
    create(ladder.ana, *(New("unit", {"name": f"Unit {n}", "parent": ladder.company}) for n in range(150)))
    async with opened(ladder.cascade()) as pilot:
        await press(pilot, "a")
        assert titles(pilot)[0].startswith("▌▾ Transform lives") or titles(pilot)[0].startswith(" ▾ Transform lives")


# --- the matrix


def screen_name(pilot: Pilot[str]) -> str:
    return type(pilot.app.screen).__name__


async def test_the_matrix_leads_to_the_objectives_behind_a_cell(ladder: Ladder) -> None:
    app = ladder.cascade()
    async with opened(app) as pilot:
        await press(pilot, "W")
        assert screen_name(pilot) == "MatrixScreen"
        assert "Who works with whom in Northwind" in shown(app)
        await press(pilot, "j", "l", "l")
        assert "Product for Sales: 1 objective serves theirs" in shown(app)
        await press(pilot, "enter")
        assert screen_name(pilot) == "MatrixCellScreen"
        assert "Call more ◆" in shown(app)
        assert "→ Improve sales across the team" in shown(app)
        await press(pilot, "enter")
        assert screen_name(pilot) == "DetailScreen"
        await press(pilot, "escape", "escape")
        assert "Product for Sales" in shown(app)


async def test_an_empty_cell_says_so_and_a_unit_can_be_gone_into(ladder: Ladder) -> None:
    ladder.make("unit", name="Nights", level="team", parent=ladder.product)
    app = ladder.cascade()
    async with opened(app) as pilot:
        await press(pilot, "W", "enter")
        assert "No objective is behind this cell" in shown(app)
        await press(pilot, "j", "space")
        assert "Who works with whom in Product" in shown(app)
        assert "Nights" in shown(app)


async def test_a_wide_matrix_scrolls_to_its_cursor(ladder: Ladder) -> None:
    create(ladder.ana, *(New("unit", {"name": f"Unit {n:02}", "parent": ladder.company}) for n in range(30)))
    app = ladder.cascade()
    async with opened(app) as pilot:
        await press(pilot, "W")
        assert "Unit 29" not in shown(app)
        await press(pilot, "G")
        assert "within Unit 29" in shown(app)
        assert shown(app).count("Unit 29") == 3  # the row, the column and the words


# --- several parents in the form


async def test_a_form_takes_several_parents_and_writes_them_in_one_act(ladder: Ladder) -> None:
    before = sum(1 for _ in ladder.ana.replica.own_lines())
    async with opened(ladder.cascade()) as pilot:
        saved: list[str] = []
        job = ObjectiveJob(ladder.ana, unit=ladder.sales)
        await pilot.app.push_screen(FormScreen(job, lambda _, id: saved.append(id)))
        await press(pilot, *"Both", "tab", "tab", *"transform", "tab")
        form = pilot.app.screen
        while "Also serves" not in here_label(form):
            await press(pilot, "tab")
        await press(pilot, *"lead", "ctrl+s")
    assert {each.parent for each in ladder.ana.company.serves(saved[0])} == {ladder.mission, ladder.lead}
    assert sum(1 for _ in ladder.ana.replica.own_lines()) == before + 1


def here_label(form: object) -> str:
    assert isinstance(form, FormScreen)
    field = form.form.here
    return field.label if field else ""


async def test_one_of_several_parents_can_be_taken_away(ladder: Ladder) -> None:
    async with opened(ladder.cascade()) as pilot:
        screen(pilot).show("objective", ladder.more)
        await press(pilot, "e", "tab", "tab")
        assert here_label(pilot.app.screen) == "Serves"
        await press(pilot, "backspace", "ctrl+s")
    assert len(ladder.ana.company.serves(ladder.more)) == 1


async def test_a_loop_that_was_cut_is_said_where_it_is_and_in_the_detail(ladder: Ladder) -> None:
    fields = {"child": ladder.lead, "parent": ladder.more}
    by_hand(ladder.ana, *ops("alignment", derived_id("alignment", ladder.lead, ladder.more), fields))
    app = ladder.cascade()
    async with opened(app, (120, 40)) as pilot:
        screen(pilot).show("objective", ladder.lead)
        await press(pilot, "a", "Z")
        assert any("O Lead ↗ ⟲  cut: it would close" in line for line in shown(app).splitlines())
        assert re.search(r"│.*⟲ Call more  cut: it would close a loop", shown(app))
