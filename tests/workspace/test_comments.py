"""Comments: who said what on what, whom it names, and who may change it."""

import pytest

from okrtui.okr.models import FieldError
from okrtui.storage.line import Op
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.comments import (
    all_comments,
    comment,
    comments_of,
    place_of,
)
from okrtui.workspace.conflicts import contested_fields
from okrtui.workspace.deleting import delete, restore
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.own_words import open_words, reword, take_away
from okrtui.workspace.recognition import recognize, wall
from okrtui.workspace.undoing import undo
from okrtui.workspace.workspace import Workspace
from tests.workspace.team import Team, by_hand, key_result, make, objective, ops, set_fields


@pytest.fixture
def goal(ana: Workspace) -> str:
    return objective(ana, "Sell more")


@pytest.fixture
def rate(ana: Workspace, goal: str) -> str:
    return key_result(ana, goal, "Close rate")


def said(workspace: Workspace, kind: str, id: str) -> list[str]:
    return [each.text for each in comments_of(workspace, kind, id)]


def test_a_comment_says_who_on_what_and_whom_it_names(team: Team, ana: Workspace, ben: Workspace, rate: str) -> None:
    team.sync()
    id = comment(ben, rate, "  @Ana Ruiz, is 100 right?\nIt was 90.  ")
    team.sync()
    [found] = comments_of(ana, "key_result", rate)
    said = "@Ana Ruiz, is 100 right?\nIt was 90."
    assert found[:7] == (id, "key_result", rate, "key result Close rate", ben.person, "Ben Okafor", said)
    assert ana.day_of(found.when) == ana.today
    assert [(found.text[each.start : each.end], each.person) for each in found.mentions] == [("@Ana Ruiz", ana.person)]
    assert (found.is_own, found.is_edited) == (False, False)
    assert comments_of(ben, "key_result", rate)[0].is_own


def test_what_can_be_commented_on(ana: Workspace, rate: str, goal: str) -> None:
    for subject in (rate, goal, ana.person, ana.config.workspace, ana.company.cycles()[0].id):
        comment(ana, subject, "Good")
    assert len(all_comments(ana)) == 5
    with pytest.raises(NotFound, match="nothing to comment on"):
        comment(ana, "0" * 16, "Good")
    delete(ana, "key_result", rate)
    with pytest.raises(NotFound):
        comment(ana, rate, "Good")
    with pytest.raises(FieldError, match=r"comment\.text: is needed"):
        comment(ana, goal, "\n")
    with pytest.raises(FieldError, match=r"10,000 are allowed"):
        comment(ana, goal, "x" * 10_001)
    assert len(all_comments(ana)) == 5


def test_an_answer_stands_beside_what_it_answers(ana: Workspace, rate: str) -> None:
    first = comment(ana, rate, "Why?")
    comment(ana, first, "Because")
    assert said(ana, "key_result", rate) == ["Why?", "Because"]


def test_a_comment_is_one_act(ana: Workspace, rate: str) -> None:
    comment(ana, rate, "Why?")
    undo(ana)
    assert all_comments(ana) == []


def test_comments_on_parts_stand_with_the_whole(ana: Workspace, rate: str, goal: str) -> None:
    done = check_in(ana, rate, 10).id
    blocker = make(ana, "blocker", subject=goal, description="No budget")
    milestone = make(ana, "milestone", key_result=rate, title="First")
    comment(ana, done, "Well done")
    comment(ana, rate, "Go on")
    comment(ana, milestone, "Soon")
    comment(ana, blocker, "I ask")
    found = comments_of(ana, "key_result", rate)
    assert [(each.text, each.title) for each in found] == [
        ("Well done", f"check-in on Close rate of {ana.today}"),
        ("Go on", "key result Close rate"),
        ("Soon", "milestone First"),
    ]
    assert said(ana, "objective", goal) == ["I ask"]
    assert place_of(ana, "check_in", done) == ("key_result", rate)
    assert place_of(ana, "blocker", blocker) == ("objective", goal)
    assert place_of(ana, "objective", goal) == ("objective", goal)


def test_only_who_wrote_it_changes_it(team: Team, ana: Workspace, ben: Workspace, rate: str) -> None:
    id = comment(ana, rate, "Why 100?")
    team.sync()
    assert reword(ana, open_words(ana, "comment", id), "Why 90?")
    assert not reword(ana, open_words(ana, "comment", id), "Why 90?")
    [found] = comments_of(ana, "key_result", rate)
    assert (found.text, found.is_edited) == ("Why 90?", True)
    with pytest.raises(UsageError, match="that comment is Ana Ruiz's own"):
        open_words(ben, "comment", id)
    with pytest.raises(UsageError, match="Ana Ruiz's own"):
        take_away(ben, "comment", id)
    take_away(ana, "comment", id)
    assert all_comments(ana) == []
    undo(ana)
    assert said(ana, "key_result", rate) == ["Why 90?"]
    thanks = recognize(ana, ben.person, "For the demo")
    team.sync()
    assert reword(ana, open_words(ana, "recognition", thanks), "For both demos")
    assert [each.text for each in wall(ana)] == ["For both demos"]
    with pytest.raises(UsageError, match="that recognition is Ana Ruiz's own"):
        take_away(ben, "recognition", thanks)
    with pytest.raises(NotFound):
        take_away(ben, "comment", thanks)


def test_two_edits_at_once_meet_as_a_conflict(team: Team, ana: Workspace, rate: str) -> None:
    """As one person's two machines may make them."""
    id = comment(ana, rate, "Why?")
    team.sync()
    form = open_words(ana, "comment", id)
    set_fields(ana, "comment", id, text="Why 100?")
    reword(ana, form, "Why 90?")
    [field] = contested_fields(ana, "comment", id)
    assert {version.value for version in (field.shown, *field.others)} == {"Why 100?", "Why 90?"}


def test_what_is_on_nothing_is_left_out(ana: Workspace, rate: str) -> None:
    by_hand(ana, *ops("comment", "1" * 16, {"subject": "2" * 16, "text": "on nothing"}))
    by_hand(ana, *ops("comment", "3" * 16, {"subject": [rate], "text": "on a list"}))
    by_hand(ana, Op("comment", "5" * 16, "subject", rate), Op("comment", "5" * 16, "text", "bare"))
    by_hand(ana, *ops("comment", "6" * 16, {"subject": rate, "text": 7}))
    assert said(ana, "key_result", rate) == [""]
    id = comment(ana, rate, "Why?")
    take_away(ana, "comment", id)
    assert said(ana, "key_result", rate) == [""]
    restore(ana, "comment", id)
    assert said(ana, "key_result", rate) == ["", "Why?"]


def test_who_is_called_otherwise_is_named_otherwise(ana: Workspace, ben: Workspace, rate: str, team: Team) -> None:
    team.sync()
    comment(ana, rate, "@Ben and @Benedict")
    assert [each.person for each in comments_of(ana, "key_result", rate)[0].mentions] == [ben.person]
    set_fields(ana, "person", ben.person, name="Benedict Okafor", email="bo@example.org")
    assert len(comments_of(ana, "key_result", rate)[0].mentions) == 1
    make(ana, "person", name="Ben Novak")
    assert len(comments_of(ana, "key_result", rate)[0].mentions) == 2
