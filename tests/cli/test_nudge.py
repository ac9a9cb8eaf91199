"""`okrtui nudge`: one line when a check-in of one's own is due, silence otherwise, and never in anybody's way."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import platformdirs
import pytest

from okrtui.cli import nudge
from tests.cli.conftest import Person, Team

ROOT = Path(__file__).parents[2]
HEAVY = {"click", "tinydb", "pydantic", "orjson", "platformdirs", "textual", "watchfiles", "pathlib", "typing"}
PRINT_MODULES = """
import sys
from okrtui.cli.main import main
code = main(sys.argv[1:])
print(code, *sorted(sys.modules), file=sys.stderr)
"""


def as_process(person: Person, *args: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`okrtui nudge` as a shell calls it."""
    return subprocess.run(
        [sys.executable, "-m", "okrtui", "nudge", *args],
        capture_output=True,
        cwd=ROOT,
        env=os.environ | {"OKRTUI_DATA_DIR": str(person.data), "OKRTUI_NOW": "2026-10-07T12:00"} | environment,
        text=True,
        check=False,
    )


def test_what_waits_for_a_check_in(ana: Person, sales: dict[str, str]) -> None:
    assert ana.run("nudge").out == "okrtui: 4 key results wait for your check-in · okrtui checkin\n"
    ana.run("checkin", sales["rate"], 22)
    ana.run("checkin", sales["calls"], 6)
    ana.run("checkin", sales["signed"], "no")
    assert ana.run("nudge").out == "okrtui: 1 key result waits for your check-in · okrtui checkin\n"
    ana.run("checkin", sales["steps"], "none")
    assert ana.run("nudge") == (0, "", "")


def test_how_many_are_off_track(ana: Person, sales: dict[str, str]) -> None:
    for name, value in (("rate", "27"), ("calls", "2"), ("signed", "yes"), ("steps", "none")):
        ana.run("checkin", sales[name], value)
    ana.wait_until(datetime(2026, 10, 12, 9))
    ana.run("status")
    assert ana.run("nudge").out == "okrtui: 4 key results wait for your check-in (2 off track) · okrtui checkin\n"


def test_later_days_need_no_run_in_between(ana: Person, sales: dict[str, str]) -> None:
    for name, value in (("rate", "24"), ("calls", "6"), ("signed", "no"), ("steps", "none")):
        ana.run("checkin", sales[name], value)
    (ana.home / "replica.json").rename(ana.home / "hidden")  # there is nothing to compute it from
    for day, number in (("2026-10-09", 0), ("2026-10-10", 4), ("2026-12-31", 4), ("2027-01-01", 0)):
        assert ana.ask("nudge", "--today", day)["due"] == number
        assert ana.ask("nudge", f"--today={day}")["due"] == number
    ana.wait_until(datetime(2026, 10, 9, 23, 0))
    assert ana.run("nudge").out == ""
    ana.wait_until(datetime(2026, 10, 10, 0, 0))
    assert "4 key results" in ana.run("nudge").out


def test_today_is_that_of_the_workspaces_zone(ana: Person, sales: dict[str, str]) -> None:
    ana.run("set", ana.home.name, "time_zone=Pacific/Auckland")
    for name, value in (("rate", "24"), ("calls", "6"), ("signed", "no"), ("steps", "none")):
        ana.run("checkin", sales[name], value)
    ana.wait_until(datetime(2026, 10, 9, 10, 50))  # 23:50 there
    assert ana.ask("nudge")["due"] == 0
    ana.wait_until(datetime(2026, 10, 9, 11, 0))
    assert ana.ask("nudge")["due"] == 4


def test_the_keys_of_its_json(ana: Person, sales: dict[str, str]) -> None:
    ana.run("checkin", sales["rate"], 22)
    said = ana.ask("nudge", "--today", "2026-10-10")
    assert list(said) == ["workspace", "today", "due", "off_track", "key_results", "reviews", "blockers"]
    assert said["workspace"] == {"id": ana.home.name, "name": "Northwind"}
    assert (said["today"], said["due"]) == ("2026-10-10", 4)
    assert list(said["key_results"][0]) == ["id", "title", "status", "off_track"]


def test_it_agrees_with_status(ana: Person, sales: dict[str, str]) -> None:
    for day in ("2026-10-07", "2026-10-10", "2026-11-30", "2027-01-02"):
        assert ana.ask("nudge", "--today", day)["due"] == ana.ask("status", "--today", day)["due_mine"]


def test_what_an_older_okrtui_left_behind_is_read(ana: Person, sales: dict[str, str]) -> None:
    file = ana.data / "nudge.json"
    left = json.loads(file.read_bytes())
    assert left.pop("reviews") == []
    assert left.pop("blockers") == []
    file.write_text(json.dumps(left))
    assert ana.run("nudge").out == "okrtui: 4 key results wait for your check-in · okrtui checkin\n"
    assert ana.ask("nudge")["reviews"] == []


def company(ana: Person) -> str:
    """The id of the topmost unit."""
    return str(next(each["id"] for each in ana.ask("list", "unit")["objects"] if each["title"] == "Northwind"))


def test_a_review_of_a_unit_one_leads_is_due_until_it_is_held(ana: Person, sales: dict[str, str]) -> None:
    """October's from its last day on, November's after it, the quarter's at its end; nobody opens okrtui meanwhile."""
    ana.run("rm", sales["objective"])
    unit = company(ana)
    ana.run("set", unit, "lead=me")
    ana.add("objective", title="Grow", unit=unit)

    def due(day: str) -> list[tuple[str, str]]:
        return [(each["kind"], each["since"]) for each in ana.ask("nudge", "--today", day)["reviews"]]

    def held(kind: str, day: str, **fields: str) -> None:
        ana.add("review", kind=kind, unit=unit, date=day, **fields)

    assert due("2026-10-30") == []
    assert due("2026-10-31") == due("2026-11-29") == [("monthly", "2026-10-31")]
    assert due("2026-11-30") == [("monthly", "2026-11-30")]
    assert due("2026-12-31") == due("2027-01-14") == [("monthly", "2026-12-31"), ("quarterly", "2026-12-31")]
    assert due("2027-01-15") == [("quarterly", "2026-12-31")]
    assert ana.run("nudge", "--today", "2026-11-01").out == "okrtui: 1 review is due · okrtui\n"
    assert ana.run("nudge", "--today", "2027-01-02").out == "okrtui: 2 reviews are due · okrtui\n"
    ana.wait_until(datetime(2026, 11, 2, 9))
    held("monthly", "2026-11-02")
    assert due("2026-11-02") == []
    assert due("2026-11-30") == [("monthly", "2026-11-30")]
    ana.wait_until(datetime(2027, 1, 5, 9))
    held("monthly", "2027-01-05")
    held("quarterly", "2027-01-05", cycle=ana.ask("list", "cycle")["objects"][0]["id"])
    assert due("2027-01-05") == []


def test_a_review_that_others_have_to_hold_is_not_told(ana: Person, team: Team, sales: dict[str, str]) -> None:
    """Who stands higher looks back for all below."""
    ben = team.joiner()
    ana.run("sync")
    unit = company(ana)
    below = ana.add("unit", name="Below", parent=unit, lead="me")
    for each in (unit, below):
        ana.add("objective", title="Grow", unit=each)
    ana.run("set", unit, "lead=Ben")
    ben.run("sync")
    assert ben.ask("nudge", "--today", "2026-11-01")["reviews"][0]["unit"] == {"id": unit, "title": "Northwind"}
    assert ana.ask("nudge", "--today", "2026-11-01")["reviews"] == []


def test_a_blocker_that_has_waited_for_a_week(ana: Person, sales: dict[str, str]) -> None:
    ana.run("checkin", sales["rate"], 22)
    blocker = ana.run("block", sales["rate"], "No budget", "--solver", "me").out.split()[0]
    assert ana.ask("nudge", "--today", "2026-10-14")["blockers"] == []
    told = [{"id": blocker, "title": "No budget", "since": "2026-10-15"}]
    assert ana.ask("nudge", "--today", "2026-10-15")["blockers"] == told
    words = "4 key results wait for your check-in, 1 blocker has waited for you for over a week"
    assert ana.run("nudge", "--today", "2026-10-15").out == f"okrtui: {words} · okrtui checkin\n"
    ana.run("unblock", blocker, "found some")
    assert ana.ask("nudge", "--today", "2026-10-15")["blockers"] == []


def test_every_run_leaves_it_behind(ana: Person, sales: dict[str, str]) -> None:
    file = ana.data / "nudge.json"
    for command in ("status", "tree", "whoami", "log", "sync", "doctor"):
        file.unlink()
        ana.run(command)
        assert json.loads(file.read_bytes())["workspace"]["name"] == "Northwind"
    file.unlink()
    ana.run("status", "--today", "2027-06-01")
    ana.run("tree", "--as-of", "2026-10-07")
    assert ana.ask("nudge")["due"] == 4


def test_a_demo_is_heard_of_from_the_start(team: Team) -> None:
    eva = team.newcomer("eva")
    eva.run("demo", "--no-open", "--dir", team.place / "demo", "--people", "8", "--cycles", "1")
    eva.data = team.place / "demo" / "data"
    assert eva.ask("nudge")["due"] == eva.ask("status")["due_mine"]
    assert eva.ask("nudge")["workspace"] is not None


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"okrtui_nudge":1}',
        b'{"okrtui_nudge":2,"workspace":{"id":"0","name":"N"},"time_zone":"UTC","key_results":[]}',
        b'{"okrtui_nudge":1,"workspace":{"id":0,"name":"N"},"time_zone":"UTC","key_results":[]}',
        b'{"okrtui_nudge":1,"workspace":{"id":"0","name":"N"},"time_zone":"UTC","key_results":[1]}',
        b'{"okrtui_nudge":1,"workspace":{"id":"0","name":"N"},"time_zone":"UTC","key_results":[{"due":[["a"]]}]}',
        b'{"okrtui_nudge":1,"workspace":{"id":"0","name":"N"},"time_zone":[],"key_results":[]}',
        b'{"okrtui_nudge":1,"workspace":{"id":"0","name":"N"},"time_zone":"UTC","key_results":[],"reviews":[7]}',
        b'{"okrtui_nudge":1,"workspace":{"id":"0","name":"N"},"time_zone":"UTC","key_results":[],"blockers":{"a":1}}',
    ],
)
def test_what_cannot_be_read_is_silence(ana: Person, content: bytes | None) -> None:
    file = ana.data / "nudge.json"
    if content is None:
        file.unlink()
    else:
        file.write_bytes(content)
    assert ana.run("nudge") == (0, "", "")
    assert ana.ask("nudge") == {
        "workspace": None,
        "today": "2026-10-07",
        "due": 0,
        "off_track": 0,
        "key_results": [],
        "reviews": [],
        "blockers": [],
    }


def test_an_unknown_zone_counts_as_utc(ana: Person, sales: dict[str, str]) -> None:
    file = ana.data / "nudge.json"
    file.write_bytes(file.read_bytes().replace(b'"UTC"', b'"No/Where"'))
    assert ana.ask("nudge")["due"] == 4


def test_where_nobody_ever_ran_okrtui(team: Team) -> None:
    eva = team.newcomer("eva")
    assert eva.run("nudge") == (0, "", "")
    assert not eva.data.exists()


def test_another_workspace_is_not_told_of(
    ana: Person, sales: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ana.ask("nudge", "--workspace", "north")["due"] == 4
    assert ana.ask("--workspace", ana.home.name[:6], "nudge")["due"] == 4
    assert ana.run("nudge", "--workspace", "Contoso") == (0, "", "")
    monkeypatch.setenv("OKRTUI_WORKSPACE", "Contoso")
    assert ana.run("nudge") == (0, "", "")


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (["--bogus"], "No such option"),
        (["--today", "soon"], "'soon' is not a date like 2026-12-31"),
        (["--today", "20261005"], "'20261005' is not a date"),
        (["--today"], "--today"),
        (["more"], "unexpected extra argument"),
        (["--as-of", "2026-10-01"], "is about now"),
    ],
)
def test_wrong_usage_is_told_as_everywhere(ana: Person, args: list[str], why: str) -> None:
    said = ana.run("nudge", *args, code=2)
    assert said.err.startswith("okrtui: ")
    assert why in said.err


def test_it_takes_the_options_before_its_name_too(ana: Person, sales: dict[str, str]) -> None:
    assert ana.run("--json", "nudge").out == ana.run("nudge", "--json").out
    assert ana.run("--today", "2026-10-10", "nudge").out == ana.run("nudge", "--today", "2026-10-10").out


# --- as a process


def test_it_loads_next_to_nothing(ana: Person, sales: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-S", "-c", PRINT_MODULES, "nudge"],  # -S: not what this environment's own start-up loads
        capture_output=True,
        check=True,
        cwd=ROOT,
        env=os.environ | {"OKRTUI_DATA_DIR": str(ana.data), "OKRTUI_NOW": "2026-10-07T12:00"},
        text=True,
    )
    code, *modules = done.stderr.split()
    assert (code, done.stdout[:20]) == ("0", "okrtui: 4 key result")
    assert not {name.partition(".")[0] for name in modules} & HEAVY
    assert [name for name in modules if name.startswith("okrtui")] == [
        "okrtui",
        "okrtui.cli",
        "okrtui.cli.main",
        "okrtui.cli.nudge",
    ]


def test_a_terminal_that_lacks_the_dot_gets_a_hyphen(ana: Person, sales: dict[str, str]) -> None:
    assert "check-in - okrtui checkin" in as_process(ana, PYTHONIOENCODING="ascii").stdout


def test_a_malformed_clock_is_told(ana: Person) -> None:
    done = as_process(ana, OKRTUI_NOW="soon")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "okrtui: OKRTUI_NOW: 'soon' is not a time like 2026-10-05T09:00\n"


def test_that_nobody_listens_is_no_trouble(ana: Person, sales: dict[str, str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "okrtui", "nudge"],
            cwd=ROOT,
            env=os.environ | {"OKRTUI_DATA_DIR": str(ana.data), "OKRTUI_NOW": "2026-10-07T12:00"},
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs itself is asked")
@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"XDG_DATA_HOME": ""},
        {"XDG_DATA_HOME": "/srv/data"},
        {"XDG_DATA_HOME": "/srv//data/"},
        {"XDG_DATA_HOME": " /srv"},
        {"XDG_DATA_HOME": "relative"},
        {"XDG_DATA_HOME": "~/data"},
        {"HOME": "/home/ana/"},
        {"HOME": "/"},
        {"HOME": "relative"},
        {"HOME": "", "XDG_DATA_HOME": "/srv"},
        {"HOME": "relative", "XDG_DATA_HOME": "/srv"},
    ],
)
def test_the_data_directory_is_the_one_that_platformdirs_has(
    environment: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_DATA_HOME")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert nudge.data_dir(dict(os.environ)) == platformdirs.user_data_dir("okrtui")


def test_a_data_directory_may_be_named_from_home(ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    home = Path(os.environ["HOME"])
    ana.data.rename(home / "okrs")
    ana.data = Path("~/okrs")
    assert ana.ask("nudge")["workspace"]["name"] == "Northwind"
