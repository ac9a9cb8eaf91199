"""The catalogues of lagging and leading indicators, to pick from when a KPI or a measure is made.

A lagging indicator tells what came of the work, a leading one what is coming: the first is aimed at, the second can
be moved. Each comes with the metrics that it is usually made of.
"""

from typing import NamedTuple

from okrtui.okr.kinds import Combine, Direction, Indicator


class Count(NamedTuple):
    """A metric that an indicator is made of."""

    name: str
    unit: str


class Entry(NamedTuple):
    """An indicator as the catalogue has it."""

    name: str
    indicator: Indicator
    unit: str
    combine: Combine
    metrics: tuple[Count, Count]
    direction: Direction = Direction.INCREASE


CATALOGUE = (
    Entry(
        "Sales volume",
        Indicator.LAGGING,
        "$",
        Combine.PRODUCT,
        (Count("Deals won", "deals"), Count("Average deal", "$")),
    ),
    Entry(
        "Average contract length",
        Indicator.LAGGING,
        "months",
        Combine.RATIO,
        (Count("Months signed", "months"), Count("Contracts", "")),
    ),
    Entry(
        "Growth of existing contracts",
        Indicator.LAGGING,
        "%",
        Combine.RATIO,
        (Count("Value added", "$"), Count("Value a year ago", "$")),
    ),
    Entry(
        "New contracts",
        Indicator.LAGGING,
        "contracts",
        Combine.SUM,
        (Count("From partners", "contracts"), Count("Own", "contracts")),
    ),
    Entry(
        "Renewal rate",
        Indicator.LAGGING,
        "%",
        Combine.RATIO,
        (Count("Contracts renewed", ""), Count("Contracts up for renewal", "")),
    ),
    Entry("Margin", Indicator.LAGGING, "%", Combine.RATIO, (Count("Gross profit", "$"), Count("Revenue", "$"))),
    Entry(
        "Discount",
        Indicator.LAGGING,
        "%",
        Combine.RATIO,
        (Count("Discounts given", "$"), Count("List price", "$")),
        Direction.DECREASE,
    ),
    Entry(
        "Acquisition cost",
        Indicator.LAGGING,
        "$",
        Combine.RATIO,
        (Count("Spent on sales and marketing", "$"), Count("New clients", "")),
        Direction.DECREASE,
    ),
    Entry(
        "Sales cycle length",
        Indicator.LAGGING,
        "days",
        Combine.SUM,
        (Count("Lead to offer", "days"), Count("Offer to contract", "days")),
        Direction.DECREASE,
    ),
    Entry(
        "Proposals sent",
        Indicator.LEADING,
        "proposals",
        Combine.SUM,
        (Count("To new clients", ""), Count("To existing clients", "")),
    ),
    Entry(
        "Meetings and calls",
        Indicator.LEADING,
        "contacts",
        Combine.SUM,
        (Count("Meetings held", "meetings"), Count("Calls made", "calls")),
    ),
    Entry(
        "Training completed",
        Indicator.LEADING,
        "%",
        Combine.RATIO,
        (Count("Courses completed", ""), Count("Courses planned", "")),
    ),
    Entry(
        "Opportunities added",
        Indicator.LEADING,
        "opportunities",
        Combine.SUM,
        (Count("Inbound", ""), Count("Outbound", "")),
    ),
    Entry(
        "Opportunities lost",
        Indicator.LEADING,
        "%",
        Combine.RATIO,
        (Count("Lost", ""), Count("Open", "")),
        Direction.DECREASE,
    ),
    Entry(
        "Weighted pipeline",
        Indicator.LEADING,
        "$",
        Combine.PRODUCT,
        (Count("Open offers", "$"), Count("Chance to win", "%")),
    ),
    Entry(
        "Process compliance",
        Indicator.LEADING,
        "%",
        Combine.RATIO,
        (Count("Deals by the process", ""), Count("All deals", "")),
    ),
    Entry(
        "Client relationship status",
        Indicator.LEADING,
        "of 5",
        Combine.MEAN,
        (Count("Our own view", "of 5"), Count("The clients' view", "of 5")),
    ),
)
"""Every indicator, the lagging ones first."""


def entry(name: str) -> Entry | None:
    """The indicator of a name, whatever its case; None where the catalogue has none."""
    folded = name.strip().casefold()
    return next((each for each in CATALOGUE if each.name.casefold() == folded), None)
