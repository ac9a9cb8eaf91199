"""Remedies: what they ask, what they take for granted, and what they do to everything that hangs on an object."""

from decimal import Decimal

import pytest

from okrtui.okr.coach.finding import Finding
from okrtui.okr.coach.rules import RULES
from okrtui.okr.kinds import Mode
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.deleting import delete
from okrtui.workspace.edits import align
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.linting import linting
from okrtui.workspace.mending.case import Question
from okrtui.workspace.remedies import ACTIONS, apply, read_answers, suggestions
from okrtui.workspace.undoing import undo
from okrtui.workspace.workspace import Workspace
from tests.workspace.team import Team, field, key_result, make, objective, set_fields, visible


def finding(workspace: Workspace, rule: str, id: str) -> Finding:
    found = [each for each in linting(workspace).coach.of(id) if each.rule == rule]
    assert found, (rule, linting(workspace).coach.of(id))
    return found[0]


def rules_on(workspace: Workspace, id: str) -> list[str]:
    return [each.rule for each in linting(workspace).coach.of(id)]


def asked(workspace: Workspace, rule: str, id: str) -> dict[str, Question]:
    return {question.name: question for question in suggestions(workspace, finding(workspace, rule, id))}


def lines(workspace: Workspace) -> int:
    return len(list(workspace.replica.own_lines()))


def top(workspace: Workspace) -> str:
    return workspace.company.child_units(None)[0].id


def test_every_action_of_a_rule_is_known() -> None:
    named = {rule.remedy.action for rule in RULES if rule.remedy}
    assert named == set(ACTIONS)


# --- a task becomes an initiative


def test_what_hangs_on_a_task_goes_with_it_and_comes_back_in_one_undo(ana: Workspace) -> None:
    sell, help_ = objective(ana, "Sell"), objective(ana, "Help")
    task = key_result(ana, sell, "Launch the portal")
    check_in(ana, task, 100)
    make(ana, "milestone", key_result=task, title="First")
    blocker = make(ana, "blocker", subject=task, description="No access")
    step = make(ana, "initiative", subject=task, title="Ask")
    align(ana, help_, task, Mode.CONTRIBUTES, 2)
    before, count = visible(ana), lines(ana)
    mended = apply(ana, finding(ana, "KR-TASK", task), {})
    assert lines(ana) == count + 1
    [initiative] = [id for kind, id in mended.made if kind == "initiative"]
    assert field(ana, "initiative", initiative, "subject") == sell
    assert field(ana, "initiative", initiative, "done") is True
    assert ana.company.key_result(task) is None
    assert field(ana, "blocker", blocker, "subject") == initiative
    assert field(ana, "initiative", step, "subject") == sell
    [served] = ana.company.served_by(sell)
    assert (served.child, served.mode, served.weight) == (help_, Mode.CONTRIBUTES, Decimal(2))
    undo(ana)
    after = {key: value for key, value in visible(ana).items() if key in before}
    assert after == before
    assert ana.company.fields("initiative", initiative) is None


def test_an_objective_that_serves_both_serves_the_objective_once(ana: Workspace) -> None:
    sell, help_ = objective(ana, "Sell"), objective(ana, "Help")
    task = key_result(ana, sell, "Launch the portal")
    align(ana, help_, task)
    align(ana, help_, sell, Mode.CONTRIBUTES)
    apply(ana, finding(ana, "KR-TASK", task), {})
    assert [(each.child, each.mode) for each in ana.company.served_by(sell)] == [(help_, Mode.CONTRIBUTES)]


# --- a split


def crowded(ana: Workspace) -> tuple[str, list[str]]:
    sell = objective(ana, "Sell", stage="active", rationale="They save time")
    return sell, [key_result(ana, sell, f"Rate {letter}") for letter in "ABCDE"]


def test_a_split_moves_the_upper_half_unless_it_is_told_which(ana: Workspace) -> None:
    sell, ids = crowded(ana)
    questions = asked(ana, "KR-MAX", sell)
    assert (questions["title"].default, questions["key_results"].default) == ("Sell (2)", ids[3:])
    chosen = {"title": "Keep", "key_results": [ids[0], ids[4]]}
    mended = apply(ana, finding(ana, "KR-MAX", sell), chosen)
    [second] = [id for kind, id in mended.made if kind == "objective"]
    assert [each.id for each in ana.company.key_results_of(sell)] == ids[1:4]
    assert [each.id for each in ana.company.key_results_of(second)] == [ids[0], ids[4]]
    assert (field(ana, "objective", second, "title"), field(ana, "objective", second, "rationale")) == (
        "Keep",
        "They save time",
    )


def test_a_split_keeps_alignments_commitments_and_shares(ana: Workspace) -> None:
    sell, _ = crowded(ana)
    mission = make(ana, "mission", statement="Why")
    partner = make(ana, "unit", name="Product")
    align(ana, sell, mission)
    make(ana, "commitment", person=ana.person, objective=sell, date="2026-10-01")
    make(ana, "share", objective=sell, unit=partner, state="accepted")
    mended = apply(ana, finding(ana, "KR-MAX", sell), {})
    [second] = [id for kind, id in mended.made if kind == "objective"]
    assert [each.parent for each in ana.company.serves(second)] == [mission]
    assert len(ana.company.pointing("commitment", "objective", second)) == 1
    assert len(ana.company.pointing("share", "objective", second)) == 1
    assert "KR-MAX" not in rules_on(ana, sell)
    undo(ana)
    assert ana.company.objective(second) is None
    assert len(ana.company.key_results_of(sell)) == 5


@pytest.mark.parametrize("which", [range(5), ["0123456789abcdef"]])
def test_a_split_leaves_the_objective_something_and_takes_only_its_own(ana: Workspace, which: list[object]) -> None:
    sell, ids = crowded(ana)
    going = [ids[each] if isinstance(each, int) else each for each in which]
    count = lines(ana)
    with pytest.raises(UsageError, match="leave it at least one"):
        apply(ana, finding(ana, "KR-MAX", sell), {"key_results": going})
    assert lines(ana) == count


# --- what is asked


def test_parents_are_proposed_that_lead_up_the_nearest_first(ana: Workspace) -> None:
    company = top(ana)
    sales = make(ana, "unit", name="Sales", level="department", parent=company)
    team = make(ana, "unit", name="East", level="team", parent=sales)
    mission = make(ana, "mission", statement="Why", unit=company)
    high, near, lost = objective(ana, "High"), objective(ana, "Near", unit=sales), objective(ana, "Lost", unit=sales)
    align(ana, high, mission)
    align(ana, near, high)
    mine = objective(ana, "Mine", unit=team)
    [question] = suggestions(ana, finding(ana, "AL-ORPHAN", mine))
    assert question.candidates == (near, high, mission)
    assert question.default is None
    assert lost not in question.candidates
    apply(ana, finding(ana, "AL-ORPHAN", mine), {"parent": near})
    assert "AL-ORPHAN" not in rules_on(ana, mine)


def test_the_only_parent_there_is_needs_no_answer(ana: Workspace) -> None:
    mission = make(ana, "mission", statement="Why")
    sell = objective(ana, "Sell")
    apply(ana, finding(ana, "AL-ORPHAN", sell), {})
    assert [each.parent for each in ana.company.serves(sell)] == [mission]


def test_an_owner_is_the_lead_else_oneself(team: Team, ana: Workspace, ben: Workspace) -> None:
    team.sync()
    sales = make(ana, "unit", name="Sales", level="department", lead=ben.person)
    sell = objective(ana, "Sell", unit=sales)
    assert asked(ana, "OWN-NONE", sell)["owner"].default == ben.person
    legal = make(ana, "unit", name="Legal", level="department")
    assert asked(ana, "OWN-NONE", legal)["lead"].default == ana.person


def test_only_what_is_lacking_is_asked(ana: Workspace) -> None:
    sell = objective(ana, "Sell")
    rate = make(ana, "key_result", objective=sell, title="Rate", target=3)
    assert list(asked(ana, "KR-NUM", rate)) == ["unit_of_measure"]
    span = make(ana, "key_result", objective=sell, title="Heat", metric="between", low=1, high=3)
    assert list(asked(ana, "KR-NUM", span)) == ["unit_of_measure"]


def test_what_is_needed_and_not_said_writes_nothing(ana: Workspace) -> None:
    sell = objective(ana, "Sell", stage="active")
    none, count = finding(ana, "KR-NONE", sell), lines(ana)
    with pytest.raises(UsageError, match="title must be said"):
        apply(ana, none, {"target": 3})
    with pytest.raises(UsageError, match="takes title, start, target"):
        apply(ana, none, {"titel": "Rate"})
    assert lines(ana) == count


def test_answers_are_read_as_a_person_types_them(team: Team, ana: Workspace, ben: Workspace) -> None:
    team.sync()
    sell = objective(ana, "Sell", stage="active")
    said = {"title": "Rate", "start": "1,500", "target": "2k", "unit_of_measure": "calls"}
    assert read_answers(ana, finding(ana, "KR-NONE", sell), said) == {
        "title": "Rate",
        "start": 1500,
        "target": 2000,
        "unit_of_measure": "calls",
    }
    assert read_answers(ana, finding(ana, "OWN-NONE", sell), {"owner": "Ben"}) == {"owner": ben.person}
    assert read_answers(ana, finding(ana, "COMMIT", sell), {"person": "me"}) == {"person": ana.person}


def test_titles_in_a_list_may_have_commas_of_their_own(ana: Workspace) -> None:
    sell, ids = crowded(ana)
    set_fields(ana, "key_result", ids[1], title="Calls, mails, and visits")
    said = {"key_results": "calls, mails, and visits, Rate C,, " + ids[4][:6]}
    answers = read_answers(ana, finding(ana, "KR-MAX", sell), said)
    assert answers == {"key_results": [ids[1], ids[2], ids[4]]}


def test_a_new_name_is_a_new_metric_and_a_known_one_is_not(ana: Workspace) -> None:
    set_fields(ana, "workspace", ana.config.workspace, preset="gokr")
    metric = make(ana, "metric", name="Fuel burnt")
    goal = make(ana, "goal", title="Costs", baseline=3, target=2, due="2026-12-31")
    found = finding(ana, "G-KPI", goal)
    answers = read_answers(ana, found, {"name": "Weather", "metrics": "fuel BURNT, Fuel"})
    assert answers["metrics"] == [metric, "Fuel"]
    mended = apply(ana, found, answers)
    assert [kind for kind, _ in mended.made] == ["metric", "kpi"]
    assert field(ana, "kpi", mended.made[1][1], "metrics") == [metric, mended.made[0][1]]
    assert "KPI-TWO" not in rules_on(ana, mended.made[1][1])
    undo(ana)
    assert [id for id, _ in ana.company.live("metric")] == [metric]


# --- a cycle later


@pytest.mark.parametrize("has_next", [True, False])
def test_what_is_too_much_waits_for_the_next_cycle(ana: Workspace, has_next: bool) -> None:
    if has_next:
        make(ana, "cycle", name="Next", kind="quarter", start="2027-01-01", end="2027-03-31")
    ids = [objective(ana, f"Sell {letter}") for letter in "ABCDEFG"]
    set_fields(ana, "objective", ids[6], priority=True)
    apply(ana, finding(ana, "O-MAX", top(ana)), {})
    now, later = ana.company.cycles()
    assert [field(ana, "objective", id, "cycle") for id in ids] == [now.id] * 4 + [later.id] * 2 + [now.id]
    assert (now.name, later.name) == ("2026-Q4", "Next" if has_next else "2027-Q1")
    undo(ana)
    assert len(ana.company.cycles()) == 1 + has_next


# --- what has changed meanwhile


def test_what_is_deleted_meanwhile_is_not_mended(ana: Workspace) -> None:
    sell = objective(ana, "Sell")
    task = key_result(ana, sell, "Launch the portal")
    found = finding(ana, "KR-TASK", task)
    delete(ana, "key_result", task)
    with pytest.raises(NotFound, match="deleted"):
        apply(ana, found, {})


def test_what_is_mended_already_is_not_mended_twice(ana: Workspace) -> None:
    for letter in "ABCDEF":
        objective(ana, f"Sell {letter}")
    found = finding(ana, "O-MAX", top(ana))
    apply(ana, found, {})
    with pytest.raises(UsageError, match="mended already"):
        apply(ana, found, {})


def test_a_loop_is_refused(ana: Workspace) -> None:
    sell, help_ = objective(ana, "Sell"), objective(ana, "Help")
    align(ana, help_, sell)
    with pytest.raises(UsageError, match="close a loop"):
        apply(ana, finding(ana, "AL-ORPHAN", sell), {"parent": help_})


def test_a_target_is_put_back_to_what_it_was_when_the_cycle_began(team: Team, ana: Workspace) -> None:
    rate = key_result(ana, objective(ana, "Sell"), unit_of_measure="%", start=10, target=50)
    team.pass_days(20)
    set_fields(ana, "key_result", rate, target=40)
    team.pass_days(5)
    set_fields(ana, "key_result", rate, target=30, start=20)
    found = finding(ana, "TARGET-MOVED", rate)
    assert found.message.startswith("Its start went from 10 to 20 and its target went from 50 to 30")
    apply(ana, found, {})
    assert (field(ana, "key_result", rate, "start"), field(ana, "key_result", rate, "target")) == (10, 50)
    assert "TARGET-MOVED" not in rules_on(ana, rate)


def test_to_write_down_a_missing_start_is_not_to_move_it(team: Team, ana: Workspace) -> None:
    rate = key_result(ana, objective(ana, "Sell"), unit_of_measure="%", start=None)
    team.pass_days(20)
    apply(ana, finding(ana, "KR-BASE", rate), {"start": 5})
    assert not {"KR-BASE", "TARGET-MOVED"} & set(rules_on(ana, rate))


def test_a_review_held_late_looks_back_on_all_months_before(team: Team, ana: Workspace) -> None:
    objective(ana, "Sell")
    team.pass_days(75)
    found = finding(ana, "REVIEW-MISS", top(ana))
    assert found.message == "The monthly review of October has not been held."
    with pytest.raises(UsageError, match="worked or did_not_work must be said"):
        apply(ana, found, {})
    apply(ana, found, {"worked": "The portal"})
    assert "REVIEW-MISS" not in rules_on(ana, top(ana))
