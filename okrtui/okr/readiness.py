"""Whether a company is ready to work with OKRs: what should be there before the first cycle begins."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from okrtui.okr import records
from okrtui.okr.company import Company
from okrtui.okr.kinds import Level


class Check(NamedTuple):
    """Something that should be there."""

    id: str
    words: str
    lacking: int
    """How many are still without it; 0: it is done."""


def readiness(company: Company, today: date) -> tuple[Check, ...]:
    """Every check, in the order in which one does them.

    Leaders first: whoever leads a unit of people has an objective in the cycle that is planned or runs before the
    others are asked for theirs. Responsibilities are clear where each of its objectives has an owner.
    """
    cycle = company.current_cycle(today)
    running = cycle if cycle and cycle.end >= today else None
    ids = company.pointing("objective", "cycle", running.id) if running else []
    own = [each for id in ids if (each := company.objective(id))]
    owners = {each.owner for each in own}
    units = list(_units_of_people(company))
    leads = {unit.lead for unit in units if unit.lead and company.person(unit.lead)}
    return (
        Check("vision", "the vision is written", int(not company.workspace().vision.strip())),
        Check("mission", "a mission is written", int(next(company.live("mission"), None) is None)),
        Check("leads", "every unit has a lead", sum(company.person(unit.lead) is None for unit in units)),
        Check("cycle", "a cycle is planned", int(running is None)),
        Check("leaders", "the leads have their own objectives first", len(leads - owners) or int(not leads)),
        Check(
            "owners",
            "every objective has an owner",
            sum(company.fields("person", each.owner) is None for each in own) or int(not own),
        ),
    )


def _units_of_people(company: Company) -> Iterator[records.Unit]:
    for root in company.child_units(None):
        yield from (unit for unit in company.units_below(root.id) if unit.level is not Level.INDIVIDUAL)
