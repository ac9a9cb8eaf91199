"""Mentions: which people a text names with an @.

Behind the @ stands what someone is called: the whole name, its first word, the e-mail address, or what stands before
the address's @. Capitals and accents do not matter, and the longest of the names that fit counts. What more than one
person is called names nobody: say the whole name then, or the address. An @ inside a word or an address begins no
name, and no name ends inside one.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from okrtui.okr.records import Person

_LONGEST_NAME = 100
"""Characters of a name that can be told from another; nobody types more."""
_LONGEST_TEXT = 10_000
"""Characters of a text that are looked at: as many as a long text may have."""
_LONGEST_TYPED = 60
_PLAIN = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"})
"""Letters with strokes and the like, which Unicode does not take apart."""
_NO_START = re.compile(r"[\w.+\-%/@]\Z")
_GOES_ON = re.compile(r"[.\-+@]?\w|[_@]")
"""What follows a name inside a word, an address or another name: `anabel`, `ana.ruiz`, `ana-maria`, `ana@…`."""


class Mention(NamedTuple):
    """Someone named in a text: from the @ up to a character, the end excluded."""

    start: int
    end: int
    person: str


class Typed(NamedTuple):
    """What is being typed behind an @: where the @ stands, and what follows it up to the cursor."""

    start: int
    said: str


class Names:
    """What people are called behind an @."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._people = [(fold(person.name), fold(person.email), person) for person in people]
        self._called: dict[str, str | None] = {}
        """Who is called so; None where more than one is."""
        for name, email, person in self._people:
            for called in (name, name.partition(" ")[0], email, email.partition("@")[0]):
                if 0 < len(called) <= _LONGEST_NAME and self._called.setdefault(called, person.id) != person.id:
                    self._called[called] = None
        self._lengths = sorted({len(name) for name in self._called}, reverse=True)
        self._begins = {name[0] for name in self._called}

    def named(self, text: str) -> list[str]:
        """The ids of the people that a text names, each once, in the order in which they come."""
        return list(dict.fromkeys(mention.person for mention in self.mentions(text)))

    def mentions(self, text: str) -> list[Mention]:
        """Where a text names whom, in order."""
        if "@" not in text or not self._called:
            return []
        text = text[:_LONGEST_TEXT]
        folded, places = _folded_with_places(text)
        found: list[Mention] = []
        at = folded.find("@")
        while at >= 0:
            if _may_start(text, places[at]) and (mention := self._mention(text, folded, places, at)):
                found.append(mention)
                at = folded.find("@", places.index(mention.end, at) if mention.end < len(text) else len(folded))
            else:
                at = folded.find("@", at + 1)
        return found

    def _mention(self, text: str, folded: str, places: Sequence[int], at: int) -> Mention | None:
        """The longest name behind an @; nobody where more than one person is called so."""
        if folded[at + 1 : at + 2] not in self._begins:
            return None
        for length in self._lengths:
            stop = at + 1 + length
            if stop > len(folded) or (called := folded[at + 1 : stop]) not in self._called:
                continue
            end = places[stop] if stop < len(folded) else len(text)
            is_whole = stop == len(folded) or places[stop] > places[stop - 1]
            if is_whole and _may_end(text, end):
                person = self._called[called]
                return Mention(places[at], end, person) if person else None
        return None

    def handle(self, person: Person) -> str:
        """What to write behind an @ to name someone: the name, or the address where others have that name, too."""
        is_alone = self._called.get(fold(person.name)) == person.id
        return person.name if is_alone or not person.email else person.email

    def offers(self, said: str, most: int = 5) -> list[Person]:
        """Whom someone may mean who has typed that much behind an @: those whose name begins so come first."""
        begun = _squeezed(said)
        ranked = [
            (rank, name, person.id, person)
            for name, email, person in self._people
            if (rank := _rank(name, email, begun)) is not None
        ]
        return [person for *_, person in sorted(ranked)[:most]]


def typed_at(text: str, cursor: int) -> Typed | None:
    """The beginning of a name that the cursor stands behind; None where there is no @ before it on its line."""
    start = text.rfind("@", 0, cursor)
    if start < 0 or not _may_start(text, start):
        return None
    said = text[start + 1 : cursor]
    return Typed(start, said) if len(said) <= _LONGEST_TYPED and "\n" not in said else None


def fold(text: str) -> str:
    """A name without capitals, accents and needless blanks, as it is compared."""
    return _squeezed(text).strip()


def _squeezed(text: str) -> str:
    if text.isascii() and text.isprintable() and "  " not in text:  # most are
        return text.casefold().lstrip()
    return _folded_with_places(text)[0].lstrip()


def _rank(name: str, email: str, begun: str) -> int | None:
    """How well what was typed fits: it begins the name, or another word of it, or the address."""
    if name.startswith(begun):
        return 0
    if f" {begun}" in name:
        return 1
    return 2 if email.startswith(begun) else None


def _folded_with_places(text: str) -> tuple[str, Sequence[int]]:
    """A text as it is compared, and for each of its characters which one of `text` it comes from."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        folded = _folded(letter)
        if folded == " " and letters and letters[-1] == " ":
            continue
        letters += folded
        places += [place] * len(folded)
    return "".join(letters), places


@lru_cache(maxsize=4096)
def _folded(letter: str) -> str:
    if letter.isspace():
        return " "
    apart = unicodedata.normalize("NFKD", letter)
    return "".join(each for each in apart if not unicodedata.combining(each)).casefold().translate(_PLAIN)


def _may_start(text: str, at: int) -> bool:
    """Whether an @ can begin a name: not inside a word or an address. Scripts without blanks set none before it."""
    before = text[:at][-1:]
    return not before or _has_no_blanks(before) or not _NO_START.search(before)


def _may_end(text: str, end: int) -> bool:
    """Whether a name can end there; scripts without blanks set none behind it."""
    return _has_no_blanks(text[end - 1]) or not _GOES_ON.match(text, end)


def _has_no_blanks(letter: str) -> bool:
    """Whether a letter is of a script that sets no blanks between words, as Chinese and Japanese."""
    return unicodedata.east_asian_width(letter) in "WF" and letter.isalnum()
