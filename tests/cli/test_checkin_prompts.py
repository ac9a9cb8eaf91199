"""`okrtui checkin` line by line, where nothing full-screen may open."""

from datetime import datetime
from typing import Any

import pytest

from tests.cli.conftest import Person
from tests.cli.typing_in import types


@pytest.fixture
def rate(ana: Person) -> str:
    """From 22 to 27 %, at 24 since 9 October; now it is the 20 November."""
    objective = ana.add("objective", title="Improve sales", kind="committed")
    id = ana.add("kr", objective=objective, title="Close rate to 27 %", start=22, target=27, unit_of_measure="%")
    ana.wait_until(datetime(2026, 10, 9, 9))
    ana.run("checkin", id, 24, "-c", 6, "-m", "two big demos slipped", "--next-step", "call them")
    ana.wait_until(datetime(2026, 11, 20, 9))
    return id


def calls(ana: Person) -> str:
    id = ana.add("kr", objective="Improve sales", title="Calls per rep", start=3, target=6)
    ana.run("checkin", id, 5, "--date", "2026-11-02")
    return id


def asked(ana: Person, monkeypatch: pytest.MonkeyPatch, *answers: str) -> str:
    """What is on the screen after some answers, and the end of the input."""
    types(monkeypatch, "".join(f"{answer}\n" for answer in answers))
    return ana.run("checkin").out


def last(ana: Person, key_result: str) -> dict[str, Any]:
    """The fields of the current check-in."""
    id = ana.ask("show", key_result)["detail"]["check_ins"][0]["id"]
    return dict(ana.ask("show", id)["fields"])


def test_enter_keeps_and_each_is_saved_before_the_next(
    ana: Person, rate: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = calls(ana)
    shown = asked(ana, monkeypatch, "y", "25.5", "", "a good week", "5.2", "8", "")
    assert shown.splitlines() == [
        "Check-in of Ana Ruiz: enter keeps what stands in [ ], s skips, q stops.",
        "",
        "1 of 2  Close rate to 27 % (from 22 %, by 31 Dec)",
        "  Improve sales",
        '  last time: 24 %, 9 Oct, confidence 6, "two big demos slipped"',
        "  next step: call them. Done? y/n [n]: y",
        "  value, % [24]: 25.5",
        "  confidence, 0 to 10 [6]: ",
        "  note: a good week",
        "  Checked in 25.5 %: 70 %, on track",
        "",
        "2 of 2  Calls per rep (from 3, by 31 Dec)",
        "  Improve sales",
        "  last time: 5, 2 Nov",
        "  value [5]: 5.2",
        "  confidence, 0 to 10: 8",
        "  note: ",
        "  Checked in 5.2: 73 %, on track",
        "",
        "Checked in all 2 key results.",
    ]
    first, second = last(ana, rate), last(ana, other)
    assert (first["value"], first["confidence"], first["note"]) == (25.5, 6, "a good week")
    assert (second["value"], second["confidence"]) == (5.2, 8)
    assert ana.ask("show", rate)["detail"]["check_ins"][1]["next_step_done"]


def test_the_end_of_the_input_stops_and_what_was_taken_is_saved(
    ana: Person, rate: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls(ana)
    shown = asked(ana, monkeypatch, "n", "+1")
    assert shown.endswith("Checked in 1 of 2 key results, 1 is left.\n")
    assert last(ana, rate)["value"] == 25
    assert last(ana, rate).get("confidence") is None
    shown = asked(ana, monkeypatch)
    assert "1 of 1  Calls per rep" in shown
    assert shown.endswith("Checked in 0 of 1 key result, 1 is left.\n")


def test_s_skips_and_q_stops(ana: Person, rate: str, monkeypatch: pytest.MonkeyPatch) -> None:
    other = calls(ana)
    shown = asked(ana, monkeypatch, "n", "25", "s", "q")
    assert "2 of 2" in shown
    assert shown.endswith("Checked in 0 of 2 key results, 2 are left.\n")
    shown = asked(ana, monkeypatch, "s", "5.5", "q")
    assert shown.endswith("Checked in 1 of 2 key results, 1 is left.\n")  # what was taken before q is saved
    assert last(ana, other)["value"] == 5.5


def test_what_is_malformed_is_asked_again(ana: Person, rate: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = asked(ana, monkeypatch, "perhaps", "n", "2.5.5", "26", "11", "x", "")
    assert "  y or n\n" in shown
    assert "  not a number: '2.5.5'" in shown
    assert "  a confidence is a whole number from 0 to 10\n" in shown
    assert (last(ana, rate)["value"], last(ana, rate)["confidence"]) == (26, 10)


def test_off_track_one_adapts_reassesses_or_names_the_blocker(
    ana: Person, rate: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ben = ana.add("person", name="Ben Okafor")
    shown = asked(ana, monkeypatch, "n", "", "4", "", "b", "no demo account", "Zoe", "Ben", "t", "22", "26")
    assert "off track: attention, 40 % of 55 % expected" in shown
    assert "no person is called 'Zoe'" in shown
    assert "  Blocker raised, for Ben Okafor\n" in shown
    assert "start and target are equal" in shown
    assert "  first aimed at 27 %: 40 %, score 0.40\n  now aimed at 26 %: 50 %, score 0.50\n" in shown
    assert shown.endswith("Checked in 1 key result.\n")
    (blocker,) = ana.ask("blockers")["blockers"]
    assert (blocker["description"], blocker["solver"]) == ("no demo account", ben)
    assert ana.ask("show", rate)["fields"]["target"] == 26


def test_reassessing_needs_a_reason(ana: Person, rate: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = asked(ana, monkeypatch, "n", "", "4", "", "r", "z", "o", "", "r", "o", "signed tomorrow")
    assert "  one of o, a, r; enter leaves it\n" in shown
    assert "  Not reassessed: that needs a reason\n" in shown
    assert "  Reassessed: on track, until the next check-in\n" in shown
    assert ana.ask("show", rate)["detail"]["row"]["status"] == "on_track"


def test_every_metric_is_asked_in_its_way(ana: Person, sales: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for title in ("Design", "Build", "Launch"):
        ana.add("milestone", key_result=sales["steps"], title=title)
    ana.add("kr", objective=sales["objective"], title="Days", metric="between", low=5, high=7)
    ana.run("checkin", sales["steps"], "Design", "--date", "2026-10-01")
    ana.run("checkin", sales["signed"], "no", "--date", "2026-10-01")
    ana.wait_until(datetime(2026, 11, 20, 9))
    shown = asked(ana, monkeypatch, *["s"] * 5)
    order = [line.split("  ", 1)[1].partition(" (")[0] for line in shown.splitlines() if " of 5  " in line]
    answers = {
        "Close rate to 27 %": ["24", "", "", ""],
        "Calls per rep": ["7", "", ""],
        "Contract signed": ["yes", "", ""],
        "Portal live": ["1, 3", "", "", ""],
        "Days": ["9", "", "", "t", "8", "7", "10"],
    }
    shown = asked(ana, monkeypatch, *(answer for title in order for answer in answers[title]))
    assert "    1 [x] Design\n    2 [ ] Build\n" in shown
    assert "  done, with commas between, or none [1]: 1, 3\n" in shown
    assert "  yes or no [no]: yes\n" in shown
    assert "  low lies above high: no value is between them\n" in shown
    assert shown.endswith("Checked in all 5 key results.\n"), shown
    assert len(last(ana, sales["steps"])["value"]) == 2
    assert last(ana, sales["signed"])["value"] is True


def test_measures_are_read_beside_it(ana: Person, rate: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ana.add("measure", key_result=rate, name="Demos held", target=12)
    ana.add("measure", key_result=rate, name="Proposals")
    shown = asked(ana, monkeypatch, "n", "26", "", "", "nine", "9", "")
    assert "  measure Demos held (target 12 a week): nine\n  not a number: 'nine'" in shown
    assert "  Demos held: 9\n" in shown
    assert [each["fields"]["value"] for each in ana.ask("list", "reading")["objects"]] == [9]


def test_where_nothing_is_due_it_says_when_something_will_be(
    ana: Person, rate: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana.run("checkin", rate, 25)
    shown = asked(ana, monkeypatch)
    assert shown == (
        "Nothing is due. Everything of yours is checked in. The next check-in can be made from 21 Nov.\n"
    )


def test_options_need_a_key_result(ana: Person, rate: str, monkeypatch: pytest.MonkeyPatch) -> None:
    types(monkeypatch, "")
    assert "--note: say of which key result" in ana.run("checkin", "-m", "x", code=2).err
    assert "--date: say of which key result" in ana.run("checkin", "--date", "yesterday", code=2).err
    assert "prints no JSON; `okrtui checkin KR VALUE` and `--stdin` do" in ana.run("checkin", "--json", code=2).out + (
        ana.run("checkin", "--json", code=2).err
    )


def test_what_a_stranger_wrote_reaches_no_terminal(ana: Person, rate: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = asked(ana, monkeypatch, "n", "26", "", "\x1b]0;stolen\x07note")
    assert "\x1b" not in shown
    assert "\x1b" not in str(last(ana, rate)["note"])
