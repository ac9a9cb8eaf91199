"""News: what others did, in sentences."""

from collections.abc import Callable

import pytest

from okrtui.okr.kinds import Mode
from okrtui.storage.line import Op
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.deleting import delete, restore
from okrtui.workspace.edits import New, align, create
from okrtui.workspace.news import news
from okrtui.workspace.own_unit import individual_unit
from okrtui.workspace.undoing import redo, undo
from okrtui.workspace.workspace import Workspace
from tests.workspace.team import Team, by_hand, key_result, make, objective, ops, set_fields


@pytest.fixture
def goals(team: Team, ana: Workspace, ben: Workspace) -> dict[str, str]:
    """An objective above another with a key result, known to both."""
    top, low = objective(ana, "Top"), objective(ana, "Low")
    rate = key_result(ana, low, "Close rate to 27 %", unit_of_measure="%")
    check_in(ana, rate, 40)
    team.pass_days(1)
    team.sync()
    return {"top": top, "low": low, "rate": rate}


def told(team: Team, reader: Workspace, limit: int = 50) -> list[str]:
    """What others did in the last seconds."""
    team.sync()
    return [
        item.sentence for item in news(reader, f"{int(team.now.timestamp() * 1000) - 60_000:012x}0000", limit=limit)
    ]


Deed = Callable[[Workspace, dict[str, str]], object]
DEEDS: list[tuple[Deed, str]] = [
    (lambda w, g: check_in(w, g["rate"], 45), "checked in Close rate to 27 % 40 → 45 %"),
    (lambda w, g: check_in(w, g["rate"], 40), "checked in Close rate to 27 % 40 %"),
    (lambda w, g: set_fields(w, "objective", g["low"], title="Lower"), "changed Lower (title)"),
    (
        lambda w, g: set_fields(w, "objective", g["low"], rationale="x", persona="y", priority=True, title="Z"),
        "changed Z (rationale, persona, priority)",
    ),
    (lambda w, g: delete(w, "objective", g["low"]), "deleted Low"),
    (lambda w, g: objective(w, "New"), "added New"),
    (lambda w, g: key_result(w, g["low"], "Fewer returns"), "added Fewer returns"),
    (lambda w, g: align(w, g["low"], g["top"], Mode.CONTRIBUTES), "aligned Low"),
    (lambda w, g: make(w, "comment", subject=g["low"], text="Well\ndone"), "commented on Low Well done"),
    (lambda w, g: make(w, "blocker", subject=g["rate"], description="No data"), "raised a blocker on Close rate"),
    (lambda w, g: make(w, "recognition", subject=w.person, text="Thanks"), "recognized Ben Okafor Thanks"),
    (lambda w, g: make(w, "commitment", person=w.person, objective=g["low"], date="2026-10-01"), "committed to Low"),
    (lambda w, g: by_hand(w, *ops("hologram", "00000000000000aa", {"x": 1})), "added hologram 00000000000000aa"),
]


@pytest.mark.parametrize(("deed", "sentence"), DEEDS, ids=[sentence for _, sentence in DEEDS])
def test_what_someone_did_reads_as_a_sentence(
    team: Team, ana: Workspace, ben: Workspace, goals: dict[str, str], deed: Deed, sentence: str
) -> None:
    deed(ben, goals)
    (found,) = told(team, ana)
    assert found.startswith(f"Ben Okafor {sentence}")
    assert told(team, ben) == []


def test_what_was_taken_back_or_changed_is_not_told_as_done_once_more(
    team: Team, ana: Workspace, ben: Workspace, goals: dict[str, str]
) -> None:
    said = check_in(ben, goals["rate"], 45)
    set_fields(ben, "check_in", said.id, note="slow")
    undo(ben)
    undo(ben)
    redo(ben)
    delete(ben, "check_in", said.id)
    restore(ben, "check_in", said.id)
    assert told(team, ana)[:-1] == [
        "Ben Okafor restored check-in on Close rate to 27 %",
        "Ben Okafor deleted check-in on Close rate to 27 %",
        "Ben Okafor restored check-in on Close rate to 27 %",
        "Ben Okafor deleted check-in on Close rate to 27 %",
        "Ben Okafor changed check-in on Close rate to 27 % (note)",
        "Ben Okafor changed check-in on Close rate to 27 % (note)",
    ]


def test_the_first_objective_of_ones_own_is_told_not_the_unit_that_it_needed(
    team: Team, ana: Workspace, ben: Workspace, goals: dict[str, str]
) -> None:
    (unit,) = individual_unit(ben, ben.person)
    assert unit.id is not None
    create(ben, unit, New("objective", {"title": "My first", "unit": unit.id}))
    assert told(team, ana) == ["Ben Okafor added My first"]


def test_joining_is_told_and_a_membership_is_not(team: Team, ana: Workspace, goals: dict[str, str]) -> None:
    cleo = team.join("Cleo Tan <cleo@example.org>")
    make(cleo, "membership", person=cleo.person, unit=cleo.company.child_units(None)[0].id)
    assert told(team, ana) == ["Cleo Tan joined"]


def test_the_latest_come_first_and_no_more_than_were_asked_for(
    team: Team, ana: Workspace, ben: Workspace, goals: dict[str, str]
) -> None:
    for number in range(5):
        objective(ben, f"New {number}")
    assert told(team, ana, limit=2) == ["Ben Okafor added New 4", "Ben Okafor added New 3"]


def test_a_line_of_nobody_about_nothing_has_a_sentence(
    team: Team, ana: Workspace, ben: Workspace, goals: dict[str, str]
) -> None:
    ben.config = ben.config._replace(person="00000000000000ff")
    by_hand(ben, Op("check_in", "00000000000000aa", "key_result", "ffffffffffffffff"))
    by_hand(ben, Op("comment", "00000000000000bb", "deleted", False))
    assert all(sentence.startswith("Someone ") for sentence in told(team, ana))
