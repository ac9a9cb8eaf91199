"""Rhythms: on which days a unit checks in, and which unit says so."""

from typing import NamedTuple

from okrtui.okr.cadence import Rhythm
from okrtui.storage.clean import clean_line
from okrtui.workspace.view import View

SHARED = "the workspace"


class Said(NamedTuple):
    """A unit's rhythm, and who says it: the unit's own id, that of a unit above, or None for the workspace."""

    rhythm: Rhythm
    weekday_from: str | None
    weeks_from: str | None

    @property
    def is_shared(self) -> bool:
        """Whether it is everybody's."""
        return self.weekday_from is None and self.weeks_from is None


def said_of(view: View, unit: str | None) -> Said:
    """On which days a unit checks in, and who says so; of None: what the workspace says."""
    with view.lock:
        company = view.company
        path = company.unit_path(unit)[::-1]
        weekday = next((each.id for each in path if each.weekday is not None), None)
        weeks = next((each.id for each in path if each.weeks is not None), None)
        return Said(company.rhythm_of(unit), weekday, weeks)


def rhythm_words(view: View, unit: str) -> str:
    """It in words, with the units above that it comes from: `every second Tuesday, from Sales`."""
    with view.lock:
        said = said_of(view, unit)
        sources = {said.weekday_from, said.weeks_from}
        above = sources - {unit, None}
        if not sources - {None}:
            where = [f"from {SHARED}"]
        elif unit not in sources and len(above) == 1:
            where = [f"from {_name(view, above.pop())}"]
        else:
            each = (("day", said.weekday_from), ("weeks", said.weeks_from))
            where = [f"the {what} from {_name(view, source)}" for what, source in each if source in above]
        return ", ".join([said.rhythm.words, *where])


def _name(view: View, unit: str | None) -> str:
    return clean_line(view.company.title(unit)) if unit else SHARED


def inherited_words(view: View, above: str | None) -> tuple[str, str]:
    """What a unit below another has if it says nothing itself, each with where it comes from.

    The day (`Fri, from the workspace`), and the weeks between check-ins (`2, from Sales`).
    """
    with view.lock:
        said = said_of(view, above)
        day = f"{said.rhythm.weekday.words.title()}, from {_name(view, said.weekday_from)}"
        return day, f"{said.rhythm.weeks}, from {_name(view, said.weeks_from)}"
