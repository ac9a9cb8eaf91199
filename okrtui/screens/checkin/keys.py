"""What keys type in the check-in wizard, and what can be done at each moment."""

from collections.abc import Mapping

from okrtui.okr.kinds import Metric
from okrtui.screens.checkin.ask import Ask
from okrtui.screens.checkin.walk import FROM_LIST, Step, Stop, Walk
from okrtui.widgets.entry import Entry

NOTE_KEYS: Mapping[str, tuple[str, str, str]] = {
    "achievement": ("a", "achievement", "what went well"),
    "challenge": ("c", "challenge", "what is hard"),
    "next_step": ("n", "next step", "what comes next"),
    "learned": ("w", "learned", "what we know now"),
    "note": ("o", "note", "anything worth saying"),
}
"""The notes of a check-in: key, name, meaning."""

_NUMBER_KEYS = frozenset("0123456789+-−=.,% kKM$€£")
_LONGEST_NUMBER = 64
_SURE = {"x": 10, "X": 10, **{str(number): number for number in range(10)}}

_ALWAYS = frozenset({"undo", "redo", "stop", "quit"})
_STEPS = {
    Step.VALUE: _ALWAYS | {"take", "back", "skip", "later", "history"},
    Step.CONFIDENCE: _ALWAYS | {"keep", "back", "skip", "later", "history"},
    Step.OFF_TRACK: _ALWAYS | {"go_on", "back", "history"},
}
_IN_ASK = frozenset({"answer", "leave_ask"})
OWN = frozenset().union(*_STEPS.values(), _IN_ASK, {"say", "step", "mark", "finish", "anyway", "tick"})
"""The wizard's own actions, but those on the side."""


def possible(walk: Walk, ask: Ask | None) -> frozenset[str]:
    """The actions that can be done now."""
    if ask is not None:
        return _IN_ASK | {"step"} if ask.has_choices else _IN_ASK
    stop = walk.here
    if stop is None:
        return _ALWAYS | {"finish", "anyway"}
    if stop.card is None:
        return _ALWAYS | {"take", "back", "skip"}
    found = _STEPS[walk.step] | ({"tick"} if stop.step is not None else frozenset())
    if walk.step is Step.VALUE and stop.card.metric is Metric.YES_NO:
        return found | {"say"}
    if walk.step is Step.VALUE and stop.card.metric is Metric.MILESTONES:
        return found | {"step", "mark"}
    return found


def asides(walk: Walk, ask: Ask | None) -> tuple[str, ...]:
    """The questions on the side that can be opened now."""
    stop = walk.here
    if ask is not None or stop is None or stop.card is None:
        return ()
    if walk.step is Step.OFF_TRACK:
        return ("blocker", "reassess") if stop.card.metric in FROM_LIST else ("blocker", "reassess", "target")
    says_no = walk.step is Step.VALUE and stop.card.metric is Metric.YES_NO  # with the key of the next step
    notes = [field for field in NOTE_KEYS if not (field == "next_step" and says_no)]
    return (*notes, "blocker", "day", *(["measures"] if stop.card.measures else []))


def sure_of(walk: Walk, ask: Ask | None, character: str | None) -> int | None:
    """The confidence that a key says where it is asked for: 0 to 9, `x` is 10."""
    stop = walk.here
    is_asked = ask is None and stop is not None and stop.card is not None and walk.step is Step.CONFIDENCE
    return _SURE.get(character or "") if is_asked else None


def types(walk: Walk, ask: Ask | None, character: str | None) -> bool:
    """Whether a character is taken as text or as a digit, whatever else its key may mean elsewhere."""
    if character is None or not character.isprintable():
        return False
    return ask is not None or (walk.here is not None and character.isdecimal())


def type_key(walk: Walk, ask: Ask | None, key: str, character: str | None) -> bool:
    """Take what a key types or edits; False for a key that does neither here.

    Digits are taken wherever a key result is asked about, so that one too many opens no other screen.
    """
    stop = walk.here
    if ask is not None:
        return _type_answer(ask, key, character)
    if stop is None or stop.card is None:
        return False
    if walk.step is Step.VALUE and stop.card.metric not in FROM_LIST:
        return _type_value(walk, stop, key, character)
    if character is None or not character.isdecimal():
        return False
    if walk.step is Step.VALUE and stop.card.metric is Metric.MILESTONES:
        stop.toggle(int(character) - 1)
    return True


def paste(walk: Walk, ask: Ask | None, text: str) -> None:
    """Take pasted text where one types."""
    stop = walk.here
    if ask is not None:
        ask.take(ask.entry.typed(text))
    elif stop and stop.card and walk.step is Step.VALUE and stop.card.metric not in FROM_LIST:
        stop.entry, walk.error = stop.entry.typed(text.strip(), _LONGEST_NUMBER), ""


def _type_answer(ask: Ask, key: str, character: str | None) -> bool:
    entry = ask.entry.pressed(key)
    if entry is None and character is not None:
        entry = ask.entry.typed(character)
    if entry is not None:
        ask.take(entry)
    return entry is not None


def _type_value(walk: Walk, stop: Stop, key: str, character: str | None) -> bool:
    entry = stop.entry.pressed(key)
    if entry is None and character is not None and _is_of_number(stop.entry, character):
        entry = stop.entry.typed(character, _LONGEST_NUMBER)
    if entry is None:
        return False
    stop.entry, walk.error = entry, ""
    return True


def _is_of_number(entry: Entry, character: str) -> bool:
    if character == "m":  # millions behind a digit, else the measures
        return not entry.is_selected and entry.text[: entry.cursor].rstrip()[-1:].isdecimal()
    return character in _NUMBER_KEYS
