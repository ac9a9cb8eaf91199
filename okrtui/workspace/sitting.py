"""A sitting: the meeting of a unit while it goes on. What is typed and marked is one's own until it is saved.

It knows nothing of screens. Times are in milliseconds and come from whoever holds it.
"""

from collections.abc import Iterable
from typing import NamedTuple

from okrtui.storage.clean import clean
from okrtui.workspace.meeting_drafts import Draft, drop_draft, keep_draft, read_draft
from okrtui.workspace.minutes import Entry, Minutes, Opened, composed, open_minutes, save_minutes
from okrtui.workspace.workspace import Workspace

BUDGET = 120
"""Seconds that an item should take at most."""


class Saving(NamedTuple):
    """Minutes on their way to the disk: over what they are written, and the draft that they were made of."""

    opened: Opened
    minutes: Minutes
    draft: Draft


class Sitting:
    """What a meeting has come to. `draft` is what is not saved yet, `opened` the minutes as they were shown last."""

    def __init__(self, workspace: Workspace, unit: str) -> None:
        """Go on with this week's meeting of a unit, or begin it. Raises NotFound."""
        self._workspace = workspace
        self.opened = open_minutes(workspace, unit)
        self.draft = _unsaved(read_draft(workspace, unit, self.opened.weeks.start), self.opened.written)
        self._before: list[Draft | Saving | None] = []
        self._item: str | None = None
        self._since = 0

    # --- who is there, and what is said

    @property
    def is_unsaved(self) -> bool:
        """Whether there is something that a save would write."""
        return not self.draft.is_empty and self.minutes != self.opened.written

    @property
    def present(self) -> tuple[str, ...]:
        """The ids of those who are there: as was saved, and as was marked since."""
        marks = self.draft.marks
        kept = [person for person in self.opened.written.present if marks.get(person, True)]
        return tuple(dict.fromkeys([*kept, *(person for person, is_there in marks.items() if is_there)]))

    @property
    def minutes(self) -> Minutes:
        """The minutes as a save would write them."""
        return composed(self.opened.written, self.draft.entries, self.present)

    def entries_of(self, item: str) -> list[Entry]:
        """What was typed at an item and is not saved yet."""
        return [entry for entry in self.draft.entries if entry.item == item]

    def mark(self, people: Iterable[str], *, is_there: bool) -> None:
        """Say of some people that they are there, or not."""
        self._change(self.draft._replace(marks={**self.draft.marks, **dict.fromkeys(people, is_there)}))

    def add(self, entry: Entry) -> None:
        """Write down a decision or a note."""
        entry = entry._replace(text=clean(entry.text))
        if entry.text.strip():
            self._change(self.draft._replace(entries=(*self.draft.entries, entry)))

    def remove_last(self, item: str) -> bool:
        """Take out what was typed last at an item; whether there was something."""
        places = [place for place, entry in enumerate(self.draft.entries) if entry.item == item]
        if places:
            entries = self.draft.entries
            self._change(self.draft._replace(entries=entries[: places[-1]] + entries[places[-1] + 1 :]))
        return bool(places)

    def _change(self, draft: Draft) -> None:
        self._before.append(self.draft)
        self.draft = draft

    # --- taking back

    def take_back(self) -> bool:
        """Take back what was done last. False where that is an act, which is undone in the workspace.

        Of minutes that were saved, the draft is there again; the act that saved them is still to be undone.
        """
        before = self._before.pop() if self._before else None
        if isinstance(before, Saving):
            self.draft = before.draft._replace(seconds=self.draft.seconds)
            return False
        if before is None:
            return False
        self.draft = before._replace(seconds=self.draft.seconds)
        return True

    # --- keeping and saving

    def keep(self, draft: Draft) -> None:
        """Keep a draft for the next time, or forget what was kept; to be done in a worker. Raises DiskTrouble."""
        opened = self.opened
        if draft.is_empty:
            drop_draft(self._workspace, opened.unit, opened.weeks.start)
        else:
            keep_draft(self._workspace, opened.unit, opened.weeks.start, draft)

    def saving(self) -> Saving:
        """What is to be saved, as it is now."""
        return Saving(self.opened, self.minutes, self.draft)

    def write(self, saving: Saving) -> str:
        """Save minutes, in one act; to be done in a worker. The review's id. Raises FieldError, UsageError."""
        return save_minutes(self._workspace, saving.opened, saving.minutes)

    def look_again(self, *, is_own: bool = False, is_act: bool = False) -> bool:
        """Look at the minutes as they are now, since they are to be shown so; whether they are others.

        What stands there now is no draft any more. `is_own`: one has written something oneself. `is_act`: and that is
        neither minutes nor taking something back, but something else that can be taken back.
        """
        before, self.opened = self.opened, open_minutes(self._workspace, self.opened.unit)
        left = _unsaved(self.draft, self.opened.written)
        if is_own and (left.entries, left.marks) != (self.draft.entries, self.draft.marks):
            self._before.append(Saving(before, self.opened.written, self.draft))
        elif is_act:
            self._before.append(None)
        self.draft = left
        return self.opened.written != before.written

    # --- time

    def go_to(self, item: str | None, now: int) -> None:
        """Another item is spoken of from now on; of None: none."""
        if item != self._item:
            self.draft = self.draft._replace(seconds=self.seconds(now))
            self._item, self._since = item, now

    def seconds(self, now: int) -> dict[str, int]:
        """How long each item has taken, by its key."""
        found = dict(self.draft.seconds)
        if self._item is not None:
            found[self._item] = found.get(self._item, 0) + max(0, now - self._since) // 1000
        return found


def _unsaved(draft: Draft, written: Minutes) -> Draft:
    """What of a draft does not stand in the minutes yet."""
    empty = Minutes()
    decisions, notes = set(written.decisions.split("\n")), written.notes.split("\n\n")
    entries = []
    for entry in draft.entries:
        alone = composed(empty, [entry], ())
        is_there = alone.decisions in decisions if entry.is_decision else _is_among(alone.notes, notes)
        if not is_there:
            entries.append(entry)
    marks = {person: is_there for person, is_there in draft.marks.items() if (person in written.present) != is_there}
    return draft._replace(entries=tuple(entries), marks=marks)


def _is_among(note: str, notes: list[str]) -> bool:
    """Whether a note, which may have blank lines itself, stands among notes."""
    parts = note.split("\n\n")
    return any(notes[place : place + len(parts)] == parts for place in range(len(notes) - len(parts) + 1))
