"""The walk of the check-in wizard: the key results one after the other, and what was said so far. Pure state.

It is set at once by every key, so that the next key of a burst already meets the next question.
"""

from collections.abc import Callable, Iterable
from datetime import date
from enum import Enum, auto

from okrtui.okr.kinds import Metric
from okrtui.okr.number import NumberError, decimal_of, format_number, parse_number, stored
from okrtui.okr.records import Fields, Value, number_of
from okrtui.widgets.entry import Entry, opened, selected
from okrtui.workspace.check_in_card import Card, notes_of
from okrtui.workspace.check_in_drafts import Draft
from okrtui.workspace.check_in_figures import Figures
from okrtui.workspace.forms import Form
from okrtui.workspace.next_steps import NextStep
from okrtui.workspace.originals import Moved

FROM_LIST = (Metric.MILESTONES, Metric.YES_NO)
"""The metrics whose value is chosen, not typed."""


class Step(Enum):
    """What is asked of a key result."""

    VALUE = auto()
    CONFIDENCE = auto()
    OFF_TRACK = auto()


class Stop:
    """One key result of the walk: its card, and what was said about it."""

    def __init__(self, key_result: str, card: Card | None) -> None:
        self.key_result = key_result
        self._open_step: str | None = None
        self.card = card
        self.day: date | None = None
        """The day that it holds for; None: the day on which it is said."""
        self.is_edit = False
        """Whether it is an earlier check-in that is being changed."""
        self.entry = Entry()
        self.chosen: Value = None
        """The milestones or the yes or no that is chosen now."""
        self.line = 0
        """The milestone that the cursor is on."""
        self.value: Value = None
        """The value that was taken with enter."""
        self.confidence: int | None = None
        self.notes: dict[str, str] = {}
        self.drafts: dict[str, str] = {}
        """Texts of questions that were left without an answer."""
        self.check_in: str | None = None
        """The check-in of this walk, once it was made; taken back, it is not `is_saved` any more."""
        self.is_saved = False
        self.form: Form | None = None
        """That check-in as it was shown when one came back to it."""
        self.after: Figures | None = None
        """Where the value that was taken brings it."""
        self.moved: Moved | None = None
        """What it was first aimed at, once its target was adapted here."""
        self.is_saving = False
        self.is_passed = False
        """Whether it was answered or skipped."""
        self._given: Value = None
        self._filled = Entry()
        self._noted: dict[str, str] = {}
        self.fill(None)

    @property
    def card(self) -> Card | None:
        """The key result as it was before; None once it is no longer there."""
        return self._card

    @card.setter
    def card(self, card: Card | None) -> None:
        self._card = card
        if card is not None and card.step is not None and not card.step.is_done:
            self._open_step = card.step.check_in

    @property
    def step(self) -> NextStep | None:
        """Last week's next step: open, or ticked in this walk."""
        step = self.card.step if self.card else None
        return step if step is not None and step.check_in == self._open_step else None

    def fill(self, own: Fields | None) -> None:
        """Begin with the value of this walk's own check-in, else with the last one; what was typed goes."""
        card = self.card
        self._given = own.get("value") if own else card.value if card else None
        self._filled = self.entry = selected(_as_typed(self._given))
        self.chosen = self._given
        if own:
            confidence = own.get("confidence")
            self.confidence = confidence if isinstance(confidence, int) else None
            self._noted = notes_of(own)
            self.notes = dict(self._noted)

    def refill(self, card: Card | None) -> None:
        """Take a card that changed meanwhile; what was typed, chosen or taken stays."""
        is_untouched = self.value is None and not self.has_input and not self.is_edit
        self.card = card
        if is_untouched:
            self.fill(None)

    @property
    def draft(self) -> Draft:
        """What was typed or chosen, and not yet said."""
        chosen = self.chosen if self.card is not None and self.card.metric in FROM_LIST else None
        asides = {name: text for name, text in self.drafts.items() if text}
        return Draft(self.entry.text, chosen, dict(self.notes), asides)

    def take_up(self, draft: Draft) -> None:
        """Have again what was typed before one stopped."""
        if self.card is not None and self.card.metric in FROM_LIST:
            known = {each.id for each in self.card.milestones}
            ids = draft.chosen
            self.chosen = [id for id in ids if id in known] if isinstance(ids, list) else ids
        else:
            self.entry = opened(draft.typed)
        self.notes, self.drafts = dict(draft.notes), dict(draft.asides)

    def say(self, field: str, text: str) -> None:
        """Set a note; without text there is none."""
        self.notes.pop(field, None)
        if text:
            self.notes[field] = text

    @property
    def is_given(self) -> bool:
        """Whether there is a value that enter keeps."""
        return self._given is not None

    @property
    def has_input(self) -> bool:
        """Whether a value was typed or chosen that is not the one it began with."""
        return self.entry.text != self._filled.text or self.chosen != self._given

    @property
    def has_unsaved(self) -> bool:
        """Whether something was typed that no check-in holds yet."""
        return self.has_input or self.notes != self._noted or any(self.drafts.values())

    def read(self) -> Value:
        """The value that is typed or chosen; None for none at all. Raises NumberError."""
        if self.card is not None and self.card.metric in FROM_LIST:
            return self.chosen
        if self.entry.text == self._filled.text:
            return self._given
        if not self.entry.text.strip():
            raise NumberError("type a number, or s to skip")
        return stored(parse_number(self.entry.text, self.card.number if self.card else None))

    def toggle(self, line: int) -> None:
        """Mark a milestone as done, or as not done."""
        milestones = self.card.milestones if self.card else ()
        if not 0 <= line < len(milestones):
            return
        done = list(self.chosen) if isinstance(self.chosen, list) else []
        id = milestones[line].id
        self.chosen = [each for each in done if each != id] if id in done else [*done, id]
        self.line = line

    def answered(self) -> None:
        """What was said is on its way to the disk."""
        self._given, self.chosen = self.value, self.value
        self._filled = self.entry = selected(_as_typed(self.value))
        self._noted = dict(self.notes)


def _as_typed(value: Value) -> str:
    """A value as one would type it; negative ones with the sign that makes them absolute."""
    number = number_of(value)
    if number is None:
        return ""
    text = format_number(decimal_of(number))
    return f"={text}" if text.startswith("-") else text


class Walk:
    """The stops in order, where one is, and what is asked there."""

    def __init__(self, key_results: Iterable[str], card_of: Callable[[Stop], Card | None]) -> None:
        """`card_of` gives the card of a stop, None for one whose key result is gone."""
        self._card_of = card_of
        every = [Stop(id, None) for id in key_results]
        for stop in every:
            stop.refill(card_of(stop))
        self.stops = [stop for stop in every if stop.card is not None]
        self.at = 0
        self.step = Step.VALUE
        self.error = ""

    @property
    def here(self) -> Stop | None:
        """The stop one is at, None at the end."""
        return self.stops[self.at] if self.at < len(self.stops) else None

    @property
    def passed(self) -> int:
        """How many stops lie behind."""
        return sum(stop.is_passed for stop in self.stops)

    def set_day(self, day: date | None) -> None:
        """Check in for another day: this key result, and all of which nothing was said yet. None: today."""
        here = self.here
        for stop in self.stops:
            is_fresh = not (stop.is_passed or stop.has_unsaved or stop.value is not None or stop.check_in)
            if stop is here or is_fresh:
                stop.day = day
                stop.refill(self._card_of(stop))

    def ask(self, step: Step) -> None:
        """Go to a question of the same key result."""
        self.step, self.error = step, ""

    def go_on(self) -> None:
        """Go to the next key result that is not passed yet, behind this one or else from the first."""
        order = [*range(self.at + 1, len(self.stops)), *range(min(self.at + 1, len(self.stops)))]
        self.at = next((place for place in order if not self.stops[place].is_passed), len(self.stops))
        self.ask(Step.VALUE)

    def pass_by(self) -> None:
        """Leave this key result as answered or skipped, and go on."""
        if self.here is not None:
            self.here.is_passed = True
        self.go_on()

    def put_off(self) -> bool:
        """Move this key result to the end of the queue; False where it is the last one left."""
        here = self.here
        if here is None or all(stop.is_passed for stop in self.stops if stop is not here):
            return False
        self.stops.append(self.stops.pop(self.at))
        self.at -= 1
        self.go_on()
        return True

    def back(self) -> bool:
        """Go to the key result before; False at the first."""
        if self.at == 0:
            return False
        self.go_to(self.stops[self.at - 1])
        return True

    def go_to(self, stop: Stop) -> None:
        """Go to a key result and ask for its value again."""
        self.at = self.stops.index(stop)
        stop.is_passed = False
        stop.entry = selected(stop.entry.text) if not stop.has_input else stop.entry
        self.ask(Step.VALUE)
