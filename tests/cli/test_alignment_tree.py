"""`okrtui tree --by alignment` and `okrtui tree --matrix`."""

from datetime import datetime

import pytest

from tests.cli.conftest import Person


@pytest.fixture
def ladder(ana: Person) -> dict[str, str]:
    """Transform lives ‹ Lead ‹ Below, which serves the mission, too; Alone serves nothing."""
    ids = {
        "mission": ana.add("mission", statement="Transform lives", unit="Northwind"),
        "lead": ana.add("objective", title="Lead", unit="Northwind", kind="aspirational"),
        "sales": ana.add("unit", name="Sales", parent="Northwind", level="department"),
    }
    ids["below"] = ana.add("objective", title="Below", unit="Sales")
    ids["alone"] = ana.add("objective", title="Alone", unit="Sales")
    for child, parent in (("lead", "mission"), ("below", "lead"), ("below", "mission")):
        ana.run("align", ids[child], ids[parent])
    return ids


def test_it_nests_what_serves_what(ana: Person, ladder: dict[str, str]) -> None:
    found = ana.ask("tree", "--by", "alignment")
    assert (found["by"], found["of"]) == ("alignment", None)
    assert found["coverage"] == {"objectives": 3, "reaching": 2, "percent": 67, "steps": {"1": 2}}
    mission, nothing = found["tree"]
    assert (mission["kind"], mission["id"]) == ("mission", ladder["mission"])
    assert {each["title"]: each["place"] for each in mission["below"]} == {"Lead": None, "Below": "again"}
    (below,) = mission["below"][0]["below"]
    assert (below["id"], below["place"], below["objective_kind"]) == (ladder["below"], "elsewhere", "committed")
    assert (nothing["kind"], nothing["id"], nothing["below"][0]["title"]) == ("nothing", None, "Alone")


def test_in_text_with_its_marks_and_how_much_ladders_up(ana: Person, ladder: dict[str, str]) -> None:
    ana.run("add", "share", f"objective={ladder['lead']}", "unit=Sales", "state=accepted")
    lines = ana.run("tree", "--by", "alignment").out.splitlines()
    assert [line.split("  ")[0].strip() for line in lines[:2]] == ["Transform lives", ""]
    assert any("O  Lead ↗" in line for line in lines)
    assert any("Below ◆ ❐ again" in line for line in lines)
    assert any("⇄ Sales  accepted" in line for line in lines)
    assert lines[-1] == "67 % of objectives reach the mission in at most three steps"


def test_a_long_title_is_cut_and_its_marks_stay(ana: Person, ladder: dict[str, str]) -> None:
    title = "Jeder Kunde in Österreich und Südtirol bleibt gern, und sagt es allen weiter 顧客第一"
    ana.run("set", ladder["lead"], f"title={title}", "priority=yes")
    for by in ("alignment", "organisation"):
        (line,) = [line for line in ana.run("tree", "--by", by).out.splitlines() if "Jeder Kunde" in line]
        assert "… ↗★ " in line
    (line,) = [line for line in ana.run("plan").out.splitlines() if "Jeder Kunde" in line]
    assert "… ↗★ " in line


def test_of_one_object_what_it_serves_and_what_serves_it(ana: Person, ladder: dict[str, str]) -> None:
    found = ana.ask("tree", "Lead", "--by", "alignment")
    assert found["of"] == ladder["lead"]
    (mission,) = found["tree"]
    (lead,) = mission["below"]
    assert [each["id"] for each in lead["below"]] == [ladder["below"]]


def test_as_of_a_day_before_it_was_aligned(ana: Person, ladder: dict[str, str]) -> None:
    ana.wait_until(datetime(2026, 10, 20, 9, 0))
    ana.run("align", ladder["alone"], ladder["lead"])
    now = ana.ask("tree", "--by", "alignment")["coverage"]
    then = ana.ask("tree", "--by", "alignment", "--as-of", "2026-10-10")["coverage"]
    assert (now["reaching"], then["reaching"]) == (3, 2)


def test_a_deleted_parent_stays_in_sight(ana: Person, ladder: dict[str, str]) -> None:
    ana.run("rm", ladder["lead"])
    assert "Lead (deleted)" in ana.run("tree", "--by", "alignment").out
    nothing = ana.ask("tree", "--by", "alignment")["tree"][-1]
    assert [(each["title"], each["deleted"]) for each in nothing["below"]] == [("Alone", False), ("Lead", True)]


def test_the_matrix(ana: Person, ladder: dict[str, str]) -> None:
    ana.run("add", "share", f"objective={ladder['lead']}", "unit=Sales")
    found = ana.ask("tree", "--matrix")
    assert [unit["title"] for unit in found["units"]][:1] == ["Northwind"]
    cells = {(cell["unit"], cell["with"]): cell for cell in found["cells"]}
    top = found["of"]
    assert cells[ladder["sales"], top]["serving"] == 1
    assert cells[ladder["sales"], top]["objectives"] == [{"id": ladder["below"], "title": "Below"}]
    assert (cells[top, ladder["sales"]]["asked"], cells[top, ladder["sales"]]["shared"]) == (1, 0)
    lines = ana.run("tree", "--matrix").out.splitlines()
    assert lines[1].split() == ["Northwind", "·", "⇄1?"]
    assert lines[2].split() == ["Sales", "1", "·"]
