"""A figure: what something took, beside its baseline and its budget."""

from collections.abc import Sequence
from typing import NamedTuple


class Budget(NamedTuple):
    """What is allowed: so many times the baseline, or so many seconds. Either will do."""

    times: float | None = None
    seconds: float | None = None


class Figure(NamedTuple):
    """Seconds measured for `what`, and in the same run for the baseline of that name."""

    what: str
    seconds: float
    baseline: str
    baseline_seconds: float
    budget: Budget = Budget()

    @property
    def ratio(self) -> float:
        """How many times the baseline it took."""
        return self.seconds / self.baseline_seconds

    @property
    def is_met(self) -> bool | None:
        """Whether the budget is met; None where there is none."""
        times, seconds = self.budget
        if times is None and seconds is None:
            return None
        return (times is not None and self.ratio <= times) or (seconds is not None and self.seconds <= seconds)


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that `share` of all values do not exceed (nearest rank); 0.5 gives the median."""
    ordered = sorted(values)
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]
