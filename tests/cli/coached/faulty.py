"""The same company with every mistake that the coach knows, each made where it brings no other along if it can."""

from datetime import datetime
from pathlib import Path

from tests.cli.coached.clean import Company

LATE = datetime(2026, 11, 18, 9, 0)
"""The day on which the coach looks at the company that has been at work since October."""


def build(place: Path, preset: str) -> Company:
    """The company with the mistakes of a method."""
    company = Company(place, preset)
    {"okr": _okr, "mokm": _mokm, "gokr": _gokr, "sme": _sme}[preset](company)
    return company


# --- okr: the rules that speak in every method, and those about time


def _okr(company: Company) -> None:
    shell = company.shell
    sound = company.key_results()
    _about_objectives(company)
    _about_key_results(company)
    _about_strategy(company)
    _last_cycle(company)
    shell.add("cycle", name="Sprint", kind="custom", start="2026-10-01", end="2026-10-30")
    shell.now = datetime(2026, 11, 10, 9, 0)
    shell.run("set", sound[0], "target=90")
    shell.run("checkin", sound[1], 3, "-c", 4)
    shell.add("blocker", subject=sound[2], description="The contract waits for Legal", solver="Ben", raised="1 Nov")
    shell.add("blocker", subject=sound[2], description="No test access", raised="2026-11-17")
    shell.now = datetime(2026, 11, 17, 9, 0)
    titles = {each["id"]: each["title"] for each in shell.ask("list", "kr")["objects"]}
    for id, title in titles.items():
        if id != sound[1] and not title.startswith(("Calls that were returned", "Score of")):
            first = {"Referrals from clients": 9, "Grow the newsletter's reach by 25 %": 2}.get(title, 6)
            shell.run("checkin", id, 60, "-c", first, "--next-step", "Go on")
    shell.run("checkin", sound[1], 4, "-c", 4)
    shell.now = LATE


def _about_objectives(company: Company) -> None:
    shell, top, sales = company.shell, company.company, company.sales
    company.objective("Sales", "Reach 500 new stores", top[0], key_results=1)
    lost = company.objective("Sales", "Wander where the wind goes", key_results=2)
    commitments = shell.ask("list", "commitment")["objects"]
    shell.run("rm", next(each["id"] for each in commitments if each["fields"]["objective"] == lost))
    orphan = company.objective("Sales", "Make every visit a pleasure", top[1], key_results=2)
    shell.run("set", orphan, "owner=")
    for each in (*sales, lost):
        shell.run("set", each, "priority=yes")
    shell.run("align", top[2], sales[0])
    _loop(company)
    shell.add("person", name="Cleo Tan")
    shell.add("unit", name="Finance", level="department", parent="Northwind", lead="Cleo")
    shell.add("unit", name="Legal", level="department", parent="Northwind")
    company.objective("Finance", "Pay everyone without being asked", top[0], key_results=0)
    second = company.objective("Finance", "Close the books in peace", top[1], key_results=0, owner="Ben")
    company.key_result(second, "Calls that were returned within a day", owner="Cleo")
    company.key_result(second)
    timeless = company.objective("Sales", "Be there when it counts", top[0], key_results=0)
    shell.run("set", timeless, "cycle=")
    company.key_result(timeless, due="2026-12-31")
    company.key_result(timeless)


def _loop(company: Company) -> None:
    """What a restored alignment may bring about."""
    shell, low, high = company.shell, company.sales[1], company.company[1]
    edges = shell.ask("list", "alignment")["objects"]
    edge = next(each["id"] for each in edges if each["fields"]["child"] == low)
    shell.run("rm", edge)
    shell.run("align", high, low)
    shell.run("restore", edge)


def _about_key_results(company: Company) -> None:
    many = company.objective("Northwind", "Let the whole country hear of us", company.missions[0], key_results=0)
    company.key_result(many, "Referrals from clients", start="")
    company.key_result(many, "Visits to the portal", target="")
    company.key_result(many, "Launch the partner portal")
    company.key_result(many, "Grow the newsletter's reach by 25 %")
    company.key_result(many, "Better onboarding", unit_of_measure="")


def _about_strategy(company: Company) -> None:
    shell = company.shell
    shell.run("set", shell.ask("whoami")["workspace"]["id"], "vision=")
    shell.add("mission", statement="Feed the ducks", unit="Northwind")
    company.barometer("Mood in the lobby", metrics=1, readings=2)


def _last_cycle(company: Company) -> None:
    """A cycle that was closed with full marks, and without a word about what to do better."""
    shell = company.shell
    cycle = _closed(company, status="active")
    objective = company.objective("Northwind", "Open the doors", cycle=cycle, stage="closed", key_results=0)
    key_result = company.key_result(objective, "Score of the opening")
    shell.add("score", key_result=key_result, value=1, role="agreed")
    shell.add("review", kind="quarterly", unit="Northwind", cycle=cycle, worked="Everything")
    shell.run("close", cycle)


def _closed(company: Company, status: str = "closed") -> str:
    return company.shell.add(
        "cycle", name="2026-Q3", kind="quarter", start="2026-07-01", end="2026-09-30", status=status
    )


# --- what only another method asks


def _mokm(company: Company) -> None:
    top = company.company
    for number in range(3):
        mission = company.shell.add("mission", statement=f"Care for region {number}", unit="Northwind")
        company.shell.run("align", top[0], mission)
    for statement in ("Sell what helps", "Stay when it is sold"):
        mission = company.shell.add("mission", statement=statement, unit="Sales")
        company.shell.run("align", company.sales[0], mission)
    company.objective("Sales", "Keep what we have won", top[1], key_results=6)
    company.objective("Sales", "Be easy to buy from", top[1], kpi="", kpi_target="", kpi_due="")
    company.objective("Sales", "Be easy to reach", top[1], key_results=2)
    company.key_result(top[2], "Share of calls answered", measured=False)


def _gokr(company: Company) -> None:
    shell, sales = company.shell, company.sales
    shell.run("set", sales[0], "rationale=More revenue for us")
    shell.run("set", sales[1], "rationale=")
    shell.run("set", sales[2], "persona=")
    company.objective("Product", "Make the first day easy", company.missions[0])
    company.objective("Product", "Double 3 things that matter", company.company[0])
    half = shell.add("goal", title="Fewer returns", baseline=8)
    shell.add("kpi", name="Weather at the desk", goal=half, metrics=_lone_metric(company))
    shell.add("goal", title="Costs of a visit", baseline=8, target=6, due="2026-12-31")


def _lone_metric(company: Company) -> str:
    metric = company.shell.add("metric", name="Complaints")
    for day in (1, 2, 3):
        company.shell.add("reading", subject=metric, date=f"2026-10-0{day}", value=day)
    return metric


def _sme(company: Company) -> None:
    shell = company.shell
    vague = company.objective("Sales", "Be somewhere nice", company.company[0], key_results=0, kpi_target="")
    company.key_result(vague, "Milestones to there", metric="milestones", start="", target="", unit_of_measure="")
    company.key_result(vague, "Steps to there", metric="milestones", start="", target="", unit_of_measure="")
    cycle = _closed(company)
    review = shell.add("review", kind="quarterly", unit="Northwind", cycle=cycle, worked="Much")
    shell.add("improvement", text="Begin earlier", review=review)
