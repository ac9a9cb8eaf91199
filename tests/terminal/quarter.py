"""The planning of a quarter at the example company: the CEO, eight leads, and what each of them wants of it."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from okrtui.demo.build import build_demo
from okrtui.okr.kinds import Level, Mode
from okrtui.storage.clock import milliseconds
from okrtui.workspace.edits import New, create
from okrtui.workspace.founding import join_workspace, open_workspace
from okrtui.workspace.moment import Moment
from okrtui.workspace.planning import agree, propose
from okrtui.workspace.planning_cycles import longer_cycles, next_cycle, plan_cycle
from okrtui.workspace.workspace import Workspace

YEAR = "Be so good to our clients that none of them looks elsewhere"
"""The company's objective of the year that the quarter is planned from."""


class Wish(NamedTuple):
    """What someone wants of the quarter: an objective and its key result, as they type it."""

    title: str
    key_result: str
    figures: tuple[float, float, str]
    """Start, target and unit of measure, as the app has to read them out of the key result."""


OURS = Wish("Give every client a reason to stay", "Clients who renew from 87 to 90 %", (87, 90, "%"))
WISHES = (
    Wish("Solve it before the client asks twice", "Inquiries opened again from 13 to 6 %", (13, 6, "%")),
    Wish("Never make a client wait for a machine", "Requests over 180 ms from 9 to 3 %", (9, 3, "%")),
    Wish("Tell the stories of clients who stayed", "Readers who finish a story from 20 to 45 %", (20, 45, "%")),
    Wish("Build what our oldest clients ask for", "Wishes of theirs fulfilled from 12 to 40 %", (12, 40, "%")),
    Wish("Know a year ahead who may leave", "Renewals foreseen rightly from 55 to 80 %", (55, 80, "%")),
    Wish("Make the first week a pleasure", "Clients live within a week from 35 to 60 %", (35, 60, "%")),
    Wish("Be the voice that clients remember", "Answers praised by name from 4 to 12 %", (4, 12, "%")),
    Wish("Let nobody notice that we move house", "Minutes away in a month from 45 to 5 min", (45, 5, "min")),
)
"""Those of the leads: five departments', then two teams' of the first department, and one of the second."""


class Seat(NamedTuple):
    """Someone with a replica: the data directory, their name, the unit they lead, and what they want."""

    data: Path
    name: str
    unit: str
    unit_id: str
    wish: Wish

    def open(self, moment: Moment) -> Workspace:
        """Their workspace."""
        return open_workspace(self.data, None, moment=moment)


def seats(place: Path, now: str) -> list[Seat]:
    """The example company with nine of its people at their replicas: the CEO, then eight leads."""
    demo = build_demo(place, today=date.fromisoformat(now[:10]))
    moment = moment_of(now)
    company = open_workspace(demo.data, None, moment=moment).company
    (top,) = company.child_units(None)
    units = sorted(company.units_below(top.id), key=lambda unit: list(Level).index(unit.level))
    found = []
    for number, (unit, wish) in enumerate(zip(units, (OURS, *WISHES), strict=False)):
        person = company.person(unit.lead)
        assert person is not None
        data = place / f"seat {number}"
        join_workspace(data, demo.shared, f"{person.name} <{person.email}>", moment=moment).close()
        found.append(Seat(data, person.name, unit.name, unit.id, wish))
    return found


def planned(place: Path, now: str, *, is_whole: bool) -> Path:
    """The company with its quarter planned, half or all agreed; the data directory of the CEO."""
    moment = moment_of(now)
    ceo, *leads = seats(place, now)
    chair = ceo.open(moment)
    cycle = plan_cycle(chair)
    above = _of_the_year(chair, ceo.unit_id, cycle)
    ours = _objective(chair, ceo, cycle, above)
    agree(chair, [ours])
    chair.meet()
    proposed = []
    for number, lead in enumerate(leads):
        desk = lead.open(moment)
        desk.meet()
        id = _objective(desk, lead, cycle, ours)
        if is_whole or number not in (2, 6):
            propose(desk, id)
            proposed.append(id)
        desk.meet()
        desk.close()
    chair.meet()
    agree(chair, proposed if is_whole else proposed[:3])
    chair.meet()
    chair.close()
    return ceo.data


def moment_of(now: str) -> Moment:
    """A moment that stands still."""
    return Moment(clock=lambda: milliseconds(now))


def stages(data: Path, now: str) -> dict[str, str]:
    """How far each objective of the quarter is, by title, as a replica has it."""
    workspace = open_workspace(data, None, moment=moment_of(now))
    cycle = next_cycle(workspace, workspace.today).id
    company = workspace.company
    found = [company.objective(id) for id in company.pointing("objective", "cycle", cycle or "")]
    return {each.title: each.stage.value for each in found if each}


def _of_the_year(workspace: Workspace, unit: str, cycle: str) -> str:
    """The company's objective of the year that the quarter's takes up."""
    (year,) = longer_cycles(workspace, cycle)
    return next(each.id for each in workspace.company.objectives_of(unit, year.id) if each.title == YEAR)


def _objective(workspace: Workspace, seat: Seat, cycle: str, above: str) -> str:
    fields = {"title": seat.wish.title, "unit": seat.unit_id, "cycle": cycle, "owner": workspace.person}
    objective = create(workspace, New("objective", fields)).ids[0]
    start, target, unit = seat.wish.figures
    key_result = {"objective": objective, "title": seat.wish.key_result, "start": start, "target": target}
    edge = {"child": objective, "parent": above, "mode": Mode.SUPPORTS}
    create(workspace, New("key_result", {**key_result, "unit_of_measure": unit}), New("alignment", edge))
    return objective
