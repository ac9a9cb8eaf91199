"""The tree by alignment: several parents, ghosts, loops that are cut, one object's way up and down, shares."""

from pathlib import Path

import pytest

from okrtui.okr.ids import derived_id
from okrtui.okr.kinds import Status
from okrtui.workspace.alignment_tree import Chart, path_to
from okrtui.workspace.cascade import Node
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.deleting import delete
from okrtui.workspace.edits import New, align, create
from okrtui.workspace.past import Past
from tests.screens.pair import Pair
from tests.workspace.team import by_hand, ops


class Ladder(Pair):
    """Mission ‹ Lead ‹ Improve sales (and Close rate of it) ‹ Call more, which serves the mission, too."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.cycle = self.ana.company.cycles()[0].id
        company = self.ana.company.child_units(None)[0].id
        self.mission = self.make("mission", statement="Transform lives", unit=company)
        self.lead = self.objective_of(company, "Lead")
        self.more = self.objective_of(self.sales, "Call more", priority=True)
        for child, parent in (
            (self.lead, self.mission),
            (self.objective, self.lead),
            (self.more, self.rate),
            (self.more, self.mission),
        ):
            align(self.ana, child, parent)

    def objective_of(self, unit: str, title: str, **fields: object) -> str:
        return self.make("objective", title=title, unit=unit, cycle=self.cycle, stage="active", **fields)

    def chart(self, focus: tuple[str, str] | None = None) -> Chart:
        return Chart(self.ana, self.cycle, focus)

    def lines(self, found: list[Node], chart: Chart | None = None) -> list[str]:
        shown = [(node, (chart or self.chart()).row(node)) for node in found]
        return [f"{'  ' * node.depth}{row.title if row else '?'} {node.mark}".rstrip() for node, row in shown]

    def tree(self, focus: tuple[str, str] | None = None) -> list[str]:
        """The whole, what is at home elsewhere folded."""
        chart = self.chart(focus)
        return self.lines(chart.nodes(lambda node: node.is_again), chart)


@pytest.fixture
def ladder(tmp_path: Path) -> Ladder:
    return Ladder(tmp_path)


def test_an_objective_stands_under_each_of_its_parents_and_is_at_home_under_the_first(ladder: Ladder) -> None:
    assert ladder.tree() == [
        "Transform lives",
        "  Call more again",
        "  Lead",
        "    Improve sales across the team",
        "      Close rate to 27 %",
        "        Call more elsewhere",
        "      Six calls per rep",
    ]


def test_every_place_has_a_key_of_its_own(ladder: Ladder) -> None:
    chart = ladder.chart()
    below = ladder.objective_of(ladder.sales, "Below both")
    align(ladder.ana, below, ladder.more)
    chart = ladder.chart()
    everything = chart.nodes(lambda _: False)
    keys = [node.key for node in everything]
    assert len(set(keys)) == len(keys)
    assert sum(node.id == below for node in everything) == 2
    assert below in keys


def test_what_has_many_ways_up_is_walked_once(ladder: Ladder) -> None:
    lowest = ladder.more
    for step in range(40):  # two ways at each step: a million million paths
        left, right, join = (ladder.objective_of(ladder.sales, f"{step}{side}") for side in "abc")
        for child, parent in ((left, lowest), (right, lowest), (join, left), (join, right)):
            align(ladder.ana, child, parent)
        lowest = join
    found = ladder.chart().nodes(lambda node: node.is_again)
    assert len(found) == 7 + 40 * 4
    focused = ladder.chart(("objective", lowest)).nodes(lambda node: node.is_again)
    assert sum(node.id == lowest for node in focused) == 2


def test_what_serves_nothing_has_a_place(ladder: Ladder) -> None:
    alone = ladder.objective_of(ladder.sales, "Alone")
    below = ladder.objective_of(ladder.sales, "Below it")
    align(ladder.ana, below, alone)
    assert ladder.tree()[-3:] == ["Serves nothing", "  Alone", "    Below it"]


def test_a_deleted_parent_is_shown_with_what_served_it(ladder: Ladder) -> None:
    delete(ladder.ana, "objective", ladder.lead)
    chart = ladder.chart()
    found = chart.nodes(lambda node: node.is_again)
    assert ladder.lines(found, chart)[2:5] == ["Serves nothing", "  Lead", "    Improve sales across the team"]
    ghost = chart.row(found[3])
    assert ghost is not None
    assert ghost.is_ghost


def test_a_parent_that_is_not_here_yet_is_said_to_be_so(ladder: Ladder) -> None:
    child = ladder.objective_of(ladder.sales, "Early")
    id = derived_id("alignment", child, "0" * 16)
    by_hand(ladder.ana, *ops("alignment", id, {"child": child, "parent": "0" * 16}))
    assert ladder.tree()[-3:] == ["Serves nothing", "  something that is not here yet", "    Early"]


def test_a_loop_is_cut_and_the_cut_is_shown_where_it_is(ladder: Ladder) -> None:
    id = derived_id("alignment", ladder.lead, ladder.more)
    by_hand(ladder.ana, *ops("alignment", id, {"child": ladder.lead, "parent": ladder.more}))
    tree = ladder.tree()
    assert "          Lead cut" in tree
    assert tree.index("          Lead cut") == tree.index("        Call more elsewhere") + 1
    row = ladder.chart().row(Node("objective", ladder.lead, 0, False, False))
    assert row is not None
    assert row.is_cut


def test_shares_stand_below_their_objective(ladder: Ladder) -> None:
    company = ladder.ana.company.child_units(None)[0].id
    create(ladder.ana, New("share", {"objective": ladder.lead, "unit": ladder.sales, "state": "accepted"}))
    create(ladder.ana, New("share", {"objective": ladder.more, "unit": company, "state": "declined"}))
    chart = ladder.chart()
    shares = [chart.row(node) for node in chart.nodes(lambda node: node.is_again) if node.kind == "share"]
    assert {(row.title, row.value) for row in shares if row} == {("Sales", "accepted"), ("Northwind", "declined")}


def test_up_and_down_from_an_objective(ladder: Ladder) -> None:
    aside = ladder.objective_of(ladder.sales, "Aside")
    align(ladder.ana, aside, ladder.lead)
    below = ladder.objective_of(ladder.sales, "Below")
    align(ladder.ana, below, ladder.more)
    assert ladder.tree(("objective", ladder.more)) == [
        "Transform lives",
        "  Call more again",
        "  Lead",
        "    Improve sales across the team",
        "      Close rate to 27 %",
        "        Call more elsewhere",
        "          Below",
    ]


def test_up_and_down_from_a_key_result(ladder: Ladder) -> None:
    assert ladder.tree(("key_result", ladder.rate)) == [
        "Transform lives",
        "  Lead",
        "    Improve sales across the team",
        "      Close rate to 27 %",
        "        Call more",
    ]


def test_only_the_cycles_objectives_and_what_they_lead_to_are_shown(ladder: Ladder) -> None:
    year = ladder.make("cycle", name="2027", kind="year", start="2027-01-01", end="2027-12-31")
    later = ladder.make("objective", title="Next year", unit=ladder.sales, cycle=year)
    align(ladder.ana, later, ladder.lead)
    assert not any("Next year" in line for line in ladder.tree())
    above = ladder.make("objective", title="The year's", unit=ladder.sales, cycle=year)
    align(ladder.ana, ladder.more, above)
    assert "  The year's" in ladder.tree()


def test_filtering_keeps_the_way_down_to_what_fits(ladder: Ladder) -> None:
    chart = ladder.chart()
    found = chart.nodes(lambda node: node.is_again, matching="close")
    assert ladder.lines(found)[-1] == "      Close rate to 27 %"
    assert len(found) == 4
    check_in(ladder.ana, ladder.rate, 22)
    found = ladder.chart().nodes(lambda node: node.is_again, statuses=(Status.AT_RISK,))
    assert ladder.lines(found)[-1] == "      Close rate to 27 %"


def test_the_way_to_an_object_leads_along_its_homes(ladder: Ladder) -> None:
    company = ladder.ana.company
    way = [ladder.mission, ladder.lead, ladder.objective, ladder.rate]
    assert path_to(company, "objective", ladder.more) == way
    assert path_to(company, "key_result", ladder.rate) == way[:-1]
    alone = ladder.objective_of(ladder.sales, "Alone")
    assert path_to(company, "objective", alone) == ["nothing"]


def test_coverage_says_how_much_ladders_up(ladder: Ladder) -> None:
    assert ladder.chart().words == "100 % of objectives reach the mission in at most three steps"
    ladder.objective_of(ladder.sales, "Alone")
    assert ladder.chart().words == "75 % of objectives reach the mission in at most three steps"


def test_the_past_has_its_own_alignment(ladder: Ladder) -> None:
    before = ladder.ana.today
    ladder.now = ladder.now.replace(day=25)
    ladder.ana.pass_day()
    align(ladder.ana, ladder.objective_of(ladder.sales, "Later"), ladder.lead)
    assert "    Later" in ladder.tree()
    past = Past(ladder.ana).at(before)
    chart = Chart(past, ladder.cycle)
    assert "    Later" not in ladder.lines(chart.nodes(lambda _: False), chart)
