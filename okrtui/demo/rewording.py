"""What the example company first put differently: an objective reworded, a target corrected, a key result handed on."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from okrtui.demo import facts
from okrtui.demo.deed import Deed, at, rewritten
from okrtui.demo.plan import Person, Team
from okrtui.storage.line import Op, Value

_THOUGHT_OVER = 2
"""Days until something was put as it is now."""
_HANDED_ON = timedelta(days=3)
"""How long ago."""
PLANNED_EARLIER = timedelta(days=4)
"""So that there is time to think before the cycle begins."""


class Written(NamedTuple):
    """An objective or key result by its id, and the day on which it was written down."""

    id: str
    day: date


class _Draft(NamedTuple):
    """What an objective or key result said at first, and after how many days that was corrected."""

    fields: Mapping[str, Value]
    after: int = _THOUGHT_OVER


_VISION = "Connecting everybody, everywhere, at any time."
_DRAFTS = {
    "Enhance customer support": _Draft({"rationale": "Fewer complaints, and fewer clients who leave."}),
    "Model accuracy to 95 %": _Draft({"title": "Model accuracy to 93 %", "target": 93}),
    "Make our partners as good at selling us as we are": _Draft({"title": "Train our partners on the new platform"}),
    "Six calls per rep and week": _Draft({"title": "Five calls per rep and week", "target": 5}),
    "Make the value of our product for new clients both clear and obvious": _Draft(
        {"title": "Explain our product better to new clients"}
    ),
    "100 new leads a month": _Draft({"title": "80 new leads a month", "target": 80}, after=27),
}
"""By the title that it has now. One was corrected when the cycle had begun: that shows as a moved target."""
_HANDED, _HANDED_BY = "Pages at night down to 2 a month", "Engineering"


class Rewording:
    """The deeds of those who change their minds. The times come from a source of chance of its own."""

    def __init__(self, workspace: str) -> None:
        self._rng = Random(f"rewording {workspace}")

    def as_at_first(self, ops: Sequence[Op], titles: Mapping[str, str]) -> list[Op]:
        """What is written down, with what it said at first; `titles` are the ones it has now, by id."""
        return [op._replace(value=_at_first(op, titles)) for op in ops]

    def deeds(self, ops: Sequence[Op], titles: Mapping[str, str], written: date, by: Person) -> Iterator[Deed]:
        """How what was written down on a day came to say what it says now, in `ops`."""
        for id, title in titles.items():
            draft = _DRAFTS.get(title)
            changed = [op for op in ops if op.id == id and draft is not None and op.field in draft.fields]
            if draft is not None and changed:
                fields = {op.field: op.value for op in changed}
                yield self._deed(written + timedelta(days=draft.after), by, changed[0].kind, id, fields)

    def vision(self, workspace: str, written: date, by: Person) -> tuple[str, Deed]:
        """What the vision was at first, and how it came to be what it is."""
        return _VISION, self._deed(written + timedelta(days=6), by, "workspace", workspace, {"vision": facts.VISION})

    def handed_on(self, written: Mapping[str, Written], teams: Sequence[Team], today: date) -> Iterator[Deed]:
        """Whoever leads a department lets one who leads a team in it have a key result; `written` is by title."""
        for department in teams:
            owners = [team.lead for team in teams if team.parent == department.id]
            if department.name == _HANDED_BY and owners:
                fields: dict[str, Value] = {"owner": owners[-1].id}
                yield self._deed(today - _HANDED_ON, department.lead, "key_result", written[_HANDED].id, fields)

    def _deed(self, day: date, by: Person, kind: str, id: str, fields: Mapping[str, Value]) -> Deed:
        return Deed(at(day, self._rng), by, rewritten(kind, id, fields))


def has_draft(titles: Mapping[str, str]) -> bool:
    """Whether anything of these said something else at first."""
    return any(title in _DRAFTS for title in titles.values())


def _at_first(op: Op, titles: Mapping[str, str]) -> Value:
    draft = _DRAFTS.get(titles.get(op.id, ""))
    return draft.fields.get(op.field, op.value) if draft else op.value
