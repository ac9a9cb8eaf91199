"""What the coach says: a finding names the object, says why in one sentence, and offers what mends it."""

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How much it matters."""

    ERROR = "E"
    WARNING = "W"
    HINT = "I"

    @property
    def words(self) -> str:
        """The severity as it stands on a screen."""
        return self.name.lower()


class Remedy(NamedTuple):
    """What mends a finding, as one act. `action` is done by `workspace.remedies`."""

    action: str
    words: str
    """What the key that does it says: `make it an initiative`."""
    fields: tuple[str, ...] = ()
    """What it has to be told first."""


class Finding(NamedTuple):
    """One thing that the coach noticed about one object."""

    rule: str
    """The stable id: KR-TASK."""
    severity: Severity
    kind: str
    id: str
    message: str
    """Why it matters, in one sentence."""
    remedy: Remedy | None = None


ORDER = tuple(Severity)
"""The severities, the worst first."""
