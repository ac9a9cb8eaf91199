"""Checking everything: every line of a replica and of its folder, read anew, whatever a snapshot says."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from okrtui.storage.clean import clean_line
from okrtui.storage.errors import Refused
from okrtui.storage.files import file_sizes, locked
from okrtui.storage.folder import Folder
from okrtui.storage.journal import Journal
from okrtui.storage.line import Line
from okrtui.storage.registers import ObjectKey, State, canonical
from okrtui.storage.segment import verify


class Checked(NamedTuple):
    """The state that the lines of a replica make, and its own files that do not verify, by path, in words."""

    state: State
    damage: Mapping[Path, str]


def check_replica(path: Path, workspace: str, on_line: Callable[[Line], None] | None = None) -> Checked:
    """Verify every segment and journal of a replica from its first byte. Nothing is written.

    `on_line` gets each line that verifies, once. Raises DiskTrouble.
    """
    state, damage = State(), {}
    with locked(path / "lock"):
        for file in _files(path / "segments"):
            try:
                segment = verify(file.read_bytes(), workspace)
            except (Refused, OSError) as why:
                damage[file] = f"{file}: {why}; `okrtui sync` fetches it anew"
                continue
            for line in segment.lines:
                if state.apply(segment.writer, line) and on_line:
                    on_line(line)
        for file in _files(path / "journal"):
            found, words = Journal(file, workspace, file.stem).verified()
            if words:
                damage[file] = words
            for line, _, _ in found:
                if state.apply(file.stem, line) and on_line:
                    on_line(line)
    return Checked(state, damage)


def _files(directory: Path) -> list[Path]:
    return [directory / name for name in sorted(file_sizes(directory))]


def same(one: State, other: State) -> bool:
    """Whether two states are equal to the last value: more than the state hash, which trusts what a line is called."""
    return one.lines == other.lines and _registers(one) == _registers(other)


def _registers(state: State) -> dict[tuple[ObjectKey, str], object]:
    return {
        (key, field): ({(head.line.h, canonical(head.value)) for head in register.heads}, register.gone)
        for key, fields in state.objects.items()
        for field, register in fields.items()
    }


def check_folder(folder: Folder, workspace: str) -> dict[str, str]:
    """Verify every file of the folder; the bad ones by name, with why. Raises FolderAway."""
    bad: dict[str, str] = {}
    for entry in folder.list():
        try:
            verify(folder.read(entry.name), workspace)
        except Refused as why:
            bad[clean_line(entry.name)] = clean_line(str(why))
    return bad
