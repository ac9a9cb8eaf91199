"""The setting wizard: its steps, what the coach says while one types, and that nothing typed is lost."""

from decimal import Decimal
from pathlib import Path

import pytest
from textual.events import Key
from textual.pilot import Pilot

from okrtui.app import OkrtuiApp
from okrtui.okr.kinds import Stage
from okrtui.okr.records import Objective
from okrtui.widgets.form import Form
from okrtui.workspace import sketch
from okrtui.workspace.undoing import undo
from okrtui.workspace.workspace import Workspace
from tests.screens.pair import opened, settled, shown
from tests.screens.quarter import TASKS, Quarter

STEPS = ("1 KEY POINTS", "2 KEY ISSUE", "3 OBJECTIVE", "4 DRIVERS", "5 KEY RESULTS", "6 STRETCH")


@pytest.fixture
def quarter(tmp_path: Path) -> Quarter:
    made = Quarter(tmp_path)
    made.half()
    return made


async def press(pilot: Pilot[str], *keys: str) -> None:
    for key in keys:
        await pilot.press({" ": "space", "%": "percent_sign"}.get(key, key))
    await settled(pilot)


def text(pilot: Pilot[str]) -> str:
    app = pilot.app
    assert isinstance(app, OkrtuiApp)
    return shown(app)


async def begin(pilot: Pilot[str]) -> None:
    """Open the wizard for Sales."""
    await press(pilot, "g")
    for _ in range(20):
        if any(row.startswith("▌") and "Sales" in row and "/5" in row for row in text(pilot).splitlines()):
            break
        await press(pilot, "j")
    await press(pilot, "n")
    assert "Sales, 2027-Q1" in text(pilot)


def lines(workspace: Workspace) -> int:
    return sum(1 for _ in workspace.replica.own_lines())


def planned(quarter: Quarter, title: str) -> Objective:
    (found,) = [each for each in quarter.ana.company.objectives_of(quarter.sales, quarter.cycle) if each.title == title]
    return found


async def test_enter_goes_through_every_step_and_makes_everything_in_one_act(quarter: Quarter) -> None:
    before = lines(quarter.ana)
    async with opened(quarter.planning()) as pilot:
        await begin(pilot)
        assert STEPS[0] in text(pilot)
        await press(pilot, *"Keep clients", "enter")
        await press(pilot, *"They leave early", "enter")
        assert STEPS[2] in text(pilot)
        await press(pilot, *"Clients love to stay", "enter", *"They get more", "enter", *"lead the", "enter")
        assert STEPS[3] in text(pilot)
        await press(pilot, *"A good start", "enter")
        assert STEPS[4] in text(pilot)
        await press(pilot, *"Renewals from 82 to 90 %", "enter", "enter", "enter", "enter", "enter", "enter")
        assert STEPS[5] in text(pilot)
        await press(pilot, "right", "enter", *"Hard but fair", "enter", "enter", "enter")
        assert "Saved: Clients love to stay · u undo" in text(pilot)
        assert "O Clients love to stay" in text(pilot)
    assert lines(quarter.ana) == before + 1
    made = planned(quarter, "Clients love to stay")
    assert (made.stage, made.owner, made.kind.value) == (Stage.DRAFT, quarter.ana.person, "aspirational")
    fields = quarter.ana.company.fields("objective", made.id) or {}
    answers = [fields[name] for name in ("key_points", "key_issue", "drivers", "stretch")]
    assert answers == ["Keep clients", "They leave early", "A good start", "Hard but fair"]
    assert [each.parent for each in quarter.ana.company.serves(made.id)] == [quarter.top]
    (key_result,) = quarter.ana.company.key_results_of(made.id)
    assert (key_result.start, key_result.target, key_result.unit_of_measure) == (Decimal(82), Decimal(90), "%")
    undo(quarter.ana)
    assert quarter.ana.company.objective(made.id) is None


async def test_the_coach_speaks_while_one_types_and_leads_to_the_field(quarter: Quarter) -> None:
    async with opened(quarter.planning()) as pilot:
        await begin(pilot)
        await press(pilot, "pagedown", "pagedown", *"Raise NPS by 20")
        assert "warning AL-ORPHAN" in text(pilot)
        assert "hint O-QUAL  The title counts (20)" in text(pilot)
        await press(pilot, "ctrl+g", *"lead the", "tab")
        assert "AL-ORPHAN" not in text(pilot)
        assert STEPS[3] in text(pilot)
        await press(pilot, "pageup", *["backspace"] * 6)
        assert "O-QUAL" not in text(pilot)


async def test_three_tasks_posing_as_key_results_become_initiatives_with_one_key_each(quarter: Quarter) -> None:
    async with opened(quarter.planning()) as pilot:
        await begin(pilot)
        await press(pilot, "pagedown", "pagedown", *"A new product line", "pagedown", "pagedown")
        for task in TASKS:
            await press(pilot, *task)
            assert "warning KR-TASK" in text(pilot)
            await press(pilot, "ctrl+g")
            assert f"Initiative: {task}" in text(pilot)
            assert "KR-TASK" not in text(pilot)
        await press(pilot, *"Buyers from 0 to 100 people", "ctrl+s")
    made = planned(quarter, "A new product line")
    company = quarter.ana.company
    assert {company.title(id) for id in company.pointing("initiative", "subject", made.id)} == set(TASKS)
    assert [each.title for each in company.key_results_of(made.id)] == ["Buyers from 0 to 100 people"]


async def test_what_stands_behind_a_task_moves_up_and_keeps_its_figures(quarter: Quarter) -> None:
    async with opened(quarter.planning()) as pilot:
        await begin(pilot)
        await press(pilot, "pagedown", "pagedown", *"Grow", "pagedown", "pagedown", *TASKS[0], *["tab"] * 5)
        await press(pilot, *"Rate from 22 to 27 %", *["shift+tab"] * 3, "ctrl+g", "ctrl+s")
    (key_result,) = quarter.ana.company.key_results_of(planned(quarter, "Grow").id)
    assert (key_result.title, key_result.start, key_result.target) == ("Rate from 22 to 27 %", Decimal(22), Decimal(27))


async def test_stopping_keeps_everything_and_n_goes_on_with_it(quarter: Quarter) -> None:
    async with opened(quarter.planning()) as pilot:
        await begin(pilot)
        await press(pilot, *"Points", "pagedown", "pagedown", *"Half a thought", "pagedown", "pagedown", *TASKS[0])
        await press(pilot, "ctrl+g", "escape")
        assert "Kept as a draft, until okrtui closes · n goes on with it" in text(pilot)
        await press(pilot, "n")
        assert STEPS[4] in text(pilot)
        assert f"Initiative: {TASKS[0]}" in text(pilot)
        await press(pilot, "pageup", "pageup")
        assert "Half a thought" in text(pilot)
        await press(pilot, "ctrl+x", "t")
        assert STEPS[0] in text(pilot)
        assert "Points" not in text(pilot).replace("KEY POINTS", "").replace("Key points", "")


async def test_shift_tab_at_the_first_field_goes_a_step_back(quarter: Quarter) -> None:
    async with opened(quarter.planning()) as pilot:
        await begin(pilot)
        await press(pilot, "enter", "enter")
        assert STEPS[2] in text(pilot)
        await press(pilot, "shift+tab")
        assert STEPS[1] in text(pilot)


async def test_finishing_without_a_title_goes_where_it_is_missing(quarter: Quarter) -> None:
    before = lines(quarter.ana)
    async with opened(quarter.planning()) as pilot:
        await begin(pilot)
        await press(pilot, *"Points", "ctrl+s")
        assert STEPS[2] in text(pilot)
        assert "Not made yet: objective" in text(pilot)
    assert lines(quarter.ana) == before


async def test_letters_typed_right_before_finishing_are_not_lost(quarter: Quarter) -> None:
    async with opened(quarter.planning()) as pilot:
        await begin(pilot)
        await pilot.press("pagedown", "pagedown", *"Typed", "pagedown", "pagedown", *"Rate", "ctrl+s")
        await settled(pilot)
    assert [each.title for each in quarter.ana.company.key_results_of(planned(quarter, "Typed").id)] == ["Rate"]


async def test_keys_that_come_in_one_burst_go_to_the_fields_they_are_meant_for(quarter: Quarter) -> None:
    async with opened(quarter.planning()) as pilot:
        await begin(pilot)
        form = pilot.app.screen.query_one(Form)
        for key in "Points\rIssue\rAim\r\r\rDrivers\rRate from 22 to 27\r\r\r\r\rCalls to 9\r":
            name = {"\r": "enter", " ": "space"}.get(key, key)
            form.post_message(Key(name, None if key == "\r" else key))
        await settled(pilot)
        await press(pilot, "ctrl+s")
    found = quarter.ana.company.key_results_of(planned(quarter, "Aim").id)
    targets = [("Rate from 22 to 27", Decimal(27)), ("Calls to 9", Decimal(9))]
    assert [(each.title, each.target) for each in found] == targets


# --- the sketch


def test_a_sketch_is_judged_among_what_is_there_and_leaves_nothing_behind(quarter: Quarter) -> None:
    ana, before = quarter.ana, lines(quarter.ana)
    objective = {"title": "Improve", "unit": quarter.sales, "cycle": quarter.cycle, "owner": ana.person}
    task = {"title": TASKS[0], "metric": "increase"}
    found = {(each.rule, each.id) for each in sketch.findings(ana, objective, [task], None)}
    assert ("AL-ORPHAN", sketch.OBJECTIVE) in found
    assert ("KR-TASK", sketch.key_result_id(0)) in found
    aligned = {each.rule for each in sketch.findings(ana, objective, [task], quarter.top)}
    assert "AL-ORPHAN" not in aligned
    copied = sketch.findings(ana, objective | {"title": "Lead the industry 🚀"}, [], quarter.top)
    assert "AL-COPY" in {each.rule for each in copied}
    assert lines(ana) == before
    assert ana.company.objective(sketch.OBJECTIVE) is None


def test_one_objective_too_many_is_said_before_it_is_made(quarter: Quarter) -> None:
    for number in range(4):
        quarter.objective_of(quarter.sales, f"More {number}", quarter.ana.person, quarter.top)
    objective = {"title": "The sixth", "unit": quarter.sales, "cycle": quarter.cycle, "owner": quarter.ana.person}
    found = sketch.findings(quarter.ana, objective, [], quarter.top)
    assert ("O-MAX", quarter.sales) in {(each.rule, each.id) for each in found}
