"""Next steps: what a check-in said comes next, and whether it has been done since."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from okrtui.okr import records
from okrtui.storage.clean import clean_line
from okrtui.workspace.edits import change
from okrtui.workspace.errors import UsageError
from okrtui.workspace.forms import Form, open_form
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace


class NextStep(NamedTuple):
    """What a check-in said comes next."""

    check_in: str
    key_result: str
    title: str
    """The key result's."""
    text: str
    person: str | None
    """Whose step it is: for whom the check-in was made, else who made it."""
    name: str
    date: date
    """The day of the check-in."""
    is_done: bool


def open_steps(view: View, key_results: Iterable[str]) -> list[NextStep]:
    """The next step of each key result that is not done yet, in the order of the key results.

    A later check-in that names another step has taken its place.
    """
    return [step for step in last_steps(view, key_results) if not step.is_done]


def last_steps(view: View, key_results: Iterable[str]) -> list[NextStep]:
    """The next step that was named last for each key result, done or not, in the order of the key results."""
    with view.lock:
        return [step for each in dict.fromkeys(key_results) for step in _last(view, each, None)]


def step_before(view: View, key_result: str, check_in: str | None = None, on: date | None = None) -> NextStep | None:
    """The next step that was named last for a key result, other than by one check-in, up to a day; None for none."""
    with view.lock:
        return next(_last(view, key_result, check_in, on), None)


def take_step(workspace: Workspace, check_in: str, is_done: bool = True, form: Form | None = None) -> bool:
    """Tick the next step of a check-in as done, or as not done; whether that is news. `form`: as it was shown.

    Raises NotFound, and UsageError for a check-in that names none.
    """
    shown = form or open_form(workspace, "check_in", check_in)
    if not records.text(shown.values, "next_step").strip():
        raise UsageError("this check-in names no next step")
    before = records.flag(shown.values, "next_step_done")
    return before is not is_done and bool(change(workspace, shown, {"next_step_done": is_done}))


def _last(view: View, key_result: str, apart_from: str | None, on: date | None = None) -> Iterator[NextStep]:
    company = view.company
    for check_in in company.latest_check_ins(key_result, on or view.today):
        fields = company.fields("check_in", check_in.id) or {}
        said = clean_line(records.text(fields, "next_step")).strip()
        if said and check_in.id != apart_from:
            yield _step(view, key_result, check_in, fields, said)
            return


def _step(
    view: View, key_result: str, check_in: records.CheckIn, fields: records.Fields, said: str
) -> NextStep:
    company = view.company
    entry = company.entry("check_in", check_in.id)
    made = view.state.lines.get(entry.created[1]) if entry else None
    person = records.reference(fields, "on_behalf_of") or (made.by if made else None)
    return NextStep(
        check_in.id,
        key_result,
        clean_line(company.title(key_result)),
        said,
        person,
        clean_line(company.title(person)),
        check_in.date,
        records.flag(fields, "next_step_done"),
    )
