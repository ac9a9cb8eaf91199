"""Edits: create, change, delete, restore, align, resolve. Each is one act, and so one line of the journal."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from okrtui.okr.ids import derived_id, new_id
from okrtui.okr.kinds import Level, Mode
from okrtui.okr.records import reference
from okrtui.storage.line import Op, Value
from okrtui.storage.registers import canonical
from okrtui.storage.replica import Act
from okrtui.workspace.conflicts import text_of
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.forms import Form, ops_of, seen_heads
from okrtui.workspace.workspace import Workspace

DERIVED = {
    "alignment": ("child", "parent"),
    "membership": ("person", "unit"),
    "share": ("objective", "unit"),
    "commitment": ("person", "objective"),
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
    """Write those of a form's fields that differ from what it showed; which they are. Raises FieldError."""
    from okrtui.okr.models import validate_change

    changed = validate_change(form.kind, form.values, changes)
    if not changed:
        return []
    fixed = [field for field in DERIVED.get(form.kind, ()) if field in changed]
    if fixed:
        raise UsageError(f"{form.kind}.{fixed[0]}: its ends cannot be changed; remove it and add another")

    def acts() -> Iterable[Act]:
        ops = ops_of(form.kind, form.id, changed, form.heads)
        check_references(workspace, ops)
        return [Act(ops)]

    workspace.write(acts)
    return sorted(changed)


PARTS = {
    "objective": (
        ("key_result", "objective"),
        ("alignment", "child"),
        ("share", "objective"),
        ("commitment", "objective"),
    ),
    "key_result": (("milestone", "key_result"),),
    "person": (("membership", "person"),),
}
"""What goes with an object when it is deleted, and comes back with it: kind, and the field that points to it."""


def delete(workspace: Workspace, kind: str, id: str) -> list[tuple[str, str]]:
    """Delete an object with its parts, in one act; which objects went. It can be restored.

    What only hangs on it (a unit's objectives, what is aligned to an objective) stays, below its ghost.
    Raises NotFound, UsageError.
    """
    if kind == "workspace":
        raise UsageError("the workspace itself cannot be deleted; remove its directory if you mean that")
    went: list[tuple[str, str]] = []

    def acts() -> Iterable[Act]:
        entry = workspace.company.entry(kind, id)
        if entry is None or entry.is_deleted:
            raise NotFound(f"{id}: it is {'deleted already' if entry else 'not there'}")
        went.extend(_with_parts(workspace, kind, id))
        return [Act(_mark(workspace, went, deleted=True))]

    workspace.write(acts)
    return went


def restore(workspace: Workspace, kind: str, id: str) -> list[tuple[str, str]]:
    """Take a deletion back, whoever made it, with the parts that went in the same act; what came back. Raises NotFound."""
    came: list[tuple[str, str]] = []

    def acts() -> Iterable[Act]:
        entry = workspace.company.entry(kind, id)
        if entry is None or not entry.is_deleted:
            raise NotFound(f"{id}: it is {'not deleted' if entry else 'not there'}")
        came.extend(_deleted_together(workspace, kind, id))
        return [Act(_mark(workspace, came, deleted=False))]

    workspace.write(acts)
    return came


def _mark(workspace: Workspace, objects: Iterable[tuple[str, str]], *, deleted: bool) -> list[Op]:
    state = workspace.state
    return [op for each in objects for op in ops_of(*each, {}, seen_heads(state, *each), deleted=deleted)]


def _with_parts(workspace: Workspace, kind: str, id: str) -> list[tuple[str, str]]:
    found = [(kind, id)]
    for part, field in PARTS.get(kind, ()):
        for each in workspace.company.pointing(part, field, id):
            found += _with_parts(workspace, part, each)
    return found


def _deleted_together(workspace: Workspace, kind: str, id: str) -> list[tuple[str, str]]:
    """An object, and what the line that deleted it deleted beside it."""
    state = workspace.state
    heads = state.heads(kind, id, "deleted")
    parts = {part for owner in PARTS.values() for part, _ in owner}
    beside = [
        (part, other)
        for part in sorted(parts)
        for other, _ in workspace.company.deleted(part)
        if (part, other) != (kind, id) and state.heads(part, other, "deleted") == heads
    ]
    return [(kind, id), *beside]


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


def resolve(
    workspace: Workspace,
    kind: str,
    id: str,
    field: str,
    value: Value,
    heads: tuple[str, ...] | None = None,
) -> None:
    """Settle a conflict: `value` replaces the heads that were shown, by default all that stand there.

    Raises NotFound.
    """

    def acts() -> Iterable[Act]:
        seen = seen_heads(workspace.state, kind, id)
        if field not in seen:
            raise NotFound(f"{id} {field}: there is nothing to resolve")
        if heads is not None:
            seen[field] = heads
        if field == "deleted":
            return [Act(ops_of(kind, id, {}, seen, deleted=value is True))]
        return [Act([Op(kind, id, field, value, seen[field]), *_keep_deleted(workspace, kind, id, seen)])]

    workspace.write(acts)


def _keep_deleted(workspace: Workspace, kind: str, id: str, seen: Mapping[str, tuple[str, ...]]) -> list[Op]:
    """Every line that writes an object writes its `deleted` false too, unless that is itself in dispute."""
    register = workspace.state.register(kind, id, "deleted")
    if register is not None and register.in_conflict:
        return []
    return [Op(kind, id, "deleted", False, seen.get("deleted", ()))]


def chosen_value(workspace: Workspace, kind: str, id: str, field: str, said: str) -> Value:
    """The value of a conflict that a person means by text: one of the heads as it reads, its number (`#1`), or another.

    Raises NotFound, FieldError.
    """
    register = workspace.state.register(kind, id, field)
    if register is None:
        raise NotFound(f"{id} {field}: there is nothing to resolve")
    heads = sorted(register.heads, key=lambda head: head.line[:2], reverse=True)
    values = list({canonical(head.value): head.value for head in heads}.values())
    for value in values:
        if said in (_as_text(value), text_of(workspace, value)):
            return value
    if said.startswith("#") and said[1:].isdigit() and 1 <= int(said[1:]) <= len(values):
        return values[int(said[1:]) - 1]
    return _typed(workspace, kind, id, field, said)


def _typed(workspace: Workspace, kind: str, id: str, field: str, said: str) -> Value:
    from okrtui.okr.models import validate_change
    from okrtui.workspace.typed import read_field

    if field == "deleted":
        return said.casefold() in ("true", "yes", "deleted")
    value = read_field(workspace, kind, field, said)
    others = {name: each for name, each in (workspace.company.fields(kind, id) or {}).items() if name != field}
    return validate_change(kind, others, {field: value}).get(field)


def _as_text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def individual_unit(workspace: Workspace, person: str) -> list[New]:
    """What it takes for a person to have a unit of their own: nothing where it is there already.

    Its id is derived, so that two replicas make the same one; its lead is the person, its parent the unit of the
    first membership.
    """
    company = workspace.company
    id = individual_unit_id(person)
    if company.fields("unit", id) is not None:
        return []
    fields: dict[str, object] = {"name": company.title(person), "level": Level.INDIVIDUAL, "lead": person}
    parent = _first_membership(workspace, person)
    if parent:
        fields["parent"] = parent
    return [New("unit", fields, id)]


def individual_unit_id(person: str) -> str:
    """The id of a person's own unit."""
    return derived_id("unit", person, "individual")


def _first_membership(workspace: Workspace, person: str) -> str | None:
    company = workspace.company
    for id in company.pointing("membership", "person", person):
        unit = reference(company.fields("membership", id) or {}, "unit")
        if unit and company.unit(unit):
            return unit
    return next((unit.id for unit in company.child_units(None)), None)
