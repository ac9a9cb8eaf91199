"""Every kind's model, and what its fields are: the one description that forms, command line and docs read."""

from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import Any, NamedTuple, get_args, get_type_hints

from pydantic import ConfigDict, TypeAdapter

from okrtui.okr.models import rhythm, strategy, structure, work
from okrtui.okr.models.base import Model
from okrtui.okr.models.values import Ref, Typed

Scalar = bool | int | float | str | None
Value = Scalar | list[Scalar]
"""A stored value."""

MODELS: dict[str, type[Model]] = {
    "workspace": structure.Workspace,
    "unit": structure.Unit,
    "person": structure.Person,
    "membership": structure.Membership,
    "cycle": structure.Cycle,
    "mission": strategy.Mission,
    "goal": strategy.Goal,
    "objective": work.Objective,
    "alignment": work.Alignment,
    "share": work.Share,
    "commitment": work.Commitment,
    "key_result": work.KeyResult,
    "milestone": work.Milestone,
    "measure": work.Measure,
    "metric": strategy.Metric,
    "kpi": strategy.Kpi,
    "reading": strategy.Reading,
    "check_in": rhythm.CheckIn,
    "blocker": rhythm.Blocker,
    "initiative": work.Initiative,
    "comment": rhythm.Comment,
    "recognition": rhythm.Recognition,
    "review": rhythm.Review,
    "score": rhythm.Score,
    "improvement": rhythm.Improvement,
    "dismissal": rhythm.Dismissal,
    "template": work.Template,
}


class FieldSpec(NamedTuple):
    """A field as people need to know it."""

    name: str
    type_word: str
    """The type, in the words of docs/format.md: text, number, yes/no, choice, reference…"""
    required: bool
    """Whether a new object must have it."""
    optional: bool
    """Whether it may be cleared (set to nothing)."""
    enum_values: tuple[str, ...]
    """The words of a choice, as stored."""
    ref_kinds: tuple[str, ...]
    """The kinds that a reference may point to."""
    default: Value
    """What a new object gets when it is not given; None: nothing is stored."""
    description: str


@cache
def fields_of(kind: str) -> tuple[FieldSpec, ...]:
    """The fields of a kind, in the order in which forms ask for them. Raises KeyError for an unknown kind."""
    model = MODELS[kind]
    return tuple(
        _spec(name, hint, info.is_required(), info.default, info.description or "")
        for (name, info), hint in zip(model.model_fields.items(), _hints(model).values(), strict=True)
    )


def field_of(kind: str, field: str) -> FieldSpec | None:
    """One field of a kind, or None where the kind has no such field."""
    return next((spec for spec in fields_of(kind) if spec.name == field), None)


@cache
def adapter(kind: str, field: str) -> TypeAdapter[Any]:
    """What validates one field of a kind by itself."""
    return TypeAdapter(_hints(MODELS[kind])[field], config=ConfigDict(strict=True))


def plain(value: object) -> Any:
    """A value as it is stored: an enumeration's member as its word, a tuple as a list."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


@cache
def _hints(model: type[Model]) -> dict[str, Any]:
    hints = get_type_hints(model, include_extras=True)
    return {name: hints[name] for name in model.model_fields}


def _spec(name: str, hint: object, required: bool, default: object, description: str) -> FieldSpec:
    parts = list(_parts(hint))
    words = [part.word for part in parts if isinstance(part, Typed)]
    enums = [part for part in parts if isinstance(part, type) and issubclass(part, Enum)]
    refs = [part for part in parts if isinstance(part, Ref)]
    return FieldSpec(
        name=name,
        type_word=words[-1] if words else "choice" if enums else "yes/no",
        required=required,
        optional=type(None) in parts,
        enum_values=tuple(member.value for enum in enums for member in enum),
        ref_kinds=refs[-1].kinds if refs else (),
        default=None if required else plain(default),
        description=description,
    )


def _parts(hint: object) -> Iterator[Any]:
    """The types and the metadata in an annotation, outermost last."""
    for part in get_args(hint):
        yield from _parts(part)
    yield hint
