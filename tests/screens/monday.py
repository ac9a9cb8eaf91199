"""Sales on Monday 23 November 2026 at 9:00: what its meeting goes through, with long, wide and missing things."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from textual.pilot import Pilot

from okrtui.app import OkrtuiApp
from okrtui.workspace.blockers import raise_blocker
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.recognition import recognize
from tests.screens.pair import rows, settled, shown
from tests.screens.quarter import Quarter

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
KEYS = {" ": "space", "%": "percent_sign", ",": "comma", ".": "full_stop"}
LONG = "Kürzere Durchlaufzeiten für Großkunden in Österreich und der Schweiz 🚀 auf 12 Tage"


class Monday(Quarter):
    """Ana leads Sales, Eva a team below it, Ben belongs to Sales; of last week's check-ins, one is missing."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        ana = self.ana
        self.make("membership", person=self.ben.person, unit=self.sales)
        cycle = ana.company.cycles()[0].id
        own = {"unit": self.inside, "cycle": cycle, "owner": self.eva, "stage": "active"}
        answer = self.make("objective", title="世界で一番早く答える", **own)
        self.days = self.make(
            "key_result", objective=answer, title=LONG, start=30, target=12, metric="decrease", unit_of_measure="Tage"
        )
        self.portal = self.make("key_result", objective=answer, title="Portal live", metric="yes_no")
        self.make(
            "review",
            kind="weekly",
            unit=self.sales,
            date="2026-11-16",
            decisions="Call the five largest clients\nNobody answers after six",
        )
        notes = {"challenge": "Zwei große Demos wurden verschoben", "next_step": "Ask Legal for a date"}
        check_in(ana, self.rate, 23.5, confidence=4, notes=notes, on=date(2026, 11, 19))
        check_in(ana, self.days, 28, confidence=7, on=date(2026, 11, 12), on_behalf_of=self.eva)
        check_in(ana, self.days, 20, confidence=8, on=date(2026, 11, 20), on_behalf_of=self.eva)
        notes = {"achievement": "Live since Friday"}
        check_in(ana, self.portal, True, notes=notes, on=date(2026, 11, 20), on_behalf_of=self.eva)
        self.now = MONDAY - timedelta(days=10)
        self.blocker = raise_blocker(ana, self.rate, "No answer from Legal on the new contract")
        self.now = MONDAY - timedelta(days=1)
        recognize(ana, self.eva, "For taking over the stand on Saturday")
        self.sync()
        self.now = MONDAY
        for workspace in (self.ana, self.ben):
            workspace.pass_day()

    def reviews(self) -> OkrtuiApp:
        """The app, on Reviews."""
        return OkrtuiApp(self.ana, self.data, start="reviews", is_live=False)

    def minutes(self, name: str) -> object:
        """A field of this week's minutes."""
        reviews = self.ana.company.pointing("review", "unit", self.sales)
        found = [self.ana.company.fields("review", each) or {} for each in reviews]
        return next((each.get(name) for each in found if str(each.get("date")) >= "2026-11-23"), None)


async def press(pilot: Pilot[str], *keys: str) -> None:
    """Press keys, or type; after enter and the like, and at the end, wait until all is done."""
    for key in keys:
        await pilot.press(KEYS.get(key, key))
        if len(key) > 1:
            await settled(pilot)
    await settled(pilot)


def text(pilot: Pilot[str]) -> str:
    """Everything on the screen."""
    assert isinstance(pilot.app, OkrtuiApp)
    return shown(pilot.app)


def under_cursor(pilot: Pilot[str]) -> str:
    """The line that the cursor is on."""
    return next(line for line in text(pilot).splitlines() if line.startswith("▌"))


async def go_to(pilot: Pilot[str], part: str) -> None:
    """Put the cursor on the first line of the list that has a text."""
    app = pilot.app
    assert isinstance(app, OkrtuiApp)
    await pilot.press("g")
    for _ in range(40):
        if any(row.startswith("▌") and part in row for row in rows(app)):
            await settled(pilot)
            return
        await pilot.press("j")
    raise AssertionError(f"no line {part!r}:\n{text(pilot)}")
