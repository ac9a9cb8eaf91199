"""The writers: whose lines are here, from which machine, how far each reaches, and what of it has not arrived."""

from typing import NamedTuple

from okrtui.storage.chains import chains
from okrtui.storage.clean import clean_line
from okrtui.storage.clock import stamp_ms
from okrtui.storage.registers import State
from okrtui.workspace.workspace import Workspace

CLOCK_TOLERANCE_MS = 5 * 60 * 1000
"""How far a writer's last line may lie ahead of our clock before that is worth a word."""


class WriterFacts(NamedTuple):
    """A writer: whose lines it carries, how many are here, and whether this replica writes them."""

    writer: str
    person: str
    host: str
    """What its machine calls itself; "" where it does not say."""
    lines: int
    is_own: bool
    last: str
    """The stamp of its last line."""
    ahead: int | None
    """By how many seconds its last line lies ahead of our clock, where that is more than 5 minutes."""
    gaps: list[tuple[int, int]]
    """First and last number of each run of lines that have not arrived."""
    forks: list[int]
    """The numbers from which on it has several histories, all of them kept."""


def duration(seconds: int) -> str:
    """`7 min`, `3 h`, `366 d`: whole ones of the greatest unit that has two."""
    for unit, length in (("d", 86_400), ("h", 3_600)):
        if seconds >= 2 * length:
            return f"{seconds // length} {unit}"
    return f"{seconds // 60} min"


def writers(workspace: Workspace, state: State) -> list[WriterFacts]:
    """Every writer whose lines a state holds, by writer."""
    own = set(workspace.replica.own_writers())
    origins = workspace.replica.origins()
    now = workspace.moment.clock()
    with workspace.lock:
        stamps = list(state.lines.values())
    found = []
    for chain in chains(stamps):
        person = clean_line(workspace.company.title(chain.last.by)) or chain.last.by
        origin = origins.get(chain.writer)
        ahead = stamp_ms(chain.last.ts) - now
        found.append(
            WriterFacts(
                chain.writer,
                person,
                origin.host if origin else "",
                chain.length,
                chain.writer in own,
                chain.last.ts,
                ahead // 1000 if ahead > CLOCK_TOLERANCE_MS else None,
                chain.gaps,
                chain.forks,
            )
        )
    return found
