"""The planning board: what shows, what each key does, and that nothing moves when others act."""

import re
from pathlib import Path

import pytest
from textual.pilot import Pilot

from okrtui.app import OkrtuiApp
from okrtui.okr.kinds import CycleStatus
from okrtui.workspace.planning import commitments_of, propose
from okrtui.workspace.templates import templates
from okrtui.workspace.undoing import undo
from tests.screens.pair import opened, rows, set_field, settled, shown
from tests.screens.quarter import LONG, Quarter


@pytest.fixture
def quarter(tmp_path: Path) -> Quarter:
    return Quarter(tmp_path)


@pytest.fixture
def half(quarter: Quarter) -> Quarter:
    quarter.half()
    return quarter


async def press(pilot: Pilot[str], *keys: str) -> None:
    for key in keys:
        await pilot.press({" ": "space", "%": "percent_sign"}.get(key, key))
        await settled(pilot)


def text(pilot: Pilot[str]) -> str:
    app = pilot.app
    assert isinstance(app, OkrtuiApp)
    return shown(app)


def line(pilot: Pilot[str], part: str) -> str:
    """The one line of the screen that has a text."""
    (found,) = [each for each in text(pilot).splitlines() if part in each]
    return found


async def go_to(pilot: Pilot[str], part: str) -> None:
    """Put the cursor on the row with a text."""
    app = pilot.app
    assert isinstance(app, OkrtuiApp)
    await press(pilot, "g")
    for _ in range(40):
        if any(row.startswith("▌") and part in row for row in rows(app)):
            return
        await press(pilot, "j")
    raise AssertionError(f"no row {part!r}:\n{shown(app)}")


# --- what shows


async def test_an_unplanned_cycle_says_which_key_makes_it(quarter: Quarter) -> None:
    async with opened(quarter.planning()) as pilot:
        assert "Nobody has begun to plan 2027-Q1 (1 Jan 2027 to 31 Mar 2027)" in " ".join(text(pilot).split())
        await press(pilot, "C")
        assert "2027-Q1 can be planned · u undo" in text(pilot)
        assert "0 of 4 units agreed" in text(pilot)
        assert "○○○○○ 0/5 ★0/3" in line(pilot, "Northwind  Ana Ruiz")
        await press(pilot, "u")
        assert "Nobody has begun to plan" in text(pilot)


async def test_the_board_says_how_far_everything_is_and_whose_turn_it_is(half: Quarter) -> None:
    async with opened(half.planning(), (118, 30)) as pilot:
        assert "1 of 4 units agreed   1 for you   1 orphan   2 draft · 1 proposed · 1 agreed" in text(pilot)
        assert "●○○○○ 1/5 ★1/3  all agreed" in line(pilot, "Northwind  Ana Ruiz")
        assert "━━━─ agreed    1 committed" in line(pilot, "O Lead the industry")
        assert "━━── proposed  → you" in line(pilot, "O Kürzere")
        assert "orphan" in line(pilot, "O Improve sales")
        assert "━─── draft     Ana Ruiz" in line(pilot, "O Improve sales")
        assert "プロダクト asks to share" in line(pilot, "→ Kürzere")
        assert "Talk to lost clients" in text(pilot)


async def test_the_drafts_of_others_are_folded_until_asked_for(half: Quarter) -> None:
    async with opened(half.planning(), (100, 24)) as pilot:
        assert "Call back" not in text(pilot)
        await go_to(pilot, "1 draft of others")
        await press(pilot, "right")
        assert "O Call back within the hour ◆ › Lead the" in text(pilot)


async def test_a_units_objectives_of_the_year_stand_above_those_of_the_quarter(half: Quarter) -> None:
    year = half.make("cycle", name="2027", kind="year", start="2027-01-01", end="2027-12-31", status="planning")
    half.make("objective", title="Become the first choice", unit=half.sales, cycle=year)
    async with opened(half.planning()) as pilot:
        places = [number for number, row in enumerate(text(pilot).splitlines()) if "2027  Become" in row]
        assert places
        assert "Improve sales" in text(pilot).splitlines()[places[0] + 1]


async def test_limits_that_are_passed_say_so(half: Quarter) -> None:
    for number in range(5):
        half.objective_of(half.sales, f"More {number}", half.ana.person, half.top, priority=number < 4)
    async with opened(half.planning()) as pilot:
        assert "●●●●●● 6/5 over ★4/3" in line(pilot, "Sales  ")


async def test_filter_shows_what_fits_with_its_unit(half: Quarter) -> None:
    async with opened(half.planning()) as pilot:
        await press(pilot, "slash", *"great", *["backspace"] * 5, *"ben", "enter")
        assert "O Kürzere" in text(pilot)
        assert "O Improve" not in text(pilot)
        await press(pilot, "escape")
        assert "O Improve" in text(pilot)


# --- what the keys do


async def test_enter_opens_the_detail_and_esc_comes_back(half: Quarter) -> None:
    async with opened(half.planning()) as pilot:
        await go_to(pilot, "O Improve sales")
        await press(pilot, "enter")
        assert "last change" in text(pilot)
        await press(pilot, "escape")
        assert "O Improve sales" in text(pilot)
        assert "last change" not in text(pilot)


async def test_propose_and_take_it_back(half: Quarter) -> None:
    set_field(half.ana, "unit", half.company, "lead", half.ben.person)
    async with opened(half.planning()) as pilot:
        await go_to(pilot, "O Improve sales")
        await press(pilot, "p")
        assert "Proposed: Improve sales to Ben Okafor · u undo" in text(pilot)
        assert "→ Ben Okafor" in line(pilot, "O Improve sales")
        await press(pilot, "u")
        assert half.stage(half.mine) == "draft"
        await press(pilot, "p", "w")
        assert half.stage(half.mine) == "draft"


async def test_agree_commits_by_name(half: Quarter) -> None:
    async with opened(half.planning()) as pilot:
        await go_to(pilot, "O Kürzere")
        await press(pilot, "a")
        assert "Agreed: Kürzere" in text(pilot)
        assert set(commitments_of(half.ana, half.bens)) == {half.ana.person, half.ben.person}
        await press(pilot, "u")
        assert half.stage(half.bens) == "proposed"


async def test_what_is_marked_is_agreed_to_at_once_and_taken_back_at_once(half: Quarter) -> None:
    other = half.objective_of(half.product, "Hear everybody", half.ben.person, half.top)
    unmarked = half.objective_of(half.product, "Answer everybody", half.ben.person, half.top)
    half.sync()
    for objective in (other, unmarked):
        propose(half.ben, objective)
    half.sync()
    async with opened(half.planning()) as pilot:
        await go_to(pilot, "O Kürzere")
        await press(pilot, "space", "space")
        assert "✓ Kürzere" in text(pilot)
        assert "✓ Hear" in text(pilot)
        await press(pilot, "A")
        assert "Agreed: 2 objectives · u undo" in text(pilot)
        assert [half.stage(each) for each in (half.bens, other, unmarked)] == ["agreed", "agreed", "proposed"]
        assert "✓ Hear" not in text(pilot)
        await press(pilot, "u")
        assert (half.stage(half.bens), half.stage(other)) == ("proposed", "proposed")


async def test_what_is_marked_goes_each_step_in_one_act(half: Quarter) -> None:
    other = half.objective_of(half.sales, "Hear everybody", half.ana.person, half.top)
    both = [half.mine, other]
    async with opened(half.planning()) as pilot:
        for key, said, stage in (("p", "Proposed: 2 objectives", "proposed"), ("w", "A draft again: 2", "draft")):
            before = [half.stage(each) for each in both]
            await go_to(pilot, "O Improve sales")
            await press(pilot, "space", "space", key)
            assert said in text(pilot)
            assert [half.stage(each) for each in both] == [stage, stage]
            await press(pilot, "u")
            assert [half.stage(each) for each in both] == before
            await press(pilot, "U")
        await go_to(pilot, "O Improve sales")
        await press(pilot, "space", "space", "x")
        assert "Ana Ruiz commits to: 2 objectives" in text(pilot)
        await press(pilot, "u")
        assert [list(commitments_of(half.ana, each)) for each in both] == [[], []]
        await go_to(pilot, "O Improve sales")
        await press(pilot, "space", "space", "T")
        assert len(templates(half.ana)) == 2
        await press(pilot, "u")
        assert templates(half.ana) == []


async def test_above_the_units_n_sets_an_objective_of_ones_own_unit(half: Quarter) -> None:
    async with opened(half.planning()) as pilot:
        await press(pilot, "g")
        assert "▌▾ To do better" in text(pilot)
        await press(pilot, "n")
        assert " Northwind, 2027-Q1" in line(pilot, "Setting an objective")
        await press(pilot, "escape", "t")
        assert "There is no template yet" in text(pilot)


async def test_all_proposals_of_a_unit_are_agreed_to_from_its_row(half: Quarter) -> None:
    async with opened(half.planning()) as pilot:
        await go_to(pilot, "プロダクト  ")
        await press(pilot, "A")
        assert half.stage(half.bens) == "agreed"


async def test_a_counter_proposal_says_why_and_makes_it_the_others_turn(half: Quarter) -> None:
    async with opened(half.planning()) as pilot:
        await go_to(pilot, "O Kürzere")
        await press(pilot, "o")
        assert "Counter-proposal" in text(pilot)
        await press(pilot, *"Rather 85", "tab", *"!", "ctrl+s")
        assert "→ Ben Okafor" in line(pilot, "O Kürzere")
    found = half.ana.company.objective(half.bens)
    assert found is not None
    assert found.title == f"{LONG}!"
    (comment,) = half.ana.company.pointing("comment", "subject", half.bens)
    assert half.ana.company.title(comment) == "counter-proposal: Rather 85"


async def test_commit_by_name(half: Quarter) -> None:
    async with opened(half.planning()) as pilot:
        await go_to(pilot, "O Improve sales")
        await press(pilot, "x")
        assert "Ana Ruiz commits to: Improve sales · u undo" in text(pilot)
    assert list(commitments_of(half.ana, half.mine)) == [half.ana.person]


async def test_share_is_asked_of_a_unit_that_is_found_by_its_name(half: Quarter) -> None:
    async with opened(half.planning()) as pilot:
        await go_to(pilot, "O Improve sales")
        await press(pilot, "s", *"プロ", "enter")
        assert "プロダクト is asked to share: Improve sales · u undo" in text(pilot)
        assert "Sales asks to share" in text(pilot)


@pytest.mark.parametrize(("key", "state"), [("a", "accepted"), ("d", "declined")])
async def test_a_share_is_accepted_or_declined(half: Quarter, key: str, state: str) -> None:
    async with opened(half.planning()) as pilot:
        await go_to(pilot, "asks to share")
        await press(pilot, key)
    assert (half.ana.company.fields("share", half.asked) or {})["state"] == state


async def test_an_improvement_is_taken_up_and_its_card_goes(half: Quarter) -> None:
    async with opened(half.planning()) as pilot:
        await go_to(pilot, "Talk to lost clients")
        await press(pilot, "i")
        assert "Taken up: Talk to lost clients · u undo" in text(pilot)
        assert "Talk to lost clients  " not in text(pilot)
    assert (half.ana.company.fields("improvement", half.better) or {})["taken_up_in"] == half.cycle


async def test_a_parents_objective_is_localized_with_the_parent_beside(half: Quarter) -> None:
    async with opened(half.planning(), (130, 40)) as pilot:
        await go_to(pilot, "O Lead the industry")
        await press(pilot, "l", *"inside", "enter")
        assert "Inside sales, 2027-Q1" in text(pilot)
        assert re.search("^ Empowering.* › Lead the industry", text(pilot), re.MULTILINE)
        assert "Committed by name" in text(pilot)
        await press(pilot, "pagedown", "pagedown", *"Our own take", "ctrl+s")
        assert "O Our own take" in text(pilot)
    (made,) = [each for each in half.ana.company.objectives_of(half.inside, half.cycle) if each.title == "Our own take"]
    assert made.owner == half.eva
    assert [alignment.parent for alignment in half.ana.company.serves(made.id)] == [half.top]


async def test_a_template_is_kept_browsed_and_used(half: Quarter) -> None:
    async with opened(half.planning()) as pilot:
        await go_to(pilot, "O Improve sales")
        await press(pilot, "T")
        assert "Kept as a template: Improve sales" in text(pilot)
        assert [each.title for each in templates(half.ana)] == ["Improve sales"]
        await go_to(pilot, "プロダクト  ")
        await press(pilot, "t")
        assert "Which template for プロダクト?" in text(pilot)
        await press(pilot, "enter")
        assert "Made from a template: Improve sales" in text(pilot)
    assert "Improve sales" in [each.title for each in half.ana.company.objectives_of(half.product, half.cycle)]


async def test_a_cycles_structure_is_copied_in_one_act(half: Quarter) -> None:
    half.make("cycle", name="2027", kind="year", start="2027-01-01", end="2027-12-31")
    half.sync()
    async with opened(half.planning()) as pilot:
        await press(pilot, "Y", "enter")  # the last quarter comes first, the year after it
        assert "Copied from 2026-Q4" in text(pilot)
        assert "O Improve sales across" in text(pilot)
        await press(pilot, "u")
        assert "O Improve sales across" not in text(pilot)


async def test_beginning_lists_what_stays_behind_and_asks(half: Quarter) -> None:
    async with opened(half.planning(), (118, 30)) as pilot:
        await press(pilot, "B")
        assert "Begin 2027-Q1?" in text(pilot)
        assert re.search("draft +Improve sales", text(pilot))
        assert re.search("proposed +Kürzere", text(pilot))
        await press(pilot, "b")
        assert "2027-Q1 has begun: 1 objective active; 3 left as they are · u undo" in text(pilot)
    cycle = half.ana.company.cycle(half.cycle)
    assert cycle is not None
    assert (cycle.status, half.stage(half.top)) == (CycleStatus.ACTIVE, "active")
    undo(half.ana)
    assert half.stage(half.top) == "agreed"


# --- what others do


async def test_a_teammates_proposal_arrives_without_moving_the_cursor(half: Quarter) -> None:
    app = half.planning()
    async with opened(app) as pilot:
        await go_to(pilot, "asks to share")
        before = [row for row in rows(app) if row.startswith("▌")]
        new = half.objective_of(half.product, "Arrives above", half.ben.person, half.top)
        half.sync()
        propose(half.ben, new)
        half.sync()
        await settled(pilot)
        assert "→ you" in line(pilot, "O Arrives above")
        assert [row for row in rows(app) if row.startswith("▌")] == before


async def test_keys_are_offered_only_where_they_do_something(half: Quarter) -> None:
    async with opened(half.planning(), (118, 30)) as pilot:
        await go_to(pilot, "O Kürzere")
        assert "o counter" in text(pilot).splitlines()[-1]
        await go_to(pilot, "asks to share")
        last = text(pilot).splitlines()[-1]
        assert "a accept" in last
        assert "d decline" in last
        assert "propose" not in last
