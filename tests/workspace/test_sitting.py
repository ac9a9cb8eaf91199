"""A meeting while it goes on: what is typed and marked, taken back, kept, saved; and how long it takes."""

from functools import partial

import pytest

from okrtui.workspace.errors import NotFound
from okrtui.workspace.minutes import Entry
from okrtui.workspace.sitting import Sitting
from okrtui.workspace.undoing import redo, undo
from okrtui.workspace.workspace import Workspace
from tests.workspace.team import Team, make, set_fields

SHIP = Entry("a", "Close rate", True, "Ship it")
TALK = Entry("a", "Close rate", False, "We talked\n\nfor long")


@pytest.fixture
def unit(ana: Workspace) -> str:
    return make(ana, "unit", name="Sales", level="department", parent=ana.company.child_units(None)[0].id)


@pytest.fixture
def sitting(ana: Workspace, unit: str) -> Sitting:
    return Sitting(ana, unit)


def save(sitting: Sitting) -> str:
    """As the screen does: write, and hear of it."""
    review = sitting.write(sitting.saving())
    sitting.look_again(is_own=True)
    return review


def said(workspace: Workspace, review: str, name: str) -> object:
    return (workspace.company.fields("review", review) or {}).get(name)


def test_what_is_typed_is_a_draft_until_it_is_saved(ana: Workspace, sitting: Sitting) -> None:
    assert sitting.draft.is_empty
    for entry in (SHIP, TALK, Entry("b", "", True, " \n ")):
        sitting.add(entry)
    sitting.mark([ana.person], is_there=True)
    assert sitting.is_unsaved
    assert sitting.entries_of("a") == [SHIP, TALK]
    assert sitting.entries_of("b") == []
    review = save(sitting)
    assert sitting.draft.is_empty
    assert said(ana, review, "decisions") == "Close rate: Ship it"
    assert said(ana, review, "notes") == "Close rate: We talked\n\nfor long"
    assert said(ana, review, "present") == [ana.person]


def test_what_was_done_last_is_taken_back_first(ana: Workspace, sitting: Sitting) -> None:
    sitting.add(SHIP)
    sitting.mark([ana.person], is_there=True)
    sitting.add(TALK)
    assert sitting.remove_last("a")
    assert sitting.entries_of("a") == [SHIP]
    steps = [(2, 1), (1, 1), (1, 0), (0, 0)]
    for entries, present in steps:
        assert sitting.take_back()
        assert (len(sitting.entries_of("a")), len(sitting.present)) == (entries, present)
    assert not sitting.take_back()
    assert not sitting.remove_last("a")


def test_an_act_in_between_is_taken_back_in_the_workspace(ana: Workspace, unit: str, sitting: Sitting) -> None:
    sitting.add(SHIP)
    set_fields(ana, "unit", unit, name="Sales 2")
    sitting.look_again(is_own=True, is_act=True)
    sitting.add(TALK)
    assert [sitting.take_back() for _ in range(3)] == [True, False, True]
    assert sitting.draft.is_empty


def test_saved_minutes_that_are_taken_back_are_a_draft_again_and_done_again_they_are_none(
    ana: Workspace, sitting: Sitting
) -> None:
    sitting.add(SHIP)
    review = save(sitting)
    assert not sitting.take_back()
    undo(ana)
    sitting.look_again(is_own=True)
    assert sitting.opened.review is None
    assert sitting.entries_of("a") == [SHIP]
    redo(ana)
    sitting.look_again(is_own=True, is_act=True)
    assert sitting.draft.is_empty
    assert not sitting.is_unsaved
    assert not sitting.take_back()
    undo(ana)
    sitting.look_again(is_own=True)
    assert sitting.entries_of("a") == [SHIP]
    assert save(sitting) == review
    assert said(ana, review, "decisions") == "Close rate: Ship it"


def test_it_is_kept_for_the_next_time_and_not_written_twice_after_a_crash(
    team: Team, ana: Workspace, unit: str, sitting: Sitting
) -> None:
    sitting.add(SHIP)
    sitting.mark([ana.person], is_there=True)
    sitting.go_to("a", 0)
    sitting.go_to(None, 61_500)
    sitting.keep(sitting.draft)
    again = Sitting(team.reopened(ana), unit)
    assert (again.entries_of("a"), again.present, again.seconds(0)) == ([SHIP], (ana.person,), {"a": 61})
    sitting.write(sitting.saving())  # and then the power fails, before the draft is forgotten
    again = Sitting(team.reopened(ana), unit)
    assert again.draft.is_empty
    assert again.present == (ana.person,)
    again.keep(again.draft)
    assert list(ana.home.glob("meeting-*")) == []


def test_what_another_writes_meanwhile_is_shown_and_comes_before_ones_own(
    team: Team, ana: Workspace, ben: Workspace, unit: str, sitting: Sitting
) -> None:
    team.sync()
    sitting.add(SHIP)
    sitting.mark([ana.person], is_there=True)
    other = Sitting(ben, unit)
    other.add(Entry("", "", True, "Wait"))
    other.mark([ben.person, ana.person], is_there=True)
    save(other)
    team.sync()
    assert sitting.look_again()
    assert not sitting.look_again()
    assert sitting.present == tuple(sorted((ben.person, ana.person), key=[ben.person, ana.person].index))
    review = save(sitting)
    assert said(ana, review, "decisions") == "Wait\nClose rate: Ship it"
    assert sitting.take_back() is False


def test_who_was_there_can_be_marked_as_not(ana: Workspace, sitting: Sitting) -> None:
    sitting.mark([ana.person], is_there=True)
    review = save(sitting)
    sitting.mark([ana.person], is_there=False)
    assert sitting.is_unsaved
    assert sitting.present == ()
    save(sitting)
    assert said(ana, review, "present") is None
    sitting.mark([ana.person], is_there=True)
    sitting.mark([ana.person], is_there=False)
    assert not sitting.is_unsaved


def test_control_characters_that_are_pasted_go(ana: Workspace, sitting: Sitting) -> None:
    sitting.add(Entry("a", "", True, "Ship\x1b[31m it\x07"))
    assert sitting.entries_of("a")[0].text == "Ship it"


def test_time_runs_for_what_is_spoken_of_and_never_backwards(sitting: Sitting) -> None:
    sitting.go_to("a", 10_000)
    assert sitting.seconds(12_999) == {"a": 2}
    sitting.go_to("a", 13_000)
    sitting.go_to("b", 15_000)
    assert sitting.seconds(14_000) == {"a": 5, "b": 0}
    sitting.go_to("a", 16_000)
    assert sitting.seconds(18_000) == {"a": 7, "b": 1}
    sitting.go_to(None, 18_000)
    assert sitting.seconds(99_000) == {"a": 7, "b": 1}


def test_a_unit_that_is_gone_has_no_meeting(ana: Workspace, unit: str, sitting: Sitting) -> None:
    from okrtui.workspace.deleting import delete

    delete(ana, "unit", unit)
    for attempt in (sitting.look_again, partial(Sitting, ana, unit)):
        with pytest.raises(NotFound):
            attempt()
