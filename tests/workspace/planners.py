"""What the tests of planning begin with: Ana leads Northwind and Ben leads Sales in it; the next quarter is planned."""

from typing import NamedTuple

from okrtui.okr.kinds import Stage
from okrtui.workspace.planning_cycles import plan_cycle
from okrtui.workspace.workspace import Workspace
from tests.workspace.team import Team, make, objective


class Planning(NamedTuple):
    """Two leads and the cycle they plan."""

    team: Team
    ana: Workspace
    ben: Workspace
    northwind: str
    sales: str
    cycle: str

    def draft(self, title: str = "Sell more", /, **fields: object) -> str:
        """Ben's draft for Sales, on everyone's machine."""
        given = {"unit": self.sales, "cycle": self.cycle, "owner": self.ben.person, **fields}
        id = objective(self.ben, title, **given)
        self.team.sync()
        return id


def planning(team: Team, ana: Workspace, ben: Workspace) -> Planning:
    """Northwind above Sales, and the cycle after the current one."""
    northwind = ana.company.child_units(None)[0].id
    sales = make(ana, "unit", name="Sales", level="department", parent=northwind, lead=ben.person)
    cycle = plan_cycle(ana)
    team.sync()
    return Planning(team, ana, ben, northwind, sales, cycle)


def stage(workspace: Workspace, id: str) -> Stage:
    """How far an objective is."""
    found = workspace.company.objective(id)
    assert found is not None
    return found.stage
