"""The form of an objective. A new one gets its key results and what it serves in the same act."""

from collections.abc import Mapping
from datetime import date

from okrtui.okr.ids import new_id
from okrtui.okr.kinds import CycleStatus, ObjectiveKind, Preset, Stage
from okrtui.okr.presets import Practice
from okrtui.screens.form_group import Group
from okrtui.screens.form_job import BLANK, Job, Saved
from okrtui.screens.form_key_result import KeyResultFields
from okrtui.screens.form_serves import ServesFields
from okrtui.widgets.fields import Field, Option
from okrtui.widgets.form_lines import FormRow
from okrtui.workspace.edits import New
from okrtui.workspace.forms import Form
from okrtui.workspace.own_unit import individual_unit, individual_unit_id
from okrtui.workspace.presets import practice_of
from okrtui.workspace.saving import Edit, save
from okrtui.workspace.workspace import Workspace

_MOST_KEY_RESULTS = 12
_TO_COME = {"objective": "0" * 16}
"""What stands for the objective while it is being made."""


class ObjectiveJob(Job):
    """A new objective with its key results, or one that is there already."""

    def __init__(
        self,
        workspace: Workspace,
        *,
        form: Form | None = None,
        unit: str | None = None,
        cycle: str | None = None,
        serves: str = "",
    ) -> None:
        """`unit`, `cycle` and `serves` are those of a new one: by default one's own unit, no cycle, and nothing."""
        given = {} if form else _objective_at_first(workspace, unit, cycle)
        super().__init__(workspace, Group(workspace, "objective", form=form, given=given))
        self._id = form.id if form else ""
        practice = practice_of(workspace)
        self.heading = practice.heading("objective") if form else f"New {practice.word('objective')}"
        self.place = workspace.company.title(str(self.group.at_first("unit") or ""))
        group = self.group
        kinds = [Option(kind.value, kind.words) for kind in ObjectiveKind]
        stages = [Option(stage.value, stage.words) for stage in Stage]
        group.text("title", "Objective", _title_hint(practice))
        group.text("rationale", "Why", "what is in it for those we serve", is_long=True)
        group.pick("unit", "Unit", "unit", "whose objective it is")
        group.pick("owner", "Owner", "person", "who answers for it")
        group.pick("cycle", "Cycle", "cycle", "the cycle it is set for")
        group.choice("kind", "Kind", kinds, hint="a promise, met at 1.0, or a stretch, excellent at 0.7")
        group.choice("priority", "Priority", hint="whether it is one of the few that come first")
        group.choice("stage", "Stage", stages, hint="how far its planning is")
        group.text("persona", "For whom", "whom it serves")
        group.text("pain_or_opportunity", "Their need", "what troubles them, or what could be theirs", is_long=True)
        group.pick("kpi", "Proved by", "kpi", "the lagging KPI that proves it; they are made in the strategy")
        group.figure("kpi_target", "to", "where that KPI is to get", example="27")
        group.figure("kpi_due", "by", "by when: 31 Dec, +30d", example="31 Dec")
        group.text("key_points", "Key points", "the key points of the strategy that it came from", is_long=True)
        group.text("key_issue", "Key issue", "the one issue that it is about", is_long=True)
        group.text("drivers", "Drivers", "what drives it: where the key results come from", is_long=True)
        group.text("stretch", "Stretch", "why it is challenging, and still to be reached", is_long=True)
        self._has_kpi = _has_kpis(workspace) or bool(group.at_first("kpi"))
        self._is_proved = practice.preset is Preset.MOKM
        """Whether it is the KPI that makes it an objective: then that comes right below the title."""
        self._parents = ServesFields(workspace, self._id, serves)
        self._serves = self._parents.fields[0]
        self.key_results = [] if form else [self._key_result(1)]

    def _key_result(self, number: int) -> KeyResultFields:
        return KeyResultFields(self.workspace, given=_TO_COME, prefix=f"{number} ", mark=str(number))

    def rows(self) -> list[FormRow]:
        """Title and reason, what tells that it is reached, and then what is mostly right already."""
        fields = self.group.fields
        proof = [FormRow((fields["kpi"], fields["kpi_target"], fields["kpi_due"]))] if self._has_kpi else []
        rows = [FormRow((fields["title"],)), *(proof if self._is_proved else [])]
        rows += [FormRow((fields["rationale"],)), *self._parents.rows()]
        if self.key_results:
            rows += [BLANK, FormRow(heading="Key results")]
            for key_result in self.key_results:
                rows += key_result.rows()
        rows += [BLANK] + [FormRow((fields[name],)) for name in ("unit", "owner", "cycle", "kind", "priority", "stage")]
        rows += self._parents.more_rows()
        rows += [BLANK, FormRow((fields["persona"],)), FormRow((fields["pain_or_opportunity"],))]
        rows += [] if self._is_proved else proof
        if self.group.form is not None:
            rows += [BLANK, FormRow(heading="How it was set")]
            rows += [FormRow((fields[name],)) for name in ("key_points", "key_issue", "drivers", "stretch")]
        return rows

    def fields(self) -> list[Field]:
        """Every field."""
        below = [field for key_result in self.key_results for field in key_result.fields()]
        return [*super().fields(), *self._parents.fields, *below]

    def changed(self, field: Field) -> None:
        """Another key result, or parent, can be named as soon as the last one is."""
        self._parents.changed()
        for key_result in self.key_results:
            if field in key_result.fields():
                key_result.changed(field)
        if self.key_results and self.key_results[-1].is_wanted and len(self.key_results) < _MOST_KEY_RESULTS:
            self.key_results.append(self._key_result(len(self.key_results) + 1))

    @property
    def is_touched(self) -> bool:
        """Whether anything was typed or chosen."""
        return super().is_touched or self._parents.is_touched or any(each.is_touched for each in self.key_results)

    def texts(self) -> dict[str, str]:
        """What the fields have, by their keys."""
        texts = super().texts() | self._parents.texts()
        for key_result in self.key_results:
            texts |= key_result.texts()
        return texts

    def restore(self, texts: Mapping[str, str]) -> None:
        """Fill in a draft, with as many key results and parents as it has."""
        self._parents.make_room(texts)
        while self.key_results and f"{len(self.key_results) + 1} title" in texts:
            self.key_results.append(self._key_result(len(self.key_results) + 1))
        for key_result in self.key_results:
            key_result.restore(texts)
        super().restore(texts)

    def read(self, today: date, *, is_complete: bool) -> bool:
        """Check the objective and every key result that has a title."""
        is_fine = self._parents.read()
        is_fine = super().read(today, is_complete=is_complete) and is_fine
        for key_result in self.key_results:
            if key_result.is_wanted:
                is_fine = key_result.group.read(today, is_complete=is_complete) is not None and is_fine
        return is_fine

    def write(self) -> Saved:
        """Write objective, key results, milestones and alignment."""
        form = self.group.form
        values = self._values(self.group)
        if form is not None:
            news, gone = self._parents.realigned(form.id)
            return Saved("objective", form.id, save(self.workspace, [Edit(form, values)], news, gone))
        wanted = [each for each in self.key_results if each.is_wanted]
        # Ids in their order: what is made at once shows in the order of its ids.
        id, *ids = sorted(new_id(self.workspace.entropy) for _ in range(len(wanted) + 1))
        news = individual_unit(self.workspace, self.workspace.person) if _is_own(self.workspace, values) else []
        news.append(New("objective", values, id))
        for key_result, key_result_id in zip(wanted, ids, strict=True):
            news.append(New("key_result", self._values(key_result.group) | {"objective": id}, key_result_id))
            news += key_result.steps_of(key_result_id)[1]
        news += [*self._parents.realigned(id)[0], *self.hanging_on(id)]
        return Saved("objective", id, save(self.workspace, news=news))

    def hanging_on(self, objective: str) -> list[New]:
        """What else is made with a new objective, in the same act."""
        return []


def _objective_at_first(workspace: Workspace, unit: str | None, cycle: str | None) -> dict[str, object]:
    company = workspace.company
    found = company.cycle(cycle) or company.current_cycle(workspace.today)
    is_running = found is not None and found.status is CycleStatus.ACTIVE
    return {
        "unit": unit or individual_unit_id(workspace.person),
        "cycle": found.id if found else None,
        "owner": workspace.person,
        "stage": (Stage.ACTIVE if is_running else Stage.DRAFT).value,
    }


def _title_hint(practice: Practice) -> str:
    """What an objective has to be: in the method's words, where it asks for more than that it inspires."""
    if practice.preset is Preset.OKR:
        return "what shall be reached, in one inspiring line"
    return practice.roles["objective"]


def _is_own(workspace: Workspace, values: Mapping[str, object]) -> bool:
    return values.get("unit") == individual_unit_id(workspace.person)


def _has_kpis(workspace: Workspace) -> bool:
    return next(workspace.company.live("kpi"), None) is not None
