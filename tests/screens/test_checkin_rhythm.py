"""The check-in wizard over the weeks: last week's next step, other days, history, what is changed and moved."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from okrtui.screens.checkin import CheckinScreen
from okrtui.screens.detail import DetailScreen
from okrtui.screens.history import HistoryScreen
from okrtui.workspace.blockers import blockers_on, raise_blocker
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.closing import close_cycle
from okrtui.workspace.linting import linting
from okrtui.workspace.next_steps import open_steps
from okrtui.workspace.scoring import agree_scores
from okrtui.workspace.undoing import undo
from tests.screens.checkin_world import World
from tests.screens.pair import shown
from tests.screens.test_checkin import Wizard, last_fields, opened, values


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def with_step(world: World, text: str = "Call the ten oldest leads") -> str:
    """A key result whose last check-in, of 13 November, named a next step."""
    rate = world.close_rate()
    check_in(world.workspace, rate, 24, confidence=6, notes={"next_step": text}, on=date(2026, 11, 13))
    return rate


# --- last week's next step


async def test_last_weeks_next_step_comes_back_and_is_ticked_by_one_key(world: World) -> None:
    rate = with_step(world)
    world.calls()
    async with opened(world) as wizard:
        assert wizard.line("next step") == "next step ○ Call the ten oldest leads d done"
        await wizard.keys("d")
        assert wizard.line("next step") == "next step ✓ Call the ten oldest leads d not yet"
        assert "Done: Call the ten oldest leads · u undo" in wizard.text
        assert open_steps(world.workspace, [rate]) == []
        await wizard.keys("d")
        assert wizard.line("next step") == "next step ○ Call the ten oldest leads d done"
        await wizard.keys("d", "enter", "7", "enter")
        assert wizard.line("next step") == ""
    assert [step.is_done for step in open_steps(world.workspace, [rate])] == []
    assert len(values(world, rate)) == 5


async def test_a_tick_is_taken_back_by_u(world: World) -> None:
    rate = with_step(world)
    async with opened(world) as wizard:
        await wizard.keys("d", "u")
        assert wizard.line("next step") == "next step ○ Call the ten oldest leads d done"
        assert [step.text for step in open_steps(world.workspace, [rate])] == ["Call the ten oldest leads"]


async def test_the_step_named_now_is_not_last_weeks(world: World) -> None:
    with_step(world)
    world.calls()
    async with opened(world) as wizard:
        await wizard.keys("n")
        await wizard.type("write to Ben")
        await wizard.keys("enter", "enter", "7", "enter")
        await wizard.keys("shift+tab")
        assert wizard.line("next step").startswith("next step ○ Call the ten oldest leads")


async def test_without_a_step_the_key_does_nothing(world: World) -> None:
    world.close_rate()
    async with opened(world) as wizard:
        await wizard.keys("d")
        assert wizard.line("next step") == ""
        assert wizard.line("now").startswith("now [ 24 ] %")


# --- another day


async def test_a_check_in_for_an_earlier_day_shows_how_it_stood_then(world: World) -> None:
    rate = world.close_rate()
    world.calls()
    async with opened(world) as wizard:
        await wizard.keys("D")
        await wizard.type("-9d")
        await wizard.keys("enter")
        assert "Check-in for 11 Nov · week 6 · Ana Ruiz" in wizard.text
        assert wizard.line("last time").startswith("last time 23 % 5 Nov confidence 7 “first week with")
        assert wizard.line("on 11 Nov").startswith("on 11 Nov [ 23 ] %")
        assert "24 % of 12 Nov stays the current value" in wizard.text
        assert wizard.line("before").endswith("20% ■ at risk")
        await wizard.type("23.5")
        await wizard.keys("enter", "5")
        assert "Checked in 23.5 % for 11 Nov · u undo" in wizard.text
        assert "Six calls" in wizard.text  # what is current was not asked about
        assert "Check-in for 11 Nov" in wizard.text  # and the day stays
        await wizard.keys("D")
        await wizard.type("today")
        await wizard.keys("enter")
        assert "Check-in · week 8" in wizard.text
    found = world.workspace.company.check_ins_of(rate)
    assert [(str(each.date), each.value) for each in found[-2:]] == [("2026-11-11", 23.5), ("2026-11-12", 24)]


async def test_the_day_that_is_meant_has_come(world: World) -> None:
    rate = world.close_rate()
    async with opened(world) as wizard:
        await wizard.keys("D")
        await wizard.type("tomorrow")
        await wizard.keys("enter")
        assert "21 Nov lies ahead: one checks in for a day that has come" in wizard.text
        await wizard.keys("ctrl+u")
        await wizard.type("someday")
        await wizard.keys("enter")
        assert "not a date: 'someday'" in wizard.text
        await wizard.keys("escape", "enter", "6", "enter")
    assert str(world.workspace.company.check_ins_of(rate)[-1].date) == "2026-11-20"


async def test_a_day_after_the_last_check_in_is_current_and_asked_about(world: World) -> None:
    rate = world.close_rate()
    async with opened(world) as wizard:
        await wizard.keys("D")
        await wizard.type("yesterday")
        await wizard.keys("enter", "enter", "4")
        assert wizard.line("off track").startswith("off track ▲ attention")
    assert str(world.workspace.company.check_ins_of(rate)[-1].date) == "2026-11-19"


async def test_what_was_saved_goes_to_another_day_with_its_check_in(world: World) -> None:
    rate = world.close_rate()
    world.calls()
    async with opened(world) as wizard:
        await wizard.type("25.5")
        await wizard.keys("enter", "7")
        await wizard.keys("shift+tab", "D")
        await wizard.type("yesterday")
        await wizard.keys("enter", "enter", "7")
        assert "Checked in 25.5 % for 19 Nov" in wizard.text
    assert [str(each.date) for each in world.workspace.company.check_ins_of(rate)[-2:]] == ["2026-11-12", "2026-11-19"]


async def test_two_check_ins_of_one_day_are_both_kept_and_the_later_counts(world: World) -> None:
    calls = world.calls()
    for value in ("5.5", "5.7"):
        async with opened(world, start="week", only=[calls]) as wizard:
            await wizard.type(value)
            await wizard.keys("enter", "8")
        world.clock.now = world.clock.now.replace(hour=17)
    assert values(world, calls) == [5, 5.5, 5.7]
    assert world.workspace.standings.key_result(calls).last is not None
    assert str(world.workspace.standings.key_result(calls).value) == "5.7"


# --- history


@pytest.mark.parametrize("start", ["checkin", "week"])
async def test_history_is_one_key_away_and_what_was_typed_is_there_after_it(world: World, start: str) -> None:
    rate = world.close_rate()
    async with opened(world, start=start) as wizard:
        await wizard.type("25.")
        await wizard.keys("h")
        assert isinstance(wizard.app.screen, HistoryScreen)
        await wizard.keys("1", "escape") if start == "checkin" else await wizard.keys("escape")
        assert wizard.line("now").startswith("now [ 25. ] %")
        await wizard.type("5")
        await wizard.keys("enter", "H", "escape", "7")
    assert values(world, rate)[-1] == 25.5


# --- an earlier check-in of one's own


async def detail_of(world: World, wizard: Wizard, key_result: str, *keys: str) -> None:
    await wizard.app.push_screen(DetailScreen("key_result", key_result))
    await wizard.rest()
    await wizard.keys(*keys)


async def test_an_earlier_check_in_is_changed_where_it_stands(world: World) -> None:
    rate = world.close_rate()
    async with opened(world, start="week", only=[]) as wizard:
        await wizard.keys("escape")
        await detail_of(world, wizard, rate, "j", "j", "e")  # the one of 5 November
        assert "Change a check-in for 5 Nov" in wizard.text
        assert wizard.line("on 5 Nov").startswith("on 5 Nov [ 23 ] %")
        assert wizard.line("note") == "note first week with the new script"
        assert wizard.line("last time").startswith("last time 22.5 %")
        assert "24 % of 12 Nov stays the current value" in wizard.text
        await wizard.type("23.4")
        await wizard.keys("enter", "8")
        assert isinstance(wizard.app.screen, DetailScreen)
        assert "Changed to 23.4 % for 5 Nov · u undo" in shown(wizard.app)
        assert values(world, rate) == [22.5, 23.4, 24]
        await wizard.keys("u")
    assert values(world, rate) == [22.5, 23, 24]


async def test_a_changed_check_in_says_so_and_can_move_to_another_day(world: World) -> None:
    rate = world.close_rate()
    async with opened(world, start="week", only=[]) as wizard:
        await wizard.keys("escape")
        await detail_of(world, wizard, rate, "j", "e", "D")
        await wizard.type("13 Nov")
        await wizard.keys("enter", "enter", "9")
        assert isinstance(wizard.app.screen, DetailScreen)
    last = world.workspace.company.check_ins_of(rate)[-1]
    assert (str(last.date), last.value, last.confidence) == ("2026-11-13", 24, 9)
    assert len(values(world, rate)) == 3


async def test_one_withdraws_ones_own_check_in_and_not_anothers(world: World) -> None:
    rate = world.close_rate()
    async with opened(world, start="week", only=[]) as wizard:
        await wizard.keys("escape")
        await detail_of(world, wizard, rate, "j", "d", "d")
        assert values(world, rate) == [22.5, 23]
        world.workspace.config = world.workspace.config._replace(person=world.person("Ben Okafor"))
        for key in ("e", "d"):
            await wizard.keys("j", "k", key)
            assert isinstance(wizard.app.screen, DetailScreen)
    assert values(world, rate) == [22.5, 23]


# --- measures, blockers, a moved target


async def test_measures_stand_beside_their_key_result_and_m_reads_them(world: World) -> None:
    rate = world.close_rate()
    demos = world._made("measure", key_result=rate, name="Demos held", target=12, unit_of_measure="demos")
    world._made("measure", key_result=rate, name="Proposals")
    world._made("reading", subject=demos, date="2026-11-13", value=9)
    async with opened(world) as wizard:
        assert wizard.line("measures") == "measures Demos held 9 of 12 demos a week 7 d ago m reads"
        assert "Proposals  not read yet" in wizard.text
        await wizard.keys("m")
        assert wizard.line("Demos held") == "Demos held target 12 demos a week, last 9 demos, enter"
        await wizard.type("x")
        await wizard.keys("enter")
        assert "not a number: 'x'" in wizard.text
        await wizard.keys("ctrl+u")
        await wizard.type("+2")
        await wizard.keys("enter")
        await wizard.type("5")
        await wizard.keys("enter")
        assert wizard.line("measures") == "measures Demos held 11 of 12 demos a week today m reads"
        await wizard.keys("u")
        assert "Proposals  not read yet" in wizard.text


async def test_what_is_in_the_way_shows_with_its_age_and_solver(world: World) -> None:
    rate = world.close_rate()
    world.clock.now = datetime(2026, 11, 8, 9, tzinfo=UTC)
    raise_blocker(world.workspace, rate, "No demo account")
    raise_blocker(world.workspace, rate, "No time", world.workspace.person)
    async with opened(world) as wizard:
        assert wizard.line("blocker") == "blocker 12 d No demo account nobody to solve it and 1 more"


async def test_a_blocker_may_be_nobodys_yet(world: World) -> None:
    rate = world.close_rate()
    async with opened(world) as wizard:
        await wizard.keys("b")
        await wizard.type("no demo system")
        await wizard.keys("enter")
        await wizard.type("nobody")
        await wizard.keys("enter")
        assert "Blocker raised · u undo" in wizard.text
    (found,) = blockers_on(world.workspace, rate)
    assert (found.description, found.solver) == ("no demo system", None)


async def test_both_targets_and_both_scores_show_once_one_was_adapted(world: World) -> None:
    rate = world.close_rate()
    async with opened(world) as wizard:
        await wizard.keys("enter", "4", "t")
        await wizard.type("25")
        await wizard.keys("enter")
        assert wizard.line("first aimed") == "first aimed at 27 % 40 % score 0.40"
        assert wizard.line("now aimed") == "now aimed at 25 % 67 % score 0.67"
        assert "TARGET-MOVED" in [finding.rule for finding in linting(world.workspace).coach.of(rate)]
        await wizard.keys("u")
        assert "first aimed" not in wizard.text
    key_result = world.workspace.company.key_result(rate)
    assert key_result is not None
    assert key_result.target == 27


async def test_the_ends_of_a_range_are_adapted(world: World) -> None:
    response = world.response()
    async with opened(world) as wizard:
        await wizard.keys("enter", "4", "t")
        await wizard.type("5")
        await wizard.keys("enter")
        await wizard.type("9")
        await wizard.keys("enter")
        assert wizard.line("first aimed") == "first aimed at 5–7 Tage 0 % score 0.00"
        assert wizard.line("now aimed") == "now aimed at 5–9 Tage 100 % score 1.00"
    assert undo(world.workspace)
    key_result = world.workspace.company.key_result(response)
    assert key_result is not None
    assert key_result.high == 7


# --- the keys it takes


async def test_four_key_results_with_a_note_and_a_blocker_take_few_keys(world: World) -> None:
    rate, calls = world.close_rate(), world.calls()
    world.pipeline(), world.response()
    async with opened(world) as wizard:
        for value, sure in (("8", "4"), ("24.5", "5"), ("5.2", "9"), ("640k", "x")):
            await wizard.type(value)
            if value == "5.2":
                await wizard.keys("o")
                await wizard.type("a good week")
                await wizard.keys("enter")
            await wizard.keys("enter", sure)
            if "off track" in wizard.text:
                await wizard.keys("b")
                await wizard.type("no demo account")
                await wizard.keys("enter", "enter", "enter")
        assert wizard.said().startswith("Checked in all 4 key results.")
        assert wizard.presses <= 20
        assert wizard.presses == 14
    assert last_fields(world, calls)["note"] == "a good week"
    assert len(list(world.workspace.company.live("blocker"))) == 1
    assert values(world, rate)[-1] == 24.5


async def test_for_someone_elses_key_result_from_the_detail_both_names_are_kept(world: World) -> None:
    ben = world.person("Ben Okafor")
    his = world.key_result("Renewals", start=82, target=90, unit_of_measure="%", owner=ben)
    async with opened(world, start="week", only=[]) as wizard:
        await wizard.keys("escape")
        await detail_of(world, wizard, his, "c")
        assert "Ana Ruiz for Ben Okafor" in wizard.text
        await wizard.type("88")
        await wizard.keys("enter", "5")
        assert not isinstance(wizard.app.screen, CheckinScreen)
    assert last_fields(world, his)["on_behalf_of"] == ben


async def test_a_check_in_into_a_closed_cycle_says_that_the_score_stays(world: World) -> None:
    rate = world.close_rate()
    async with opened(world, start="week", only=[rate]) as wizard:
        agree_scores(world.workspace, [id for id, _ in world.workspace.company.live("key_result")])
        close_cycle(world.workspace, world.cycle)
        await wizard.rest()
        await wizard.type("26")
        await wizard.keys("enter", "7")
        assert "Checked in 26 %; 2026-Q4 is closed: the score stays" in shown(wizard.app)
