"""The check-ins of a key result as a list shows them, the latest first."""

from datetime import date
from typing import NamedTuple

from okrtui.okr import records
from okrtui.okr.number import format_number
from okrtui.okr.records import number_of
from okrtui.storage.clean import clean_line
from okrtui.workspace.check_ins import NOTES
from okrtui.workspace.rows import is_contested
from okrtui.workspace.view import View


class CheckInLine(NamedTuple):
    """A check-in as a list shows it."""

    id: str
    date: date
    value: str
    confidence: int | None
    note: str
    person: str
    """The name of who said it."""
    is_contested: bool = False
    """Whether a field of it has several values at once."""
    on_behalf_of: str = ""
    """The name of for whom, where that is somebody else."""
    achievement: str = ""
    challenge: str = ""
    next_step: str = ""
    next_step_done: bool = False
    learned: str = ""

    @property
    def people(self) -> str:
        """Who said it, and for whom: `Ana Ruiz for Ben Okafor`."""
        return f"{self.person} for {self.on_behalf_of}" if self.on_behalf_of else self.person


def check_in_lines(workspace: View, key_result: str) -> list[CheckInLine]:
    """Every check-in of a key result, the latest first; those of days to come too."""
    company = workspace.company
    record = company.key_result(key_result)
    unit = record.unit_of_measure if record else ""
    found = []
    for check_in in company.latest_check_ins(key_result):
        fields = company.fields("check_in", check_in.id) or {}
        value = number_of(check_in.value)
        said = {name: clean_line(records.text(fields, name)) for name in NOTES}
        found.append(
            CheckInLine(
                check_in.id,
                check_in.date,
                _said(check_in.value) if value is None else format_number(value, unit),
                check_in.confidence,
                said["note"],
                clean_line(company.title(author_of(workspace, check_in.id))),
                is_contested(workspace, "check_in", check_in.id),
                clean_line(company.title(records.reference(fields, "on_behalf_of"))),
                said["achievement"],
                said["challenge"],
                said["next_step"],
                records.flag(fields, "next_step_done"),
                said["learned"],
            )
        )
    return found


def author_of(workspace: View, check_in: str) -> str | None:
    """Who said the value of a check-in; that another ticked its next step is another matter."""
    register = workspace.state.register("check_in", check_in, "value")
    return register.shown.line.by if register else None


def is_own(workspace: View, check_in: str, person: str) -> bool:
    """Whether a check-in is a person's to change: they said it, or it was said for them."""
    fields = workspace.company.fields("check_in", check_in) or {}
    return person in (author_of(workspace, check_in), records.reference(fields, "on_behalf_of"))


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{len(value)} done" if isinstance(value, list) else ""
