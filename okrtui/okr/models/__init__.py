"""What okrtui accepts at the edge: strict models of every kind, for commands, forms and imports.

The only place of pydantic. It is imported lazily, by what writes; what reads never needs it.
"""

from okrtui.okr.models.accept import validate_change, validate_new
from okrtui.okr.models.base import FieldError, Model
from okrtui.okr.models.days import DayError, parse_day
from okrtui.okr.models.parse import parse_check_in_value, parse_field
from okrtui.okr.models.registry import MODELS, FieldSpec, Value, field_of, fields_of
from okrtui.okr.models.values import COACH_LISTS, LIMITS, Ref

__all__ = [
    "COACH_LISTS",
    "LIMITS",
    "MODELS",
    "DayError",
    "FieldError",
    "FieldSpec",
    "Model",
    "Ref",
    "Value",
    "field_of",
    "fields_of",
    "parse_check_in_value",
    "parse_day",
    "parse_field",
    "validate_change",
    "validate_new",
]
