"""How the check-in wizard goes on and ends: the next key result, the summary, the way back to where one came from."""

from collections.abc import Callable, Sequence
from functools import partial

from textual import events

from okrtui.screens.checkin.end import paragraph, tally
from okrtui.screens.checkin.view import CheckinView
from okrtui.screens.checkin.walk import Step, Stop
from okrtui.widgets.tones import Tone
from okrtui.workspace.check_in_card import quiet_words
from okrtui.workspace.check_in_drafts import keep_drafts


class CheckinLeaving(CheckinView, inherit_bindings=False):
    """The wizard with its ends. What was taken is saved before it goes; what was only typed is kept for today."""

    def __init__(self, key_results: Sequence[str] | None = None, *, change: str | None = None) -> None:
        """`key_results` are asked for in their order; None: what is due for oneself, worst first.

        `change` is a check-in of the one key result: it is changed, and no other one made.
        """
        super().__init__(key_results, change=change)
        self._is_warned = False
        self._has_failed = False
        self._kept: list[str] = []

    def arrive(self) -> None:
        """Show the next key result, or end once all is on the disk."""
        self._show()
        if self._walk.here is None:
            if self._has_no_summary:
                self.unread()
            self._acts.at_rest(self._over)

    @property
    def _has_no_summary(self) -> bool:
        """Of several key results there is one to read where one stays in the app."""
        return self.is_alone or len(self._walk.stops) == 1

    def _over(self) -> None:
        """All is asked and saved, or something could not be saved and is asked for again."""
        if self._walk.here is None and self._has_no_summary:
            self._leave()
        else:
            self._stay()
        self._show()

    def action_finish(self) -> None:
        """The summary was read."""
        self.unread()
        self._acts.at_rest(self._leave)

    def action_anyway(self) -> None:
        """Check in although nothing is due."""
        if self._quiet is not None:
            self._begin(self._quiet.owned)
            self._show()

    def action_stop(self) -> None:
        """Stop here. A value that was taken is saved; what was only typed is kept for today."""
        self._stop(self._leave)

    def action_quit(self) -> None:
        """Stop, and leave the app with it."""
        self._stop(self._leave if self.is_alone else self.app.exit)

    def _stop(self, leave: Callable[[], object]) -> None:
        """Save a value that was taken, keep what was only typed, then leave. Where that fails, one is warned first."""
        was_warned, self._has_failed = self._is_warned, False
        taken = self._walk.here if self._walk.step is Step.CONFIDENCE else None
        typed = [stop for stop in self._walk.stops if stop is not taken and stop.has_unsaved and not stop.is_passed]
        if typed and self._changed is not None and not was_warned:
            self._is_warned = True
            self.tell("What you changed is not saved", "esc again leaves it", tone=Tone.CAUTION)
            return
        if taken is not None:
            self._acts.save(taken)
        if self._changed is None:
            self._keep(typed)
        self.unread()  # the next key is for what lies below, once all is on the disk
        self._acts.at_rest(partial(self._leave_unless_failed, leave, was_warned))

    def _keep(self, typed: Sequence[Stop]) -> None:
        """Keep what was typed; of the other key results of this walk nothing is left to keep."""
        self._kept = [stop.card.title for stop in typed if stop.card]
        drafts = {stop.key_result: stop.draft for stop in typed}
        asked = [stop.key_result for stop in self._walk.stops]
        self._acts.keep(partial(keep_drafts, self.workspace, asked, drafts), self._not_kept)

    def _not_kept(self, why: str) -> None:
        self._has_failed, self._kept = True, []
        self.tell(f"What you typed is not kept: {why}", "esc again leaves it", tone=Tone.BAD)

    def not_saved(self, stop: Stop, why: str) -> None:
        """Say what could not be written, and stay."""
        super().not_saved(stop, why)
        self._has_failed = True

    def _leave_unless_failed(self, leave: Callable[[], object], was_warned: bool) -> None:
        self._is_warned = self._has_failed
        if was_warned or not self._has_failed:
            leave()
        else:
            self._stay()

    def _stay(self) -> None:
        """Take keys again; those that were meant for another screen are gone."""
        self.okrtui.forget_keys()
        self.is_read = True

    def _is_ours(self, key: events.Key) -> bool:
        return True

    def _kept_words(self) -> str:
        """What was kept, in a sentence; "" for nothing."""
        if not self._kept:
            return ""
        more = f" and {len(self._kept) - 1} more" if len(self._kept) > 1 else ""
        return f"What you typed for {self._kept[0]}{more} is kept for today."

    def _leave(self) -> None:
        """Go where one came from, with a word on what was done."""
        walk = self._walk
        is_done = any(stop.is_saved for stop in walk.stops)
        if self.is_alone:
            quiet = quiet_words(self._quiet, self.workspace.today) if self._quiet else [paragraph(walk, self.glyphs)]
            self.app.exit(" ".join(part for part in (*quiet, self._kept_words()) if part))
            return
        told = (tally(walk), "u undo") if is_done else (self._kept_words() or "Nothing was checked in", "")
        if self._changed is not None:
            told = self._last_told or ("Nothing was changed", "")
        elif is_done and len(walk.stops) == 1 and self._last_told:  # which says more
            told = self._last_told
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()
        else:
            self._begin(())
            self._was_left = True
            self.okrtui.action_go(self._came_from)
        if walk.stops:
            self.okrtui.say(*told)
        self.has_read()
