"""Who works with whom: units by units, with what one does for the other or together with it in a cycle."""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from okrtui.okr import records
from okrtui.okr.company import Company
from okrtui.okr.kinds import ShareState
from okrtui.okr.records import Objective
from okrtui.workspace.view import View


class Serving(NamedTuple):
    """An objective that serves one of another unit."""

    objective: str
    parent: str
    """An objective, or a key result."""


class Share(NamedTuple):
    """An objective that another unit is asked to share."""

    objective: str
    unit: str
    state: ShareState


class Cell(NamedTuple):
    """What one unit and those below it do for another and those below that."""

    serving: tuple[Serving, ...] = ()
    shares: tuple[Share, ...] = ()

    def shared(self, state: ShareState) -> int:
        """How many objectives are shared, or were asked to be, or not."""
        return sum(share.state is state for share in self.shares)

    @property
    def objectives(self) -> list[str]:
        """The ids of the objectives behind it."""
        ids = [each.objective for each in self.serving] + [each.objective for each in self.shares]
        return list(dict.fromkeys(ids))


EMPTY = Cell()


class Line(NamedTuple):
    """A unit of the matrix, which stands for all below it, but the top one for itself."""

    id: str
    name: str
    has_units: bool
    """Whether there are units below it, with a matrix of their own."""


class Matrix(NamedTuple):
    """Units, and what the first of two does for the second; where both are one, what its units do for each other."""

    top: str | None
    lines: list[Line]
    cells: Mapping[tuple[str, str], Cell]

    def cell(self, row: int, column: int) -> Cell:
        """A cell by its place."""
        return self.cells.get((self.lines[row].id, self.lines[column].id), EMPTY)


def matrix(view: View, cycle: str | None, top: str | None = None) -> Matrix:
    """Who works with whom in a cycle, among the units right below `top`; by default of the one company there is."""
    with view.lock:
        company = view.company
        roots = company.child_units(None)
        if top is None and len(roots) == 1:
            top = roots[0].id
        head = company.unit(top)
        units = [*([head] if head else []), *company.child_units(top)]
        lines = [
            Line(unit.id, unit.name, unit.id != top and bool(company.child_units(unit.id))) for unit in units
        ]
        place = {below.id: line.id for line in lines if line.id != top for below in company.units_below(line.id)}
        if top is not None:
            place[top] = top
        serving: dict[tuple[str, str], list[Serving]] = defaultdict(list)
        shares: dict[tuple[str, str], list[Share]] = defaultdict(list)
        for objective in _objectives(company, place, cycle):
            here = place[objective.unit or ""]
            for alignment in company.serves(objective.id):
                other = _unit_of(company, alignment.parent)
                if other in place and other != objective.unit:
                    serving[here, place[other]].append(Serving(objective.id, alignment.parent))
            for share in _shares(company, objective.id):
                if share.unit in place and share.unit != objective.unit:
                    shares[here, place[share.unit]].append(share)
        cells = {key: Cell(tuple(serving.get(key, ())), tuple(shares.get(key, ()))) for key in {**serving, **shares}}
        return Matrix(top, lines, cells)


def _objectives(company: Company, units: Mapping[str, str], cycle: str | None) -> list[Objective]:
    return [objective for unit in units for objective in company.objectives_of(unit, cycle)]


def _unit_of(company: Company, target: str) -> str:
    key_result = company.key_result(target)
    objective = company.objective(key_result.objective if key_result else target)
    return objective.unit or "" if objective else ""


def _shares(company: Company, objective: str) -> list[Share]:
    found = (company.fields("share", id) or {} for id in company.pointing("share", "objective", objective))
    return [
        Share(objective, records.text(each, "unit"), records.word(each, "state", ShareState.ASKED)) for each in found
    ]


def cell_words(found: Matrix, row: int, column: int) -> str:
    """`Sales › Product: 4 objectives serve theirs, 1 shared, 1 asked, 1 declined`."""
    cell, one, other = found.cell(row, column), found.lines[row].name, found.lines[column].name
    parts = [f"{_counted(len(cell.serving), 'objective serves', 'objectives serve')} theirs"] if cell.serving else []
    parts += [f"{cell.shared(state)} {_SAID[state]}" for state in _SAID if cell.shared(state)]
    heading = f"within {one}" if row == column else f"{one} for {other}"
    return f"{heading}: {', '.join(parts) or 'nothing yet'}"


_SAID = {ShareState.ACCEPTED: "shared", ShareState.ASKED: "asked to share", ShareState.DECLINED: "declined"}


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
