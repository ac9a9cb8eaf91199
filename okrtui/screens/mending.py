"""Mending what the coach found: at once where nothing is to be asked, else by a short form; or setting it aside."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from okrtui.okr.coach.finding import Finding
from okrtui.okr.number import format_number
from okrtui.screens.form_group import Group
from okrtui.screens.form_job import Job, Saved
from okrtui.widgets.fields import Field, Item, PickField, TextField
from okrtui.widgets.form_lines import FormRow
from okrtui.workspace import remedies
from okrtui.workspace.linting import dismiss
from okrtui.workspace.mending.case import Question
from okrtui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from okrtui.app import OkrtuiApp


def mend(app: "OkrtuiApp", finding: Finding) -> None:
    """Do what mends a finding, once it is known how."""
    if finding.remedy is None:
        app.say("There is no one act that mends this", "d sets it aside, with a reason")
        return
    app.carry_out(partial(_asked, app.workspace, finding), partial(_go_on, app, finding))


def set_aside(app: "OkrtuiApp", finding: Finding) -> None:
    """Ask for the reason, and dismiss a finding for everybody."""
    from okrtui.screens.forms import FormScreen

    app.push_screen(FormScreen(DismissJob(app.workspace, finding), _nothing_more))


def _nothing_more(kind: str, id: str) -> None:
    pass


def _asked(workspace: Workspace, finding: Finding) -> Sequence[Question]:
    import okrtui.okr.models  # noqa: F401  (it takes a moment, and the form asks it at once)

    return remedies.suggestions(workspace, finding)


def _go_on(app: "OkrtuiApp", finding: Finding, questions: Sequence[Question]) -> None:
    from okrtui.screens.forms import FormScreen

    if _needs_nothing(questions):
        title = app.workspace.company.title(finding.id)
        app.carry_out(partial(remedies.apply, app.workspace, finding, {}), lambda _: _mended(app, finding, title))
    else:
        app.push_screen(FormScreen(MendJob(app.workspace, finding, questions), _nothing_more))


def _needs_nothing(questions: Sequence[Question]) -> bool:
    """Whether every question has an answer already."""
    has_answer = [question.default not in (None, [], "") for question in questions]
    needed = [question.is_needed for question in questions]
    return all(has or not need for has, need in zip(has_answer, needed, strict=True)) and (
        not questions or any(has_answer)
    )


def _mended(app: "OkrtuiApp", finding: Finding, title: str) -> None:
    words = finding.remedy.words if finding.remedy else finding.rule
    app.say(f"Mended ({words}): {title}", "u undo")


class MendJob(Job):
    """What a remedy has to be told."""

    has_marks = False

    def __init__(self, workspace: Workspace, finding: Finding, questions: Sequence[Question]) -> None:
        super().__init__(workspace, Group(workspace, finding.kind))
        self._finding = finding
        self._questions = questions
        words = finding.remedy.words if finding.remedy else finding.rule
        self.heading = f"{words[0].upper()}{words[1:]}"
        self.place = workspace.company.title(finding.id)
        self._groups = [Group(workspace, question.field[0], given=_given(question)) for question in questions]
        self._fields = [self._field(*each) for each in zip(questions, self._groups, strict=True)]
        self._first = [field.text for field in self._fields]

    def _field(self, question: Question, group: Group) -> Field:
        from okrtui.okr.models import fields_of

        kind, name = question.field
        spec = next((spec for spec in fields_of(kind) if spec.name == name), None)
        label = f"{question.words[0].upper()}{question.words[1:]}"
        kinds = question.kinds or (spec.ref_kinds if spec else ())
        if question.is_many:
            return TextField(question.name, label, self._titles(question.default), "titles, with commas between")
        if kinds:
            return self._pick(question, label, kinds)
        hint = spec.description if spec and spec.description else ""
        return group.text(name, label, hint)

    def _titles(self, default: object) -> str:
        ids = default if isinstance(default, list | tuple) else []
        return ", ".join(self.workspace.company.title(str(id)) for id in ids)

    def _pick(self, question: Question, label: str, kinds: Sequence[str]) -> PickField:
        company = self.workspace.company

        def listed() -> list[Item]:
            with self.workspace.lock:
                rest = [id for kind in kinds for id, _ in company.live(kind) if id not in question.candidates]
                ids = [*question.candidates, *rest]
                return [Item(id, company.title(id), (company.kind_of(id) or "").replace("_", " ")) for id in ids]

        chosen = str(question.default) if question.default else ""
        item = Item(chosen, company.title(chosen)) if chosen else None
        return PickField(question.name, label, listed, item, f"the {question.words}", noun=question.words)

    @property
    def draft_key(self) -> str:
        """Under which a draft of it is kept."""
        return f"mend {self._finding.rule} {self._finding.id}"

    def fields(self) -> list[Field]:
        """Every field."""
        return self._fields

    def rows(self) -> list[FormRow]:
        """What the coach said, and a line for each question."""
        return [FormRow(heading=self._finding.message), FormRow(), *(FormRow((field,)) for field in self._fields)]

    @property
    def is_touched(self) -> bool:
        """Whether anything was typed or chosen."""
        return [field.text for field in self._fields] != self._first

    def texts(self) -> dict[str, str]:
        """What the fields have, by their keys."""
        return {field.key: field.text for field in self._fields}

    def read(self, today: date, *, is_complete: bool) -> bool:
        """Check every answer."""
        is_fine = True
        for question, group, field in zip(self._questions, self._groups, self._fields, strict=True):
            if group.fields:
                is_fine = group.read(today, is_complete=is_complete) is not None and is_fine
            else:
                field.error = field.trouble if isinstance(field, PickField) and not question.is_named else ""
            if is_complete and question.is_needed and not field.text.strip() and not field.error:
                field.error = "is needed"
            is_fine = is_fine and not field.error
        return is_fine

    def write(self) -> Saved:
        """Mend it."""
        answers: dict[str, object] = {}
        for question, group, field in zip(self._questions, self._groups, self._fields, strict=True):
            text = field.text.strip()
            if question.is_many:
                answers.update(remedies.read_answers(self.workspace, self._finding, {question.name: text}))
            elif text:
                answers[question.name] = self._values(group)[question.field[1]] if group.fields else text
        remedies.apply(self.workspace, self._finding, answers)
        return Saved(self._finding.kind, self._finding.id, True)


def _given(question: Question) -> Mapping[str, object]:
    """What a field begins with; references and lists have fields of their own."""
    default = question.default
    if default is None or isinstance(default, list | tuple):
        return {}
    return {question.field[1]: format_number(default) if isinstance(default, float) else default}


class DismissJob(Job):
    """The reason for which a finding is set aside."""

    has_marks = False

    def __init__(self, workspace: Workspace, finding: Finding) -> None:
        given = {"finding": finding.rule, "subject": finding.id}
        super().__init__(workspace, Group(workspace, "dismissal", given=given))
        self._finding = finding
        self.heading = f"Set {finding.rule} aside"
        self.place = workspace.company.title(finding.id)
        self.group.text("reason", "Because", "why it is right as it is; everybody can read it")

    @property
    def draft_key(self) -> str:
        """Under which a draft of it is kept."""
        return f"dismiss {self._finding.rule} {self._finding.id}"

    def rows(self) -> list[FormRow]:
        """What the coach said, and the reason."""
        return [FormRow(heading=self._finding.message), FormRow(), FormRow((self.group.fields["reason"],))]

    def write(self) -> Saved:
        """Set it aside."""
        dismiss(self.workspace, self._finding, self.group.fields["reason"].text.strip())
        return Saved(self._finding.kind, self._finding.id, True)
