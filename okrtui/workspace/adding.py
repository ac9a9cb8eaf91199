"""Adding an object from what someone typed, with what goes without saying filled in."""

from collections.abc import Mapping

from okrtui.okr.kinds import Mode
from okrtui.storage.line import Value
from okrtui.workspace.edits import New, align, create
from okrtui.workspace.errors import UsageError
from okrtui.workspace.own_unit import individual_unit, individual_unit_id
from okrtui.workspace.scoring import basis_of
from okrtui.workspace.typed import read_fields
from okrtui.workspace.workspace import Workspace

_DATED = ("check_in", "commitment", "reading", "review")
"""Kinds that say what happened on a day: today, unless another is said."""


def add(workspace: Workspace, kind: str, said: Mapping[str, str]) -> str:
    """Make an object of a kind from texts; its id. Raises FieldError, UsageError."""
    if kind == "workspace":
        raise UsageError("add: a workspace is made with `okrtui init`")
    fields = read_fields(workspace, kind, said)
    if kind == "alignment":
        return _align(workspace, fields)
    if kind in _DATED and fields.get("date") is None:
        fields["date"] = workspace.today.isoformat()
    if kind == "score":
        fields = {**_basis(workspace, fields), **fields}
    first = _complete_objective(workspace, fields) if kind == "objective" else []
    return create(workspace, *first, New(kind, fields)).ids[-1]


def _basis(workspace: Workspace, fields: Mapping[str, Value]) -> dict[str, Value]:
    """What a score is based on where it does not say so itself: what is known now."""
    key_result = workspace.company.key_result(str(fields.get("key_result") or ""))
    return basis_of(workspace, key_result) if key_result else {}


def _align(workspace: Workspace, fields: Mapping[str, Value]) -> str:
    child, parent, weight = fields.get("child"), fields.get("parent"), fields.get("weight")
    if not isinstance(child, str) or not isinstance(parent, str):
        raise UsageError("alignment: a child and a parent are needed; `okrtui align CHILD PARENT` does it too")
    mode = Mode(str(fields.get("mode") or Mode.SUPPORTS))
    return align(workspace, child, parent, mode, weight if isinstance(weight, int | float) else None)


def _complete_objective(workspace: Workspace, fields: dict[str, Value]) -> list[New]:
    """Owner, cycle and unit where none is said; what has to be made for it: one's own unit, the first time."""
    company = workspace.company
    if fields.get("owner") is None:
        fields["owner"] = workspace.person
    if fields.get("cycle") is None:
        cycle = company.current_cycle(workspace.today)
        fields["cycle"] = cycle.id if cycle else None
    if fields.get("unit") is not None:
        return []
    owner = str(fields["owner"])
    own = individual_unit_id(owner)
    if owner == workspace.person:
        fields["unit"] = own
        return individual_unit(workspace, owner)
    if company.unit(own):
        fields["unit"] = own
    return []
