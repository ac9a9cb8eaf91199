"""Very many segments that arrive in a folder at once, as from a team that was away for long."""

from collections.abc import Sequence
from pathlib import Path

from okrtui.storage.folder import SEGMENTS
from okrtui.storage.line import Op, Value, decode, encode, root
from okrtui.storage.segment import Origin, seal
from okrtui.workspace.workspace import Workspace

WRITER = "c1e0000000000001"


def pour(workspace: Workspace, folder: Path, key_results: Sequence[str], count: int) -> str:
    """Let someone's check-ins of key results, in turn, arrive, each in a segment of its own; the person's id.

    They were made within a minute, the values rising from 22 to 26.
    """
    prev, person = root(workspace.config.workspace, WRITER), f"{1:016x}"
    start = workspace.moment.clock() - 60_000
    for seq in range(1, count + 1):
        key_result, value = key_results[seq % len(key_results)], 22 + 4 * seq / count
        ops = _person(person) if seq == 1 else _check_in(seq, key_result, value, workspace.today.isoformat())
        raw = encode(prev, seq, f"{(start << 16) + seq:016x}", person, ops)
        origin = Origin("clara-laptop", person)
        name, content = seal(workspace.config.workspace, WRITER, prev, seq, [raw], origin)
        (folder / SEGMENTS / str(name)).write_bytes(content)
        prev = decode(raw).h
    return person


def _person(id: str) -> list[Op]:
    return [Op("person", id, "name", "Clara Öst", ()), Op("person", id, "deleted", False, ())]


def _check_in(number: int, key_result: str, value: float, day: str) -> list[Op]:
    fields: dict[str, Value] = {"key_result": key_result, "date": day, "value": value, "deleted": False}
    return [Op("check_in", f"{number:016x}", field, said, ()) for field, said in fields.items()]
