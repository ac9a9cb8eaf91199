"""Presets: the bodies of practice that a workspace may follow. Each has its words, its chain and its limits.

Sources contradict each other (3-5, 2-4, at most 4, at most 5): that is why they are presets, and not one rule. Limits
are a workspace's own; a preset's are only the defaults.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from okrtui.okr.kinds import Preset, kind_words


class Limits(NamedTuple):
    """How many are a good number; both ends are still good. None: no limit."""

    objectives_min: int | None
    objectives_max: int | None
    priority_max: int | None
    key_results_min: int | None
    key_results_max: int | None
    missions_min: int | None = None
    missions_max: int | None = None


class Practice(NamedTuple):
    """A preset: what it is called, what it is, how its things are called, how they hang together."""

    preset: Preset
    title: str
    summary: str
    """What it is, in few words: it has to fit beside the title in a form."""
    chain: tuple[str, ...]
    """The kinds from top to bottom, each made to reach the one above."""
    roles: Mapping[str, str]
    """What a kind has to be here, in the practice's own words."""
    limits: Limits
    words: Mapping[str, str] = {}
    """What a kind is called, where the practice has a word of its own."""
    beside: tuple[str, ...] = ()
    """The kinds that run beside the chain."""
    phases: tuple[str, ...] = ()
    """The phases that the practice goes through, in order."""
    grows_by_chain: bool = False
    """Whether its tree grows along the chain, and not along the organisation."""

    def word(self, kind: str) -> str:
        """What a kind is called: `key result`, `SMART objective`."""
        return self.words.get(kind) or kind_words(kind)

    def heading(self, kind: str) -> str:
        """What a kind is called, at the beginning of a line: `Key result`, `SMART objective`."""
        word = self.word(kind)
        return word[:1].upper() + word[1:]

    @property
    def chain_words(self) -> str:
        """`goal › objective › key result + KPI`."""
        return " + ".join([" › ".join(map(self.word, self.chain)), *map(self.word, self.beside)])


PRACTICES: Mapping[Preset, Practice] = {
    practice.preset: practice
    for practice in (
        Practice(
            Preset.OKR,
            "OKR",
            "company to team, quarter by quarter",
            ("mission", "objective", "key_result"),
            {
                "objective": "inspires, without a number",
                "key_result": "an outcome in figures; 70 % of a stretch is excellent",
            },
            Limits(3, 5, 3, 2, 4),
        ),
        Practice(
            Preset.MOKM,
            "MOKM",
            "mission, objective, key result, measure",
            ("mission", "objective", "key_result", "measure"),
            {
                "mission": "of a functional area",
                "objective": "a number and a date, on a lagging KPI",
                "key_result": "from a start to a target",
                "measure": "the leading KPI that moves a key result",
            },
            Limits(None, 5, None, 3, 5, 3, 5),
            words={"kpi": "lagging KPI"},
            phases=("Vision", "Strategy", "Execution", "Standardization", "Improvement"),
            grows_by_chain=True,
        ),
        Practice(
            Preset.GOKR,
            "Goals, OKRs, KPIs",
            "a goal for us, objectives for others",
            ("goal", "objective", "key_result"),
            {
                "goal": "what is in it for us: from, to, by",
                "objective": "what is in it for others",
                "key_result": "bound to a time, and no task",
                "kpi": "two metrics or more: how likely the goal is to be reached",
            },
            Limits(2, 4, None, 2, 5),
            beside=("kpi",),
            grows_by_chain=True,
        ),
        Practice(
            Preset.SME,
            "Small business",
            "SMART objectives, KPIs beside them",
            ("objective", "key_result"),
            {
                "objective": "specific, measurable, achievable, relevant, time-bound",
                "key_result": "what shows that it is reached",
                "kpi": "how well the business runs meanwhile",
            },
            Limits(None, 5, None, 2, 5),
            words={"objective": "SMART objective"},
            beside=("kpi",),
            phases=("Define", "Develop", "Communicate", "Track", "Review and adjust"),
            grows_by_chain=True,
        ),
    )
}


def limits_of(preset: Preset, own: Iterable[str]) -> Limits:
    """The limits in force: the preset's, with a workspace's own (`key_results_max=6`; `…=` lifts one) in their place.

    What is not a limit, or not a number, is passed over.
    """
    limits = PRACTICES[preset].limits
    for said in own:
        name, _, number = said.partition("=")
        name, number = name.strip(), number.strip()
        if name in Limits._fields and (number.isdecimal() or not number):
            limits = limits._replace(**{name: int(number) if number else None})
    return limits
