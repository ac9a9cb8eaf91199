"""What keys type in the scoring walk, and what can be done at each moment."""

from fractions import Fraction

from okrtui.screens.checkin.ask import Ask
from okrtui.screens.scoring.agreeing import Table
from okrtui.screens.scoring.giving import TENTHS
from okrtui.screens.scoring.stop import Stop
from okrtui.screens.scoring.walk import Page, Walk
from okrtui.widgets.entry import Entry, opened

_POINTS = frozenset(".,")
_NUMBER_KEYS = frozenset("0123456789.,%")
_LONGEST = 12

_ALWAYS = frozenset({"undo", "redo", "stop", "quit", "palette"})
_ON_STOP = _ALWAYS | {"take", "becomes", "assess", "explain", "skip", "back"}
_ON_TABLE = _ALWAYS | {"agree", "becomes", "explain", "choose", "step", "leave_open", "skip", "back"}
_IN_ASK = frozenset({"answer", "leave_ask"})
OWN = _ON_STOP | _ON_TABLE | _IN_ASK | {"finish", "as_role", "begun", "leave_entry", "take_entry"}
"""The walk's own actions."""


def possible(walk: Walk, ask: Ask | None) -> frozenset[str]:
    """The actions that can be done now."""
    page = walk.here
    if ask is not None:
        return _IN_ASK
    if page is None:
        return _ALWAYS | {"finish", "back"}
    if page.entry is not None:
        return frozenset({"take_entry", "leave_entry"})
    if isinstance(page, Table):
        return _ON_TABLE
    if page.card is None:
        return _ALWAYS | {"skip", "back"}
    more = {"as_role"} if len(page.card.roles) > 1 else set()
    return _ON_STOP | more | ({"begun"} if page.card.scores.begun else set())


def score_of(walk: Walk, ask: Ask | None, character: str | None) -> Fraction | None:
    """The score that a key gives where one is asked for: tenths, and `x` for 1.0."""
    page = walk.here
    if ask is not None or page is None or page.entry is not None:
        return None
    if isinstance(page, Stop) and page.card is None:
        return None
    return TENTHS.get(character or "")


def types(walk: Walk, ask: Ask | None, character: str | None) -> bool:
    """Whether a character is taken as text or as a part of a score, whatever else its key may mean elsewhere."""
    if character is None or not character.isprintable():
        return False
    return ask is not None or character in _NUMBER_KEYS or _entry_of(walk) is not None


def type_key(walk: Walk, ask: Ask | None, key: str, character: str | None) -> bool:
    """Take what a key types or edits; False for a key that does neither here.

    A decimal point right behind a key that gave a score takes that key as the score's beginning: who types 0.7 gets
    0.7. Digits do nothing else where nothing is asked: one too many opens no other screen.
    """
    if ask is not None:
        return _type_answer(ask, key, character)
    if character is not None and character in _POINTS and _entry_of(walk) is None:
        _begin_entry(walk)
        return True
    page = walk.here
    if page is not None and page.entry is not None:
        return _type_score(walk, page, key, character)
    return character is not None and character in _NUMBER_KEYS


def paste(walk: Walk, ask: Ask | None, text: str) -> None:
    """Take pasted text where one types."""
    page = walk.here
    if ask is not None:
        ask.take(ask.entry.typed(text))
    elif page is not None and page.entry is not None:
        page.entry, walk.error = page.entry.typed(text.strip(), _LONGEST), ""


def _entry_of(walk: Walk) -> Entry | None:
    return walk.here.entry if walk.here is not None else None


def _begin_entry(walk: Walk) -> None:
    """Open the field in which a score is typed with its decimals."""
    before = ""
    if walk.quick is not None:
        page, line, before = walk.quick
        walk.go_to(page)
        if isinstance(page, Table):
            page.line = line
    page_here = walk.here
    if page_here is None or (isinstance(page_here, Table) and page_here.here is None):
        return
    page_here.entry, walk.error, walk.quick = opened(f"{'1' if before in ('x', 'X') else before or '0'}."), "", None


def _type_answer(ask: Ask, key: str, character: str | None) -> bool:
    entry = ask.entry.pressed(key)
    if entry is None and character is not None:
        entry = ask.entry.typed(character)
    if entry is not None:
        ask.take(entry)
    return entry is not None


def _type_score(walk: Walk, page: Page, key: str, character: str | None) -> bool:
    if page.entry is None:
        return False
    entry = page.entry.pressed(key)
    if entry is None and character is not None and character in _NUMBER_KEYS:
        entry = page.entry.typed("." if character == "," else character, _LONGEST)
    if entry is None:
        return character is not None  # letters are no commands while a score is typed
    page.entry, walk.error = entry, ""
    return True
