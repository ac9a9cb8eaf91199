"""What is let in: new objects and changes, from commands, forms and imports, in their stored form."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from okrtui.okr.models.base import FieldError
from okrtui.okr.models.registry import (
    MODELS,
    FieldSpec,
    Value,
    adapter,
    field_of,
    fields_of,
    plain,
)
from okrtui.okr.models.values import shown

_A = {
    "text": "a text",
    "long text": "a text",
    "number": "a number (try 27, 1.5, 500k)",
    "whole number": "a whole number",
    "yes/no": "yes or no",
    "date": "a date like 2026-12-31",
    "reference": "an id",
    "references": "a list of ids",
    "texts": "a list of texts",
    "check-in value": "a number, yes or no, or a list of milestones",
}


def validate_new(kind: str, fields: Mapping[str, object]) -> dict[str, Value]:
    """The stored fields of a new object: those given and the defaults. None and blank texts are not given.

    Raises FieldError, for the first field that is unknown, missing, malformed or at odds with another.
    """
    for field in fields:
        known(kind, field)
    given = {field: value for field, raw in fields.items() if (value := _normal(raw)) is not None}
    try:
        model = MODELS[kind].model_validate(given)
    except ValidationError as error:
        raise _field_error(kind, given, error.errors(include_url=False)) from None
    values = ((field, getattr(model, field)) for field in type(model).model_fields)
    return {field: plain(value) for field, value in values if value is not None}


def validate_change(kind: str, current: Mapping[str, object], changes: Mapping[str, object]) -> dict[str, Value]:
    """Those of `changes` that differ from `current`, in stored form. None or a blank text clears a field.

    A rule between fields is checked on the merged object, if a changed field takes part in it: what was
    wrong before and stays as it is does not stand in the way. Raises FieldError.
    """
    changed: dict[str, Value] = {}
    for field, raw in changes.items():
        value = _validate_field(known(kind, field), kind, raw)
        if not _same(value, _normal(current.get(field))):
            changed[field] = value
    if changed:
        _check_rules(kind, {**current, **changed}, changed)
    return changed


def known(kind: str, field: str) -> FieldSpec:
    """The field of that name. Raises FieldError, with the near matches and all names, if there is none."""
    spec = field_of(kind, field)
    if spec is not None:
        return spec
    from difflib import get_close_matches  # 4 ms that only a mistake costs

    names = [spec.name for spec in fields_of(kind)]
    near = get_close_matches(field, names, n=3)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    raise FieldError(kind, shown(field)[1:-1], f"no such field.{hint} The fields are {', '.join(names)}")


def _validate_field(spec: FieldSpec, kind: str, raw: object) -> Value:
    value = _normal(raw)
    if value is None:
        if not spec.optional:
            raise FieldError(kind, spec.name, f"cannot be empty ({_lower(spec.description)})")
        return None
    try:
        stored: Value = plain(adapter(kind, spec.name).validate_python(value))
    except ValidationError as error:
        raise _bad_value(kind, spec, value, error.errors(include_url=False)) from None
    return stored


def _check_rules(kind: str, merged: Mapping[str, object], changed: Mapping[str, Value]) -> None:
    """Raise for the first broken rule that looks at a changed field. Other malformed fields are empty."""
    values: dict[str, Any] = {}
    for spec in fields_of(kind):
        try:
            values[spec.name] = adapter(kind, spec.name).validate_python(_normal(merged.get(spec.name)))
        except ValidationError:
            values[spec.name] = None
    for problem in MODELS[kind].model_construct(**values).problems():
        if not changed.keys().isdisjoint(problem.among):
            raise FieldError(kind, problem.field, problem.why)


def _field_error(kind: str, given: Mapping[str, object], errors: list[Any]) -> FieldError:
    where = errors[0]["loc"]
    if not where:
        problem = errors[0]["ctx"]["error"].problem
        return FieldError(kind, problem.field, problem.why)
    spec = known(kind, where[0])
    if errors[0]["type"] == "missing":
        return FieldError(kind, spec.name, f"is needed ({_lower(spec.description)})")
    return _bad_value(kind, spec, given[spec.name], [each for each in errors if each["loc"][0] == spec.name])


def _bad_value(kind: str, spec: FieldSpec, value: object, errors: list[Any]) -> FieldError:
    """The checks of values.py speak for themselves; pydantic's, all of them of type, get words here."""
    for each in errors:
        if each["type"] == "value_error":
            return FieldError(kind, spec.name, str(each["ctx"]["error"]))
    if spec.type_word == "choice":
        return FieldError(kind, spec.name, f"{shown(value)} is not one of {', '.join(spec.enum_values)}")
    return FieldError(kind, spec.name, f"{shown(value)} is not {_A[spec.type_word]}")


def _normal(value: object) -> object:
    """None for a blank text, which is how forms and shells say nothing; members and tuples in stored form."""
    if isinstance(value, str) and not value.strip():
        return None
    return plain(value)


def _same(one: object, other: object) -> bool:
    """Whether two stored values are equal: 27 and 27.0 are, true and 1 are not."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return isinstance(one, bool) is isinstance(other, bool) and one == other


def _lower(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
