"""What people of the example company say to each other on their objectives and key results of the running cycle."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from okrtui.demo.deed import Deed, at, made
from okrtui.demo.plan import Person, Plan
from okrtui.demo.rewording import Written
from okrtui.okr.kinds import Level


class _Remark(NamedTuple):
    """Who says something on what; people go by what they lead, in the text too: there they are named with an @."""

    by: str
    on: str
    """The title of an objective or key result."""
    text: str
    after: int = 0
    """So many days after that was written down."""
    ago: int = 0
    """So many days before today, where that is said instead."""


_OPENS = "Inside Sales"
"""What the person leads whom the demo opens as."""

_REMARKS = (
    _Remark("Sales", "Six calls per rep and week", "{Inside Sales} five is what a good week has. Do you dare six?", 1),
    _Remark("Inside Sales", "Six calls per rep and week", "{Sales} six it is, and the title says so now.", 3),
    _Remark(
        "Northwind",
        "Model accuracy to 95 %",
        "With 93 % our clients still check every answer by hand, so I have set it to 95.",
        3,
    ),
    _Remark(
        "Marketing",
        "Renewal rate to 90 %",
        "{Sales} shall we call the forty oldest clients for you? We have two free afternoons.",
        ago=31,
    ),
    _Remark("Sales", "Renewal rate to 90 %", "{Marketing} yes, please! The list is yours on Friday.", ago=30),
    _Remark(
        "Marketing",
        "100 new leads a month",
        "80 was reached in the third week. {Northwind} you said that it was too easy: it is 100 now.",
        ago=24,
    ),
    _Remark(
        "Product",
        "Beta users who use it weekly to 60 %",
        "Half of them never see the second screen. {Marketing} who could rewrite the welcome mail with us?",
        ago=16,
    ),
    _Remark(
        "Northwind",
        "Latency under 100 ms",
        "{Engineering} two clients in São Paulo measure 140. Is that us, or their line?",
        ago=11,
    ),
    _Remark(
        "Engineering",
        "Latency under 100 ms",
        "{Northwind} it is us. The second data centre there goes live next week.",
        ago=10,
    ),
    _Remark(
        "Sales",
        "New client conversion from partner leads to 10 %",
        "{Inside Sales} the partners who left all named the price page. Shall we ask for an estimator together?",
        ago=5,
    ),
    _Remark(
        "Northwind",
        "Close rate to 27 %",
        "{Inside Sales} the calls go up, and the close rate stands still. What would help you most?",
        ago=2,
    ),
)


class Talk:
    """The deeds of those who speak. Ids come from a source of chance of its own: nothing else changes by it."""

    def __init__(self, workspace: str, plan: Plan) -> None:
        self._rng = Random(f"talk {workspace}")
        heads = {team.name: team.lead for team in plan.teams if team.level is not Level.TEAM}
        self._people: dict[str, Person] = {**heads, _OPENS: plan.lead}

    def deeds(self, written: Mapping[str, Written], today: date) -> Iterator[Deed]:
        """What is said on what was written down, which is given by its title.

        In a company without a department nobody speaks for it, or to it.
        """
        names = {role: f"@{person.name}" for role, person in self._people.items()}
        for remark in _REMARKS:
            on = written.get(remark.on)
            if on is None or remark.by not in names or not _can_be_said(remark.text, names):
                continue
            day = today - timedelta(days=remark.ago) if remark.ago else on.day + timedelta(days=remark.after)
            fields = {"subject": on.id, "text": remark.text.format_map(names)}
            id = self._rng.randbytes(8).hex()
            yield Deed(at(day, self._rng), self._people[remark.by], made("comment", id, fields))


def _can_be_said(text: str, names: Mapping[str, str]) -> bool:
    return all(part.partition("}")[0] in names for part in text.split("{")[1:])
