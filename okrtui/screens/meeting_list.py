"""The list of a meeting: its parts and what stands in them. The cursor is on what is spoken of."""

from collections.abc import Callable, Collection
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from okrtui.screens.meeting_plan import Part, Plan, Spot
from okrtui.screens.meeting_rows import heading_line, muted, spot_line
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.outline import Outline
from okrtui.widgets.rows import Row
from okrtui.widgets.tones import Segments
from okrtui.workspace.blockers import Blocked
from okrtui.workspace.next_steps import NextStep


class MeetingList(Outline):
    """Shows a plan; which persons are there, and where something was typed, is told to it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "open", show=False, id="meeting.open", tooltip="everything about it"),
        Binding("space", "screen.present", "here", id="meeting.present", tooltip="this person is here, or not"),
        Binding("pagedown", "screen.read_on(1)", "read on", show=False, id="meeting.read_on"),
        Binding("pageup", "screen.read_on(-1)", "read back", show=False, id="meeting.read_back"),
    ]

    def __init__(self, *, glyphs: GlyphSet) -> None:
        super().__init__(self._draw, empty="Reading…", glyphs=glyphs)
        self._plan: Plan | None = None
        self._present: Collection[str] = ()
        self._noted: Collection[str] = ()
        self._spots: dict[str, Spot] = {}
        self._places: dict[str, int] = {}
        self._drawn: dict[str, Callable[[int], Segments]] = {}

    def say(self, words: str) -> None:
        """Say what is going on, while there is nothing to show."""
        self.empty = words
        self.refresh()

    def show(self, plan: Plan) -> None:
        """Show a plan; the cursor stays where it is."""
        self._plan = plan
        self._spots = {spot.key: spot for spot in plan.spots()}
        items = dict.fromkeys(spot.item for spot in self._spots.values())
        self._places = {item: place for place, item in enumerate(items, 1)}
        self._drawn.clear()
        rows: list[Row] = []
        for part in Part:
            spots = plan.parts.get(part, [])
            if not spots and not part.empty:
                continue
            if rows:
                rows.append(self._text(f"{part.name}/blank", lambda width: []))
            rows.append(self._text(f"{part.name}/heading", partial(self._heading, part)))
            if not spots:
                words = partial(muted, part.empty, glyphs=self._glyphs)
                rows.append(self._text(f"{part.name}/empty", words))
            rows += [Row(spot.key) for spot in spots]
        self.set_rows(rows)

    def mark(self, present: Collection[str], noted: Collection[str]) -> None:
        """Show who is there (persons), and at which items something was typed."""
        self._present, self._noted = frozenset(present), frozenset(noted)
        self.refresh_rows()

    def _text(self, key: str, drawn: Callable[[int], Segments]) -> Row:
        self._drawn[key] = drawn
        return Row(key, selectable=False)

    def _heading(self, part: Part, width: int) -> Segments:
        return heading_line(part, self._aside(part), width - 1, self._glyphs)

    def _aside(self, part: Part) -> str:
        """How far a part is."""
        plan = self._plan
        if plan is None or plan.agenda is None:
            return ""
        spots = plan.parts.get(part, [])
        match part:
            case Part.ROSTER:
                here = sum(1 for spot in spots if spot.subject and spot.subject[1] in self._present)
                return f"{here} of {len(spots)} here" if spots else ""
            case Part.RESULTS:
                return f"{plan.agenda.made} of {plan.agenda.wanted} in" if spots else ""
            case Part.STEPS:
                done = sum(1 for spot in spots if isinstance(spot.about, NextStep) and spot.about.is_done)
                return f"{done} of {len(spots)} done" if spots else ""
            case Part.BLOCKERS:
                left = sum(1 for spot in spots if isinstance(spot.about, Blocked) and spot.about.is_open)
                return f"{left} open" if spots else ""
        return ""

    def _draw(self, row: Row, width: int) -> Segments:
        drawn = self._drawn.get(row.key)
        if drawn is not None:
            return drawn(width)
        spot = self._spots[row.key]
        is_there = spot.subject is not None and spot.subject[1] in self._present
        return spot_line(spot, is_there, spot.item in self._noted, width, self._glyphs)

    @property
    def spot(self) -> Spot | None:
        """What the cursor is on."""
        return self._spots.get(self.cursor_key or "")

    @property
    def place(self) -> tuple[int, int]:
        """Which of the items the cursor is on, from 1 on, and how many there are; the roster counts as one."""
        here = self.spot
        return (self._places[here.item] if here else 0), len(self._places)

    def go_to_part(self, direction: int) -> None:
        """Put the cursor on the first spot of the next part that has some, or of the one before."""
        plan, here = self._plan, self.spot
        if plan is None or here is None:
            return
        parts = [part for part in Part if plan.parts.get(part)]
        place = parts.index(here.part) + direction
        if direction < 0 and plan.parts[here.part][0].key != here.key:
            place = parts.index(here.part)
        if 0 <= place < len(parts):
            self.move_to(plan.parts[parts[place]][0].key)
