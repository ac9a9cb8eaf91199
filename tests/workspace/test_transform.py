"""MOKM to OKR: the sales example of the method, turned into the OKRs of a cycle."""

from decimal import Decimal

import pytest

from okrtui.okr.kinds import Metric, Stage
from okrtui.workspace.edits import align
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.past import Past
from okrtui.workspace.transform import plain_title, preview, transform
from okrtui.workspace.undoing import undo
from okrtui.workspace.workspace import Workspace
from tests.workspace.planners import Planning, planning
from tests.workspace.team import Team, field, key_result, make, objective, set_fields, visible

TITLE = "Raise the renewal rate from 82 % to 90 % by year end"


@pytest.fixture
def both(team: Team, ana: Workspace, ben: Workspace) -> Planning:
    return planning(team, ana, ben)


class Sales:
    """A sales area in MOKM: mission, objective on a lagging KPI, key result, measure."""

    def __init__(self, both: Planning) -> None:
        ana = both.ana
        self.mission = make(ana, "mission", statement="Clients who stay", unit=both.sales)
        renewed, expiring = (make(ana, "metric", name=name) for name in ("renewed", "not renewed"))
        self.kpi = make(
            ana,
            "kpi",
            name="Renewal rate",
            unit_of_measure="%",
            unit=both.sales,
            metrics=[renewed, expiring],
            combine="sum",
        )
        for metric, value in ((renewed, 80), (expiring, 2)):
            make(ana, "reading", subject=metric, date="2026-10-01", value=value)
        self.objective = objective(
            ana,
            TITLE,
            unit=both.sales,
            owner=both.ben.person,
            rationale="They know us",
            kpi=self.kpi,
            kpi_target=90,
            kpi_due="2026-12-31",
        )
        self.talks = key_result(
            ana, self.objective, "Talks 60 days ahead", start=40, target=95, unit_of_measure="%", due="2026-12-15"
        )
        make(ana, "measure", key_result=self.talks, name="Renewal calls", target=12, unit_of_measure="calls")
        align(ana, self.objective, self.mission)


@pytest.fixture
def sales(both: Planning) -> Sales:
    return Sales(both)


def test_the_sales_example_becomes_okrs_of_the_cycle(both: Planning, sales: Sales) -> None:
    ana, company = both.ana, both.ana.company
    before, were = len(ana.replica.own_lines()), visible(ana)
    (id,) = transform(ana, sales.mission, both.cycle)
    assert len(ana.replica.own_lines()) == before + 1
    made = company.objective(id)
    assert made
    assert (made.title, made.rationale) == ("Raise the renewal rate", "They know us")
    assert (made.unit, made.owner, made.cycle, made.stage) == (both.sales, both.ben.person, both.cycle, Stage.DRAFT)
    assert field(ana, "objective", id, "kpi") == sales.kpi
    assert field(ana, "objective", id, "kpi_target") is None
    assert [alignment.parent for alignment in company.serves(id)] == [sales.mission]
    rate, talks = company.key_results_of(id)
    assert [rate.title, rate.metric, rate.start, rate.target] == ["Renewal rate to 90 %", Metric.INCREASE, 82, 90]
    assert (rate.unit_of_measure, field(ana, "key_result", rate.id, "due")) == ("%", "2026-12-31")
    assert [talks.title, talks.start, talks.target] == ["Talks 60 days ahead", 40, 95]
    (calls,) = company.pointing("measure", "key_result", talks.id)
    assert (company.fields("measure", calls) or {})["target"] == 12
    assert field(ana, "objective", sales.objective, "title") == TITLE
    undo(ana)
    assert company.objective(id) is None
    assert company.key_results_of(id) == []
    assert {key: value for key, value in visible(ana).items() if key in were} == were


def test_the_preview_shows_what_is_made(both: Planning, sales: Sales) -> None:
    (found,) = preview(both.ana, sales.mission, both.cycle)
    assert (found.source, found.was, found.title) == (sales.objective, TITLE, "Raise the renewal rate")
    assert (found.unit, found.from_kpi) == ("Sales", True)
    assert [(plan.title, plan.figures, plan.measures) for plan in found.key_results] == [
        ("Renewal rate to 90 %", "82 → 90 %", ()),
        ("Talks 60 days ahead", "40 → 95 %", ("Renewal calls",)),
    ]
    both.team.pass_days(3)
    yesterday = both.ana.today
    both.team.pass_days(1)
    transform(both.ana, sales.mission, both.cycle)
    assert preview(both.ana, sales.mission, both.cycle) == []
    assert preview(Past(both.ana).at(yesterday), sales.mission, both.cycle) == [found]
    with pytest.raises(UsageError, match="no objective to make an OKR of"):
        transform(both.ana, sales.mission, both.cycle)


def test_okrs_can_be_made_in_the_same_cycle(both: Planning, sales: Sales) -> None:
    current = both.ana.company.current_cycle(both.ana.today)
    assert current is not None
    assert len(transform(both.ana, sales.mission, current.id)) == 1
    assert preview(both.ana, sales.mission, current.id) == []


def test_a_number_that_a_key_result_has_already_is_not_made_twice(both: Planning, sales: Sales) -> None:
    key_result(both.ana, sales.objective, "Renewals", start=82, target=90, unit_of_measure="%")
    (found,) = preview(both.ana, sales.mission, both.cycle)
    assert not found.from_kpi
    assert [plan.title for plan in found.key_results] == ["Talks 60 days ahead", "Renewals"]


def test_without_readings_the_title_says_from_where(both: Planning, sales: Sales) -> None:
    kpi = make(both.ana, "kpi", name="Renewals", unit_of_measure="%")
    set_fields(both.ana, "objective", sales.objective, kpi=kpi)
    assert preview(both.ana, sales.mission, both.cycle)[0].key_results[0].figures == "82 → 90 %"
    set_fields(both.ana, "objective", sales.objective, title="Renew", kpi=None)
    assert preview(both.ana, sales.mission, both.cycle)[0].key_results[0][:2] == ("Renew", "90")


@pytest.mark.parametrize(
    ("target", "direction", "metric"),
    [
        (70, "decrease", "decrease"),
        (82, "increase", "at_least"),
        (82, "decrease", "at_most"),
        (70, "increase", "decrease"),
    ],
)
def test_the_kpis_last_value_says_how_it_is_measured(
    both: Planning, sales: Sales, target: int, direction: str, metric: str
) -> None:
    set_fields(both.ana, "kpi", sales.kpi, direction=direction)
    set_fields(both.ana, "objective", sales.objective, kpi_target=target)
    (id,) = transform(both.ana, sales.mission, both.cycle)
    assert both.ana.company.key_results_of(id)[0].metric == metric


def test_an_endless_ratio_starts_at_four_places(both: Planning, sales: Sales) -> None:
    one, other = make(both.ana, "metric", name="won"), make(both.ana, "metric", name="asked")
    make(both.ana, "reading", subject=one, date="2026-10-01", value=1)
    make(both.ana, "reading", subject=other, date="2026-10-01", value=3)
    set_fields(both.ana, "kpi", sales.kpi, metrics=[one, other], combine="ratio", unit_of_measure="clients")
    (id,) = transform(both.ana, sales.mission, both.cycle)
    assert both.ana.company.key_results_of(id)[0].start == Decimal("0.3333")


def test_objectives_of_a_mission_without_a_number_come_too(both: Planning, sales: Sales) -> None:
    plain = objective(both.ana, "Be loved", unit=both.sales)
    align(both.ana, plain, sales.mission)
    okr = objective(both.ana, "An OKR already", unit=both.sales, cycle=both.cycle)
    align(both.ana, okr, sales.mission)
    assert [found.title for found in preview(both.ana, sales.mission, both.cycle)] == [
        "Raise the renewal rate",
        "Be loved",
    ]


def test_mission_and_cycle_have_to_be_there(both: Planning, sales: Sales) -> None:
    with pytest.raises(NotFound, match="no such mission"):
        preview(both.ana, both.cycle, both.cycle)
    with pytest.raises(NotFound, match="no such cycle"):
        preview(both.ana, sales.mission, sales.mission)


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        (TITLE, "Raise the renewal rate"),
        ("Renewal rate 82 % → 90 % by 31 December 2026", "Renewal rate"),
        ("Qualified pipeline of at least $500K", "Qualified pipeline"),
        ("Grow website traffic by 25 % this year", "Grow website traffic this year"),
        ("Grow to 1 million active users within the quarter", "Grow active users"),
        ("Cut the sales cycle to 45 days until the end of the year", "Cut the sales cycle"),
        ("Keep latency under 100 ms", "Keep latency"),
        ("NPS score of 9 or higher", "NPS score"),
        ("Close rate (22 → 27 %)", "Close rate"),
        ("Win 20 new clients", "Win 20 new clients"),
        ("Margin to 30 %", "Margin to 30 %"),
        ("Ship 5G by 2027", "Ship 5G by 2027"),
        ("Make clients happy by year end", "Make clients happy by year end"),
        ("Erneuerungsquote auf 90 % heben", "Erneuerungsquote auf 90 % heben"),
        ("", ""),
    ],
)
def test_the_number_leaves_the_title_where_its_wording_lets_it(title: str, plain: str) -> None:
    assert plain_title(title) == plain
