"""duplicate, template and transform."""

import pytest

from tests.cli.conftest import Person


@pytest.fixture
def welcome(ana: Person) -> str:
    """An objective of the current cycle with a key result and a measure."""
    id = ana.add("objective", title="Welcome colleagues", unit="Northwind", rationale="They feel at home")
    figures = {"metric": "decrease", "start": 40, "target": 20, "unit_of_measure": "days"}
    rate = ana.add("kr", objective=id, title="Days to start", **figures)
    ana.add("measure", key_result=rate, name="Mentor talks", target=2)
    ana.run("plan", "next")
    return id


def test_a_cycle_is_duplicated_into_the_next(ana: Person, welcome: str) -> None:
    made = ana.ask("duplicate", "2026-Q4", "2027-Q1")
    copy = made["copies"][welcome]
    assert ana.ask("show", copy)["fields"]["stage"] == "draft"
    assert [row["title"] for row in ana.ask("show", copy)["detail"]["children"]] == ["Days to start"]
    ana.run("undo")
    assert ana.run("duplicate", "2026-Q4", "2027-Q1", "--unit", "Northwind").out == "2027-Q1: 1 draft as in 2026-Q4\n"
    assert "into itself" in ana.run("duplicate", "2026-Q4", "2026-Q4", code=2).err


def test_a_template_is_saved_listed_and_used(ana: Person, welcome: str) -> None:
    assert ana.run("template", "list").out == "none\n"
    template = ana.run("template", "save", "Welcome").out.strip()
    assert ana.run("template", "list").out.splitlines() == [
        f"{template}  Welcome colleagues",
        "  Days to start  40 → 20 days",
        "    Mentor talks",
    ]
    listed = {
        "id": template,
        "title": "Welcome colleagues",
        "rationale": "They feel at home",
        "key_results": [{"title": "Days to start", "figures": "40 → 20 days", "measures": ["Mentor talks"]}],
    }
    assert ana.ask("template", "list") == {"templates": [listed]}
    made = ana.ask("template", "use", "Welcome", "--unit", "Northwind", "title=Welcome all")
    fields = ana.ask("show", made["id"])["fields"]
    assert (fields["title"], ana.ask("show", fields["cycle"])["title"]) == ("Welcome all", "2027-Q1")
    assert "--unit" in ana.run("template", "use", "Welcome", code=2).err
    ana.run("template", "list", "--as-of", "today")
    assert "--as-of" in ana.run("template", "save", welcome, "--as-of", "today", code=2).err


def test_the_sales_example_of_mokm_is_built_and_transformed(ana: Person) -> None:
    ana.add("unit", name="Sales", level="department", parent="Northwind", lead="me")
    mission = ana.add("mission", statement="Clients who stay", unit="Sales")
    renewed = ana.add("metric", name="Contracts renewed")
    kpi = ana.add("kpi", name="Renewal rate", unit="Sales", unit_of_measure="%", metrics=renewed)
    ana.add("reading", subject=renewed, value=82)
    objective = ana.add(
        "objective",
        title="Renewal rate from 82 % to 90 % by year end",
        unit="Sales",
        kpi=kpi,
        kpi_target=90,
        kpi_due="2026-12-31",
    )
    talks = ana.add("kr", objective=objective, title="Talks begun in time", start=40, target=95, unit_of_measure="%")
    ana.add("measure", key_result=talks, name="Renewal calls", target=12, unit_of_measure="calls")
    ana.run("align", objective, mission)
    ana.run("plan", "next")
    shown = ana.ask("transform", "Clients who", "--preview")
    (okr,) = shown["objectives"]
    assert okr == {
        "id": None,
        "title": "Renewal rate",
        "source": objective,
        "was": "Renewal rate from 82 % to 90 % by year end",
        "unit": "Sales",
        "from_kpi": True,
        "key_results": [
            {"title": "Renewal rate to 90 %", "figures": "82 → 90 %", "measures": []},
            {"title": "Talks begun in time", "figures": "40 → 95 %", "measures": ["Renewal calls"]},
        ],
    }
    assert ana.run("transform", mission).out.splitlines() == [
        "2027-Q1: 1 objective made",
        "Renewal rate  (was: Renewal rate from 82 % to 90 % by year end)",
        "  Renewal rate to 90 %  82 → 90 %",
        "  Talks begun in time  40 → 95 %",
        "    Renewal calls",
    ]
    assert len(ana.ask("list", "objective")["objects"]) == 2
    ana.run("undo")
    assert len(ana.ask("list", "objective")["objects"]) == 1
    assert len(ana.ask("list", "kr")["objects"]) == 1
    made = ana.ask("transform", mission)["objectives"][0]["id"]
    assert ana.ask("show", made)["fields"]["stage"] == "draft"
    assert "no objective to make" in ana.run("transform", mission, code=2).err
