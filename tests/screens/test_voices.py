"""Thanking someone and commenting from anywhere, the wall, and comments in a detail."""

from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.screen import ModalScreen

from okrtui.app import OkrtuiApp
from okrtui.screens.detail import DetailScreen
from okrtui.screens.pick import PickScreen
from okrtui.screens.wall import WallScreen
from okrtui.screens.write import WriteScreen
from okrtui.widgets.key_line import KeyLine
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.comments import all_comments, comment, comments_of
from okrtui.workspace.recognition import recognize, wall
from tests.screens.pair import Pair, opened, rows, set_field, settled, shown


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    found = Pair(tmp_path)
    found.sync()
    return found


async def press(pilot: Pilot[str], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def write(pilot: Pilot[str], text: str) -> None:
    names = {" ": "space", "@": "at", "\n": "ctrl+j", ",": "comma", ".": "full_stop", "!": "exclamation_mark"}
    await pilot.press(*[names.get(letter, letter) for letter in text])
    await settled(pilot)


def said(app: OkrtuiApp) -> str:
    """What the line at the bottom says."""
    notice = app.screen.query_one(KeyLine).notice
    return f"{notice.text} {notice.hint}".strip() if notice else ""


def under_cursor(app: OkrtuiApp) -> str:
    return next((row for row in rows(app) if row.startswith("▌")), "")


# --- recognition


async def test_two_keys_and_a_text_thank_whoever_answers_for_what_the_cursor_is_on(pair: Pair) -> None:
    pair.make("person", name="Aaron First")
    set_field(pair.ana, "key_result", pair.rate, "owner", pair.ben.person)
    app = OkrtuiApp(pair.ana, pair.data, is_live=False)
    async with opened(app) as pilot:
        await app.push_screen(DetailScreen("key_result", pair.rate))
        await settled(pilot)
        await press(pilot, "K")
        assert isinstance(app.screen, PickScreen)
        assert "Ben Okafor" in under_cursor(app)
        await press(pilot, "enter")
        await write(pilot, "For the demo\nand the pizza")
        await press(pilot, "enter")
        assert said(app) == "Thanked Ben Okafor u undo"
        [thanks] = wall(pair.ana)
        assert (thanks.name, thanks.text) == ("Ben Okafor", "For the demo\nand the pizza")
        await press(pilot, "u")
        assert wall(pair.ana) == []


async def test_whom_to_thank_is_found_by_typing_and_may_be_a_unit(pair: Pair) -> None:
    app = pair.app()
    async with opened(app) as pilot:
        await press(pilot, "K", *"sal", "enter")
        assert "What do you thank Sales for?" in shown(app)
        await press(pilot, "enter")
        assert "Nothing is written yet" in shown(app)
        await write(pilot, "Well done")
        await press(pilot, "enter")
        assert [each.name for each in wall(pair.ana)] == ["Sales"]


async def test_oneself_is_not_offered(pair: Pair) -> None:
    app = pair.app()
    async with opened(app) as pilot:
        await press(pilot, "K")
        assert not any("Ana Ruiz" in row for row in rows(app))
        await press(pilot, "escape")
        assert not isinstance(app.screen, ModalScreen)


async def test_where_one_types_the_letters_are_letters(pair: Pair) -> None:
    app = pair.app()
    async with opened(app) as pilot:
        await press(pilot, "slash", "K", "at")
        assert not isinstance(app.screen, ModalScreen)
        await press(pilot, "escape", "n", "o", "K", "at")
        assert not isinstance(app.screen, ModalScreen)
        assert "K@" in shown(app)


async def test_a_burst_of_keys_is_written_and_commands_nothing(pair: Pair) -> None:
    app = pair.app()
    async with opened(app) as pilot:
        for key in ("at", "d", "e", "u", "K"):  # without waiting between
            app.simulate_key(key)
        await settled(pilot)
        assert isinstance(app.screen, WriteScreen)
        await press(pilot, "enter")
        assert [each.text for each in all_comments(pair.ana)] == ["deuK"]


# --- comments


async def test_a_comment_with_a_name_that_completes_itself(pair: Pair) -> None:
    app = pair.app()
    async with opened(app) as pilot:
        await press(pilot, "at")
        assert "Comment on key result Close rate to 27 %" in shown(app)
        await write(pilot, "@be")
        assert "[Ben Okafor]" in shown(app)
        await press(pilot, "tab")
        await write(pilot, "is 27 right?")
        await press(pilot, "enter")
        [made] = comments_of(pair.ana, "key_result", pair.rate)
        assert made.text == "@Ben Okafor is 27 right?"
        assert [each.person for each in made.mentions] == [pair.ben.person]
        assert said(app) == "Commented on key result Close rate to 27 % u undo"


async def test_what_was_not_sent_stands_there_again(pair: Pair) -> None:
    app = pair.app()
    async with opened(app) as pilot:
        await press(pilot, "at")
        await write(pilot, "Is @b")
        await press(pilot, "escape")
        assert isinstance(app.screen, WriteScreen)  # only the names went away
        await press(pilot, "escape", "j", "at")
        assert "Is @b" not in shown(app)
        await press(pilot, "escape", "k", "at")
        assert "Is @b" in shown(app)
        await press(pilot, "enter", "at")
        assert "Is @b" not in shown(app).splitlines()[-4]


async def test_an_answer_names_whom_it_answers(pair: Pair) -> None:
    comment(pair.ben, pair.rate, "Why 27?")
    pair.sync()
    pair.now += timedelta(minutes=1)
    app = pair.app()
    async with opened(app) as pilot:
        await app.push_screen(DetailScreen("key_result", pair.rate))
        await settled(pilot)
        await press(pilot, "G", "at")
        assert "@Ben Okafor" in shown(app)
        await write(pilot, "why not?")
        await press(pilot, "enter")
        assert [each.text for each in comments_of(pair.ana, "key_result", pair.rate)] == [
            "Why 27?",
            "@Ben Okafor why not?",
        ]


async def test_a_detail_shows_comments_with_author_and_age_on_its_parts_too(pair: Pair) -> None:
    done = check_in(pair.ana, pair.rate, 25).id
    comment(pair.ana, pair.rate, "We met 10 clients.\n@Ben: yours?")
    comment(pair.ana, done, "Well done")
    app = pair.app()
    async with opened(app, (80, 40)) as pilot:
        await app.push_screen(DetailScreen("key_result", pair.rate))
        await settled(pilot)
        found = [row.rstrip() for row in rows(app)]
        first = found.index("   Ana Ruiz  9:41")
        assert found[first - 1].split() == ["Comments", "2"]
        assert found[first + 1 : first + 5] == [
            "     We met 10 clients.",
            "     @Ben: yours?",
            "   Ana Ruiz  9:41  on the check-in of today",
            "     Well done",
        ]


async def test_ones_own_comment_is_changed_and_taken_away_anothers_is_not(pair: Pair) -> None:
    comment(pair.ben, pair.rate, "Ben's own")
    pair.sync()
    pair.now += timedelta(minutes=1)
    comment(pair.ana, pair.rate, "Mine")
    app = pair.app()
    async with opened(app, (80, 40)) as pilot:
        await app.push_screen(DetailScreen("key_result", pair.rate))
        await settled(pilot)
        await press(pilot, "G", "e")
        await write(pilot, " now")
        await press(pilot, "enter")
        assert said(app) == "Changed your comment u undo"
        assert any(row.endswith("9:42  edited") for row in rows(app))
        await press(pilot, "d", "d")
        assert [each.text for each in all_comments(pair.ana)] == ["Ben's own"]
        await press(pilot, "G", "e")
        assert said(app) == "that comment is Ben Okafor's own; you can answer it with another"
        await press(pilot, "d")
        assert not isinstance(app.screen, ModalScreen)


async def test_a_comment_of_a_teammate_appears_and_moves_nothing(pair: Pair) -> None:
    app = pair.app()
    async with opened(app, (80, 40)) as pilot:
        await app.push_screen(DetailScreen("key_result", pair.rate))
        await settled(pilot)
        await press(pilot, "j")
        before = under_cursor(app)
        comment(pair.ben, pair.rate, "Why 27?")
        pair.ben.meet()
        pair.ana.meet()
        await settled(pilot)
        assert "Why 27?" in shown(app)
        assert under_cursor(app) == before


async def test_a_mission_has_comments_too_and_the_past_takes_none(pair: Pair) -> None:
    mission = pair.make("mission", statement="Transform lives", unit=pair.sales)
    comment(pair.ana, mission, "Whose lives?")
    app = pair.app()
    async with opened(app, (80, 40)) as pilot:
        await app.push_screen(DetailScreen("mission", mission))
        await settled(pilot)
        found = [row.strip() for row in rows(app)]
        assert found.index("Whose lives?") < found.index("last change Ana Ruiz, 9:41")
        await press(pilot, "escape", "2", "t", "at")
        assert said(app).startswith("This is ")
        assert not isinstance(app.screen, ModalScreen)


# --- the wall


async def test_the_wall_shows_thanks_and_comments_and_filters(pair: Pair) -> None:
    recognize(pair.ana, pair.ben.person, "For the demo")
    pair.now += timedelta(minutes=1)
    second = recognize(pair.ben, pair.sales, "For the pizza")
    pair.sync()
    comment(pair.ana, second, "It was Ben's idea")
    app = pair.app()
    async with opened(app) as pilot:
        await press(pilot, "V")
        assert isinstance(app.screen, WallScreen)
        found = [row.strip("▌ ") for row in rows(app) if row.strip("▌ ")]
        assert [" ".join(row.split()) for row in found] == [
            "Ben Okafor → Sales 9:42",
            "For the pizza",
            "Ana Ruiz 9:42",
            "It was Ben's idea",
            "Ana Ruiz → Ben Okafor 9:41",
            "For the demo",
        ]
        await press(pilot, "slash", *"demo")
        assert not any("pizza" in row for row in rows(app))
        await press(pilot, "x")
        assert any("esc shows all again" in row for row in rows(app))
        await press(pilot, "escape", "G", "at")
        assert "Comment on recognition of Ben Okafor" in shown(app)
        await write(pilot, "Twice")
        await press(pilot, "enter")
        assert [each.text for each in comments_of(pair.ana, "recognition", wall(pair.ana)[1].id)] == ["Twice"]
        await press(pilot, "escape")
        assert not isinstance(app.screen, WallScreen)


async def test_an_empty_wall_says_which_key_fills_it(pair: Pair) -> None:
    app = pair.app()
    async with opened(app) as pilot:
        await press(pilot, "V")
        assert any("K thanks someone" in row for row in rows(app))
        await press(pilot, "K", "enter")
        await write(pilot, "First")
        await press(pilot, "enter")
        assert any("First" in row for row in rows(app))
        assert "Ana Ruiz →" in under_cursor(app)


async def test_enter_on_the_wall_goes_to_whom_it_thanks(pair: Pair) -> None:
    recognize(pair.ben, pair.sales, "For the pizza")
    pair.sync()
    app = pair.app()
    async with opened(app) as pilot:
        await press(pilot, "V", "enter")
        assert app.current_mode == "cascade"
        assert "Sales" in under_cursor(app)


async def test_a_unit_shows_the_thanks_to_it_and_its_people(pair: Pair) -> None:
    recognize(pair.ana, pair.sales, "For the pizza")
    pair.make("membership", person=pair.ben.person, unit=pair.sales)
    for number in range(6):
        recognize(pair.ana, pair.ben.person, f"For demo {number}")
    app = pair.app()
    async with opened(app, (80, 40)) as pilot:
        await app.push_screen(DetailScreen("unit", pair.sales))
        await settled(pilot)
        found = [" ".join(row.split()) for row in rows(app)]
        assert "Recognized 7, V shows the wall" in found
        assert found.count("Ana Ruiz → Ben Okafor 9:41") == 5
