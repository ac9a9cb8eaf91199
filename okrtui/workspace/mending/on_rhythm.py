"""Mending the rhythm: hold a review, note what to do better, thank someone, make a person's review pack."""

from collections.abc import Sequence

from okrtui.okr import records
from okrtui.okr.coach.on_units import missed
from okrtui.okr.coach.reviewing import month_before
from okrtui.okr.kinds import ReviewKind
from okrtui.workspace.errors import UsageError
from okrtui.workspace.holding import About
from okrtui.workspace.mending.case import Action, Answers, Case, Question, sole
from okrtui.workspace.mending.sheet import Sheet
from okrtui.workspace.own_unit import individual_unit, individual_unit_id


def _asks_review(_: Case) -> Sequence[Question]:
    return tuple(Question(name, ("review", name), is_needed=False) for name in ("worked", "did_not_work"))


def _review(case: Case, answers: Answers, sheet: Sheet) -> None:
    found = missed(case.scene, case.id)
    if found is None:
        raise UsageError("this review has been held already")
    where = {"unit": case.id, "cycle": found.cycle.id, "date": case.today}
    latest = month_before(case.workspace.today).replace(day=1) if found.month else None  # and so all months before it
    about = About(found.kind, case.id, found.cycle.id, latest)
    sheet.new("review", {"kind": found.kind, **where, **answers}, about.id)


def _asks_improvement(case: Case) -> Sequence[Question]:
    return (
        Question("text", ("improvement", "text")),
        Question("owner", ("improvement", "owner"), default=case.workspace.person),
    )


def _improve(case: Case, answers: Answers, sheet: Sheet) -> None:
    """An improvement out of the cycle's review, which is made if there is none."""
    company = case.company
    reviews = company.pointing("review", "cycle", case.id)
    quarterly = (id for id in reviews if (company.fields("review", id) or {}).get("kind") == ReviewKind.QUARTERLY)
    review = next(quarterly, None) or _new_review(case, sheet, company.child_units(None)[0].id)
    sheet.new("improvement", {"review": review, **answers})


def _new_review(case: Case, sheet: Sheet, unit: str) -> str:
    where = {"unit": unit, "cycle": case.id, "date": case.today}
    return sheet.new("review", {"kind": ReviewKind.QUARTERLY, **where}, About(ReviewKind.QUARTERLY, unit, case.id).id)


def _asks_thanks(case: Case) -> Sequence[Question]:
    others = tuple(person.id for person in case.company.people() if person.id != case.workspace.person)
    return (
        Question("person", ("recognition", "subject"), default=sole(others), candidates=others, kinds=("person",)),
        Question("text", ("recognition", "text")),
    )


def _recognize(_: Case, answers: Answers, sheet: Sheet) -> None:
    sheet.new("recognition", {"subject": answers["person"], "text": answers["text"]})


def _asks_whose(case: Case) -> Sequence[Question]:
    company = case.company
    objectives = (company.fields("objective", id) or {} for id in company.pointing("objective", "cycle", case.id))
    owners = [records.reference(fields, "owner") for fields in objectives]
    candidates = tuple(dict.fromkeys(owner for owner in owners if owner and company.person(owner)))
    me = case.workspace.person
    return (Question("person", ("commitment", "person"), default=me, candidates=candidates, kinds=("person",)),)


def _pack(case: Case, answers: Answers, sheet: Sheet) -> None:
    """A review of the cycle for a person's own unit, which is made if there is none."""
    person = str(answers["person"])
    for new in individual_unit(case.workspace, person):
        sheet.new(*new)
    _new_review(case, sheet, individual_unit_id(person))


ACTIONS = {
    "review": Action(_asks_review, _review),
    "improve": Action(_asks_improvement, _improve),
    "recognize": Action(_asks_thanks, _recognize),
    "pack": Action(_asks_whose, _pack),
}
