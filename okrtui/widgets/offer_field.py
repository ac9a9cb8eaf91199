"""A field for a text, with a list of what one may mean: a catalogue, or what is called so already."""

from okrtui.widgets.entry import opened
from okrtui.widgets.fields import Items, PickField


class OfferField(PickField):
    """Has what is typed; the arrows take something from the list in its place."""

    def __init__(self, key: str, label: str, items: Items, text: str = "", hint: str = "") -> None:
        super().__init__(key, label, items, None, hint)
        self.entry = opened(text)

    @property
    def text(self) -> str:
        """What was typed, or the title of what the arrows are on."""
        if self.is_open and self.place is not None and self.found:
            return self.found[self.place].title
        return self.entry.text.strip()

    @property
    def trouble(self) -> str:
        """Every text will do."""
        return ""

    def put(self, text: str) -> None:
        """Set the text, the cursor behind it."""
        self.entry, self.is_open = opened(text), False

    def pick(self, id: str) -> None:
        """Have a text again, as a draft kept it."""
        self.put(id)

    def leave(self) -> None:
        """Take what the arrows are on; else what was typed stays."""
        self.put(self.text)

    def close(self) -> bool:
        """Close the list; what was typed stays."""
        was_open, self.is_open = self.is_open, False
        return was_open

    def _look(self) -> None:
        """Nothing is taken from the list before an arrow says so."""
        super()._look()
        self.place = None
        self.is_open = bool(self.found)
