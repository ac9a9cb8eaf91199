"""What the coach says about cycles: their length, and how they were looked back on."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from okrtui.okr import records
from okrtui.okr.coach.finding import Remedy, Severity
from okrtui.okr.coach.rule import Rule, only, setting
from okrtui.okr.coach.scene import Scene
from okrtui.okr.kinds import CycleKind, CycleStatus, Level, Preset, ReviewKind, Role
from okrtui.okr.scores import given

_SHORTEST = 80
_TIME_TO_THANK = timedelta(weeks=4)


def _too_short(scene: Scene, id: str) -> str | None:
    cycle = scene.open_cycles.get(id)
    days = (cycle.end - cycle.start).days + 1 if cycle else _SHORTEST
    if days >= _SHORTEST:
        return None
    return f"It has {days} days: in less than {_SHORTEST}, planning and review eat up the work."


def _nobody_thanked(scene: Scene, id: str) -> str | None:
    cycle = scene.open_cycles.get(id)
    if cycle is None or cycle.status is not CycleStatus.ACTIVE or cycle.kind is CycleKind.YEAR:
        return None
    if not cycle.start + _TIME_TO_THANK <= scene.today <= cycle.end:
        return None
    for thanks, _ in scene.company.live("recognition"):
        entry = scene.company.entry("recognition", thanks)
        if entry and cycle.start <= scene.standings.day_of(entry.created[0]) <= cycle.end:
            return None
    return "Nobody has been recognized in it."


def _reviews(scene: Scene, cycle: str) -> list[str]:
    return scene.company.pointing("review", "cycle", cycle)


def _no_improvement(scene: Scene, id: str) -> str | None:
    if id not in scene.closed_cycles:
        return None
    if any(scene.company.pointing("improvement", "review", review) for review in _reviews(scene, id)):
        return None
    return "It was closed without an improvement for the next one."


def _agreed(scene: Scene, cycle: str) -> Iterator[Decimal]:
    """The agreed scores of a cycle's key results."""
    company = scene.company
    for objective in company.pointing("objective", "cycle", cycle):
        for key_result in company.key_results_of(objective):
            score = given(company, key_result.id).get(Role.AGREED)
            if score is not None:
                yield score.value


def _all_ones(scene: Scene, id: str) -> str | None:
    if id not in scene.closed_cycles:
        return None
    is_scored = False
    for agreed in _agreed(scene, id):
        if agreed != 1:  # mostly one of the first: this is asked after every edit, of a cycle with thousands
            return None
        is_scored = True
    if not is_scored:
        return None
    return "Everything was scored 1.0: aim higher."


def _no_pack(scene: Scene, id: str) -> str | None:
    if id not in scene.closed_cycles:
        return None
    for review in _reviews(scene, id):
        fields = scene.company.fields("review", review) or {}
        unit = scene.company.unit(records.reference(fields, "unit"))
        if unit and unit.level is Level.INDIVIDUAL and records.text(fields, "kind") == ReviewKind.QUARTERLY:
            return None
    return "No person's review pack was made for it."


_W, _I = Severity.WARNING, Severity.HINT

RULES = (
    Rule("CYC-SHORT", "cycle", _W, _too_short, setting("end", words="make it longer"), only(Preset.OKR, Preset.SME)),
    Rule(
        "REC-NONE",
        "cycle",
        _I,
        _nobody_thanked,
        Remedy("recognize", "recognize someone", ("person", "text")),
        only(Preset.OKR),
    ),
    Rule("REVIEW-NOACT", "cycle", _W, _no_improvement, Remedy("improve", "add an improvement", ("text",))),
    Rule("SANDBAG", "cycle", _I, _all_ones, presets=only(Preset.OKR)),
    Rule("PERF-OUT", "cycle", _I, _no_pack, Remedy("pack", "make a pack", ("person",)), only(Preset.SME)),
)
