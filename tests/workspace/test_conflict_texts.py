"""Conflicts as people read them: what each wrote, in words, and by whom."""

import pytest

from okrtui.storage.line import Value
from okrtui.workspace.conflicts import conflicts, text_of
from okrtui.workspace.workspace import Workspace
from tests.workspace.team import CLEO, Team, key_result, make, objective, set_fields


def test_the_latest_value_comes_first_and_equal_ones_are_one(team: Team, ana: Workspace, ben: Workspace) -> None:
    cleo = team.join(CLEO)
    id = key_result(ana, objective(ana, "Sell"), unit_of_measure="%")
    team.sync()
    for workspace, target in ((ana, 27), (ben, 30), (cleo, 27.0)):
        set_fields(workspace, "key_result", id, target=target)
    team.sync()
    (conflict,) = conflicts(ana)
    assert (conflict.kind, conflict.id, conflict.field, conflict.title) == ("key_result", id, "target", "Close rate")
    assert [(each.text, each.person) for each in conflict.versions] == [("27", "Cleo Tan"), ("30", "Ben Okafor")]
    assert len(conflict.heads) == 3
    assert not conflict.is_waiting
    assert [each.versions for each in conflicts(ben)] == [conflict.versions]


def test_people_and_units_are_named(team: Team, ana: Workspace, ben: Workspace) -> None:
    id = objective(ana, "Sell")
    team.sync()
    set_fields(ana, "objective", id, owner=ana.person)
    set_fields(ben, "objective", id, owner=ben.person, priority=True)
    team.sync()
    (conflict,) = conflicts(ana)
    assert [each.text for each in conflict.versions] == ["Ben Okafor", "Ana Ruiz"]


def test_clearing_meets_writing(team: Team, ana: Workspace, ben: Workspace) -> None:
    id = objective(ana, "Sell", rationale="for us")
    team.sync()
    set_fields(ana, "objective", id, rationale=None)
    set_fields(ben, "objective", id, rationale="for\nthem")
    team.sync()
    (conflict,) = conflicts(ana)
    assert [each.text for each in conflict.versions] == ["for them", "nothing"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "nothing"),
        ("", "nothing"),
        (True, "yes"),
        (False, "no"),
        (27.5, "27.5"),
        (0.1 + 0.2, "0.3"),
        (1_000_000, "1,000,000"),
        ([], "none"),
        (["x", 3, True], "x, 3, yes"),
        ("a\x1b[31m\nb", "a b"),
        (10**300, "1" + 300 * "0"),
    ],
)
def test_a_value_in_words(ana: Workspace, value: Value, text: str) -> None:
    assert text_of(ana, value).replace(",", "").replace(" ", "") == text.replace(",", "").replace(" ", "")


def test_milestones_are_named(ana: Workspace) -> None:
    id = key_result(ana, objective(ana, "Sell"), metric="milestones")
    steps: list[Value] = [make(ana, "milestone", key_result=id, title=title) for title in ("Design", "Build")]
    assert text_of(ana, list(steps)) == "Design, Build"  # type: ignore[arg-type]  # a list of texts is a value
