"""What of the Cascade is looked at: which tree, which cycle, and what is looked for."""

from enum import StrEnum
from typing import NamedTuple

from okrtui.okr.kinds import Status


class StatusFilter(NamedTuple):
    """A choice of objectives and key results by how they stand."""

    words: str
    statuses: tuple[Status, ...] = ()
    is_stale: bool = False


EVERY_STATUS = StatusFilter("all statuses")
STATUS_FILTERS = (
    EVERY_STATUS,
    StatusFilter("off track", (Status.AT_RISK, Status.NOT_HOLDING, Status.NEEDS_ATTENTION, Status.CLOSED_SHORT)),
    StatusFilter("not started", (Status.NOT_STARTED,)),
    StatusFilter("stale", is_stale=True),
    StatusFilter("done", (Status.ACHIEVED,)),
)


class By(StrEnum):
    """What makes the tree: who lies in whom, or what serves what."""

    ORGANISATION = "organisation"
    ALIGNMENT = "alignment"


class Lens(NamedTuple):
    """What is looked at: a cycle, and of it what has a text and a status."""

    cycle: str | None
    matching: str = ""
    status: StatusFilter = EVERY_STATUS
    by: By = By.ORGANISATION
    focus: tuple[str, str] | None = None
    """Kind and id of what alone is looked at, by alignment: what it serves, and what serves it."""

    @property
    def is_filtered(self) -> bool:
        """Whether less than everything is looked at."""
        return bool(self.matching) or self.status is not EVERY_STATUS

    @property
    def tree(self) -> tuple[By, tuple[str, str] | None]:
        """What makes the tree."""
        return self.by, self.focus
