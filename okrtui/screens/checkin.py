"""The check-in: what is due, one key result after the other, in under a minute.

One place takes every key, in the order they were pressed, and sets what is asked next at once. Nothing here gets the
focus, so keys that come in one burst cannot land in the wrong field.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.getters import query_one
from textual.keys import key_to_character

from okrtui.okr.cadence import week_of
from okrtui.okr.number import NumberError
from okrtui.screens import checkin_questions as questions
from okrtui.screens.base import OkrScreen
from okrtui.screens.checkin_acts import Acts
from okrtui.screens.checkin_ask import Ask
from okrtui.screens.checkin_end import paragraph, quiet_sentence, tally
from okrtui.screens.checkin_keys import OWN, paste, possible, sure_of, type_key, types
from okrtui.screens.checkin_sheet import NOTE_KEYS, View, draw
from okrtui.screens.checkin_walk import Step, Stop, Walk
from okrtui.screens.modes import MODES
from okrtui.widgets.entry import JOINERS
from okrtui.widgets.key_line import KeyLine
from okrtui.widgets.sheet import Drawing, Sheet
from okrtui.widgets.tones import Segments, Tone
from okrtui.workspace.check_in_card import Figures, Quiet, card_of, figures, figures_with, quiet, saved
from okrtui.workspace.check_ins import due_for, is_off_track
from okrtui.workspace.workspace import Change

_MODE = "checkin"
_HOME = "week"


class CheckinScreen(OkrScreen, inherit_bindings=False):
    """The check-in wizard. Every check-in is on the disk before the next one is; one can stop at any key result."""

    TAB = _MODE
    CSS_PATH = "checkin.tcss"
    AUTO_FOCUS = ""
    BINDING_GROUP_TITLE = "Check-in"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "next", id="checkin.take", tooltip="take the value; with none, skip"),
        Binding("enter", "keep", "next", id="checkin.keep", tooltip="keep the last confidence"),
        Binding("enter", "go_on", "keep going", id="checkin.go_on"),
        Binding("enter", "answer", "take it", id="checkin.answer"),
        Binding("enter", "finish", "done", id="checkin.finish"),
        Binding("c", "anyway", "check in all the same", id="checkin.anyway"),
        Binding("t", "target", "adapt the target", show=False, id="checkin.target"),
        Binding("r", "reassess", "reassess", show=False, id="checkin.reassess", tooltip="set the status, and why"),
        Binding("y", "say(True)", "yes", show=False, id="checkin.yes"),
        Binding("n", "say(False)", "no", show=False, id="checkin.no"),
        Binding("up,k", "step(-1)", "up", show=False, id="checkin.up"),
        Binding("down,j", "step(1)", "down", show=False, id="checkin.down"),
        Binding("space", "mark", "done or not", show=False, id="checkin.mark"),
        *(
            Binding(key, f"note('{field}')", name, show=False, id=f"checkin.{field}", tooltip=meaning)
            for field, (key, name, meaning) in NOTE_KEYS.items()
        ),
        Binding("b", "blocker", "name a blocker", show=False, id="checkin.blocker", tooltip="and who solves it"),
        Binding("m", "measures", "measures", show=False, id="checkin.measures", tooltip="read the leading measures"),
        Binding("shift+tab", "back", "back", id="checkin.back"),
        Binding("s", "skip", "skip", id="checkin.skip", tooltip="it stays due"),
        Binding("l", "later", "later", id="checkin.later", tooltip="to the end of the queue"),
        Binding("u", "undo", "undo", id="checkin.undo", tooltip="take back the last of this check-in"),
        Binding("U", "redo", "", show=False, id="checkin.redo"),
        Binding("escape", "leave_ask", "back", id="checkin.leave_ask", tooltip="what was typed is kept"),
        Binding("escape", "stop", "stop, all is saved", id="checkin.stop"),
        Binding("q", "quit", "quit", show=False, id="checkin.quit"),
        Binding("ctrl+p", "app.palette", "anything", show=False, id="checkin.palette"),
    ]

    sheet = query_one(Sheet)

    def __init__(self, key_results: Sequence[str] | None = None) -> None:
        """`key_results` are asked for in their order; None: what is due for oneself, worst first."""
        super().__init__()
        self._asked_for = key_results
        self._came_from = _HOME
        self._walk = Walk((), lambda _: None)
        self._ask: Ask | None = None
        self._quiet: Quiet | None = None
        self._told: Segments = []
        self._is_warned = False
        self._was_left = False
        try:
            self._remember_mode(self.app.current_mode)
        except RuntimeError:  # made before there is an app: then nothing is known of where one was
            return

    # --- the frame

    def compose(self) -> ComposeResult:
        """The frame; by itself the wizard needs no other screens' names above it."""
        self._acts = Acts(self.okrtui, self.tell, self._not_saved)
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
        return self.okrtui._start == _MODE

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
        """Begin anew after the last walk has ended; what was begun goes on."""
        if self._was_left and self._walk.here is None and self._asked_for is None:
            self._begin(None)
        self._was_left = False
        self._show()

    def _begin(self, key_results: Sequence[str] | None) -> None:
        due = due_for(self.workspace, self.workspace.person) if key_results is None else key_results
        self._walk = Walk(due, partial(card_of, self.workspace))
        self._ask, self._told = None, []
        self._acts.begin()
        self._quiet = None if self._walk.stops else quiet(self.workspace, self.workspace.person)

    def workspace_changed(self, change: Change) -> None:
        """Bring the cards up to date; nothing that was typed goes, and the queue stays as it is."""
        for stop in self._walk.stops:
            if stop.key_result in change.touched or not change.keys:
                self._refresh(stop)
        if self._quiet is not None:
            self._quiet = quiet(self.workspace, self.workspace.person)
        self._show()

    def _refresh(self, stop: Stop) -> None:
        """Show a key result as it is now; what this walk has checked in is not "last time" yet."""
        card = card_of(self.workspace, stop.key_result)
        if card is None or not (stop.is_saving or saved(self.workspace, stop.check_in)):
            stop.refill(card)
        elif stop.card is not None:
            stop.card = stop.card._replace(key_result=card.key_result, title=card.title, why=card.why)
            if not stop.is_saving:
                stop.after = figures(self.workspace, stop.key_result)

    # --- what is seen

    def _show(self) -> None:
        self.sheet.redraw()
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
        with workspace.lock:
            cycle = workspace.company.current_cycle(workspace.today)
            week = week_of(workspace.today, cycle.start, cycle.end) if cycle else None
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
        return None if value is None else figures_with(self.workspace, stop.card.key_result, value)

    def tell(self, text: str, hint: str = "", tone: Tone = Tone.MUTED) -> None:
        """Say something in the quiet line above the keys, which stays until something else is said."""
        self._told = [(text, tone)]
        if hint:
            self._told += [(f" {self.glyphs.dot} ", Tone.FAINT), (hint, Tone.MUTED)]
        if self.is_mounted:
            self._show()

    # --- keys

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings that count now: what is typed does nothing else."""
        found = super().active_bindings.items()
        return {key: each for key, each in found if not types(self._walk, self._ask, key_to_character(key))}

    async def on_key(self, event: events.Key) -> None:
        """Take a key: text where one types, else what is bound to it. All others are the app's."""
        if self.focused is not None:  # the help is read
            return
        character = event.character if event.is_printable or event.character in JOINERS else None
        sure = sure_of(self._walk, self._ask, character)
        if sure is not None:
            event.stop()
            self._answer(sure)
        elif type_key(self._walk, self._ask, event.key, character):
            event.stop()
            self._is_warned = False
            self._show()
        elif (found := self.active_bindings.get(event.key)) is not None and found.node is self:
            event.stop()
            self._is_warned = self._is_warned and found.binding.action in ("stop", "quit")
            await self.run_action(found.binding.action)

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted text where one types."""
        event.stop()
        paste(self._walk, self._ask, event.text)
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done at this moment has its key."""
        if action not in OWN:
            return super().check_action(action, parameters)
        if action == "anyway" and not (self._quiet and self._quiet.owned):
            return False
        return action in possible(self._walk, self._ask, parameters)

    # --- one key result

    def action_take(self) -> None:
        """Take the value, and ask for the confidence; without any value, skip."""
        stop = self._walk.here
        if stop is None or stop.card is None:
            self.action_skip()
            return
        try:
            value = stop.read()
        except NumberError as error:
            self._walk.error = str(error)
            self._show()
            return
        if value is None:
            self.action_skip()
            return
        stop.value = value
        self._walk.ask(Step.CONFIDENCE)
        self._show()

    def action_say(self, is_yes: bool) -> None:
        """Say yes or no, and go on to the confidence."""
        if (stop := self._walk.here) is not None:
            stop.chosen = is_yes
            self.action_take()

    def action_step(self, lines: int) -> None:
        """Go to another milestone, or to another choice."""
        stop = self._walk.here
        if self._ask is not None:
            self._ask.move(lines)
        elif stop is not None and stop.card is not None:
            stop.line = max(0, min(stop.line + lines, len(stop.card.milestones) - 1))
        self._show()

    def action_mark(self) -> None:
        """Mark the milestone under the cursor as done, or as not done."""
        if (stop := self._walk.here) is not None:
            stop.toggle(stop.line)
            self._show()

    def action_keep(self) -> None:
        """Keep the last confidence."""
        stop = self._walk.here
        if stop is not None and stop.card is not None:
            self._answer(stop.card.confidence if stop.confidence is None else stop.confidence)

    def _answer(self, confidence: int | None) -> None:
        """All is said of a key result: save it, and go on at once."""
        stop = self._walk.here
        if stop is None:
            return
        stop.confidence = confidence
        self._acts.save(stop)
        if stop.after is not None and is_off_track(stop.after.status):
            self._walk.ask(Step.OFF_TRACK)
            self._show()
        else:
            self.action_go_on()

    def action_go_on(self) -> None:
        """Go on to the next key result."""
        self._walk.pass_by()
        self._arrive()

    def action_skip(self) -> None:
        """Leave this key result as it is; it stays due."""
        self._walk.pass_by()
        self._arrive()

    def action_later(self) -> None:
        """Ask for this key result at the end."""
        if not self._walk.put_off():
            self.tell("It is the last one; s skips it")
        self._show()

    def action_back(self) -> None:
        """Go back: from the confidence to the value, from there to the key result before."""
        if self._walk.step is not Step.VALUE:
            self._walk.ask(Step.VALUE)
        elif not self._walk.back():
            self.tell("This is the first one")
        if (stop := self._walk.here) is not None:
            self._acts.look_again(stop)
        self._show()

    # --- on the side

    def open_ask(self, ask: Ask) -> None:
        """Show a question below the card."""
        self._ask = ask
        self._show()

    def action_answer(self) -> None:
        """Give the answer to the question on the side; one that does not do stays where it is."""
        ask, self._ask = self._ask, None
        if ask is not None and not ask.answer():
            self._ask = ask
        self._show()

    def action_leave_ask(self) -> None:
        """Close the question on the side."""
        ask, self._ask = self._ask, None
        if ask is not None:
            ask.leave()
        self._show()

    def write(self, stop: Stop, work: Callable[[], object], told: str) -> None:
        """Write what was answered on the side, and say so."""
        self._acts.write(stop, work, told)

    def action_note(self, field: str) -> None:
        """Write a note of this check-in."""
        if (stop := self._walk.here) is not None:
            questions.note(self, stop, field)

    def action_blocker(self) -> None:
        """Name what is in the way, and who solves it."""
        if (stop := self._walk.here) is not None:
            questions.blocker(self, stop)

    def action_target(self) -> None:
        """Adapt the target."""
        stop = self._walk.here
        if stop is not None and stop.card is not None:
            questions.target(self, stop, stop.card)

    def action_reassess(self) -> None:
        """Say how it stands in one's own view, and why."""
        stop = self._walk.here
        if stop is not None and stop.card is not None:
            questions.reassess(self, stop, stop.card)

    def action_measures(self) -> None:
        """Read the leading measures."""
        stop = self._walk.here
        if stop is not None and stop.card is not None:
            questions.measures(self, stop, stop.card)

    def action_undo(self) -> None:
        """Take back what was done last in this check-in, and ask for it again."""
        stop = self._acts.take_back()
        if stop is None:
            self.tell("Nothing of this check-in to take back yet")
            return
        if stop in self._walk.stops:
            self._walk.go_to(stop)
        self._show()

    def action_redo(self) -> None:
        """What was taken back is asked for again, so there is nothing else to do."""
        self.tell("What was taken back is asked for here again")

    def _not_saved(self, stop: Stop, why: str) -> None:
        """Say what could not be written, and ask for it again at the end."""
        stop.is_passed = False
        if self._walk.here is None:
            self._walk.go_to(stop)
        self.tell(f"Not saved: {why}", tone=Tone.BAD)

    # --- the end

    def _arrive(self) -> None:
        """Show the next key result, or end once all is on the disk."""
        self._show()
        if self._walk.here is None:
            self._acts.at_rest(self._over)

    def _over(self) -> None:
        """All is asked and saved. Of several key results there is a summary to read where one stays in the app."""
        if self._walk.here is None and (self.is_alone or len(self._walk.stops) == 1):
            self._leave()
        self._show()

    def action_finish(self) -> None:
        """The summary was read."""
        self._leave()

    def action_anyway(self) -> None:
        """Check in although nothing is due."""
        if self._quiet is not None:
            self._begin(self._quiet.owned)
            self._show()

    def action_stop(self) -> None:
        """Stop here. A value that was taken is saved; what was only typed is asked about once."""
        if self._may_leave():
            self._acts.at_rest(self._leave)

    def action_quit(self) -> None:
        """Stop, and leave the app with it."""
        if self._may_leave():
            self._acts.at_rest(self._leave if self.is_alone else self.app.exit)

    def _may_leave(self) -> bool:
        stop = self._walk.here
        if stop is not None and self._walk.step is Step.CONFIDENCE:
            self._acts.save(stop)
            self._walk.ask(Step.OFF_TRACK)
        typed = next((each for each in self._walk.stops if each.has_unsaved), None)
        if typed is None or self._is_warned:
            return True
        self._is_warned = True
        title = typed.card.title if typed.card else "a key result"
        self.tell(f"What you typed for {title} is not saved", "esc again leaves it", tone=Tone.CAUTION)
        return False

    def _leave(self) -> None:
        """Go where one came from, with a word on what was done."""
        walk = self._walk
        is_done = any(stop.check_in for stop in walk.stops)
        if self.is_alone:
            today = self.workspace.today
            self.app.exit(quiet_sentence(self._quiet, today) if self._quiet else paragraph(walk, self.glyphs))
            return
        told = (tally(walk), "u undo") if is_done else ("Nothing was checked in", "")
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()
        else:
            self._begin(())
            self._was_left = True
            self.okrtui.action_go(self._came_from)
        if walk.stops:
            self.okrtui.say(*told)
