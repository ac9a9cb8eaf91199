"""What the coach says: a finding names the object, says why in one sentence, and offers what mends it."""

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How much it matters."""

    ERROR = "E"
    WARNING = "W"
    HINT = "I"


class Remedy(NamedTuple):
    """What mends a finding. `action` is done by `workspace.remedies`; it may need answers to `fields` first."""

    action: str
    words: str
    """What the key that does it says: `make it an initiative`."""
    fields: tuple[str, ...] = ()


class Finding(NamedTuple):
    """One thing that the coach noticed about one object."""

    rule: str
    """The stable id: KR-TASK."""
    severity: Severity
    kind: str
    id: str
    message: str
    remedy: Remedy | None = None
