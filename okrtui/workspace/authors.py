"""Authors: who made an object, and when. Nobody writes that down: it is the line's."""

from typing import NamedTuple

from okrtui.okr.objects import Entry
from okrtui.storage.clean import clean_line
from okrtui.workspace.view import View


class Author(NamedTuple):
    """Who made something: their id and name ("" where the line is not here), and the stamp of the line."""

    id: str
    name: str
    when: str


def author_of(view: View, entry: Entry) -> Author:
    """Who wrote the first line of an object."""
    ts, h = entry.created
    line = view.state.lines.get(h)
    person = line.by if line else ""
    return Author(person, clean_line(view.company.title(person)), ts)


def writer_of(view: View, kind: str, id: str, field: str) -> Author:
    """Who wrote the value that a field shows; nobody where it was never written."""
    register = view.state.register(kind, id, field)
    if register is None:
        return Author("", "", "")
    line = register.shown.line
    return Author(line.by, clean_line(view.company.title(line.by)), line.ts)
