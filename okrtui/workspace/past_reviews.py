"""The reviews that a unit has held: a line for each, and one of them whole."""

from datetime import date
from typing import NamedTuple

from okrtui.okr import rhythm
from okrtui.okr.kinds import ReviewKind
from okrtui.okr.records import Fields
from okrtui.storage.clean import clean_line
from okrtui.workspace.conflicts import Field, contested_fields
from okrtui.workspace.detail import last_stamp
from okrtui.workspace.due_reviews import reviews_of
from okrtui.workspace.errors import NotFound
from okrtui.workspace.view import View

PARTS = {
    "worked": "What worked",
    "did_not_work": "What did not",
    "learned": "What was learned",
    "bottlenecks": "Bottlenecks",
    "decisions": "Decisions",
    "notes": "Minutes",
}
"""The texts of a review, in the order in which they are read, and their headings."""
NAMES = {ReviewKind.WEEKLY: "Meeting", ReviewKind.MONTHLY: "Monthly review", ReviewKind.QUARTERLY: "Quarterly review"}
"""What each kind of review is called."""


class PastReview(NamedTuple):
    """A review in a list."""

    id: str
    kind: ReviewKind
    date: date
    cycle: str
    """The cycle's name."""
    present: int
    """How many took part."""
    decisions: int
    """How many lines of decisions there are."""
    gist: str
    """The beginning of what it has most to say."""


class Todo(NamedTuple):
    """An improvement that a review called for."""

    id: str
    text: str
    owner: str
    """The owner's name."""
    taken_up_in: str
    """The name of the cycle that took it up."""


class ReviewSheet(NamedTuple):
    """A review whole. Texts may have several lines."""

    id: str
    kind: ReviewKind
    unit: str | None
    unit_name: str
    date: date
    cycle: str
    """The cycle's name."""
    parts: tuple[tuple[str, str, str], ...]
    """Field, heading and text of each part that has a text."""
    present: tuple[str, ...]
    """The names of those who took part."""
    improvements: tuple[Todo, ...]
    changed_by: str
    changed_at: str
    """When it was last changed, as a stamp."""
    contested: tuple[Field, ...]
    """The fields that several people wrote at the same time."""


def past_reviews(view: View, unit: str) -> list[PastReview]:
    """The reviews of a unit, the latest first."""
    with view.lock:
        return [_past(view, each) for each in reviews_of(view, unit)]


def _past(view: View, review: rhythm.Review) -> PastReview:
    decisions = [line for line in review.decisions.splitlines() if line.strip()]
    texts = (review.decisions, review.learned, review.worked, review.did_not_work, review.bottlenecks, review.notes)
    gist = next((line for text in texts for line in text.splitlines() if line.strip(" -*#")), "")
    cycle = clean_line(view.company.title(review.cycle))
    present = len(set(review.present))
    return PastReview(review.id, review.kind, review.date, cycle, present, len(decisions), clean_line(gist.strip()))


def review_sheet(view: View, id: str) -> ReviewSheet:
    """A review whole. Raises NotFound."""
    with view.lock:
        company = view.company
        fields: Fields = company.fields("review", id) or {}
        review = rhythm.review(id, fields)
        if review is None:
            raise NotFound(f"{id}: there is no such review, or it is deleted")
        texts = ((name, heading, str(fields.get(name) or "")) for name, heading in PARTS.items())
        by, at = last_stamp(view, "review", id)
        return ReviewSheet(
            id,
            review.kind,
            review.unit,
            clean_line(company.title(review.unit)),
            review.date,
            clean_line(company.title(review.cycle)),
            tuple((name, heading, text) for name, heading, text in texts if text.strip()),
            tuple(clean_line(company.title(person)) or "someone" for person in dict.fromkeys(review.present)),
            improvements_of(view, id),
            clean_line(company.title(by)),
            at,
            tuple(contested_fields(view, "review", id)),
        )


def improvements_of(view: View, review: str) -> tuple[Todo, ...]:
    """What a review wants to be done better, in the order in which it was noted."""
    return tuple(_todo(view, each) for each in view.company.pointing("improvement", "review", review))


def _todo(view: View, id: str) -> Todo:
    found = rhythm.improvement(id, view.company.fields("improvement", id) or {})
    title = view.company.title
    return Todo(id, clean_line(found.text), clean_line(title(found.owner)), clean_line(title(found.taken_up_in)))
