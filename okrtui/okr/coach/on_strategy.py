"""What the coach says about vision, missions, goals and KPIs, and about alignments that close loops."""

from okrtui.okr import records
from okrtui.okr.barometer import series
from okrtui.okr.coach.finding import Remedy, Severity
from okrtui.okr.coach.rule import Rule, enumerated, only, setting
from okrtui.okr.coach.scene import Scene
from okrtui.okr.kinds import Preset

_FEWEST_READINGS = 3


def _no_vision(scene: Scene, id: str) -> str | None:
    company = scene.company
    if company.fields("workspace", id) is None:
        return None
    lacks = [] if company.workspace().vision.strip() else ["vision"]
    if next(company.live("mission"), None) is None:
        lacks.append("mission")
    return f"There is no {' and no '.join(lacks)}: what is all this for?" if lacks else None


def _unused_mission(scene: Scene, id: str) -> str | None:
    company = scene.company
    if company.fields("mission", id) is None:
        return None
    if any(company.objective(alignment.child) for alignment in company.served_by(id)):
        return None
    return "No objective serves it."


def _missions_of(scene: Scene, id: str) -> int:
    return len(scene.company.pointing("mission", "unit", id)) if scene.company.unit(id) else 0


def _few_missions(scene: Scene, id: str) -> str | None:
    least, count = scene.limits.missions_min, _missions_of(scene, id)
    if least is None or not 0 < count < least:
        return None
    return f"{count} mission{'' if count == 1 else 's'} where at least {least} are good for an area."


def _many_missions(scene: Scene, id: str) -> str | None:
    most, count = scene.limits.missions_max, _missions_of(scene, id)
    if most is None or count <= most:
        return None
    return f"{count} missions where at most {most} are good for an area: less is more."


def _goal_range(scene: Scene, id: str) -> str | None:
    fields = scene.company.fields("goal", id)
    if fields is None:
        return None
    words = (("from what", "baseline"), ("to what", "target"))
    lacks = [word for word, field in words if records.number(fields, field) is None]
    if records.day(fields, "due") is None:
        lacks.append("by when")
    return f"It does not say {enumerated(lacks)}." if lacks else None


def _goal_without_kpi(scene: Scene, id: str) -> str | None:
    if scene.company.fields("goal", id) is None or scene.company.pointing("kpi", "goal", id):
        return None
    return "It has no KPI as its barometer."


def _one_metric(scene: Scene, id: str) -> str | None:
    fields = scene.company.fields("kpi", id)
    if fields is None:
        return None
    count = sum(1 for metric in records.words(fields, "metrics") if scene.company.fields("metric", metric) is not None)
    if count >= 2:
        return None
    return f"It is made of {count or 'no'} metric{'' if count == 1 else 's'}: two or more together tell the weather."


def _no_trend(scene: Scene, id: str) -> str | None:
    if scene.company.fields("kpi", id) is None:
        return None
    count = len(series(scene.company, id, scene.today))
    if count >= _FEWEST_READINGS:
        return None
    return f"{count or 'No'} reading{'' if count == 1 else 's'}: there is no direction yet."


def _cut_loop(scene: Scene, id: str) -> str | None:
    if id not in scene.cut:
        return None
    fields = scene.company.fields("alignment", id) or {}
    child, parent = (scene.company.title(records.reference(fields, end)) for end in ("child", "parent"))
    return f"That {child!r} serves {parent!r} closes a loop: it is not followed."


_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.HINT

RULES = (
    Rule("MV-EMPTY", "workspace", _W, _no_vision, Remedy("found_strategy", "write it down", ("vision", "mission"))),
    Rule("MV-UNUSED", "mission", _W, _unused_mission, Remedy("serve", "align an objective to it", ("objective",))),
    Rule(
        "MI-RANGE",
        "unit",
        _I,
        _few_missions,
        Remedy("add_mission", "add a mission", ("statement",)),
        only(Preset.MOKM),
    ),
    Rule(
        "MI-RANGE",
        "unit",
        _I,
        _many_missions,
        Remedy("drop_missions", "drop some", ("missions",)),
        only(Preset.MOKM),
    ),
    Rule(
        "G-RANGE",
        "goal",
        _E,
        _goal_range,
        setting("baseline", "target", "due", words="say from, to and by"),
        only(Preset.GOKR),
    ),
    Rule(
        "G-KPI",
        "goal",
        _I,
        _goal_without_kpi,
        Remedy("add_kpi", "add a KPI", ("name", "metrics")),
        only(Preset.GOKR),
    ),
    Rule("KPI-TWO", "kpi", _W, _one_metric, Remedy("add_metric", "add a metric", ("name",)), only(Preset.GOKR)),
    Rule("KPI-TREND", "kpi", _I, _no_trend, Remedy("add_reading", "add a reading", ("metric", "value"))),
    Rule("AL-LOOP", "alignment", _E, _cut_loop, Remedy("unalign", "remove it")),
)
