"""`okrtui block`, `unblock`, `escalate`, `blockers`."""

import pytest

from tests.cli.conftest import Person, Team


@pytest.fixture
def units(ana: Person, sales: dict[str, str]) -> dict[str, str]:
    """Sales under Northwind, which Ana leads, with the objective in it."""
    made = {"sales": ana.add("unit", name="Sales", level="department", parent="Northwind")}
    ana.run("set", sales["objective"], "unit=Sales")
    return made


def test_a_blocker_from_raised_to_resolved(
    team: Team, ana: Person, sales: dict[str, str], units: dict[str, str]
) -> None:
    team.joiner()
    ana.run("sync")
    id = ana.run("block", "Close rate", "No demo account", "--solver", "Ben Okafor").out.strip()
    (found,) = ana.ask("blockers")["blockers"]
    assert found == {
        "id": id,
        "description": "No demo account",
        "subject": {"kind": "key_result", "id": sales["rate"], "title": "Close rate to 27 %"},
        "solver": found["solver"],
        "solver_name": "Ben Okafor",
        "unit": units["sales"],
        "unit_name": "Sales",
        "escalated": False,
        "age": 0,
        "old": False,
        "raised": "2026-10-07",
        "raised_by_name": "Ana Ruiz",
        "resolved": None,
        "resolution": None,
    }
    up = ana.run("escalate", "Close rate")
    assert up.out == "No demo account: Northwind has it now; Ana Ruiz is to solve it\n"
    ana.run("escalate", id, code=2)
    assert ana.ask("blockers", "--today", "2026-10-15")["blockers"][0]["old"]
    done = ana.ask("unblock", id[:6], "asked the vendor")
    assert (done["resolved"], done["resolution"]) == ("2026-10-07", "asked the vendor")
    assert ana.ask("blockers")["blockers"] == []
    assert [each["id"] for each in ana.ask("blockers", "--resolved")["blockers"]] == [id]


def test_as_text(ana: Person, sales: dict[str, str], units: dict[str, str]) -> None:
    ana.run("block", "Close rate", "No demo account", "--today", "2026-09-25")
    ana.run("block", "Improve sales", "No budget", "--solver", "me")
    shown = ana.run("blockers").out.splitlines()
    assert shown[0] == "2 open blockers"
    assert [line.split() for line in shown[1:]] == [
        ["12", "d", "No", "demo", "account", "nobody", "to", "solve", "it,", "Sales"],
        [ana.ask("blockers")["blockers"][0]["id"], "Close", "rate", "to", "27", "%"],
        ["0", "d", "No", "budget", "Ana", "Ruiz,", "Sales"],
        [ana.ask("blockers")["blockers"][1]["id"], "Improve", "sales"],
    ]
    assert max(map(len, shown)) <= 100
    ana.run("unblock", "Improve sales", "the board agreed")
    assert "2026-10-07: the board agreed" in ana.run("blockers", "--resolved").out


def test_of_a_unit_and_of_another_day(ana: Person, sales: dict[str, str], units: dict[str, str]) -> None:
    ana.add("unit", name="Product", level="department", parent="Northwind")
    id = ana.run("block", "Close rate", "No demo account").out.strip()
    assert [each["id"] for each in ana.ask("blockers", "Sales")["blockers"]] == [id]
    assert ana.ask("blockers", "Product") == {"unit": ana.ask("blockers", "Product")["unit"], **_none()}
    ana.run("unblock", id, "it rained", "--today", "2026-10-20")
    assert ana.ask("blockers")["blockers"] == []
    assert ana.run("blockers", "--as-of", "2026-10-01", code=2).err.startswith("okrtui: --as-of")


def _none() -> dict[str, object]:
    return {"today": "2026-10-07", "blockers": []}


def test_what_cannot_be_done_is_said_in_one_line(ana: Person, sales: dict[str, str]) -> None:
    assert "nothing is in the way of 'Close rate to 27 %'" in ana.run("unblock", "Close rate", "x", code=2).err
    assert "no blocker is called 'Fog'" in ana.run("unblock", "Fog", "x", code=2).err
    one, two = (ana.run("block", "Close rate", text).out.strip() for text in ("No demo account", "No time"))
    err = ana.run("escalate", "Close rate", code=2).err
    assert "has 2 blockers" in err
    assert one in err
    assert two in err
    ana.run("escalate", one)  # from one's own unit
    assert "Northwind is at the top" in ana.run("escalate", one, code=2).err
    assert "in a word" in ana.run("unblock", one, "", code=2).err
    assert "no person is called 'Zoe'" in ana.run("block", "Close rate", "x", "--solver", "Zoe", code=2).err


def test_an_object_shows_its_open_blockers(ana: Person, sales: dict[str, str]) -> None:
    id = ana.run("block", "Close rate", "No demo account", "--solver", "me").out.strip()
    assert [each["id"] for each in ana.ask("show", sales["objective"])["detail"]["blockers"]] == [id]
    assert "blockers\n   0 d  No demo account" in ana.run("show", sales["rate"]).out
    ana.run("unblock", id, "made one")
    assert ana.ask("show", sales["rate"])["detail"]["blockers"] == []
