"""`okrtui review`: what a review looks at, and holding one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import click

from okrtui.cli.group import LookingBack
from okrtui.cli.printing import emit
from okrtui.cli.reviews_text import (
    due_facts,
    due_text,
    month_facts,
    month_text,
    quarter_facts,
    quarter_text,
)
from okrtui.cli.scoring import looked_at
from okrtui.cli.session import Session, pass_session
from okrtui.okr.coach.scene import Original
from okrtui.okr.kinds import Level, ReviewKind
from okrtui.workspace.closing_time import cycle_looked_back_on
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.find import find
from okrtui.workspace.holding import TEXTS, About, about_cycle, about_month, hold_review
from okrtui.workspace.month_review import month_review
from okrtui.workspace.quarter_review import quarter_review
from okrtui.workspace.reading import clean_line
from okrtui.workspace.reviews_due import reviews_due
from okrtui.workspace.typed import read_field
from okrtui.workspace.view import View

_KINDS = (ReviewKind.MONTHLY.value, ReviewKind.QUARTERLY.value)
_FIELDS = (*TEXTS, "present", "improvement")


class Said:
    """The words after the kind: a unit, and what the review says."""

    def __init__(self, words: Sequence[str]) -> None:
        self.unit: str | None = None
        self.texts: dict[str, str] = {}
        self.improvements: list[str] = []
        for word in words:
            name, equals, text = word.partition("=")
            field = name.strip().lower().replace("-", "_")
            if equals and field in _FIELDS:
                self._take(field, text)
            elif self.unit is not None:
                what = f"{field}: a review has no such field" if equals else f"{word.strip()!r} is one word too many"
                raise UsageError(f"{what}; say one UNIT and FIELD=VALUE with {', '.join(_FIELDS)}")
            else:
                self.unit = word

    def _take(self, field: str, text: str) -> None:
        if field == "improvement":
            self.improvements.append(text)
        elif field in self.texts:
            raise UsageError(f"{field}: it is said twice")
        else:
            self.texts[field] = text

    @property
    def is_anything(self) -> bool:
        """Whether the review says anything."""
        return bool(self.texts or self.improvements)


@click.command("review", cls=LookingBack)
@click.argument("kind", required=False, type=click.Choice(_KINDS), metavar="[monthly|quarterly]")
@click.argument("words", nargs=-1, metavar="[UNIT] [FIELD=VALUE…]")
@click.option("--month", metavar="2026-11", help="Another month than the one to look back on now.")
@click.option("--cycle", metavar="NAME", help="Another cycle than the one to be closed, or closed lately.")
@pass_session
def review_command(
    session: Session, kind: str | None, words: tuple[str, ...], month: str | None, cycle: str | None
) -> None:
    """Show what a monthly or quarterly review of UNIT looks at; with fields, hold it, or go on with it.

    FIELD is worked, did_not_work, learned, bottlenecks, decisions, notes, present (people, with commas between), or
    improvement, which may be said more than once. UNIT is the one you lead. Without a kind, all that is due is listed.
    """
    said = Said(words)
    if kind is None:
        if words or month or cycle:
            raise UsageError("say which review: `okrtui review monthly` or `okrtui review quarterly`")
        with session.looking() as workspace:
            found = reviews_due(workspace)
            emit(session.as_json, {"reviews": [due_facts(each) for each in found]}, lambda: due_text(found))
    elif said.is_anything:
        _hold(session, ReviewKind(kind), said, month, cycle)
    else:
        with session.reading() as workspace:
            view, original = looked_at(session, workspace)
            _show(session, view, _about(view, ReviewKind(kind), said.unit, month, cycle), original)


def _hold(session: Session, kind: ReviewKind, said: Said, month: str | None, cycle: str | None) -> None:
    if session.as_of is not None:
        raise UsageError("--as-of: a review is held now; without fields `okrtui review` looks back")
    with session.writing() as workspace:
        about = _about(workspace, kind, said.unit, month, cycle)
        texts = dict(said.texts)
        people = texts.pop("present", None)
        present: Any = None if people is None else read_field(workspace, "review", "present", people) or []
        held = hold_review(workspace, about, texts, said.improvements, present=present)
        facts = {
            "kind": "review",
            "id": held.id,
            "about": about_facts(about),
            "new": held.is_new,
            "improvements": held.improvements,
        }
        verb = "held" if held.is_new else "gone on with"
        noted = f", {len(held.improvements)} to be done better" if held.improvements else ""
        emit(session.as_json, facts, lambda: f"{_name(workspace, about)}: {verb}{noted}")


def _show(session: Session, view: View, about: About, original: Original | None) -> None:
    if about.kind is ReviewKind.MONTHLY:
        month = month_review(view, about.unit, about.month)
        emit(session.as_json, {"about": about_facts(about)} | month_facts(month), lambda: month_text(month))
        return
    quarter = quarter_review(view, about.unit, about.cycle or "", original)
    emit(session.as_json, {"about": about_facts(about)} | quarter_facts(quarter), lambda: quarter_text(quarter))


def about_facts(about: About) -> dict[str, Any]:
    """What a review is about, with stable keys."""
    month = about.month.isoformat()[:7] if about.month else None
    return {"kind": about.kind, "unit": about.unit, "cycle": about.cycle, "month": month}


def _about(view: View, kind: ReviewKind, unit: str | None, month: str | None, cycle: str | None) -> About:
    place = unit_of(view, unit)
    if kind is ReviewKind.QUARTERLY:
        if month:
            raise UsageError("--month: a quarterly review is about a --cycle")
        return about_cycle(view, place, _cycle(view, cycle) or cycle_looked_back_on(view))
    if cycle:
        raise UsageError("--cycle: a monthly review is about a --month")
    return about_month(view, place, _month(month) if month else None)


def _cycle(view: View, said: str | None) -> str | None:
    return find(view.company, said, ["cycle"])[1] if said else None


def _month(said: str) -> date:
    try:
        return date.fromisoformat(f"{said.strip()}-01" if len(said.strip()) == len("2026-11") else said.strip())
    except ValueError:
        raise UsageError(f"--month: {clean_line(said)!r} is not a month like 2026-11") from None


def unit_of(view: View, said: str | None) -> str:
    """The unit that someone means: without a word, the highest that one leads, else one's own, else the top.

    Raises NotFound.
    """
    if said:
        return find(view.company, said, ["unit"])[1]
    units = view.company.units_of(view.person)
    led = [unit for unit in units if unit.lead == view.person]
    order = list(Level)
    found = min(led or units, key=lambda unit: (order.index(unit.level), unit.id), default=None)
    roots = view.company.child_units(None)
    if found is None and not roots:
        raise NotFound("there is no unit yet: `okrtui add unit name=NAME`")
    return found.id if found else roots[0].id


def _name(view: View, about: About) -> str:
    unit = clean_line(view.company.title(about.unit))
    when = f"{about.month:%B %Y}" if about.month else clean_line(view.company.title(about.cycle))
    return f"{about.kind.words} review of {unit}, {when}"
