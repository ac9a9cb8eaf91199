"""What a form is for: its fields in the order in which a person thinks of them, and what is written in the end."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from okrtui.okr.ids import new_id
from okrtui.screens.form_group import Group, fill
from okrtui.widgets.fields import Field
from okrtui.widgets.form_lines import FormRow
from okrtui.workspace.edits import New
from okrtui.workspace.saving import Edit, save
from okrtui.workspace.workspace import Workspace

BLANK = FormRow()


class Saved(NamedTuple):
    """What was saved: kind and id of the object, and whether anything differed from before."""

    kind: str
    id: str
    is_changed: bool


class Job:
    """One form. Subclasses say which rows it has and what it writes."""

    heading = ""
    """What the form makes or changes."""
    place = ""
    """Where that belongs."""
    has_marks = True
    """Whether conflicts are marked at its fields."""

    def __init__(self, workspace: Workspace, group: Group) -> None:
        self.workspace = workspace
        self.group = group

    @property
    def draft_key(self) -> str:
        """Under which a draft of it is kept."""
        form = self.group.form
        return f"{self.group.kind} {form.id}" if form else f"new {self.group.kind} {self.place}"

    def rows(self) -> list[FormRow]:
        """The lines of the form, as they are now."""
        raise NotImplementedError

    def fields(self) -> list[Field]:
        """Every field, shown or not."""
        return list(self.group.fields.values())

    def changed(self, field: Field) -> None:
        """A field has something else."""

    @property
    def is_touched(self) -> bool:
        """Whether anything was typed or chosen."""
        return self.group.is_touched

    def texts(self) -> dict[str, str]:
        """What the fields have, by their keys."""
        return self.group.texts()

    def restore(self, texts: Mapping[str, str]) -> None:
        """Fill in a draft."""
        for field in self.fields():
            if field.key in texts:
                fill(field, texts[field.key])
                self.changed(field)

    def read(self, today: date, *, is_complete: bool) -> bool:
        """Check everything; whether it can be saved. The fields say what is wrong."""
        return self.group.read(today, is_complete=is_complete) is not None

    def write(self) -> Saved:
        """Write it as one act. To be called when it was read to the end; raises what saving raises."""
        raise NotImplementedError

    def _values(self, group: Group) -> dict[str, object]:
        values = group.read(self.workspace.today, is_complete=True)
        if values is None:
            raise ValueError("something in the form is wrong")
        return values


def write_one(workspace: Workspace, group: Group, values: Mapping[str, object]) -> Saved:
    """Write the one object of a group."""
    if group.form is not None:
        return Saved(group.kind, group.form.id, save(workspace, [Edit(group.form, values)]))
    id = new_id(workspace.entropy)
    return Saved(group.kind, id, save(workspace, news=[New(group.kind, values, id)]))
