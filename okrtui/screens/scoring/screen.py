"""Scoring: key result after key result with one key each, then what owner and lead agree on.

One place takes every key, in the order they were pressed, as in the check-in: a burst never lands in the wrong field.
"""

from typing import ClassVar

from textual import events
from textual.binding import ActiveBinding, Binding, BindingType
from textual.keys import key_to_character

from okrtui.screens.bands import DISPOSITIONS
from okrtui.screens.scoring.answers import ScoringAnswers
from okrtui.screens.scoring.keys import OWN, paste, possible, score_of, type_key, types
from okrtui.screens.scoring.sheet import tally
from okrtui.screens.scoring.view import draft_key
from okrtui.widgets.entry import JOINERS
from okrtui.widgets.tones import Tone


class ScoringScreen(ScoringAnswers, inherit_bindings=False):
    """The scoring walk. Every score is on the disk before the next is asked for; one can stop anywhere."""

    BINDING_GROUP_TITLE = "Scoring"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "take it", id="scoring.take", tooltip="your own score, else the proposed one"),
        Binding("enter", "take_entry", "take it", id="scoring.take_entry"),
        Binding("enter", "agree", "agree on all", id="scoring.agree", tooltip="in one act"),
        Binding("enter", "answer", "keep it", id="scoring.answer"),
        Binding("enter", "finish", "done", id="scoring.finish"),
        *(
            Binding(key, f"becomes('{each.value}')", word, show=False, id=f"scoring.{each.value}")
            for each, (key, word) in DISPOSITIONS.items()
        ),
        Binding("s", "assess", "say it in words", id="scoring.assess", tooltip="the self-assessment"),
        Binding("o", "as_role('owner')", "as owner", show=False, id="scoring.as_owner"),
        Binding("l", "as_role('lead')", "as lead", show=False, id="scoring.as_lead"),
        Binding("o", "choose('owner')", "the owner's", show=False, id="scoring.owners"),
        Binding("l", "choose('lead')", "the lead's", show=False, id="scoring.leads"),
        Binding("p", "choose('')", "the proposed one", show=False, id="scoring.proposed"),
        Binding("b", "begun", "as begun", show=False, id="scoring.begun", tooltip="by what it was first aimed at"),
        Binding("n", "leave_open", "leave open", show=False, id="scoring.leave_open"),
        Binding("equals_sign", "explain", "why", id="scoring.explain", tooltip="how the proposed score comes about"),
        Binding("up,k", "step(-1)", "up", show=False, id="scoring.up"),
        Binding("down,j", "step(1)", "down", show=False, id="scoring.down"),
        Binding("tab", "skip", "skip", id="scoring.skip", tooltip="it stays to be scored"),
        Binding("shift+tab", "back", "back", id="scoring.back"),
        Binding("u", "undo", "undo", id="scoring.undo", tooltip="take back the last of this walk"),
        Binding("U", "redo", "", show=False, id="scoring.redo"),
        Binding("escape", "leave_entry", "back", id="scoring.leave_entry"),
        Binding("escape", "leave_ask", "back", id="scoring.leave_ask", tooltip="what was typed is kept"),
        Binding("escape", "stop", "stop, all is saved", id="scoring.stop"),
        Binding("q", "quit", "quit", show=False, id="scoring.quit"),
        Binding("ctrl+p", "app.palette", "anything", show=False, id="scoring.palette"),
    ]

    _is_warned = False

    # --- keys

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings that count now: what is typed does nothing else."""
        found = super().active_bindings.items()
        return {key: each for key, each in found if not types(self._walk, self._ask, key_to_character(key))}

    async def on_key(self, event: events.Key) -> None:
        """Take a key: a score or text where one types, else what is bound to it. All others are the app's."""
        if self.focused is not None or not self.is_read:  # the help is read, or it is for the screen below
            return
        character = event.character if event.is_printable or event.character in JOINERS else None
        value = score_of(self._walk, self._ask, character)
        if value is not None:
            event.stop()
            self._give(value, character or "")
        elif type_key(self._walk, self._ask, event.key, character):
            event.stop()
            self._show()
        elif (found := self.active_bindings.get(event.key)) is not None and found.node is self:
            event.stop()
            self._walk.quick = None
            self._is_warned = self._is_warned and found.binding.action == "quit"
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
        return action in possible(self._walk, self._ask)

    # --- going about

    def action_skip(self) -> None:
        """Leave this page as it is."""
        self._walk.pass_by()
        self._arrive()

    def action_back(self) -> None:
        """Go to the page before."""
        if not self._walk.back():
            self.tell("This is the first one")
        self._show()

    def action_undo(self) -> None:
        """Take back what was done last in this walk, and ask for it again."""
        page = self._acts.take_back()
        if page is None:
            self.tell("Nothing of this scoring to take back yet")
            return
        self._walk.go_to(page)
        self._show()

    def action_redo(self) -> None:
        """What was taken back is asked for again, so there is nothing else to do."""
        self.tell("What was taken back is asked for here again")

    # --- the end

    def action_finish(self) -> None:
        """All was read."""
        self.action_stop()

    def action_stop(self) -> None:
        """Stop here; what was typed and not given with a score is here again when one comes back."""
        self.unread()  # the next key is for what lies below, once all is on the disk
        self._acts.at_rest(self._leave)

    def action_quit(self) -> None:
        """Stop, and leave the app with it; what would be lost with that is asked about once."""
        if any(page.has_unsaved for page in self._walk.pages) and not self._is_warned:
            self._is_warned = True
            self.tell("Something you typed or chose is not saved yet", "q again leaves it", tone=Tone.CAUTION)
            return
        self._acts.at_rest(self.app.exit)

    def _leave(self) -> None:
        kept = [stop for stop in self._walk.stops if stop.assessment]
        for stop in kept:
            self.okrtui.drafts[draft_key(stop)] = {"assessment": stop.assessment or ""}
        self.app.pop_screen()
        told = tally(self._walk)
        self.okrtui.say(told, "what you typed is kept" if kept else "u undo" if told[:7] != "Nothing" else "")
