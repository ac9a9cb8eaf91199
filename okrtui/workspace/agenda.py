"""The agenda: someone's dates as a file that a calendar takes in."""

from datetime import UTC
from typing import Any, NamedTuple

from okrtui.exchange.calendar import calendar
from okrtui.storage.clean import clean_line
from okrtui.workspace.dates import dates_of, dates_of_unit
from okrtui.workspace.errors import UsageError
from okrtui.workspace.view import View


class NoDates(UsageError):
    """Nothing falls on any day, and a calendar without events is none."""

    exit_code = 1


class Agenda(NamedTuple):
    """The file, how many events it has, and whose it is: `kind`, `id`, `title`."""

    content: bytes
    events: int
    of: dict[str, Any]


def agenda_of(view: View, kind: str, id: str) -> Agenda:
    """The calendar of a person or a unit. Raises NoDates."""
    with view.lock:
        title = clean_line(view.company.title(id))
        name = clean_line(view.company.workspace().name or view.config.name)
        occasions = dates_of(view, id) if kind == "person" else dates_of_unit(view, id)
        if not occasions:
            raise NoDates("nothing falls on a day yet: there is no cycle that is planned or runs; `okrtui plan next`")
        content = calendar(
            occasions,
            name=name if title == name else f"{name} · {title}",
            workspace=view.config.workspace,
            now=view.moment.now("UTC").astimezone(UTC).replace(microsecond=0),
        )
        return Agenda(content, len(occasions), {"kind": kind, "id": id, "title": title})
