"""An example of a method from nothing, by keys alone, in the real app; then its tree from the shell.

The commands that build the same are in docs/examples.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from okrtui.okr.presets import PRACTICES
from tests.terminal import Terminal

pytestmark = pytest.mark.terminal

NOW = "2026-10-07T09:00"
OKRTUI = [sys.executable, "-m", "okrtui"]
PATIENCE = 30.0


class Person:
    """Someone in front of an empty okrtui."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.env = {"OKRTUI_NOW": NOW, "OKRTUI_DATA_DIR": str(root / "data"), "TZ": "UTC", "USER": "ana"}
        self.terminal = Terminal(OKRTUI, (100, 34), self.env)

    def see(self, text: str | re.Pattern[str]) -> None:
        """Wait for something to show."""
        self.terminal.wait_for(text, PATIENCE)

    def press(self, *keys: str, see: str | re.Pattern[str] = "") -> None:
        """Press keys, and wait for what they bring."""
        self.terminal.keys(*keys)
        if see:
            self.see(see)

    def write(self, *texts: str) -> None:
        """Fill in the fields of a form from the first on; "" leaves one as it is."""
        for place, text in enumerate(texts):
            if place:
                self.terminal.keys("tab")
            if text:
                self.terminal.type(text)
                self.see(text[-20:])

    def fill(self, *texts: str, saved: str) -> None:
        """Fill in the fields of a form, and save."""
        self.write(*texts)
        self.press("ctrl+s", see=f"Saved: {saved}")

    def new_kpi(self, name: str, unit: str, metrics: dict[str, str], combine: int) -> None:
        """Make a KPI of two metrics, each with its unit; how they are combined is that many steps to the right."""
        self.new("k", "New KPI")
        self.write(name, unit, *(text for metric in metrics.items() for text in metric))
        self.press("tab", "tab", *["right"] * combine)
        self.press("ctrl+s", see=f"Saved: {name}")

    def read(self, *readings: tuple[str, str]) -> None:
        """Say what was read; each is what it is asked as, and the value."""
        self.press("r")
        for asked, value in readings:
            self.see(re.compile(rf"^ {asked} .*the first one", re.MULTILINE))
            self.terminal.type(f"{value}\r")
        self.see(f"Read: {readings[-1][0]}")

    def create(self, practice: int) -> None:
        """From the welcome into a workspace of one's own, with the practice that many steps to the right."""
        self.see("Create a workspace")
        self.press("n", see="Shared folder")
        self.terminal.type("Borealis\r")
        self.terminal.type(str(self.root / "shared"))
        self.see("this folder will be made")
        self.press("enter")
        self.terminal.type("\x15Ana Ruiz\rana@example.org\r")
        self.see("ana@example.org")
        self.press(*["right"] * practice, see=list(PRACTICES.values())[practice].summary)
        self.press("ctrl+s", see="Nothing is planned here yet")

    def write_strategy(self, vision: str, mission: str) -> None:
        """The vision, and the first mission; the cursor is on it then."""
        self.press("5", see="Not written yet")
        self.terminal.type(f"e{vision}\r")
        self.see("Saved: the vision")
        self.press("n", see="What shall be new?")
        self.press("m", see="New mission")
        self.fill(mission, saved=mission[:20])

    def new(self, key: str, form: str) -> None:
        """Ask for something new where the cursor is."""
        self.press("n", see="What shall be new")
        self.press(key, see=form)

    def leave(self) -> None:
        """Quit."""
        self.press("q")
        assert self.terminal.wait() == 0

    def tree(self) -> str:
        """What `okrtui tree` prints."""
        told = subprocess.run(
            [*OKRTUI, "tree"],
            env={"PATH": "", "PYTHONIOENCODING": "utf-8", **self.env},
            capture_output=True,
            encoding="utf-8",
            check=True,
            timeout=60,
        )
        return told.stdout


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path)


def words(text: str) -> list[str]:
    """The lines of a text, runs of blanks as one."""
    return [" ".join(line.split()) for line in text.splitlines()]


def test_mokm_from_mission_to_measure(person: Person) -> None:
    with person.terminal:
        person.create(practice=1)
        person.write_strategy("Empowering global connectivity", "Keep every customer")
        person.new("k", "New KPI")
        person.terminal.type("Renewal rate")
        person.see("Contracts up for renewal")  # the catalogue knows what it is made of
        person.press("ctrl+s", see="Saved: Renewal rate")
        person.press("r", see="Contracts renewed")
        person.terminal.type("82\r")
        person.see("Contracts up for renewal")
        person.terminal.type("100\r")
        person.see(re.compile("Renewal rate .*82"))
        person.press("g", "j")
        person.new("o", "New objective")
        person.fill("Raise the renewal rate", "Renewal", "90", "31 Dec", saved="Raise")
        person.press("n", see="What shall be new?")
        person.press("r", see="New key result")
        person.fill("Customers spoken to from 35 to 80 %", saved="Customers")
        person.new("s", "New measure")
        person.fill("Renewal calls", "12", "calls", saved="Renewal calls")
        person.leave()
    assert words(person.tree()) == [
        "vision Empowering global connectivity",
        "",
        "mission Keep every customer Borealis 0%",
        "objective Raise the renewal rate ◆ Ana Ruiz 0% ○ not started",
        "Renewal rate 82 → 90 % by 2026-12-31",
        "key result Customers spoken to from 35 to 80 % 35 → 80 % 0% ○ not started",
        "measure Renewal calls 12 calls a week",
    ]


def test_okr_from_vision_to_the_objective_of_a_department(person: Person) -> None:
    with person.terminal:
        person.create(practice=0)
        person.write_strategy("Empowering global connectivity", "Deliver cutting-edge technology")
        person.new("o", "New objective")
        person.fill("Launch a new communication platform", saved="Launch")
        person.press("n", see="What shall be new?")
        person.press("r", see="New key result")
        person.fill("Active users from 0 to 1M", saved="Active")
        person.press("2", see="Borealis")
        person.press("g")
        person.new("s", "New unit")
        person.fill("Sales", saved="Sales")
        person.new("o", "New objective")
        person.terminal.type("Improve sales")
        person.press("tab", "tab")
        person.terminal.type("Launch a new")
        person.see("Launch a new communication platform")
        person.press("tab")
        person.terminal.type("Close rate from 22 to 27 %")
        person.see("27 %")
        person.press("ctrl+s", see="Saved: Improve sales")
        person.leave()
    tree = words(person.tree())
    assert tree[:2] == ["vision Empowering global connectivity", "mission Deliver cutting-edge technology"]
    found = [re.sub(r" (Ana Ruiz )?([┿─┃━]+|[0-9]○).*", "", line) for line in tree[3:]]
    assert found == [
        "Borealis",
        "O Launch a new communication platform ◆",
        "KR Active users from 0 to 1M",
        "Sales",
        "O Improve sales ◆",
        "KR Close rate from 22 to 27 %",
    ]


def test_gokr_from_a_goal_to_its_barometer(person: Person) -> None:
    with person.terminal:
        person.create(practice=2)
        person.write_strategy("Empowering global connectivity", "Deliver cutting-edge technology")
        person.new("g", "New goal")
        person.fill("Increase new client revenue", "1.2M", "2M", "$", "31 Dec", saved="Increase")
        person.read(("Increase new client revenue", "1.35M"))
        person.new_kpi("Quotes", "%", {"price estimator usage": "%", "quote conversion": "%"}, combine=3)
        person.read(("price estimator usage", "35"), ("quote conversion", "40"))
        person.press("k", see=re.compile("^▌.*Increase new client revenue", re.MULTILINE))
        person.new("o", "New objective")
        person.fill("Make the value of our product obvious", "New clients decide without us", saved="Make")
        person.new("r", "New key result")
        person.fill("Conversion from 20 to 25 %", saved="Conversion")
        person.new("i", "New initiative")
        person.fill("Price estimator", saved="Price estimator")
        person.new("i", "New initiative")
        person.fill("Automated quote", saved="Automated quote")
        person.leave()
    assert words(person.tree()) == [
        "vision Empowering global connectivity",
        "mission Deliver cutting-edge technology",
        "",
        "goal Increase new client revenue 1.2M → 1.35M → $2M 19% ● on track",
        "by 2026-12-31",
        "objective Make the value of our product obvious ◆ Ana Ruiz 0% ○ not started",
        "key result Conversion from 20 to 25 % 20 → 25 % 0% ○ not started",
        "initiative Price estimator Ana Ruiz",
        "initiative Automated quote Ana Ruiz",
        "KPI Quotes 14 %",
        "= price estimator usage × quote conversion",
    ]


def test_sme_from_a_smart_objective_to_the_kpi_beside_it(person: Person) -> None:
    with person.terminal:
        person.create(practice=3)
        person.write_strategy("Bread that people cross the town for", "Bake for our own children")
        person.new("o", "New SMART objective")
        person.fill("Deliver to 30 offices by the end of the year", "Fresh bread at work", saved="Deliver")
        person.new("r", "New key result")
        person.fill("Standing orders from 12 to 30", saved="Standing orders")
        person.press("g")
        person.new_kpi("Takings per customer", "€", {"takings": "€", "customers": "people"}, combine=2)
        person.read(("takings", "4800"), ("customers", "600"))
        person.leave()
    assert words(person.tree()) == [
        "vision Bread that people cross the town for",
        "mission Bake for our own children",
        "",
        "SMART objective Deliver to 30 offices by the end Ana Ruiz 0% ○ not started",
        "of the year ◆",
        "key result Standing orders from 12 to 30 12 → 30 0% ○ not started",
        "KPI Takings per customer €8",
        "= takings ÷ customers",
    ]
