"""Closing: refused until all is agreed; frozen from then on, with a flag on what comes late; opened in one act."""

from datetime import date
from decimal import Decimal

import pytest

from okrtui.okr.kinds import CycleStatus, Role
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.closing import close_cycle, reopen_cycle
from okrtui.workspace.conflicts import conflicts
from okrtui.workspace.deleting import delete
from okrtui.workspace.edits import New, create
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.late import keep_scores, late_check_ins, late_of, late_words
from okrtui.workspace.news import news
from okrtui.workspace.scores import scores_of
from okrtui.workspace.scoring import agree_scores, score
from okrtui.workspace.undoing import undo
from okrtui.workspace.workspace import Workspace
from tests.workspace.closers import Quarter, quarter
from tests.workspace.planners import stage
from tests.workspace.team import Team, objective, set_fields, visible


@pytest.fixture
def q4(team: Team, ana: Workspace, ben: Workspace) -> Quarter:
    return quarter(team, ana, ben)


def status(who: Workspace, q4: Quarter) -> CycleStatus:
    found = who.company.cycle(q4.cycle)
    assert found
    return found.status


def agreed(who: Workspace, id: str) -> Decimal:
    found = scores_of(who, id).agreed
    assert found
    return found.shown


def closed(q4: Quarter) -> None:
    q4.end()
    q4.agree()
    close_cycle(q4.ana, q4.cycle)
    q4.team.sync()


def test_it_is_refused_until_all_is_agreed_and_says_what_is_missing(q4: Quarter) -> None:
    q4.end()
    with pytest.raises(UsageError, match="no agreed score for 'Close rate', 'Calls'; `okrtui score KR VALUE --as"):
        close_cycle(q4.ana, q4.cycle)
    score(q4.ana, q4.rate, Role.AGREED, 0.6)
    score(q4.ana, q4.calls, Role.OWNER, 0.6)
    with pytest.raises(UsageError, match="no agreed score for 'Calls';"):
        close_cycle(q4.ana, q4.cycle)
    score(q4.ana, q4.calls, Role.AGREED, 0.6)
    score(q4.ben, q4.calls, Role.AGREED, 0.7)
    q4.team.sync()
    with pytest.raises(UsageError, match="for 'Calls'; two people agreed on different ones: `okrtui conflicts`"):
        close_cycle(q4.ana, q4.cycle)
    assert status(q4.ana, q4) is CycleStatus.ACTIVE
    with pytest.raises(NotFound):
        close_cycle(q4.ana, "0" * 16)


def test_it_is_one_act_that_one_undo_takes_back(q4: Quarter) -> None:
    draft = objective(q4.ana, "Never begun")
    q4.end()
    q4.agree()
    before = len(q4.ana.replica.own_lines())
    assert close_cycle(q4.ana, q4.cycle) == ([q4.objective], [draft])
    assert len(q4.ana.replica.own_lines()) == before + 1
    assert (status(q4.ana, q4), stage(q4.ana, q4.objective), stage(q4.ana, draft)) == ("closed", "closed", "draft")
    with pytest.raises(UsageError, match="closed already"):
        close_cycle(q4.ana, q4.cycle)
    undo(q4.ana)
    assert (status(q4.ana, q4), stage(q4.ana, q4.objective)) == ("active", "active")
    assert agreed(q4.ana, q4.rate) == Decimal("0.80")


def test_scores_are_frozen(q4: Quarter) -> None:
    closed(q4)
    id = scores_of(q4.ana, q4.rate).agreed
    assert id
    frozen = pytest.raises(UsageError, match="2026-Q4 is closed, its scores are frozen; `okrtui reopen 2026-Q4`")
    with frozen:
        score(q4.ben, q4.rate, Role.AGREED, 1)
    with frozen:
        agree_scores(q4.ben, [q4.rate])
    with frozen:
        set_fields(q4.ben, "score", id.id, value=1)
    with frozen:
        create(q4.ben, New("score", {"key_result": q4.rate, "role": "agreed", "value": 1}, "00000000000000aa"))
    with frozen:
        delete(q4.ben, "score", id.id)
    assert scores_of(q4.ben, q4.rate).is_frozen


def test_a_late_check_in_from_an_offline_replica_only_raises_a_flag(q4: Quarter) -> None:
    q4.end()
    q4.agree()
    close_cycle(q4.ana, q4.cycle)
    late = q4.say(q4.ben, q4.rate, 27, "2026-12-30")  # Ben has not heard of it
    q4.team.sync()
    assert late_check_ins(q4.ana, q4.cycle) == late_check_ins(q4.ben, q4.cycle)
    for who in (q4.ana, q4.ben):
        assert agreed(who, q4.rate) == Decimal("0.80")
        [flag] = late_check_ins(who, q4.cycle)
        assert (flag.title, flag.value, flag.proposed, flag.now) == (
            "Close rate",
            Decimal("0.80"),
            Decimal("0.6"),
            Decimal("1.00"),
        )
        assert flag.check_in == late
        assert flag.words == ("a check-in for 2026-12-30 by Ben Okafor after 0.80 was agreed; 1.00 is proposed now")
        assert late_check_ins(who, q4.cycle, q4.northwind) == [flag]
        assert late_of(who, q4.calls) is None
    before = len(q4.ben.replica.own_lines())
    assert reopen_cycle(q4.ben, q4.cycle) == ([q4.objective], [])
    assert len(q4.ben.replica.own_lines()) == before + 1
    q4.team.sync()
    assert (status(q4.ana, q4), stage(q4.ana, q4.objective)) == ("active", "active")
    assert agreed(q4.ana, q4.rate) == Decimal("0.80"), "to be changed, not lost"
    score(q4.ana, q4.rate, Role.AGREED, 1)
    assert late_check_ins(q4.ana, q4.cycle) == []
    close_cycle(q4.ana, q4.cycle)
    q4.team.sync()
    assert visible(q4.ana) == visible(q4.ben)
    undo(q4.ana)
    with pytest.raises(UsageError, match="nothing to reopen"):
        reopen_cycle(q4.ana, q4.cycle)


def test_a_score_can_be_kept_in_the_knowledge_of_what_came_late(q4: Quarter) -> None:
    closed(q4)
    q4.say(q4.ben, q4.rate, 27, "2026-12-30")
    assert keep_scores(q4.ben, [q4.rate, q4.calls]) == [q4.rate]
    q4.team.sync()
    assert late_check_ins(q4.ana, q4.cycle) == []
    assert agreed(q4.ana, q4.rate) == Decimal("0.80")
    undo(q4.ben)
    assert len(late_check_ins(q4.ben, q4.cycle)) == 1
    with pytest.raises(NotFound):
        keep_scores(q4.ben, ["0" * 16])


@pytest.mark.parametrize(
    ("value", "on", "is_late"),
    [
        (26, "2026-12-31", True),
        (25, "2026-12-31", True),  # says the same, but was not known
        (26, "2027-01-01", False),  # after the cycle
        (26, "2026-10-10", False),  # not the last one
    ],
)
def test_what_is_late(q4: Quarter, value: float, on: str, is_late: bool) -> None:
    closed(q4)
    q4.say(q4.ben, q4.rate, value, on)
    assert bool(late_check_ins(q4.ben, q4.cycle)) is is_late
    assert agreed(q4.ben, q4.rate) == Decimal("0.80")


def test_changed_figures_and_withdrawn_check_ins_are_late_too(q4: Quarter) -> None:
    closed(q4)
    set_fields(q4.ben, "key_result", q4.rate, target=32)
    [flag] = late_check_ins(q4.ben, q4.cycle)
    assert (flag.check_in, flag.what) == (None, "its figures, or what was checked in, changed")
    assert (agreed(q4.ben, q4.rate), flag.now) == (Decimal("0.80"), Decimal("0.30"))
    set_fields(q4.ben, "key_result", q4.rate, target=27)
    assert late_check_ins(q4.ben, q4.cycle) == []
    basis = scores_of(q4.ben, q4.calls).last
    assert basis
    delete(q4.ben, "check_in", basis)
    [flag] = late_check_ins(q4.ben, q4.cycle)
    assert flag.words == "a check-in was taken back after 1.00 was agreed; 0.00 is proposed now"


def test_a_score_that_says_nothing_of_its_basis_raises_no_flag(q4: Quarter) -> None:
    create(q4.ana, New("score", {"key_result": q4.rate, "role": "agreed", "value": 1}))
    q4.say(q4.ana, q4.rate, 22, "2026-11-21")
    assert late_check_ins(q4.ana, q4.cycle) == []
    with pytest.raises(NotFound):
        late_check_ins(q4.ana, "0" * 16)


def test_who_changes_an_agreed_score_while_another_closes_meets_it_in_a_conflict(q4: Quarter) -> None:
    q4.end()
    q4.agree()
    close_cycle(q4.ana, q4.cycle)
    score(q4.ben, q4.rate, Role.AGREED, 0.2)  # Ben has not heard of it
    q4.team.sync()
    assert [(each.field, {v.text for v in each.versions}) for each in conflicts(q4.ana)] == [("value", {"0.2", "0.8"})]


def test_two_who_close_at_once_close_it_once(q4: Quarter) -> None:
    q4.end()
    q4.agree()
    for who in (q4.ana, q4.ben):
        close_cycle(who, q4.cycle)
    q4.team.sync()
    assert visible(q4.ana) == visible(q4.ben)
    assert not conflicts(q4.ana)


def test_whoever_checks_in_on_a_closed_cycle_is_told(q4: Quarter) -> None:
    day = date(2026, 12, 30)
    assert late_words(q4.ben, q4.rate, day) == ""
    closed(q4)
    check_in(q4.ben, q4.rate, 26, on=day)
    assert "2026-Q4 is closed: the score stays" in late_words(q4.ben, q4.rate, day)
    assert late_words(q4.ben, q4.rate, date(2027, 1, 1)) == ""


def test_it_is_news(q4: Quarter) -> None:
    q4.end()
    q4.agree()
    score(q4.ana, q4.rate, Role.LEAD, 0.5)
    close_cycle(q4.ana, q4.cycle)
    q4.team.sync()
    told = [each.sentence for each in news(q4.ben, "", limit=3)]
    assert told[:2] == ["Ana Ruiz closed 2026-Q4", "Ana Ruiz scored Close rate 0.50 (lead)"]
