"""On which days check-ins are due: said for all, for a unit, for a unit above; and what follows it."""

from datetime import datetime

import pytest

from tests.cli.conftest import Person


@pytest.fixture
def inside(ana: Person) -> str:
    """A team in a department in the company."""
    sales = ana.add("unit", name="Sales", level="department", parent="Northwind", lead="me")
    return ana.add("unit", name="Inside", level="team", parent=sales, lead="me")


def rhythm(ana: Person, unit: str) -> str:
    """What `show` says of it, in both of its forms."""
    said = str(ana.ask("show", unit)["detail"]["rhythm"])
    assert any(line.split() == ["check-ins", *said.split()] for line in ana.run("show", unit).out.splitlines())
    return said


def test_it_is_said_in_words_with_where_it_comes_from(ana: Person, inside: str) -> None:
    assert rhythm(ana, inside) == "every Friday, from the workspace"
    ana.run("set", "Sales", "check_in_weekday=tuesday", "check_in_weeks=2")
    assert rhythm(ana, "Sales") == "every second Tuesday"
    assert rhythm(ana, inside) == "every second Tuesday, from Sales"
    ana.run("set", inside, "check_in_weeks=1")
    assert rhythm(ana, inside) == "every Tuesday, the day from Sales"
    ana.run("set", "Sales", "check_in_weeks=")
    ana.run("set", inside, "check_in_weekday=monday", "check_in_weeks=")
    ana.run("set", "workspace", "check_in_weeks=13")
    assert rhythm(ana, inside) == "every 13th Monday"
    ana.run("set", inside, "check_in_weekday=")
    assert rhythm(ana, inside) == "every 13th Tuesday, from Sales"
    [root] = [each["id"] for each in ana.ask("list", "unit")["objects"] if each["title"] == "Northwind"]
    ana.run("set", root, "check_in_weeks=4")
    assert rhythm(ana, inside) == "every fourth Tuesday, the day from Sales, the weeks from Northwind"
    ana.run("undo")
    assert ana.ask("show", inside)["fields"].keys() & {"check_in_weekday", "check_in_weeks"} == set()
    ana.run("undo")
    assert rhythm(ana, inside) == "every 13th Monday"


@pytest.mark.parametrize("said", ["check_in_weeks=0", "check_in_weeks=14", "check_in_weeks=1.5", "check_in_weekday=x"])
def test_what_is_no_rhythm_is_refused(ana: Person, inside: str, said: str) -> None:
    field = said.partition("=")[0]
    for place in (inside, "workspace"):
        assert field in ana.run("set", place, said, code=2).err


def test_what_is_due_and_what_is_stale_follow_it(ana: Person, inside: str) -> None:
    """Checked in on Wednesday 7 October: every Friday that is stale on the 19th, every second Tuesday it is not due."""
    goal = ana.add("objective", title="Sell", unit=inside, stage="active")
    rate = ana.add("kr", objective=goal, title="Close rate", start=0, target=100)
    ana.run("checkin", rate, 50)

    def is_due() -> bool:
        return rate in [each["id"] for each in ana.ask("mine")["due"]]

    def stale() -> bool:
        found = ana.attempt("lint", "--rule", "CI-STALE", "--json").json["findings"]
        return rate in [each["object"]["id"] for each in found]

    ana.wait_until(datetime(2026, 10, 13, 9))
    assert is_due()
    ana.wait_until(datetime(2026, 10, 19, 9))
    assert stale()
    ana.run("set", "Sales", "check_in_weekday=tuesday", "check_in_weeks=2")  # 29 September, 13 and 27 October
    assert is_due()
    assert not stale()
    assert ana.ask("nudge")["due"] == 1
    ana.wait_until(datetime(2026, 10, 13, 9))
    assert not is_due()
    assert ana.ask("nudge")["due"] == 0
    ana.wait_until(datetime(2026, 10, 28, 9))
    assert stale()


def test_my_week_says_until_when_and_what_is_overdue(ana: Person, sales: dict[str, str]) -> None:
    """It is Wednesday; Friday is the day."""
    assert ana.run("mine").out.startswith("Due: 4 of 4 key results, by Fri\n")
    said = ana.ask("mine")
    assert (said["by"], said["overdue"]) == ("2026-10-09", 0)
    ana.run("checkin", sales["rate"], "24")
    ana.wait_until(datetime(2026, 10, 15, 9))
    assert ana.run("mine").out.startswith("Due: 4 of 4 key results, 3 overdue, by tomorrow\n")
    assert ana.ask("mine")["overdue"] == 3
    ana.wait_until(datetime(2026, 10, 16, 9))
    assert ana.run("mine").out.startswith("Due: 4 of 4 key results, 3 overdue, by today\n")
    ana.wait_until(datetime(2026, 12, 28, 9))
    assert ana.ask("mine")["by"] == "2026-12-31"  # the cycle ends before Friday
    ana.run("set", "workspace", "check_in_weeks=4", "check_in_weekday=monday")
    ana.wait_until(datetime(2026, 11, 10, 9))
    assert "by 7 Dec" in ana.run("mine").out.splitlines()[0]
    for name, value in (("rate", "24"), ("calls", "6"), ("signed", "no"), ("steps", "none")):
        ana.run("checkin", sales[name], value)
    assert ana.run("mine").out.startswith("Due: 0 of 4 key results\n")
    assert ana.ask("mine")["by"] is None
