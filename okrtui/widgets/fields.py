"""The fields of a form as plain values of what is typed and chosen, and what a key does to them."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from okrtui.widgets.entry import Entry, opened, selected


class Item(NamedTuple):
    """Something to pick: its id, its title, and a few words that tell it from others."""

    id: str
    title: str
    aside: str = ""


class Option(NamedTuple):
    """One of a few words to choose from: as it is stored, and as it is read."""

    word: str
    label: str


class Field:
    """What a form asks for. `text` is what it has: typed text, a chosen word or the id of what was picked."""

    def __init__(self, key: str, label: str, hint: str = "", *, most: int = 500) -> None:
        """`key` is unique in the form; `most` is how many characters fit."""
        self.key = key
        self.label = label
        self.hint = hint
        self.example = hint
        """What an empty field shows; shorter than the hint where fields stand beside one another."""
        self.error = ""
        """What is wrong with it, in a few words; empty where nothing is."""
        self.echo = ""
        """How it is understood, where that is not plain to see."""
        self.clash = ""
        """What someone else has written into it at the same time, in a line; empty where nobody has."""
        self.is_shown = True
        self._most = most

    @property
    def text(self) -> str:
        """What it has."""
        raise NotImplementedError

    def enter(self) -> None:
        """The field gets the focus."""

    def leave(self) -> None:
        """The field loses the focus."""

    def pressed(self, key: str, character: str | None) -> bool:
        """Take a key; whether it meant anything here."""
        raise NotImplementedError

    def pasted(self, text: str) -> None:
        """Take a pasted text."""


class TextField(Field):
    """A text on one line, or, where it `is_long`, on as many as it needs."""

    def __init__(
        self,
        key: str,
        label: str,
        text: str = "",
        hint: str = "",
        *,
        is_long: bool = False,
        is_replaced: bool = False,
        most: int = 500,
    ) -> None:
        """`is_replaced`: all of it is selected when one comes to it, as a number is rather replaced than changed."""
        super().__init__(key, label, hint, most=most)
        self.is_long = is_long
        self.entry = opened(text)
        self._is_replaced = is_replaced

    @property
    def text(self) -> str:
        """What was typed."""
        return self.entry.text

    def put(self, text: str) -> None:
        """Set the text, the cursor behind it."""
        self.entry = opened(text)

    def enter(self) -> None:
        """Put the cursor at the end, or select everything."""
        self.entry = selected(self.entry.text) if self._is_replaced else opened(self.entry.text)

    def pressed(self, key: str, character: str | None) -> bool:
        """Type, or move the cursor."""
        if self.is_long and key == "ctrl+j":
            before, after = self.entry.text[: self.entry.cursor], self.entry.text[self.entry.cursor :]
            self.entry = Entry(f"{before}\n{after}", len(before) + 1)
            return True
        if (edited := self.entry.pressed(key)) is not None:
            self.entry = edited
            return True
        if character is not None and character.isprintable():
            self.entry = self.entry.typed(character, self._most)
            return True
        return False

    def pasted(self, text: str) -> None:
        """Take a text at the cursor."""
        self.entry = self.entry.typed(text, self._most)


class ChoiceField(Field):
    """One of a few words: the arrows and the space bar go on, a letter goes to the next word that begins with it."""

    def __init__(self, key: str, label: str, options: Sequence[Option], chosen: str, hint: str = "") -> None:
        super().__init__(key, label, hint)
        self.options = list(options)
        words = [option.word for option in self.options]
        self.place = words.index(chosen) if chosen in words else 0

    @property
    def text(self) -> str:
        """The word chosen."""
        return self.options[self.place].word

    def choose(self, word: str) -> None:
        """Choose a word."""
        self.place = next((place for place, option in enumerate(self.options) if option.word == word), self.place)

    def pressed(self, key: str, character: str | None) -> bool:
        """Choose another word."""
        if key in ("right", "space"):
            self.place = (self.place + 1) % len(self.options)
        elif key == "left":
            self.place = (self.place - 1) % len(self.options)
        elif character is not None and character.isprintable():
            self._go_to(character.casefold())
        else:
            return False
        return True

    def _go_to(self, letter: str) -> None:
        count = len(self.options)
        for step in range(1, count + 1):
            place = (self.place + step) % count
            if self.options[place].label.casefold().startswith(letter):
                self.place = place
                return


Items = Callable[[], Sequence[Item]]
"""What there is to pick; asked when it is first needed."""


class PickField(Field):
    """Something among many, found by what one types of its title; empty is nothing."""

    def __init__(
        self, key: str, label: str, items: Items, chosen: Item | None = None, hint: str = "", *, noun: str = "thing"
    ) -> None:
        """`noun` says what is picked: `nobody is called so` would be wrong of a unit."""
        super().__init__(key, label, hint)
        self._items = items
        self._known: Sequence[Item] | None = None
        self._noun = noun
        self.chosen = chosen
        self.entry = opened(chosen.title if chosen else "")
        self.found: list[Item] = []
        """What fits what is typed, while the list is open."""
        self.place: int | None = None
        """Which of them the cursor is on."""
        self.is_open = False

    @property
    def text(self) -> str:
        """The id of what was picked, or what was typed where nothing is called so."""
        if self.is_open and self.place is not None and self.found:
            return self.found[self.place].id
        if self.is_open and self._is_typed():
            return self.entry.text.strip()
        return self.chosen.id if self.chosen else self.entry.text.strip()

    @property
    def trouble(self) -> str:
        """What is wrong with what was typed, by itself."""
        if self.chosen is None and self.entry.text.strip() and not self.is_open:
            return f"no {self._noun} is called so"
        return ""

    def load(self) -> None:
        """Ask what there is to pick, if that was not done yet."""
        if self._known is None:
            self._known = self._items()

    def enter(self) -> None:
        """Select what was picked: typing looks for something else."""
        self.entry = selected(self.entry.text)

    def leave(self) -> None:
        """Take what the cursor is on, or the best of what fits what was typed."""
        if self.is_open and self.place is not None and self.found:
            self._pick(self.found[self.place])
        elif self._is_typed():
            self._pick(self.found[0] if self.found and self.entry.text.strip() else None)
        self.is_open = False

    def _is_typed(self) -> bool:
        return self.entry.text != (self.chosen.title if self.chosen else "")

    def _pick(self, item: Item | None) -> None:
        self.chosen = item
        if item is not None:
            self.entry = opened(item.title)

    def pick(self, id: str) -> None:
        """Pick by id; what has no such id was a text that someone typed."""
        self.load()
        self.chosen = next((item for item in self._known or () if item.id == id), None)
        self.entry = opened(self.chosen.title if self.chosen else id)

    def close(self) -> bool:
        """Close the list and leave everything as it was; whether it was open."""
        was_open, self.is_open = self.is_open, False
        if was_open:
            self.entry = selected(self.chosen.title if self.chosen else "")
        return was_open

    def pressed(self, key: str, character: str | None) -> bool:
        """Look for something, or go through what was found."""
        if key in ("down", "up"):
            self._step(1 if key == "down" else -1)
            return True
        if (edited := self.entry.pressed(key)) is None and character is not None and character.isprintable():
            edited = self.entry.typed(character, self._most)
        if edited is None:
            return False
        is_typed = edited.text != self.entry.text
        self.entry = edited
        if is_typed:
            self._look()
        return True

    def pasted(self, text: str) -> None:
        """Look for a pasted text."""
        self.entry = self.entry.typed(text, self._most)
        self._look()

    def _look(self) -> None:
        """Find what fits: what begins so first, then what has a word that does, then the rest."""
        self.load()
        self.is_open = True
        self.found = matching(self._known or (), self.entry.text)
        self.place = 0 if self.found and self.entry.text.strip() else None

    def _step(self, direction: int) -> None:
        if not self.is_open:
            self.load()
            self.is_open = True
            self.found = list(self._known or ())
            ids = [item.id for item in self.found]
            self.place = ids.index(self.chosen.id) if self.chosen and self.chosen.id in ids else None
            if self.place is not None:
                return
        if self.found:
            self.place = 0 if self.place is None else (self.place + direction) % len(self.found)


def matching(items: Sequence[Item], said: str) -> list[Item]:
    """The items that have every word of `said` in title or aside, the best first."""
    folded = said.casefold().strip()
    words = folded.split()
    ranked = []
    for number, item in enumerate(items):
        title = item.title.casefold()
        if all(word in title or word in item.aside.casefold() for word in words):
            begun = f" {title}"
            rank = 0 if title.startswith(folded) else 1 if all(f" {word}" in begun for word in words) else 2
            ranked.append((rank, number, item))
    return [item for _, _, item in sorted(ranked, key=lambda each: each[:2])]
