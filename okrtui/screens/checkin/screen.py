"""The check-in: what is due, one key result after the other, in under a minute.

One place takes every key, in the order they were pressed, and sets what is asked next at once. Nothing here gets the
focus, so keys that come in one burst cannot land in the wrong field.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import ClassVar

from textual import events
from textual.binding import ActiveBinding, Binding, BindingType
from textual.keys import key_to_character

from okrtui.okr.number import NumberError
from okrtui.screens.checkin.ask import Ask
from okrtui.screens.checkin.keys import NOTE_KEYS, OWN, asides, paste, possible, sure_of, type_key, types
from okrtui.screens.checkin.leaving import CheckinLeaving
from okrtui.screens.checkin.questions import ask_aside
from okrtui.screens.checkin.walk import Step, Stop
from okrtui.widgets.entry import JOINERS
from okrtui.workspace.check_ins import is_off_track
from okrtui.workspace.next_steps import take_step


class CheckinScreen(CheckinLeaving, inherit_bindings=False):
    """The check-in wizard. Every check-in is on the disk before the next one is; one can stop at any key result."""

    BINDING_GROUP_TITLE = "Check-in"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "next", id="checkin.take", tooltip="take the value; with none, skip"),
        Binding("enter", "keep", "next", id="checkin.keep", tooltip="keep the last confidence"),
        Binding("enter", "go_on", "keep going", id="checkin.go_on"),
        Binding("enter", "answer", "take it", id="checkin.answer"),
        Binding("enter", "finish", "done", id="checkin.finish"),
        *(
            Binding(key, f"aside('{field}')", name, show=False, id=f"checkin.{field}", tooltip=meaning)
            for field, (key, name, meaning) in NOTE_KEYS.items()
        ),
        Binding(
            "b", "aside('blocker')", "name a blocker", show=False, id="checkin.blocker", tooltip="and who solves it"
        ),
        Binding(
            "m", "aside('measures')", "measures", show=False, id="checkin.measures", tooltip="read the leading measures"
        ),
        Binding("d", "tick", "it is done", show=False, id="checkin.tick", tooltip="the next step of last time"),
        Binding("D", "aside('day')", "another day", show=False, id="checkin.day", tooltip="check in for a day before"),
        Binding("h,H", "history", "history", show=False, id="checkin.history", tooltip="of this key result"),
        Binding("c", "anyway", "check in all the same", id="checkin.anyway"),
        Binding("t", "aside('target')", "adapt the target", show=False, id="checkin.target"),
        Binding(
            "r", "aside('reassess')", "reassess", show=False, id="checkin.reassess", tooltip="set the status, and why"
        ),
        Binding("y", "say(True)", "yes", show=False, id="checkin.yes"),
        Binding("n", "say(False)", "no", show=False, id="checkin.no"),
        Binding("up,k", "step(-1)", "up", show=False, id="checkin.up"),
        Binding("down,j", "step(1)", "down", show=False, id="checkin.down"),
        Binding("space", "mark", "done or not", show=False, id="checkin.mark"),
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

    # --- keys

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings that count now: what is typed does nothing else."""
        found = super().active_bindings.items()
        return {key: each for key, each in found if not types(self._walk, self._ask, key_to_character(key))}

    async def on_key(self, event: events.Key) -> None:
        """Take a key: text where one types, else what is bound to it. All others are the app's."""
        if self.focused is not None or not self.is_read:  # the help is read, or it is for the screen below
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
        elif self.is_alone and character is not None and character.isdecimal():
            event.stop()  # there are no other screens to go to

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted text where one types."""
        event.stop()
        paste(self._walk, self._ask, event.text)
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done at this moment has its key."""
        if action == "aside":
            return parameters[0] in asides(self._walk, self._ask)
        if action not in OWN:
            return super().check_action(action, parameters)
        if action == "anyway" and not (self._quiet and self._quiet.owned):
            return False
        return action in possible(self._walk, self._ask)

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
        is_current = stop.card is not None and stop.card.later is None and not stop.is_edit
        if is_current and stop.after is not None and is_off_track(stop.after.status):
            self._walk.ask(Step.OFF_TRACK)
            self._show()
        else:
            self.action_go_on()

    def action_go_on(self) -> None:
        """Go on to the next key result."""
        self._walk.pass_by()
        self.arrive()

    def action_skip(self) -> None:
        """Leave this key result as it is; it stays due."""
        self._walk.pass_by()
        self.arrive()

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

    def action_aside(self, name: str) -> None:
        """Ask a question on the side."""
        stop = self._walk.here
        if stop is not None and stop.card is not None:
            ask_aside(self, stop, stop.card, name)

    def action_tick(self) -> None:
        """Last week's next step is done, or is not after all."""
        stop = self._walk.here
        step = stop.step if stop else None
        if stop is not None and step is not None:
            told = "Not done yet: " if step.is_done else "Done: "
            work = partial(take_step, self.workspace, step.check_in, not step.is_done)
            self.write(stop, work, f"{told}{step.text}")

    def set_day(self, day: date) -> None:
        """Check in for another day, from this key result on."""
        self._walk.set_day(day)
        self._show()

    def action_history(self) -> None:
        """Show the history of this key result; what is typed stays."""
        from okrtui.screens.history import HistoryScreen

        if (stop := self._walk.here) is not None:
            self.app.push_screen(HistoryScreen("key_result", stop.key_result))

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
