"""What happens week by week and quarter by quarter: check-ins, blockers, reviews, scores, recognition."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from okrtui.okr.kinds import KINDS, Disposition, ReviewKind, Role
from okrtui.okr.models.base import Model, Problem
from okrtui.okr.models.values import (
    LOOSE,
    CheckInValue,
    Confidence,
    Day,
    Finding,
    Id,
    Ids,
    LongText,
    Ref,
    ZeroToOne,
)


class CheckIn(Model):
    """Where a key result stands on a day, and what there is to say about it."""

    key_result: Annotated[Id, Ref("key_result")] = Field(description="Which key result")
    date: Day = Field(description="The day it holds for; of a later date than today it is listed, not current")
    value: CheckInValue = Field(
        description="A number in the unit of measure; yes_no: true or false; milestones: the done ones"
    )
    confidence: Confidence | None = Field(None, description="How sure one is to reach the target, 0-10")
    note: LongText | None = Field(None, description="Anything worth saying")
    achievement: LongText | None = Field(None, description="What went well")
    challenge: LongText | None = Field(None, description="What is hard")
    next_step: LongText | None = Field(None, description="What comes next")
    next_step_done: bool | None = Field(None, description="Whether that next step has been taken")
    learned: LongText | None = Field(None, description="What one knows now")
    on_behalf_of: Annotated[Id, Ref("person")] | None = Field(
        None, description="For whom, if not one's own; who entered it is the line's author"
    )


class Blocker(Model):
    """Something in the way."""

    subject: Annotated[Id, Ref("key_result", "objective", "initiative", "goal")] = Field(description="What it blocks")
    description: LongText = Field(description="What is in the way")
    solver: Annotated[Id, Ref("person")] | None = Field(None, description="Who takes it out of the way")
    escalated_to: Annotated[Id, Ref("unit")] | None = Field(
        None, description="The unit above that it was handed up to; unset: it is still the unit's own"
    )
    raised: Day | None = Field(None, description="When it was raised")
    resolved: Day | None = Field(None, description="When it was out of the way, not before it was raised; unset: open")
    resolution: LongText | None = Field(None, description="How it was solved")

    def problems(self) -> Iterator[Problem]:
        if self.raised and self.resolved and self.resolved < self.raised:
            why = f"{self.resolved} lies before raised {self.raised}; give a later date"
            yield Problem("resolved", ("raised", "resolved"), why)


class Comment(Model):
    """A remark on anything. Who wrote it and when is the line's."""

    subject: Annotated[Id, Ref(*KINDS)] = Field(description="On what")
    text: LongText = Field(description="The remark")


class Recognition(Model):
    """Public thanks. Who gave it and when is the line's."""

    subject: Annotated[Id, Ref("person", "unit")] = Field(description="For whom")
    text: LongText = Field(description="What for")


class Review(Model):
    """A unit's look back."""

    kind: Annotated[ReviewKind, LOOSE] = Field(description="Which review")
    unit: Annotated[Id, Ref("unit")] = Field(description="Whose")
    cycle: Annotated[Id, Ref("cycle")] | None = Field(None, description="In, or at the end of, which cycle")
    date: Day = Field(description="When it was held")
    worked: LongText | None = Field(None, description="What worked")
    did_not_work: LongText | None = Field(None, description="What did not")
    learned: LongText | None = Field(None, description="What one knows now")
    bottlenecks: LongText | None = Field(None, description="What holds things up")
    decisions: LongText | None = Field(None, description="What was decided")
    notes: LongText | None = Field(None, description="The minutes: whatever else was said")
    present: Annotated[Ids, Ref("person")] | None = Field(None, description="Who took part")
    month: Day | None = Field(
        None, description="First day of the month that a monthly one is about; unset: as its date says"
    )


class Score(Model):
    """A key result's score at the close. Owner and lead each give one; the agreed one counts.

    Its id is derived from the key result and the role.
    """

    key_result: Annotated[Id, Ref("key_result")] = Field(description="Which key result")
    value: ZeroToOne = Field(description="0 to 1; red below 0.40, yellow below 0.70, green from 0.70")
    role: Annotated[Role, LOOSE] = Field(description="Whose score")
    self_assessment: LongText | None = Field(None, description="The owner's own view of it")
    disposition: Annotated[Disposition, LOOSE] | None = Field(None, description="What becomes of the key result")
    proposed: ZeroToOne | None = Field(None, description="What the check-ins proposed when it was given, two places")
    based_on: Annotated[Id, Ref("check_in")] | None = Field(
        None, description="The last check-in of the cycle that was known then; another one is late"
    )


class Improvement(Model):
    """Something to do better in the next cycle."""

    text: LongText = Field(description="What to do better")
    owner: Annotated[Id, Ref("person")] | None = Field(None, description="Who sees to it")
    review: Annotated[Id, Ref("review")] | None = Field(None, description="The review it came from")
    taken_up_in: Annotated[Id, Ref("cycle")] | None = Field(None, description="The cycle that took it up; unset: open")


class Dismissal(Model):
    """A finding of the coach that people set aside."""

    finding: Finding = Field(description="The rule's id, such as KR-TASK")
    subject: Annotated[Id, Ref(*KINDS)] = Field(description="The object it was found on")
    reason: LongText = Field(description="Why it does not apply")
