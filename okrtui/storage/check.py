"""Checking everything: every line of a replica and of its folder, read anew, whatever a snapshot says."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from okrtui.storage.clean import clean_line
from okrtui.storage.errors import Foreign, Refused
from okrtui.storage.files import file_sizes, locked
from okrtui.storage.folder import Entry, Folder
from okrtui.storage.journal import Journal
from okrtui.storage.line import Line
from okrtui.storage.registers import ObjectKey, State, canonical
from okrtui.storage.segment import SegmentName, can_hold, mentioned, verify


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
                segment = verify(file.read_bytes(), workspace, file.name)
            except (Refused, OSError) as why:
                damage[file] = f"{file.parent / clean_line(file.name)}: {why}; `okrtui sync` fetches it anew"
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


class What(StrEnum):
    """What a file of the folder is that is not simply a good segment."""

    DAMAGED = "damaged"
    FOREIGN = "foreign"
    COPY = "copy"


class Odd(NamedTuple):
    """A file of the folder that is damaged, foreign, or a copy that adds nothing; name and words fit to be shown."""

    name: str
    what: What
    why: str
    was_to_hold: SegmentName | None = None
    """What a damaged file is named after, if no good ones hold those lines and it is large enough for them."""


def check_folder(folder: Folder, workspace: str, here: Iterable[SegmentName] = ()) -> list[Odd]:
    """Verify every file of the folder; those that are not simply good, by name. Raises FolderAway.

    `here` are the segments of the replica, which could be put there anew.
    """
    refused: dict[Entry, Refused] = {}
    good: dict[str, SegmentName] = {}
    for entry in folder.list():
        try:
            good[entry.name] = verify(folder.read(entry.name), workspace, entry.name).name
        except Refused as why:
            refused[entry] = why
    found = [_refused(entry, why, set(good.values()), set(here)) for entry, why in refused.items()]
    originals = {segment for name, segment in good.items() if name == str(segment)}
    for name, segment in good.items():
        if name != str(segment):
            if segment in originals:
                found.append(Odd(clean_line(name), What.COPY, "it adds nothing, and may be removed"))
            originals.add(segment)
    return sorted(found, key=lambda each: each[:3])


def _refused(entry: Entry, why: Refused, good: set[SegmentName], here: set[SegmentName]) -> Odd:
    name = clean_line(entry.name)
    if isinstance(why, Foreign):
        return Odd(name, What.FOREIGN, clean_line(str(why)))
    meant, way = mentioned(entry.name), ""
    was_to_hold = meant if meant and can_hold(meant, entry.size) else None
    if meant and _is_spanned(meant, good):
        way, was_to_hold = "; other files hold its lines, so it may be removed", None
    elif meant in here:
        way = "; `okrtui doctor --repair` puts its lines there anew"
    elif meant:
        way = "; whoever has its lines can put them there anew: `okrtui doctor --repair`"
    return Odd(name, What.DAMAGED, clean_line(f"{why}{way}"), was_to_hold)


def _is_spanned(segment: SegmentName, good: set[SegmentName]) -> bool:
    """Whether good segments of its writer have every number of a segment."""
    reach = segment.first - 1
    for name in sorted(each for each in good if each.writer == segment.writer):
        if name.first <= reach + 1:
            reach = max(reach, name.last)
    return reach >= segment.last
