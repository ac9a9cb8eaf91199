"""The newcomer's baseline: the same edits in pycrdt, with a map for each object and a document for each writer."""

from collections.abc import Iterable, Sequence
from typing import Any

import orjson
from pycrdt import Doc, Map


def updates_of(contents: Sequence[bytes]) -> list[bytes]:
    """Each line of segments, in the order of time, as the update of one transaction that makes the same changes."""
    lines = []
    for content in contents:
        head, *raws = content.split(b"\n")[:-1]
        writer = orjson.loads(head)["writer"]
        lines += [(orjson.loads(raw), writer) for raw in raws]
    updates: list[bytes] = []
    made_in: dict[tuple[str, str], str] = {}
    writers: dict[str, _Writer] = {}
    for line, writer in sorted(lines, key=lambda each: str(each[0]["ts"])):
        if writer not in writers:
            writers[writer] = _Writer(updates)
        keys = {(op[0], op[1]) for op in line["ops"]}
        if any(made_in.setdefault(key, writer) != writer for key in keys):
            writers[writer].catch_up()
        updates.append(writers[writer].write(line["ops"]))
    return updates


def apply(updates: Iterable[bytes]) -> Doc[Any]:
    """A new document with everybody's updates."""
    document: Doc[Any] = Doc()
    for update in updates:
        document.apply_update(update)
    return document


class _Writer:
    """A writer's document. It takes in what others did when its writer changes what one of them has made."""

    def __init__(self, updates: list[bytes]) -> None:
        """`updates` are everyone's so far."""
        self._updates = updates
        self._seen = 0
        self._document: Doc[Any] = Doc()
        self._objects = self._document.get("objects", type=Map)

    def catch_up(self) -> None:
        for update in self._updates[self._seen :]:
            self._document.apply_update(update)
        self._seen = len(self._updates)

    def write(self, ops: Iterable[Sequence[Any]]) -> bytes:
        """The update of a transaction with these ops."""
        made: list[bytes] = []
        watch = self._document.observe(lambda event: made.append(event.update))
        with self._document.transaction():
            for kind, id, field, value, _ in ops:
                key = f"{kind} {id}"
                if key not in self._objects:
                    self._objects[key] = Map()
                self._objects[key][field] = value
        self._document.unobserve(watch)
        (update,) = made
        return update
