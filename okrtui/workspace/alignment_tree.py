"""The Cascade by alignment: missions and goals, the objectives that serve them, and what serves those in turn.

An objective that serves several things stands under each of them. Under the first one it is at home, with everything
below it; under the others it stands again, folded. So the whole is as large as the company, and never a maze.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from fractions import Fraction

from okrtui.okr import progress, records
from okrtui.okr.barometer import readings
from okrtui.okr.chain import coverage, coverage_words
from okrtui.okr.company import Company
from okrtui.okr.kinds import Status
from okrtui.okr.presets import PRACTICES
from okrtui.storage.breath import in_portions
from okrtui.storage.clean import clean_line
from okrtui.workspace.cascade import AT_ONCE, Node, fitness, fitting
from okrtui.workspace.rows import Mark, Row, row_of
from okrtui.workspace.view import View

NOTHING = "nothing"
"""Kind and id of the place for all that serves nothing, or only what is deleted or not here yet."""
TOPS = ("mission", "goal")

Subject = tuple[str, str]
"""Kind and id."""
_Branch = tuple[str, str, Mark]


def home(company: Company, objective: str) -> str | None:
    """What an objective is at home under: the first thing it serves that is there; None where there is none."""
    return next((each.parent for each in company.serves(objective) if is_there(company, each.parent)), None)


def is_there(company: Company, target: str) -> bool:
    """Whether something that is served can be seen: it is not deleted, nor is the objective that it is a part of."""
    kind = company.kind_of(target)
    if kind == "key_result":
        key_result = company.key_result(target)
        return key_result is not None and company.objective(key_result.objective) is not None
    return kind in ("objective", *TOPS) and company.fields(kind, target) is not None


def path_to(company: Company, kind: str, id: str) -> list[str]:
    """The keys of what lies above an objective or key result where it is at home, from the top."""
    above = _part_of(company, id) if kind == "key_result" else []
    here = above[-1] if above else id
    while (parent := home(company, here)) is not None:
        above += [parent, *_part_of(company, parent)]
        here = above[-1]
    if company.kind_of(here) in TOPS:
        return above[::-1]
    for ghost in company.serves(here)[:1]:
        above += [ghost.parent, *_part_of(company, ghost.parent)]
    return [NOTHING, *above[::-1]]


def _part_of(company: Company, target: str) -> list[str]:
    """The objective that a key result is a part of."""
    key_result = company.key_result(target)
    return [key_result.objective] if key_result and key_result.objective else []


class Chart:
    """What serves what, in a cycle and in whatever its objectives lead to.

    With a focus, only what that serves, up to the mission, and what serves it. It is found step by step, and between
    two steps the view's lock is free: in a large company nobody shall wait for all of it.
    """

    def __init__(self, view: View, cycle: str | None, focus: Subject | None = None) -> None:
        self.focus = focus
        self._view = view
        self._cycle = cycle
        company = self._company = view.company
        with view.lock:
            of_all = [id for id, _ in company.live("objective")]
            made = company.pointing("objective", "cycle", cycle) if cycle else of_all
        with view.lock:
            self._way = self._upwards([focus[1]]) if focus else frozenset()
            """The focus and all that it leads to."""
            self._shown = self._upwards([*(id for id in made if self._is(id, "objective")), *self._way])
        with view.lock:
            self._down = self._downwards(focus[1]) if focus else frozenset()
            """All that leads to the focus, and the focus."""
        self._within = self._way | self._down if focus else None
        self._cut: dict[str, list[str]] = defaultdict(list)
        with view.lock:
            for alignment in company.cut():
                self._cut[alignment.parent].append(alignment.child)
        with view.lock:
            places = {unit: place for place, unit in enumerate(self._units())}
        with view.lock:
            self._homeless, self._ghosts = self._astray(places)
            self._roots = self._tops()
        with view.lock:
            self.words = self._coverage()
            """How much of the company ladders up, in a sentence."""

    def _is(self, id: str, kind: str) -> bool:
        return self._company.kind_of(id) == kind and self._company.fields(kind, id) is not None

    def _upwards(self, ids: Iterable[str]) -> frozenset[str]:
        """Some ids and all that they lead to, deleted things too."""
        company, found = self._company, set(ids)
        open_ends = list(found)
        while open_ends:
            here = open_ends.pop()
            above = [alignment.parent for alignment in company.serves(here)]
            key_result = company.key_result(here)
            if key_result and key_result.objective:
                above.append(key_result.objective)
            open_ends.extend(each for each in above if each not in found)
            found.update(above)
        return frozenset(found)

    def _downwards(self, id: str) -> frozenset[str]:
        """All that leads to something, and that itself."""
        company, found = self._company, {id}
        open_ends = [id]
        while open_ends:
            here = open_ends.pop()
            below = [each.child for each in company.served_by(here)]
            below += [each.id for each in company.key_results_of(here)]
            open_ends.extend(each for each in below if each not in found)
            found.update(below)
        return frozenset(found)

    def _astray(self, places: Mapping[str, int]) -> tuple[list[str], list[str]]:
        """The objectives that serve nothing that is there, and the ids of what is not there but is served."""
        homeless: list[str] = []
        ghosts: dict[str, None] = {}
        for id in self._shown:
            if self._is(id, "objective"):
                parents = [alignment.parent for alignment in self._company.serves(id)]
                gone = [parent for parent in parents if not is_there(self._company, parent)]
                ghosts.update(dict.fromkeys(self._whole(parent) for parent in gone))
                if not parents:
                    homeless.append(id)
        return self._in_order(homeless, places), sorted(ghosts, key=lambda id: (self._company.title(id), id))

    def _whole(self, ghost: str) -> str:
        """A deleted objective stands for its key results, which are still there."""
        key_result = self._company.key_result(ghost)
        return key_result.objective or ghost if key_result else ghost

    def _in_order(self, ids: Iterable[str], places: Mapping[str, int]) -> list[str]:
        """Some objectives: by unit from the top down, priorities first."""
        found = [each for id in ids if (each := self._company.objective(id))]
        found.sort(key=lambda each: (places.get(each.unit or "", len(places)), not each.priority, each.title, each.id))
        return [each.id for each in found]

    def _units(self) -> Iterable[str]:
        company = self._company
        return (unit.id for root in company.child_units(None) for unit in company.units_below(root.id))

    def _coverage(self) -> str:
        company = self._company
        missions, goals = (sum(1 for _ in company.live(kind)) for kind in TOPS)
        word = PRACTICES[company.workspace().preset].word
        top = f"the {word('mission')}" if missions == 1 else f"a {word('mission')}"
        if goals:
            top = f"a {word('goal')}" if not missions else f"a {word('mission')} or {word('goal')}"
        return coverage_words(coverage(company, self._cycle), top)

    # --- what stands where

    def _tops(self) -> list[_Branch]:
        found = [
            (kind, id, Mark.NONE)
            for kind in TOPS
            for id, _ in sorted(self._company.live(kind), key=lambda each: self._age(kind, each[0]))
            if self._company.kind_of(id) == kind and (self._within is None or id in self._within)
        ]
        return [*found, (NOTHING, NOTHING, Mark.NONE)] if self._below(NOTHING, NOTHING) else found

    def _age(self, kind: str, id: str) -> tuple[object, str]:
        entry = self._company.entry(kind, id)
        return (entry.created if entry else ("", ""), id)

    def _below(self, kind: str, id: str) -> list[_Branch]:
        """What stands right below a place."""
        if kind == NOTHING:
            gone = [(self._company.kind_of(each) or "unknown", each, Mark.NONE) for each in self._ghosts]
            alone = [("objective", each, Mark.NONE) for each in self._homeless]
            return [each for each in [*alone, *gone] if self._within is None or each[1] in self._within]
        if kind == "share":
            return []
        found: list[_Branch] = []
        if kind in ("objective", "unknown"):
            is_gone = self._company.objective(id) is None
            own = [each.id for each in self._company.key_results_of(id) if self._is(each.id, "key_result")]
            found += [("key_result", each, Mark.NONE) for each in own if not is_gone or self._company.served_by(each)]
        found += self._serving(id)
        if self._within is not None and id in self._way and (kind, id) != self.focus:
            found = [each for each in found if each[1] in self._way]
        elif kind == "objective":
            found += [("share", each, Mark.NONE) for each in self._company.pointing("share", "objective", id)]
        return found

    def _serving(self, id: str) -> list[_Branch]:
        followed = [alignment.child for alignment in self._company.served_by(id) if alignment.child in self._shown]
        found = [("objective", each, self._mark(each, id)) for each in followed if self._is(each, "objective")]
        found.sort(key=lambda each: not self._is_priority(each[1]))
        cut = [each for each in self._cut.get(id, ()) if each in self._shown and self._is(each, "objective")]
        return found + [("objective", each, Mark.CUT) for each in cut]

    def _is_priority(self, id: str) -> bool:
        objective = self._company.objective(id)
        return objective is not None and objective.priority

    def _mark(self, child: str, parent: str) -> Mark:
        """Whether an objective is at home here, and whether it stands elsewhere, too."""
        parents = [each.parent for each in self._company.serves(child)]
        if self.focus is not None:  # what stands below the focus stands below nothing on the way to it
            scope = self._way if child in self._way else self._down
            parents = [each for each in parents if each in scope]
        if len(parents) < 2:
            return Mark.NONE
        there = [each for each in parents if is_there(self._company, each)]
        return Mark.ELSEWHERE if parent == (there or parents)[0] else Mark.AGAIN

    # --- nodes

    def nodes(
        self,
        is_folded: Callable[[Node], bool],
        *,
        matching: str = "",
        statuses: Collection[Status] = (),
        is_stale: bool = False,
    ) -> list[Node]:
        """The visible nodes, top down; filtered as the organisation's are (see `cascade.nodes`)."""
        tops = [self._node(None, each) for each in self._roots]
        if not (matching.strip() or statuses or is_stale):
            return self._walk(tops, is_folded)
        order = self._walk(tops, lambda node: node.is_again)
        return fitting(self._view, order, fitness(self._view, matching.strip().casefold(), statuses, is_stale))

    def below(self, node: Node, is_folded: Callable[[Node], bool]) -> list[Node]:
        """The visible nodes below one of them."""
        with self._view.lock:
            tops = [self._node(node, each) for each in self._below(node.kind, node.id)]
        return self._walk(tops, is_folded)

    def _walk(self, tops: list[Node], is_folded: Callable[[Node], bool]) -> list[Node]:
        found: list[Node] = []
        open_ends = tops[::-1]

        def some() -> bool:
            self._walk_on(found, open_ends, is_folded)
            return bool(open_ends)

        in_portions(self._view.lock, some)
        return found

    def _walk_on(self, found: list[Node], open_ends: list[Node], is_folded: Callable[[Node], bool]) -> None:
        """Some nodes more."""
        enough = len(found) + AT_ONCE
        while open_ends and len(found) < enough:
            node = open_ends.pop()
            below = [] if node.mark is Mark.CUT else self._below(node.kind, node.id)
            folded = bool(below) and is_folded(node)
            node = node._replace(has_children=bool(below), is_folded=folded)
            found.append(node)
            if not folded:
                open_ends.extend(self._node(node, each) for each in reversed(below))

    def _node(self, above: Node | None, branch: _Branch) -> Node:
        kind, id, mark = branch
        is_home = mark not in (Mark.AGAIN, Mark.CUT) and (above is None or not above.path)
        path = "" if is_home or above is None else f"{above.key}>{id}"
        return Node(kind, id, above.depth + 1 if above else 0, False, False, path, mark)

    def is_open_at_first(self, node: Node) -> bool:
        """Whether a place is unfolded before anyone has said so: missions and goals are, and the way to the focus."""
        if node.is_again:
            return False
        if self.focus is not None:
            return node.kind == NOTHING or node.id in self._way
        return node.kind in TOPS or (node.kind == NOTHING and not any(kind in TOPS for kind, _, _ in self._roots))

    # --- rows

    def row(self, node: Node) -> Row | None:
        """What a node's row shows; None for what is not there any more."""
        with self._view.lock:
            match node.kind:
                case "mission" | "goal":
                    return self._top_row(node.kind, node.id)
                case "share":
                    return self._share_row(node.id)
                case "nothing":
                    return Row(NOTHING, NOTHING, "Serves nothing", "", None, None, None)
            if self._company.fields(node.kind, node.id) is None:
                title = clean_line(self._company.title(node.id)) or "something that is not here yet"
                is_gone = self._company.entry(node.kind, node.id) is not None
                return Row(node.kind, node.id, title, "", None, None, None, is_ghost=is_gone)
            row = row_of(self._view, node.kind, node.id)
            return row._replace(mark=node.mark, unit=self._unit_of(node)) if row else None

    def _unit_of(self, node: Node) -> str:
        objective = self._company.objective(node.id) if node.kind == "objective" else None
        return clean_line(self._company.title(objective.unit)) if objective else ""

    def _top_row(self, kind: str, id: str) -> Row:
        """A mission shows the mean of the objectives that serve it; a goal its own readings."""
        word = PRACTICES[self._company.workspace().preset].word(kind)
        title = clean_line(self._company.title(id))
        serving = [each for _, each, mark in self._serving(id) if mark is not Mark.CUT]
        standings = [self._view.standings.objective(each) for each in serving]
        counts: dict[Status, int] = defaultdict(int)
        for standing in standings:
            if standing.status is not None:
                counts[standing.status] += 1
        own = [(each.progress, records.weight({})) for each in standings if each.progress is not None]
        figure = progress.rolled_up(own) if kind == "mission" else self._reached(id)
        return Row(kind, id, title, "", figure, None, None, counts=counts, unit=word, supporting=len(serving))

    def _reached(self, goal: str) -> Fraction | None:
        fields = self._company.fields("goal", goal) or {}
        start, target = records.number(fields, "baseline"), records.number(fields, "target")
        points = readings(self._company, goal, self._view.today)
        if start is None or target is None or start == target or not points:
            return None
        return (points[-1].value - Fraction(start)) / (Fraction(target) - Fraction(start))

    def _share_row(self, id: str) -> Row | None:
        fields = self._company.fields("share", id)
        if fields is None:
            return None
        unit = clean_line(self._company.title(records.reference(fields, "unit")))
        return Row("share", id, unit, "", None, None, None, value=records.text(fields, "state"))
