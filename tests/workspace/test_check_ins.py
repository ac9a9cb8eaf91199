"""What is due for whom, worst first, and saying where a key result stands."""

from datetime import date
from decimal import Decimal

import pytest

from okrtui.okr.kinds import Status
from okrtui.okr.models import FieldError
from okrtui.workspace.check_in_card import card_of
from okrtui.workspace.check_in_figures import figures_with
from okrtui.workspace.check_ins import check_in, due_for, is_off_track, owned_key_results, owner_of, read_value
from okrtui.workspace.deleting import delete
from okrtui.workspace.errors import Ambiguous, NotFound
from okrtui.workspace.rows import row_of
from okrtui.workspace.workspace import Workspace
from tests.workspace.team import Team, key_result, make, objective, set_fields


def titles(workspace: Workspace, ids: list[str]) -> list[str]:
    return [workspace.company.title(id) for id in ids]


def test_one_owns_by_name_or_through_the_objective_in_the_current_cycle(ana: Workspace, ben: Workspace) -> None:
    mine = objective(ana, "Mine", owner=ana.person)
    theirs = objective(ana, "Theirs", owner=ben.person)
    through = key_result(ana, mine, "Through")
    by_name = key_result(ana, theirs, "By name", owner=ana.person)
    given_away = key_result(ana, mine, "Given away", owner=ben.person)
    old = objective(ana, "Old", owner=ana.person, cycle=_last_quarter(ana))
    key_result(ana, old, "Past")
    assert owned_key_results(ana, ana.person) == [by_name, through]
    assert owned_key_results(ana, ben.person) == [given_away]
    found = ana.company.key_result(through)
    assert found is not None
    assert owner_of(ana, found) == ana.person
    delete(ana, "objective", mine)
    assert owned_key_results(ana, ana.person) == [by_name]


def _last_quarter(workspace: Workspace) -> str:
    return make(workspace, "cycle", name="2026-Q3", kind="quarter", start="2026-07-01", end="2026-09-30")


def test_what_is_due_stands_worst_first_then_the_longest_silent(team: Team, ana: Workspace) -> None:
    own = objective(ana, "Own", owner=ana.person)
    for title, value, day in (
        ("fine", 90, 9),
        ("bad", 0, 9),
        ("bad and silent", 0, 8),
        ("holds", 6, 9),
    ):
        kind = {"metric": "at_least", "target": 5} if title == "holds" else {}
        id = key_result(ana, own, title, **kind)
        check_in(ana, id, value, on=date(2026, 10, day))
    key_result(ana, own, "never said")
    team.pass_days(20)
    done = key_result(ana, own, "said today")
    check_in(ana, done, 0)
    assert titles(ana, due_for(ana, ana.person)) == ["never said", "bad and silent", "bad", "fine", "holds"]
    for id in due_for(ana, ana.person):
        check_in(ana, id, 10)
    assert due_for(ana, ana.person) == []
    team.pass_days(90)
    assert due_for(ana, ana.person) == [], "nothing is due after the cycle"


@pytest.mark.parametrize(
    ("said", "value"), [("+3", 43), ("-3.5", 36.5), ("=-3", -3), ("500k", 500_000), ("41", 41), ("1,5", 1.5)]
)
def test_a_value_may_be_relative_to_the_last(ana: Workspace, said: str, value: float) -> None:
    id = key_result(ana, objective(ana, "Own"))
    check_in(ana, id, 40)
    found = ana.company.key_result(id)
    assert found is not None
    assert read_value(ana, found, said) == value


def test_milestones_go_by_their_titles_among_the_key_results_own(ana: Workspace) -> None:
    own = objective(ana, "Own")
    first, second = (key_result(ana, own, title, metric="milestones", start=None, target=None) for title in "ab")
    design, build, bill = (
        make(ana, "milestone", key_result=first, title=title) for title in ("Design", "Build", "Bill")
    )
    elsewhere = make(ana, "milestone", key_result=second, title="Build")
    found = ana.company.key_result(first)
    assert found is not None
    assert read_value(ana, found, "design, buil") == [design, build]
    with pytest.raises(Ambiguous):
        read_value(ana, found, "B")
    with pytest.raises(NotFound):
        read_value(ana, found, elsewhere)
    check_in(ana, first, [design, build, elsewhere])
    row = row_of(ana, "key_result", first)
    assert row is not None
    assert (row.value, row.target) == ("2 of 3", "3 milestones")
    delete(ana, "milestone", bill)
    delete(ana, "milestone", build)
    row = row_of(ana, "key_result", first)
    assert row is not None
    assert row.value == "1 of 1"
    assert row.progress == 1


def test_a_check_in_tells_how_it_stood_before_and_stands_after(ana: Workspace, ben: Workspace) -> None:
    id = key_result(ana, objective(ana, "Own", owner=ben.person))
    said = check_in(ana, id, 40, confidence=7, notes={"note": "slow", "learned": "ask"}, on_behalf_of=ben.person)
    assert (said.before.value, said.before.status) == (None, Status.NOT_STARTED)
    assert (said.after.value, said.after.status) == (Decimal(40), Status.ON_TRACK)
    fields = ana.company.fields("check_in", said.id)
    assert fields is not None
    assert fields["date"] == "2026-10-01"
    assert (fields["confidence"], fields["note"], fields["learned"]) == (7, "slow", "ask")
    assert fields["on_behalf_of"] == ben.person
    assert ana.replica.own_lines()[-1].by == ana.person


@pytest.mark.parametrize(
    ("value", "confidence"), [("many", None), (10**15, None), (float("nan"), 5), (40, 11), (40, -1)]
)
def test_what_is_no_check_in_is_refused(ana: Workspace, value: object, confidence: int | None) -> None:
    id = key_result(ana, objective(ana, "Own"))
    before = len(ana.replica.own_lines())
    with pytest.raises(FieldError):
        check_in(ana, id, value, confidence=confidence)  # type: ignore[arg-type]  # what a caller may get wrong
    with pytest.raises(NotFound):
        check_in(ana, "0123456789abcdef", 1)
    assert len(ana.replica.own_lines()) == before


def test_the_last_of_two_check_ins_of_a_day_counts_whoever_made_it(team: Team, ana: Workspace, ben: Workspace) -> None:
    id = key_result(ana, objective(ana, "Own"))
    team.sync()
    check_in(ana, id, 40)
    check_in(ben, id, 50)
    team.sync()
    assert ana.standings.key_result(id).value == ben.standings.key_result(id).value == 50


def test_what_would_be_is_what_is_once_it_is_said(ana: Workspace) -> None:
    id = key_result(ana, objective(ana, "Own"), unit_of_measure="%")
    set_fields(ana, "key_result", id, status_override="at_risk", override_reason="because")
    found = ana.company.key_result(id)
    assert found is not None
    would_be = figures_with(ana, found, 70)
    check_in(ana, id, 70)
    standing = ana.standings.key_result(id)
    assert would_be == ("70 %", standing.progress, standing.expected, standing.status)


def test_the_last_reading_of_a_measure_is_the_latest_days_and_of_one_day_the_last(ana: Workspace) -> None:
    id = key_result(ana, objective(ana, "Own"))
    measure = make(ana, "measure", key_result=id, name="Calls", target=50, cadence="weekly", direction="increase")
    for day, value in (("2026-10-01", 3), ("2026-10-01", 4), ("2026-09-30", 5)):
        make(ana, "reading", subject=measure, date=day, value=value)
    card = card_of(ana, id)
    assert card is not None
    assert [each.gauge.last_text for each in card.measures] == ["4"]


@pytest.mark.parametrize("status", Status)
def test_off_track_asks_what_to_do(status: Status) -> None:
    assert is_off_track(status) is (status in ("at_risk", "not_holding", "needs_attention"))
