"""The coach on a company of 500: everything it finds, and what it finds anew after one edit.

The baseline is parsing the lines of which the company is made: `json.loads` on each, kept as a replica wants them; and
beside it, without a budget, thrown away before the next is parsed (`newcomer` tells why there are two). The coach looks
at the company as it stands on the screen, with its figures made, since it comes after the first paint.

After one edit: somebody checks in on a key result, retitles an objective, renames a unit. What is measured is the coach
alone, which follows the change to all that it may say something else about. The slowest median counts.
"""

import gc
import json
from collections.abc import Iterable
from statistics import median

from okrtui.workspace.check_ins import check_in
from okrtui.workspace.edits import change
from okrtui.workspace.forms import open_form
from okrtui.workspace.founding import join_workspace
from okrtui.workspace.linting import Linting, linting
from okrtui.workspace.workspace import Change, Workspace
from tests.bench.figure import Budget, Figure, quantile
from tests.bench.place import MOMENT, Place
from tests.bench.rounds import in_turn, timed

_PEOPLE = 500
_ROUNDS = 5
_EDITS = 20
_FULL = Budget(times=1)
_EDIT = Budget(times=0.05)


def measure(place: Place) -> list[Figure]:
    """Medians."""
    company = place.company(_PEOPLE, 2)
    home = place.scratch("coached")
    workspace = join_workspace(home, company.shared, "Ana Ruiz <ana.ruiz@northwind.example>", moment=MOMENT)
    lines = [line for path in company.shared.rglob("*.jsonl") for line in path.read_bytes().split(b"\n")[1:-1]]
    _warm(workspace)
    gc.freeze()  # or the collector would walk the company whenever it looks at what the baseline has parsed
    full = in_turn(_ROUNDS, timed(lambda: linting(workspace).coach.findings()), timed(lambda: _parse(lines)))
    thrown_away = in_turn(_ROUNDS, lambda: 0.0, timed(lambda: _parse_for_nothing(lines)))
    edited, parsed = _after_an_edit(workspace), quantile(full.baseline, 0.5)
    everything, least = quantile(full.ours, 0.5), quantile(thrown_away.baseline, 0.5)
    return [
        Figure(f"the coach, 500 people: {len(lines):,} lines", everything, "json.loads alone, kept", parsed, _FULL),
        Figure("  the same", everything, "json.loads, thrown away", least),
        Figure("  after one edit", edited, "json.loads alone, kept", parsed, _EDIT),
        Figure("  the same", edited, "json.loads, thrown away", least),
    ]


def _parse(lines: Iterable[bytes]) -> list[object]:
    return [json.loads(line) for line in lines]


def _parse_for_nothing(lines: Iterable[bytes]) -> None:
    for line in lines:
        json.loads(line)


def _warm(workspace: Workspace) -> None:
    """Make every figure, as a screen has made them when the coach begins."""
    for id, _ in workspace.company.live("objective"):
        workspace.standings.objective(id)
    for id, _ in workspace.company.live("key_result"):
        workspace.standings.key_result(id)


def _after_an_edit(workspace: Workspace) -> float:
    """Seconds that the coach takes to follow an edit: the median of the slowest sort of edit."""
    coach = linting(workspace)
    heard: list[Change] = []
    workspace.subscribe(heard.append)
    titles, values, names = [], [], []
    for objective in _spread(workspace):
        form = open_form(workspace, "objective", objective)
        change(workspace, form, {"title": f"{form.values['title']}, soon"})
        titles.append(_following(coach, heard))
        for key_result in workspace.company.key_results_of(objective)[:1]:
            check_in(workspace, key_result.id, True, confidence=6)
            values.append(_following(coach, heard))
    for unit, fields in list(workspace.company.live("unit"))[:_EDITS]:
        change(workspace, open_form(workspace, "unit", unit), {"name": f"{fields['name']}, too"})
        names.append(_following(coach, heard))
    return max(median(titles), median(values), median(names))


def _spread(workspace: Workspace) -> list[str]:
    """Objectives of the current cycle, from all over the company."""
    cycle = workspace.company.current_cycle(workspace.today)
    objectives = workspace.company.pointing("objective", "cycle", cycle.id) if cycle else []
    return objectives[:: max(1, len(objectives) // _EDITS)]


def _following(coach: Linting, heard: list[Change]) -> float:
    return timed(lambda: coach.follow(heard.pop()))()
