"""Everything about one mission, goal, KPI, metric or measure."""

from typing import NamedTuple

from okrtui.okr import records
from okrtui.okr.barometer import Point, dated_readings
from okrtui.okr.chain import Coverage
from okrtui.okr.kinds import Combine
from okrtui.okr.presets import PRACTICES
from okrtui.storage.clean import clean_line
from okrtui.workspace.detail import Link, last_stamp, why
from okrtui.workspace.strategy import Card, beliefs, card, chain, reach
from okrtui.workspace.view import View


class Sheet(NamedTuple):
    """A card, and all that hangs on it."""

    card: Card
    word: str
    """What the practice calls it."""
    above: list[str]
    """Titles from the vision down to what it is for."""
    why: str
    made: str
    """How a KPI is made of its metrics."""
    beliefs: list[str]
    below: list[Link]
    coverage: Coverage | None
    points: list[tuple[str, Point]]
    """The readings with their ids, the latest first; a KPI's values have none."""
    changed_by: str
    changed_at: str


_MADE = {
    Combine.SUM: "the sum of its metrics",
    Combine.MEAN: "the mean of its metrics",
    Combine.RATIO: "the first metric divided by the second",
    Combine.PRODUCT: "the product of its metrics",
}


def sheet(workspace: View, kind: str, id: str, cycle: str | None) -> Sheet | None:
    """Everything about one of them, as it stands in a cycle; None for what is not there."""
    with workspace.lock:
        found = card(workspace, kind, id, cycle)
        fields = workspace.company.fields(kind, id)
        if found is None or fields is None:
            return None
        company = workspace.company
        links = chain(workspace, kind, id, cycle)
        stamp = last_stamp(workspace, kind, id)
        if kind == "kpi" and found.weather:
            points = [("", point) for point in reversed(found.weather.points)]
        else:
            points = list(reversed(dated_readings(company, id, workspace.today)))
        return Sheet(
            found,
            PRACTICES[company.workspace().preset].word(kind).replace("kpi", "KPI"),
            _above(workspace, kind, fields),
            clean_line(records.line(fields, "why")),
            _MADE[records.word(fields, "combine", Combine.SUM)] if kind == "kpi" else "",
            beliefs(workspace, kind, id, cycle) if kind == "goal" else [],
            [Link(each, below, clean_line(company.title(below))) for each, below in links],
            reach(workspace, id, cycle) if kind == "mission" else None,
            points,
            clean_line(company.title(stamp[0])),
            stamp[1],
        )


def _above(workspace: View, kind: str, fields: records.Fields) -> list[str]:
    company = workspace.company
    vision = clean_line(company.workspace().vision)
    if kind == "measure":
        key_result = company.key_result(records.reference(fields, "key_result"))
        if key_result is None:
            return []
        return [*why(workspace, key_result.objective, "key_result"), clean_line(key_result.title)]
    goal = clean_line(company.title(records.reference(fields, "goal"))) if kind == "kpi" else ""
    return [part for part in (vision, goal) if part] if kind != "metric" else []
