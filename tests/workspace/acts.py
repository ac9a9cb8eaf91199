"""Random acts of a team, for laws that hold whatever people do."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from hypothesis import strategies as st

from okrtui.okr.kinds import Mode
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.deleting import delete, restore
from okrtui.workspace.edits import align
from okrtui.workspace.errors import UsageError
from okrtui.workspace.workspace import Workspace
from tests.workspace.team import Team, key_result, objective, set_fields

WORDS = st.sampled_from(["a", "b", "c", None])
Act = tuple[str, int, int, str | None]
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["make", "title", "rationale", "rationale", "delete", "restore", "align", "check in"]),
        st.integers(0, 3),
        st.integers(0, 3),
        WORDS,
    ),
    min_size=1,
    max_size=8,
)


@contextmanager
def fresh_team() -> Iterator[Team]:
    with tempfile.TemporaryDirectory() as place:
        yield Team(Path(place))


def do(workspace: Workspace, act: Act) -> None:
    """Do something, if it can be done."""
    what, first, second, word = act
    ids = sorted(id for id, _ in workspace.company.live("objective"))
    gone = sorted(id for id, _ in workspace.company.deleted("objective"))
    if what == "make" or not ids:
        key_result(workspace, objective(workspace, str(word)))
        return
    one, other = ids[first % len(ids)], ids[second % len(ids)]
    with suppress(UsageError):
        match what:
            case "title":
                set_fields(workspace, "objective", one, title=f"{word}", persona=word)
            case "rationale":
                set_fields(workspace, "objective", one, rationale=word)
            case "delete":
                delete(workspace, "objective", one)
            case "restore" if gone:
                restore(workspace, "objective", gone[first % len(gone)])
            case "align":
                align(workspace, one, other, Mode.CONTRIBUTES, first)
            case "check in":
                for each in workspace.company.key_results_of(one)[:1]:
                    check_in(workspace, each.id, second)
