"""A deed at the example company: who does what, and when."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import NamedTuple

from okrtui.demo.plan import Person
from okrtui.storage.line import Op, Value
from okrtui.storage.registers import State

Rewrite = Callable[[State], list[Op]]


class Deed(NamedTuple):
    """Someone does something: `at` is in milliseconds since 1970.

    What changes an object that is there already is made for the state of who acts.
    """

    at: int
    by: Person
    ops: list[Op] | Rewrite


def made(kind: str, id: str, fields: Mapping[str, Value]) -> list[Op]:
    """The ops of a new object, which nobody has written before."""
    return [Op(kind, id, name, value) for name, value in {**fields, "deleted": False}.items()]


def rewritten(kind: str, id: str, fields: Mapping[str, Value]) -> Rewrite:
    """A change of some fields by whoever wrote them before."""

    def ops(state: State) -> list[Op]:
        changes = {**fields, "deleted": False}
        return [Op(kind, id, field, value, state.heads(kind, id, field)) for field, value in changes.items()]

    return ops


def json_number(number: float | None) -> int | float | None:
    """A number as JSON keeps it: whole where it is."""
    return int(number) if number is not None and number == int(number) else number


def at(day: date, rng: Random, *, is_today: bool = False) -> int:
    """A moment of a day at work, in milliseconds; of today, one that has surely passed by breakfast."""
    hours = rng.uniform(4, 6) if is_today else rng.uniform(8, 17)
    return int((datetime.combine(day, time(), UTC) + timedelta(hours=hours)).timestamp() * 1000)
