"""What is to be reached and by what: objectives, their alignment, key results, measures, initiatives."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from okrtui.okr.kinds import Cadence, Direction, Metric, Mode, ObjectiveKind, ShareState, Stage, Status
from okrtui.okr.models.base import Model, Problem
from okrtui.okr.models.values import LOOSE, Day, Id, LongText, Number, Ref, Text, Weight

_MOVING = (Metric.INCREASE, Metric.DECREASE)


class Objective(Model):
    """What a unit wants to reach."""

    title: Text = Field(description="The objective in one inspiring line")
    rationale: LongText | None = Field(None, description="What is in it for those we serve")
    persona: Text | None = Field(None, description="Whom it serves")
    pain_or_opportunity: LongText | None = Field(None, description="What troubles them, or what could be theirs")
    unit: Annotated[Id, Ref("unit")] = Field(description="Whose objective")
    cycle: Annotated[Id, Ref("cycle")] | None = Field(None, description="The cycle it is set for")
    owner: Annotated[Id, Ref("person")] | None = Field(None, description="Who answers for it")
    kind: Annotated[ObjectiveKind, LOOSE] = Field(
        ObjectiveKind.COMMITTED, description="A promise (met at 1.0) or a stretch (excellent at 0.7)"
    )
    priority: bool = Field(False, description="Whether it is one of the few that come first")
    stage: Annotated[Stage, LOOSE] = Field(Stage.DRAFT, description="How far its planning is")
    kpi: Annotated[Id, Ref("kpi")] | None = Field(None, description="The lagging KPI that proves it")
    kpi_target: Number | None = Field(None, description="Where that KPI is to get, in its unit of measure")
    kpi_due: Day | None = Field(None, description="By when, this day included")
    key_points: LongText | None = Field(None, description="The key points of the strategy that it came from")
    key_issue: LongText | None = Field(None, description="The one issue that it is about")
    drivers: LongText | None = Field(None, description="What drives it: where the key results come from")
    stretch: LongText | None = Field(None, description="Why it is challenging, and still to be reached")
    carried_from: Annotated[Id, Ref("objective")] | None = Field(
        None, description="The objective of an earlier cycle that it goes on with"
    )


class Alignment(Model):
    """An objective serves something above it. Its id is derived from the two ends."""

    child: Annotated[Id, Ref("objective")] = Field(description="What serves")
    parent: Annotated[Id, Ref("objective", "key_result", "goal", "mission")] = Field(description="What is served")
    mode: Annotated[Mode, LOOSE] = Field(
        Mode.SUPPORTS, description="Shown beside the parent's progress, or rolled up into it"
    )
    weight: Weight | None = Field(None, description="If it contributes: 0-1,000,000; unset 1; 0 excludes it")

    def problems(self) -> Iterator[Problem]:
        if self.parent == self.child:
            yield Problem("parent", ("child", "parent"), "an objective cannot serve itself; name what it serves")


class Share(Model):
    """An objective that another unit is asked to carry too. Its id is derived from the two."""

    objective: Annotated[Id, Ref("objective")] = Field(description="What is shared")
    unit: Annotated[Id, Ref("unit")] = Field(description="The partner unit")
    state: Annotated[ShareState, LOOSE] = Field(ShareState.ASKED, description="What the partner said")


class Commitment(Model):
    """A person's word on an objective. Its id is derived from the two."""

    person: Annotated[Id, Ref("person")] = Field(description="Who commits")
    objective: Annotated[Id, Ref("objective")] = Field(description="To what")
    date: Day = Field(description="When the word was given")


class KeyResult(Model):
    """How one tells that the objective is reached. Its value is its latest check-in's."""

    objective: Annotated[Id, Ref("objective", "template")] = Field(
        description="The objective or template it is part of"
    )
    title: Text = Field(description="The outcome in one measurable line")
    metric: Annotated[Metric, LOOSE] = Field(Metric.INCREASE, description="How it is measured")
    start: Number | None = Field(None, description="Increase, decrease: the value at the outset; not the target")
    target: Number | None = Field(None, description="Increase, decrease, at least, at most: the value to reach or hold")
    low: Number | None = Field(None, description="Between: lower end, inclusive")
    high: Number | None = Field(None, description="Between: upper end, inclusive, above the lower")
    unit_of_measure: Text | None = Field(None, description="What the numbers count, such as % or calls a week")
    owner: Annotated[Id, Ref("person")] | None = Field(None, description="Who checks in; unset: the objective's owner")
    weight: Weight | None = Field(None, description="In the objective's mean: 0-1,000,000; unset 1; 0 excludes it")
    due: Day | None = Field(None, description="By when, this day included; unset: the cycle's end")
    status_override: Annotated[Status, LOOSE] | None = Field(
        None, description="The status the owner sets until the next check-in"
    )
    override_reason: LongText | None = Field(None, description="Why; needed with status_override")
    carried_from: Annotated[Id, Ref("key_result")] | None = Field(
        None, description="The key result of an earlier cycle that it goes on with"
    )

    def problems(self) -> Iterator[Problem]:
        if self.metric in _MOVING and self.target is not None and self.target == self.start:
            why = f"equals the start {self.start}: nothing would move; change one of them or use at_least"
            yield Problem("target", ("metric", "start", "target"), why)
        if self.metric is Metric.BETWEEN:
            yield from self._range_problems()
        if self.status_override is not None and self.override_reason is None:
            why = "is needed with status_override; say why in a sentence"
            yield Problem("override_reason", ("status_override", "override_reason"), why)

    def _range_problems(self) -> Iterator[Problem]:
        for field, value in (("low", self.low), ("high", self.high)):
            if value is None:
                yield Problem(field, ("metric", field), "is needed with metric between; give low and high")
        if self.low is not None and self.high is not None and self.low >= self.high:
            why = f"{self.high} is not above low {self.low}; give a higher one"
            yield Problem("high", ("metric", "low", "high"), why)


class Milestone(Model):
    """A step of a key result that is measured by milestones. A check-in lists those that are done."""

    key_result: Annotated[Id, Ref("key_result")] = Field(description="The key result it is a step of")
    title: Text = Field(description="What is done when it is done")
    weight: Weight | None = Field(None, description="In the done share: 0-1,000,000; unset 1; 0 excludes it")


class Measure(Model):
    """A leading indicator: the activity that moves a key result. Its values are its readings."""

    key_result: Annotated[Id, Ref("key_result")] = Field(description="The key result it moves")
    name: Text = Field(description="The activity that is counted")
    target: Number | None = Field(None, description="How many each day, week or month, in the unit of measure")
    unit_of_measure: Text | None = Field(None, description="What is counted, such as calls")
    cadence: Annotated[Cadence, LOOSE] = Field(Cadence.WEEKLY, description="How often it is read")
    direction: Annotated[Direction, LOOSE] = Field(Direction.INCREASE, description="Which way is better")


class Initiative(Model):
    """A task or project under a key result or objective: what is done, not what comes of it."""

    subject: Annotated[Id, Ref("key_result", "objective")] = Field(description="What it serves")
    title: Text = Field(description="What is to be done")
    owner: Annotated[Id, Ref("person")] | None = Field(None, description="Who does it")
    done: bool = Field(False, description="Whether it is done")


class Template(Model):
    """A good objective, kept to be used again. Its key results name it as their objective."""

    title: Text = Field(description="The objective in one line")
    rationale: LongText | None = Field(None, description="What is in it for those we serve")
