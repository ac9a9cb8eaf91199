"""What the check-in wizard writes, and takes back: each thing as soon as it is said, in the order it was said."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from okrtui.okr.cadence import short_day
from okrtui.screens.checkin.jobs import Job, Jobs
from okrtui.screens.checkin.walk import Stop
from okrtui.workspace.check_in_card import changes_to, saved
from okrtui.workspace.check_in_figures import figures_with
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.edits import change
from okrtui.workspace.errors import NothingToUndo, UsageError
from okrtui.workspace.forms import Form, open_form
from okrtui.workspace.late import late_words
from okrtui.workspace.originals import moved_of
from okrtui.workspace.undoing import undo

if TYPE_CHECKING:
    from okrtui.app import OkrtuiApp


class _Act:
    """Something that was said at a stop; not every one came to be written."""

    def __init__(self, stop: Stop) -> None:
        self.stop = stop
        self.is_written = False


class Acts:
    """The wizard's writing."""

    def __init__(self, app: "OkrtuiApp", tell: Callable[[str, str], None], failed: Callable[[Stop, str], None]) -> None:
        """`tell` says what was done and how to take it back; `failed` gets a stop that is not saved, and why."""
        self._workspace = app.workspace
        self._jobs = Jobs(app)
        self._tell = tell
        self._failed = failed
        self._done: list[_Act] = []

    def begin(self) -> None:
        """A new walk: what was done before it is not taken back from here."""
        self._done = []

    def at_rest(self, then: Callable[[], None]) -> None:
        """Call `then` as soon as everything is on the disk."""
        self._jobs.at_rest(then)

    # --- saying

    def save(self, stop: Stop) -> None:
        """Save what was said of a key result: as a check-in, or into the one that this walk has made already."""
        if stop.card is None:
            return
        value, confidence, notes, on = stop.value, stop.confidence, dict(stop.notes), stop.day
        stop.after = figures_with(self._workspace, stop.card.key_result, value, on)
        behalf = stop.card.owner if stop.card.owner != self._workspace.person else None
        shown, stop.form = stop.form, None
        stop.answered()
        stop.is_saving = True
        act = self._begin_act(stop)

        def work() -> str | None:
            own = saved(self._workspace, stop.check_in)
            if stop.is_edit and own is None:
                raise UsageError("this check-in was withdrawn meanwhile")
            if stop.check_in is None or own is None:
                made = check_in(
                    self._workspace,
                    stop.key_result,
                    value,
                    confidence=confidence,
                    notes=notes,
                    on=on,
                    on_behalf_of=behalf,
                )
                return made.id
            form = shown or open_form(self._workspace, "check_in", stop.check_in)
            changes = changes_to(own, value, confidence, notes, on)
            return stop.check_in if change(self._workspace, form, changes) else None

        def then(id: str | None) -> None:
            stop.is_saving = False
            stop.check_in, stop.is_saved = id or stop.check_in, True
            self._ended(act, is_written=id is not None)
            words = stop.after.value if stop.after else ""
            told = "Changed to" if stop.is_edit else "Checked in"
            late = late_words(self._workspace, stop.key_result, on or self._workspace.today) if id else ""
            done = f"{told} {words}{self._for_day(on)}" if id else f"It stays at {words}"
            self._tell(f"{done}; {late}" if late else done, "u undo" if id else "")

        self._jobs.add(Job(work, then, partial(self._not_saved, act)))

    def _for_day(self, on: date | None) -> str:
        """` for 13 Nov`, where it is not today."""
        today = self._workspace.today
        return "" if on in (None, today) else f" for {short_day(on, today)}"

    def _not_saved(self, act: _Act, why: str) -> None:
        act.stop.is_saving = False
        self._ended(act, is_written=False)
        self._failed(act.stop, why)

    def write(self, stop: Stop, work: Callable[[], object], told: str) -> None:
        """Write something else about a key result, and say so."""
        act = self._begin_act(stop)

        def done() -> object:
            result = work()
            stop.moved = moved_of(self._workspace, stop.key_result)
            return result

        def then(result: object) -> None:
            is_written = result not in ([], False)  # a change that changed nothing
            self._ended(act, is_written=is_written)
            self._tell(told if is_written else "It is so already", "u undo" if is_written else "")

        def failed(why: str) -> None:
            self._ended(act, is_written=False)
            self._failed(stop, why)

        self._jobs.add(Job(done, then, failed))

    def keep(self, work: Callable[[], object], failed: Callable[[str], None]) -> None:
        """Keep something that is no act: it is not taken back."""
        self._jobs.add(Job(work, lambda _: None, failed))

    def _begin_act(self, stop: Stop) -> _Act:
        act = _Act(stop)
        self._done.append(act)
        return act

    def _ended(self, act: _Act, *, is_written: bool) -> None:
        act.is_written = is_written
        if not is_written and act in self._done:
            self._done.remove(act)

    # --- taking back

    def take_back(self) -> Stop | None:
        """Take back what was said last in this walk; the stop it belongs to, None where nothing is left."""
        if not self._done:
            return None
        act = self._done.pop()

        def work() -> str:
            if not act.is_written:
                raise NothingToUndo("It was not saved, so there is nothing to take back")
            outcome = undo(self._workspace)
            act.stop.moved = moved_of(self._workspace, act.stop.key_result)
            return "; someone changed a part of it since, that stays" if outcome.kept else ""

        def then(kept: str) -> None:
            own = saved(self._workspace, act.stop.check_in)
            act.stop.is_saved = own is not None
            if own is not None and not act.stop.has_input:
                act.stop.fill(own)
            title = act.stop.card.title if act.stop.card else ""
            self._tell(f"Taken back: {title}{kept}", "")

        self._jobs.add(Job(work, then, lambda why: self._tell(why, "")))
        return act.stop

    def look_again(self, stop: Stop) -> None:
        """Show the check-in of a stop for editing: what is written later is over what was seen now."""
        own = saved(self._workspace, stop.check_in)
        stop.form = self._form(stop) if own is not None and not stop.is_saving else None

    def _form(self, stop: Stop) -> Form | None:
        return open_form(self._workspace, "check_in", stop.check_in) if stop.check_in else None
