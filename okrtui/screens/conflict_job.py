"""Another value for a field in conflict: texts merged by hand, anything else typed or chosen as in the forms."""

from okrtui.okr.models import field_of
from okrtui.screens.form_group import Group
from okrtui.screens.form_job import Job, Saved
from okrtui.widgets.fields import Option
from okrtui.widgets.form_lines import FormRow
from okrtui.workspace.conflicts import Conflict, field_words
from okrtui.workspace.forms import Form
from okrtui.workspace.merging import merged
from okrtui.workspace.resolving import resolve
from okrtui.workspace.workspace import Workspace

TEXTS = ("text", "long text")
_FIGURES = ("number", "whole number", "date", "check-in value")
_PICKED = ("person", "unit", "cycle", "kpi")


def can_be_typed(conflict: Conflict) -> str:
    """How another value is made: `merge` for texts, `type` for the rest, "" where one can only choose."""
    spec = field_of(conflict.kind, conflict.field)
    if spec is None or any(isinstance(version.value, list) for version in conflict.versions):
        return ""
    if spec.type_word in TEXTS:
        return "merge"
    is_picked = spec.type_word == "reference" and spec.ref_kinds[0] in _PICKED
    return "type" if is_picked or spec.type_word in (*_FIGURES, "choice", "yes/no") else ""


def meaning_of(conflict: Conflict) -> str:
    """What the field is, in a few words."""
    spec = field_of(conflict.kind, conflict.field)
    return spec.description if spec else ""


class ConflictJob(Job):
    """One field, which begins with all that people wrote, or with what is shown. Saving replaces what was shown."""

    has_marks = False

    def __init__(self, workspace: Workspace, conflict: Conflict) -> None:
        self._conflict = conflict
        entry = workspace.company.entry(conflict.kind, conflict.id)
        shown = conflict.versions[0].value
        values = {**(entry.fields if entry else {}), conflict.field: shown}
        form = Form(conflict.kind, conflict.id, values, {conflict.field: conflict.heads})
        super().__init__(workspace, Group(workspace, conflict.kind, form=form))
        self.heading = "Merge" if can_be_typed(conflict) == "merge" else "Another value"
        self.place = conflict.title
        self._make_field()

    def _make_field(self) -> None:
        spec = field_of(self._conflict.kind, self._conflict.field)
        if spec is None:
            raise KeyError(self._conflict.field)
        name, label = spec.name, field_words(spec.name).capitalize()
        if spec.type_word in TEXTS:
            texts = [str(each.value or "") for each in self._conflict.versions]
            # Two titles beside each other need more than a line, too.
            field = self.group.text(name, label, spec.description, is_long=True)
            field.put(merged(texts, is_long=spec.type_word == "long text"))
        elif spec.type_word == "reference":
            self.group.pick(name, label, spec.ref_kinds[0], spec.description)
        elif spec.type_word in _FIGURES:
            self.group.figure(name, label, spec.description)
        else:
            words = [Option(word, word.replace("_", " ")) for word in spec.enum_values]
            self.group.choice(name, label, words or None, spec.description)

    @property
    def draft_key(self) -> str:
        """Under which a draft of it is kept: apart from the object's own form."""
        return " ".join(("conflict", *self._conflict.key))

    def rows(self) -> list[FormRow]:
        """The field, and below it what each had written."""
        return [FormRow((field,)) for field in self.group.fields.values()]

    def write(self) -> Saved:
        """Let it stand in place of all that were shown."""
        from okrtui.okr.models import validate_change

        kind, id, name = self._conflict.key
        form = self.group.form
        values = form.values if form else {}
        changed = validate_change(kind, values, self._values(self.group))
        resolve(self.workspace, kind, id, name, changed.get(name, values.get(name)), self._conflict.heads)
        return Saved(kind, id, True)
