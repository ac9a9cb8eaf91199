"""The Monday meeting: what shows, what each key does, what is kept, and how long it takes."""

from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from okrtui.screens.meeting import MeetingScreen
from okrtui.workspace.blockers import blocked_of, resolve
from okrtui.workspace.deleting import delete
from okrtui.workspace.minutes import add_to_minutes
from okrtui.workspace.next_steps import open_steps
from okrtui.workspace.recognition import thanks_to
from tests.screens.monday import Monday, go_to, press, text, under_cursor
from tests.screens.pair import opened, set_field, settled


@pytest.fixture
def monday(tmp_path: Path) -> Monday:
    return Monday(tmp_path)


async def begin(pilot: Pilot[str]) -> None:
    """From Reviews into the meeting of Sales."""
    await press(pilot, "m", "w")
    assert isinstance(pilot.app.screen, MeetingScreen)


def beside(pilot: Pilot[str]) -> str:
    """What stands beside the list, on one line."""
    return " ".join(" ".join(line.partition("│")[2] for line in text(pilot).splitlines()).split())


# --- what shows


async def test_it_goes_from_who_is_there_to_what_went_well(monday: Monday) -> None:
    async with opened(monday.reviews(), (120, 44)) as pilot:
        await begin(pilot)
        said = "\n".join(line.partition("│")[0] for line in text(pilot).splitlines())
        places = [
            said.index(words)
            for words in (
                "Roster",
                "· Ana Ruiz",
                "· Eva Lind",
                "· Ben Okafor",
                "Decided last time",
                "2 decisions, 16 Nov",
                "Worst first",
                "Six calls per rep",
                "Next steps",
                "Ask Legal for a date",
                "In the way",
                "No answer from Legal",
                "Went well",
                "Ana Ruiz to Eva Lind",
                "Anything else",
            )
        ]
        assert places == sorted(places)
        assert "0 of 3 here" in said
        assert "3 of 4 in" in said


async def test_a_key_result_stands_in_its_context(monday: Monday) -> None:
    async with opened(monday.reviews()) as pilot:
        await begin(pilot)
        await go_to(pilot, "Close rate")
        said = beside(pilot)
        for words in (
            "Improve sales across the team Close rate to 27 %",
            "30 % of 59 % expected",
            "24 → 23.5 % of 27 % confidence 4 was 6",
            "4 d ago · Ana Ruiz",
            "challenge Zwei große Demos",
        ):
            assert words in said
        await press(pilot, "pagedown", "pagedown")
        assert "No answer from Legal on the new contract (nobody solves it yet)" in beside(pilot)
        await go_to(pilot, "Six calls")
        assert "not since then c does it now" in beside(pilot)
        await go_to(pilot, "Kürzere")
        assert "Ana Ruiz for Eva Lind" in beside(pilot)


async def test_a_person_stands_with_their_key_results(monday: Monday) -> None:
    async with opened(monday.reviews()) as pilot:
        await begin(pilot)
        assert "Ana Ruiz leads · Sales" in beside(pilot)
        assert "1 of 2" in beside(pilot)
        assert "◌ Six calls" in beside(pilot)
        await press(pilot, "j")
        assert "For taking over the stand on Saturday" in beside(pilot)
        await press(pilot, "j")
        assert "No key result here is theirs" in beside(pilot)


async def test_enter_opens_all_of_it_and_n_and_p_go_part_by_part(monday: Monday) -> None:
    async with opened(monday.reviews()) as pilot:
        await begin(pilot)
        seen = []
        for _ in range(8):
            seen.append(under_cursor(pilot).partition("│")[0].strip("▌ ").split("  ")[0])
            await press(pilot, "n")
        firsts = ["· Ana Ruiz", "2 decisions, 16 Nov", "○ Ask Legal for a date", "10 d No answer from…"]
        firsts.append("Anything else")
        assert [each for each in seen if each in firsts] == [*firsts, "Anything else"]
        await press(pilot, "p", "p", "p")
        assert "Ask Legal" in under_cursor(pilot)
        await go_to(pilot, "Close rate")
        await press(pilot, "enter")
        assert "Check-ins" in text(pilot)
        await press(pilot, "escape")
        assert "Close rate" in under_cursor(pilot)
        await go_to(pilot, "2 decisions")
        assert "· Nobody answers after six" in beside(pilot)
        await press(pilot, "enter")
        assert "Monday 16 November 2026" in text(pilot)


async def test_where_nothing_is_there_it_says_what_belongs_there(monday: Monday) -> None:
    unit = monday.make("unit", name="Fresh", level="team", parent=monday.company)
    async with opened(monday.reviews()) as pilot:
        await go_to(pilot, "Fresh")
        await press(pilot, "w")
        for words in ("Nobody yet", "No key result here: 4 plans", "Nothing: b on a key result", "▌  Anything else"):
            assert words in text(pilot)
        await press(pilot, "t", *"Begin", "enter", "ctrl+s")
        assert "Minutes saved" in text(pilot)
        assert monday.ana.company.pointing("review", "unit", unit)


# --- who is there, and what is said


async def test_space_marks_who_is_here_and_goes_on(monday: Monday) -> None:
    async with opened(monday.reviews()) as pilot:
        await begin(pilot)
        await press(pilot, "space", "space")
        assert "2 of 3 here" in text(pilot)
        assert "Ben Okafor" in under_cursor(pilot)
        await press(pilot, "u")
        assert "1 of 3 here" in text(pilot)
        await press(pilot, "A")
        assert "3 of 3 here" in text(pilot)
        await press(pilot, "A")
        assert "0 of 3 here" in text(pilot)
        await press(pilot, "A", "ctrl+s")
        assert "Minutes saved, 3 people present · u undo" in text(pilot)
        assert monday.minutes("present") == [monday.ana.person, monday.eva, monday.ben.person]


async def test_decisions_and_notes_are_typed_at_their_item_and_saved_in_one_act(monday: Monday) -> None:
    lines = len(monday.ana.state.lines)
    async with opened(monday.reviews()) as pilot:
        await begin(pilot)
        await go_to(pilot, "Close rate")
        await press(pilot, "t", *"Ask Legal again", "enter")
        assert "For the minutes, not saved yet decision Ask Legal again" in beside(pilot)
        assert "not saved" in text(pilot)
        await press(pilot, "t", *"We lost", "ctrl+j", *"two", "tab", "enter")
        assert "note We lost two" in beside(pilot)
        await press(pilot, "G", "t", *"Meet at nine", "enter")
        assert len(monday.ana.state.lines) == lines
        await press(pilot, "ctrl+s")
        assert len(monday.ana.state.lines) == lines + 1
        assert "not saved" not in text(pilot)
        assert monday.minutes("decisions") == "Close rate to 27 %: Ask Legal again\nMeet at nine"
        assert monday.minutes("notes") == "Close rate to 27 %: We lost\ntwo"
        assert monday.minutes("kind") == "weekly"
        assert "Meet at nine" in beside(pilot)
        await press(pilot, "u")
        assert monday.minutes("decisions") is None
        assert "not saved" in text(pilot)
        await press(pilot, "U")
        assert "not saved" not in text(pilot)
        await press(pilot, "ctrl+s")
        assert "saved already" in text(pilot)


async def test_what_was_typed_can_be_taken_out_and_left_unfinished(monday: Monday) -> None:
    async with opened(monday.reviews()) as pilot:
        await begin(pilot)
        await go_to(pilot, "Close rate")
        await press(pilot, "t", *"Wrong", "enter", "backspace")
        assert "Wrong" not in beside(pilot)
        await press(pilot, "u")
        assert "decision Wrong" in beside(pilot)
        await press(pilot, "t", *"Half", "escape", "j", "k", "t")
        assert "Decision: Close rate to 27 %" in text(pilot)
        assert "Half" in text(pilot)


async def test_leaving_keeps_what_was_typed_and_w_goes_on_with_it(monday: Monday) -> None:
    async with opened(monday.reviews()) as pilot:
        await begin(pilot)
        await press(pilot, "space", "n", "n", "t", *"Ship it", "enter", "escape")
        assert "What you typed is kept, and not saved yet" in text(pilot)
        assert monday.minutes("decisions") is None
    async with opened(monday.reviews()) as pilot:
        await begin(pilot)
        assert "1 of 3 here" in text(pilot)
        await press(pilot, "ctrl+s")
        assert str(monday.minutes("decisions")).endswith(": Ship it")
        await press(pilot, "escape")
        assert "✓ 23 Nov" in text(pilot)
        await press(pilot, "enter", "j", "enter")
        assert "Present: Ana Ruiz" in text(pilot)


async def test_leaving_the_app_says_that_there_is_a_draft(monday: Monday) -> None:
    app = monday.reviews()
    async with opened(app) as pilot:
        await begin(pilot)
        await press(pilot, "space", "q")
    assert app.farewell == "The minutes are kept as a draft, not saved yet: w in Reviews goes on with them."
    app = monday.reviews()
    async with opened(app) as pilot:
        await begin(pilot)
        await press(pilot, "ctrl+s")
        await press(pilot, "q")
    assert app.farewell == ""


async def test_the_help_says_what_the_marks_mean(monday: Monday) -> None:
    async with opened(monday.reviews(), (120, 40)) as pilot:
        await press(pilot, "question_mark", "G")
        assert "○  may be held; a unit above has to" in text(pilot)
        await press(pilot, "escape", "m", "w")
        await press(pilot, "question_mark", "G")
        assert "◌  a check-in is missing" in text(pilot)


# --- at the item


async def test_c_checks_in_for_whose_it_is_and_both_names_are_kept(monday: Monday) -> None:
    async with opened(monday.reviews()) as pilot:
        await begin(pilot)
        await go_to(pilot, "Kürzere")
        await press(pilot, "c", *"18", "enter", "9")
        last = monday.ana.company.check_ins_of(monday.days)[-1]
        assert last.number == 18
        fields = monday.ana.company.fields("check_in", last.id) or {}
        assert fields.get("on_behalf_of") == monday.eva
        assert isinstance(pilot.app.screen, MeetingScreen)
        assert "Kürzere" in under_cursor(pilot)
        assert "20 → 18 Tage" in beside(pilot)


async def test_c_on_a_person_checks_in_what_is_missing(monday: Monday) -> None:
    async with opened(monday.reviews()) as pilot:
        await begin(pilot)
        await press(pilot, "c")
        assert "Six calls per rep" in text(pilot)
        await press(pilot, "enter", "7")
        assert isinstance(pilot.app.screen, MeetingScreen)
        assert "4 of 4 in" in text(pilot)


async def test_what_is_checked_in_stays_where_it_stands_in_the_list(monday: Monday) -> None:
    async with opened(monday.reviews()) as pilot:
        await begin(pilot)
        await press(pilot, "n", "n")
        worst = under_cursor(pilot).partition("│")[0].split()[2:4]
        monday.make("check_in", key_result=monday.rate, date="2026-11-23", value=27)
        monday.make("check_in", key_result=monday.calls, date="2026-11-23", value=6)
        await settled(pilot)
        assert under_cursor(pilot).partition("│")[0].split()[2:4] == worst
        await press(pilot, "n", "p")
        assert under_cursor(pilot).partition("│")[0].split()[2:4] == worst


async def test_d_ticks_a_next_step_which_stays_to_be_seen(monday: Monday) -> None:
    async with opened(monday.reviews()) as pilot:
        await begin(pilot)
        await go_to(pilot, "Ask Legal")
        await press(pilot, "d")
        assert open_steps(monday.ana, [monday.rate]) == []
        assert "✓ Ask Legal" in under_cursor(pilot)
        assert "1 of 1 done" in text(pilot)
        await press(pilot, "u")
        assert "○ Ask Legal" in under_cursor(pilot)


async def test_b_raises_a_blocker_and_solves_one_which_stays_to_be_seen(monday: Monday) -> None:
    async with opened(monday.reviews()) as pilot:
        await begin(pilot)
        await go_to(pilot, "Six calls")
        await press(pilot, "b", *"No phones", "enter", *"Ben", "enter")
        assert "2 open" in text(pilot)
        await go_to(pilot, "No phones")
        assert "Ben Okafor" in beside(pilot)
        await go_to(pilot, "No answer")
        await press(pilot, "b", "s", *"They answered", "enter")
        assert not blocked_of(monday.ana, monday.blocker).is_open
        assert "solved They answered" in beside(pilot)
        assert "1 open" in text(pilot)
        await press(pilot, "u")
        assert "2 open" in text(pilot)


async def test_one_is_thanked_on_the_spot(monday: Monday) -> None:
    async with opened(monday.reviews()) as pilot:
        await begin(pilot)
        await press(pilot, "j", "K", "enter", *"For the portal", "enter")
        assert thanks_to(monday.ana, monday.eva)[0].text == "For the portal"
        assert "For the portal" in beside(pilot)


# --- what others do


async def test_what_another_wrote_into_the_minutes_is_told_and_shown(monday: Monday) -> None:
    async with opened(monday.reviews()) as pilot:
        await begin(pilot)
        await press(pilot, "G", "t", *"Mine", "enter")
        add_to_minutes(monday.ben, monday.sales, decisions=["Theirs"])
        monday.ben.meet()
        monday.ana.meet()
        await settled(pilot)
        assert "Someone else has written into these minutes" in text(pilot)
        assert "Decisions Theirs" in beside(pilot)
        await press(pilot, "ctrl+s")
        assert monday.minutes("decisions") == "Theirs\nMine"


async def test_what_another_solves_stays_and_what_is_deleted_goes(monday: Monday) -> None:
    async with opened(monday.reviews()) as pilot:
        await begin(pilot)
        await go_to(pilot, "No answer")
        resolve(monday.ben, monday.blocker, "They did")
        monday.ben.meet()
        monday.ana.meet()
        await settled(pilot)
        assert "solved They did" in beside(pilot)
        delete(monday.ana, "blocker", monday.blocker)
        await settled(pilot)
        assert "No answer" not in text(pilot)
        delete(monday.ana, "unit", monday.sales)
        await settled(pilot)
        assert not isinstance(pilot.app.screen, MeetingScreen)


# --- the clock


async def test_each_item_has_its_time_and_over_the_budget_it_says_so(monday: Monday) -> None:
    async with opened(monday.reviews(), (100, 30)) as pilot:
        await begin(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, MeetingScreen)
        assert "1 of 10   0:00 of 2:00   0:00 in all" in text(pilot)
        monday.now += timedelta(seconds=45)
        await press(pilot, "j")
        assert "1 of 10   0:45 of 2:00   0:45 in all" in text(pilot), "the roster is one item"
        await press(pilot, "n")
        monday.now += timedelta(seconds=121)
        screen.show_time()
        await settled(pilot)
        assert "2 of 10   2:01 over 2:00   2:46 in all" in text(pilot)
        await press(pilot, "n")
        monday.now += timedelta(hours=1)
        await press(pilot, "p")
        assert "2:01 over 2:00   1:02:46 in all" in text(pilot)


# --- a file


async def test_m_writes_the_minutes_into_a_new_file_and_says_where(
    monday: Monday, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "here"
    place.mkdir()
    monkeypatch.chdir(place)
    set_field(monday.ana, "unit", monday.sales, "name", "Sales & Großkunden")
    async with opened(monday.reviews(), (150, 30)) as pilot:
        await begin(pilot)
        await press(pilot, "A", "G", "t", *"Meet at nine", "enter", "m")
        name = "minutes-sales-großkunden-2026-11-23.md"
        assert f"The minutes are in {place / name}" in text(pilot)
        await press(pilot, "m")
        assert name.replace(".md", "-2.md") in text(pilot)
    first, second = ((place / each).read_text(encoding="utf-8") for each in (name, name.replace(".md", "-2.md")))
    assert first == second
    assert "Present: Ana Ruiz, Eva Lind, Ben Okafor." in first
    assert "- Meet at nine" in first


async def test_where_no_file_can_be_written_it_says_what_to_do(
    monday: Monday, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "gone"
    place.mkdir()
    monkeypatch.chdir(place)
    async with opened(monday.reviews(), (150, 30)) as pilot:
        await begin(pilot)
        place.rmdir()
        await press(pilot, "m")
        assert "okrtui meeting --minutes -o FILE" in text(pilot)
