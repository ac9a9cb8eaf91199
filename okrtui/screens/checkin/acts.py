"""What the check-in wizard writes: check-ins, and what else is said about a key result on the way."""

from collections.abc import Callable
from datetime import date

from okrtui.okr.cadence import short_day
from okrtui.screens.checkin.walk import Stop
from okrtui.screens.jobs import Job
from okrtui.screens.walk_acts import Told, WalkActs
from okrtui.workspace.check_in_card import changes_to, saved
from okrtui.workspace.check_in_figures import figures_with
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.edits import change
from okrtui.workspace.errors import UsageError
from okrtui.workspace.forms import Form, open_form
from okrtui.workspace.late import late_words
from okrtui.workspace.originals import moved_of


class Acts(WalkActs[Stop]):
    """The wizard's writing."""

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

        def then(id: str | None) -> Told:
            stop.is_saving = False
            stop.check_in, stop.is_saved = id or stop.check_in, True
            words = stop.after.value if stop.after else ""
            if not id:
                return Told(f"It stays at {words}", is_written=False)
            done = f"{'Changed to' if stop.is_edit else 'Checked in'} {words}{self._for_day(on)}"
            late = late_words(self._workspace, stop.key_result, on or self._workspace.today)
            return Told(f"{done}; {late}" if late else done)

        def lost() -> None:
            stop.is_saving = False

        self._write(stop, work, then, lost)

    def _for_day(self, on: date | None) -> str:
        """` for 13 Nov`, where it is not today."""
        today = self._workspace.today
        return "" if on in (None, today) else f" for {short_day(on, today)}"

    def write(self, stop: Stop, work: Callable[[], object], told: str) -> None:
        """Write something else about a key result, and say so."""

        def done() -> object:
            result = work()
            stop.moved = moved_of(self._workspace, stop.key_result)
            return result

        def then(result: object) -> Told:
            is_written = result not in ([], False)  # a change that changed nothing
            return Told(told if is_written else "It is so already", is_written)

        self._write(stop, done, then)

    def keep(self, work: Callable[[], object], failed: Callable[[str], None]) -> None:
        """Keep something that is no act: it is not taken back."""
        self._jobs.add(Job(work, lambda _: None, failed))

    def _look_after(self, page: Stop) -> None:
        page.moved = moved_of(self._workspace, page.key_result)

    def _taken_back(self, page: Stop) -> str:
        own = saved(self._workspace, page.check_in)
        page.is_saved = own is not None
        if own is not None and not page.has_input:
            page.fill(own)
        return page.card.title if page.card else ""

    def look_again(self, stop: Stop) -> None:
        """Show the check-in of a stop for editing: what is written later is over what was seen now."""
        own = saved(self._workspace, stop.check_in)
        stop.form = self._form(stop) if own is not None and not stop.is_saving else None

    def _form(self, stop: Stop) -> Form | None:
        return open_form(self._workspace, "check_in", stop.check_in) if stop.check_in else None
