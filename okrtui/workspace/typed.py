"""What people type for the fields of an object: read, and its references found by what they call them."""

from collections.abc import Mapping

from okrtui.storage.line import Value
from okrtui.workspace.find import find
from okrtui.workspace.workspace import Workspace

ME = "me"
"""Stands for oneself wherever a person is asked for."""


def read_fields(workspace: Workspace, kind: str, said: Mapping[str, str]) -> dict[str, Value]:
    """The values that texts mean for fields of a kind; blank ones are None. Raises FieldError, NotFound, Ambiguous."""
    return {field: read_field(workspace, kind, field, text) for field, text in said.items()}


def read_field(workspace: Workspace, kind: str, field: str, said: str) -> Value:
    """The value that a text means for one field; None where it is blank. Raises FieldError, NotFound, Ambiguous."""
    from okrtui.okr.models import field_of, parse_field

    value = parse_field(kind, field, said, workspace.today)
    spec = field_of(kind, field)
    if spec is None or not spec.ref_kinds:
        return value
    if isinstance(value, list):
        return [_found(workspace, str(item), spec.ref_kinds) for item in value]
    return _found(workspace, value, spec.ref_kinds) if isinstance(value, str) else value


def _found(workspace: Workspace, said: str, kinds: tuple[str, ...]) -> str:
    if said == ME and "person" in kinds:
        return workspace.person
    return find(workspace.company, said, kinds)[1]
