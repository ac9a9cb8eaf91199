"""The check-in wizard: what it asks, what it saves, and what it never loses."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot
from textual.screen import Screen

from okrtui.app import OkrtuiApp
from okrtui.okr.kinds import Status
from okrtui.screens.cascade import CascadeScreen
from okrtui.screens.checkin import CheckinScreen
from okrtui.screens.palette import PaletteScreen
from okrtui.screens.week import WeekScreen
from okrtui.workspace.check_ins import due_for
from okrtui.workspace.deleting import delete
from okrtui.workspace.edits import New, create
from tests.screens.checkin_world import World
from tests.screens.pair import shown
from tests.widgets.seen import lines_of

ALONE = "checkin"


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


class Wizard:
    """The app with the wizard open, and a person in front of it."""

    def __init__(self, app: OkrtuiApp, pilot: Pilot[str]) -> None:
        self.app = app
        self.pilot = pilot
        self.presses = 0

    @property
    def screen(self) -> CheckinScreen:
        assert isinstance(self.app.screen, CheckinScreen)
        return self.app.screen

    @property
    def text(self) -> str:
        return "\n".join(lines_of(self.screen.sheet))

    def line(self, label: str) -> str:
        """The line that begins with a label, its words one blank apart."""
        lines = (line.strip(" ▌") for line in lines_of(self.screen.sheet))
        return " ".join(next((line for line in lines if line.startswith(label)), "").split())

    def said(self) -> str:
        """What the wizard left for the shell; "" while it is open."""
        return self.app.return_value or ""

    async def keys(self, *keys: str) -> None:
        """Press keys, and wait until what they wrote is on the disk and on the screen."""
        self.presses += len(keys)
        await self.pilot.press(*keys)
        await self.rest()

    async def type(self, text: str) -> None:
        """Type text; it does not count as key presses."""
        await self.pilot.press(*(events.key for events in map(_Key, text)))

    async def rest(self) -> None:
        """Wait for the workers, and for those that their results start."""
        while True:
            await self.pilot.pause()
            if not any(worker.is_running for worker in self.app.workers):
                return
            await self.app.workers.wait_for_complete()


class _Key:
    """A character as a key, by Textual's name of it."""

    NAMES = {".": "full_stop", ",": "comma", "+": "plus", "-": "minus", "=": "equals_sign", " ": "space"}  # noqa: RUF012

    def __init__(self, character: str) -> None:
        self.key = self.NAMES.get(character, character)


@asynccontextmanager
async def opened(
    world: World, start: str = ALONE, size: tuple[int, int] = (80, 24), only: list[str] | None = None
) -> AsyncIterator[Wizard]:
    """The wizard by itself; with another `start`, opened over that screen, for `only` some key results."""
    world.arrive()
    app = OkrtuiApp(world.workspace, world.data, start=start, is_live=False)
    async with app.run_test(size=size) as pilot:
        wizard = Wizard(app, pilot)
        await wizard.rest()
        if start != ALONE and only is None:
            await wizard.keys("3")
        elif start != ALONE:
            await app.push_screen(CheckinScreen(only))
            await wizard.rest()
        yield wizard


def on_top(wizard: Wizard, kind: type[Screen[Any]]) -> bool:
    """Whether a screen of that kind is the uppermost."""
    return isinstance(wizard.app.screen, kind)


def values(world: World, key_result: str) -> list[object]:
    """The values of all its check-ins, the earliest first."""
    return [check_in.value for check_in in world.workspace.company.check_ins_of(key_result)]


def last_fields(world: World, key_result: str) -> dict[str, object]:
    check_in = world.workspace.company.check_ins_of(key_result)[-1]
    return dict(world.workspace.company.fields("check_in", check_in.id) or {})


# --- the minute


async def test_a_week_of_four_key_results_takes_few_keys(world: World) -> None:
    rate, calls, pipeline, response = world.close_rate(), world.calls(), world.pipeline(), world.response()
    async with opened(world) as wizard:
        assert "1 of 4" in wizard.text
        for value, sure in (("8", "4"), ("24.5", "5"), ("5.2", "9"), ("640k", "x")):
            await wizard.type(value)
            await wizard.keys("enter", sure)
            if "off track" in wizard.text:
                await wizard.keys("enter")
        assert wizard.presses <= 12
        assert wizard.said() == (
            "Checked in all 4 key results. "
            f"{world.workspace.company.title(response)}: 9 Tage → 8 Tage (not holding). "
            "Close rate to 27 %: 24 % → 24.5 % (on track). "
            "Six calls per rep and week: 5 calls → 5.2 calls (on track). "
            "Pipeline of $500K: $612000 → $640000 (holding)."
        ).replace("24.5 % (on track)", "24.5 % (attention → on track)")
    assert [values(world, each)[-1] for each in (rate, calls, pipeline, response)] == [24.5, 5.2, 640_000, 8]
    assert [last_fields(world, each)["confidence"] for each in (rate, calls, pipeline, response)] == [5, 9, 10, 4]
    assert due_for(world.workspace, world.workspace.person) == []


async def test_enter_keeps_the_value_and_the_confidence(world: World) -> None:
    rate = world.close_rate()
    async with opened(world) as wizard:
        await wizard.keys("enter", "enter", "enter")
        assert wizard.said() == "Checked in 1 key result. Close rate to 27 %: stays at 24 % (attention)."
    assert (values(world, rate)[-1], last_fields(world, rate)["confidence"]) == (24, 6)


async def test_it_shows_what_one_needs_to_know(world: World) -> None:
    world.close_rate()
    async with opened(world) as wizard:
        assert "Check-in · week 8 · Ana Ruiz" in wizard.text
        assert "Deliver cutting-edge technology › Improve sales across the team" in wizard.text
        assert wizard.line("Close rate") == "Close rate to 27 % from 22 %, by 31 Dec"
        assert wizard.line("last time") == "last time 24 % 8 d ago confidence 6 “two big demos slipped”"
        assert wizard.line("now").startswith("now [ 24 ] %")


async def test_the_bar_moves_while_one_types(world: World) -> None:
    world.close_rate()
    async with opened(world) as wizard:
        assert wizard.line("after").endswith("40% ▲ attention")
        await wizard.type("25.5")
        assert wizard.line("after").endswith("70% ● on track")
        assert wizard.line("before").endswith("40% ▲ attention")
        assert wizard.line("now").startswith("now [ 25.5 ] %")


async def test_a_signed_number_is_relative_to_the_last(world: World) -> None:
    rate = world.close_rate()
    async with opened(world) as wizard:
        await wizard.type("+1.5")
        assert "= 25.5 %" in wizard.line("now")
        await wizard.keys("enter", "7")
    assert values(world, rate)[-1] == 25.5


async def test_a_negative_value_is_kept_as_it_is(world: World) -> None:
    result = world.losses()
    world.checked_in(result, -12, 13, 5)
    async with opened(world) as wizard:
        assert wizard.line("now").startswith("now [ =-12 ] k€")
        await wizard.keys("enter", "5", "escape")
    assert values(world, result) == [-12, -12]


async def test_a_malformed_number_stays_and_is_explained(world: World) -> None:
    rate = world.close_rate()
    async with opened(world) as wizard:
        await wizard.type("2.5.5")
        await wizard.keys("enter")
        assert "not a number: '2.5.5'" in wizard.text
        assert wizard.line("now").startswith("now [ 2.5.5 ]")
        await wizard.keys("backspace", "backspace", "enter", "6")
    assert values(world, rate)[-1] == 2.5


async def test_letters_are_commands_but_those_of_a_number(world: World) -> None:
    world.close_rate()
    measured = world.calls()
    create(world.workspace, New("measure", {"key_result": measured, "name": "Calls", "target": 12}))
    async with opened(world, only=[measured], start="week") as wizard:
        await wizard.keys("m")
        assert wizard.line("Calls") == "Calls target 12 a week, enter"
        await wizard.type("11")
        await wizard.keys("enter")
        await wizard.type("2m")
        assert wizard.line("now").startswith("now [ 2m ] calls")
        await wizard.keys("o")
        assert wizard.line("note").endswith("anything worth saying; enter keeps it")
    reading = next(fields for _, fields in world.workspace.company.live("reading"))
    assert (reading["value"], reading["date"]) == (11, "2026-11-20")


async def test_a_digit_behind_the_value_is_the_confidence(world: World) -> None:
    rate = world.close_rate()
    async with opened(world) as wizard:
        await wizard.type("26")
        await wizard.keys("enter", "3")
    assert (values(world, rate)[-1], last_fields(world, rate)["confidence"]) == (26, 3)


async def test_without_a_last_value_enter_skips(world: World) -> None:
    result = world.losses()
    async with opened(world) as wizard:
        assert wizard.line("last time") == "last time no check-in yet"
        await wizard.keys("enter")
        assert wizard.said() == "Checked in 0 of 1 key result, 1 is left."
    assert values(world, result) == []


# --- other metrics


async def test_yes_or_no_is_one_key(world: World) -> None:
    audit = world.certified()
    async with opened(world) as wizard:
        assert "before no" in wizard.line("before")
        await wizard.keys("y", "9")
    assert values(world, audit) == [False, True]


async def test_milestones_are_marked_by_number_or_space(world: World) -> None:
    launch = world.launch()
    ids = [id for id, _ in world.workspace.company.milestones_of(launch)]
    async with opened(world) as wizard:
        await wizard.keys("2", "down", "down", "space", "k", "k", "space")
        assert wizard.line("after").startswith("after ━")
        assert "50%" in wizard.line("after")
        await wizard.keys("enter", "5")
    assert values(world, launch)[-1] == [ids[0], ids[3]]


async def test_what_holds_has_words_and_no_bar(world: World) -> None:
    world.pipeline()
    async with opened(world) as wizard:
        await wizard.type("480k")
        assert wizard.line("before") == "before $612000 ✓ holding"
        assert wizard.line("after") == "after $480000 ■ not holding"


# --- going back and leaving


async def test_going_back_edits_the_check_in_that_was_made(world: World) -> None:
    rate, calls = world.close_rate(), world.calls()
    async with opened(world) as wizard:
        await wizard.type("26")
        await wizard.keys("enter", "7")
        await wizard.keys("shift+tab")
        assert wizard.line("now").startswith("now [ 26 ] %")
        assert wizard.line("last time").startswith("last time 24 %")
        await wizard.type("25")
        await wizard.keys("enter", "8")
        assert "Six calls" in wizard.text or "off track" in wizard.text
    assert values(world, rate) == [22.5, 23, 24, 25]
    assert last_fields(world, rate)["confidence"] == 8
    assert values(world, calls) == [5]


async def test_undo_takes_the_check_in_back_and_asks_again(world: World) -> None:
    rate = world.close_rate()
    world.calls()
    async with opened(world) as wizard:
        await wizard.type("26")
        await wizard.keys("enter", "7")
        assert "Checked in 26 % · u undo" in wizard.text
        await wizard.keys("u")
        assert "Taken back: Close rate to 27 %" in wizard.text
        assert wizard.line("now").startswith("now [ 26 ] %")
        assert values(world, rate) == [22.5, 23, 24]
        await wizard.keys("u")
        assert values(world, rate) == [22.5, 23, 24]
        await wizard.keys("enter", "6")
    assert values(world, rate) == [22.5, 23, 24, 26]


async def test_esc_never_throws_away_what_was_typed(world: World) -> None:
    rate, launch = world.close_rate(), world.launch()
    calls = world.calls()
    async with opened(world) as wizard:
        await wizard.keys("2", "l")  # a milestone of the launch
        await wizard.type("26")
        await wizard.keys("o")
        await wizard.type("signed")
        await wizard.keys("enter", "b")
        await wizard.type("no demo")
        await wizard.keys("escape", "escape")
        assert wizard.said().startswith("Checked in 0 of 3 key results, 3 are left. ")
        assert wizard.said().endswith("What you typed for Close rate to 27 % and 1 more is kept for today.")
    async with opened(world) as wizard:
        assert "What you typed before you stopped is here again" in wizard.text
        assert "50%" in wizard.line("after")
        await wizard.keys("s")
        assert wizard.line("now").startswith("now [ 26 ] %")
        assert wizard.line("note") == "note signed"
        await wizard.keys("b")
        assert wizard.line("blocker").startswith("blocker no demo")
        await wizard.keys("ctrl+u", "enter")
        await wizard.type(".5")
        await wizard.keys("enter", "7", "escape")
        assert wizard.said().startswith("Checked in 1 of 3 key results, 2 are left. Close rate")
        assert "is kept" not in wizard.said()
    assert values(world, rate) == [22.5, 23, 24, 26.5]
    assert last_fields(world, rate)["note"] == "signed"
    async with opened(world, start="week", only=[calls, launch]) as wizard:
        assert "is here again" not in wizard.text  # it was skipped, so it is settled
        await wizard.type("5.9")
        await wizard.keys("escape")
        assert "What you typed for Six calls per rep and week is kept for today." in shown(wizard.app)
    async with opened(world, start="week", only=[launch]) as wizard:
        await wizard.keys("escape")  # which knows nothing of the calls, and forgets nothing of them
    world.clock.now += timedelta(minutes=1)
    async with opened(world, start="week", only=[calls]) as wizard:
        assert wizard.line("now").startswith("now [ 5.9 ] calls")


async def test_what_was_typed_yesterday_is_of_yesterday(world: World) -> None:
    world.close_rate()
    async with opened(world) as wizard:
        await wizard.type("26")
        await wizard.keys("escape")
    async with opened(world, start="week", only=[]) as wizard:
        world.clock.now += timedelta(days=1)
        world.workspace.pass_day()
        await wizard.keys("escape", "3")
        assert "is here again" not in wizard.text
        assert wizard.line("now").startswith("now [ 24 ] %")


@pytest.mark.parametrize(
    ("key", "there", "back"),
    [("2", CascadeScreen, "1"), ("3", CheckinScreen, "escape"), ("ctrl+p", PaletteScreen, "escape")],
)
async def test_a_key_behind_esc_is_for_what_lies_below(
    world: World, key: str, there: type[Screen[Any]], back: str
) -> None:
    """However long the disk takes: it neither changes the check-in, nor is the one it opens closed again."""
    rate, _ = world.close_rate(), world.calls()
    async with opened(world, start="week", only=[rate]) as wizard:
        left = wizard.screen
        await wizard.type("26")
        await wizard.keys("enter")
        with world.workspace.lock:  # what is written waits for it, but no key does
            await wizard.pilot.press("escape", key)
        await wizard.rest()
        assert on_top(wizard, there)
        assert wizard.app.screen is not left
        await wizard.keys(back)
        assert on_top(wizard, WeekScreen)
    assert values(world, rate)[-1] == 26
    assert last_fields(world, rate).get("confidence") is None


async def test_a_key_behind_the_last_answer_is_for_what_lies_below(world: World) -> None:
    rate = world.close_rate()
    async with opened(world, start="week", only=[rate]) as wizard:
        await wizard.type("27")
        await wizard.keys("enter")
        with world.workspace.lock:
            await wizard.pilot.press("7", "2")
        await wizard.rest()
        assert on_top(wizard, CascadeScreen)
        await wizard.keys("1")
        assert on_top(wizard, WeekScreen)
    assert last_fields(world, rate)["confidence"] == 7


async def test_what_cannot_be_kept_is_said_before_one_leaves(world: World) -> None:
    world.close_rate()
    (world.workspace.home / "checkin.json").mkdir()
    async with opened(world) as wizard:
        await wizard.type("26")
        await wizard.keys("escape")
        assert "What you typed is not kept" in wizard.text
        assert not wizard.said()
        await wizard.keys("escape")
        assert wizard.said() == "Checked in 0 of 1 key result, 1 is left."


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"day":"2026-11-20","drafts":{"x":{"typed":1}}}', "\udc80"])
async def test_drafts_that_are_none_are_no_trouble(world: World, content: str) -> None:
    world.close_rate()
    (world.workspace.home / "checkin.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    async with opened(world) as wizard:
        assert wizard.line("now").startswith("now [ 24 ] %")


async def test_esc_saves_a_value_that_was_taken(world: World) -> None:
    rate = world.close_rate()
    world.calls()
    async with opened(world) as wizard:
        await wizard.type("26")
        await wizard.keys("enter", "escape")
        assert "Checked in 1 of 2 key results, 1 is left." in wizard.said()
    assert values(world, rate)[-1] == 26
    assert last_fields(world, rate).get("confidence") is None


async def test_one_can_stop_and_go_on_later(world: World) -> None:
    world.close_rate(), world.calls(), world.pipeline()
    async with opened(world) as wizard:
        await wizard.keys("enter", "5", "enter", "escape")
    async with opened(world) as wizard:
        assert "1 of 2" in wizard.text
        assert "Six calls" in wizard.text


async def test_skip_and_later(world: World) -> None:
    rate, calls, pipeline = world.close_rate(), world.calls(), world.pipeline()
    async with opened(world) as wizard:
        await wizard.type("26")
        await wizard.keys("l")
        assert "Six calls" in wizard.text
        await wizard.keys("s", "enter", "9")
        assert wizard.line("now").startswith("now [ 26 ] %")
        await wizard.keys("l")
        assert "It is the last one; s skips it" in wizard.text
        await wizard.keys("enter", "7")
        assert "Checked in 2 of 3 key results, 1 is left." in wizard.said()
    assert [values(world, each)[-1] for each in (rate, calls, pipeline)] == [26, 5, 612_000]
    assert due_for(world.workspace, world.workspace.person) == [calls]


async def test_nothing_due_is_said_with_the_next_date(world: World) -> None:
    rate = world.close_rate()
    world.checked_in(rate, 25, 20, 7)
    async with opened(world) as wizard:
        assert "Nothing is due." in wizard.text
        assert "The next check-in can be made from 21 Nov." in wizard.text
        await wizard.keys("c")
        assert "Close rate to 27 %" in wizard.text
    async with opened(world) as wizard:
        await wizard.keys("1", "escape")
        assert wizard.said().startswith("Nothing is due. Everything of yours is checked in")


async def test_who_owns_nothing_is_told_so(world: World) -> None:
    async with opened(world) as wizard:
        assert "You own no key results in 2026-Q4" in wizard.text
        await wizard.keys("c", "enter")
        assert wizard.said()


# --- on the side


async def test_notes_are_part_of_the_check_in(world: World) -> None:
    rate = world.close_rate()
    async with opened(world) as wizard:
        await wizard.keys("a")
        await wizard.type("Two big wins, 3 more to come?")
        await wizard.keys("enter")
        await wizard.type("26")
        await wizard.keys("enter", "n")
        await wizard.type("call them")
        await wizard.keys("escape", "7")
    fields = last_fields(world, rate)
    assert (fields["achievement"], fields["next_step"]) == ("Two big wins, 3 more to come?", "call them")
    assert fields["value"] == 26


async def test_a_blocker_gets_its_solver(world: World) -> None:
    rate = world.close_rate()
    async with opened(world) as wizard:
        await wizard.keys("enter", "4", "b")
        await wizard.type("no demo system")
        await wizard.keys("enter")
        await wizard.type("noone")
        await wizard.keys("enter")
        assert "nothing is called 'noone'" in wizard.text
        await wizard.keys("ctrl+u")
        await wizard.type("neri")
        await wizard.keys("enter")
        assert "Blocker raised, for Chiara Neri" in wizard.text
        await wizard.keys("u")
        assert not list(world.workspace.company.live("blocker"))
        await wizard.keys("enter")
    assert len(values(world, rate)) == 4
    blocker = next(fields for _, fields in world.workspace.company.deleted("blocker"))
    assert (blocker["description"], blocker["solver"]) == ("no demo system", world.person("Chiara Neri"))
    assert (blocker["subject"], blocker["raised"]) == (rate, "2026-11-20")


async def test_off_track_the_target_can_be_adapted(world: World) -> None:
    rate = world.close_rate()
    async with opened(world) as wizard:
        await wizard.keys("enter", "4")
        assert wizard.line("off track") == "off track ▲ attention: 40 % of 55 % expected. What now?"
        await wizard.keys("t")
        await wizard.type("22")
        await wizard.keys("enter")
        assert "start and target are equal" in wizard.text
        await wizard.keys("backspace")
        await wizard.type("5")
        await wizard.keys("enter")
        assert "Target 27 → 25" in wizard.text
        assert "● on track: 67 % of 55 % expected" in wizard.text
    key_result = world.workspace.company.key_result(rate)
    assert key_result is not None
    assert key_result.target == 25


async def test_off_track_it_can_be_reassessed_with_a_reason(world: World) -> None:
    rate = world.close_rate()
    async with opened(world) as wizard:
        await wizard.keys("enter", "4", "r")
        await wizard.type("on")
        await wizard.keys("enter", "enter")
        assert "a reason is needed" in wizard.text
        await wizard.type("two signatures are due tomorrow")
        await wizard.keys("enter")
        assert "Reassessed: on track, until the next check-in" in wizard.text
    assert world.workspace.standings.key_result(rate).status is Status.ON_TRACK


async def test_pasted_text_lands_where_one_types(world: World) -> None:
    world.close_rate()
    async with opened(world) as wizard:
        wizard.screen.post_message(events.Paste(" 25.5\n"))
        await wizard.rest()
        assert wizard.line("now").startswith("now [ 25.5 ] %")


# --- others, and trouble


async def test_a_teammates_check_in_does_not_touch_what_is_typed(world: World) -> None:
    rate = world.close_rate()
    async with opened(world) as wizard:
        await wizard.type("26.")
        world.checked_in(rate, 24.5, 19, 5)
        await wizard.rest()
        assert wizard.line("last time") == "last time 24.5 % yesterday confidence 5"
        assert wizard.line("now").startswith("now [ 26. ] %")


async def test_a_deleted_key_result_says_so_and_waits(world: World) -> None:
    rate = world.close_rate()
    world.calls()
    async with opened(world) as wizard:
        delete(world.workspace, "key_result", rate)
        await wizard.rest()
        assert "This key result is no longer there" in wizard.text
        await wizard.keys("7", "enter")
        assert "Six calls" in wizard.text


async def test_what_could_not_be_saved_is_asked_again(world: World) -> None:
    rate = world.close_rate()
    world.calls()
    journal = world.workspace.home / "journal"
    aside = world.workspace.home / "elsewhere"
    async with opened(world) as wizard:
        await wizard.type("26")
        journal.rename(aside)
        journal.write_text("in the way")
        await wizard.keys("enter", "7")
        assert "Not saved" in wizard.text
        journal.unlink()
        aside.rename(journal)
        await wizard.keys("enter", "8")
        assert "Close rate to 27 %" in wizard.text
        assert wizard.line("now").startswith("now [ 26 ] %")
        await wizard.keys("enter", "7")
        assert "Checked in all 2 key results" in wizard.said()
    assert values(world, rate) == [22.5, 23, 24, 26]


async def test_for_someone_else_both_names_are_kept(world: World) -> None:
    ben = world.person("Ben Okafor")
    his = world.key_result("Renewals", start=82, target=90, unit_of_measure="%", owner=ben)
    async with opened(world, start="week", only=[his]) as wizard:
        assert "Ana Ruiz for Ben Okafor" in wizard.text
        await wizard.type("84")
        await wizard.keys("enter", "5")
    assert last_fields(world, his)["on_behalf_of"] == ben


# --- within the app


async def test_opened_for_one_key_result_it_goes_back_by_itself(world: World) -> None:
    calls = world.calls()
    async with opened(world, start="week", only=[calls]) as wizard:
        await wizard.keys("enter", "9")
        assert not isinstance(wizard.app.screen, CheckinScreen)
    assert values(world, calls) == [5, 5]


async def test_as_a_mode_it_ends_with_a_summary_and_begins_anew(world: World) -> None:
    world.calls(), world.pipeline()
    async with opened(world, start="cascade") as wizard:
        await wizard.keys("enter", "9", "enter", "9")
        assert "Checked in all 2 key results." in wizard.text
        assert wizard.line("Pipeline of $500K") == "Pipeline of $500K stays at $612000 ✓ holding"
        await wizard.keys("enter")
        assert wizard.app.current_mode == "cascade"
        await wizard.keys("3")
        assert "Nothing is due." in wizard.text
        await wizard.keys("1")
        assert wizard.app.current_mode == "week"


async def test_digits_open_no_other_screen_while_a_key_result_is_asked(world: World) -> None:
    world.certified(), world.calls()
    async with opened(world, start="week") as wizard:
        await wizard.keys("1", "enter", "5", "1", "2")
        assert "off track" in wizard.text


async def test_the_help_can_be_read_without_typing_into_the_field(world: World) -> None:
    world.close_rate()
    async with opened(world) as wizard:
        await wizard.keys("question_mark", "9", "escape")
        assert wizard.line("now").startswith("now [ 24 ] %")
        await wizard.type("5")
        assert wizard.line("now").startswith("now [ 5 ] %")
