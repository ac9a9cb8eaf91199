"""Saving what a person did in one form: changes, new objects and deletions in one act, which one undo takes back."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from okrtui.storage.line import Op
from okrtui.storage.replica import Act
from okrtui.workspace.edits import New, check_references, creation, refuse_loop
from okrtui.workspace.forms import Form, ops_of, seen_heads
from okrtui.workspace.workspace import Workspace


class Edit(NamedTuple):
    """What a person made of a form; only what differs from what it showed is written."""

    form: Form
    changes: Mapping[str, object]


def save(
    workspace: Workspace,
    edits: Sequence[Edit] = (),
    news: Sequence[New] = (),
    gone: Sequence[tuple[str, str]] = (),
    made: list[str] | None = None,
) -> bool:
    """Write everything as one act; whether there was anything to write. `gone` are kind and id of what is deleted.

    The ids of what is new are added to `made`, in its order.

    Raises FieldError, UsageError, and what the journal raises.
    """
    from okrtui.okr.models import validate_change

    changed = [(edit.form, validate_change(edit.form.kind, edit.form.values, edit.changes)) for edit in edits]

    def acts() -> Iterable[Act]:
        ops: list[Op] = []
        for form, fields in changed:
            if fields:
                ops += ops_of(form.kind, form.id, fields, form.heads)
        for new in news:
            if new.kind == "alignment":
                refuse_loop(workspace, str(new.fields["child"]), str(new.fields["parent"]))
        ids, created = creation(workspace, news)
        ops += created
        if made is not None:
            made.extend(ids)
        for kind, id in gone:
            ops += ops_of(kind, id, {}, seen_heads(workspace.state, kind, id), deleted=True)
        check_references(workspace, ops)
        return [Act(ops)] if ops else []

    return bool(workspace.write(acts))
