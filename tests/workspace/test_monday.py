"""The agenda of the Monday meeting, and its minutes: one review for a unit and a week."""

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest

from okrtui.okr.cadence import Period
from okrtui.okr.kinds import Status
from okrtui.workspace.blockers import raise_blocker
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.conflicts import conflicts
from okrtui.workspace.deleting import delete
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.meeting_drafts import Draft, drop_draft, keep_draft, read_draft
from okrtui.workspace.minutes import Entry, Minutes, add_to_minutes, composed, open_minutes, save_minutes
from okrtui.workspace.monday import Agenda, agenda, home_unit
from okrtui.workspace.next_steps import take_step
from okrtui.workspace.past import Past
from okrtui.workspace.recognition import recognize
from okrtui.workspace.undoing import undo
from okrtui.workspace.workspace import Workspace
from tests.workspace.team import Team, key_result, make, objective, set_fields

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WEEK = Period(date(2026, 11, 23), date(2026, 11, 29))


class Sales:
    """Sales, which Ben leads, with a team that Ana leads, on Monday 23 November 2026; check-ins are due on Fridays."""

    def __init__(self, team: Team, ana: Workspace, ben: Workspace) -> None:
        self.team, self.ana, self.ben = team, ana, ben
        top = ana.company.child_units(None)[0].id
        self.sales = make(ana, "unit", name="Sales", level="department", parent=top, lead=ben.person)
        self.inside = make(ana, "unit", name="Inside", level="team", parent=self.sales, lead=ana.person)
        self.eva = make(ana, "person", name="Eva Lind", email="eva@example.org")
        make(ana, "membership", person=self.eva, unit=self.inside)
        own = make(ana, "unit", name="Eva Lind", level="individual", parent=self.inside, lead=self.eva)
        goal = objective(ana, "Sell more", unit=self.sales, owner=ben.person)
        self.rate = key_result(ana, goal, "Close rate")
        self.calls = key_result(ana, goal, "Calls", metric="at_least", start=None, target=6, owner=self.eva)
        self.quota = key_result(ana, objective(ana, "Own", unit=own, owner=self.eva), "Quota")
        team.now = MONDAY
        team.sync()
        for workspace in team.people:
            workspace.pass_day()

    def agenda(self, unit: str | None = None) -> Agenda:
        return agenda(self.ana, unit or self.sales)

    def minutes(self, workspace: Workspace, *entries: Entry, present: tuple[str, ...] = ()) -> str:
        """Open the minutes, type, and save."""
        opened = open_minutes(workspace, self.inside)
        return save_minutes(workspace, opened, composed(opened.written, entries, (*opened.written.present, *present)))


@pytest.fixture
def sales(team: Team, ana: Workspace, ben: Workspace) -> Sales:
    return Sales(team, ana, ben)


def said(workspace: Workspace, review: str, name: str) -> Any:
    fields = workspace.company.fields("review", review)
    assert fields is not None
    return fields.get(name)


# --- the roster


def test_leaders_stand_first_and_everyone_in_their_unit(sales: Sales) -> None:
    check_in(sales.ben, sales.rate, 10, on=date(2026, 11, 20))
    check_in(sales.ben, sales.calls, 7, on=date(2026, 11, 23), on_behalf_of=sales.eva)
    sales.team.sync()
    found = sales.agenda()
    assert found.period == Period(date(2026, 11, 14), date(2026, 11, 20))
    assert [(each.name, each.unit_name, each.is_lead, each.owned, each.made, each.wanted) for each in found.roster] == [
        ("Ben Okafor", "Sales", True, 1, 1, 1),
        ("Ana Ruiz", "Inside", True, 0, 0, 0),
        ("Eva Lind", "Inside", False, 2, 1, 2),
    ]
    assert [each.is_missing for each in found.roster] == [False, False, True]
    assert (found.made, found.wanted) == (2, 3)
    assert [each.name for each in sales.agenda(sales.inside).roster] == ["Ana Ruiz", "Eva Lind"]


def test_who_left_and_what_is_closed_is_not_on_it(sales: Sales) -> None:
    delete(sales.ana, "person", sales.eva)
    set_fields(sales.ana, "objective", sales.agenda().results[0].objective, stage="closed")
    found = sales.agenda()
    assert {each.name for each in found.roster} == {"Ben Okafor", "Ana Ruiz"}
    assert {each.objective_title for each in found.results} != {"Sell more", "Own"}


# --- the key results


def test_the_worst_comes_first_with_what_has_moved_and_what_was_said(sales: Sales) -> None:
    check_in(sales.ana, sales.rate, 80, confidence=6, on=date(2026, 11, 13))
    check_in(sales.ana, sales.rate, 70, confidence=4, notes={"challenge": "Two demos slipped"}, on=date(2026, 11, 20))
    check_in(sales.ana, sales.calls, 3, on=date(2026, 11, 20), on_behalf_of=sales.eva)
    check_in(sales.ana, sales.quota, 40, on=date(2026, 11, 20), on_behalf_of=sales.eva)
    found = sales.agenda().results
    assert [each.row.id for each in found] == [sales.calls, sales.quota, sales.rate]
    rate = found[-1]
    assert (rate.value_before, rate.row.value, rate.confidence_before, rate.row.confidence) == ("80", "70", 6, 4)
    assert rate.change == Fraction(-1, 10)
    assert (rate.said, rate.said_by, rate.owner_name) == ({"challenge": "Two demos slipped"}, "Ana Ruiz", "Ben Okafor")
    assert found[0].said_by == "Ana Ruiz for Eva Lind"


def test_of_those_that_stand_alike_the_one_that_is_furthest_behind_comes_first(sales: Sales) -> None:
    for id, value in ((sales.rate, 10), (sales.quota, 5)):
        check_in(sales.ana, id, value, on=date(2026, 11, 20))
    check_in(sales.ana, sales.calls, 7, on=date(2026, 11, 20))
    assert [each.row.id for each in sales.agenda().results] == [sales.quota, sales.rate, sales.calls]


def test_a_check_in_of_the_week_before_is_none_of_this_one(sales: Sales) -> None:
    check_in(sales.ana, sales.rate, 80, on=date(2026, 11, 13))
    (rate,) = [each for each in sales.agenda().results if each.row.id == sales.rate]
    assert rate.is_wanted
    assert not rate.is_checked_in


# --- what else is on it


def test_next_steps_stay_until_they_are_taken_and_then_until_the_period_is_over(sales: Sales) -> None:
    old = check_in(sales.ana, sales.calls, 3, notes={"next_step": "Buy phones"}, on=date(2026, 11, 6)).id
    new = check_in(sales.ana, sales.rate, 10, notes={"next_step": "Call Legal"}, on=date(2026, 11, 20)).id
    assert [each.text for each in sales.agenda().steps] == ["Buy phones", "Call Legal"]
    take_step(sales.ana, new)
    assert [(each.text, each.is_done) for each in sales.agenda().steps] == [("Buy phones", False), ("Call Legal", True)]
    take_step(sales.ana, old)
    assert [each.text for each in sales.agenda().steps] == ["Call Legal"]


def test_wins_are_what_was_told_and_what_has_come_to_be_reached(sales: Sales) -> None:
    check_in(sales.ana, sales.rate, 90, notes={"achievement": "Too old"}, on=date(2026, 11, 6))
    check_in(sales.ana, sales.rate, 100, notes={"achievement": "A big client"}, on=date(2026, 11, 20))
    check_in(sales.ana, sales.calls, 7, on=date(2026, 11, 20), on_behalf_of=sales.eva)
    assert [(each.title, each.text, each.status, each.name) for each in sales.agenda().wins] == [
        ("Calls", "", Status.HOLDING, "Ana Ruiz for Eva Lind"),
        ("Close rate", "", Status.ACHIEVED, "Ana Ruiz"),
        ("Close rate", "A big client", None, "Ana Ruiz"),
    ]
    check_in(sales.ana, sales.calls, 8, on=date(2026, 11, 23))
    assert [each.title for each in sales.agenda().wins if each.status] == ["Close rate"]


def test_blockers_and_thanks_of_those_below_are_on_it(sales: Sales) -> None:
    raise_blocker(sales.ana, sales.quota, "No budget", solver=sales.ben.person)
    recognize(sales.ana, sales.eva, "For the tent")
    found = sales.agenda()
    assert [(each.description, each.solver_name) for each in found.blockers] == [("No budget", "Ben Okafor")]
    assert [(each.name, each.text) for each in found.thanks] == [("Eva Lind", "For the tent")]
    assert sales.agenda(sales.inside).thanks


def test_the_meeting_before_says_what_it_decided(sales: Sales) -> None:
    make(sales.ana, "review", kind="weekly", unit=sales.sales, date="2026-11-09", decisions="Hire two")
    make(sales.ana, "review", kind="weekly", unit=sales.sales, date="2026-11-16", notes="Nothing decided")
    make(sales.ana, "review", kind="weekly", unit=sales.sales, date="2026-11-24", decisions="This week's")
    make(sales.ana, "review", kind="monthly", unit=sales.sales, date="2026-11-17", decisions="Another matter")
    decided = sales.agenda().decided
    assert decided is not None
    assert (decided.date, decided.decisions) == (date(2026, 11, 9), "Hire two")


def test_without_a_cycle_and_without_people_there_is_still_an_agenda(sales: Sales) -> None:
    delete(sales.ana, "cycle", sales.ana.company.cycles()[0].id)
    empty = make(sales.ana, "unit", name="Empty", level="team", parent=sales.sales)
    found = sales.agenda(empty)
    assert (found.roster, found.results, found.weeks, found.cycle) == ((), (), WEEK, None)
    with pytest.raises(NotFound):
        sales.agenda("0" * 16)


def test_it_is_the_same_on_every_replica_and_in_the_past(sales: Sales) -> None:
    check_in(sales.ben, sales.rate, 10, notes={"next_step": "Call"}, on=date(2026, 11, 20))
    raise_blocker(sales.ana, sales.quota, "No budget")
    sales.team.sync()
    before = sales.agenda()
    assert agenda(sales.ben, sales.sales) == before
    sales.team.pass_days(1)
    check_in(sales.ana, sales.rate, 30)
    assert agenda(Past(sales.ana).at(date(2026, 11, 23)), sales.sales) == before


def test_how_far_it_is_is_told(sales: Sales) -> None:
    for number in range(25):
        make(sales.ana, "unit", name=f"Team {number}", level="team", parent=sales.sales)
    told: list[tuple[int, int]] = []
    agenda(sales.ana, sales.sales, lambda done, total: told.append((done, total)))
    assert told == [(0, 28), (10, 28), (20, 28)]


def test_ones_own_meeting_is_that_of_the_unit_one_leads(sales: Sales) -> None:
    top = sales.ana.company.child_units(None)[0].id
    set_fields(sales.ana, "unit", top, lead=None)
    assert home_unit(sales.ana, sales.ben.person) == sales.sales
    assert home_unit(sales.ana, sales.eva) == sales.inside
    assert home_unit(sales.ana, make(sales.ana, "person", name="New", email="new@example.org")) == top


# --- the minutes


def test_minutes_are_one_act_and_the_next_one_of_the_week_goes_on_with_them(sales: Sales) -> None:
    lines = len(sales.ana.state.lines)
    about = Entry(sales.rate, "Close rate", True, "Ship it")
    first = sales.minutes(
        sales.ana, Entry(sales.rate, "Close rate", False, "We lost two"), about, present=(sales.ana.person,)
    )
    assert len(sales.ana.state.lines) == lines + 1
    assert (said(sales.ana, first, "kind"), said(sales.ana, first, "date")) == ("weekly", "2026-11-23")
    assert said(sales.ana, first, "cycle") == sales.ana.company.cycles()[0].id
    sales.team.pass_days(2)
    again = sales.minutes(sales.ana, Entry("", "", True, "Meet on Friday"), present=(sales.eva, sales.ana.person))
    assert again == first
    assert said(sales.ana, first, "decisions") == "Close rate: Ship it\nMeet on Friday"
    assert said(sales.ana, first, "notes") == "Close rate: We lost two"
    assert said(sales.ana, first, "present") == [sales.ana.person, sales.eva]
    assert said(sales.ana, first, "date") == "2026-11-23"
    undo(sales.ana)
    assert said(sales.ana, first, "decisions") == "Close rate: Ship it"
    undo(sales.ana)
    assert sales.ana.company.fields("review", first) is None
    sales.team.pass_days(7)
    assert sales.minutes(sales.ana, Entry("", "", True, "Next week")) != first


def test_two_who_write_them_at_once_meet_in_a_conflict_that_keeps_both(sales: Sales) -> None:
    ids = {
        sales.minutes(workspace, Entry("", "", True, word), present=(workspace.person,))
        for workspace, word in ((sales.ana, "Ship it"), (sales.ben, "Wait"))
    }
    assert len(ids) == 1
    sales.team.sync()
    found = {each.field: each for each in conflicts(sales.ana)}
    assert {version.text for version in found["decisions"].versions} == {"Ship it", "Wait"}
    assert {version.text for version in found["present"].versions} == {"Ana Ruiz", "Ben Okafor"}


def test_what_another_wrote_meanwhile_is_not_overwritten(sales: Sales) -> None:
    review = sales.minutes(sales.ana, Entry("", "", True, "Ship it"))
    sales.team.sync()
    opened = open_minutes(sales.ben, sales.inside)
    sales.minutes(sales.ana, Entry("", "", True, "And call them"))
    sales.team.sync()
    save_minutes(sales.ben, opened, composed(opened.written, [Entry("", "", True, "Wait")], ()))
    sales.team.sync()
    (found,) = [each for each in conflicts(sales.ana) if each.field == "decisions"]
    assert {version.text for version in found.versions} == {"Ship it And call them", "Ship it Wait"}
    assert said(sales.ana, review, "notes") is None


def test_minutes_that_another_began_while_these_were_open_are_gone_on_with(sales: Sales) -> None:
    opened = open_minutes(sales.ben, sales.inside)
    review = sales.minutes(sales.ana, Entry("", "", True, "Ship it"))
    sales.team.sync()
    assert save_minutes(sales.ben, opened, composed(opened.written, [Entry("", "", True, "Wait")], ())) == review
    sales.team.sync()
    (found,) = [each for each in conflicts(sales.ana) if each.field == "decisions"]
    assert {version.text for version in found.versions} == {"Ship it", "Wait"}


def test_only_what_differs_is_written(sales: Sales) -> None:
    review = sales.minutes(sales.ana, Entry("", "", True, "Ship it"), present=(sales.ana.person,))
    lines = len(sales.ana.state.lines)
    assert sales.minutes(sales.ana) == review
    assert len(sales.ana.state.lines) == lines
    sales.minutes(sales.ana, Entry("", "", False, "Talked"))
    register = sales.ana.state.register("review", review, "decisions")
    assert register is not None
    assert not register.gone


def test_with_nothing_to_say_nothing_is_made(sales: Sales) -> None:
    with pytest.raises(UsageError, match="nothing to save"):
        sales.minutes(sales.ana, Entry("", "", True, "  \n"))
    with pytest.raises(UsageError, match="nothing to save"):
        add_to_minutes(sales.ana, sales.inside)
    with pytest.raises(NotFound):
        open_minutes(sales.ana, "0" * 16)


def test_a_meeting_that_was_moved_to_another_week_stays_there(sales: Sales) -> None:
    review = sales.minutes(sales.ana, Entry("", "", True, "Ship it"))
    set_fields(sales.ana, "review", review, date="2026-11-16")
    other = sales.minutes(sales.ana, Entry("", "", True, "Wait"))
    assert other != review
    assert said(sales.ana, review, "decisions") == "Ship it"
    delete(sales.ana, "review", other)
    assert sales.minutes(sales.ana, Entry("", "", True, "Again")) not in (review, other)


def test_what_was_said_of_one_thing_stands_together() -> None:
    entries = [
        Entry("a", "Close rate", False, "One"),
        Entry("b", "Calls", True, "Buy\nphones"),
        Entry("a", "Close rate", False, "Two\nthree"),
        Entry("", "", False, "Apart"),
    ]
    assert composed(Minutes("Before", "", ("x",)), entries, ["x", "y", "x"]) == Minutes(
        "Before\nCalls: Buy phones", "Close rate: One\n\nClose rate: Two\nthree\n\nApart", ("x", "y")
    )


# --- the draft


@pytest.fixture
def draft(sales: Sales) -> Draft:
    return Draft((Entry("a", "Close rate", True, "Ship\nit"),), {sales.eva: True}, {"a": 61})


def test_a_draft_is_kept_for_its_unit_and_week_until_it_is_dropped(sales: Sales, draft: Draft) -> None:
    keep_draft(sales.ana, sales.inside, WEEK.start, draft)
    again = sales.team.reopened(sales.ana)
    assert read_draft(again, sales.inside, WEEK.start) == draft
    assert read_draft(again, sales.sales, WEEK.start).is_empty
    assert read_draft(again, sales.inside, date(2026, 11, 30)) == Draft()
    drop_draft(sales.ana, sales.inside, WEEK.start)
    drop_draft(sales.ana, sales.inside, WEEK.start)
    assert read_draft(sales.ana, sales.inside, WEEK.start).is_empty


@pytest.mark.parametrize("content", [b"", b"[]", b'{"entries": 1}', b"\xff", b'{"entries": [], "marks": 3}'])
def test_a_damaged_draft_is_none(sales: Sales, draft: Draft, content: bytes) -> None:
    keep_draft(sales.ana, sales.inside, WEEK.start, draft)
    (path,) = sales.ana.home.glob("meeting-*.json")
    path.write_bytes(content)
    assert read_draft(sales.ana, sales.inside, WEEK.start).is_empty
