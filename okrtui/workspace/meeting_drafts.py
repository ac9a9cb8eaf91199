"""What was typed in a meeting and is not saved yet, kept beside the replica: it survives a crash.

It is one's own: nothing of it is in the folder. A draft that cannot be read is no error: the meeting begins empty.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

import orjson

from okrtui.okr.ids import is_id
from okrtui.storage.clean import clean, clean_line
from okrtui.storage.files import write_atomically
from okrtui.workspace.minutes import Entry
from okrtui.workspace.workspace import Workspace


class Draft(NamedTuple):
    """A meeting on its way."""

    entries: tuple[Entry, ...] = ()
    """What was typed, in that order."""
    marks: Mapping[str, bool] = {}
    """Who is there and who is not, by id, where that differs from the saved minutes or may come to."""
    seconds: Mapping[str, int] = {}
    """How long each item has taken, by its key."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing that a save would write."""
        return not self.entries and not self.marks


def read_draft(workspace: Workspace, unit: str, week: date) -> Draft:
    """The draft of a unit's meeting in the week that begins on a day; an empty one where there is none."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        found = orjson.loads(_path(workspace, unit, week).read_bytes())
        entries = tuple(
            Entry(str(each["item"]), clean_line(str(each["title"])), each["decision"] is True, clean(str(each["text"])))
            for each in found["entries"]
        )
        marks = {str(person): is_there is True for person, is_there in found["marks"].items() if is_id(str(person))}
        seconds = {str(key): int(value) for key, value in found["seconds"].items()}
        return Draft(entries, marks, seconds)
    return Draft()


def keep_draft(workspace: Workspace, unit: str, week: date, draft: Draft) -> None:
    """Keep a draft; raises DiskTrouble."""
    kept = {
        "entries": [
            {"item": each.item, "title": each.title, "decision": each.is_decision, "text": each.text}
            for each in draft.entries
        ],
        "marks": dict(draft.marks),
        "seconds": dict(draft.seconds),
    }
    write_atomically(_path(workspace, unit, week), orjson.dumps(kept))


def drop_draft(workspace: Workspace, unit: str, week: date) -> None:
    """Forget a draft, once it is saved."""
    with suppress(OSError):
        _path(workspace, unit, week).unlink()


def _path(workspace: Workspace, unit: str, week: date) -> Path:
    return workspace.home / f"meeting-{unit if is_id(unit) else 'unit'}-{week.isoformat()}.json"
