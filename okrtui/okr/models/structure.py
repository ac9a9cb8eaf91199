"""Who works here and in which periods: workspace, units, people, cycles."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from okrtui.okr.kinds import CycleKind, CycleStatus, Level, Preset, Weekday
from okrtui.okr.models.base import Model, Problem
from okrtui.okr.models.values import (
    LOOSE,
    CoachWords,
    Day,
    Email,
    Id,
    Limits,
    LongText,
    Month,
    Ref,
    Text,
    TimeZone,
    Weeks,
)


class Workspace(Model):
    """The company's settings. There is one, and its id is the workspace's id."""

    name: Text = Field(description="The company's or organisation's name")
    vision: LongText | None = Field(None, description="What the world looks like when the work is done")
    preset: Annotated[Preset, LOOSE] = Field(Preset.OKR, description="The method: vocabulary, limits, coach rules")
    limits: Limits | None = Field(
        None, description="Limits that differ from the preset's, each name=number (0-999; none: no limit)"
    )
    coach_words: CoachWords | None = Field(None, description="Words that the coach listens for, too, each list=word")
    check_in_weekday: Annotated[Weekday, LOOSE] = Field(
        Weekday.FRIDAY, description="The day on which the week's check-ins are due"
    )
    check_in_weeks: Weeks | None = Field(None, description="How many weeks lie between check-ins, 1-13; unset: 1")
    time_zone: TimeZone | None = Field(None, description="IANA zone whose date is today; unset: UTC")
    fiscal_year_start: Month = Field(1, description="The month in which the fiscal year begins, 1-12")


class Unit(Model):
    """A company, department, team or individual: whatever can own objectives."""

    name: Text = Field(description="What people call it")
    level: Annotated[Level, LOOSE] = Field(Level.TEAM, description="Where it stands in the cascade")
    parent: Annotated[Id, Ref("unit")] | None = Field(None, description="The unit it belongs to; unset: the top")
    lead: Annotated[Id, Ref("person")] | None = Field(None, description="Who leads it")
    check_in_weekday: Annotated[Weekday, LOOSE] | None = Field(
        None, description="The day on which its check-ins are due; unset: as in the unit above, else the workspace"
    )
    check_in_weeks: Weeks | None = Field(
        None, description="How many weeks lie between its check-ins, 1-13; unset: alike"
    )


class Person(Model):
    """Someone who takes part."""

    name: Text = Field(description="The name that others see")
    email: Email | None = Field(None, description="E-mail address, at most 254 characters; who joins is known by it")


class Membership(Model):
    """A person in a unit. A person may be in several."""

    person: Annotated[Id, Ref("person")] = Field(description="Who")
    unit: Annotated[Id, Ref("unit")] = Field(description="In which unit")
    role: Text | None = Field(None, description="What the person does there")


class Cycle(Model):
    """A period that objectives are set for. Both its first and its last day belong to it."""

    name: Text = Field(description="Such as 2026-Q4")
    kind: Annotated[CycleKind, LOOSE] = Field(CycleKind.QUARTER, description="How long it is")
    parent: Annotated[Id, Ref("cycle")] | None = Field(None, description="The longer cycle it lies in")
    start: Day = Field(description="First day")
    end: Day = Field(description="Last day, not before the start")
    status: Annotated[CycleStatus, LOOSE] = Field(CycleStatus.PLANNING, description="Where it stands")

    def problems(self) -> Iterator[Problem]:
        if self.start and self.end and self.end < self.start:
            why = f"{self.end} lies before the start {self.start}; give a later end or an earlier start"
            yield Problem("end", ("start", "end"), why)
