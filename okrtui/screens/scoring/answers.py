"""What is said in the scoring walk: a score with what becomes of it and why, and what owner and lead agree on."""

from fractions import Fraction

from okrtui.okr.kinds import Disposition, Role
from okrtui.okr.number import NumberError
from okrtui.screens.bands import DISPOSITIONS
from okrtui.screens.checkin.ask import Ask
from okrtui.screens.scoring.agreeing import Table, TableRow
from okrtui.screens.scoring.giving import read_score, words_for
from okrtui.screens.scoring.stop import Stop
from okrtui.screens.scoring.view import ScoringView
from okrtui.widgets.tones import Tone
from okrtui.workspace.scoring import Scoring


class ScoringAnswers(ScoringView, inherit_bindings=False):
    """The walk with its answers: a score is written as soon as it is given, a table once all of it is agreed on."""

    # --- a score

    def _give(self, value: Fraction, key: str) -> None:
        """A score that one key gave; what one typed before stays with its page, for a decimal point behind it."""
        page = self._walk.here
        if page is None:
            return
        quick = (page, page.line if isinstance(page, Table) else 0, key)
        self._put(value)
        self._walk.quick = quick

    def _put(self, value: Fraction) -> None:
        """Take a score, and go on at once: to the next key result, or to the next one that has to be chosen."""
        page = self._walk.here
        if isinstance(page, Stop):
            self._save(page, value)
            self._walk.pass_by()
        elif page is not None and page.here is not None:
            page.here.put(value)
            self._told = []
            _on(page)
        self._arrive()

    def _save(self, stop: Stop, value: Fraction) -> None:
        card = stop.card
        if card is None:
            return
        stands = stop.given.value if stop.given else None
        said = Scoring(
            stop.key_result,
            stop.role,
            None if value == stands else value,
            stop.assessment,
            stop.becomes(value),
            stop.seen,
        )
        becomes = stop.becomes(value)
        for table in self._walk.tables:
            table.expect(stop.key_result, stop.role, value, self.my_name, becomes)
        self._acts.score(stop, said, f"{words_for(value)}, {DISPOSITIONS[becomes][1]}: {card.scores.title}")

    def action_take(self) -> None:
        """Take one's own score, else the proposed one."""
        page = self._walk.here
        if isinstance(page, Stop):
            self._put(page.offered)

    def action_begun(self) -> None:
        """Take the score by what the key result was first aimed at."""
        page = self._walk.here
        if isinstance(page, Stop) and page.card is not None and page.card.scores.begun is not None:
            self._put(page.card.scores.begun.value)

    def action_take_entry(self) -> None:
        """Take the score that was typed with its decimals."""
        page = self._walk.here
        if page is None or page.entry is None:
            return
        try:
            value = read_score(page.entry.text)
        except NumberError as error:
            self._walk.error = str(error)
            self._show()
            return
        page.entry = None
        self._put(value)

    def action_leave_entry(self) -> None:
        """Close the field without a score."""
        if self._walk.here is not None:
            self._walk.here.entry, self._walk.error = None, ""
        self._show()

    def action_becomes(self, word: str) -> None:
        """Say what becomes of the key result; of one that is scored already, that is written at once."""
        page, said = self._walk.here, Disposition(word)
        if isinstance(page, Stop):
            page.disposition = said
            if page.given is not None:
                self._save(page, page.given.value)
        elif page is not None and page.here is not None:
            page.here.disposition = said
        self._show()

    def action_as_role(self, word: str) -> None:
        """Score it in the other role that one has."""
        page = self._walk.here
        if isinstance(page, Stop) and page.role is not Role(word):
            page.role = Role(word)
            page.look()
        self._show()

    def action_assess(self) -> None:
        """Ask for the self-assessment; it is kept however the question is left."""
        page = self._walk.here
        if not isinstance(page, Stop):
            return

        def keep(text: str) -> None:
            page.assessment = text if text != (page.given.self_assessment if page.given else "") else None
            if page.given is not None and page.assessment is not None:
                self._save(page, page.given.value)

        label = "in words" if page.role is Role.LEAD else "self-assess"
        self._ask = Ask(label, keep, text=page.text, hint="enter keeps it, with the score", left=keep)
        self._show()

    def action_answer(self) -> None:
        """Keep what was typed."""
        ask, self._ask = self._ask, None
        if ask is not None:
            ask.answer()
        self._show()

    def action_leave_ask(self) -> None:
        """Close the question; what was typed is kept."""
        ask, self._ask = self._ask, None
        if ask is not None:
            ask.leave()
        self._show()

    def action_explain(self) -> None:
        """Show how the proposed score comes about, or hide it again."""
        self._is_explained = not self._is_explained
        self._show()

    # --- agreeing

    def action_choose(self, word: str) -> None:
        """Take the owner's, the lead's or the proposed score."""
        page = self._walk.here
        if not isinstance(page, Table) or page.here is None:
            return
        if page.here.choose(Role(word) if word else None):
            self._told = []
            _on(page)
        else:
            self.tell(f"There is no score of the {word} yet")
        self._show()

    def action_leave_open(self) -> None:
        """Leave the key result to be agreed on later."""
        page = self._walk.here
        if isinstance(page, Table) and page.here is not None:
            row: TableRow = page.here
            row.choice, row.disposition, row.is_left = None, None, True
            _on(page)
        self._show()

    def action_step(self, lines: int) -> None:
        """Go to another key result of the table."""
        if isinstance(self._walk.here, Table):
            self._walk.here.move(lines)
        self._show()

    def action_agree(self) -> None:
        """Agree on all that stands in the table, in one act; first where two scores differ, one of them is chosen."""
        page = self._walk.here
        if not isinstance(page, Table):
            return
        differing = sum(row.differs for row in page.rows)
        if differing:
            page.go_to_open()
            self.tell(f"{differing} differ{'s' if differing == 1 else ''}: choose, or n leaves open", tone=Tone.CAUTION)
            return
        count = sum(row.is_to_write for row in page.rows)
        if count:
            self._acts.agree(page, f"Agreed on {count} score{'' if count == 1 else 's'}: {page.title}")
        self._walk.pass_by()
        self._arrive()

    def _arrive(self) -> None:
        """Show the next page; at the end what became of it, once all is on the disk."""
        self._show()
        if self._walk.here is None:
            self._acts.at_rest(self._refresh)


def _on(table: Table) -> None:
    """Go on to the next row that one has to choose in, else one down."""
    if not table.go_to_open():
        table.move(1)
