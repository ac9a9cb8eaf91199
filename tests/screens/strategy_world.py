"""The pair's company with a strategy: missions, a goal, KPIs with twelve weeks of readings, a measure."""

from datetime import date, timedelta

from okrtui.workspace.edits import New, align, create
from tests.screens.pair import Pair, set_field

LAST = date(2026, 11, 17)
WON = (8, 8, 9, 9, 10, 10, 10, 11, 11, 12, 13, 14)
OFFERS = (40, 40, 40, 40, 42, 42, 42, 44, 44, 48, 50, 50)
DAYS = (55, 55, 54, 54, 53, 53, 52, 52, 51, 51, 50, 49)
LONG = "Jeder Kunde in Österreich, Südtirol und der Schweiz soll gern bleiben 🎉 顧客第一"


class StrategyWorld:
    """Ids of what was made."""

    def __init__(self, pair: Pair, preset: str = "okr") -> None:
        self.pair = pair
        pair.sync()
        ana = pair.ana
        self.company = ana.company.child_units(None)[0].id
        set_field(ana, "workspace", ana.config.workspace, "preset", preset)
        set_field(ana, "workspace", ana.config.workspace, "vision", "Empowering global connectivity for everyone.")
        set_field(ana, "unit", self.company, "lead", pair.ben.person)
        self.mission = pair.make("mission", statement="Deliver cutting-edge technology", unit=self.company)
        self.sales_mission = pair.make("mission", statement=LONG, unit=pair.sales)
        self.goal = pair.make(
            "goal",
            title="New client revenue from $1.5M to $2.4M",
            baseline=1_500_000,
            target=2_400_000,
            unit_of_measure="$",
            due="2026-12-31",
            unit=self.company,
        )
        set_field(ana, "objective", pair.objective, "rationale", "Clients reach the right person faster.")
        align(ana, pair.objective, self.sales_mission)
        align(ana, pair.objective, self.goal)
        self.won, self.offers, self.days = (pair.make("metric", name=name) for name in ("Won", "Offers", "Days"))
        own = {"unit_of_measure": "%", "combine": "ratio", "healthy_low": 25, "healthy_high": 40}
        self.win_rate = pair.make("kpi", name="Win rate", metrics=[self.won, self.offers], goal=self.goal, **own)
        length = {"unit_of_measure": "days", "direction": "decrease", "healthy_high": 45}
        self.length = pair.make("kpi", name="Sales cycle length", metrics=[self.days], **length)
        self.measure = pair.make(
            "measure", key_result=pair.rate, name="Demos held", target=10, unit_of_measure="demos", cadence="weekly"
        )
        for subject, values in ((self.won, WON), (self.offers, OFFERS), (self.days, DAYS)):
            self.read(subject, *values)
        self.read(self.measure, 8, 9, 11)
        self.read(self.goal, 1_600_000, 1_700_000, 1_900_000)

    def read(self, subject: str, *values: float) -> None:
        """A reading each week, the last on 17 November."""
        days = (LAST - timedelta(days=7 * back) for back in range(len(values) - 1, -1, -1))
        news = [
            New("reading", {"subject": subject, "date": str(day), "value": value})
            for day, value in zip(days, values, strict=True)
        ]
        create(self.pair.ana, *news)
