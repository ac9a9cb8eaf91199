"""The example company: what Northwind and the person whom the demo opens as want. Facts only, no chance."""

from typing import NamedTuple

COMPANY = "Northwind"
VISION = "Empowering global connectivity through innovative solutions."
MISSIONS = (
    "Deliver cutting-edge technology that transforms lives.",
    "Help every client succeed with what we build.",
    "Be the place where good people do their best work.",
)


class KR(NamedTuple):
    """A key result to be: metric in short, figures, unit of measure."""

    title: str
    metric: str
    start: float | None = None
    target: float | None = None
    unit: str = ""
    low: float | None = None
    high: float | None = None
    milestones: tuple[str, ...] = ()


class O(NamedTuple):  # noqa: E742  # the field's own letter for an objective
    """An objective to be."""

    title: str
    rationale: str
    key_results: tuple[KR, ...]
    is_aspirational: bool = False


class Department(NamedTuple):
    """A department: its objectives, the teams it has, what teams and people in it work on."""

    name: str
    objectives: tuple[O, ...]
    teams: tuple[str, ...]
    team_objectives: tuple[O, ...]
    personal: tuple[O, ...]


COMPANY_OBJECTIVES = (
    O(
        "Lead the industry in the next generation of AI products",
        "People get answers in seconds that used to take them a day.",
        (
            KR("Monthly active users to 1 million", "increase", 640_000, 1_000_000, "users"),
            KR("Model accuracy to 95 %", "increase", 88, 95, "%"),
            KR("Three of our products recommended by two analysts", "increase", 0, 3, "products"),
        ),
        True,
    ),
    O(
        "Launch a new communication platform",
        "Teams that work apart feel as close as teams in one room.",
        (
            KR("1 million active users within six months", "increase", 120_000, 1_000_000, "users"),
            KR("User engagement up from 40 to 52 minutes a week", "increase", 40, 52, "min"),
            KR("Latency under 100 ms", "at_most", None, 100, "ms"),
        ),
    ),
    O(
        "Enhance customer support",
        "Whoever asks us for help gets it the same day, from someone who can decide.",
        (
            KR("Net promoter score of 9 or higher", "at_least", None, 9, "points"),
            KR("90 % of inquiries resolved within 24 hours", "increase", 71, 90, "%"),
        ),
    ),
)

LEAD_OBJECTIVES = (
    O(
        "Improve sales performance across the team",
        "Clients reach the right person faster, and we stop chasing the wrong leads.",
        (
            KR("Close rate to 27 %", "increase", 22, 27, "%"),
            KR("Six calls per rep and week", "increase", 3, 6, "calls"),
            KR("Qualified pipeline of at least $500K", "at_least", None, 500_000, "$"),
        ),
    ),
    O(
        "Make the value of our product for new clients both clear and obvious",
        "A new client sees in ten minutes what it will do for them, and decides without fear.",
        (KR("New client conversion from partner leads to 10 %", "increase", 8, 10, "%"),),
        True,
    ),
)
"""What the person has whom the demo opens as: four key results, two of them off track."""

LEAD_OFF_TRACK = ("Close rate to 27 %", "New client conversion from partner leads to 10 %")

LEAD_VALUES = ((22.4, 22.9, 23.1, 23.4, 23.6, 23.5), (3.2, 3.6, 4.0, 4.2, 4.5, 4.7))
"""Week by week: the close rate and the calls; the other two are told by LEAD_LEVELS."""
LEAD_LEVELS = ((455_000, 480_000, 523_000, 540_000, 588_000, 612_000), (8.0, 8.0, 8.1, 8.1, 8.0, 8.1))
