"""The scores of an objective, side by side: which of them are agreed on. Pure state."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from okrtui.okr.kinds import Disposition, Role
from okrtui.screens.scoring.giving import Heads, becomes
from okrtui.widgets.entry import Entry
from okrtui.workspace.score_card import is_of_one_mind, is_to_agree
from okrtui.workspace.scores import Scores


class Choice(NamedTuple):
    """The score to agree on that somebody chose."""

    value: Fraction
    by: Role | None = None
    """Whose it is; None where it is neither's."""


class TableRow:
    """A key result among those of its objective, with the scores that were given."""

    def __init__(self, scores: Scores) -> None:
        self.scores = scores
        self.choice: Choice | None = None
        self.disposition: Disposition | None = None
        self.is_left = False
        """Whether it is to stay open."""
        self.seen: Heads = scores.agreed.heads if scores.agreed else {}

    def take(self, scores: Scores) -> None:
        """What was given meanwhile; as long as nothing was chosen here, one has seen that."""
        self.scores = scores
        if self.choice is None:
            self.look()

    def look(self) -> None:
        """Remember which agreed score one has before one's eyes."""
        self.seen = self.scores.agreed.heads if self.scores.agreed else {}

    @property
    def is_open(self) -> bool:
        """Whether all have given their score and none is agreed on."""
        return is_to_agree(self.scores)

    @property
    def differs(self) -> bool:
        """Whether one has to choose: the scores given differ, and nothing was said yet."""
        agreed = self.scores.agreed
        if self.choice is not None or self.is_left or not self.is_open:
            return False
        return (agreed is not None and agreed.is_contested) or not is_of_one_mind(self.scores)

    @property
    def value(self) -> Fraction | None:
        """The score to agree on, None where there is none yet, or it is agreed."""
        if self.choice is not None:
            return self.choice.value
        if self.is_left or not self.is_open or self.differs:
            return None
        return Fraction(self.scores.acceptable[0])

    @property
    def shown(self) -> Fraction | None:
        """The score that stands in the table: the one to agree on, else the agreed one."""
        if self.value is not None:
            return self.value
        agreed = self.scores.agreed
        return agreed.value if agreed and not agreed.is_contested else None

    @property
    def becomes(self) -> Disposition | None:
        """What becomes of it: as one said here, else as it was said before, else what follows from its score."""
        if self.disposition is not None:
            return self.disposition
        known = self.scores.disposition
        if known is not None or self.shown is None:
            return known
        return becomes(self.scores.kind, self.shown)

    @property
    def is_to_write(self) -> bool:
        """Whether there is something to write."""
        if self.value is not None:
            return True
        return self.disposition is not None and self.scores.agreed is not None

    def choose(self, by: Role | None) -> bool:
        """Take the score of a role, or the proposed one; whether there is one."""
        given = self.scores.of(by) if by else None
        if by is not None and given is None:
            return False
        self.choice = Choice(given.value if given else self.scores.proposed.value, by)
        self.is_left = False
        return True

    def put(self, value: Fraction) -> None:
        """Take another score."""
        self.choice, self.is_left = Choice(value), False


class Table:
    """The scores of an objective, to agree on."""

    def __init__(
        self, objective: str, title: str, scores: Iterable[Scores], begins_at: str = "", *, is_asked_for: bool = False
    ) -> None:
        """`begins_at` is the key result to begin at; `is_asked_for`: it shows even where nothing is to be agreed on."""
        self.objective = objective
        self.title = title
        self.rows = [TableRow(each) for each in scores if each.weight > 0]
        places = [place for place, row in enumerate(self.rows) if row.scores.key_result == begins_at]
        self.line = places[0] if places else 0
        self.entry: Entry | None = None
        self.is_asked_for = is_asked_for
        self.is_passed = False
        self.is_saving = False
        self.agreed = 0
        """How many scores were agreed on here, in this walk."""

    @property
    def here(self) -> TableRow | None:
        """The row that the cursor is on."""
        return self.rows[self.line] if self.line < len(self.rows) else None

    @property
    def is_wanted(self) -> bool:
        """Whether there is something to agree on now."""
        return self.is_asked_for or any(row.is_open for row in self.rows)

    @property
    def has_unsaved(self) -> bool:
        """Whether something was chosen that is not written yet."""
        return any(row.choice is not None or row.disposition is not None for row in self.rows)

    def move(self, lines: int) -> None:
        """Go to another row."""
        self.line = max(0, min(self.line + lines, len(self.rows) - 1))

    def go_to_open(self) -> bool:
        """Go to the next row that one has to choose in, from this one on; whether there is one."""
        order = [*range(self.line, len(self.rows)), *range(self.line)]
        found = next((place for place in order if self.rows[place].differs), None)
        if found is not None:
            self.line = found
        return found is not None

    def take(self, scores: Mapping[str, Scores]) -> None:
        """What was given meanwhile, by key result; what is no longer there goes."""
        self.rows = [row for row in self.rows if row.scores.key_result in scores]
        for row in self.rows:
            row.take(scores[row.scores.key_result])
        self.move(0)

    def expect(self, key_result: str, role: Role, value: Fraction, by_name: str, becomes: Disposition) -> None:
        """A score was given, and is on its way to the disk: the next key may agree on it already."""
        for row in self.rows:
            if row.scores.key_result == key_result:
                row.take(row.scores.expecting(role, value, by_name, becomes))

    def answered(self) -> "Said":
        """What was chosen is on its way to the disk; what that was."""
        count = sum(row.value is not None for row in self.rows)
        said = Said(count, {row.scores.key_result: (row.choice, row.disposition) for row in self.rows})
        self.agreed += count
        for row in self.rows:
            row.choice, row.disposition = None, None
        return said

    def ask_again(self, said: "Said") -> None:
        """What was chosen did not come to the disk."""
        self.agreed -= said.number
        for row in self.rows:
            if row.choice is None and row.disposition is None:
                row.choice, row.disposition = said.rows.get(row.scores.key_result, (None, None))


class Said(NamedTuple):
    """What was chosen in a table: how many scores, and by key result which, and what becomes of it."""

    number: int
    rows: Mapping[str, tuple[Choice | None, Disposition | None]]
