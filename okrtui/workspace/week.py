"""My week: what is due, what I own, and what others did since my last visit."""

from typing import NamedTuple

from okrtui.workspace.check_ins import due_for, owned_key_results
from okrtui.workspace.rows import Row, row_of
from okrtui.workspace.view import View


class Week(NamedTuple):
    """The rows of My week. `checked_in` of the key results I own have had their check-in this period."""

    due: list[Row]
    done: list[Row]
    objectives: list[Row]


def my_week(workspace: View, person: str | None = None) -> Week:
    """What a person (by default oneself) owns and what is due, worst first."""
    with workspace.lock:
        who = person or workspace.person
        due_ids = due_for(workspace, who)
        done_ids = [id for id in owned_key_results(workspace, who) if id not in due_ids]
        company = workspace.company
        cycle = company.current_cycle(workspace.today)
        objectives = [
            id
            for id in company.pointing("objective", "owner", who)
            if cycle is None or (o := company.objective(id)) is None or o.cycle == cycle.id
        ]
        return Week(
            [row for id in due_ids if (row := row_of(workspace, "key_result", id))],
            [row for id in done_ids if (row := row_of(workspace, "key_result", id))],
            [row for id in objectives if (row := row_of(workspace, "objective", id))],
        )
