"""Who changed what, when, from what to what; and whose a value is."""

from datetime import UTC, date, datetime, timedelta

import pytest

from okrtui.storage.line import Op
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.deleting import delete, restore
from okrtui.workspace.edits import align
from okrtui.workspace.errors import NotFound
from okrtui.workspace.history import FieldChange, blame, history_of, log
from okrtui.workspace.past import Past
from okrtui.workspace.resolving import resolve
from okrtui.workspace.undoing import redo, undo
from okrtui.workspace.workspace import Workspace
from tests.workspace.team import Team, by_hand, key_result, make, objective, set_fields

UNSEEN = "f" * 32


def sentences(workspace: Workspace, *about: str) -> list[str]:
    """The log in sentences, or the history of an object, the latest first."""
    lines = Past(workspace).lines
    told = history_of(workspace, lines, *about) if about else log(workspace, lines)
    return [each.sentence for each in told]


def changes(workspace: Workspace, kind: str, id: str) -> list[tuple[FieldChange, ...]]:
    """What changed in an object, act by act, the latest first."""
    return [each.changes for each in history_of(workspace, Past(workspace).lines, kind, id) if each.changes]


def test_the_log_tells_everything_that_anybody_did_the_latest_first(team: Team, ana: Workspace, ben: Workspace) -> None:
    made = objective(ana, "Sell")
    rate = key_result(ana, made)
    team.sync()
    check_in(ben, rate, 40)
    team.sync()
    unit = ana.company.child_units(None)[0].id
    make(ana, "membership", person=ben.person, unit=unit)
    assert sentences(ana) == [
        "Ana Ruiz added Ben Okafor as a member of Northwind",
        "Ben Okafor checked in Close rate 40",
        "Ana Ruiz added Close rate",
        "Ana Ruiz added Sell",
        "Ben Okafor joined",
        "Ana Ruiz added Northwind",
    ]
    team.sync()
    assert sentences(ben) == sentences(ana)
    assert [each.sentence for each in log(ana, Past(ana).lines, limit=2)] == sentences(ana)[:2]


def test_an_objects_history_says_from_what_to_what(ana: Workspace) -> None:
    made = objective(ana, "Sell", rationale="It pays")
    set_fields(ana, "objective", made, title="Sell more", rationale=None)
    set_fields(ana, "objective", made, rationale="It pays twice")
    first = {change.field: change for change in changes(ana, "objective", made)[-1]}
    assert first["title"] == FieldChange("title", None, "Sell")
    assert {"owner", "deleted"} & first.keys() == set()
    assert changes(ana, "objective", made)[:2] == [
        (FieldChange("rationale", None, "It pays twice"),),
        (FieldChange("title", "Sell", "Sell more"), FieldChange("rationale", "It pays", None)),
    ]
    assert sentences(ana, "objective", made)[-1] == "Ana Ruiz added Sell more"


def test_what_hangs_on_an_object_is_told_with_it(ana: Workspace) -> None:
    above, below = objective(ana, "Sell"), objective(ana, "Demo well")
    rate = key_result(ana, above)
    done = check_in(ana, rate, 40)
    align(ana, below, above)
    set_fields(ana, "check_in", done.id, value=41)
    set_fields(ana, "key_result", rate, title="Rate")
    delete(ana, "key_result", rate)
    restore(ana, "key_result", rate)
    assert sentences(ana, "objective", above) == [
        "Ana Ruiz restored Rate",
        "Ana Ruiz deleted Rate",
        "Ana Ruiz aligned Demo well to Sell",
        "Ana Ruiz added Rate",
        "Ana Ruiz added Sell",
    ]
    assert sentences(ana, "key_result", rate) == [
        "Ana Ruiz restored Rate",
        "Ana Ruiz deleted Rate",
        "Ana Ruiz changed Rate (title)",
        "Ana Ruiz changed check-in on Rate (value)",
        "Ana Ruiz checked in Rate 41",
        "Ana Ruiz added Rate",
    ]
    assert sentences(ana, "objective", below)[0] == "Ana Ruiz aligned Demo well to Sell"


def test_what_moved_away_is_told_where_it_was_and_where_it_is(ana: Workspace) -> None:
    here, there = objective(ana, "Here"), objective(ana, "There")
    rate = key_result(ana, here)
    set_fields(ana, "key_result", rate, objective=there)
    for id in (here, there):
        assert sentences(ana, "objective", id)[0] == "Ana Ruiz changed Close rate (objective)"
    assert changes(ana, "key_result", rate)[0] == (FieldChange("objective", here, there),)


def test_undo_and_redo_are_marked(ana: Workspace) -> None:
    made = objective(ana, "Sell")
    set_fields(ana, "objective", made, title="Sell more")
    undo(ana)
    redo(ana)
    told = history_of(ana, Past(ana).lines, "objective", made)
    act = told[2].h
    assert [(each.undoes, each.redoes) for each in told] == [(None, act), (act, None), (None, None), (None, None)]
    assert told[1].changes == (FieldChange("title", "Sell more", "Sell"),)


def test_of_several_values_that_were_replaced_the_one_that_showed_is_what_was_before(
    team: Team, ana: Workspace, ben: Workspace
) -> None:
    made = objective(ana, "Sell")
    team.sync()
    set_fields(ana, "objective", made, title="By Ana")
    set_fields(ben, "objective", made, title="By Ben")
    team.sync()
    resolve(ana, "objective", made, "title", "By both")
    assert changes(ana, "objective", made)[0] == (FieldChange("title", "By Ben", "By both"),)
    team.sync()
    assert changes(ben, "objective", made) == changes(ana, "objective", made)


def test_blame_names_every_write_and_says_which_stands(team: Team, ana: Workspace, ben: Workspace) -> None:
    made = objective(ana, "Sell")
    team.sync()
    set_fields(ana, "objective", made, title="By Ana")
    set_fields(ben, "objective", made, title="By Ben")
    team.sync()

    def blamed() -> list[tuple[str, object, bool, bool]]:
        found = blame(ana, Past(ana).lines, "objective", made, "title")
        return [(each.name, each.value, each.stands, each.is_shown) for each in found]

    assert blamed() == [
        ("Ben Okafor", "By Ben", True, True),
        ("Ana Ruiz", "By Ana", True, False),
        ("Ana Ruiz", "Sell", False, False),
    ]
    resolve(ana, "objective", made, "title", "By Ana")
    assert blamed()[0] == ("Ana Ruiz", "By Ana", True, True)
    assert not any(stands for _, _, stands, _ in blamed()[1:])


def test_blame_of_a_field_that_nobody_wrote(ana: Workspace) -> None:
    made = objective(ana, "Sell")
    with pytest.raises(NotFound, match=r"objective Sell: nobody has written its 'colour'; there is cycle, .*title"):
        blame(ana, Past(ana).lines, "objective", made, "colour")


def test_a_clock_that_is_ahead_does_not_put_a_value_above_the_one_that_replaced_it(
    team: Team, ana: Workspace, ben: Workspace
) -> None:
    made = objective(ana, "Sell")
    team.sync()
    right = team.now
    team.now += timedelta(hours=20)
    set_fields(ben, "objective", made, title="By Ben")
    team.sync()
    team.now = right
    set_fields(ana, "objective", made, title="By Ana")
    found = blame(ana, Past(ana).lines, "objective", made, "title")
    assert [(each.value, each.stands) for each in found] == [("By Ana", True), ("By Ben", False), ("Sell", False)]
    assert found[1].ts > found[0].ts
    assert sentences(ana)[:2] == ["Ana Ruiz changed By Ana (title)", "Ben Okafor changed By Ana (title)"]


def test_the_history_of_the_past_knows_nothing_of_what_came_later(team: Team, ana: Workspace) -> None:
    made = objective(ana, "Sell")
    team.pass_days(5)
    set_fields(ana, "objective", made, title="Sell more")
    past = Past(ana)
    then = date(2026, 10, 3)
    view, lines = past.at(then), past.until(then)
    assert [each.sentence for each in history_of(view, lines, "objective", made)] == ["Ana Ruiz added Sell"]
    (only,) = blame(view, lines, "objective", made, "title")
    assert (only.value, only.stands, only.is_shown) == ("Sell", True, True)
    assert datetime.fromtimestamp((int(only.ts, 16) >> 16) / 1000, UTC).date() == date(2026, 10, 1)


def test_what_strangers_wrote_is_cleaned_and_tells_something(ana: Workspace) -> None:
    made = objective(ana, "Sell")
    seen = ana.state.heads("objective", made, "title")
    by_hand(ana, Op("objective", made, "title", "red \x1b[31m alert\x07", seen))
    assert changes(ana, "objective", made)[0] == (FieldChange("title", "Sell", "red  alert"),)
    assert blame(ana, Past(ana).lines, "objective", made, "title")[0].value == "red  alert"
    by_hand(ana, Op("hologram", "ab" * 8, "colour", "blue", (UNSEEN,)))
    assert sentences(ana)[0] == f"Ana Ruiz changed hologram {'ab' * 8} (colour)"
    assert changes(ana, "hologram", "ab" * 8) == [(FieldChange("colour", None, "blue"),)]
