"""Ana and Ben at the end of a quarter, on Monday 4 January 2027: Ben leads the company, Ana Sales; both own OKRs."""

from datetime import UTC, date, datetime
from pathlib import Path

from okrtui.app import OkrtuiApp
from okrtui.okr.kinds import Role
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.edits import New, create
from okrtui.workspace.scoring import score
from okrtui.workspace.workspace import Workspace
from tests.screens.pair import Pair, set_field

MONDAY = datetime(2027, 1, 4, 9, 41, tzinfo=UTC)
LONG = "Kürzere Durchlaufzeiten für Großkunden in Österreich, Südtirol und der Schweiz – 新規顧客も含む"

OWNERS = (0.8, 0.7, 1, 0.67, 0)
"""What Ben gives his five key results."""


class Closing(Pair):
    """Ben's objective of Sales has five key results, of every sort; Ana's has two."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.sync()
        ana = self.ana
        self.company = ana.company.child_units(None)[0].id
        self.cycle = ana.company.cycles()[0].id
        set_field(ana, "workspace", ana.config.workspace, "vision", "Empowering global connectivity")
        set_field(ana, "unit", self.company, "lead", self.ben.person)
        set_field(ana, "unit", self.sales, "lead", ana.person)
        self.mission = self.make("mission", statement="Technology that transforms lives", unit=self.company)
        own = {"unit": self.sales, "cycle": self.cycle, "owner": self.ben.person, "stage": "active"}
        self.bens = self.make("objective", title="Win back the clients we lost", kind="aspirational", **own)
        self.make("alignment", child=self.bens, parent=self.mission)
        self.make("alignment", child=self.objective, parent=self.mission)
        self._made = 0
        self.five = [
            self._key_result(LONG, start=40, target=10, unit_of_measure="Tage"),
            self._key_result("Renewals to 90 %", start=82, target=90, unit_of_measure="%"),
            self._key_result("Pipeline of $500K", metric="at_least", target=500_000, unit_of_measure="$"),
            self._key_result("Launch the portal 🚀", metric="milestones"),
            self._key_result("The audit is passed", metric="yes_no"),
        ]
        steps = [self.make("milestone", key_result=self.five[3], title=f"Step {number}") for number in (1, 2, 3)]
        self._said(self.five[0], 37, 30, 22, 16, note="Zwei Kunden zögern noch")
        self._said(self.five[1], 83, 84, 86, 88)
        self._said(self.five[2], 400_000, 450_000, 612_000)
        self._said(self.five[3], steps[:1], steps[:2])
        self._said(self.five[4], False)
        self._said(self.rate, 25, 25.5)
        self._said(self.calls, 5, 6)
        self.sync()
        self.now = MONDAY
        self.ana.pass_day()
        self.ben.pass_day()

    def _key_result(self, title: str, **fields: object) -> str:
        """One whose id follows on that of the one before: where two stand the same, that decides which comes first."""
        self._made += 1
        new = New("key_result", {"objective": self.bens, "title": title, **fields}, f"{self._made:016x}")
        return create(self.ana, new).ids[0]

    def _said(self, key_result: str, *values: object, note: str = "") -> None:
        """Check-ins a week apart, the last on 30 December."""
        for place, value in enumerate(reversed(values)):
            day = date.fromordinal(date(2026, 12, 30).toordinal() - 7 * place)
            notes = {"note": note} if note and place == 0 else {}
            check_in(self.ana, key_result, value, confidence=7, notes=notes, on=day)  # type: ignore[arg-type]  # as typed

    def score(self, who: Workspace, role: Role, *values: float, assessment: str | None = None) -> None:
        """Score Ben's five key results."""
        for key_result, value in zip(self.five, values, strict=True):
            score(who, key_result, role, value, self_assessment=assessment)
        self.sync()

    def opened(self, who: Workspace | None = None, start: str = "reviews") -> OkrtuiApp:
        """The app, of Ana unless it is somebody else's."""
        workspace = who or self.ana
        return OkrtuiApp(workspace, workspace.home.parent, start=start, is_live=False)
