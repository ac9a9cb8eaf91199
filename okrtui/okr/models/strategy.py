"""Why the work is done, and the figures that tell whether it works: missions, goals, KPIs, readings."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from okrtui.okr.kinds import Combine, Direction, Indicator
from okrtui.okr.models.base import Model, Problem
from okrtui.okr.models.values import LOOSE, Day, Id, Ids, LongText, Number, Ref, Text


class Mission(Model):
    """What the company, or one of its areas, is there for."""

    statement: LongText = Field(description="The mission in words")
    unit: Annotated[Id, Ref("unit")] | None = Field(None, description="Whose mission: the company or an area of it")


class Goal(Model):
    """A quantified business outcome: from, to, by. Its values are its readings."""

    title: Text = Field(description="The outcome in words")
    why: LongText | None = Field(None, description="What reaching it brings us")
    unit: Annotated[Id, Ref("unit")] | None = Field(None, description="Whose goal")
    baseline: Number | None = Field(None, description="Where it stands at the outset, in the unit of measure")
    target: Number | None = Field(None, description="Where it is to get, in the unit of measure; not the baseline")
    unit_of_measure: Text | None = Field(None, description="What the numbers count, such as % or €")
    due: Day | None = Field(None, description="By when, this day included")

    def problems(self) -> Iterator[Problem]:
        if self.target is not None and self.target == self.baseline:
            why = f"equals the baseline {self.baseline}: nothing would change; give another target or baseline"
            yield Problem("target", ("baseline", "target"), why)


class Metric(Model):
    """Something that is counted, for KPIs to be made of. Its values are its readings."""

    name: Text = Field(description="What is counted")
    unit_of_measure: Text | None = Field(None, description="What its readings count, such as calls or €")


class Kpi(Model):
    """A barometer, made of metrics: it tells how likely a goal is reached, and is not itself aimed at."""

    name: Text = Field(description="What it tells")
    unit_of_measure: Text | None = Field(None, description="What its value counts, such as % or days")
    unit: Annotated[Id, Ref("unit")] | None = Field(None, description="Whose KPI")
    goal: Annotated[Id, Ref("goal")] | None = Field(None, description="The goal it is a barometer of")
    metrics: Annotated[Ids, Ref("metric")] | None = Field(
        None, description="The metrics it is made of, in order, none twice; two or more make a good KPI"
    )
    combine: Annotated[Combine, LOOSE] = Field(
        Combine.SUM, description="How; ratio is the first metric divided by the second"
    )
    direction: Annotated[Direction, LOOSE] = Field(Direction.INCREASE, description="Which way is better")
    healthy_low: Number | None = Field(None, description="Lower end of the healthy range, inclusive")
    healthy_high: Number | None = Field(None, description="Upper end of the healthy range, inclusive")
    indicator: Annotated[Indicator, LOOSE] = Field(
        Indicator.LAGGING, description="Whether it tells what came of the work, or what is coming"
    )

    def problems(self) -> Iterator[Problem]:
        low, high = self.healthy_low, self.healthy_high
        if low is not None and high is not None and low > high:
            why = f"{low} is above healthy_high {high}; swap them"
            yield Problem("healthy_low", ("healthy_low", "healthy_high"), why)
        if self.combine is Combine.RATIO and self.metrics and len(self.metrics) > 2:
            why = f"a ratio has two metrics, not {len(self.metrics)}; name two or use sum, mean or product"
            yield Problem("metrics", ("combine", "metrics"), why)


class Reading(Model):
    """A value that was read on a day."""

    subject: Annotated[Id, Ref("metric", "measure", "goal")] = Field(description="What was read")
    date: Day = Field(description="The day it holds for")
    value: Number = Field(description="In the subject's unit of measure")
