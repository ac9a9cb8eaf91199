"""The forms: what is asked, what is written, and that nothing typed is lost."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from textual.pilot import Pilot

from okrtui.app import OkrtuiApp
from okrtui.okr.kinds import Level, Metric, Stage
from okrtui.okr.models import fields_of
from okrtui.screens.form_group import Group
from okrtui.screens.form_job import Job
from okrtui.screens.form_jobs import KeyResultJob, PersonJob, UnitJob, job_of
from okrtui.screens.form_objective import ObjectiveJob
from okrtui.screens.forms import FormScreen
from okrtui.widgets.fields import ChoiceField
from okrtui.workspace.edits import New, align, create
from okrtui.workspace.founding import init_workspace
from okrtui.workspace.moment import Moment
from okrtui.workspace.own_unit import individual_unit_id
from okrtui.workspace.workspace import Workspace
from tests.screens.pair import TODAY, Pair, opened, set_field, settled, shown


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    made = Pair(tmp_path)
    made.sync()
    return made


def app_of(pair: Pair) -> OkrtuiApp:
    return OkrtuiApp(pair.ana, pair.data, start="cascade", is_live=False)


async def press(pilot: Pilot[str], *keys: str) -> None:
    for key in keys:
        await pilot.press({" ": "space", ",": "comma", ".": "full_stop", "%": "percent_sign"}.get(key, key))
    await settled(pilot)


async def open_job(pilot: Pilot[str], job: Job) -> list[tuple[str, str]]:
    """Open a form; what it will have saved."""
    saved: list[tuple[str, str]] = []
    await pilot.app.push_screen(FormScreen(job, lambda kind, id: saved.append((kind, id))))
    await settled(pilot)
    return saved


def text(pilot: Pilot[str]) -> str:
    app = pilot.app
    assert isinstance(app, OkrtuiApp)
    return shown(app)


def lines(workspace: Workspace) -> int:
    return sum(1 for _ in workspace.replica.own_lines())


# --- making


async def test_the_first_objective_with_its_key_result_takes_seven_keys(tmp_path: Path) -> None:
    moment = Moment(clock=lambda: int(TODAY.timestamp() * 1000))
    workspace = init_workspace(tmp_path / "ana", tmp_path / "s", "Northwind", "Ana Ruiz <a@b.c>", moment=moment)
    before = lines(workspace)
    app = OkrtuiApp(workspace, tmp_path / "ana", is_live=False)
    async with opened(app) as pilot:
        await press(pilot, "2")
        await press(pilot, "n")
        await press(pilot, "enter")
        await press(pilot, *"Sell more", "enter", "enter", "enter", *"Close rate from 22 to 27 %", "ctrl+s")
        assert "Saved: Sell more · u undo" in shown(app)
        assert "▌  ▸ O Sell more ◆" in shown(app)
    assert lines(workspace) == before + 1
    objective = workspace.company.objectives_of(workspace.company.child_units(None)[0].id, None)[0]
    assert (objective.owner, objective.stage) == (workspace.person, Stage.ACTIVE)
    assert objective.cycle == workspace.company.cycles()[0].id
    (key_result,) = workspace.company.key_results_of(objective.id)
    assert (key_result.title, key_result.metric) == ("Close rate from 22 to 27 %", Metric.INCREASE)
    figures = (Decimal(22), Decimal(27), "%")
    assert (key_result.start, key_result.target, key_result.unit_of_measure) == figures


async def test_an_objective_of_ones_own_makes_ones_own_unit(pair: Pair) -> None:
    async with opened(app_of(pair)) as pilot:
        saved = await open_job(pilot, ObjectiveJob(pair.ana))
        await press(pilot, *"Mine", "ctrl+s")
    ((_, id),) = saved
    objective = pair.ana.company.objective(id)
    assert objective is not None
    unit = pair.ana.company.unit(objective.unit)
    assert unit is not None
    assert (unit.id, unit.level) == (individual_unit_id(pair.ana.person), Level.INDIVIDUAL)


async def test_key_results_keep_their_order_and_milestones_belong_to_theirs(pair: Pair) -> None:
    async with opened(app_of(pair)) as pilot:
        saved = await open_job(pilot, ObjectiveJob(pair.ana, unit=pair.sales))
        await press(pilot, *"Ship it", "tab", "tab", "tab", *"First to 5", *["tab"] * 5)
        await press(pilot, *"Second", "tab", "m", "tab", *"Plan", "tab", *"Build", "tab", "tab", *"Third", "ctrl+s")
    ((_, id),) = saved
    found = pair.ana.company.key_results_of(id)
    assert [each.title for each in found] == ["First to 5", "Second", "Third"]
    steps = pair.ana.company.milestones_of(found[1].id)
    assert [fields["title"] for _, fields in steps] == ["Plan", "Build"]


async def test_what_it_serves_is_aligned_in_the_same_act(pair: Pair) -> None:
    before = lines(pair.ana)
    async with opened(app_of(pair)) as pilot:
        saved = await open_job(pilot, ObjectiveJob(pair.ana, unit=pair.sales))
        await press(pilot, *"Below", "tab", "tab", *"improve", "enter", "ctrl+s")
    ((_, id),) = saved
    assert [each.parent for each in pair.ana.company.serves(id)] == [pair.objective]
    assert lines(pair.ana) == before + 1


async def test_a_unit_and_a_person(pair: Pair) -> None:
    async with opened(app_of(pair)) as pilot:
        saved = await open_job(pilot, UnitJob(pair.ana, parent=pair.sales))
        await press(pilot, *"Nights", "tab", "tab", *"ben", "ctrl+s")
        ((_, unit),) = saved
        made = pair.ana.company.unit(unit)
        assert made is not None
        assert (made.name, made.level, made.parent, made.lead) == ("Nights", Level.TEAM, pair.sales, pair.ben.person)
        saved = await open_job(pilot, PersonJob(pair.ana, unit=unit))
        await press(pilot, *"Zoe", "tab", *"zoe", "at", *"x", "ctrl+s")
        assert [person.name for person in pair.ana.company.members(unit)] == ["Zoe"]


# --- checking


async def test_what_is_wrong_is_said_while_one_types_and_keeps_it_from_being_saved(pair: Pair) -> None:
    before = lines(pair.ana)
    async with opened(app_of(pair)) as pilot:
        saved = await open_job(pilot, KeyResultJob(pair.ana, objective=pair.objective))
        await press(pilot, *"Rate", "tab", "tab", *"12x")
        assert "From: not a number: '12x'" in text(pilot)
        await press(pilot, "ctrl+s")
        assert saved == []
        assert lines(pair.ana) == before
        await press(pilot, "backspace")
        assert "not a number" not in text(pilot)
        await press(pilot, "tab", *"12")
        assert "To: equals the start 12" in text(pilot)


async def test_nothing_is_missing_before_one_saves(pair: Pair) -> None:
    async with opened(app_of(pair)) as pilot:
        await open_job(pilot, ObjectiveJob(pair.ana, unit=pair.sales))
        await press(pilot, "tab", *"x")
        assert "is needed" not in text(pilot)
        await press(pilot, "ctrl+s")
        assert "is needed" in text(pilot)
        assert "Not saved yet" in text(pilot)
        await press(pilot, *"T")
        assert "is needed" not in text(pilot)


async def test_a_number_says_how_it_was_understood(pair: Pair) -> None:
    async with opened(app_of(pair)) as pilot:
        await open_job(pilot, KeyResultJob(pair.ana, objective=pair.objective))
        await press(pilot, *"Rate", "tab", "tab", "tab", *"1.5k")
        assert "= 1500" in text(pilot)
        await press(pilot, *["tab"] * 3, *"31 dec")
        assert "= 2026-12-31" in text(pilot)


async def test_a_name_that_nobody_has_is_no_owner(pair: Pair) -> None:
    async with opened(app_of(pair)) as pilot:
        saved = await open_job(pilot, job_of(pair.ana, "objective", pair.objective))
        await press(pilot, *["tab"] * 4, *"nobody", "tab")
        assert "no person is called so" in text(pilot)
        await press(pilot, "ctrl+s")
        assert saved == []


# --- editing


async def test_only_what_was_changed_is_written_over_what_was_shown(pair: Pair) -> None:
    async with opened(app_of(pair)) as pilot:
        await open_job(pilot, job_of(pair.ana, "objective", pair.objective))
        set_field(pair.ben, "objective", pair.objective, "title", "Ben's title")
        set_field(pair.ben, "objective", pair.objective, "rationale", "Ben's reason")
        pair.ben.meet()
        pair.ana.meet()
        await settled(pilot)
        assert "saving keeps both" in text(pilot)
        await press(pilot, "!", "ctrl+s")
    state = pair.ana.replica.state
    title = state.register("objective", pair.objective, "title")
    reason = state.register("objective", pair.objective, "rationale")
    assert title is not None
    assert reason is not None
    assert {str(head.value) for head in title.heads} == {"Ben's title", "Improve sales across the team!"}
    assert [str(head.value) for head in reason.heads] == ["Ben's reason"]


async def test_nothing_changed_writes_nothing(pair: Pair) -> None:
    before = lines(pair.ana)
    async with opened(app_of(pair)) as pilot:
        await open_job(pilot, job_of(pair.ana, "key_result", pair.rate))
        await press(pilot, "ctrl+s")
        assert "Nothing was changed" in text(pilot)
    assert lines(pair.ana) == before


async def test_another_metric_asks_for_other_numbers_and_forgets_the_old(pair: Pair) -> None:
    async with opened(app_of(pair)) as pilot:
        await open_job(pilot, job_of(pair.ana, "key_result", pair.rate))
        await press(pilot, "tab", "b", "tab", *"20", "tab", *"30", "ctrl+s")
    fields = pair.ana.company.fields("key_result", pair.rate)
    assert fields is not None
    assert (fields["metric"], fields["low"], fields["high"]) == ("between", 20, 30)
    assert (fields["start"], fields["target"]) == (None, None)


async def test_milestones_are_renamed_added_and_taken_away_in_one_act(pair: Pair) -> None:
    build = pair.make("key_result", objective=pair.objective, title="Portal", metric="milestones")
    create(pair.ana, *(New("milestone", {"key_result": build, "title": title}) for title in ("Plan", "Build")))
    before = lines(pair.ana)
    async with opened(app_of(pair)) as pilot:
        await open_job(pilot, job_of(pair.ana, "key_result", build))
        await press(pilot, "tab", "tab", "ctrl+u", "tab", *"er", "tab", *"Test", "ctrl+s")
    assert [fields["title"] for _, fields in pair.ana.company.milestones_of(build)] == ["Builder", "Test"]
    assert lines(pair.ana) == before + 1


async def test_the_parent_is_replaced(pair: Pair) -> None:
    first = pair.make("mission", statement="First mission", unit=pair.sales)
    second = pair.make("mission", statement="Second mission", unit=pair.sales)
    align(pair.ana, pair.objective, first)
    async with opened(app_of(pair)) as pilot:
        await open_job(pilot, job_of(pair.ana, "objective", pair.objective))
        await press(pilot, "tab", "tab", *"second", "ctrl+s")
    assert [each.parent for each in pair.ana.company.serves(pair.objective)] == [second]


# --- leaving


async def test_leaving_untouched_asks_nothing(pair: Pair) -> None:
    async with opened(app_of(pair)) as pilot:
        await open_job(pilot, job_of(pair.ana, "objective", pair.objective))
        await press(pilot, "tab", "tab", "escape")
        assert not isinstance(pilot.app.screen, FormScreen)


@pytest.mark.parametrize("make", [lambda ws, o: ObjectiveJob(ws), lambda ws, o: KeyResultJob(ws, objective=o)])
async def test_what_was_typed_is_kept_as_a_draft(pair: Pair, make: Callable[[Workspace, str], Job]) -> None:
    before = lines(pair.ana)
    async with opened(app_of(pair)) as pilot:
        await open_job(pilot, make(pair.ana, pair.objective))
        await press(pilot, *"Half a thought", "escape")
        assert "What you typed is not saved" in text(pilot)
        await press(pilot, "k")
        assert not isinstance(pilot.app.screen, FormScreen)
        await open_job(pilot, make(pair.ana, pair.objective))
        assert "Half a thought" in text(pilot)
        await press(pilot, "escape", "t")
        await open_job(pilot, make(pair.ana, pair.objective))
        assert "Half a thought" not in text(pilot)
    assert lines(pair.ana) == before


async def test_a_draft_has_everything_that_was_typed(pair: Pair) -> None:
    async with opened(app_of(pair)) as pilot:
        await open_job(pilot, ObjectiveJob(pair.ana, unit=pair.sales))
        await press(pilot, *"Ship", "tab", *"Why not", "tab", *"improve", "tab", *"One", "tab", "m", "tab", *"Step")
        await press(pilot, "tab", "tab", *"Two to 7", "escape", "k")
        saved = await open_job(pilot, ObjectiveJob(pair.ana, unit=pair.sales))
        await press(pilot, "ctrl+s")
    ((_, id),) = saved
    objective = pair.ana.company.objective(id)
    assert objective is not None
    assert (objective.title, objective.rationale) == ("Ship", "Why not")
    assert [each.parent for each in pair.ana.company.serves(id)] == [pair.objective]
    found = pair.ana.company.key_results_of(id)
    assert [(each.title, each.metric) for each in found] == [("One", "milestones"), ("Two to 7", "increase")]
    assert len(pair.ana.company.milestones_of(found[0].id)) == 1


async def test_escape_goes_on_with_it(pair: Pair) -> None:
    async with opened(app_of(pair)) as pilot:
        await open_job(pilot, ObjectiveJob(pair.ana, unit=pair.sales))
        await press(pilot, *"Half", "escape", "escape", *" done")
        assert "Half done" in text(pilot)


async def test_saving_from_the_question(pair: Pair) -> None:
    async with opened(app_of(pair)) as pilot:
        saved = await open_job(pilot, ObjectiveJob(pair.ana, unit=pair.sales))
        await press(pilot, *"Half", "escape", "enter")
        assert len(saved) == 1


# --- the forms and the models


def jobs(pair: Pair) -> list[Job]:
    found: list[Job] = [
        ObjectiveJob(pair.ana),
        KeyResultJob(pair.ana, objective=pair.objective),
        UnitJob(pair.ana, parent=pair.sales),
        PersonJob(pair.ana, unit=pair.sales),
    ]
    ids = {"objective": pair.objective, "key_result": pair.rate, "unit": pair.sales, "person": pair.ana.person}
    return found + [job_of(pair.ana, kind, id) for kind, id in ids.items()]


def test_forms_ask_for_what_the_models_have(pair: Pair) -> None:
    for job in jobs(pair):
        group: Group = job.group
        specs = {spec.name: spec for spec in fields_of(group.kind)}
        assert group.fields.keys() <= specs.keys()
        for name, field in group.fields.items():
            if isinstance(field, ChoiceField):
                words = tuple(option.word for option in field.options if option.word)
                assert words == (specs[name].enum_values or ("no", "yes"))


def test_forms_to_edit_leave_nothing_out(pair: Pair) -> None:
    for job in jobs(pair)[4:]:
        asked = job.group.fields.keys() | {"objective", "carried_from"}  # what it goes on with is no matter of choice
        assert {spec.name for spec in fields_of(job.group.kind)} <= asked
