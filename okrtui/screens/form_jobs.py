"""The forms of key results, units and people."""

from collections.abc import Callable, Mapping
from datetime import date

from okrtui.okr.ids import new_id
from okrtui.okr.kinds import Level, Status
from okrtui.screens.form_group import Group
from okrtui.screens.form_items import WEEKDAYS
from okrtui.screens.form_job import BLANK, Job, Saved, write_one
from okrtui.screens.form_key_result import KeyResultFields
from okrtui.screens.form_objective import ObjectiveJob
from okrtui.widgets.fields import Field, Option
from okrtui.widgets.form_lines import FormRow
from okrtui.workspace.edits import New
from okrtui.workspace.forms import Form, open_form
from okrtui.workspace.rhythms import inherited_words
from okrtui.workspace.saving import Edit, save
from okrtui.workspace.workspace import Workspace


class KeyResultJob(Job):
    """A new key result of an objective, or one that is there already."""

    def __init__(self, workspace: Workspace, *, form: Form | None = None, objective: str = "") -> None:
        self._fields = KeyResultFields(workspace, form=form, given={"objective": objective})
        group = self._fields.group
        super().__init__(workspace, group)
        self.heading = "Key result" if form else "New key result"
        self.place = workspace.company.title(str(group.at_first("objective") or ""))
        group.pick("owner", "Owner", "person", "who checks in; empty: the objective's owner")
        group.figure("due", "Due", "31 Dec, +30d; empty: the cycle's end")
        group.figure("weight", "Weight", "1; 0 leaves it out")
        if form is not None:
            statuses = [Option("", "as it comes"), *(Option(status.value, status.words) for status in Status)]
            group.choice("status_override", "Status", statuses, "your own word on it, until the next check-in")
            group.text("override_reason", "Because", "why you see it so; needed with a status of your own")

    def rows(self) -> list[FormRow]:
        """The key result, then what is mostly right already."""
        fields = self.group.fields
        rows = [*self._fields.rows(), BLANK, FormRow((fields["owner"],)), FormRow((fields["due"],))]
        rows.append(FormRow((fields["weight"],)))
        if "status_override" in fields:
            reason = fields["override_reason"]
            reason.is_shown = bool(fields["status_override"].text or reason.text)
            rows += [BLANK, FormRow((fields["status_override"],)), FormRow((reason,))]
        return rows

    def fields(self) -> list[Field]:
        """Every field."""
        return self._fields.fields()

    def changed(self, field: Field) -> None:
        """Follow what was typed."""
        self._fields.changed(field)

    @property
    def is_touched(self) -> bool:
        """Whether anything was typed or chosen."""
        return self._fields.is_touched

    def texts(self) -> dict[str, str]:
        """What the fields have, by their keys."""
        return self._fields.texts()

    def restore(self, texts: Mapping[str, str]) -> None:
        """Fill in a draft."""
        self._fields.restore(texts)
        super().restore(texts)

    def write(self) -> Saved:
        """Write key result and milestones."""
        form, values = self.group.form, self._values(self.group)
        if form is None:
            id = new_id(self.workspace.entropy)
            made = New("key_result", {**self.group.given, **values}, id)
            return Saved("key_result", id, save(self.workspace, news=[made, *self._fields.steps_of(id)[1]]))
        edits, news, gone = self._fields.steps_of(form.id)
        return Saved("key_result", form.id, save(self.workspace, [Edit(form, values), *edits], news, gone))


class UnitJob(Job):
    """A new unit below another, or one that is there already."""

    def __init__(self, workspace: Workspace, *, form: Form | None = None, parent: str = "") -> None:
        level = _level_below(workspace, parent)
        super().__init__(workspace, Group(workspace, "unit", form=form, given={"parent": parent, "level": level}))
        self.heading = "Unit" if form else "New unit"
        self.place = workspace.company.title(str(self.group.at_first("parent") or ""))
        group = self.group
        levels = [Option(level.value, level.words) for level in Level]
        group.text("name", "Name", "what people call it")
        group.choice("level", "Level", levels, hint="where it stands in the cascade")
        group.pick("lead", "Lead", "person", "who leads it")
        self._parent = group.pick("parent", "Part of", "unit", "the unit above", apart_from=form.id if form else "")
        self._day = group.choice("check_in_weekday", "Check-in day", [Option("", "as above"), *WEEKDAYS])
        self._weeks = group.figure("check_in_weeks", "Weeks", "between check-ins: 1 to 13; empty: as above")
        self._follow_parent()

    def _follow_parent(self) -> None:
        """Say what holds if the unit says nothing itself."""
        day, weeks = inherited_words(self.workspace, self._parent.text or None)
        self._day.hint = f"on which check-ins are due; as above: {day}"
        self._weeks.example = weeks

    def changed(self, field: Field) -> None:
        """Another unit above may have other days."""
        self._follow_parent()

    def rows(self) -> list[FormRow]:
        """What it is and where it belongs; when its check-ins are due."""
        fields = self.group.fields
        what = [FormRow((fields[name],)) for name in ("name", "level", "lead", "parent")]
        return [*what, BLANK, FormRow((self._day,)), FormRow((self._weeks,))]

    def write(self) -> Saved:
        """Write the unit."""
        return write_one(self.workspace, self.group, self._values(self.group))


def _level_below(workspace: Workspace, parent: str) -> str:
    unit = workspace.company.unit(parent)
    levels = list(Level)
    place = levels.index(unit.level) + 1 if unit else 0
    return levels[min(place, levels.index(Level.TEAM))].value


class PersonJob(Job):
    """A new person in a unit, or one that is there already."""

    def __init__(self, workspace: Workspace, *, form: Form | None = None, unit: str = "") -> None:
        super().__init__(workspace, Group(workspace, "person", form=form))
        self.heading = "Person" if form else "New person"
        self.place = workspace.company.title(unit)
        self._membership = None if form else Group(workspace, "membership", given={"unit": unit, **_SOMEONE})
        self.group.text("name", "Name", "the name that others see")
        self.group.text("email", "E-mail", "who joins with it is this person")
        if self._membership:
            self._membership.pick("unit", "Works in", "unit", "the unit they belong to")
            self._membership.text("role", "As", "what they do there")

    def rows(self) -> list[FormRow]:
        """Two lines, and two more for where a new person works."""
        return [FormRow((field,)) for field in self.fields()]

    def fields(self) -> list[Field]:
        """Every field."""
        return [*super().fields(), *(self._membership.fields.values() if self._membership else ())]

    @property
    def is_touched(self) -> bool:
        """Whether anything was typed or chosen."""
        return super().is_touched or bool(self._membership and self._membership.is_touched)

    def texts(self) -> dict[str, str]:
        """What the fields have, by their keys."""
        return super().texts() | (self._membership.texts() if self._membership else {})

    def read(self, today: date, *, is_complete: bool) -> bool:
        """Check both."""
        is_fine = super().read(today, is_complete=is_complete)
        membership = self._membership
        if membership is None or not membership.fields["unit"].text:
            return is_fine
        return membership.read(today, is_complete=is_complete) is not None and is_fine

    def write(self) -> Saved:
        """Write the person, and where they work."""
        form, values = self.group.form, self._values(self.group)
        if form is not None:
            return write_one(self.workspace, self.group, values)
        id = new_id(self.workspace.entropy)
        news = [New("person", values, id)]
        if self._membership and self._membership.fields["unit"].text:
            news.append(New("membership", self._values(self._membership) | {"person": id}))
        return Saved("person", id, save(self.workspace, news=news))


_SOMEONE = {"person": "0" * 16}
"""Who stands for the person while they are being made."""


def job_of(workspace: Workspace, kind: str, id: str) -> Job:
    """The form to edit an object. Raises NotFound, KeyError for a kind that has no form."""
    form = open_form(workspace, kind, id)
    match kind:
        case "objective":
            return ObjectiveJob(workspace, form=form)
        case "key_result":
            return KeyResultJob(workspace, form=form)
        case "unit":
            return UnitJob(workspace, form=form)
        case "person":
            return PersonJob(workspace, form=form)
        case "workspace":
            from okrtui.screens.form_workspace import WorkspaceJob

            return WorkspaceJob(workspace, form=form)
        case "kpi":
            from okrtui.screens.form_kpi import KpiJob

            return KpiJob(workspace, form=form)
        case "initiative":
            from okrtui.screens.form_initiative import InitiativeJob

            return InitiativeJob(workspace, form=form)
        case "mission" | "goal" | "metric" | "measure":
            from okrtui.screens import form_strategy

            jobs: dict[str, Callable[..., Job]] = {
                "mission": form_strategy.MissionJob,
                "goal": form_strategy.GoalJob,
                "metric": form_strategy.MetricJob,
                "measure": form_strategy.MeasureJob,
            }
            return jobs[kind](workspace, form=form)
    raise KeyError(kind)
