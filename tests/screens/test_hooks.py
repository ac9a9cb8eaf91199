"""Hooks while the app is open: in a thread of their own, in order, and heard of only when something goes wrong."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from okrtui.workspace.check_ins import check_in
from okrtui.workspace.hooks import queue, runner
from tests.screens.pair import Pair, opened, settled, shown, until
from tests.workspace.hooks.programs import listener, put, told


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return Pair(tmp_path)


async def soon(is_so: Callable[[], object]) -> None:
    """Until something is so."""
    for _ in range(500):
        if is_so():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it never came to be")


async def test_a_check_in_and_what_it_turns_are_told_in_order(pair: Pair) -> None:
    heard = listener(pair.ana.home, "after-check-in", "status-change")
    app = pair.app()
    async with opened(app) as pilot:
        await soon((pair.ana.home / "stood.json").exists)
        await pilot.press("c")
        await until(pilot, "enter keep")
        await pilot.press("2", "7", "enter", "7")
        await soon(lambda: len(told(heard)) >= 3)
    events = [(each["event"], each["object"]["title"], each["after"]["status"]) for each in told(heard)]
    assert told(heard)[0]["check_in"]["confidence"] == 7
    assert events[:2] == [
        ("after-check-in", "Close rate to 27 %", "achieved"),
        ("status-change", "Close rate to 27 %", "achieved"),
    ]


async def test_what_a_teammate_does_is_told_when_it_arrives(pair: Pair) -> None:
    heard = listener(pair.ana.home, "after-check-in", "status-change")
    app = pair.app()
    async with opened(app):
        await soon((pair.ana.home / "stood.json").exists)
        for value in (4, 6, 27):
            check_in(pair.ben, pair.rate, value)
        pair.sync()
        await soon(lambda: told(heard))
    app.finish_hooks()
    found = [each for each in told(heard) if each["object"]["id"] == pair.rate]
    assert [(each["event"], each["by"]["name"], each["after"]["value"]) for each in found] == [
        ("status-change", "Ben Okafor", 27)
    ]


async def test_another_day_may_turn_a_status(pair: Pair) -> None:
    heard = listener(pair.ana.home, "status-change")
    async with opened(pair.app()):
        await soon((pair.ana.home / "stood.json").exists)
        pair.now = pair.now.replace(month=12, day=20)
        pair.ana.pass_day()
        await soon(lambda: told(heard))
    assert {each["by"] for each in told(heard)} == {None}


async def test_one_that_takes_long_holds_nobody_up_and_its_failure_is_one_quiet_line(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, go_on = pair.ana.home / "started", pair.ana.home / "go-on"
    monkeypatch.setattr(runner, "TIME_LIMIT", 60)
    script = f"#!/bin/sh\necho > {started}\nwhile ! [ -e {go_on} ]; do sleep 0.02; done\nexit 3\n"
    put(pair.ana.home, "after-check-in", script)
    app = pair.app()
    async with opened(app) as pilot:
        check_in(pair.ana, pair.rate, 26)
        await soon(started.exists)
        await pilot.press("2")
        await until(pilot, "by organisation")  # while it runs
        assert "hook after-check-in" not in shown(app)
        go_on.touch()
        await until(pilot, "hook after-check-in: exit code 3")
        assert "okrtui hooks" in shown(app)


async def test_who_leaves_waits_for_a_moment_only(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("okrtui.hooked._LAST_HOOKS", 0.3)
    put(pair.ana.home, "after-check-in", "#!/bin/sh\nsleep 60\n")
    app = pair.app()
    async with opened(app):
        for value in (25, 26, 27):
            check_in(pair.ana, pair.rate, value)
    app.finish_hooks()
    assert app.farewell.splitlines() == [
        "hook after-check-in: it took longer than 0 s and was ended",
        "2 events left out: hooks took too long",
    ]


async def test_the_last_check_in_is_told_though_the_app_is_left_at_once(pair: Pair) -> None:
    heard = listener(pair.ana.home, "after-check-in", "status-change")
    app = pair.app()
    async with opened(app):
        await soon((pair.ana.home / "stood.json").exists)
        check_in(pair.ana, pair.rate, 27)
    app.finish_hooks()
    assert [each["event"] for each in told(heard)][:2] == ["after-check-in", "status-change"]


async def test_too_many_are_counted(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "MOST", 3)
    put(pair.ana.home, "after-check-in", "#!/bin/sh\nsleep 0.2\n")
    app = pair.app()
    async with opened(app) as pilot:
        for value in range(9):
            check_in(pair.ana, pair.rate, value)
        await until(pilot, "events left out: hooks took too long")


async def test_within_a_hook_there_are_none(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OKRTUI_IN_HOOK", "after-check-in")
    listener(pair.ana.home, "after-check-in")
    app = pair.app()
    async with opened(app) as pilot:
        assert app.hooks is None
        await settled(pilot)
