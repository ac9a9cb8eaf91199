"""Alerts: what reaches whom, when it is told, and when no more."""

from datetime import date
from typing import NamedTuple

import pytest

from okrtui.okr.alerts import Sort
from okrtui.okr.kinds import ShareState
from okrtui.okr.standing import KeyResultStanding
from okrtui.storage.line import Op
from okrtui.workspace.alert_memory import FILE
from okrtui.workspace.alerting import Alerting, bring_back, for_me, meant, put_away
from okrtui.workspace.alerts import Alert
from okrtui.workspace.blockers import assign, escalate, raise_blocker, resolve
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.comments import comment
from okrtui.workspace.deleting import delete, restore
from okrtui.workspace.edits import align
from okrtui.workspace.errors import NotFound
from okrtui.workspace.planning_links import accept_share, share
from okrtui.workspace.recognition import recognize
from okrtui.workspace.workspace import Change, Workspace
from tests.workspace.team import Heard, Team, by_hand, key_result, make, objective, ops, set_fields


class Company(NamedTuple):
    """Ana's, who owns an objective with a key result, and Ben's, who owns what it serves, and what serves it."""

    team: Team
    ana: Workspace
    ben: Workspace
    own: str
    rate: str
    above: str
    above_rate: str
    below: str
    below_rate: str


@pytest.fixture
def company(team: Team, ana: Workspace, ben: Workspace) -> Company:
    team.sync()
    mine, his = {"owner": ana.person}, {"owner": ben.person}
    own, above, below = (
        objective(ana, title, **owner) for title, owner in (("Sell", mine), ("Grow", his), ("Call", his))
    )
    rates = [
        key_result(ana, each, title, unit_of_measure="%")
        for each, title in ((own, "Close rate"), (above, "Growth"), (below, "Calls"))
    ]
    align(ana, own, above)
    align(ana, below, own)
    team.pass_days(40)
    for rate in rates:
        check_in(ana, rate, 60)
    team.sync()
    return Company(team, ana, ben, own, rates[0], above, rates[1], below, rates[2])


def keys(alerts: list[Alert]) -> list[str]:
    return [alert.key for alert in alerts]


def said(alerts: list[Alert]) -> list[str]:
    return [alert.sentence for alert in alerts]


class Seat:
    """Ana's app, as far as alerts go: it hears of changes, and looks when it is asked."""

    def __init__(self, workspace: Workspace) -> None:
        self.alerting = Alerting(workspace)
        self.heard: list[Change] = []
        workspace.subscribe(self.heard.append)
        self.first = self.alerting.look()

    def fresh(self) -> list[str]:
        """What it is told of now."""
        changes, self.heard[:] = list(self.heard), []
        return said(self.alerting.look(changes).fresh)


# --- what turns at risk


@pytest.mark.parametrize(
    ("which", "words"),
    [
        ("rate", "Close rate turned at risk (was on track)"),
        ("above_rate", "Grow turned at risk (which yours serves, was on track)"),
        ("below_rate", "Call turned at risk (which serves yours, was on track)"),
    ],
)
def test_what_one_owns_or_depends_on_turns_at_risk(company: Company, which: str, words: str) -> None:
    seat = Seat(company.ana)
    check_in(company.ben, getattr(company, which), 1)
    company.team.sync()
    assert seat.fresh() == [words]
    company.team.sync()
    assert seat.fresh() == []
    assert said(for_me(company.ana)) == [words]
    check_in(company.ben, getattr(company, which), 70)
    company.team.sync()
    assert seat.fresh() == []
    assert for_me(company.ana) == []
    check_in(company.ben, getattr(company, which), 1)
    company.team.sync()
    assert seat.fresh() == [words]


def test_what_one_does_not_depend_on_is_ones_own_matter(company: Company) -> None:
    other = objective(company.ana, "Other", owner=company.ben.person)
    far = key_result(company.ana, other)
    check_in(company.ana, far, 60)
    seat = Seat(company.ana)
    company.team.sync()
    check_in(company.ben, far, 1)
    company.team.sync()
    assert seat.fresh() == []


def test_what_turned_while_the_app_was_closed_is_told_once(company: Company) -> None:
    Seat(company.ana)
    check_in(company.ben, company.rate, 1)
    company.team.sync()
    again = Alerting(company.team.reopened(company.ana))
    assert said(again.look().fresh) == ["Close rate turned at risk (was on track)"]
    assert again.look().fresh == []
    assert said(again.look().current) == ["Close rate turned at risk (was on track)"]
    assert Seat(company.ana).first.fresh == []


def test_what_is_at_risk_at_the_first_look_is_nothing_new(company: Company) -> None:
    check_in(company.ben, company.rate, 1)
    company.team.sync()
    assert Seat(company.ana).first == ([], [])


def test_time_alone_turns_something_at_risk(company: Company) -> None:
    seat = Seat(company.ana)
    company.team.pass_days(45)
    assert set(seat.fresh()) == {
        "Close rate turned at risk (was on track)",
        "Grow turned at risk (which yours serves, was on track)",
        "Call turned at risk (which serves yours, was on track)",
    }


@pytest.mark.parametrize("is_open", [True, False], ids=["in the app", "by a command, the app closed"])
def test_what_one_did_oneself_is_not_told(company: Company, is_open: bool) -> None:
    seat = Seat(company.ana)
    check_in(company.ana, company.rate, 1)
    if is_open:
        assert seat.fresh() == []
    assert said(Alerting(company.ana).look().current) == []


def test_an_objective_is_left_out_where_its_key_result_says_it(company: Company) -> None:
    part = key_result(company.ana, company.above, "Mine of it", owner=company.ana.person)
    check_in(company.ana, part, 60)
    company.team.sync()
    seat = Seat(company.ana)
    check_in(company.ben, part, 1)
    company.team.sync()
    assert seat.fresh() == ["Mine of it turned at risk (was on track)"]


def test_what_does_not_hold_any_more_is_told_in_its_words(company: Company) -> None:
    steady = key_result(company.ana, company.own, "Uptime", metric="at_least", target=99)
    check_in(company.ana, steady, 99)
    company.team.sync()
    seat = Seat(company.ana)
    check_in(company.ben, steady, 98)
    company.team.sync()
    assert seat.fresh() == ["Uptime is not holding any more (was holding)"]


# --- what moves


def test_a_target_moves(company: Company) -> None:
    seat = Seat(company.ana)
    set_fields(company.ben, "key_result", company.above_rate, target=120, start=10)
    company.team.sync()
    assert seat.fresh() == ["Ben Okafor moved the target of Growth: 100 → 120 %, start 0 → 10 %"]
    set_fields(company.ben, "key_result", company.above_rate, start=0)
    company.team.sync()
    seat.fresh()
    assert said(for_me(company.ana)) == ["Ben Okafor moved the target of Growth: 100 → 120 %"]
    set_fields(company.ben, "key_result", company.above_rate, target=100)
    company.team.sync()
    seat.fresh()
    assert for_me(company.ana) == []


def test_a_target_that_one_moves_oneself_or_that_was_missing_is_not_told(company: Company) -> None:
    bare = make(company.ana, "key_result", objective=company.above, title="Bare", metric="at_least")
    company.team.sync()
    seat = Seat(company.ana)
    set_fields(company.ana, "key_result", company.rate, target=90)
    set_fields(company.ben, "key_result", bare, target=5)
    company.team.sync()
    assert seat.fresh() == []
    set_fields(company.ben, "key_result", company.rate, target=80)
    company.team.sync()
    assert seat.fresh() == ["Ben Okafor moved the target of Close rate: 90 → 80 %"]


def test_the_target_of_a_goal_that_one_serves(company: Company) -> None:
    goal = make(company.ana, "goal", title="Earn more", baseline=1, target=2, unit_of_measure="€")
    align(company.ana, company.own, goal)
    company.team.sync()
    seat = Seat(company.ana)
    set_fields(company.ben, "goal", goal, target=3, baseline=0)
    company.team.sync()
    assert seat.fresh() == ["Ben Okafor moved the target of Earn more: 2 → €3, baseline 1 → €0"]


# --- what is given, asked, said


def test_a_blocker_is_given(company: Company) -> None:
    seat = Seat(company.ana)
    blocker = raise_blocker(company.ben, company.below_rate, "No phones", company.ana.person)
    company.team.sync()
    assert seat.fresh() == ["Ben Okafor gave you the blocker No phones: on Calls"]
    [alert] = for_me(company.ana)
    assert (alert.place, alert.at) == (("key_result", company.below_rate), ("blocker", blocker))
    resolve(company.ben, blocker, "bought some")
    company.team.sync()
    assert seat.fresh() == []
    assert for_me(company.ana) == []


def test_a_blocker_that_one_takes_on_is_there_without_a_word(company: Company) -> None:
    seat = Seat(company.ana)
    blocker = raise_blocker(company.ben, company.below_rate, "No phones")
    company.team.sync()
    assert seat.fresh() == []
    assign(company.ana, blocker, company.ana.person)
    assert seat.fresh() == []
    assert said(for_me(company.ana)) == ["Ana Ruiz took on the blocker No phones: on Calls"]


def test_a_blocker_handed_up_to_ones_unit(company: Company) -> None:
    root = company.ana.company.child_units(None)[0].id
    sales = make(company.ana, "unit", name="Sales", parent=root)
    set_fields(company.ana, "unit", root, lead=company.ana.person)
    set_fields(company.ana, "objective", company.below, unit=sales)
    company.team.sync()
    seat = Seat(company.ana)
    escalate(company.ben, raise_blocker(company.ben, company.below_rate, "No phones"))
    company.team.sync()
    assert seat.fresh() == ["Ben Okafor gave you the blocker No phones: on Calls"]


def test_a_share_is_asked_of_ones_unit(company: Company) -> None:
    sales = make(company.ana, "unit", name="Sales", lead=company.ana.person)
    company.team.sync()
    seat = Seat(company.ana)
    asked = share(company.ben, company.below, sales)
    company.team.sync()
    assert seat.fresh() == ["Ben Okafor asks Sales to share Call"]
    accept_share(company.ana, asked)
    assert seat.fresh() == []
    assert for_me(company.ana) == []
    company.team.sync()
    set_fields(company.ben, "share", asked, state=ShareState.ASKED)
    company.team.sync()
    assert seat.fresh() == ["Ben Okafor asks Sales to share Call"]


def test_one_is_named_in_a_comment(company: Company) -> None:
    seat = Seat(company.ana)
    done = check_in(company.ben, company.rate, 61).id
    comment(company.ben, company.rate, "Nobody is named")
    comment(company.ben, company.rate, "@Ana Ruiz look\nhere")
    comment(company.ben, done, "@ana@example.org well done")
    comment(company.ana, company.rate, "@Ana Ruiz says so herself")
    company.team.sync()
    assert seat.fresh() == [
        "Ben Okafor named you on Close rate: @ana@example.org well done",
        "Ben Okafor named you on Close rate: @Ana Ruiz look here",
    ]
    [latest, _] = for_me(company.ana)
    assert latest.place == ("key_result", company.rate)
    set_fields(company.ben, "comment", (latest.at or ("", ""))[1], text="never mind")
    company.team.sync()
    assert seat.fresh() == []
    assert len(for_me(company.ana)) == 1


def test_whom_a_text_names_follows_who_there_is(company: Company) -> None:
    seat = Seat(company.ana)
    comment(company.ben, company.rate, "@Ana: yours?")
    company.team.sync()
    assert len(seat.fresh()) == 1
    make(company.ben, "person", name="Ana Berg")
    company.team.sync()
    seat.fresh()
    assert seat.alerting.look([]).current == []


def test_one_is_recognized_and_so_is_ones_unit(company: Company) -> None:
    sales = make(company.ana, "unit", name="Sales", lead=company.ana.person)
    company.team.sync()
    seat = Seat(company.ana)
    recognize(company.ben, sales, "For the pizza")
    recognize(company.ben, company.ana.person, "For the demo")
    recognize(company.ana, sales, "For all")
    company.team.sync()
    assert seat.fresh() == ["Ben Okafor thanks you: For the demo", "Ben Okafor thanks Sales: For the pizza"]


def test_what_was_said_long_before_the_first_look_is_not_told(company: Company) -> None:
    comment(company.ben, company.rate, "@Ana Ruiz: long ago")
    company.team.pass_days(8)
    comment(company.ben, company.rate, "@Ana Ruiz: just now")
    company.team.sync()
    assert said(Seat(company.ana).first.fresh) == ["Ben Okafor named you on Close rate: @Ana Ruiz: just now"]
    company.team.pass_days(61)
    assert [alert for alert in for_me(company.ana) if alert.sort is Sort.COMMENT] == []


# --- being done with it


def test_what_one_is_done_with_is_gone_until_it_is_brought_back(company: Company) -> None:
    Seat(company.ana)
    comment(company.ben, company.rate, "@Ana Ruiz: one")
    comment(company.ben, company.rate, "@Ana Ruiz: two")
    company.team.sync()
    latest, earlier = for_me(company.ana)
    put_away(company.ana, latest.key)
    assert keys(for_me(company.ana)) == [earlier.key]
    assert keys(for_me(company.team.reopened(company.ana))) == [earlier.key]
    bring_back(company.ana, latest.key)
    assert keys(for_me(company.ana)) == [latest.key, earlier.key]
    assert meant([latest, earlier], "all") == [latest, earlier]
    assert meant([latest, earlier], latest.key) == [latest]
    assert meant([latest, earlier], latest.key.partition(":")[2][:9]) == [latest]
    for nothing in ("", "comment:", "zz"):
        with pytest.raises(NotFound):
            meant([latest, earlier], nothing)


def test_what_turns_at_risk_again_is_told_again_though_one_was_done_with_it(company: Company) -> None:
    seat = Seat(company.ana)
    for value, told in ((1, 1), (70, 0), (2, 1)):
        check_in(company.ben, company.rate, value)
        company.team.sync()
        assert len(seat.fresh()) == told
        put_away(company.ana, *keys(for_me(company.ana)))
        assert for_me(company.ana) == []


def test_a_muted_sort_is_left_out(company: Company) -> None:
    Seat(company.ana)
    comment(company.ben, company.rate, "@Ana Ruiz: one")
    recognize(company.ben, company.ana.person, "For the demo")
    company.team.sync()
    assert [alert.sort for alert in for_me(company.ana, [Sort.COMMENT])] == [Sort.RECOGNITION]


def test_what_is_deleted_is_no_alert(company: Company) -> None:
    seat = Seat(company.ana)
    said_so = comment(company.ben, company.rate, "@Ana Ruiz: one")
    company.team.sync()
    assert len(seat.fresh()) == 1
    delete(company.ben, "comment", said_so)
    company.team.sync()
    seat.fresh()
    assert for_me(company.ana) == []
    restore(company.ben, "comment", said_so)
    delete(company.ben, "key_result", company.rate)
    company.team.sync()
    seat.fresh()
    assert said(for_me(company.ana)) == ["Ben Okafor named you on Close rate: @Ana Ruiz: one"]


# --- what it costs, and what may go wrong


def test_looking_alone_remembers_nothing(company: Company) -> None:
    for_me(company.ana)
    assert not (company.ana.home / FILE).exists()
    seat = Seat(company.ana)
    check_in(company.ben, company.rate, 1)
    company.team.sync()
    before = (company.ana.home / FILE).read_bytes()
    assert len(for_me(company.ana)) == len(for_me(company.ana)) == 1
    assert (company.ana.home / FILE).read_bytes() == before
    assert len(seat.fresh()) == 1


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"okrtui_alerts":2}', b'{"okrtui_alerts":1,"since":"x"}'])
def test_a_memory_that_cannot_be_read_is_begun_anew(company: Company, content: bytes) -> None:
    (company.ana.home / FILE).write_bytes(content)
    assert Seat(company.ana).first == ([], [])
    check_in(company.ben, company.rate, 1)
    company.team.sync()
    assert len(Seat(company.ana).first.fresh) == 1


def test_two_programs_of_one_person_tell_once(company: Company) -> None:
    one, other = Seat(company.ana), Seat(company.team.reopened(company.ana))
    comment(company.ben, company.rate, "@Ana Ruiz: one")
    company.team.sync()
    assert len(one.fresh()) == 1
    assert said(other.alerting.look().fresh) == []


def test_a_big_pull_is_looked_at_only_where_it_touches_what_is_watched(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = objective(company.ben, "Other", owner=company.ben.person)
    many = [key_result(company.ben, other, f"KR {number}") for number in range(30)]
    company.team.sync()
    seat = Seat(company.ana)
    heard = Heard(company.ana)
    for each in many:
        check_in(company.ben, each, 50)
    check_in(company.ben, company.rate, 1)
    company.team.sync()
    assert len(heard.touched) > 60
    looked: list[str] = []
    figures = company.ana.standings.key_result

    def look(id: str) -> KeyResultStanding:
        looked.append(id)
        return figures(id)

    monkeypatch.setattr(company.ana.standings, "key_result", look)
    assert len(seat.fresh()) == 1
    assert set(looked) <= {company.rate, company.above_rate, company.below_rate}


def test_what_strangers_write_breaks_nothing(company: Company) -> None:
    me, id = company.ana.person, "f" * 15
    by_hand(company.ana, *ops("blocker", id + "1", {"subject": "nothing", "solver": me, "raised": 7}))
    root = company.ana.company.child_units(None)[0].id
    by_hand(company.ana, *ops("share", id + "2", {"objective": [1], "unit": root}))
    by_hand(company.ana, *ops("comment", id + "3", {"subject": company.rate, "text": ["@Ana Ruiz"]}))
    by_hand(company.ana, Op("recognition", id + "4", "subject", me))
    by_hand(company.ana, *ops("recognition", id + "5", {"subject": me, "text": None}))
    by_hand(company.ana, *ops("alignment", id + "6", {"child": company.own, "parent": company.ana.config.workspace}))
    by_hand(company.ana, Op("key_result", company.rate, "target", "a lot"))
    assert Seat(company.ana).first.fresh == []
    assert company.ana.today == date(2026, 11, 10)
