"""What all models share: strictness, and rules that hold between fields."""

from collections.abc import Iterator
from typing import NamedTuple, Self

from pydantic import BaseModel, ConfigDict, model_validator


class FieldError(ValueError):
    """A field that cannot be accepted. The message is one line: the field, what is wrong, the way out."""

    def __init__(self, kind: str, field: str, why: str) -> None:
        super().__init__(f"{kind}.{field}: {why}")
        self.kind = kind
        self.field = field
        self.why = why


class Problem(NamedTuple):
    """A broken rule between fields: the field to blame, the fields the rule looks at, what is wrong."""

    field: str
    among: tuple[str, ...]
    why: str


class Inconsistent(ValueError):
    """Fields that are fine one by one but not together."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.why)
        self.problem = problem


class Model(BaseModel):
    """An object of one kind as it is accepted at the edge. Its id and `deleted` are not fields of it."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", defer_build=True)

    def problems(self) -> Iterator[Problem]:
        """The rules between fields that this object breaks."""
        yield from ()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        for problem in self.problems():
            raise Inconsistent(problem)
        return self
