"""A company in which the coach finds nothing, in any of the four methods: so every finding beside it is a mistake's."""

from datetime import datetime
from itertools import count
from pathlib import Path

from tests.cli.coached.shell import Shell

BEGIN = datetime(2026, 10, 7, 9, 0)
TITLES = {
    "Northwind": ("Be the partner that clients trust", "Make every visit a pleasure", "Grow people who stay"),
    "Sales": ("Win over clients with what they need", "Answer before clients have to ask", "Sell as one team"),
}


class Company:
    """Northwind, with a department Sales that carries what it wants, and Product, with which Sales shares one."""

    def __init__(self, place: Path, preset: str) -> None:
        self.preset = preset
        self.shell = Shell(place / "ana", BEGIN)
        self._numbers = count(1)
        shell = self.shell
        me = "Ana Ruiz <ana@example.org>"
        shell.run("init", place / "shared", "--name", "Northwind", "--me", me, "--preset", preset, "--time-zone", "UTC")
        shell.run("set", shell.ask("whoami")["workspace"]["id"], "vision=Everyone gets there")
        shell.add("person", name="Ben Okafor")
        shell.add("unit", name="Sales", level="department", parent="Northwind", lead="Ben")
        shell.add("unit", name="Product", level="department", parent="Northwind", lead="me")
        self.missions = [
            shell.add("mission", statement=f"{verb} what moves people", unit="Northwind")
            for verb in ("Build", "Explain", "Repair")
        ]
        self.goal = self._goal()
        self.kpi = self.barometer("Reach of the portal", goal=self.goal)
        self.company = self._objectives("Northwind", self.missions)
        for objective in self.company:
            shell.run("align", objective, self.goal)
        self.sales = self._objectives("Sales", self.company)
        shell.add("share", objective=self.sales[0], unit="Product", state="accepted")

    def _objectives(self, unit: str, parents: list[str]) -> list[str]:
        return [self.objective(unit, title, parent) for title, parent in zip(TITLES[unit], parents, strict=True)]

    def _goal(self) -> str:
        return self.shell.add(
            "goal", title="Revenue with new clients", unit="Northwind", baseline=2, target=3, due="2026-12-31"
        )

    def barometer(self, name: str, *, metrics: int = 2, readings: int = 3, goal: str = "") -> str:
        """A KPI of some metrics, each read on some days."""
        shell = self.shell
        made = [shell.add("metric", name=f"{name}, part {part}") for part in range(metrics)]
        for metric in made:
            for day in range(1, readings + 1):
                shell.add("reading", subject=metric, date=f"2026-10-0{day}", value=day)
        return shell.add("kpi", name=name, unit="Northwind", goal=goal, metrics=",".join(made))

    def objective(self, unit: str, title: str, parent: str = "", *, key_results: int = 3, **fields: object) -> str:
        """An active objective with nothing to say against it; fields may make it otherwise."""
        shell = self.shell
        sound = {
            "title": title,
            "unit": unit,
            "stage": "active",
            "rationale": "Clients lose less time",
            "persona": "The office manager",
            "kpi": self.kpi,
            "kpi_target": 80,
            "kpi_due": "2026-12-31",
        }
        id = shell.add("objective", **{**sound, **fields})
        for _ in range(key_results):
            self.key_result(id)
        if parent:
            shell.run("align", id, parent)
        shell.add("commitment", person="me", objective=id)
        return id

    def key_result(self, objective: str, title: str = "", *, measured: bool = True, **fields: object) -> str:
        """A key result with nothing to say against it, from 0 to 100; fields may make it otherwise."""
        title = title or f"Share of routes served on time, no. {next(self._numbers)}"
        sound = {"title": title, "objective": objective, "start": 0, "target": 100, "unit_of_measure": "%"}
        id = self.shell.add("kr", **{**sound, **fields})
        if measured and self.preset == "mokm":
            self.shell.add("measure", key_result=id, name="Calls made", target=12)
        return id

    def key_results(self) -> list[str]:
        """Every key result."""
        return [each["id"] for each in self.shell.ask("list", "kr")["objects"]]
