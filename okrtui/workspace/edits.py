"""Edits: create, change, align. Each is one act, and so one line of the journal."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from okrtui.okr.ids import derived_id, new_id
from okrtui.okr.kinds import Mode
from okrtui.storage.line import Op, Value
from okrtui.storage.replica import Act
from okrtui.workspace.closing import refuse_bare_closing
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.forms import Form, ops_of, seen_heads
from okrtui.workspace.scorers import refuse_frozen
from okrtui.workspace.workspace import Workspace

DERIVED = {
    "alignment": ("child", "parent"),
    "membership": ("person", "unit"),
    "share": ("objective", "unit"),
    "commitment": ("person", "objective"),
    "score": ("key_result", "role"),
}
"""Kinds that two people could make at once, and the two fields that their id is derived from."""


class New(NamedTuple):
    """An object to be made. Its id is drawn, or derived where its kind says so, unless it is given."""

    kind: str
    fields: Mapping[str, object]
    id: str | None = None


class Made(NamedTuple):
    """What was made: the ids, in the order asked for, and the identity of the line."""

    ids: list[str]
    h: str


def create(workspace: Workspace, *news: New, batch: str | None = None) -> Made:
    """Make one or more objects in one act. Raises FieldError, UsageError."""
    ids: list[str] = []

    def acts() -> Iterable[Act]:
        made, ops = creation(workspace, news)
        ids.extend(made)
        check_references(workspace, ops)
        return [Act(ops, batch=batch)]

    lines = workspace.write(acts)
    return Made(ids, lines[0].h)


def creation(workspace: Workspace, news: Sequence[New]) -> tuple[list[str], list[Op]]:
    """The ids of new objects, and the ops that make them. To be asked within `write`. Raises FieldError."""
    from okrtui.okr.models import validate_new

    ids: list[str] = []
    ops: list[Op] = []
    drawn = sorted(new_id(workspace.entropy) for _ in news)  # what is made at once shows in the order of its ids
    for new, fresh in zip(news, drawn, strict=True):
        fields = validate_new(new.kind, new.fields)
        if new.kind == "score":
            refuse_frozen(workspace, str(fields["key_result"]))
        id = new.id or _derived(new.kind, fields) or fresh
        ids.append(id)
        known = workspace.company.entry(new.kind, id)
        if known is not None and known.is_deleted:  # what it held then is not taken up again
            fields = {**dict.fromkeys(known.fields), **fields}
        ops += ops_of(new.kind, id, fields, seen_heads(workspace.state, new.kind, id))
    return ids, ops


def _derived(kind: str, fields: Mapping[str, Value]) -> str | None:
    ends = DERIVED.get(kind)
    return derived_id(kind, str(fields[ends[0]]), str(fields[ends[1]])) if ends else None


def check_references(workspace: Workspace, ops: Sequence[Op]) -> None:
    """Raise UsageError where a new value points to what is not there, and was not made in the same act."""
    from okrtui.okr.models import fields_of

    made = {(op.kind, op.id) for op in ops}
    for op in ops:
        for spec in fields_of(op.kind):
            if spec.name != op.field or not spec.ref_kinds:
                continue
            for target in op.value if isinstance(op.value, list) else [op.value]:
                # A check-in's value is a reference only where it names milestones.
                if not isinstance(target, str) or any(
                    (kind, target) in made or workspace.company.entry(kind, target) for kind in spec.ref_kinds
                ):
                    continue
                kinds = " or ".join(kind.replace("_", " ") for kind in spec.ref_kinds)
                raise NotFound(f"{op.kind}.{op.field}: there is no {kinds} {target}")


def change(workspace: Workspace, form: Form, changes: Mapping[str, object]) -> list[str]:
    """Write those of a form's fields that differ from what it showed; which they are. Raises FieldError, UsageError."""
    from okrtui.okr.models import validate_change

    changed = validate_change(form.kind, form.values, changes)
    if not changed:
        return []
    fixed = [field for field in DERIVED.get(form.kind, ()) if field in changed]
    if fixed:
        raise UsageError(f"{form.kind}.{fixed[0]}: its ends cannot be changed; remove it and add another")

    if form.kind == "score":
        refuse_frozen(workspace, str(form.values.get("key_result")))
    if form.kind == "cycle" and "status" in changed:
        refuse_bare_closing(workspace, form.id, changed["status"])

    def acts() -> Iterable[Act]:
        ops = ops_of(form.kind, form.id, changed, form.heads)
        check_references(workspace, ops)
        return [Act(ops)]

    workspace.write(acts)
    return sorted(changed)


def align(
    workspace: Workspace, child: str, parent: str, mode: Mode = Mode.SUPPORTS, weight: float | None = None
) -> str:
    """Let an objective serve a parent; the alignment's id. Raises UsageError where it would close a loop."""
    refuse_loop(workspace, child, parent)
    fields: dict[str, object] = {"child": child, "parent": parent, "mode": mode}
    if weight is not None:
        fields["weight"] = weight
    return create(workspace, New("alignment", fields)).ids[0]


def refuse_loop(workspace: Workspace, child: str, parent: str) -> None:
    """Raise UsageError where aligning `child` to `parent` would close a loop."""
    if _reaches(workspace, parent, child):
        title = workspace.company.title(child)
        raise UsageError(f"that would close a loop: {workspace.company.title(parent)!r} already serves {title!r}")


def _reaches(workspace: Workspace, low: str, high: str) -> bool:
    """Whether the way up from `low` leads to `high`; a key result leads to its objective."""
    company = workspace.company
    open_ends, seen = [low], set()
    while open_ends:
        here = open_ends.pop()
        if here == high:
            return True
        if here in seen:
            continue
        seen.add(here)
        key_result = company.key_result(here)
        if key_result and key_result.objective:
            open_ends.append(key_result.objective)
        open_ends.extend(alignment.parent for alignment in company.serves(here))
    return False
