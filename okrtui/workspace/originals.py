"""What a key result was first aimed at, as its cycle began, where that has been moved since; and the score by it."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from okrtui.okr import arithmetic, score
from okrtui.okr.coach.scene import Figures
from okrtui.okr.number import format_short
from okrtui.okr.progress import clamp
from okrtui.okr.records import KeyResult, number_of
from okrtui.storage.registers import Register
from okrtui.workspace.past import Written, counting, end_of, state_of
from okrtui.workspace.rows import target_text
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace

_FIELDS = Figures._fields


class Originals:
    """The moved figures of a company. `lines` reads the history, and is asked only when something has moved."""

    def __init__(self, view: View, lines: Callable[[], Iterable[Written]], ids: Iterable[str] | None = None) -> None:
        """`ids` are the key results to look at, by default all."""
        self._view = view
        self._lines = lines
        self._moved: dict[str, Figures] = {}
        with view.lock:
            looked_at = [id for id, _ in view.company.live("key_result")] if ids is None else list(ids)
        self.read(looked_at)

    def of(self, id: str) -> Figures | None:
        """What a key result was first aimed at; None where it is aimed at the same still."""
        return self._moved.get(id)

    def read(self, ids: Iterable[str]) -> None:
        """Look anew at some key results, new or changed. Others have the lock while the history is read."""
        suspects = {}
        with self._view.lock:
            for id in ids:
                if begun := self._moved_since(id):
                    suspects[id] = begun
                else:
                    self._moved.pop(id, None)
        if not suspects:
            return
        histories: dict[str, list[Written]] = {id: [] for id in suspects}
        for written in self._lines():
            for kind, id in {op[:2] for op in written[1].ops if op[2] in _FIELDS}:
                if kind == "key_result" and id in histories:
                    histories[id].append(written)
        with self._view.lock:
            for id, day in suspects.items():
                before = self._at(id, histories[id], day)
                if before is not None and before != self._now(id):
                    self._moved[id] = before
                else:
                    self._moved.pop(id, None)

    def _moved_since(self, id: str) -> date | None:
        """The day that a key result began, if its figures have been written anew after it."""
        view = self._view
        key_result = view.company.key_result(id)
        objective = view.company.objective(key_result.objective) if key_result else None
        cycle = view.company.cycle(objective.cycle) if objective else None
        entry = view.company.entry("key_result", id)
        if cycle is None or entry is None:
            return None
        begun = max(cycle.start, view.day_of(entry.created[0]))
        for field in _FIELDS:
            register = view.state.register("key_result", id, field)
            if register and register.gone and view.day_of(register.shown.line.ts) > begun:
                return begun
        return None

    def _now(self, id: str) -> Figures:
        key_result = self._view.company.key_result(id)
        return figures_of(key_result) if key_result else Figures(None, None)

    def _at(self, id: str, lines: list[Written], day: date) -> Figures | None:
        """The figures at the end of a day; None where none had been written by then."""
        state = state_of(counting(lines, end_of(day, self._view.zone)))
        if ("key_result", id) not in state.objects:
            return None
        return Figures(*(self._shown(state.register("key_result", id, field)) for field in _FIELDS))

    @staticmethod
    def _shown(register: Register | None) -> Decimal | None:
        return number_of(register.shown.value) if register else None


def original_of(workspace: Workspace, id: str) -> Figures | None:
    """What one key result was first aimed at; None where it is aimed at the same still."""
    return Originals(workspace, workspace.replica.history, [id]).of(id)


def figures_of(key_result: KeyResult) -> Figures:
    """What a key result is aimed at now."""
    return Figures(key_result.start, key_result.target, key_result.low, key_result.high)


def as_begun(key_result: KeyResult, original: Figures | None) -> KeyResult | None:
    """A key result with the figures that it was first aimed at; None where those are the ones of now.

    To write down what was missing is not to move it.
    """
    if original is None:
        return None
    now = figures_of(key_result)
    then = Figures(*(was if was is not None else is_ for was, is_ in zip(original, now, strict=True)))
    return key_result._replace(**then._asdict()) if then != now else None


class Moved(NamedTuple):
    """A key result by what it was first aimed at, beside what it is aimed at now; progress is raw."""

    figures: Figures
    """What it was first aimed at; what was missing then, as it is now."""
    target: str
    """In words: `27 %`, `≥ $500K`; where the start was moved, with it: `22 to 27 %`."""
    target_now: str
    progress: Fraction
    progress_now: Fraction
    score: Decimal
    """The score that it would get today, with two places, by what it was first aimed at."""
    score_now: Decimal
    arithmetic: tuple[str, ...]
    """How `progress` comes about."""


def moved(view: View, id: str, original: Figures | None) -> Moved | None:
    """A key result by its `original` figures and by those of now; None where they are none, or the same."""
    with view.lock:
        key_result = view.company.key_result(id)
        first = as_begun(key_result, original) if key_result else None
        if key_result is None or first is None:
            return None
        then = figures_of(first)
        last = view.standings.key_result(id).last
        before, after = view.standings.raw(first, last), view.standings.raw(key_result, last)
        number = last.number if last else None
        told = arithmetic.of_key_result(first.metric, number, *then, unit=first.unit_of_measure)
        has_start = then.start != key_result.start
        return Moved(
            then,
            _aim(view, first, has_start),
            _aim(view, key_result, has_start),
            before,
            after,
            score.shown(clamp(before)),
            score.shown(clamp(after)),
            told.lines,
        )


def _aim(view: View, key_result: KeyResult, has_start: bool) -> str:
    target = target_text(view, key_result)
    return f"{format_short(key_result.start)} to {target}" if has_start and key_result.start is not None else target


def moved_of(workspace: Workspace, id: str) -> Moved | None:
    """A key result by what it was first aimed at; None where it is aimed at the same still. May read the history."""
    return moved(workspace, id, original_of(workspace, id))
