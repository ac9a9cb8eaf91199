"""Templates: what is kept of a good objective, and what comes of it again."""

import pytest

from okrtui.okr.kinds import Stage
from okrtui.okr.models import FieldError
from okrtui.workspace.deleting import delete
from okrtui.workspace.edits import New, create
from okrtui.workspace.errors import NotFound
from okrtui.workspace.find import find
from okrtui.workspace.jumps import find_jumps
from okrtui.workspace.past import Past
from okrtui.workspace.templates import KeyResultPlan, save_template, template_of, templates, use_template
from okrtui.workspace.undoing import undo
from okrtui.workspace.workspace import Workspace
from tests.workspace.planners import Planning, planning
from tests.workspace.team import Team, key_result, make, visible


@pytest.fixture
def both(team: Team, ana: Workspace, ben: Workspace) -> Planning:
    return planning(team, ana, ben)


@pytest.fixture
def onboarding(both: Planning) -> str:
    """An objective that is worth keeping."""
    ben = both.ben
    id = both.draft("Welcome new colleagues", rationale="They feel at home", persona="New colleagues", priority=True)
    days = key_result(ben, id, "Days to the first sale", metric="decrease", start=40, target=20, unit_of_measure="days")
    make(ben, "measure", key_result=days, name="Talks with a mentor", target=1, unit_of_measure="talks")
    steps = key_result(ben, id, "Path", metric="milestones", start=None, target=None, owner=ben.person)
    create(ben, New("milestone", {"key_result": steps, "title": "Desk", "weight": 2}))
    key_result(ben, id, "Satisfied", metric="at_least", start=None, target=9, weight=0, due="2027-02-01")
    return id


def test_a_template_keeps_what_the_objective_is_made_of(both: Planning, onboarding: str) -> None:
    before = len(both.ben.replica.own_lines())
    id = save_template(both.ben, onboarding)
    assert len(both.ben.replica.own_lines()) == before + 1
    assert templates(both.ben) == [template_of(both.ben, id)]
    (kept,) = templates(both.ben)
    assert (kept.title, kept.rationale) == ("Welcome new colleagues", "They feel at home")
    assert kept.key_results == (
        KeyResultPlan("Days to the first sale", "40 → 20 days", ("Talks with a mentor",)),
        KeyResultPlan("Path", "1 milestones", ()),
        KeyResultPlan("Satisfied", "≥ 9", ()),
    )
    stored = [both.ben.company.fields("key_result", each.id) for each in both.ben.company.key_results_of(id)]
    assert all(fields and "owner" not in fields and "due" not in fields for fields in stored)
    both.team.sync()
    assert templates(both.ana) == [kept]


def test_a_template_becomes_a_draft_of_any_unit(both: Planning, onboarding: str) -> None:
    template = save_template(both.ben, onboarding)
    before = len(both.ben.replica.own_lines())
    id = use_template(both.ben, template, both.northwind, both.cycle, {"title": "Welcome everyone"})
    assert len(both.ben.replica.own_lines()) == before + 1
    company = both.ben.company
    found = company.objective(id)
    assert found
    assert (found.title, found.rationale, found.stage) == (
        "Welcome everyone",
        "They feel at home",
        Stage.DRAFT,
    )
    assert (found.unit, found.cycle, found.owner) == (both.northwind, both.cycle, both.ana.person)
    days, path, satisfied = company.key_results_of(id)
    assert [days.start, days.target, days.unit_of_measure, satisfied.weight] == [40, 20, "days", 0]
    assert [fields["weight"] for _, fields in company.milestones_of(path.id)] == [2]
    assert [company.title(each) for each in company.pointing("measure", "key_result", days.id)] == [
        "Talks with a mentor"
    ]
    undo(both.ben)
    assert company.objective(id) is None
    assert company.key_results_of(id) == []
    assert len(templates(both.ben)) == 1


def test_undo_of_keeping_leaves_no_template(both: Planning, onboarding: str) -> None:
    before = visible(both.ben)
    save_template(both.ben, onboarding)
    undo(both.ben)
    assert templates(both.ben) == []
    assert {key: value for key, value in visible(both.ben).items() if key in before} == before


def test_what_is_not_there_is_neither_kept_nor_used(both: Planning, onboarding: str) -> None:
    template = save_template(both.ben, onboarding)
    with pytest.raises(NotFound):
        save_template(both.ben, template)
    with pytest.raises(NotFound):
        use_template(both.ben, onboarding, both.sales, both.cycle)
    with pytest.raises(NotFound):
        use_template(both.ben, template, both.cycle, both.cycle)
    with pytest.raises(FieldError):
        use_template(both.ben, template, both.sales, both.cycle, {"colour": "red"})
    delete(both.ben, "template", template)
    assert template_of(both.ben, template) is None
    assert both.ben.company.key_results_of(template) == []


def test_a_title_means_what_is_worked_on_and_not_the_template(both: Planning, onboarding: str) -> None:
    template = save_template(both.ben, onboarding)
    company = both.ben.company
    key_results = [each.id for each in company.key_results_of(onboarding)]
    assert find(company, "Satisfied", ["key_result"]) == ("key_result", key_results[2])
    assert [jump.id for jump in find_jumps(both.ben, "Satisfied")] == [key_results[2]]
    (mentor,) = company.pointing("measure", "key_result", key_results[0])
    assert find(company, "Talks with", ["measure"]) == ("measure", mentor)
    kept = company.key_results_of(template)[2].id
    assert find(company, kept) == ("key_result", kept)


def test_templates_stand_by_title_and_as_they_were(both: Planning, onboarding: str) -> None:
    yesterday = both.ben.today
    save_template(both.ben, onboarding)
    both.team.pass_days(1)
    save_template(both.ben, both.draft("art of selling"))
    assert [each.title for each in templates(both.ben)] == ["art of selling", "Welcome new colleagues"]
    assert [each.title for each in templates(Past(both.ben).at(yesterday))] == ["Welcome new colleagues"]
