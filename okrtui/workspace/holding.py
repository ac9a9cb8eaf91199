"""Holding a monthly or quarterly review: what it said, and what is to be done better, written in one act.

A unit has one review of a month or a cycle, whoever writes it: a second one goes on with the first, and two who hold
it at once meet in it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from okrtui.okr import rhythm
from okrtui.okr.coach.reviewing import month_before, month_of
from okrtui.okr.ids import derived_id
from okrtui.okr.kinds import CycleKind, ReviewKind
from okrtui.okr.rhythm import Review
from okrtui.storage.clean import clean_line
from okrtui.workspace.edits import New
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.forms import Form, open_form
from okrtui.workspace.own_unit import individual_unit, individual_unit_id
from okrtui.workspace.saving import Edit, save
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace

TEXTS = ("worked", "did_not_work", "learned", "bottlenecks", "decisions", "notes")
"""What a review says."""


class About(NamedTuple):
    """What a review is about: a month or a cycle of a unit."""

    kind: ReviewKind
    unit: str
    cycle: str | None
    """Of a month, the cycle that it lies in."""
    month: date | None = None
    """The first day of the month."""

    @property
    def id(self) -> str:
        """The id of the review about it."""
        when = self.month.isoformat() if self.month else self.cycle
        return derived_id("review", self.unit, f"{self.kind} {when}")


class Held(NamedTuple):
    """A review that was held."""

    id: str
    improvements: list[str]
    """The ids of those that are new."""
    is_new: bool
    """Whether it is the first word on this month or cycle."""


def about_month(view: View, unit: str, month: date | None = None) -> About:
    """A month of a unit, by one of its days; by default the one that one looks back on today. Raises NotFound."""
    with view.lock:
        _refuse_unknown(view, unit)
        first = (month or month_before(view.today)).replace(day=1)
        if first > view.today:
            raise UsageError(f"{first:%B %Y} has not begun yet")
        following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        return About(ReviewKind.MONTHLY, unit, _cycle_of(view, first, following), first)


def about_cycle(view: View, unit: str, cycle: str) -> About:
    """A cycle of a unit. Raises NotFound."""
    with view.lock:
        _refuse_unknown(view, unit)
        if view.company.cycle(cycle) is None:
            raise NotFound(f"{cycle}: there is no such cycle")
        return About(ReviewKind.QUARTERLY, unit, cycle)


def review_about(view: View, about: About) -> Review | None:
    """The review that was held about a month or a cycle; the older ones, whose ids are not derived, count too."""
    with view.lock:
        company = view.company
        found = []
        for id in company.pointing("review", "unit", about.unit):
            review = rhythm.review(id, company.fields("review", id) or {})
            if review is None or review.kind is not about.kind:
                continue
            if review.cycle == about.cycle if about.month is None else month_of(review) == about.month:
                found.append(review)
        return max(found, key=lambda each: (each.id == about.id, each.date, each.id), default=None)


def open_review(workspace: Workspace, about: About) -> Form:
    """The review about a month or a cycle as it stands, to be gone on with; an empty form where there is none yet."""
    with workspace.lock:
        found = review_about(workspace, about)
        return open_form(workspace, "review", found.id) if found else Form("review", about.id, {}, {})


def hold_review(
    workspace: Workspace,
    about: About,
    said: Mapping[str, str],
    improvements: Sequence[str | tuple[str, str | None]] = (),
    *,
    present: Sequence[str] | None = None,
    form: Form | None = None,
) -> Held:
    """Hold a review today, or go on with the one that was held, in one act.

    Args:
        workspace: Where it is written.
        about: The month or the cycle, and whose.
        said: Texts by their names (TEXTS); those not named stay as they are, a blank one takes it away.
        improvements: What is to be done better, each with the person who sees to it, by default the unit's lead, else
            oneself. One that the review has already is not noted twice.
        present: The people who took part; None: as it stands.
        form: The review as it was shown (`open_review`), by default as it is now.

    Raises FieldError, NotFound, and UsageError where nothing is said.
    """
    with workspace.lock:
        shown = form or open_review(workspace, about)
        is_new = not shown.values
        noted = _noted(workspace, shown.id)
        owner = _owner(workspace, about.unit)
        is_there = workspace.company.fields("review", shown.id) is not None
    fields: dict[str, object] = {name: text.strip() or None for name, text in said.items()}
    if present is not None:
        fields["present"] = list(present) or None
    news: list[New] = []
    edits: list[Edit] = []
    if not is_new:
        edits.append(Edit(shown, fields))
    else:
        if not any(fields.values()) and not improvements:
            raise UsageError("the review says nothing yet: say what worked, what did not, what was learned or decided")
        when = {"month": about.month.isoformat()} if about.month else {}
        place = {"kind": about.kind, "unit": about.unit, "cycle": about.cycle, **when}
        fields = {**place, "date": workspace.today.isoformat(), **fields}
        if is_there:  # somebody held it while this form was open
            edits.append(Edit(shown, fields))
        else:
            news.append(New("review", fields, shown.id))
    start = len(news)
    for each in improvements:
        text, who = (each, None) if isinstance(each, str) else each
        if clean_line(text).strip().casefold() not in noted:
            noted.add(clean_line(text).strip().casefold())
            news.append(New("improvement", {"text": text.strip(), "owner": who or owner, "review": shown.id}))
    made: list[str] = []
    save(workspace, edits, news, made=made)
    return Held(shown.id, made[start:], is_new)


def hold_own_review(workspace: Workspace, person: str, cycle: str, said: Mapping[str, str]) -> Held:
    """Hold a person's own review of a cycle: that of their own unit, which is made with it where there is none.

    Raises as `hold_review` does.
    """
    unit = individual_unit_id(person)
    news = individual_unit(workspace, person)
    about = About(ReviewKind.QUARTERLY, unit, cycle)
    if not news:
        return hold_review(workspace, about, said)
    fields = {name: text for name, text in said.items() if text.strip()}
    place = {"kind": about.kind, "unit": unit, "cycle": cycle, "date": workspace.today.isoformat()}
    save(workspace, news=[*news, New("review", {**place, **fields}, about.id)])
    return Held(about.id, [], True)


def _noted(view: View, review: str) -> set[str]:
    company = view.company
    return {clean_line(company.title(id)).casefold() for id in company.pointing("improvement", "review", review)}


def _owner(view: View, unit: str) -> str:
    found = view.company.unit(unit)
    lead = view.company.person(found.lead) if found else None
    return lead.id if lead else view.person


def _refuse_unknown(view: View, unit: str) -> None:
    if view.company.unit(unit) is None:
        raise NotFound(f"{unit}: there is no such unit")


def _cycle_of(view: View, first: date, following: date) -> str | None:
    """The cycle in which most of a month lies, no year; None where there is none."""
    found = [
        (min(cycle.end, following) - max(cycle.start, first), cycle.start, cycle.id)
        for cycle in view.company.cycles()
        if cycle.kind is not CycleKind.YEAR and cycle.start < following and cycle.end >= first
    ]
    return max(found)[2] if found else None
