"""My week: what is due, what I own, and what others did since my last visit."""

from typing import NamedTuple

from okrtui.workspace.check_ins import done_by, due_for
from okrtui.workspace.rows import Row, row_of
from okrtui.workspace.view import View


class Week(NamedTuple):
    """The rows of My week: key results that want a check-in, those that have had theirs this period, my objectives."""

    due: list[Row]
    done: list[Row]
    objectives: list[Row]


def my_week(workspace: View, person: str | None = None) -> Week:
    """What a person (by default oneself) owns and what is due, worst first."""
    with workspace.lock:
        who = person or workspace.person
        due_ids = due_for(workspace, who)
        done_ids = done_by(workspace, who)
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
