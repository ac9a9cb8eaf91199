"""What the tests of closing begin with: a quarter of Sales, which Ana leads; its objective is Ben's, and is active."""

from typing import NamedTuple

from okrtui.okr.kinds import Role
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.scoring import Scoring, score_all
from okrtui.workspace.workspace import Workspace
from tests.workspace.team import Team, key_result, make, objective


class Quarter(NamedTuple):
    """Two people, the running cycle, and what is in it."""

    team: Team
    ana: Workspace
    ben: Workspace
    cycle: str
    northwind: str
    sales: str
    objective: str
    rate: str
    """From 22 to 27 %."""
    calls: str
    """At least 6."""

    def end(self) -> None:
        """The day after the quarter."""
        self.team.pass_days((self.ana.company.cycles()[0].end - self.ana.today).days + 1)

    def say(self, who: Workspace, id: str, value: float, on: str = "2026-11-20") -> str:
        """Check in on a day; the check-in's id."""
        from datetime import date

        return check_in(who, id, value, on=date.fromisoformat(on)).id

    def agree(self, rate: float = 0.8, calls: float = 1) -> None:
        """Agree on both scores."""
        given = [Scoring(self.rate, Role.AGREED, rate), Scoring(self.calls, Role.AGREED, calls)]
        score_all(self.ana, given)
        self.team.sync()


def quarter(team: Team, ana: Workspace, ben: Workspace) -> Quarter:
    """The quarter in its eighth week, with a check-in on both key results: 0.6, and holding."""
    northwind = ana.company.child_units(None)[0].id
    cycle = ana.company.cycles()[0].id
    sales = make(ana, "unit", name="Sales", level="department", parent=northwind, lead=ana.person)
    team.sync()
    mine = objective(ben, "Sell more", unit=sales, owner=ben.person, stage="active")
    rate = key_result(ben, mine, "Close rate", start=22, target=27, unit_of_measure="%")
    calls = make(ben, "key_result", objective=mine, title="Calls", metric="at_least", target=6)
    made = Quarter(team, ana, ben, cycle, northwind, sales, mine, rate, calls)
    team.pass_days(52)
    made.say(ben, rate, 25)
    made.say(ben, calls, 7)
    team.sync()
    return made
