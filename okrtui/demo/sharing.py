"""Whom the departments of the example company ask to carry an objective with them, and what is answered."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from okrtui.demo.deed import Deed, at, made
from okrtui.demo.plan import Team
from okrtui.okr.ids import derived_id
from okrtui.okr.kinds import Level, ShareState
from okrtui.storage.line import Value

_AFTER = timedelta(days=3)


class _Request(NamedTuple):
    """A department that asks, one that is asked, by their places among the departments, and what came of it.

    It is about the first objective of the one that asks.
    """

    asking: int
    partner: int
    state: ShareState


_REQUESTS = (
    _Request(0, 1, ShareState.ACCEPTED),
    _Request(1, 2, ShareState.ACCEPTED),
    _Request(2, 0, ShareState.DECLINED),
    _Request(2, 1, ShareState.ASKED),
    _Request(3, 2, ShareState.ACCEPTED),
    _Request(4, 1, ShareState.ASKED),
)


class Sharing:
    """The deeds of those who lead departments. The times come from a source of chance of its own."""

    def __init__(self, workspace: str) -> None:
        self._rng = Random(f"sharing {workspace}")

    def deeds(self, start: date, teams: Sequence[Team], objectives: Mapping[str, Sequence[str]]) -> Iterator[Deed]:
        """What is asked and answered when a cycle has begun; `objectives` has the ids of a unit's by the unit's."""
        departments = [team for team in teams if team.level is Level.DEPARTMENT]
        for request in _REQUESTS:
            if max(request.asking, request.partner) < len(departments):
                asking, partner = departments[request.asking], departments[request.partner]
                yield self._share(objectives[asking.id][0], asking, partner, request.state, start + _AFTER)

    def _share(self, objective: str, asking: Team, partner: Team, state: ShareState, day: date) -> Deed:
        """Whoever answers has been asked by word of mouth, and writes it down with the answer."""
        by = asking.lead if state is ShareState.ASKED else partner.lead
        fields: dict[str, Value] = {"objective": objective, "unit": partner.id, "state": state}
        return Deed(at(day, self._rng), by, made("share", derived_id("share", objective, partner.id), fields))
