"""What the coach says about key results, and the blockers in their way."""

from datetime import timedelta

from okrtui.okr import records
from okrtui.okr.coach.finding import Remedy, Severity
from okrtui.okr.coach.rule import Rule, only, setting
from okrtui.okr.coach.scene import Scene
from okrtui.okr.coach.words import is_by_percent, reads_as_task, vague_word
from okrtui.okr.kinds import Metric, Preset, Status
from okrtui.okr.number import format_number
from okrtui.okr.progress import MOVING
from okrtui.okr.rhythm import OLD_BLOCKER

_EASY, _HARD = 9, 2
"""The first confidence from which on a key result looks too easy, and up to which it looks too hard."""
_UNNUMBERED = frozenset({Metric.MILESTONES, Metric.YES_NO})
_HELD = frozenset({Metric.AT_LEAST, Metric.AT_MOST, Metric.BETWEEN})
_OLD_BLOCKER = timedelta(days=OLD_BLOCKER)
_AT_RISK = frozenset({Status.AT_RISK, Status.NOT_HOLDING})


# --- whether it can be measured


def _not_quantified(scene: Scene, id: str) -> str | None:
    key_result = scene.company.key_result(id)
    if key_result is None or key_result.metric in _UNNUMBERED:
        return None
    is_range = key_result.metric is Metric.BETWEEN
    wanted = (key_result.low, key_result.high) if is_range else (key_result.target,)
    lacks = ["target"] if None in wanted else []
    if not key_result.unit_of_measure:
        lacks.append("unit of measure")
    return f"It has no {' and no '.join(lacks)}: quantify it." if lacks else None


def _no_baseline(scene: Scene, id: str) -> str | None:
    key_result = scene.company.key_result(id)
    if key_result is None or key_result.metric not in MOVING or key_result.start is not None:
        return None
    return "It has no start value: measure the baseline first."


def _no_due(scene: Scene, id: str) -> str | None:
    key_result = scene.company.key_result(id)
    if key_result is None or key_result.due is not None:
        return None
    objective = scene.company.objective(key_result.objective)
    if objective is None or scene.company.cycle(objective.cycle) is not None:
        return None
    return "It has neither a due date nor a cycle."


def _a_task(scene: Scene, id: str) -> str | None:
    key_result = scene.company.key_result(id)
    if key_result is None:
        return None
    is_range = key_result.metric is Metric.BETWEEN and key_result.low is not None
    is_counted = is_range or (key_result.metric not in _UNNUMBERED and key_result.target is not None)
    is_held = key_result.metric in _HELD
    word = reads_as_task(key_result.title, scene.lexicon, is_counted=is_counted, is_held=is_counted and is_held)
    if word:
        return f"{word.capitalize()!r} is an activity: what will be different once it is done?"
    if key_result.metric is Metric.YES_NO and not scene.company.pointing("measure", "key_result", id):
        return "Done or not done is a task: what will be different once it is done?"
    return None


def _by_percent(scene: Scene, id: str) -> str | None:
    key_result = scene.company.key_result(id)
    if key_result is None or not is_by_percent(key_result.title):
        return None
    return "By how many percent of what: of the value, or in points? Say from where to where."


def _vague(scene: Scene, id: str) -> str | None:
    key_result = scene.company.key_result(id)
    if key_result is None or key_result.unit_of_measure:
        return None
    word = vague_word(key_result.title, scene.lexicon)
    return f"{word.capitalize()!r} can't be counted: by what would you see it?" if word else None


def _no_measure(scene: Scene, id: str) -> str | None:
    if scene.company.pointing("measure", "key_result", id):
        return None
    return "It has no leading measure: which activity moves it?"


# --- how it goes


def _too_easy(scene: Scene, id: str) -> str | None:
    confidence = scene.first_confidence(id)
    if confidence is None or confidence < _EASY:
        return None
    return f"The first confidence was {confidence} of 10: it may be too easy; balance the stretch."


def _too_hard(scene: Scene, id: str) -> str | None:
    confidence = scene.first_confidence(id)
    if confidence is None or confidence > _HARD:
        return None
    return f"The first confidence was {confidence} of 10: it may be too hard; balance the stretch."


def _stale(scene: Scene, id: str) -> str | None:
    if not scene.standings.key_result(id).is_stale:
        return None
    return "Nobody has checked in for a whole period."


def _at_risk_without_act(scene: Scene, id: str) -> str | None:
    key_result = scene.company.key_result(id)
    if key_result is None:
        return None
    standing = scene.standings.key_result(id)
    if standing.status not in _AT_RISK or (standing.last is None and not standing.is_overridden):
        return None
    company = scene.company
    said = (company.fields("check_in", standing.last.id) or {}) if standing.last else {}
    if records.text(said, "next_step").strip():
        return None
    for subject in (id, key_result.objective or ""):
        for blocker in company.pointing("blocker", "subject", subject):
            if records.day(company.fields("blocker", blocker) or {}, "resolved") is None:
                return None
    return f"It is {standing.status.words}, with neither a next step nor a blocker named: adapt or reassess."


def _target_moved(scene: Scene, id: str) -> str | None:
    key_result = scene.company.key_result(id)
    before = scene.original(id) if key_result else None
    if key_result is None or before is None:
        return None
    now = (key_result.start, key_result.target, key_result.low, key_result.high)
    parts = []
    for name, was, is_ in zip(("start", "target", "lower end", "upper end"), before, now, strict=True):
        if was != is_ and was is not None:  # to write down what was missing is not to move it
            shown = ("nothing" if value is None else format_number(value) for value in (was, is_))
            parts.append(f"its {name} went from {' to '.join(shown)}")
    if not parts:
        return None
    said = " and ".join(parts)
    return f"{said[0].upper()}{said[1:]} after the cycle began: both are shown, and both are scored."


# --- blockers


def _open_blocker(scene: Scene, id: str) -> records.Fields | None:
    """The fields of a blocker that is open, and stands in the way of something that is still worked on."""
    company = scene.company
    fields = company.fields("blocker", id)
    if fields is None or records.day(fields, "resolved") is not None:
        return None
    subject = records.reference(fields, "subject")
    initiative = company.fields("initiative", subject)
    if initiative is not None:
        subject = records.reference(initiative, "subject")
    objective = scene.parent_objective(subject or "")
    is_examined = scene.is_examined(objective) if objective else company.fields("goal", subject) is not None
    return fields if is_examined else None


def _unsolved_blocker(scene: Scene, id: str) -> str | None:
    fields = _open_blocker(scene, id)
    if fields is None or scene.company.person(records.reference(fields, "solver")) is not None:
        return None
    return "Nobody is named to solve it."


def _old_blocker(scene: Scene, id: str) -> str | None:
    fields = _open_blocker(scene, id)
    if fields is None or scene.company.person(records.reference(fields, "solver")) is None:
        return None
    raised = records.day(fields, "raised")
    if raised is None or scene.today - raised <= _OLD_BLOCKER:
        return None
    return f"It has been open for {(scene.today - raised).days} days."


_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.HINT
_TITLE = setting("title", words="reword it")

RULES = (
    Rule("KR-NUM", "key_result", _E, _not_quantified, setting("target", "unit_of_measure", words="quantify it")),
    Rule("KR-BASE", "key_result", _W, _no_baseline, setting("start", words="add a start value")),
    Rule("KR-DUE", "key_result", _W, _no_due, setting("due", words="give it a date")),
    Rule(
        "KR-TASK",
        "key_result",
        _W,
        _a_task,
        Remedy("make_initiative", "make it an initiative"),
        only(Preset.OKR, Preset.GOKR, Preset.SME),
    ),
    Rule("KR-PCT", "key_result", _I, _by_percent, _TITLE),
    Rule("KR-VAGUE", "key_result", _W, _vague, _TITLE),
    Rule(
        "KR-MEASURE",
        "key_result",
        _W,
        _no_measure,
        Remedy("add_measure", "add a measure", ("name", "target", "unit_of_measure")),
        only(Preset.MOKM),
    ),
    Rule("KR-EASY", "key_result", _I, _too_easy, presets=only(Preset.OKR, Preset.SME)),
    Rule("KR-HARD", "key_result", _I, _too_hard, presets=only(Preset.OKR, Preset.SME)),
    Rule("CI-STALE", "key_result", _W, _stale, Remedy("check_in", "check in", ("value", "confidence"))),
    Rule("RISK-NOACT", "key_result", _W, _at_risk_without_act, Remedy("block", "name the blocker", ("description",))),
    Rule("TARGET-MOVED", "key_result", _I, _target_moved, Remedy("move_back", "put it back")),
    Rule("BLK-OLD", "blocker", _W, _unsolved_blocker, setting("solver", words="name who solves it")),
    Rule("BLK-OLD", "blocker", _W, _old_blocker, Remedy("resolve_blocker", "resolve it", ("resolution",))),
)
