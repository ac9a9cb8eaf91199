"""What was typed in the check-in and not yet said when one stopped: it is there again on the same day.

It is kept beside the replica, in `checkin.json`, and nobody else reads it. On another day it counts no more: the
figures are of yesterday.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import NamedTuple

import orjson

from okrtui.storage.clean import clean_line
from okrtui.storage.files import write_atomically
from okrtui.storage.line import Value
from okrtui.workspace.workspace import Workspace

DRAFTS = "checkin.json"


class Draft(NamedTuple):
    """What was typed or chosen about a key result."""

    typed: str
    chosen: Value
    """The yes or no, or the ids of the milestones."""
    notes: Mapping[str, str]
    asides: Mapping[str, str]
    """Answers that were begun, such as what is in the way."""


def drafts_of(workspace: Workspace) -> dict[str, Draft]:
    """Today's drafts by key result; none where there are none that can be read."""
    try:
        found = orjson.loads((workspace.home / DRAFTS).read_bytes())
        if found["day"] != workspace.today.isoformat():
            return {}
        return {str(id): _draft(each) for id, each in found["drafts"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _draft(found: Mapping[str, object]) -> Draft:
    chosen = found["chosen"]
    value: Value = chosen if isinstance(chosen, bool) else None
    if isinstance(chosen, list):
        value = [each for each in chosen if isinstance(each, str)]
    return Draft(clean_line(str(found["typed"])), value, _texts(found["notes"]), _texts(found["asides"]))


def _texts(found: object) -> dict[str, str]:
    items = found.items() if isinstance(found, dict) else ()
    return {str(name): clean_line(str(text)) for name, text in items}


def keep_drafts(workspace: Workspace, asked: Iterable[str], drafts: Mapping[str, Draft]) -> None:
    """Keep what was typed about some of the key results that were asked about; of the others it is settled.

    What is kept of key results that were not asked about stays. Raises DiskTrouble.
    """
    settled = set(asked)
    kept = {id: draft for id, draft in drafts_of(workspace).items() if id not in settled} | dict(drafts)
    path = workspace.home / DRAFTS
    if kept:
        content = {"day": workspace.today.isoformat(), "drafts": {id: each._asdict() for id, each in kept.items()}}
        write_atomically(path, orjson.dumps(content))
    else:
        with suppress(OSError):  # what cannot be removed is of one day only
            path.unlink(missing_ok=True)
