"""A cycle of the example company."""

from datetime import date
from typing import NamedTuple


class Span(NamedTuple):
    """A cycle of the example: 13 weeks, the last of which is still to come for the running one."""

    id: str
    name: str
    start: date
    end: date
    is_running: bool
