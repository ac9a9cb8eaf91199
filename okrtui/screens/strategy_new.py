"""What can be made at an object, by what it is."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from okrtui.okr import records
from okrtui.screens.ask import Answer, AskScreen
from okrtui.screens.form_initiative import InitiativeJob
from okrtui.screens.form_job import Job
from okrtui.screens.form_kpi import KpiJob
from okrtui.screens.form_strategy import GoalJob, MeasureJob, MetricJob, MissionJob
from okrtui.screens.forms import FormScreen, Then, new_key_result, new_objective
from okrtui.workspace.presets import practice_of

if TYPE_CHECKING:
    from okrtui.screens.objects import ObjectScreen

_KEYS = {
    "mission": "m",
    "goal": "g",
    "objective": "o",
    "key_result": "r",
    "initiative": "i",
    "kpi": "k",
    "metric": "t",
    "measure": "s",
}
_BELOW: dict[str, tuple[str, ...]] = {
    "workspace": ("mission", "goal", "kpi"),
    "mission": ("objective", "mission", "goal", "kpi"),
    "goal": ("objective", "kpi", "goal", "mission"),
    "kpi": ("metric", "kpi", "goal"),
    "metric": ("metric",),
    "objective": ("key_result", "objective", "initiative"),
    "key_result": ("key_result", "initiative", "measure"),
    "measure": ("measure",),
    "initiative": ("initiative",),
}
"""What belongs at a place: first what enter makes."""


def ask_new(screen: "ObjectScreen", kind: str, id: str) -> None:
    """Make what belongs at an object; where that may be several things, ask. Without an id: the first of a kind."""
    if not id:
        make(screen, kind, "", "")
        return
    practice = practice_of(screen.workspace)
    possible = _BELOW.get(kind, ())
    if kind == "key_result" and "measure" in practice.chain:
        possible = tuple(reversed(possible))
    if len(possible) == 1:
        make(screen, possible[0], kind, id)
        return
    answers = [Answer(_KEYS[each], practice.word(each).replace("kpi", "KPI"), _hint(each, kind)) for each in possible]
    ask = AskScreen("What shall be new?", answers, glyphs=screen.glyphs)

    def make_it(answer: str | None) -> None:
        for each in possible:
            if _KEYS[each] == answer:
                make(screen, each, kind, id)

    screen.app.push_screen(ask, make_it)


def _hint(new: str, kind: str) -> str:
    """What a new thing would be, where that depends on where one is."""
    match new:
        case "objective":
            return "that serves it"
        case "key_result":
            return "of this objective" if kind == "objective" else "of the same objective"
        case "initiative":
            return "what is done for it"
        case "measure":
            return "the activity that moves it, a leading indicator"
        case "kpi":
            return "as its barometer" if kind == "goal" else "a barometer of two or more metrics"
        case "metric":
            return "that this KPI is made of"
        case "goal":
            return "from, to, by"
    return ""


def make(screen: "ObjectScreen", new: str, kind: str, id: str) -> None:
    """Open the form of something new at an object."""
    workspace, then = screen.workspace, screen.appeared
    company = workspace.company
    match new:
        case "objective":
            unit = records.reference(company.fields(kind, id) or {}, "unit")  # whose mission or goal it serves
            new_objective(screen.okrtui, unit=unit, cycle=screen.cycle_here(), serves=id, then=then)
        case "key_result":
            key_result = company.key_result(id)
            new_key_result(screen.okrtui, (key_result.objective or "") if key_result else id, then=then)
        case "mission":
            unit = records.reference(company.fields("mission", id) or {}, "unit") if kind == "mission" else None
            _open(screen, partial(MissionJob, workspace, unit=unit or ""), then)
        case "goal":
            _open(screen, partial(GoalJob, workspace), then)
        case "kpi":
            goal = id if kind == "goal" else records.reference(company.fields("kpi", id) or {}, "goal")
            _open(screen, partial(KpiJob, workspace, goal=goal or ""), then)
        case "metric":
            _open(screen, partial(MetricJob, workspace, kpi=id if kind == "kpi" else ""), then)
        case "measure":
            of = id if kind == "key_result" else records.reference(company.fields("measure", id) or {}, "key_result")
            _open(screen, partial(MeasureJob, workspace, key_result=of or ""), then)
        case "initiative":
            own = records.reference(company.fields("initiative", id) or {}, "subject")  # where the cursor is on one
            _open(screen, partial(InitiativeJob, workspace, subject=own or id), then)


def _open(screen: "ObjectScreen", job: Callable[[], Job], then: Then) -> None:
    screen.app.push_screen(FormScreen(job(), then))
