"""How the company stands, in one small mapping with stable keys: what `okrtui status` prints."""

from collections import Counter
from fractions import Fraction
from typing import Any

from okrtui.okr.cadence import week_of
from okrtui.okr.kinds import Status
from okrtui.okr.number import percent
from okrtui.okr.scores import count_late
from okrtui.storage.sync import SyncState
from okrtui.workspace.check_ins import due_for
from okrtui.workspace.closing_time import cycle_looked_back_on
from okrtui.workspace.view import View


def overview(workspace: View, sync: SyncState) -> dict[str, Any]:
    """Workspace, cycle, today, progress and expected (percent), counts by status, stale, due_mine, late, and more."""
    with workspace.lock:
        company, standings = workspace.company, workspace.standings
        today = workspace.today
        cycle = company.current_cycle(today)
        week = week_of(today, cycle.start, cycle.end) if cycle else None
        roots = company.child_units(None)
        unit = standings.unit(roots[0].id, cycle.id if cycle else None) if roots else None
        objectives: Counter[str] = Counter()
        key_results: Counter[str] = Counter()
        stale = 0
        for id in company.pointing("objective", "cycle", cycle.id) if cycle else []:
            status = standings.objective(id).status
            objectives[status or "no_key_results"] += 1
            for key_result in company.key_results_of(id):
                standing = standings.key_result(key_result.id)
                key_results[standing.status] += 1
                stale += standing.is_stale
        return {
            "workspace": {"id": workspace.config.workspace, "name": company.workspace().name},
            "cycle": cycle
            and {
                "id": cycle.id,
                "name": cycle.name,
                "start": cycle.start.isoformat(),
                "end": cycle.end.isoformat(),
                "week": week.number if week else None,
                "weeks": week.total if week else None,
            },
            "today": today.isoformat(),
            "progress": _percent(unit.progress if unit else None),
            "expected": _percent(unit.expected if unit else None),
            "objectives": _by_status(objectives),
            "key_results": _by_status(key_results),
            "stale": stale,
            "due_mine": len(due_for(workspace, workspace.person)),
            "late": _late(workspace),
            "conflicts": sum(not workspace.state.is_waiting(each) for _, each in workspace.state.contested()),
            "sync": sync_facts(sync),
        }


def _late(workspace: View) -> int:
    """How many agreed scores something came after, in the cycle that one looks back on."""
    cycle = workspace.company.cycle(cycle_looked_back_on(workspace)) if workspace.company.cycles() else None
    return count_late(workspace.standings, cycle) if cycle else 0


def sync_facts(sync: SyncState) -> dict[str, Any]:
    """How replica and folder stand, with stable keys."""
    return {
        "state": sync_word(sync),
        "pending": sync.pending,
        "missing": sync.missing,
        "lost": sync.lost,
        "bad_files": sync.bad,
        "away": sync.away,
    }


def sync_word(sync: SyncState) -> str:
    """in_step, pending (changes are to be sent), missing (others' lines have not arrived), or away."""
    if sync.away:
        return "away"
    if sync.pending or sync.lost:
        return "pending"
    return "missing" if sync.missing else "in_step"


def _by_status(counts: "Counter[str]") -> dict[str, int]:
    return {str(status): counts[status] for status in (*Status, "no_key_results") if counts[status]}


def _percent(progress: Fraction | None) -> int | None:
    return None if progress is None else percent(progress)
