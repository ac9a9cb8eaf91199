"""Recognition: public thanks to a person or a unit, and the wall on which everybody reads them."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from okrtui.okr.kinds import Level
from okrtui.okr.objects import Entry
from okrtui.okr.records import reference, text
from okrtui.storage.clean import clean_line
from okrtui.workspace.authors import author_of
from okrtui.workspace.check_ins import owner_of
from okrtui.workspace.edits import New, create
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace

WHOM = ("person", "unit")
"""The kinds that can be recognized."""


class Thanks(NamedTuple):
    """A recognition: who gave it (the line's author), to whom (kind, id, name), what for, and when."""

    id: str
    giver: str
    giver_name: str
    kind: str
    """`person` or `unit`."""
    subject: str
    name: str
    text: str
    """What for; may have several lines."""
    when: str
    """The stamp of the line."""
    comments: int
    """How many comments there are on it."""


def recognize(workspace: Workspace, subject: str, text: str) -> str:
    """Thank a person or a unit, for all to see, in one act; the recognition's id.

    Raises NotFound where nobody is called so, UsageError for oneself, FieldError for an empty or too long text.
    """
    with workspace.lock:
        company = workspace.company
        if all(company.fields(kind, subject) is None for kind in WHOM):
            raise NotFound(f"{subject}: there is no such person or unit, or it is deleted")
        if subject == workspace.person:
            raise UsageError("recognition is for others; what you are proud of fits a check-in's achievement")
    return create(workspace, New("recognition", {"subject": subject, "text": text})).ids[0]


def wall(view: View, *, unit: str | None = None, cycle: str | None = None) -> list[Thanks]:
    """Public thanks, the latest first.

    Args:
        view: What is looked at.
        unit: Only those to this unit, one below it, or someone who leads or belongs to one of these.
        cycle: Only those given on a day of this cycle.
    """
    with view.lock:
        among = _around(view, unit) if unit is not None else None
        found = view.company.cycle(cycle)
        span = (found.start, found.end) if found else (date.min, date.max)
        live = view.company.live("recognition")
        ids = [id for id, fields in live if among is None or reference(fields, "subject") in among]
        return _latest_first(thanks for thanks in _all(view, ids) if span[0] <= view.day_of(thanks.when) <= span[1])


def thanks_to(view: View, *subjects: str) -> list[Thanks]:
    """The thanks to some people and units, the latest first."""
    with view.lock:
        pointing = view.company.pointing
        return _latest_first(_all(view, [id for each in subjects for id in pointing("recognition", "subject", each)]))


def thanks_around(view: View, unit: str) -> list[Thanks]:
    """The thanks to a unit and to those who lead it or belong to it, the latest first."""
    with view.lock:
        return thanks_to(view, unit, *_people(view, unit))


def whom_at(view: View, kind: str, id: str) -> str | None:
    """Whom one may want to thank at an object: the person or unit itself, else whoever answers for it or made it.

    None where that is nobody, or oneself.
    """
    with view.lock:
        found = _behind(view, kind, id)
        is_there = found and any(view.company.fields(each, found) is not None for each in WHOM)
        return found if is_there and found != view.person else None


def _behind(view: View, kind: str, id: str) -> str | None:
    company = view.company
    entry = company.entry(kind, id)
    if entry is None:
        return None
    if kind == "unit":
        unit = company.unit(id)
        return unit.lead if unit and unit.level is Level.INDIVIDUAL else id
    if kind == "key_result" and (key_result := company.key_result(id)):
        return owner_of(view, key_result)
    if kind in ("check_in", "comment"):
        return author_of(view, entry).id
    field = _WHOSE.get(kind)
    return reference(entry.fields, field) if field else id if kind == "person" else None


_WHOSE = {"objective": "owner", "initiative": "owner", "blocker": "solver", "recognition": "subject", "goal": "unit"}
"""The field that says who answers for something."""


def people_and_units(view: View) -> list[tuple[str, str, str]]:
    """Whom one can thank: id, name, and a word that tells them from others. People come first, by name.

    Oneself is left out, and so are the units of single persons, who are there themselves.
    """
    with view.lock:
        company = view.company
        tops = company.child_units(None)
        units = [each for top in tops for each in company.units_below(top.id) if each.level is not Level.INDIVIDUAL]
        names = {each.id: each.name for each in units}
        homes: dict[str | None, str] = {}
        for _, fields in company.live("membership"):
            if (unit := reference(fields, "unit")) in names:
                homes.setdefault(reference(fields, "person"), names[unit])
        people = [person for person in company.people() if person.id != view.person]
        found = [(each.id, each.name, homes.get(each.id, "")) for each in people]
        return found + [(each.id, names[each.id], each.level.words) for each in units]


def _all(view: View, ids: list[str]) -> Iterator[Thanks]:
    for id in ids:
        entry = view.company.entry("recognition", id)
        subject = reference(entry.fields, "subject") if entry else None
        is_whole = entry is not None and entry.created[0] and view.company.kind_of(subject or "") in WHOM
        if entry is not None and subject is not None and is_whole:
            yield _thanks(view, id, entry, subject)


def _thanks(view: View, id: str, entry: Entry, subject: str) -> Thanks:
    company, by = view.company, author_of(view, entry)
    comments = len(company.pointing("comment", "subject", id))
    kind, name = company.kind_of(subject) or "", clean_line(company.title(subject))
    return Thanks(id, by.id, by.name, kind, subject, name, text(entry.fields, "text"), by.when, comments)


def _latest_first(found: Iterator[Thanks]) -> list[Thanks]:
    return sorted(found, key=lambda thanks: (thanks.when, thanks.id), reverse=True)


def _around(view: View, unit: str) -> set[str]:
    """A unit and all below, and the people of each."""
    units = [each.id for each in view.company.units_below(unit)]
    return {*units, *(person for each in units for person in _people(view, each))}


def _people(view: View, unit: str) -> list[str]:
    """Those who lead a unit or belong to it."""
    found = view.company.unit(unit)
    lead = [found.lead] if found and found.lead else []
    return list(dict.fromkeys([*lead, *(person.id for person in view.company.members(unit))]))
