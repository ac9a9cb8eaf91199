"""One key result that is scored: its card, and what was said of it. Pure state."""

from fractions import Fraction

from okrtui.okr.kinds import Disposition, Role
from okrtui.screens.scoring.giving import Heads, becomes
from okrtui.widgets.entry import Entry
from okrtui.workspace.score_card import ScoreCard
from okrtui.workspace.scores import GivenScore


class Stop:
    """One key result that is asked about, in a role: its card, and what was said of it."""

    def __init__(self, key_result: str, role: Role, card: ScoreCard | None) -> None:
        self.key_result = key_result
        self.role = role
        self.card = card
        """None once the key result is no longer there."""
        self.entry: Entry | None = None
        """The score that is being typed with its decimals."""
        self.disposition: Disposition | None = None
        """What becomes of it, where that was said with a key."""
        self.assessment: str | None = None
        """What was typed of it and is not on its way to the disk yet; None: as it stands."""
        self.is_saving = False
        self.is_passed = False
        """Whether it was answered or skipped."""
        self.is_scored = False
        """Whether it was scored in this walk."""
        self.seen: Heads = {}
        """The heads of the score that one looks at."""
        self.look()

    def look(self) -> None:
        """Remember which score one has before one's eyes: what is written goes over that, and over no other."""
        given = self.given
        self.seen = given.heads if given else {}

    @property
    def given(self) -> GivenScore | None:
        """One's own score, as far as one has given one."""
        return self.card.scores.of(self.role) if self.card else None

    @property
    def other(self) -> Role:
        """The role on the other side."""
        return Role.LEAD if self.role is Role.OWNER else Role.OWNER

    @property
    def offered(self) -> Fraction:
        """The score that enter takes: one's own, else the proposed one."""
        given = self.given
        if given is not None:
            return given.value
        return self.card.scores.proposed.value if self.card else Fraction(0)

    @property
    def text(self) -> str:
        """The self-assessment as it was typed, else as it stands."""
        if self.assessment is not None:
            return self.assessment
        return self.given.self_assessment if self.given else ""

    @property
    def has_unsaved(self) -> bool:
        """Whether something was typed that is not written yet."""
        return bool(self.entry and self.entry.text) or bool(self.assessment)

    def becomes(self, value: Fraction) -> Disposition:
        """What becomes of the key result with a score: what one has said, or says so far, else what follows from it."""
        if self.card is None:
            return Disposition.CARRIED_OVER
        kind, given = self.card.scores.kind, self.given
        if self.disposition is not None:
            return self.disposition
        if given is not None and given.disposition not in (None, becomes(kind, given.value)):
            return given.disposition or becomes(kind, value)
        return becomes(kind, value)
