"""A small company on Friday 20 November 2026, in week 8 of its quarter, with Ana's key results of every metric.

All that a world has is made on the quarter's first day, with later dates; then one arrives on that Friday.
"""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from okrtui.workspace.blockers import raise_blocker
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.edits import New, align, create
from okrtui.workspace.founding import init_workspace
from okrtui.workspace.moment import Moment

BEGINNING = datetime(2026, 10, 1, 8, 0, tzinfo=UTC)
TODAY = datetime(2026, 11, 20, 9, 41, tzinfo=UTC)
LONG = "Donaudampfschifffahrtsgesellschaftskapitäne erhalten binnen 24 Stunden eine verlässliche Rückmeldung zu Schäden"


class Ticking:
    """A clock that stands still until it is set."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> int:
        return int(self.now.timestamp() * 1000)


class World:
    """The company, opened by Ana."""

    def __init__(self, root: Path) -> None:
        self.clock = Ticking(BEGINNING)
        self.data = root / "data"
        folder = root / "shared"
        folder.mkdir(parents=True)
        self.workspace = init_workspace(
            self.data, folder, "Northwind", "Ana Ruiz <ana@example.org>", moment=Moment(clock=self.clock)
        )
        create(self.workspace, New("person", {"name": "Ben Okafor"}), New("person", {"name": "Chiara Neri"}))
        company = next(id for id, _ in self.workspace.company.live("unit"))
        self.cycle = next(id for id, _ in self.workspace.company.live("cycle"))
        mission = self._made("mission", statement="Deliver cutting-edge technology", unit=company)
        self.objective = self._made(
            "objective",
            title="Improve sales across the team",
            unit=company,
            cycle=self.cycle,
            owner=self.workspace.person,
            stage="active",
        )
        align(self.workspace, self.objective, mission)

    def _made(self, kind: str, **fields: object) -> str:
        return create(self.workspace, New(kind, fields)).ids[0]

    def arrive(self) -> None:
        """Let time pass until today; a clock never goes back."""
        self.clock.now = TODAY
        self.workspace.pass_day()

    def person(self, name: str) -> str:
        """The id of a person."""
        return next(person.id for person in self.workspace.company.people() if person.name == name)

    def key_result(self, title: str, **fields: object) -> str:
        """A key result of Ana's objective, made on the first day of the quarter."""
        return self._made("key_result", objective=self.objective, title=title, **fields)

    def checked_in(
        self, key_result: str, value: object, day: int, confidence: int | None = None, note: str = ""
    ) -> str:
        """A check-in on a day of November; days before are given as negative, from 31 October = 0."""
        on = date.fromordinal(date(2026, 10, 31).toordinal() + day)
        notes = {"note": note} if note else {}
        return check_in(self.workspace, key_result, value, confidence=confidence, notes=notes, on=on).id  # type: ignore[arg-type]  # a list of ids

    def close_rate(self) -> str:
        """22 → 27 %, at 24 eight days ago: at risk."""
        made = self.key_result("Close rate to 27 %", start=22, target=27, unit_of_measure="%")
        self.checked_in(made, 22.5, -16, 7)
        self.checked_in(made, 23, 5, 7, "first week with the new script")
        self.checked_in(made, 24, 12, 6, "two big demos slipped")
        return made

    def lively(self) -> str:
        """As `close_rate`, with a next step, measures and blockers, in letters of several scripts."""
        made = self.close_rate()
        step = {"next_step": "Call the ten oldest leads 新規, and ask Chiara for the second demo account"}
        check_in(self.workspace, made, 24.5, confidence=6, notes=step, on=date(2026, 11, 13))
        demos = self._made("measure", key_result=made, name="Demos held", target=12, unit_of_measure="demos")
        self._made("reading", subject=demos, date="2026-11-13", value=9)
        self._made("measure", key_result=made, name="Proposals sent 見積もり", target=5)
        self.clock.now = TODAY - timedelta(days=12)
        solver = self.person("Ben Okafor")
        raise_blocker(self.workspace, made, "No demo account, and nobody at the vendor answers 🤷", solver)
        raise_blocker(self.workspace, made, "Too few hands")
        return made

    def calls(self) -> str:
        """3 → 6 calls a week, at 5: on track."""
        made = self.key_result("Six calls per rep and week", start=3, target=6, unit_of_measure="calls")
        self.checked_in(made, 5, 13, 8)
        return made

    def pipeline(self) -> str:
        """At least $500K, at $612K: holding."""
        made = self.key_result("Pipeline of $500K", metric="at_least", target=500_000, unit_of_measure="$")
        self.checked_in(made, 612_000, 13, 9)
        return made

    def response(self) -> str:
        """Between 5 and 7 days, at 9: not holding. Its title is long."""
        made = self.key_result(LONG, metric="between", low=5, high=7, unit_of_measure="Tage")
        self.checked_in(made, 9, 13, 5)
        return made

    def launch(self) -> str:
        """Four milestones, one of them done."""
        made = self.key_result("🎯 新製品 launch: a new product line", metric="milestones")
        titles = ("Market research", "Prototype 試作品", "Focus groups", "First ten customers")
        ids = [self._made("milestone", key_result=made, title=title) for title in titles]
        self.checked_in(made, ids[:1], 13, 6)
        return made

    def certified(self) -> str:
        """Yes or no, and no for now."""
        made = self.key_result("The quality audit is passed", metric="yes_no")
        self.checked_in(made, False, 13, 5)
        return made

    def losses(self) -> str:
        """A result that may be negative: from −40 to 10; no check-in yet."""
        return self.key_result("Operating result", start=-40, target=10, unit_of_measure="k€")
