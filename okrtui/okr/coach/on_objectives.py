"""What the coach says about objectives."""

from okrtui.okr import records
from okrtui.okr.coach.finding import Remedy, Severity
from okrtui.okr.coach.rule import Rule, enumerated, only, setting
from okrtui.okr.coach.scene import Scene
from okrtui.okr.coach.words import counted_in, is_only_money, normalized
from okrtui.okr.kinds import CycleKind, Indicator, Level, Preset, Stage
from okrtui.okr.records import Objective

# --- its key results


def _no_key_result(scene: Scene, id: str) -> str | None:
    objective = scene.company.objective(id)
    if objective and objective.stage is Stage.ACTIVE and not scene.company.key_results_of(id):
        return "It is active, but nothing tells whether it is reached: it has no key result."
    return None


def _too_many_key_results(scene: Scene, id: str) -> str | None:
    most = scene.limits.key_results_max
    count = len(scene.company.key_results_of(id)) if most is not None else 0
    if most is None or count <= most:
        return None
    if scene.preset is Preset.MOKM:
        return f"{count} key results where at most {most} are good: these are two objectives; split it in two."
    return f"{count} key results where at most {most} are good: less is more."


def _too_few_key_results(scene: Scene, id: str) -> str | None:
    least = scene.limits.key_results_min
    objective = scene.company.objective(id)
    if least is None or objective is None:
        return None
    count = len(scene.company.key_results_of(id))
    if count >= least or (not count and objective.stage is Stage.ACTIVE):
        return None
    return f"{count or 'No'} key result{'' if count == 1 else 's'} where at least {least} are good."


# --- its words


def _number_in_title(scene: Scene, id: str) -> str | None:
    objective = scene.company.objective(id)
    number = counted_in(objective.title) if objective else None
    return f"The title counts ({number}): inspire here, and measure in the key results." if number else None


def _not_smart(scene: Scene, id: str) -> str | None:
    objective = scene.company.objective(id)
    if objective is None:
        return None
    company = scene.company
    fields = company.fields("objective", id) or {}
    lacks = []
    counted = counted_in(objective.title) or records.number(fields, "kpi_target") is not None
    if not counted and all(each.target is None and each.low is None for each in company.key_results_of(id)):
        lacks.append("not specific (nothing in it is counted)")
    if company.cycle(objective.cycle) is None and records.day(fields, "kpi_due") is None:
        lacks.append("not time-bound (it has no cycle)")
    if company.person(objective.owner) is None:
        lacks.append("not owned")
    return f"It is {enumerated(lacks)}." if lacks else None


def _for_nobody(scene: Scene, id: str) -> str | None:
    objective = scene.company.objective(id)
    if objective is None:
        return None
    if not objective.rationale.strip():
        return "It does not say what is in it for others: who benefits, and how?"
    if is_only_money(objective.rationale, scene.lexicon):
        return "It speaks of revenue alone: what is in it for those we serve?"
    return None


def _no_pain(scene: Scene, id: str) -> str | None:
    fields = scene.company.fields("objective", id) or {}
    if any(records.text(fields, name).strip() for name in ("persona", "pain_or_opportunity")):
        return None
    return "It names no persona, and no pain or opportunity of theirs."


def _no_number(scene: Scene, id: str) -> str | None:
    fields = scene.company.fields("objective", id) or {}
    lacks = []
    kpi = scene.company.fields("kpi", records.reference(fields, "kpi"))
    if kpi is None or records.word(kpi, "indicator", Indicator.LAGGING) is Indicator.LEADING:
        lacks.append("no lagging KPI")
    if records.number(fields, "kpi_target") is None:
        lacks.append("no number")
    if records.day(fields, "kpi_due") is None:
        lacks.append("no date")
    return f"It has {enumerated(lacks)}." if lacks else None


# --- what it serves


def _orphan(scene: Scene, id: str) -> str | None:
    if id in scene.reaching:
        return None
    return "No way leads up from it to a mission or a goal: why is it done?"


def _serves_no_goal(scene: Scene, id: str) -> str | None:
    if id in scene.reaching_goal:
        return None
    return "It serves no goal."


def _wrong_level(scene: Scene, id: str) -> str | None:
    objective = scene.company.objective(id)
    if objective is None:
        return None
    for parent in too_low(scene, objective).values():
        return f"It serves {parent.title!r}, which stands no higher in the cascade."
    return None


def too_low(scene: Scene, objective: Objective) -> dict[str, Objective]:
    """The parents that stand no higher than an objective which serves them, by the ids of the alignments."""
    serves = scene.company.serves(objective.id)
    level = scene.level_of(objective.unit) if serves else None
    found = {}
    for alignment in serves:
        parent = scene.parent_objective(alignment.parent)
        above = scene.level_of(parent.unit) if parent else None
        if parent is None or above is None or level is None or above < level:
            continue
        path = [unit.id for unit in scene.company.unit_path(objective.unit)]
        if parent.unit not in path[:-1] and not _is_longer(scene, parent, objective):
            found[alignment.id] = parent
    return found


def _is_longer(scene: Scene, parent: Objective, child: Objective) -> bool:
    """Whether the parent is a year's objective, and the child one of a shorter cycle in it."""
    above, below = scene.company.cycle(parent.cycle), scene.company.cycle(child.cycle)
    return above is not None and above.kind is CycleKind.YEAR and below is not None and below.kind is not CycleKind.YEAR


def _a_copy(scene: Scene, id: str) -> str | None:
    objective = scene.company.objective(id)
    if objective is None:
        return None
    own = normalized(objective.title)
    for alignment in scene.company.serves(id):
        title = scene.company.title(alignment.parent)
        if scene.company.kind_of(alignment.parent) != "mission" and normalized(title) == own:
            return "It is a word-for-word copy of what it serves: say what it means here."
    return None


def _nothing_below(scene: Scene, id: str) -> str | None:
    objective = scene.company.objective(id)
    if objective is None or objective.unit is None:
        return None
    company = scene.company
    if not any(unit.level is not Level.INDIVIDUAL for unit in company.child_units(objective.unit)):
        return None
    if any(company.objective(alignment.child) for alignment in company.served_by(id)):
        return None
    if any(company.served_by(key_result.id) for key_result in company.key_results_of(id)):
        return None
    return "Nothing below contributes to it: who carries it out?"


# --- who stands for it


def _no_owner(scene: Scene, id: str) -> str | None:
    objective = scene.company.objective(id)
    if objective is None or scene.company.person(objective.owner) is not None:
        return None
    return "Nobody owns it."


def _no_commitment(scene: Scene, id: str) -> str | None:
    objective = scene.company.objective(id)
    if objective is None or objective.stage is not Stage.ACTIVE:
        return None
    if scene.company.pointing("commitment", "objective", id):
        return None
    return "It is active, but nobody has committed to it by name."


_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.HINT
_ADD_KEY_RESULT = Remedy("add_key_result", "add a key result", ("title", "start", "target", "unit_of_measure"))
_ALIGN = Remedy("align", "align it", ("parent",))

RULES = (
    Rule("KR-NONE", "objective", _E, _no_key_result, _ADD_KEY_RESULT),
    Rule("KR-MAX", "objective", _W, _too_many_key_results, Remedy("split", "split it in two", ("title",))),
    Rule("KR-MIN", "objective", _W, _too_few_key_results, _ADD_KEY_RESULT, milder={Preset.OKR: _I}),
    Rule(
        "O-NUMBER",
        "objective",
        _W,
        _no_number,
        setting("kpi", "kpi_target", "kpi_due", words="give it a KPI, a number and a date"),
        only(Preset.MOKM),
    ),
    Rule(
        "O-QUAL", "objective", _I, _number_in_title, setting("title", words="reword it"), only(Preset.OKR, Preset.GOKR)
    ),
    Rule(
        "O-SMART",
        "objective",
        _I,
        _not_smart,
        setting("owner", "cycle", "kpi_target", words="say who, by when and how much"),
        only(Preset.SME),
    ),
    Rule(
        "O-OTHERS",
        "objective",
        _W,
        _for_nobody,
        setting("rationale", words="say who benefits"),
        only(Preset.GOKR),
    ),
    Rule(
        "O-GOAL",
        "objective",
        _W,
        _serves_no_goal,
        Remedy("align", "align it to a goal", ("parent",)),
        only(Preset.GOKR),
    ),
    Rule(
        "O-PAIN",
        "objective",
        _I,
        _no_pain,
        setting("persona", "pain_or_opportunity", words="say whom it serves, and why"),
        only(Preset.GOKR),
    ),
    Rule("AL-ORPHAN", "objective", _W, _orphan, _ALIGN),
    Rule("AL-LEVEL", "objective", _I, _wrong_level, Remedy("realign", "align it higher up", ("parent",))),
    Rule("AL-COPY", "objective", _I, _a_copy, setting("title", words="localize it")),
    Rule(
        "AL-UP",
        "objective",
        _I,
        _nothing_below,
        Remedy("localize", "let a unit below localize it", ("unit", "title")),
        only(Preset.OKR),
    ),
    Rule("OWN-NONE", "objective", _E, _no_owner, setting("owner", words="name an owner")),
    Rule("COMMIT", "objective", _W, _no_commitment, Remedy("commit", "commit to it"), only(Preset.OKR, Preset.SME)),
)
