"""Looking at what one watches: what has turned at risk since the last look, and what is aimed at something else."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from okrtui.okr.alerts import RISKY, Watch, aim_of, status_of, watch
from okrtui.storage.clock import tick
from okrtui.workspace.alert_memory import Memory, Move, Turn
from okrtui.workspace.authors import author_of, writer_of
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Change

FIRST_LOOK_MS = 7 * 24 * 60 * 60 * 1000
"""How far back one is told of things at the first look."""
_AT_ONCE = 50
"""Objects that are looked at before others get the lock."""


class Touched(NamedTuple):
    """What may have changed: None is all. Of what only oneself has done, nothing is told."""

    ids: frozenset[str] | None
    own: frozenset[str] = frozenset()

    def has(self, id: str) -> bool:
        """Whether something may have changed."""
        return self.ids is None or id in self.ids


ALL = Touched(None)


def touched_by(changes: Sequence[Change]) -> Touched:
    """What some changes may have changed; a change without objects is another day, on which all may be another."""
    if any(not change.keys for change in changes):
        return ALL
    others = frozenset().union(*(change.touched for change in changes if change.lines))
    own = frozenset().union(*(change.touched for change in changes if not change.lines))
    return Touched(others | own, own - others)


def look(view: View, memory: Memory, touched: Touched = ALL) -> None:
    """Bring the memory up to how things stand, and note what has turned or moved."""
    now = tick(None, view.moment.clock())
    is_first = not memory.since
    if is_first:
        memory.since = tick(None, view.moment.clock() - FIRST_LOOK_MS)
    with view.lock:
        watched = watch(view.company, view.person, view.today)
    _look_at_statuses(view, memory, watched, touched, now)
    _look_at_aims(view, memory, watched, touched)
    memory.looked = now


def _portions(ids: Iterable[str]) -> Iterable[list[str]]:
    every = list(ids)
    return (every[start : start + _AT_ONCE] for start in range(0, len(every), _AT_ONCE))


def _look_at_statuses(view: View, memory: Memory, watched: Watch, touched: Touched, now: str) -> None:
    known = memory.statuses
    memory.statuses = {id: known[id] for id in watched.statuses if id in known}
    memory.turned = {id: turn for id, turn in memory.turned.items() if id in watched.statuses}
    for ids in _portions(id for id in watched.statuses if touched.has(id) or id not in known):
        with view.lock:
            for id in ids:
                status = status_of(view.standings, id)
                if status is None:
                    continue
                before = memory.statuses.get(id)
                memory.statuses[id] = status.value
                if status not in RISKY:
                    memory.turned.pop(id, None)
                elif before not in (None, *RISKY) and not _is_own_doing(view, memory, id, touched):
                    memory.turned[id] = Turn(now, str(before))
    _leave_to_the_key_results(view, memory)


def _is_own_doing(view: View, memory: Memory, id: str, touched: Touched) -> bool:
    """Whether it was oneself who brought it there, by a check-in since the last look."""
    if id in touched.own:
        return True
    company = view.company
    key_results = [id] if company.key_result(id) else [each.id for each in company.key_results_of(id)]
    for each in key_results:
        last = view.standings.key_result(each).last
        entry = company.entry("check_in", last.id) if last else None
        author = author_of(view, entry) if entry else None
        if author and author.id == view.person and author.when > memory.looked:
            return True
    return False


def _leave_to_the_key_results(view: View, memory: Memory) -> None:
    """An objective is at risk because a key result of it is: where that is told of, it says enough."""
    told = {key_result.objective for id in memory.turned if (key_result := view.company.key_result(id))}
    memory.turned = {id: turn for id, turn in memory.turned.items() if id not in told}


def _look_at_aims(view: View, memory: Memory, watched: Watch, touched: Touched) -> None:
    known = memory.aims
    memory.aims = {id: known[id] for id in watched.aims if id in known}
    memory.moved = {id: move for id, move in memory.moved.items() if id in watched.aims}
    for ids in _portions(id for id in watched.aims if touched.has(id) or id not in known):
        with view.lock:
            for id in ids:
                _look_at_aim(view, memory, id)


def _look_at_aim(view: View, memory: Memory, id: str) -> None:
    before, now = memory.aims.get(id), aim_of(view.company, id)
    memory.aims[id] = now
    if before is None or before == now:
        return
    changed = [name for name in before if before[name] != now.get(name)]  # what was missing is not moved by being there
    kind = view.company.kind_of(id) or ""
    authors = [writer_of(view, kind, id, name) for name in changed]
    last = max(authors, key=lambda author: author.when, default=None)
    earlier = memory.moved.pop(id, None)
    if last is None or last.id == view.person:
        return
    was = {**{name: before[name] for name in changed}, **(earlier.was if earlier else {})}
    if any(value != now.get(name) for name, value in was.items()):
        memory.moved[id] = Move(last.when, last.id, was)
