"""What the coach found: the list of it, its marks, and the keys that mend or set aside."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot

from okrtui.app import OkrtuiApp
from okrtui.okr.coach.finding import Finding
from tests.screens.pair import opened, rows, set_field, settled, shown
from tests.screens.quarter import TASKS, Quarter


@pytest.fixture
def quarter(tmp_path: Path) -> Quarter:
    made = Quarter(tmp_path)
    made.half()
    return made


@pytest.fixture
def tasks(quarter: Quarter) -> list[str]:
    """Three tasks that pose as key results of the objective that Ana leads."""
    return [
        quarter.make("key_result", objective=quarter.mine, title=task, metric="yes_no") for task in TASKS
    ]


async def press(pilot: Pilot[str], *keys: str) -> None:
    for key in keys:
        await pilot.press({" ": "space"}.get(key, key))
        await settled(pilot)


def text(pilot: Pilot[str]) -> str:
    app = pilot.app
    assert isinstance(app, OkrtuiApp)
    return shown(app)


async def go_to(pilot: Pilot[str], *parts: str) -> None:
    """Put the cursor on the row with some texts."""
    app = pilot.app
    assert isinstance(app, OkrtuiApp)
    await press(pilot, "g")
    for _ in range(60):
        if any(row.startswith("▌") and all(part in row for part in parts) for row in rows(app)):
            return
        await press(pilot, "j")
    raise AssertionError(f"no row {parts!r}:\n{shown(app)}")


async def test_the_three_tasks_become_initiatives_with_one_key_each(quarter: Quarter, tasks: list[str]) -> None:
    async with opened(quarter.planning()) as pilot:
        await press(pilot, "F")
        for task in TASKS:
            await go_to(pilot, task, "KR-TASK")
            await press(pilot, "m")
            assert f"Mended (make it an initiative): {task} · u undo" in text(pilot)
        assert "KR-TASK" not in text(pilot)
    company = quarter.ana.company
    made = [company.title(id) for id in company.pointing("initiative", "subject", quarter.mine)]
    assert sorted(made) == sorted(TASKS)
    assert not any(company.key_result(task) for task in tasks)


async def test_mending_is_one_undo_and_the_finding_is_back(quarter: Quarter, tasks: list[str]) -> None:
    async with opened(quarter.planning()) as pilot:
        await press(pilot, "F")
        await go_to(pilot, TASKS[0], "KR-TASK")
        await press(pilot, "m", "u")
        await go_to(pilot, TASKS[0], "KR-TASK")
    assert quarter.ana.company.key_result(tasks[0]) is not None


async def test_what_has_to_be_told_first_is_asked_by_a_form(quarter: Quarter) -> None:
    async with opened(quarter.planning()) as pilot:
        await press(pilot, "F")
        await go_to(pilot, "Improve sales  ", "AL-ORPHAN")
        await press(pilot, "m")
        assert "Align it" in text(pilot)
        assert "No way leads up from it" in text(pilot)
        await press(pilot, *"lead the", "tab", "ctrl+s")
        assert "Saved: Improve sales · u undo" in text(pilot)
    assert quarter.top in [alignment.parent for alignment in quarter.ana.company.serves(quarter.mine)]


async def test_setting_aside_asks_for_the_reason_and_keeps_it(quarter: Quarter) -> None:
    async with opened(quarter.planning()) as pilot:
        await press(pilot, "F")
        await go_to(pilot, "Improve sales  ", "AL-ORPHAN")
        await press(pilot, "d", *"We know why", "ctrl+s")
        assert not [row for row in text(pilot).splitlines() if "Improve sales  " in row and "AL-ORPHAN" in row]
    ((_, fields),) = quarter.ana.company.live("dismissal")
    assert (fields["finding"], fields["subject"], fields["reason"]) == ("AL-ORPHAN", quarter.mine, "We know why")


async def test_only_one_severity_shows_when_asked_for(quarter: Quarter, tasks: list[str]) -> None:
    async with opened(quarter.planning()) as pilot:
        await press(pilot, "F", "f", "f")
        assert "f warnings" in text(pilot)
        assert " warning KR-TASK" in text(pilot)
        await press(pilot, "f")
        assert "KR-TASK" not in text(pilot)
        assert " hint " in text(pilot)


async def test_enter_goes_to_what_it_is_about_and_the_coach_says_it_there(quarter: Quarter, tasks: list[str]) -> None:
    async with opened(quarter.planning()) as pilot:
        await press(pilot, "F")
        await go_to(pilot, TASKS[1], "KR-TASK")
        await press(pilot, "enter")
        assert "The coach says" in text(pilot)
        await press(pilot, "escape")
        assert "The coach says" not in text(pilot)
        await press(pilot, "enter")
        await go_to(pilot, "warning", "'Build' is an activity")
        await press(pilot, "M")
    assert quarter.ana.company.key_result(tasks[1]) is None


async def test_several_advices_about_one_object_are_asked_for(quarter: Quarter) -> None:
    quarter.make("key_result", objective=quarter.mine, title="Better support", metric="at_least")
    async with opened(OkrtuiApp(quarter.ana, quarter.data, start="plan", is_live=False)) as pilot:
        await go_to(pilot, "O Improve sales")
        set_field(quarter.ana, "objective", quarter.mine, "title", "Improve sales by 3 points")
        await settled(pilot)
        await press(pilot, "M")
        assert "What the coach says of" in text(pilot)
        assert "align it" in text(pilot)
        assert "reword it" in text(pilot)


async def test_marks_stand_in_the_cascade_and_follow_a_change(quarter: Quarter, tasks: list[str]) -> None:
    app = OkrtuiApp(quarter.ana, quarter.data, start="cascade", is_live=False)
    async with opened(app, (110, 40)) as pilot:
        await press(pilot, "right_square_bracket", "Z")
        assert [row for row in rows(app) if TASKS[0] in row and f"{TASKS[0]} !" in row]
        set_field(quarter.ana, "key_result", tasks[0], "title", "Buyers found")
        quarter.make("measure", key_result=tasks[0], name="Interviews", target=3, unit_of_measure="a week")
        await settled(pilot)
        assert [row for row in rows(app) if "Buyers found" in row and "!" not in row]
        await press(pilot, "question_mark", "G")
        assert "the coach has a warning" in text(pilot)


async def test_a_teammates_change_is_looked_at_while_the_list_is_open(quarter: Quarter) -> None:
    async with opened(quarter.planning()) as pilot:
        await press(pilot, "F")
        assert "KR-VAGUE" not in text(pilot)
        key_result = quarter.ana.company.key_results_of(quarter.bens)[0].id
        for field, value in (("title", "Better service"), ("unit_of_measure", "")):
            set_field(quarter.ben, "key_result", key_result, field, value)
        quarter.sync()
        await settled(pilot)
        await go_to(pilot, "Better service", "KR-VAGUE")


async def test_a_list_without_rows_says_why(quarter: Quarter, tasks: list[str]) -> None:
    async with opened(quarter.planning()) as pilot:
        app = pilot.app
        assert isinstance(app, OkrtuiApp)
        found, app.coaching = app.coaching, None  # as long as the coach looks at everything for the first time
        await press(pilot, "F")
        assert "is looking…" in text(pilot)
        assert "no fault" not in text(pilot)
        app.coaching = found
        app.post_message(app.Coached())
        await settled(pilot)
        assert "is looking…" not in text(pilot)
        assert "KR-TASK" in text(pilot)
        await press(pilot, "/", *"zzz")
        assert "Nothing here fits. f shows other severities, esc clears the filter." in text(pilot)


async def test_a_terminal_that_gets_wider_and_narrower_lays_the_messages_out_anew(
    quarter: Quarter, tasks: list[str]
) -> None:
    async with opened(quarter.planning()) as pilot:
        await press(pilot, "F")
        for width in (60, 119, 60, 80):
            await pilot.resize_terminal(width, 24)
            await settled(pilot)
            assert "KR-TASK" in text(pilot)
            assert all(len(row) <= width for row in text(pilot).splitlines())


def first_is_late(gather: Callable[[], list[Finding]], seconds: float) -> Callable[[], list[Finding]]:
    """Gathers findings; what the first look finds is handed over only after some seconds."""
    late: Iterator[float] = iter((seconds,))

    def findings() -> list[Finding]:
        found = gather()
        Event().wait(next(late, 0))
        return found

    return findings


async def test_an_older_look_is_never_shown_after_a_newer_one(
    quarter: Quarter, tasks: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(quarter.planning()) as pilot:
        app = pilot.app
        assert isinstance(app, OkrtuiApp)
        assert app.coaching
        monkeypatch.setattr(app.coaching, "findings", first_is_late(app.coaching.findings, 0.5))
        await pilot.press("F")
        await pilot.pause()
        set_field(quarter.ana, "key_result", tasks[0], "title", "Better service")
        await settled(pilot)
        assert "Better service" in text(pilot)
        assert "KR-VAGUE" in text(pilot)
