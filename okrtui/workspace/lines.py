"""Lines by their identity: registers only name them, the disk has them."""

from collections.abc import Iterable
from contextlib import suppress

from okrtui.storage.errors import StoreError
from okrtui.storage.line import Line
from okrtui.storage.registers import Stamp
from okrtui.storage.segment import verify
from okrtui.workspace.workspace import Workspace


def lines_of(workspace: Workspace, wanted: Iterable[str]) -> dict[str, Line]:
    """The lines of some identities (`h`), as far as segments and one's own journals hold them.

    Only the files that hold one of them are read.
    """
    with workspace.lock:
        stamps = [workspace.state.lines[h] for h in wanted if h in workspace.state.lines]
    if not stamps:
        return {}
    found = _sealed(workspace, stamps)
    unsealed = {stamp.writer for stamp in stamps if stamp.h not in found}
    for writer in unsealed.intersection(workspace.replica.own_writers()):
        found.update((line.h, line) for line in workspace.replica.own_lines(writer))
    return {stamp.h: found[stamp.h] for stamp in stamps if stamp.h in found}


def _sealed(workspace: Workspace, stamps: Iterable[Stamp]) -> dict[str, Line]:
    wanted: dict[str, list[int]] = {}
    for stamp in stamps:
        wanted.setdefault(stamp.writer, []).append(stamp.seq)
    found: dict[str, Line] = {}
    for name in workspace.replica.segment_names():
        if any(name.first <= seq <= name.last for seq in wanted.get(name.writer, ())):
            with suppress(StoreError):
                segment = verify(workspace.replica.read_segment(name), workspace.replica.workspace)
                found.update((line.h, line) for line in segment.lines)
    return found
