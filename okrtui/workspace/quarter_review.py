"""The quarterly review of a unit: what came of its objectives, what people learned, and what is to be better."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from okrtui.okr import records
from okrtui.okr.coach.scene import Original
from okrtui.okr.kinds import CycleKind
from okrtui.okr.records import Cycle
from okrtui.okr.rhythm import Review
from okrtui.storage.clean import clean, clean_line
from okrtui.workspace.completion import Completion, completion
from okrtui.workspace.errors import NotFound
from okrtui.workspace.holding import About, about_cycle, review_about
from okrtui.workspace.late import Late, late_check_ins
from okrtui.workspace.past_reviews import Todo, improvements_of
from okrtui.workspace.tally import Tally, tally
from okrtui.workspace.view import View

REMEMBERED = ("learned", "achievement", "challenge")
"""What check-ins say that a review looks back on."""


class Remembered(NamedTuple):
    """What somebody noted in a check-in of the cycle."""

    check_in: str
    key_result: str
    title: str
    date: date
    field: str
    """One of REMEMBERED."""
    text: str


class QuarterReview(NamedTuple):
    """A cycle of a unit and all below it."""

    about: About
    unit_name: str
    cycle: Cycle
    completion: Completion
    """Its objectives and their scores, and what is missing still."""
    tally: Tally
    late: tuple[Late, ...]
    remembered: tuple[Remembered, ...]
    """What check-ins noted, the latest first."""
    review: Review | None
    """The review that was held about it."""
    improvements: tuple[Todo, ...]
    """What that review wants to be done better."""
    before: Review | None
    """The review of the cycle before."""
    wanted_before: tuple[Todo, ...]
    """What that one wanted, to see whether it was taken up."""


def quarter_review(
    view: View, unit: str, cycle: str, original: Original | None = None, *, pause: float = 0.0
) -> QuarterReview:
    """A cycle of a unit. Raises NotFound. `original` is as in `scores_of`, `pause` as in `completion`."""
    with view.lock:
        about = about_cycle(view, unit, cycle)
    found = completion(view, cycle, unit, original, pause=pause)
    late = late_check_ins(view, cycle, unit, pause=pause)
    with view.lock:
        company = view.company
        if company.unit(unit) is None:
            raise NotFound(f"{unit}: there is no such unit")
        objectives = list(found.objectives())
        review, earlier = review_about(view, about), _before(view, found.cycle)
        before = review_about(view, about_cycle(view, unit, earlier.id)) if earlier else None
        ids = [each.scores.key_result for each in found.key_results()]
        return QuarterReview(
            about,
            clean_line(company.title(unit)),
            found.cycle,
            found,
            tally(objectives),
            tuple(late),
            tuple(_latest_first(_remembered(view, ids, found.cycle))),
            review,
            improvements_of(view, review.id) if review else (),
            before,
            improvements_of(view, before.id) if before else (),
        )


def _before(view: View, cycle: Cycle) -> Cycle | None:
    """The cycle before another one of its sort."""
    is_year = cycle.kind is CycleKind.YEAR
    ended = (each for each in view.company.cycles() if (each.kind is CycleKind.YEAR) is is_year)
    return max((each for each in ended if each.end < cycle.start), key=lambda each: (each.end, each.id), default=None)


def _latest_first(found: Iterator[Remembered]) -> list[Remembered]:
    return sorted(found, key=lambda each: (each.date, each.check_in), reverse=True)


def _remembered(view: View, key_results: list[str], cycle: Cycle) -> Iterator[Remembered]:
    company = view.company
    for id in key_results:
        title = clean_line(company.title(id))
        for check_in in company.check_ins_of(id, view.today):
            if not cycle.start <= check_in.date <= cycle.end:
                continue
            fields = company.fields("check_in", check_in.id) or {}
            for name in REMEMBERED:
                if text := clean(records.text(fields, name)).strip():
                    yield Remembered(check_in.id, id, title, check_in.date, name, text)
