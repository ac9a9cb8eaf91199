"""The agreed score of a key result or an objective, as its detail shows it."""

from decimal import Decimal
from typing import NamedTuple

from okrtui.okr.coach.scene import never_moved
from okrtui.okr.kinds import Role
from okrtui.okr.score import Band, band, shown, verdict
from okrtui.okr.scores import disposition_of, given, objective_score
from okrtui.storage.clean import clean_line
from okrtui.workspace.late import late_of
from okrtui.workspace.scores import scores_of
from okrtui.workspace.view import View


class AgreedScore(NamedTuple):
    """What was agreed on at the end of a cycle."""

    value: Decimal
    """As people see it."""
    band: Band
    words: str
    """What it means for what was promised: `0.70: excellent, …`; of an objective only once all of it is agreed."""
    disposition: str
    """What becomes of a key result, in words."""
    self_assessment: str
    late: str
    """What has come after it, in words; "" where nothing has."""


def agreed_score(view: View, kind: str, id: str) -> AgreedScore | None:
    """The agreed score of an object; None while there is none, and for what has none."""
    with view.lock:
        if kind == "key_result":
            return _of_key_result(view, id)
        return _of_objective(view, id) if kind == "objective" else None


def _of_key_result(view: View, id: str) -> AgreedScore | None:
    if view.company.key_result(id) is None or Role.AGREED not in given(view.company, id):
        return None
    scores = scores_of(view, id, never_moved)
    agreed, late = scores.agreed, late_of(view, id)
    if agreed is None:
        return None
    becomes = disposition_of(view.company, id)
    words = agreed.verdict
    if agreed.is_contested:
        words = ", ".join(f"{value} by {name}" for value, name in agreed.versions)
    return AgreedScore(
        agreed.shown,
        agreed.band,
        words,
        becomes.words if becomes else "",
        clean_line(scores.self_assessment),
        late.words if late else "",
    )


def _of_objective(view: View, id: str) -> AgreedScore | None:
    company = view.company
    objective = company.objective(id)
    if objective is None or not any(Role.AGREED in given(company, each.id) for each in company.key_results_of(id)):
        return None
    score = objective_score(view.standings, id)
    if score.agreed is None:
        return None
    words = verdict(objective.kind, score.agreed) if score.is_final else f"{shown(score.agreed)}: not all agreed yet"
    return AgreedScore(shown(score.agreed), band(score.agreed), words, "", "", "")
