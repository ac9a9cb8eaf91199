"""Hooks at the command line: they run after it has spoken, for what happened, and never change how it ends."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from okrtui.workspace.hooks import queue, runner
from tests.cli.conftest import Person, Team
from tests.workspace.hooks.programs import listener, put, told


def of(heard: Path, event: str) -> list[dict[str, Any]]:
    """What was told of one event."""
    return [each for each in told(heard) if each["event"] == event]


def turns(heard: Path) -> list[tuple[str, str, str]]:
    """Title, status before and status after, of every change of status."""
    found = of(heard, "status-change")
    return [(each["object"]["title"], each["before"]["status"], each["after"]["status"]) for each in found]


@pytest.fixture
def on_track(ana: Person, sales: dict[str, str]) -> dict[str, str]:
    """Everything of Ana's is on track."""
    for name, value in (("rate", "24"), ("calls", "6"), ("signed", "no"), ("steps", "none")):
        ana.run("checkin", sales[name], value)
    return sales


def test_a_check_in_is_told_with_all_that_it_says(ana: Person, sales: dict[str, str]) -> None:
    heard = listener(ana.home, "after-check-in")
    ana.run("checkin", sales["rate"], "24", "-c", 7, "-m", "two demos", "--next-step", "call", "--date", "2026-10-06")
    [event] = told(heard)
    assert list(event) == [
        "okrtui_hook", "event", "workspace", "object", "before", "after", "by", "on", "when", "check_in",
    ]  # fmt: skip
    me = {"id": ana.ask("whoami")["id"], "name": "Ana Ruiz"}
    assert event["workspace"] == {"id": ana.home.name, "name": "Northwind"}
    assert event["object"] == {
        "kind": "key_result",
        "id": sales["rate"],
        "title": "Close rate to 27 %",
        "objective": {"id": sales["objective"], "name": "Improve sales"},
        "unit": {"id": event["object"]["unit"]["id"], "name": "Ana Ruiz"},
        "owner": me,
        "mine": True,
    }
    assert event["before"] == {"status": "not_started", "progress": 0, "expected": 8, "value": None}
    assert event["after"] == {"status": "on_track", "progress": 40, "expected": 8, "value": 24}
    assert (event["by"], event["on"]) == (me, "2026-10-06")
    assert datetime.fromisoformat(event["when"]).isoformat()[:16] == "2026-10-07T09:07"
    said = event["check_in"]
    assert list(said) == [
        "id", "value", "confidence", "note", "achievement", "challenge", "next_step", "learned", "on_behalf_of",
    ]  # fmt: skip
    assert (said["confidence"], said["note"], said["next_step"]) == (7, "two demos", "call")


def test_what_is_no_new_check_in_of_one_s_own_is_not_told(ana: Person, team: Team, sales: dict[str, str]) -> None:
    ben = team.joiner()
    heard = listener(ana.home, "after-check-in")
    ben.run("checkin", sales["rate"], "24")
    ana.run("sync")
    made = ana.ask("checkin", sales["rate"], "25")["id"]
    ana.run("set", made, "note=better")
    ana.run("rm", made)
    ana.run("restore", made)
    ana.run("undo")
    ana.run("redo")
    assert [each["check_in"]["id"] for each in told(heard)] == [made]


def test_a_change_of_status_is_told_of_what_it_concerns(ana: Person, on_track: dict[str, str]) -> None:
    heard = listener(ana.home, "status-change")
    ana.run("set", on_track["rate"], "weight=2")
    assert told(heard) == []
    ana.run("checkin", on_track["calls"], "2")
    assert turns(heard) == [
        ("Calls per rep", "holding", "not_holding"),
        ("Improve sales", "on_track", "not_holding"),
    ]
    [first, second] = told(heard)
    assert first["by"]["name"] == second["by"]["name"] == "Ana Ruiz"
    assert first["after"]["value"] == 2
    assert (second["object"]["kind"], second["object"]["objective"]) == ("objective", None)
    ana.run("undo")
    assert turns(heard)[2:] == [
        ("Calls per rep", "not_holding", "holding"),
        ("Improve sales", "not_holding", "on_track"),
    ]


def test_a_teammate_s_change_is_told_when_it_arrives_and_only_its_end(
    ana: Person, team: Team, on_track: dict[str, str]
) -> None:
    ben = team.joiner()
    ana.run("sync")
    heard = listener(ana.home, "status-change")
    ana.run("status")
    ana.run("set", on_track["rate"], "weight=1")
    for value in ("2", "9", "3", "7", "1"):
        ben.run("checkin", on_track["calls"], value)
    ben.run("checkin", on_track["rate"], "22")
    ben.run("checkin", on_track["rate"], "24.1")
    ana.run("sync")
    assert turns(heard) == [
        ("Calls per rep", "holding", "not_holding"),
        ("Improve sales", "on_track", "not_holding"),
    ]
    assert {each["by"]["name"] for each in told(heard)} == {"Ben Okafor"}
    ana.run("sync")
    assert len(told(heard)) == 2


def test_sync_tells_what_time_has_changed(ana: Person, on_track: dict[str, str]) -> None:
    heard = listener(ana.home, "status-change")
    ana.run("sync")
    ana.wait_until(datetime(2026, 11, 25, 9))
    ana.run("status")
    assert told(heard) == []
    ana.run("sync")
    assert ("Close rate to 27 %", "on_track", "needs_attention") in turns(heard)
    assert {each["by"] for each in told(heard)} == {None}


def test_what_was_not_seen_yet_is_no_change(ana: Person, on_track: dict[str, str]) -> None:
    heard = listener(ana.home, "status-change")
    for name in ("rate", "calls"):
        (ana.home / "stood.json").unlink(missing_ok=True)
        (ana.home / "stood.json").write_bytes(b"rubbish" if name == "calls" else b'{"okrtui_stood":9}')
        ana.run("set", on_track[name], "weight=3")
    assert told(heard) == []


# --- in nobody's way


@pytest.mark.parametrize(
    ("text", "mode", "why"),
    [
        ("#!/bin/sh\necho no network; exit 7\n", 0o700, "exit code 7: no network"),
        ("#!/bin/sh\n", 0o600, "it is not run: it is not executable: chmod +x "),
        ("#!/bin/sh\n", 0o777, "it is not run: others can write there: chmod go-w "),
        ("exit\n", 0o700, "it cannot be run: exec format error"),
    ],
)
def test_a_hook_that_fails_is_a_note(ana: Person, sales: dict[str, str], text: str, mode: int, why: str) -> None:
    put(ana.home, "after-check-in", text, mode)
    said = ana.run("checkin", sales["rate"], "24")
    assert said.out.startswith("Close rate to 27 %\n")
    assert said.err.startswith(f"okrtui: hook after-check-in: {why}")
    assert len(said.err.splitlines()) == 1
    assert ana.ask("show", sales["rate"])["detail"]["check_ins"][0]["value"] == "24 %"
    note = ana.run("checkin", sales["rate"], "25", "--json").err
    assert json.loads(note)["note"].startswith(f"hook after-check-in: {why}")


def test_one_that_sleeps_holds_up_the_end_for_so_long_and_no_longer(
    ana: Person, sales: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "TIME_LIMIT", 0.6)
    woken = ana.home / "woken"
    put(ana.home, "after-check-in", f"#!/bin/sh\nsleep 60\necho > {woken}\n")
    said = ana.run("checkin", sales["rate"], "24")
    assert "it took longer than 1 s and was ended" in said.err
    assert not woken.exists()


def test_many_that_fail_alike_are_said_once_and_too_many_are_counted(
    ana: Person, on_track: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "MOST", 1)
    put(ana.home, "status-change", "#!/bin/sh\nexit 1\n")
    said = ana.run("checkin", on_track["calls"], "2")
    assert said.err.splitlines() == [
        "okrtui: hook status-change: exit code 1",
        "okrtui: 1 event left out: hooks took too long",
    ]


def test_a_command_that_fails_fails_as_it_did(ana: Person, sales: dict[str, str]) -> None:
    heard = listener(ana.home, "after-check-in", "status-change")
    assert ana.run("checkin", sales["rate"], "many", code=2).err.count("\n") == 1
    assert told(heard) == []


def test_a_hook_may_call_okrtui_and_starts_no_other(
    ana: Person, on_track: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hook undoes what it is told of: without a guard that would have no end."""
    heard = listener(ana.home, "after-check-in", "status-change")
    again = f'exec {sys.executable} -m okrtui checkin "$(cat {ana.data}/kr)" 6'
    (ana.data / "kr").write_text(on_track["calls"])
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    put(ana.home, "status-change", f"#!/bin/sh\ncat >> {heard}\necho 'second' >> {ana.data}/ran\n{again}\n")
    said = ana.run("checkin", on_track["calls"], "2")
    assert said.err == ""
    assert [each["event"] for each in told(heard)] == ["after-check-in", "status-change", "status-change"]
    assert ana.ask("show", on_track["calls"])["detail"]["row"]["status"] == "holding"
    ana.run("sync")  # what the hook did was seen
    assert len(told(heard)) == 3


# --- okrtui hooks


def test_a_list_of_them(ana: Person, sales: dict[str, str]) -> None:
    assert ana.ask("hooks") == {
        "folder": str(ana.home / "hooks"),
        "hooks": [
            {"name": "after-check-in", "state": "none", "why": None, "last": None},
            {"name": "status-change", "state": "none", "why": None, "last": None},
        ],
        "strangers": [],
    }
    put(ana.home, "after-check-in", "#!/bin/sh\necho no network; exit 7\n")
    put(ana.home, "status-change", "#!/bin/sh\n", 0o600)
    put(ana.home, "after-checkin", "#!/bin/sh\n")
    ana.run("checkin", sales["rate"], "24")
    found = ana.ask("hooks", code=1)
    first, second = found["hooks"]
    assert found["strangers"] == ["after-checkin"]
    assert (first["state"], first["last"]["failure"]) == ("ready", "exit code 7: no network")
    assert first["last"]["output"] == "no network"
    assert first["last"]["when"].startswith("2026-10-07T09:")
    assert (second["state"], second["why"][:20]) == ("refused", "it is not executable")
    said = ana.run("hooks", code=1).out
    assert "failed: exit code 7: no network" in said
    assert "after-checkin; a hook is called after-check-in or status-change" in said
    (ana.home / "hooks" / "status-change").chmod(0o700)
    put(ana.home, "after-check-in", "#!/bin/sh\n")
    ana.run("checkin", sales["rate"], "25")
    assert "went well" in ana.run("hooks").out


@pytest.mark.parametrize("content", [b"rubbish", b"[]", b'{"after-check-in":{"at":"x"}}', b'{"after-check-in":7}'])
def test_a_ledger_that_cannot_be_read_is_none(ana: Person, sales: dict[str, str], content: bytes) -> None:
    (ana.home / "hooks-ran.json").write_bytes(content)
    assert ana.ask("hooks")["hooks"][0]["last"] is None
    listener(ana.home, "after-check-in")
    ana.run("checkin", sales["rate"], "24")
    assert ana.ask("hooks")["hooks"][0]["last"]["failure"] is None
