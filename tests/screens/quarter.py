"""Ana's company as it plans 2027-Q1: she leads it and Sales, Ben leads Product, Eva a team below Sales."""

from pathlib import Path

from okrtui.app import OkrtuiApp
from okrtui.workspace.edits import New, align, create
from okrtui.workspace.planning import agree, propose
from okrtui.workspace.planning_cycles import plan_cycle
from tests.screens.pair import Pair, set_field

LONG = "Kürzere Durchlaufzeiten für Großkunden in Österreich, Südtirol und der Schweiz"
TASKS = ("Launch market research", "Build the prototype", "Hold focus groups")


class Quarter(Pair):
    """The pair's company, with a vision, a mission, and people to lead its units."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.sync()
        ana = self.ana
        self.company = ana.company.child_units(None)[0].id
        set_field(ana, "workspace", ana.config.workspace, "vision", "Empowering global connectivity")
        set_field(ana, "unit", self.company, "lead", ana.person)
        set_field(ana, "unit", self.sales, "lead", ana.person)
        self.mission = self.make("mission", statement="Technology that transforms lives", unit=self.company)
        self.product = self.make(
            "unit", name="プロダクト", level="department", parent=self.company, lead=self.ben.person
        )
        self.eva = self.make("person", name="Eva Lind", email="eva@example.org")
        self.inside = self.make("unit", name="Inside sales", level="team", parent=self.sales, lead=self.eva)
        self.cycle = ""
        self.sync()

    def begin(self) -> None:
        """Make the cycle to plan."""
        self.cycle = plan_cycle(self.ana)
        self.sync()

    def objective_of(self, unit: str, title: str, owner: str, serves: str | None = None, **more: object) -> str:
        """A draft that Ana enters, with one key result."""
        fields = {"title": title, "unit": unit, "cycle": self.cycle, "owner": owner, "stage": "draft", **more}
        made = create(self.ana, New("objective", fields)).ids[0]
        self.make(
            "key_result", objective=made, title="Renewals to 90 %", start=82, target=90, unit_of_measure="%"
        )
        if serves:
            align(self.ana, made, serves)
        return made

    def half(self) -> None:
        """Half planned: one agreed, one proposed to Ana, one orphan, a draft of Eva's, a share asked of Sales."""
        self.begin()
        self.top = self.objective_of(
            self.company, "Lead the industry 🚀", self.ana.person, self.mission, kind="aspirational", priority=True
        )
        agree(self.ana, [self.top])
        self.bens = self.objective_of(self.product, LONG, self.ben.person, self.top)
        self.mine = self.objective_of(self.sales, "Improve sales", self.ana.person)
        self.evas = self.objective_of(self.inside, "Call back within the hour", self.eva, self.top)
        self.sync()
        propose(self.ben, self.bens)
        self.asked = self.make("share", objective=self.bens, unit=self.sales, state="asked")
        review = self.make("review", kind="quarterly", unit=self.sales, date="2026-11-18")
        self.better = self.make("improvement", text="Talk to lost clients", review=review, owner=self.ana.person)
        self.sync()

    def planning(self) -> OkrtuiApp:
        """The app, on the planning board."""
        return OkrtuiApp(self.ana, self.data, start="plan", is_live=False)

    def stage(self, objective: str) -> str:
        """How far an objective is."""
        found = self.ana.company.objective(objective)
        assert found is not None
        return found.stage.value
