"""The tree of a method: from mission or goal down its chain, whatever the organisation.

mission › objective › key result › measure, goal › objective › key result + KPI. What hangs on nothing comes
behind, from the top of the company down.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from okrtui.okr import records
from okrtui.okr.chain import TOPS, Link, reached_by
from okrtui.okr.goals import goal_standing
from okrtui.okr.kinds import Indicator, kind_words
from okrtui.okr.progress import rolled_up
from okrtui.storage.clean import clean_line
from okrtui.workspace.method_words import says
from okrtui.workspace.presets import practice_of
from okrtui.workspace.rows import Row, is_contested, is_waiting, row_of
from okrtui.workspace.view import View

LOOSE = ""
"""The kind of the branch that holds what does not serve what the chain begins with."""


class Branch(NamedTuple):
    """A place in the tree of a method."""

    row: Row
    depth: int
    word: str
    """What it is called in this practice."""
    figures: str
    """Where it comes from and goes to, or who answers for it: `35 → 80 %`, `12 calls a week`, `Sales`."""
    said: str
    """What else makes it what it is: `renewal rate 82 → 90 % by 2026-12-31`, `= usage × conversion`."""
    is_again: bool = False
    """Whether it stands further up already, with what is below it."""

    @property
    def kind(self) -> str:
        """The kind of the object; LOOSE for none."""
        return self.row.kind


def branches(view: View, cycle: str | None, *, root: str | None = None) -> list[Branch]:
    """The branches top down, for the objectives of a cycle, and of those that it lies in, in a unit and below it."""
    with view.lock:
        return list(_Walk(view, cycle, root).branches())


class _Walk:
    def __init__(self, view: View, cycle: str | None, root: str | None) -> None:
        self._view = view
        self._company = view.company
        self._practice = practice_of(view)
        self._cycles = _around(view, cycle)
        self._units = {unit.id for unit in view.company.units_below(root)} if root else None
        self._seen: set[Link] = set()

    def branches(self) -> Iterator[Branch]:
        """The tops of the chain with what hangs on them, then what hangs on none, then the KPIs that run beside."""
        yield from self._tops()
        yield from self._rest()
        if "kpi" in self._practice.beside:
            for id, _ in self._company.live("kpi"):
                if ("kpi", id) not in self._seen:
                    yield from self._below("kpi", id, 0)

    def _tops(self) -> Iterator[Branch]:
        first = self._practice.chain[0]
        if first not in TOPS:
            return
        for id, _ in sorted(self._company.live(first), key=lambda each: self._order(first, each[0])):
            found = list(self._below(first, id, 0))
            if len(found) > 1 or self._units is None or self._unit_of(first, id) in self._units:
                yield from found

    def _rest(self) -> Iterator[Branch]:
        first = self._practice.chain[0]
        loose = [branch for id in self._objectives() for branch in self._loose(id)]
        if loose and first in TOPS:
            nowhere = f"serves no {self._practice.word(first)} yet"
            yield Branch(Row(LOOSE, "", nowhere, "", None, None, None), 0, "", "", "")
        yield from (branch._replace(depth=branch.depth + (first in TOPS)) for branch in loose)

    def _order(self, kind: str, id: str) -> tuple[int, tuple[str, str], str]:
        """By unit from the top of the company, then as they were made."""
        entry = self._company.entry(kind, id)
        return len(self._company.unit_path(self._unit_of(kind, id))), entry.created if entry else ("", ""), id

    def _unit_of(self, kind: str, id: str) -> str:
        return records.text(self._company.fields(kind, id) or {}, "unit")

    def _objectives(self) -> list[str]:
        """The objectives to be shown, from the top of the company down."""
        company = self._company
        units = [unit.id for root in company.child_units(None) for unit in company.units_below(root.id)]
        found = [each.id for unit in units for each in company.objectives_of(unit, None) if self._is_shown(each.id)]
        return list(dict.fromkeys(found))

    def _is_shown(self, id: str) -> bool:
        objective = self._company.objective(id)
        if objective is None or (self._cycles is not None and objective.cycle not in self._cycles):
            return False
        return self._units is None or objective.unit in self._units

    def _loose(self, id: str) -> Iterator[Branch]:
        """An objective that stands nowhere yet, unless it hangs on another one that is shown."""
        if ("objective", id) in self._seen or any(self._leads_on(each.parent) for each in self._company.serves(id)):
            return
        yield from self._below("objective", id, 0)

    def _leads_on(self, parent: str) -> bool:
        key_result = self._company.key_result(parent)
        return self._is_shown(key_result.objective or "" if key_result else parent)

    def _below(self, kind: str, id: str, depth: int) -> Iterator[Branch]:
        open_ends = [(kind, id, depth)]
        while open_ends:
            kind, id, depth = open_ends.pop()
            again = (kind, id) in self._seen
            self._seen.add((kind, id))
            branch = self._branch(kind, id, depth)
            if branch is None:
                continue
            yield branch._replace(is_again=again and bool(self._reached_by(kind, id)))
            if not again:
                open_ends += [(*link, depth + 1) for link in reversed(self._reached_by(kind, id))]

    def _reached_by(self, kind: str, id: str) -> list[Link]:
        if kind == "kpi":  # its metrics are said on its own line
            return []
        below = reached_by(self._company, kind, id)
        found = [link for link in below if link[0] != "objective" or self._is_shown(link[1])]
        if kind in ("objective", "key_result"):
            mine = [("initiative", each) for each in self._company.pointing("initiative", "subject", id)]
            place = next((n for n, link in enumerate(found) if link[0] == "objective"), len(found))
            found[place:place] = mine
        return found

    # --- what stands in a line

    def _branch(self, kind: str, id: str, depth: int) -> Branch | None:
        fields = self._company.fields(kind, id)
        if fields is None:
            return None
        row = row_of(self._view, kind, id) or self._row(kind, id, fields)
        word = self._practice.word(kind)
        if kind == "kpi" and records.optional_word(fields, "indicator", Indicator) is Indicator.LEADING:
            word = f"leading {kind_words(kind)}"
        figures, said = says(self._view, row, fields)
        return Branch(row, depth, word, figures, said)

    def _row(self, kind: str, id: str, fields: records.Fields) -> Row:
        """The row of what is not a part of the organisation's tree."""
        view = self._view
        whose = records.text(fields, "owner") or records.text(fields, "unit")
        row = Row(
            kind,
            id,
            clean_line(self._company.title(id)),
            clean_line(self._company.title(whose)),
            self._mean(id) if kind == "mission" else None,
            None,
            None,
            is_contested=is_contested(view, kind, id),
            is_waiting=is_waiting(view, kind, id),
        )
        if kind != "goal":
            return row
        standing = goal_standing(view.standings, id)
        return row._replace(progress=standing.progress, expected=standing.expected, status=standing.status)

    def _mean(self, mission: str) -> Fraction | None:
        """The mean progress of the objectives that serve a mission."""
        serving = [id for kind, id in self._reached_by("mission", mission) if kind == "objective"]
        found = [self._view.standings.objective(id).progress for id in serving]
        return rolled_up((each, 1) for each in found if each is not None)


def _around(view: View, cycle: str | None) -> set[str | None] | None:
    """A cycle and those that it lies in, and no cycle at all; None where no cycle is asked for."""
    company = view.company
    asked = company.cycle(cycle)
    if asked is None:
        return None
    around = [each.id for each in company.cycles() if each.start <= asked.start and each.end >= asked.end]
    return {None, *around}
