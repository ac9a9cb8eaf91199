"""The five phases of MOKM, and in which of them a company is: the first whose work is not done.

| phase | its work is done when |
|---|---|
| Vision | a vision and a mission are written |
| Strategy | an agreed or active objective of the cycle reaches a mission and has a key result |
| Execution | the cycle is over: it is closed, or its last day has passed |
| Standardization | a template was saved since the cycle began: what went well can be done again |
| Improvement | never: it goes on until the next cycle is planned, and with that it is Strategy again |
"""

from datetime import date

from okrtui.okr import records
from okrtui.okr.chain import Ladder, ladder, steps_to
from okrtui.okr.company import Company
from okrtui.okr.kinds import CycleStatus, Stage
from okrtui.okr.records import Cycle
from okrtui.okr.standing import Standings

VISION, STRATEGY, EXECUTION, STANDARDIZATION, IMPROVEMENT = range(5)
_AGREED = (Stage.AGREED, Stage.ACTIVE, Stage.CLOSED)


def phase(standings: Standings, below: Ladder | None = None) -> int:
    """The place of the phase in which a company is today, VISION to IMPROVEMENT. Whoever has its ladder gives it."""
    company, today = standings.company, standings.today
    if not company.workspace().vision.strip() or next(company.live("mission"), None) is None:
        return VISION
    cycle = company.current_cycle(today)
    if cycle is None or not _has_strategy(company, cycle, ladder(company) if below is None else below):
        return STRATEGY
    if cycle.status is not CycleStatus.CLOSED and today <= cycle.end:
        return EXECUTION
    return IMPROVEMENT if _has_template(standings, cycle.start) else STANDARDIZATION


def _has_strategy(company: Company, cycle: Cycle, below: Ladder) -> bool:
    for id in steps_to(below, [id for id, _ in company.live("mission")]):
        objective = company.objective(id)
        if objective and objective.cycle == cycle.id and objective.stage in _AGREED and company.key_results_of(id):
            return True
    return False


def _has_template(standings: Standings, since: date) -> bool:
    made = (standings.company.entry("template", id) for id, _ in standings.company.live("template"))
    stamps = (entry.created[0] for entry in made if entry is not None and records.line(entry.fields, "title"))
    return any(stamp and standings.day_of(stamp) >= since for stamp in stamps)
