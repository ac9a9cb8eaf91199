"""Status: where a key result stands against where it should be, and an objective by its weakest one."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from okrtui.okr.kinds import Metric, ObjectiveKind, Status
from okrtui.okr.progress import ONE, STANDING
from okrtui.okr.score import met

ON_TRACK_GAP = Fraction(10, 100)
"""The largest gap between expected and actual progress that is still on track."""
ATTENTION_GAP = Fraction(25, 100)
"""The largest gap that needs attention; beyond it, the key result is at risk."""

WORST_FIRST = (
    Status.CLOSED_SHORT,
    Status.AT_RISK,
    Status.NOT_HOLDING,
    Status.NEEDS_ATTENTION,
    Status.NOT_STARTED,
    Status.ON_TRACK,
    Status.HOLDING,
    Status.ACHIEVED,
)
"""Every status, from the weakest to the strongest."""

_SEVERITY = {status: place for place, status in enumerate(WORST_FIRST)}


def key_result_status(
    metric: Metric,
    kind: ObjectiveKind,
    actual: Fraction,
    expected: Fraction,
    today: date,
    end: date,
    *,
    waiting: bool = False,
    override: Status | None = None,
) -> Status:
    """The status of a key result on `today`.

    Args:
        metric: how it is measured.
        kind: its objective's, which says what counts as met after the end.
        actual: its raw progress.
        expected: what `progress.expected` asks for today.
        today: the day asked about.
        end: the cycle's last day, which still belongs to it; a key result's own due date moves
            only `expected`.
        waiting: no check-in yet, and the first one is not overdue.
        override: the owner's word, while it holds; it beats everything else.
    """
    if override is not None:
        return override
    if today > end:
        return Status.ACHIEVED if met(kind, actual) else Status.CLOSED_SHORT
    if waiting:
        return Status.NOT_STARTED
    if metric in STANDING:
        return Status.HOLDING if actual >= ONE else Status.NOT_HOLDING
    return _by_gap(actual, expected)


def _by_gap(actual: Fraction, expected: Fraction) -> Status:
    if actual >= ONE:
        return Status.ACHIEVED
    gap = expected - actual
    if gap <= ON_TRACK_GAP:
        return Status.ON_TRACK
    return Status.NEEDS_ATTENTION if gap <= ATTENTION_GAP else Status.AT_RISK


def severity(status: Status) -> int:
    """The place of `status` among all, 0 being the worst: a sort key for "worst first"."""
    return _SEVERITY[status]


def weakest(statuses: Iterable[Status]) -> Status | None:
    """The worst of `statuses`, None of none: an objective's, from its key results that have weight."""
    return min(statuses, key=severity, default=None)
