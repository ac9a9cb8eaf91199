"""Scores: proposed by the check-ins, given by the owner and the lead, and agreed on."""

from decimal import Decimal
from fractions import Fraction

import pytest

from okrtui.okr.kinds import Disposition, ObjectiveKind, Role
from okrtui.okr.models import FieldError
from okrtui.okr.score import Band
from okrtui.workspace.conflicts import conflicts
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.resolving import resolve
from okrtui.workspace.scorers import role_of
from okrtui.workspace.scores import scores_of
from okrtui.workspace.scoring import Scoring, agree_scores, score, score_all
from okrtui.workspace.undoing import undo
from okrtui.workspace.workspace import Workspace
from tests.workspace.closers import Quarter, quarter
from tests.workspace.team import Team, make, set_fields, visible


@pytest.fixture
def q4(team: Team, ana: Workspace, ben: Workspace) -> Quarter:
    return quarter(team, ana, ben)


def test_what_is_proposed_follows_the_last_check_in_of_the_cycle(q4: Quarter) -> None:
    found = scores_of(q4.ben, q4.rate)
    assert (found.proposed.value, found.proposed.shown, found.proposed.band) == (
        Fraction(3, 5),
        Decimal("0.60"),
        Band.YELLOW,
    )
    assert found.proposed.verdict == "0.60: closed short, committed is met at 1.0"
    assert (found.proposed.figures, found.value) == ("22 → 27 %", "25 %")
    assert (found.by_owner, found.by_lead, found.agreed, found.begun) == (None, None, None, None)
    q4.end()
    q4.say(q4.ben, q4.rate, 26, "2027-01-01")
    assert scores_of(q4.ben, q4.rate).proposed.shown == Decimal("0.60")
    q4.say(q4.ben, q4.rate, 24.9, "2026-12-31")
    assert scores_of(q4.ben, q4.rate).proposed.shown == Decimal("0.58")


def test_who_scores_as_what(q4: Quarter) -> None:
    found = scores_of(q4.ana, q4.rate)
    assert (found.owner_name, found.lead_name) == ("Ben Okafor", "Ana Ruiz")
    assert role_of(q4.ana, q4.rate, q4.ben.person) is Role.OWNER
    assert role_of(q4.ana, q4.rate, q4.ana.person) is Role.LEAD
    set_fields(q4.ana, "key_result", q4.rate, owner=q4.ana.person)
    assert role_of(q4.ana, q4.rate, q4.ana.person) is Role.OWNER
    assert role_of(q4.ana, q4.rate, q4.ben.person) is None
    assert scores_of(q4.ana, q4.rate).lead is None, "nobody above is another person"


def test_owner_and_lead_score_offline_and_both_are_there(q4: Quarter) -> None:
    score(q4.ben, q4.rate, Role.OWNER, 0.6, self_assessment="Late, but we know why", disposition=Disposition.DROPPED)
    score(q4.ana, q4.rate, Role.LEAD, 0.5, disposition=Disposition.CARRIED_OVER)
    q4.team.sync()
    for who in (q4.ana, q4.ben):
        found = scores_of(who, q4.rate)
        assert found.by_owner
        assert found.by_lead
        assert (found.by_owner.shown, found.by_owner.by_name) == (Decimal("0.60"), "Ben Okafor")
        assert (found.by_lead.shown, found.by_lead.by_name) == (Decimal("0.50"), "Ana Ruiz")
        assert found.agreed is None
        assert found.self_assessment == "Late, but we know why"
        assert found.disposition is Disposition.CARRIED_OVER, "the lead's word, as long as none is agreed"
        assert found.acceptable == (Decimal("0.5"), Role.LEAD)
        assert not found.is_contested
    assert visible(q4.ana) == visible(q4.ben)


def test_two_who_agree_on_different_scores_at_once_leave_a_conflict(q4: Quarter) -> None:
    score(q4.ben, q4.rate, Role.AGREED, 0.7)
    score(q4.ana, q4.rate, Role.AGREED, 0.5)
    q4.team.sync()
    for who in (q4.ana, q4.ben):
        agreed = scores_of(who, q4.rate).agreed
        assert agreed
        assert agreed.is_contested
        assert agreed.versions == ((Decimal("0.50"), "Ana Ruiz"), (Decimal("0.70"), "Ben Okafor"))
    [found] = conflicts(q4.ana)
    assert (found.kind, found.field, found.title) == ("score", "value", "agreed score on Close rate")
    resolve(q4.ana, "score", found.id, "value", 0.7)
    q4.team.sync()
    agreed = scores_of(q4.ben, q4.rate).agreed
    assert agreed
    assert (agreed.is_contested, agreed.shown) == (False, Decimal("0.70"))
    assert not conflicts(q4.ben)


def test_a_score_given_anew_settles_what_two_had_agreed_on(q4: Quarter) -> None:
    score(q4.ben, q4.rate, Role.AGREED, 0.7)
    q4.say(q4.ana, q4.rate, 24, "2026-11-21")
    score(q4.ana, q4.rate, Role.AGREED, 0.5)
    q4.team.sync()
    assert {each.field for each in conflicts(q4.ana)} == {"value", "proposed", "based_on"}
    score(q4.ana, q4.rate, Role.AGREED, 0.5)
    q4.team.sync()
    assert not conflicts(q4.ben)
    undo(q4.ana)
    assert {each.field for each in conflicts(q4.ana)} != set()


def test_choosing_one_of_two_scores_chooses_what_it_was_based_on(q4: Quarter) -> None:
    score(q4.ben, q4.rate, Role.AGREED, 0.7)
    late = q4.say(q4.ana, q4.rate, 24, "2026-11-21")
    id = score(q4.ana, q4.rate, Role.AGREED, 0.5)
    q4.team.sync()
    resolve(q4.ben, "score", id, "value", 0.5)
    assert not conflicts(q4.ben)
    agreed = scores_of(q4.ben, q4.rate).agreed
    assert agreed
    assert (agreed.based_on, agreed.proposed) == (late, Decimal("0.4"))


def test_a_form_writes_over_what_it_has_seen(q4: Quarter) -> None:
    score(q4.ben, q4.rate, Role.AGREED, 0.7)
    q4.team.sync()
    seen = scores_of(q4.ana, q4.rate).agreed
    assert seen
    score(q4.ben, q4.rate, Role.AGREED, 0.8)
    q4.team.sync()
    score(q4.ana, q4.rate, Role.AGREED, 0.6, seen=seen.heads)
    now = scores_of(q4.ana, q4.rate).agreed
    assert now
    assert now.is_contested, "what came meanwhile is not overwritten unseen"


def test_scores_are_agreed_by_default_as_the_lead_has_them(q4: Quarter) -> None:
    score_all(q4.ben, [Scoring(q4.rate, Role.OWNER, 0.7), Scoring(q4.calls, Role.OWNER, 0.9)])
    q4.team.sync()
    score(q4.ana, q4.rate, Role.LEAD, 0.5)
    third = make(q4.ana, "key_result", objective=q4.objective, title="Third", start=0, target=3)
    q4.say(q4.ana, third, 2)
    before = len(q4.ana.replica.own_lines())
    agreed = agree_scores(q4.ana, [q4.rate, q4.calls, third], dispositions={third: Disposition.CARRIED_OVER})
    assert len(q4.ana.replica.own_lines()) == before + 1
    assert [(each.value, each.source) for each in agreed] == [
        (Decimal("0.5"), Role.LEAD),
        (Decimal("0.9"), Role.OWNER),
        (Decimal("0.6666"), None),
    ]
    assert [scores_of(q4.ana, each.key_result).disposition for each in agreed][2] is Disposition.CARRIED_OVER
    assert agree_scores(q4.ana, [q4.rate, q4.calls, third]) == []
    undo(q4.ana)
    assert scores_of(q4.ana, q4.rate).agreed is None


def test_a_score_says_what_it_is_based_on(q4: Quarter) -> None:
    id = score(q4.ben, q4.rate, Role.OWNER)
    found = scores_of(q4.ben, q4.rate).by_owner
    assert found
    assert (found.shown, found.proposed, found.based_on) == (
        Decimal("0.60"),
        Decimal("0.6"),
        scores_of(q4.ben, q4.rate).last,
    )
    assert score(q4.ben, q4.rate, Role.OWNER, self_assessment="Well") == id
    again = scores_of(q4.ben, q4.rate).by_owner
    assert again
    assert (again.shown, again.self_assessment) == (Decimal("0.60"), "Well")
    score(q4.ben, q4.rate, Role.OWNER, self_assessment="")
    assert scores_of(q4.ben, q4.rate).self_assessment == ""
    third = make(q4.ben, "key_result", objective=q4.objective, title="Third", start=0, target=3)
    score(q4.ben, third, Role.OWNER)
    silent = scores_of(q4.ben, third).by_owner
    assert silent
    assert (silent.value, silent.proposed, silent.based_on) == (Fraction(0), Decimal(0), None)


@pytest.mark.parametrize("value", [1.2, -0.1])
def test_a_score_lies_between_0_and_1(q4: Quarter, value: float) -> None:
    with pytest.raises(FieldError, match=r"score\.value"):
        score(q4.ben, q4.rate, Role.OWNER, value)
    with pytest.raises(NotFound):
        score(q4.ben, "0" * 16, Role.OWNER, 0.5)


def test_an_older_score_whose_id_is_not_derived_counts_until_there_is_one(q4: Quarter) -> None:
    from okrtui.workspace.edits import New, create

    fields = {"key_result": q4.rate, "role": "agreed"}
    create(q4.ana, New("score", {**fields, "value": 0.2, "self_assessment": "Old"}, "00000000000000aa"))
    create(q4.ana, New("score", {**fields, "value": 0.3}, "00000000000000ab"))
    agreed = scores_of(q4.ana, q4.rate).agreed
    assert agreed
    assert agreed.shown == Decimal("0.30"), "the one valued last"
    score(q4.ana, q4.rate, Role.AGREED, 0.4)
    create(q4.ana, New("score", {**fields, "value": 0.9}, "00000000000000ac"))
    agreed = scores_of(q4.ana, q4.rate).agreed
    assert agreed
    assert agreed.shown == Decimal("0.40")


def test_a_moved_target_is_scored_by_both(q4: Quarter) -> None:
    set_fields(q4.ben, "key_result", q4.rate, target=32)
    q4.team.sync()
    for who in (q4.ana, q4.ben):
        found = scores_of(who, q4.rate)
        assert found.begun
        assert (found.proposed.shown, found.proposed.figures) == (Decimal("0.30"), "22 → 32 %")
        assert (found.begun.shown, found.begun.figures) == (Decimal("0.60"), "22 → 27 %")
    set_fields(q4.ben, "key_result", q4.rate, target=27)
    assert scores_of(q4.ben, q4.rate).begun is None, "it is aimed at what it was aimed at first"


def test_kinds_have_their_words(q4: Quarter) -> None:
    set_fields(q4.ben, "objective", q4.objective, kind="aspirational")
    score(q4.ben, q4.rate, Role.OWNER, 0.7)
    found = scores_of(q4.ben, q4.rate)
    assert found.kind is ObjectiveKind.ASPIRATIONAL
    assert found.by_owner
    assert found.by_owner.verdict == "0.70: excellent, aspirational is met from 0.70"


def test_scores_of_what_is_not_there(q4: Quarter) -> None:
    with pytest.raises(NotFound):
        scores_of(q4.ana, "0" * 16)
    assert role_of(q4.ana, "0" * 16, q4.ana.person) is None
    with pytest.raises(UsageError):
        agree_scores(q4.ana, ["0" * 16])
