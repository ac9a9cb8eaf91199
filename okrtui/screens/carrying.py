"""Carrying over: what goes on in the next cycle, chosen from a list; then what that served, offered to be aligned."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one

from okrtui.okr.kinds import Mode
from okrtui.okr.number import format_number
from okrtui.screens.keys_ahead import KeysAhead
from okrtui.screens.looks import Looks
from okrtui.screens.objects import counted
from okrtui.widgets.cells import fit, width_of
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.outline import Outline
from okrtui.widgets.rows import Row
from okrtui.widgets.tones import Segments, Tone, fit_segments, spread
from okrtui.workspace.carrying import Carried, carry_over
from okrtui.workspace.going_on import GoingOn, goes_on_in, may_go_on
from okrtui.workspace.offers import Offer, align_again
from okrtui.workspace.portions import BREATH
from okrtui.workspace.reading import clean_line
from okrtui.workspace.workspace import Change

_HEAD = "head"
_FEW = 100
"""So many objectives a key press may wait for; more are looked at in a worker."""


class ChecklistScreen(KeysAhead):
    """Rows that can be ticked; enter does something with those that are."""

    TAB = "reviews"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", "tick, or not", id="checklist.tick", priority=True),
        Binding("a", "tick_all", "all, or none", id="checklist.tick_all"),
        Binding("enter", "go", "carry them over", id="checklist.go", priority=True),
        Binding("escape", "back", "back", id="screen.back"),
    ]

    outline = query_one(Outline)

    ticked: set[str]
    _is_busy = False

    def __init__(self) -> None:
        super().__init__()
        self.ticked = set()
        self._lines: dict[str, Segments] = {}

    def compose_body(self) -> ComposeResult:
        """Everything is one list."""
        yield Outline(self._draw, empty="Reading…", glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Show it."""
        self.show()
        self.outline.focus()

    def show(self) -> None:
        """Show the rows as they are now."""
        raise NotImplementedError

    def items(self) -> Sequence[str]:
        """The keys of what can be ticked."""
        raise NotImplementedError

    def item_line(self, key: str, width: int) -> Segments:
        """What stands behind the tick."""
        raise NotImplementedError

    def put(self, head: Sequence[Segments], rows: Sequence[Row], lines: dict[str, Segments]) -> None:
        """Show a heading of some lines above the rows; `lines` are those that cannot be ticked."""
        self._lines = {f"{_HEAD} {number}": line for number, line in enumerate(head)} | lines
        self.outline.set_rows([*(Row(f"{_HEAD} {number}", selectable=False) for number in range(len(head))), *rows])

    def _draw(self, row: Row, width: int) -> Segments:
        if row.key in self._lines:
            return fit_segments(self._lines[row.key], width - 1, self.glyphs.ellipsis)
        is_on = row.key in self.ticked
        mark: Segments = [tick(is_on, self.glyphs), (" ", Tone.PLAIN)]
        return [*mark, *self.item_line(row.key, width - 3)]

    def action_tick(self) -> None:
        """Tick the row under the cursor, or not, and go on to the next one."""
        key = self.outline.cursor_key
        if key is not None and key in self.items():
            self.ticked ^= {key}
            self.outline.refresh_row(key)
            self.outline.action_step(1)

    def action_tick_all(self) -> None:
        """Tick all of them, or none."""
        everything = set(self.items())
        self.ticked = set() if self.ticked == everything else everything
        self.outline.refresh_rows()

    def action_go(self) -> None:
        """Do it with what is ticked."""
        raise NotImplementedError


def tick(is_on: bool, glyphs: GlyphSet) -> tuple[str, Tone]:
    """The mark of what is ticked, or is not."""
    return (glyphs.achieved, Tone.BEST) if is_on else (glyphs.not_started, Tone.MUTED)


class CarryScreen(ChecklistScreen):
    """The key results that are to go on, of a unit and all below it or of everyone."""

    BINDING_GROUP_TITLE = "Carry over"

    def __init__(self, cycle: str, unit: str | None = None) -> None:
        super().__init__()
        self._cycle = cycle
        self._unit = unit
        self._found: dict[str, GoingOn] = {}

    def on_mount(self) -> None:
        """Look with one worker at a time."""
        self._looks = Looks(self.okrtui, self._take, self._lost)

    def items(self) -> Sequence[str]:
        """The key results."""
        return list(self._found)

    def show(self) -> None:
        """Every key result that was not dropped; those that are to be carried over are ticked."""
        work = partial(may_go_on, self.workspace, self._cycle, self._unit, pause=BREATH)
        is_large = len(self.workspace.company.pointing("objective", "cycle", self._cycle)) > _FEW
        if is_large or self._looks.is_looking:
            self._looks.take(work)
        else:
            self._take(work())

    def _lost(self, why: str) -> None:
        self.okrtui.say_trouble(why)
        self.has_read()

    def _take(self, found: Sequence[GoingOn]) -> None:
        if not self.query(Outline):  # left meanwhile
            return
        known, self._found = set(self._found), {each.key_result: each for each in found}
        self.ticked = {id for id in self.ticked if id in self._found}
        new = [each for each in found if each.key_result not in known]
        self.ticked |= {each.key_result for each in new if each.is_to_go_on and not each.is_there}
        company = self.workspace.company
        name = clean_line(company.title(self._cycle))
        place = clean_line(company.title(self._unit)) if self._unit else ""
        to = goes_on_in(self.workspace, self._cycle)
        title: Segments = [(f"Carry over from {name} to {to}", Tone.STRONG)]
        head: list[Segments] = [spread(title, [(place, Tone.MUTED)], self.app.size.width - 5), []]
        if not found:
            head.append([("Nothing here is to go on: c in the scoring says so of a key result.", Tone.MUTED)])
        rows: list[Row] = []
        lines: dict[str, Segments] = {}
        for each in found:
            above = f"objective {each.objective}"
            if above not in lines:
                where = (f"  {each.unit_name}", Tone.MUTED)
                lines[above] = [("O ", Tone.MUTED), (each.objective_title, Tone.STRONG), where]
                rows.append(Row(above, selectable=False))
            rows.append(Row(each.key_result, 1))
        self.put(head, rows, lines)
        self.has_read()

    def item_line(self, key: str, width: int) -> Segments:
        """The key result, and where it begins again."""
        each = self._found[key]
        right: Segments = [("" if each.is_to_go_on else "nobody decided  ", Tone.MUTED), (each.start, Tone.PLAIN)]
        if each.is_there:
            right = [("it goes on there already", Tone.MUTED)]
        return spread([(each.title or "(no title)", Tone.PLAIN)], right, width, self.glyphs.ellipsis)

    def workspace_changed(self, change: Change) -> None:
        """What is to go on may be another now; what was ticked stays."""
        if self.is_mounted and not self._is_busy:
            self.show()

    def action_go(self) -> None:
        """Carry over what is ticked, in one act."""
        chosen = [id for id in self._found if id in self.ticked]
        if not chosen:
            self.say("Nothing is ticked", "space ticks")
        elif not self._is_busy:
            self._is_busy = True
            work = partial(carry_over, self.workspace, self._cycle, None, chosen)
            self.okrtui.carry_out(work, self._carried, self._failed)

    def _failed(self, why: str) -> None:
        self._is_busy = False
        self.say(why, tone=Tone.BAD)

    def _carried(self, carried: Carried) -> None:
        name = clean_line(self.workspace.company.title(carried.cycle))
        count = len(carried.key_results)
        reached = len(carried.reached)
        told = f"{counted(count, 'key result')} in {name}, as drafts"
        told += f"; {reached} need{'s' if reached == 1 else ''} a new target" if reached else ""
        if carried.offers:
            self.app.switch_screen(AlignAgainScreen(carried.cycle, carried.offers, told))
        else:
            self.app.pop_screen()
            self.okrtui.say(told, "4 plans on, u undo")


class AlignAgainScreen(ChecklistScreen):
    """What the carried objectives served: each can be aligned again, or left to be planned anew."""

    BINDING_GROUP_TITLE = "Align again"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go", "align them", id="checklist.go", priority=True),
    ]

    def __init__(self, cycle: str, offers: Sequence[Offer], told: str) -> None:
        super().__init__()
        self._cycle = cycle
        self._told = told
        self._offers = {f"{offer.child} {offer.parent}": offer for offer in offers}
        self.ticked = {key for key, offer in self._offers.items() if not offer.is_over}

    def items(self) -> Sequence[str]:
        """The alignments."""
        return list(self._offers)

    def show(self) -> None:
        """All of them."""
        head: list[Segments] = [
            [("What they served, to be aligned again", Tone.STRONG)],
            [(f"{self._told}.", Tone.MUTED)],
            [],
        ]
        self.put(head, [Row(key) for key in self._offers], {})
        self.has_read()

    def item_line(self, key: str, width: int) -> Segments:
        """What would serve what."""
        offer = self._offers[key]
        how = ""
        if offer.mode is Mode.CONTRIBUTES:
            how = f"contributes, weight {format_number(offer.weight)}"
        over = "of the cycle that ended" if offer.is_over else how
        arrow, ellipsis = f" {self.glyphs.arrow} ", self.glyphs.ellipsis
        room = width - width_of(arrow) - (width_of(over) + 2 if over else 0)
        parent = offer.parent_title or "(no title)"
        child = fit(offer.child_title or "(no title)", max(room // 2, room - width_of(parent)), ellipsis)
        left: Segments = [(child, Tone.PLAIN), (arrow, Tone.MUTED), (parent, Tone.PLAIN)]
        return spread(left, [(over, Tone.MUTED)], width, ellipsis)

    def workspace_changed(self, change: Change) -> None:
        """What was offered stays as it was offered."""

    def action_go(self) -> None:
        """Align what is ticked, in one act."""
        chosen = [offer for key, offer in self._offers.items() if key in self.ticked]
        if self._is_busy:
            return
        self._is_busy = True
        if chosen:
            self.okrtui.carry_out(partial(align_again, self.workspace, chosen), self._aligned, self._failed)
        else:
            self._aligned(0)

    def _failed(self, why: str) -> None:
        self._is_busy = False
        self.say(why, tone=Tone.BAD)

    def _aligned(self, count: int) -> None:
        self.app.pop_screen()
        aligned = f"; aligned {counted(count, 'objective')} again" if count else ""
        self.okrtui.say(f"{self._told}{aligned}", "4 plans on")

    def action_back(self) -> None:
        """Leave them to be planned anew."""
        self.app.pop_screen()
        self.okrtui.say(self._told, "4 plans on, u undo")
