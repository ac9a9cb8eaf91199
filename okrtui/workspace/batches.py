"""Acts that may be too much for one line: cut into several, which undo takes together."""

from collections.abc import Iterable, Sequence

import orjson

from okrtui.okr.ids import new_id
from okrtui.storage.line import Op
from okrtui.storage.replica import Act
from okrtui.workspace.workspace import Workspace

_ROOM = 200 * 1024
"""Bytes that the ops of a line may take; with what is around them, a line may have 256 KiB."""


def in_lines(workspace: Workspace, groups: Iterable[Sequence[Op]]) -> list[Act]:
    """The ops of one act in as few lines as they need. What stands in a group stays in one line."""
    lines: list[list[Op]] = []
    room = 0
    for group in groups:
        size = sum(len(orjson.dumps(tuple(op))) + 1 for op in group)
        if not lines or size > room:
            lines.append([])
            room = _ROOM
        lines[-1] += group
        room -= size
    batch = new_id(workspace.entropy) if len(lines) > 1 else None
    return [Act(ops, batch=batch) for ops in lines if ops]
