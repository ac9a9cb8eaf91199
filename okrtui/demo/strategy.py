"""What the example company wants and reads: a goal, KPIs with their metrics, a measure. Facts only, no chance."""

from typing import NamedTuple


class Read(NamedTuple):
    """Something that is read each week; the values of twelve weeks, the last of them of this week."""

    name: str
    unit: str
    values: tuple[float, ...]


class Barometer(NamedTuple):
    """A KPI to be."""

    name: str
    unit: str
    combine: str
    metrics: tuple[Read, Read]
    direction: str = "increase"
    low: float | None = None
    high: float | None = None
    indicator: str = "lagging"
    is_of_goal: bool = False


GOAL = Read(
    "New client revenue through our product offering from $1.5M to $2.4M",
    "$",
    (1.5e6, 1.53e6, 1.55e6, 1.6e6, 1.64e6, 1.66e6, 1.71e6, 1.77e6, 1.8e6, 1.86e6, 1.9e6, 1.94e6),
)
GOAL_WHY = "A third of our revenue hangs on four clients; new ones let us sleep."
GOAL_BASELINE, GOAL_TARGET = 1_500_000, 2_400_000
GOAL_OBJECTIVES = (
    "Make the value of our product for new clients both clear and obvious",
    "Improve sales performance across the team",
)
"""The objectives of the person whom the demo opens as that serve the goal."""

KPIS = (
    Barometer(
        "Quotes from the price estimator",
        "quotes",
        "product",
        (
            Read("Price estimates made", "estimates", (310, 322, 318, 335, 341, 360, 355, 372, 380, 391, 402, 420)),
            Read("Estimates that become a quote", "%", (9, 9, 9.5, 9.5, 10, 10, 10.5, 10.5, 11, 11, 11.5, 12)),
        ),
        low=40,
        indicator="leading",
        is_of_goal=True,
    ),
    Barometer(
        "Win rate",
        "%",
        "ratio",
        (
            Read("Quotes won", "quotes", (8, 9, 8, 9, 9, 10, 10, 11, 11, 11, 12, 12)),
            Read("Quotes decided", "quotes", (38, 41, 37, 40, 39, 42, 41, 44, 43, 42, 44, 43)),
        ),
        low=25,
        is_of_goal=True,
    ),
    Barometer(
        "Renewal rate",
        "%",
        "ratio",
        (
            Read("Contracts renewed", "contracts", (44, 45, 44, 46, 45, 45, 44, 44, 43, 43, 42, 42)),
            Read("Contracts up for renewal", "contracts", (52, 53, 52, 54, 53, 53, 53, 53, 52, 53, 52, 52)),
        ),
        low=82,
        high=95,
    ),
    Barometer(
        "Sales cycle length",
        "days",
        "sum",
        (
            Read("Lead to offer", "days", (21, 21, 20, 20, 20, 19, 19, 19, 18, 18, 17, 17)),
            Read("Offer to contract", "days", (34, 33, 34, 33, 33, 33, 32, 32, 32, 31, 31, 30)),
        ),
        direction="decrease",
        high=50,
    ),
    Barometer(
        "Client relationship",
        "of 5",
        "mean",
        (
            Read("Our own view", "of 5", (3.9, 4, 4, 4, 4, 4.1, 4, 4, 4, 4, 4, 4)),
            Read("The clients' view", "of 5", (3.6, 3.6, 3.7, 3.6, 3.6, 3.6, 3.7, 3.6, 3.6, 3.6, 3.6, 3.6)),
        ),
        low=3.5,
        indicator="leading",
    ),
)

MEASURE = Read("Demos held", "demos", (6, 7, 7, 8, 7, 9, 8, 9, 10, 9, 10, 11))
MEASURE_TARGET = 10
MEASURE_OF = "Close rate to 27 %"
"""The lead's key result that it moves."""
