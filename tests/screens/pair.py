"""Ana and Ben, each with a replica of the same small company, on Friday 20 November 2026 at 9:41."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from textual.pilot import Pilot

from okrtui.app import OkrtuiApp
from okrtui.screens.keys_ahead import KeysAhead
from okrtui.screens.pane import PaneScreen
from okrtui.widgets.outline import Outline
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.edits import New, change, create
from okrtui.workspace.forms import open_form
from okrtui.workspace.founding import init_workspace, join_workspace
from okrtui.workspace.moment import Moment
from okrtui.workspace.workspace import Workspace

TODAY = datetime(2026, 11, 20, 9, 41, tzinfo=UTC)


class Pair:
    """Their workspaces, and a clock that stands still until it is set."""

    def __init__(self, root: Path) -> None:
        self.now = datetime(2026, 10, 1, 8, 0, tzinfo=UTC)
        self.data = root / "ana"
        self.folder = root / "shared"
        moment = Moment(clock=lambda: int(self.now.timestamp() * 1000))
        me = "Ana Ruiz <ana@example.org>"
        self.ana = init_workspace(self.data, self.folder, "Northwind", me, moment=moment)
        company = next(id for id, _ in self.ana.company.live("unit"))
        cycle = next(id for id, _ in self.ana.company.live("cycle"))
        self.sales = self.make("unit", name="Sales", level="department", parent=company)
        own = {"unit": self.sales, "cycle": cycle, "owner": self.ana.person, "stage": "active"}
        self.objective = self.make("objective", title="Improve sales across the team", priority=True, **own)
        self.rate = self.make(
            "key_result", objective=self.objective, title="Close rate to 27 %", start=22, target=27, unit_of_measure="%"
        )
        self.calls = self.make(
            "key_result",
            objective=self.objective,
            title="Six calls per rep",
            start=3,
            target=6,
            unit_of_measure="calls",
        )
        for key_result, value in ((self.rate, 24), (self.calls, 5)):
            check_in(self.ana, key_result, value, confidence=6, on=date(2026, 11, 12))
        self.ana.meet()
        self.ben = join_workspace(root / "ben", self.folder, "Ben Okafor <ben@example.org>", moment=moment)
        self.ana.meet()
        self.ben.meet()
        self.now = TODAY
        self.ana.pass_day()
        self.ben.pass_day()

    def make(self, kind: str, /, **fields: object) -> str:
        """Something that Ana makes."""
        return create(self.ana, New(kind, fields)).ids[0]

    def app(self) -> OkrtuiApp:
        """The app as Ana opens it."""
        return OkrtuiApp(self.ana, self.data, is_live=False)

    def sync(self) -> None:
        """Everyone meets everyone."""
        for workspace in (self.ben, self.ana, self.ben):
            workspace.meet()

    def clash(self, field: str, anas: object, bens: object) -> None:
        """Ana at 9:39 and Ben at 9:40 change a field of the objective, and neither sees the other's value.

        Whoever has written something later that day must do so after this: their stamps would follow on that one, and
        chance would say whose value shows.
        """
        for workspace, value, minutes in ((self.ana, anas, 2), (self.ben, bens, 1)):
            self.now = TODAY - timedelta(minutes=minutes)
            set_field(workspace, "objective", self.objective, field, value)
        self.now = TODAY
        self.sync()
        register = self.ana.state.register("objective", self.objective, field)
        assert register
        assert len({head.line.ts for head in register.heads}) == len(register.heads)


def set_field(workspace: Workspace, kind: str, id: str, field: str, value: object) -> None:
    """Change one field as a form does."""
    change(workspace, open_form(workspace, kind, id), {field: value})


@asynccontextmanager
async def opened(app: OkrtuiApp, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[str]]:
    """An app on a terminal of some columns and rows, everything read that it reads at its start."""
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        yield pilot


async def settled(pilot: Pilot[str]) -> None:
    """Until every worker has said what it found, and it is shown; the detail of what the cursor rests on, too."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    for _ in range(1000):  # what the keys wait for may never come
        screen = pilot.app.screen
        if keys_wait(pilot) or (isinstance(screen, KeysAhead) and not screen.is_read):
            await pilot.pause(0.01)
            await pilot.app.workers.wait_for_complete()
        elif isinstance(screen, PaneScreen) and not screen.is_settled:
            await pilot.pause(0.01)
        else:
            break
    await pilot.pause()


def keys_wait(pilot: Pilot[str]) -> bool:
    """Whether keys have not done their work yet."""
    return isinstance(pilot.app, OkrtuiApp) and pilot.app.keys_wait


async def until(pilot: Pilot[str], sought: str | re.Pattern[str]) -> None:
    """Until a text, or a match of a pattern, is on the screen."""
    app = pilot.app
    assert isinstance(app, OkrtuiApp)
    pattern = re.compile(re.escape(sought)) if isinstance(sought, str) else sought
    for _ in range(500):
        await settled(pilot)
        if pattern.search(shown(app)):
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"never showed {sought!r}:\n{shown(app)}")


def rows(app: OkrtuiApp) -> list[str]:
    """The lines of the screen's list."""
    outline = app.screen.query_one(Outline)
    return [outline.render_line(y).text.rstrip() for y in range(outline.size.height)]


def shown(app: OkrtuiApp) -> str:
    """Everything on the screen, as text."""
    return "\n".join("".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips())
