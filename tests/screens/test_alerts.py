"""What is for oneself in My week, how it is told, and that nobody is disturbed by it."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.screen import ModalScreen

from okrtui.app import OkrtuiApp
from okrtui.screens.detail_view import DetailView
from okrtui.screens.plan import PlanScreen
from okrtui.screens.telling import Telling
from okrtui.screens.wall import WallScreen
from okrtui.screens.write import WriteScreen
from okrtui.settings import Settings
from okrtui.settings_file import read_settings, settings_path
from okrtui.widgets.key_line import KeyLine
from okrtui.workspace.alerting import Alerting, for_me
from okrtui.workspace.blockers import raise_blocker
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.comments import comment, comments_of
from okrtui.workspace.planning_links import share
from okrtui.workspace.recognition import recognize
from tests.screens.pair import Pair, opened, rows, set_field, settled, shown, until

LONG = "Für die Donaudampfschifffahrtskapitäne, die bei Sturm und Nacht 渋谷 und Hamburg verbunden haben 🎯"


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """Ana leads Sales, and Ben shares the top with her; nobody has been told of anything yet."""
    found = Pair(tmp_path)
    found.now -= timedelta(minutes=1)
    set_field(found.ana, "unit", found.sales, "lead", found.ana.person)
    check_in(found.ana, found.rate, 25)
    found.now += timedelta(minutes=1)
    found.sync()
    Alerting(found.ana).look()
    return found


async def press(pilot: Pilot[str], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def meet(pair: Pair, pilot: Pilot[str]) -> None:
    """Ana's app takes in what Ben has done."""
    pair.ben.meet()
    pair.ana.meet()
    await settled(pilot)
    await settled(pilot)


def said(app: OkrtuiApp) -> str:
    """What the line at the bottom says."""
    notice = app.screen.query_one(KeyLine).notice
    return f"{notice.text} {notice.hint}".strip() if notice else ""


def section(app: OkrtuiApp) -> list[str]:
    """The rows of the section that is for oneself, their blanks drawn together."""
    found = [_squeezed(row) for row in rows(app)]
    start = next((place for place, row in enumerate(found) if row.startswith("For you")), None)
    return [] if start is None else found[start + 1 : found.index("", start)]


def _squeezed(row: str) -> str:
    return " ".join(row.strip("▌ ").split())


async def go_to(pilot: Pilot[str], part: str) -> None:
    """Put the cursor on the row with a text."""
    app = pilot.app
    assert isinstance(app, OkrtuiApp)
    await press(pilot, "g")
    for _ in range(30):
        if any(row.startswith("▌") and part in _squeezed(row) for row in rows(app)):
            return
        await press(pilot, "j")
    raise AssertionError(f"no row {part!r}:\n{shown(app)}")


# --- telling


async def test_a_comment_that_names_one_is_told_at_once_and_waits_in_my_week(pair: Pair) -> None:
    app = pair.app()
    async with opened(app) as pilot:
        assert section(app) == []
        comment(pair.ben, pair.rate, "@Ana Ruiz why?")
        await meet(pair, pilot)
        assert said(app) == "Ben Okafor named you on Close rate to 27 %: @Ana Ruiz why?"
        assert section(app) == ["Ben Okafor named you on Close rate to 27 % @Ana Ruiz why? 9:41"]
        assert not any("commented" in row for row in rows(app))  # it is no news besides


async def test_elsewhere_it_says_where_to_look(pair: Pair) -> None:
    app = pair.app()
    async with opened(app) as pilot:
        await press(pilot, "2")
        recognize(pair.ben, pair.ana.person, "For the demo")
        await meet(pair, pilot)
        assert said(app) == "Ben Okafor thanks you: For the demo 1 My week"
        await press(pilot, "1")
        assert section(app) == ["Ben Okafor thanks you For the demo 9:41"]


async def test_several_at_once_are_told_as_one(pair: Pair) -> None:
    app = pair.app()
    async with opened(app) as pilot:
        for number in range(3):
            comment(pair.ben, pair.rate, f"@Ana Ruiz {number}?")
        check_in(pair.ben, pair.rate, 22)
        await meet(pair, pilot)
        assert said(app).endswith(", and 3 more")


async def test_what_happened_while_the_app_was_closed_is_told_at_the_next_start_once(pair: Pair) -> None:
    check_in(pair.ben, pair.rate, 22)
    comment(pair.ben, pair.rate, "@Ana Ruiz why?")
    pair.sync()
    app = pair.app()
    async with opened(app):
        assert said(app).endswith(", and 1 more")
        assert len(section(app)) == 2
    again = pair.app()
    async with opened(again):
        assert said(again) == ""
        assert len(section(again)) == 2


async def test_whoever_writes_is_not_disturbed(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("okrtui.screens.telling._LATER", 0.05)
    app = pair.app()
    async with opened(app) as pilot:
        await press(pilot, "at", *"half", "space", "a")
        comment(pair.ben, pair.rate, "@Ana Ruiz why 27?")
        await meet(pair, pilot)
        assert isinstance(app.screen, WriteScreen)
        below = app.screen_stack[0].query_one(KeyLine).notice
        assert below is None or "named you" not in below.text
        await press(pilot, "space", *"word")
        assert "half a word" in shown(app)
        await press(pilot, "enter")
        assert "half a word" in [each.text for each in comments_of(pair.ana, "key_result", pair.calls)]
        assert "Commented on" in said(app)  # one's own doing is told first
        app.screen.query_one(KeyLine).hush()
        await until(pilot, " Ben Okafor named you on Close rate to 27 %: @Ana Ruiz why 27?")


async def test_the_cursor_and_what_one_types_stay_where_they_are(pair: Pair) -> None:
    app = pair.app()
    async with opened(app) as pilot:
        await press(pilot, "j")
        before = next(row for row in rows(app) if row.startswith("▌"))
        comment(pair.ben, pair.rate, "@Ana Ruiz why 27?")
        await meet(pair, pilot)
        assert next(row for row in rows(app) if row.startswith("▌")) == before
        await press(pilot, "slash", *"close")
        comment(pair.ben, pair.rate, "@Ana Ruiz and again?")
        await meet(pair, pilot)
        await press(pilot, "x")
        assert app.screen.focused is not None
        assert "closex" in shown(app)


async def test_ones_own_doing_is_not_told(pair: Pair) -> None:
    app = pair.app()
    async with opened(app) as pilot:
        check_in(pair.ana, pair.rate, 22)
        comment(pair.ana, pair.rate, "@Ana Ruiz, note to oneself")
        await settled(pilot)
        assert "turned" not in said(app)
        assert section(app) == []


async def test_the_check_in_by_itself_tells_nothing(pair: Pair) -> None:
    comment(pair.ben, pair.rate, "@Ana Ruiz why 27?")
    pair.sync()
    app = OkrtuiApp(pair.ana, pair.data, start="checkin", is_live=False)
    async with opened(app):
        assert app.telling is None
    assert len(for_me(pair.ana)) == 1


# --- going there


async def test_enter_goes_to_the_comment_and_an_answer_names_whoever_asked(pair: Pair) -> None:
    comment(pair.ana, pair.rate, "The first")
    pair.now += timedelta(minutes=1)
    comment(pair.ben, pair.rate, "@Ana Ruiz why 27?")
    pair.sync()
    app = pair.app()
    async with opened(app) as pilot:
        await go_to(pilot, "named you")
        await press(pilot, "at")
        assert "Comment on key result Close rate to 27 %" in shown(app)
        assert "@Ben Okafor" in shown(app)
        await press(pilot, "escape", "enter")
        view = app.screen.query_one(DetailView)
        assert view.subject is not None
        assert view.subject[0] == "comment"
        assert "Ben Okafor" in next(row for row in rows(app) if row.startswith("▌"))


async def test_beside_the_list_enter_goes_into_the_pane(pair: Pair) -> None:
    comment(pair.ben, pair.rate, "@Ana Ruiz why 27?")
    pair.sync()
    app = pair.app()
    async with opened(app, (120, 40)) as pilot:
        await go_to(pilot, "named you")
        await press(pilot, "enter")
        view = app.screen.query_one(DetailView)
        assert app.screen.focused is view
        assert view.subject is not None
        assert view.subject[0] == "comment"
        assert len(app.screen_stack) == 1


async def test_enter_on_thanks_goes_to_the_wall_and_k_thanks_back(pair: Pair) -> None:
    recognize(pair.ana, pair.ben.person, "For another thing")
    recognize(pair.ben, pair.ana.person, "For the demo")
    pair.sync()
    pair.make("person", name="Aaron First")
    app = pair.app()
    async with opened(app) as pilot:
        await go_to(pilot, "thanks you")
        await press(pilot, "K")
        assert "Ben Okafor" in next(row for row in rows(app) if row.startswith("▌"))
        await press(pilot, "escape", "enter")
        assert isinstance(app.screen, WallScreen)
        assert "Ben Okafor → Ana Ruiz" in next(row for row in rows(app) if row.startswith("▌"))


async def test_enter_on_a_share_goes_to_the_board_where_one_key_accepts_it(pair: Pair) -> None:
    cycle = pair.ana.company.cycles()[0].id
    root = pair.ana.company.child_units(None)[0].id
    theirs = pair.make("objective", title="Call back", unit=root, cycle=cycle, owner=pair.ben.person)
    pair.sync()
    asked = share(pair.ben, theirs, pair.sales)
    pair.sync()
    app = pair.app()
    async with opened(app) as pilot:
        assert said(app) == "Ben Okafor asks Sales to share Call back"
        await go_to(pilot, "asks to share")
        await press(pilot, "enter")
        assert isinstance(app.screen, PlanScreen)
        assert app.screen.subject() == ("share", asked)
        await press(pilot, "a", "1")
        assert section(app) == []


async def test_enter_on_a_blocker_goes_to_it(pair: Pair) -> None:
    blocker = raise_blocker(pair.ben, pair.calls, "No phones", pair.ana.person)
    pair.sync()
    app = pair.app()
    async with opened(app) as pilot:
        await go_to(pilot, "gave you No phones")
        await press(pilot, "enter")
        assert app.screen.query_one(DetailView).subject == ("blocker", blocker)


async def test_a_comment_on_something_without_a_screen_is_read_at_the_bottom(pair: Pair) -> None:
    comment(pair.ben, pair.ben.person, "@Ana Ruiz I am new here")
    pair.sync()
    app = pair.app()
    async with opened(app) as pilot:
        await go_to(pilot, "named you")
        await press(pilot, "enter")
        assert said(app) == "Ben Okafor named you on Ben Okafor: @Ana Ruiz I am new here"
        assert not isinstance(app.screen, ModalScreen)


# --- being done with it


async def test_x_is_done_with_it_and_capital_x_brings_it_back(pair: Pair) -> None:
    comment(pair.ben, pair.rate, "@Ana Ruiz one")
    pair.now += timedelta(minutes=1)
    comment(pair.ben, pair.calls, "@Ana Ruiz two")
    pair.sync()
    app = pair.app()
    async with opened(app) as pilot:
        await go_to(pilot, "named you on Six calls")
        await press(pilot, "x")
        assert said(app) == "Done with it: Six calls per rep X brings it back"
        assert len(section(app)) == 1
        assert not any("commented" in row for row in rows(app))
        await press(pilot, "X")
        assert len(section(app)) == 2
        await go_to(pilot, "named you on Six calls")
        await press(pilot, "x", "x")
        assert section(app) == []
    again = pair.app()
    async with opened(again):
        assert section(again) == []


async def test_x_on_other_rows_explains_the_number_as_ever(pair: Pair) -> None:
    comment(pair.ben, pair.rate, "@Ana Ruiz one")
    pair.sync()
    app = pair.app()
    async with opened(app) as pilot:
        await press(pilot, "g", "x")
        assert "How the number comes about" in shown(app)


async def test_m_mutes_a_sort_and_the_palette_tells_it_again(pair: Pair) -> None:
    comment(pair.ben, pair.rate, "@Ana Ruiz one")
    recognize(pair.ben, pair.ana.person, "For the demo")
    pair.sync()
    app = pair.app()
    async with opened(app) as pilot:
        await go_to(pilot, "named you")
        await press(pilot, "m")
        assert said(app) == "Muted: a comment names you ctrl+p tells you again"
        assert section(app) == ["Ben Okafor thanks you For the demo 9:41"]
        comment(pair.ben, pair.rate, "@Ana Ruiz two")
        await meet(pair, pilot)
        assert "named" not in said(app)
    kept = read_settings(settings_path())
    assert kept is not None
    assert [sort.value for sort in kept.muted] == ["comment"]
    again = pair.app()
    again.settings = kept
    async with opened(again) as pilot:
        assert len(section(again)) == 1
        await press(pilot, "ctrl+p", *"again")
        await press(pilot, "enter")
        assert len(section(again)) == 3
    assert read_settings(settings_path()) == Settings()


async def test_many_are_folded_until_they_are_asked_for(pair: Pair) -> None:
    for number in range(9):
        comment(pair.ben, pair.rate, f"@Ana Ruiz number {number}")
    pair.sync()
    app = pair.app()
    async with opened(app) as pilot:
        assert section(app)[-1] == "and 4 more: enter shows them"
        assert len(section(app)) == 6
        await go_to(pilot, "and 4 more")
        await press(pilot, "enter")
        assert len(section(app)) == 9


async def test_a_look_that_stumbles_is_said_and_the_next_one_is_made(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = pair.app()
    async with opened(app) as pilot:
        assert isinstance(app.telling, Telling)
        look = Alerting.look

        def stumble(*_: object) -> None:
            raise ValueError("no look")

        monkeypatch.setattr(Alerting, "look", stumble)
        comment(pair.ben, pair.rate, "@Ana Ruiz one")
        await meet(pair, pilot)
        assert "no look" in said(app)
        monkeypatch.setattr(Alerting, "look", look)
        comment(pair.ben, pair.rate, "@Ana Ruiz two")
        await meet(pair, pilot)
        assert len(section(app)) == 2


# --- looks


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_my_week_with_alerts_looks_as_it_did(
    pair: Pair, size: tuple[int, int], snap_compare: Callable[..., bool]
) -> None:
    root = pair.ana.company.child_units(None)[0].id
    cycle = pair.ana.company.cycles()[0].id
    title = "Call back 世界 within the hour"
    theirs = pair.make("objective", title=title, unit=root, cycle=cycle, owner=pair.ben.person)
    pair.sync()
    pair.now -= timedelta(days=1)
    recognize(pair.ben, pair.ana.person, LONG)
    pair.now += timedelta(days=1)
    share(pair.ben, theirs, pair.sales)
    raise_blocker(pair.ben, pair.calls, LONG, pair.ana.person)
    comment(pair.ben, pair.rate, "@Ana Ruiz why 27? We said 25 % in Hamburg.")
    set_field(pair.ben, "key_result", pair.calls, "target", 7)
    check_in(pair.ben, pair.rate, 22)
    pair.sync()

    async def use(pilot: Pilot[str]) -> None:
        await settled(pilot)
        await press(pilot, "j", "j", "j")

    run: Callable[[Pilot[str]], Awaitable[None]] = use
    assert snap_compare(pair.app(), terminal_size=size, run_before=run)
