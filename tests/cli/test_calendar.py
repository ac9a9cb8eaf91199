"""`okrtui export --format ics`."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import vobject

from tests.cli.conftest import Person, Team
from tests.cli.test_imports import modules_of


def read(content: str | bytes) -> list[Any]:
    """The events of a valid calendar."""
    text = content if isinstance(content, str) else content.decode()
    [found] = vobject.readComponents(text, validate=True)
    return list(found.vevent_list)


def test_one_s_own_calendar_in_a_file(ana: Person, sales: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "okrs.ics"
    said = ana.run("export", "--format", "ics", "--output", file)
    events = read(file.read_bytes())
    assert said.out == f"{file}: {len(events)} events\n"
    [check_in] = [each for each in events if each.summary.value.startswith("Check in")]
    assert check_in.summary.value == "Check in: 4 key results"
    assert "Close rate to 27 %" in check_in.description.value
    assert check_in.dtstamp.value.isoformat()[:10] == "2026-10-07"
    assert b"\r\nX-WR-CALNAME:Northwind \xc2\xb7 Ana Ruiz\r\n" in file.read_bytes()


def test_on_the_screen_and_as_json(ana: Person, sales: dict[str, str]) -> None:
    events = read(ana.run("export", "--format", "ics").out)
    said = ana.ask("export", "--format", "ics")
    assert list(said) == ["format", "of", "events", "calendar"]
    assert (said["format"], said["of"]["kind"], said["events"]) == ("ics", "person", len(events))
    assert len(read(said["calendar"])) == len(events)
    written = ana.ask("export", "--format", "ics", "-o", ana.data / "a.ics")
    assert list(written) == ["format", "of", "events", "output"]


def test_what_is_taken_in_again_replaces_what_was(ana: Person, sales: dict[str, str]) -> None:
    def uids() -> dict[str, str]:
        return {each.summary.value: each.uid.value for each in read(ana.run("export", "--format", "ics").out)}

    before = uids()
    ana.run("set", "workspace", "check_in_weekday=tuesday")
    ana.run("checkin", sales["rate"], 24)
    ana.wait_until(datetime(2026, 11, 20, 9))
    assert uids() == before


def test_a_colleague_s_and_a_unit_s(ana: Person, team: Team, sales: dict[str, str]) -> None:
    team.joiner()
    ana.run("sync")
    theirs = read(ana.run("export", "--format", "ics", "--person", "Ben").out)
    assert [each.summary.value for each in theirs] == ["2026-Q4 begins", "2026-Q4 ends"]
    root = next(each["id"] for each in ana.ask("list", "unit")["objects"] if each["title"] == "Northwind")
    ana.add("objective", title="Grow", unit=root)
    assert ana.ask("export", "--format", "ics", "--unit", "Northwind")["of"]["kind"] == "unit"
    assert "Review of October: Northwind" in ana.run("export", "--format", "ics", "--unit", "Northwind").out


def test_the_past_had_other_dates(ana: Person, sales: dict[str, str]) -> None:
    ana.wait_until(datetime(2026, 11, 20, 9))
    ana.run("set", sales["objective"], "deleted=true", code=2)
    ana.run("rm", sales["objective"])
    assert "Check in" not in ana.run("export", "--format", "ics").out
    assert "Check in" in ana.run("export", "--format", "ics", "--as-of", "2026-11-01").out


def test_what_does_not_go_together(ana: Person) -> None:
    for args, why in (
        (["--person", "Ana"], "--person: it goes with --format ics"),
        (["--unit", "Northwind"], "--unit: it goes with --format ics"),
        (["--format", "ics", "--deleted"], "--deleted: a calendar has nothing that is deleted"),
        (["--format", "ics", "--unit", "Northwind", "--person", "me"], "say one of them"),
        (["--format", "ics", "--person", "Nobody"], "no person is called 'Nobody'"),
        (["--format", "xls"], "xls"),
    ):
        assert why in ana.run("export", *args, code=2).err


def test_where_nothing_falls_on_any_day(ana: Person) -> None:
    [cycle] = ana.ask("list", "cycle")["objects"]
    ana.run("rm", cycle["id"])
    said = ana.run("export", "--format", "ics", code=1)
    assert said.err.startswith("okrtui: nothing falls on a day yet")
    assert said.out == ""


def test_the_library_that_writes_it_is_loaded_for_nothing_else(ana: Person, sales: dict[str, str]) -> None:
    assert "icalendar" in modules_of(ana, "export", "--format", "ics")
    for command in ("status", "mine", "export", "checkin Close 24"):
        assert "icalendar" not in modules_of(ana, *command.split()), command


def test_text_that_would_be_more_than_text(ana: Person, sales: dict[str, str]) -> None:
    ana.run("set", sales["rate"], "title=x; SUMMARY:y, END:VEVENT \\n BEGIN:VEVENT")
    events = read(ana.run("export", "--format", "ics").out)
    assert [each.summary.value for each in events].count("Check in: 4 key results") == 1
    assert any(
        "x; SUMMARY:y, END:VEVENT \\n BEGIN:VEVENT" in each.description.value
        for each in events
        if "description" in each.contents
    )
    assert json.dumps(ana.ask("export", "--format", "ics"))
