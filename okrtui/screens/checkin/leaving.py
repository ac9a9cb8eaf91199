"""How the check-in wizard goes on and ends: the next key result, the summary, the way back to where one came from."""

from collections.abc import Sequence

from okrtui.screens.checkin.end import paragraph, tally
from okrtui.screens.checkin.view import CheckinView
from okrtui.screens.checkin.walk import Step
from okrtui.widgets.tones import Tone
from okrtui.workspace.check_in_card import quiet_words


class CheckinLeaving(CheckinView, inherit_bindings=False):
    """The wizard with its ends. What was taken is saved before it goes; what was only typed is asked about."""

    def __init__(self, key_results: Sequence[str] | None = None, *, change: str | None = None) -> None:
        """`key_results` are asked for in their order; None: what is due for oneself, worst first.

        `change` is a check-in of the one key result: it is changed, and no other one made.
        """
        super().__init__(key_results, change=change)
        self._is_warned = False

    def arrive(self) -> None:
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
        self._acts.at_rest(self._leave)

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
        """Whether nothing is lost by leaving, or one was told what is. A value that was taken is saved."""
        taken = self._walk.here if self._walk.step is Step.CONFIDENCE else None
        typed = [stop for stop in self._walk.stops if stop is not taken and stop.has_unsaved and not stop.is_passed]
        if typed and not self._is_warned:
            self._is_warned = True
            title = typed[0].card.title if typed[0].card else "a key result"
            self.tell(f"What you typed for {title} is not saved", "esc again leaves it", tone=Tone.CAUTION)
            return False
        if taken is not None:
            self._acts.save(taken)
        return True

    def _leave(self) -> None:
        """Go where one came from, with a word on what was done."""
        walk = self._walk
        is_done = any(stop.is_saved for stop in walk.stops)
        if self.is_alone:
            today = self.workspace.today
            self.app.exit(" ".join(quiet_words(self._quiet, today)) if self._quiet else paragraph(walk, self.glyphs))
            return
        told = (tally(walk), "u undo") if is_done else ("Nothing was checked in", "")
        if self._changed is not None:
            told = self._last_told or ("Nothing was changed", "")
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()
        else:
            self._begin(())
            self._was_left = True
            self.okrtui.action_go(self._came_from)
        if walk.stops:
            self.okrtui.say(*told)
