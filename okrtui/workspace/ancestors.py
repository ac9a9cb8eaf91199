"""What stood in a field before people wrote different values there: read from the lines that they replaced."""

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from okrtui.storage.line import Line, Value
from okrtui.storage.registers import Register, canonical
from okrtui.workspace.conflicts import Author, Conflict, Key, Version, field_words, name_of, words_of
from okrtui.workspace.forms import DELETED
from okrtui.workspace.lines import lines_of
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace


def with_past(workspace: Workspace, found: Sequence[Conflict]) -> list[Conflict]:
    """Conflicts with what is known of before. Reads from the disk: to be called in a worker."""
    with workspace.lock:
        registers = {each.key: workspace.state.register(*each.key) for each in found}
        wanted = {h for each in found for h in each.heads}
        wanted |= {h for register in registers.values() if register for h in register.gone}
    return with_lines(workspace, found, lines_of(workspace, wanted))


def with_lines(workspace: View, found: Sequence[Conflict], lines: Mapping[str, Line]) -> list[Conflict]:
    """Conflicts with what some lines, by their identity, tell of before."""
    with workspace.lock:
        return [_with_past(workspace, each, workspace.state.register(*each.key), lines) for each in found]


class _Past(NamedTuple):
    """The writes of one field that are known: what each wrote, and which ones it replaced."""

    key: Key
    lines: Mapping[str, Line]

    def write(self, h: str) -> tuple[Value, Sequence[str]] | None:
        """The value that a line wrote to the field, and what it replaced."""
        line = self.lines.get(h)
        for kind, id, field, value, replaced in line.ops if line else ():
            if (kind, id, field) == self.key:
                return value, replaced
        return None

    def origin(self, h: str) -> str:
        """The write that first had the value that an undo has brought back; any other write is its own."""
        while (write := self.write(h)) and (undone := self.lines[h].undoes):
            chosen = self.write(undone)
            same = [r for r in (chosen[1] if chosen else ()) if self._has(r, write[0])]
            if not same:
                break
            h = same[0]
        return h

    def _has(self, h: str, value: Value) -> bool:
        write = self.write(h)
        return write is not None and canonical(write[0]) == canonical(value)

    def ancestors(self, h: str) -> set[str]:
        """Every write that one led to another until this one, itself left out."""
        found: set[str] = set()
        open_ends = [h]
        while open_ends:
            write = self.write(open_ends.pop())
            fresh = set(write[1] if write else ()) - found
            found |= fresh
            open_ends += fresh
        return found

    def last(self, writes: Iterable[str]) -> str | None:
        """The latest of some writes that are known."""
        known = [self.lines[h] for h in writes if h in self.lines]
        return max(known, key=lambda line: (line.ts, line.h)).h if known else None


def _with_past(workspace: View, conflict: Conflict, register: Register | None, lines: Mapping[str, Line]) -> Conflict:
    if register is None:
        return conflict
    past = _Past(conflict.key, lines)
    conflict = conflict._replace(versions=[_by_origin(workspace, each, past) for each in conflict.versions])
    above = {past.origin(h): past.ancestors(past.origin(h)) for h in conflict.heads}
    common = set.intersection(*above.values()) if above else set()
    base = past.last(common)
    versions = [_with_own_past(workspace, each, past, base) for each in conflict.versions]
    told = _told(workspace, conflict, past, above) if conflict.field == DELETED else ""
    return conflict._replace(versions=versions, before=_before(workspace, past, common, above, base), told=told)


def _by_origin(workspace: View, version: Version, past: _Past) -> Version:
    """A version by who wrote it first, where it is an undo that has brought it back."""
    authors = []
    for author in version.authors:
        h = past.origin(author.h)
        line = past.lines.get(h)
        authors.append(Author(name_of(workspace, line.by), line.ts, h) if line else author)
    return version._replace(authors=tuple(authors))


def _before(
    workspace: View, past: _Past, common: Set[str], above: Mapping[str, Set[str]], base: str | None
) -> str | None:
    write = past.write(base) if base else None
    if write:
        return words_of(workspace, past.key[2], write[0])
    everything = above.keys() | {h for each in above.values() for h in each}
    is_known = not common and all(h in past.lines for h in everything)
    return words_of(workspace, past.key[2], None) if is_known else None


def _with_own_past(workspace: View, version: Version, past: _Past, base: str | None) -> Version:
    """A version with what its author had before, where they wrote more than once since all had the same."""
    write = past.write(version.authors[0].h)
    own = past.last(write[1]) if write else None
    before = past.write(own) if own and own != base else None
    if before is None:
        return version
    of_all = past.write(base) if base else None
    if of_all and canonical(of_all[0]) == canonical(before[0]):
        return version
    return version._replace(instead_of=words_of(workspace, past.key[2], before[0]))


# --- a deletion that met an edit


def _told(workspace: View, conflict: Conflict, past: _Past, above: Mapping[str, Set[str]]) -> str:
    """`Ben Okafor deleted it; Ana Ruiz, who did not know, changed its target and title`."""
    deleting: list[Author] = []
    keeping: list[Author] = []
    for version in conflict.versions:
        for author in version.authors:
            (deleting if version.value is True else keeping).append(author)
    seen_by_all = set.union(set(), *(above[author.h] | {author.h} for author in deleting))
    did: dict[str, list[str]] = {}
    for author in keeping:
        fields = did.setdefault(author.name, [])
        own = [h for h in {author.h, *above[author.h]} - seen_by_all if h in past.lines]
        for h in sorted(own, key=lambda h: past.lines[h].ts):
            fields += [field for field in _fields(past, h) if field not in fields]
    first = f"{_joined(_once(author.name for author in deleting))} deleted it"
    others = [f"{name}, who did not know, {_what(fields)}" for name, fields in did.items()]
    return "; ".join([first, *others])


def _fields(past: _Past, h: str) -> list[str]:
    """What a line wrote of the object, besides that it is there."""
    kind, id, _ = past.key
    return [field_words(op[2]) for op in past.lines[h].ops if op[:2] == (kind, id) and op[2] != DELETED]


def _what(fields: Sequence[str]) -> str:
    return f"changed its {_joined(fields)}" if fields else "kept it"


def _joined(words: Sequence[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))
