"""What the check-in wizard knows and shows: the walk through the key results, as one sheet."""

from collections.abc import Sequence
from functools import partial

from textual.app import ComposeResult
from textual.getters import query_one

from okrtui.okr.cadence import week_of
from okrtui.okr.number import NumberError
from okrtui.okr.records import day
from okrtui.screens.checkin.acts import Acts
from okrtui.screens.checkin.ask import Ask
from okrtui.screens.checkin.sheet import View, draw
from okrtui.screens.checkin.walk import Step, Stop, Walk
from okrtui.screens.keys_ahead import KeysAhead
from okrtui.screens.modes import MODES
from okrtui.widgets.key_line import KeyLine
from okrtui.widgets.sheet import Drawing, Sheet
from okrtui.widgets.tones import Segments, Tone
from okrtui.workspace.check_in_card import Card, Quiet, card_of, quiet, saved
from okrtui.workspace.check_in_drafts import drafts_of, keep_drafts
from okrtui.workspace.check_in_figures import Figures, figures, figures_with
from okrtui.workspace.check_ins import due_for
from okrtui.workspace.forms import open_form
from okrtui.workspace.workspace import Change

_MODE = "checkin"
_HOME = "week"


class CheckinView(KeysAhead, inherit_bindings=False):
    """The wizard without its keys: it follows the walk and the workspace."""

    TAB = _MODE
    CSS_PATH = "checkin.tcss"
    AUTO_FOCUS = ""
    is_read = True

    sheet = query_one(Sheet)

    def __init__(self, key_results: Sequence[str] | None = None, *, change: str | None = None) -> None:
        """`key_results` are asked for in their order; None: what is due for oneself, worst first.

        `change` is a check-in of the one key result: it is changed, and no other one made.
        """
        super().__init__()
        self._asked_for = key_results
        self._changed = change
        self._came_from = _HOME
        self._walk = Walk((), self._card_of)
        self._ask: Ask | None = None
        self._quiet: Quiet | None = None
        self._told: Segments = []
        self._last_told: tuple[str, str] | None = None
        self._was_left = False
        try:
            self._remember_mode(self.app.current_mode)
        except RuntimeError:  # made before there is an app: then nothing is known of where one was
            return

    # --- the frame

    def compose(self) -> ComposeResult:
        """The frame; by itself the wizard needs no other screens' names above it."""
        self._acts = Acts(self.okrtui, self.tell, self.not_saved)
        self._begin(self._asked_for)
        if self.is_alone:
            yield from self.compose_body()
            yield KeyLine(glyphs=self.glyphs)
        else:
            yield from super().compose()

    def compose_body(self) -> ComposeResult:
        """Everything is one sheet."""
        yield Sheet(self._draw)

    @property
    def is_alone(self) -> bool:
        """Whether the app was started for this only, by `okrtui checkin`."""
        return self.okrtui.is_wizard

    def on_mount(self) -> None:
        """Keep in mind where one comes from."""
        self.app.mode_change_signal.subscribe(self, self._remember_mode)

    def _remember_mode(self, mode: str) -> None:
        if mode != _MODE and mode in MODES:
            self._came_from = mode

    def on_screen_suspend(self) -> None:
        """Notice when another mode is opened, which a palette over this screen is not."""
        self._was_left = self.app.current_mode != _MODE

    def on_screen_resume(self) -> None:
        """Begin anew when one comes back from another mode, unless something was typed that is not saved."""
        is_idle = self._walk.step is Step.VALUE and not any(stop.has_unsaved for stop in self._walk.stops)
        if self._was_left and is_idle and self._asked_for is None:
            self._begin(None)
        self._was_left = False
        self._show()

    def _begin(self, key_results: Sequence[str] | None) -> None:
        due = due_for(self.workspace, self.workspace.person) if key_results is None else key_results
        self._walk = Walk(due, self._card_of)
        self._ask, self._told = None, []
        if self._changed is not None:
            self._begin_change(self._changed)
        else:
            self._take_up_drafts()
        self._acts.begin()
        self._quiet = None if self._walk.stops else quiet(self.workspace, self.workspace.person)

    def _take_up_drafts(self) -> None:
        """Have again what was typed, and not said, when one stopped earlier today."""
        drafts = drafts_of(self.workspace) if self._walk.stops else {}
        found = [stop for stop in self._walk.stops if stop.key_result in drafts]
        for stop in found:
            stop.take_up(drafts[stop.key_result])
        if found:
            self._told = [("What you typed before you stopped is here again", Tone.MUTED)]
            settled = partial(keep_drafts, self.workspace, [stop.key_result for stop in found], {})
            self._acts.keep(settled, self.tell)  # they are here now, and kept again when one stops again

    def _begin_change(self, check_in: str) -> None:
        """Show a check-in that was made before: what is written is over what is seen now."""
        form = open_form(self.workspace, "check_in", check_in)
        for stop in self._walk.stops:
            stop.is_edit, stop.check_in, stop.form = True, check_in, form
            stop.day = day(form.values, "date")
            stop.card = self._card_of(stop)
            stop.fill(form.values)

    def workspace_changed(self, change: Change) -> None:
        """Bring the cards up to date; nothing that was typed goes, and the queue stays as it is."""
        for stop in self._walk.stops:
            if stop.key_result in change.touched or not change.keys:
                self._refresh(stop)
        if self._quiet is not None:
            self._quiet = quiet(self.workspace, self.workspace.person)
        self._show()

    def _card_of(self, stop: Stop) -> Card | None:
        """A key result as of the day that is checked in for; the check-in that is being changed is not "last time"."""
        on = stop.day if self._is_of_another_day(stop) else None
        return card_of(self.workspace, stop.key_result, on, stop.check_in)

    def _is_of_another_day(self, stop: Stop) -> bool:
        return stop.day not in (None, self.workspace.today)

    def _refresh(self, stop: Stop) -> None:
        """Show a key result as it is now; what this walk has checked in is not "last time" yet."""
        card = self._card_of(stop)
        stop.is_saved = saved(self.workspace, stop.check_in) is not None
        if card is None or stop.is_edit or not (stop.is_saving or stop.is_saved):
            stop.refill(card)
        elif stop.card is not None:
            stop.card = stop.card._replace(
                key_result=card.key_result,
                title=card.title,
                why=card.why,
                origin=card.origin,
                measures=card.measures,
                blockers=card.blockers,
                step=card.step if stop.check_in else stop.card.step,
            )
        if card is not None and stop.is_saved and not stop.is_saving and not self._is_of_another_day(stop):
            stop.after = figures(self.workspace, stop.key_result)

    # --- what is seen

    def _show(self) -> None:
        for sheet in self.query(Sheet):  # none while a change comes in before the first paint
            sheet.redraw()
        self.refresh_bindings()

    def _draw(self, width: int, height: int) -> Drawing:
        view = View(
            self._walk,
            self._ask,
            self._head(),
            self.workspace.today,
            self._after(self._walk.here),
            self._quiet,
            self._told,
            self.is_alone,
        )
        return draw(view, width, height, self.glyphs)

    def _head(self) -> str:
        workspace, stop = self.workspace, self._walk.here
        on = (stop.day if stop else None) or workspace.today
        with workspace.lock:
            cycle = workspace.company.current_cycle(on)
            week = week_of(on, cycle.start, cycle.end) if cycle else None
            name = workspace.company.title(workspace.person)
        if stop and stop.card and stop.card.owner not in (None, workspace.person):
            name += f" for {stop.card.owner_name}"
        return f"week {week.number} {self.glyphs.dot} {name}" if week else name

    def _after(self, stop: Stop | None) -> Figures | None:
        """What the value would mean; once it is saved, what it means."""
        if stop is None or stop.card is None:
            return None
        if self._walk.step is Step.OFF_TRACK:
            return stop.after
        try:
            value = stop.read() if self._walk.step is Step.VALUE else stop.value
        except NumberError:
            return None
        return None if value is None else figures_with(self.workspace, stop.card.key_result, value, stop.day)

    def tell(self, text: str, hint: str = "", tone: Tone = Tone.MUTED) -> None:
        """Say something in the quiet line above the keys, which stays until something else is said."""
        self._told, self._last_told = [(text, tone)], (text, hint)
        if hint:
            self._told += [(f" {self.glyphs.dot} ", Tone.FAINT), (hint, Tone.MUTED)]
        self._show()

    def not_saved(self, stop: Stop, why: str) -> None:
        """Say what could not be written, and ask for it again at the end."""
        stop.is_passed = False
        if self._walk.here is None:
            self._walk.go_to(stop)
        self.tell(f"Not saved: {why}", tone=Tone.BAD)
