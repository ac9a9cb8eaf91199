"""A person's review pack: about them, and nobody else."""

from datetime import date

import pytest

from okrtui.exchange.pack_markdown import pack_markdown
from okrtui.okr.coach.coach import Coach
from okrtui.okr.kinds import Disposition, Role
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.closing import close_cycle
from okrtui.workspace.errors import NotFound
from okrtui.workspace.pack import make_pack, review_pack
from okrtui.workspace.planning import commit
from okrtui.workspace.recognition import recognize
from okrtui.workspace.scoring import score
from okrtui.workspace.undoing import undo
from okrtui.workspace.workspace import Workspace
from tests.workspace.closers import Quarter, quarter
from tests.workspace.team import Team, key_result, objective, set_fields

NOTES = {"note": "Two | deals\nlost", "learned": "They read <b>mails</b>", "achievement": "First deal"}


@pytest.fixture
def q4(team: Team, ana: Workspace, ben: Workspace) -> Quarter:
    found = quarter(team, ana, ben)
    check_in(ben, found.rate, 25, confidence=7, notes=NOTES, on=date(2026, 11, 21))
    theirs = objective(ana, "Led by another", unit=found.northwind, stage="active")
    mine = key_result(ana, theirs, "Mine in it", owner=ben.person)
    key_result(ana, theirs, "Not mine")
    team.sync()
    commit(ben, found.objective)
    recognize(ana, ben.person, "For *the* deal")
    recognize(ben, ana.person, "For the help")
    found.agree(0.6, 1)
    score(ben, found.rate, Role.OWNER, 0.6, self_assessment="# Late", disposition=Disposition.CARRIED_OVER)
    score(ana, mine, Role.AGREED, 0.5)
    team.sync()
    return found


def test_what_is_in_it(q4: Quarter) -> None:
    pack = review_pack(q4.ana, q4.ben.person, q4.cycle)
    assert (pack.name, pack.cycle_name) == ("Ben Okafor", "2026-Q4")
    assert [(each.title, str(each.score), each.verdict) for each in pack.objectives] == [
        ("Sell more", "0.80", "0.80: closed short, committed is met at 1.0"),
        ("Led by another", "0.50", ""),
    ]
    assert [each.title for each in pack.objectives[1].key_results] == ["Mine in it"]
    rate = pack.objectives[0].key_results[0]
    assert (rate.figures, rate.value, str(rate.agreed), str(rate.by_owner), rate.by_lead) == (
        "22 → 27 %",
        "25 %",
        "0.60",
        "0.60",
        None,
    )
    assert (rate.self_assessment, rate.disposition) == ("# Late", "carried over")
    assert [(each.date.day, each.value, each.confidence) for each in rate.check_ins] == [
        (20, "25 %", None),
        (21, "25 %", 7),
    ]
    assert [(each.name, each.text) for each in pack.received] == [("Ana Ruiz", "For *the* deal")]
    assert [(each.name, each.text) for each in pack.given] == [("Ana Ruiz", "For the help")]
    assert pack.commitments == (("Sell more", q4.ben.today),)
    set_fields(q4.ana, "key_result", q4.rate, target=32)
    rate = review_pack(q4.ana, q4.ben.person, q4.cycle).objectives[0].key_results[0]
    assert (rate.begun, str(rate.begun_score), str(rate.proposed)) == ("22 → 27 %", "0.60", "0.30")


def test_it_is_written_down_as_markdown_in_which_text_is_text(q4: Quarter) -> None:
    make_pack(q4.ben, q4.ben.person, q4.cycle, {"learned": "To ask\n\n- early"})
    text = pack_markdown(review_pack(q4.ben, q4.ben.person, q4.cycle))
    assert text.startswith("# Ben Okafor, 2026-Q4\n\n2026-10-01 to 2026-12-31 · as of 2026-11-22\n")
    assert "### What was learned\n\nTo ask\n\n\\- early\n" in text
    assert "Sales · committed · **0.80: closed short, committed is met at 1.0**" in text
    assert "- score: **0.60: closed short, committed is met at 1.0**; owner 0.60" in text
    assert "| 2026-11-21 | 25 % | 7 | Two \\| deals lost |  |  |" in text
    assert "- 2026-11-21, Close rate: They read \\<b\\>mails\\</b\\>" in text
    assert "Self-assessment:\n\n\\# Late\n" in text
    assert "from Ana Ruiz: For \\*the\\* deal" in text
    assert "rank" not in text.lower()
    assert "Not mine" not in text


def test_somebody_who_did_nothing_has_a_pack_too(q4: Quarter) -> None:
    pack = review_pack(q4.ben, q4.northwind and q4.ana.person, q4.cycle)
    assert pack.commitments == ()
    assert pack_markdown(pack).startswith("# Ana Ruiz")
    for person, cycle in (("0" * 16, q4.cycle), (q4.ben.person, "0" * 16)):
        with pytest.raises(NotFound):
            review_pack(q4.ben, person, cycle)
        with pytest.raises(NotFound):
            make_pack(q4.ben, person, cycle)


def test_making_it_is_what_the_coach_asks_for(q4: Quarter) -> None:
    for each in q4.ana.company.key_results_of(q4.ana.company.objectives_of(q4.northwind, q4.cycle)[0].id):
        score(q4.ana, each.id, Role.AGREED, 0.5)
    q4.end()
    close_cycle(q4.ana, q4.cycle)
    set_fields(q4.ana, "workspace", next(id for id, _ in q4.ana.company.live("workspace")), preset="sme")
    assert "PERF-OUT" in found(q4.ana)
    before = len(q4.ana.replica.own_lines())
    first = make_pack(q4.ana, q4.ben.person, q4.cycle)
    assert len(q4.ana.replica.own_lines()) == before + 1
    assert "PERF-OUT" not in found(q4.ana)
    again = make_pack(q4.ana, q4.ben.person, q4.cycle, {"worked": "Calls"})
    assert (again.id, again.is_new) == (first.id, False)
    undo(q4.ana)
    undo(q4.ana)
    assert "PERF-OUT" in found(q4.ana)
    assert make_pack(q4.ana, q4.ben.person, q4.cycle).id == first.id


def found(who: Workspace) -> set[str]:
    return {each.rule for each in Coach(who.standings).findings()}
