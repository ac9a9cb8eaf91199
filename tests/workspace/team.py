"""A small team around one folder: real replicas, one clock, seeded entropy."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random

from okrtui.okr.scores import scored_objectives
from okrtui.storage.line import Op, Value
from okrtui.storage.replica import Act
from okrtui.storage.writer import Entropy
from okrtui.workspace.closing import close_cycle
from okrtui.workspace.edits import New, change, create
from okrtui.workspace.forms import open_form
from okrtui.workspace.founding import init_workspace, join_workspace, open_workspace
from okrtui.workspace.moment import Moment
from okrtui.workspace.scoring import agree_scores
from okrtui.workspace.workspace import Change, Workspace
from tests.okr.making import figures

BEGIN = datetime(2026, 10, 1, 8, 0, tzinfo=UTC)
ANA = "Ana Ruiz <ana@example.org>"
BEN = "Ben Okafor <ben@example.org>"
CLEO = "Cleo Tan <cleo@example.org>"

State = dict[tuple[str, str, str], Value]


class Team:
    """People with a replica each. The clock goes on by a second whenever somebody looks at it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "shared"
        self.now = BEGIN
        self.people: list[Workspace] = []
        self.said_today: date | None = None

    def moment(self) -> Moment:
        """The team's time."""
        return Moment(self._tick, self.said_today)

    def _tick(self) -> int:
        self.now += timedelta(seconds=1)
        return int(self.now.timestamp() * 1000)

    def data(self, who: str) -> Path:
        """The data directory of someone, by their first name."""
        return self.root / who.partition(" ")[0].casefold()

    def found(self, me: str = ANA) -> Workspace:
        """Make the workspace."""
        return self._joined(
            init_workspace(self.data(me), self.folder, "Northwind", me, moment=self.moment(), entropy=self._entropy(me))
        )

    def join(self, me: str = BEN) -> Workspace:
        """Join it."""
        return self._joined(
            join_workspace(self.data(me), self.folder, me, moment=self.moment(), entropy=self._entropy(me))
        )

    def _joined(self, workspace: Workspace) -> Workspace:
        self.people.append(workspace)
        self.sync()
        return workspace

    def _entropy(self, me: str) -> Entropy:
        return Random(me).randbytes

    def reopened(self, workspace: Workspace) -> Workspace:
        """The same replica, read from the disk once more."""
        return open_workspace(
            workspace.home.parent, None, moment=workspace.moment, entropy=Random(str(self.now)).randbytes
        )

    def sync(self) -> None:
        """Everyone meets everyone."""
        for workspace in [*self.people, *self.people]:
            workspace.meet()

    def pass_days(self, days: int) -> None:
        """Let days go by for everyone."""
        self.now += timedelta(days=days)
        for workspace in self.people:
            workspace.pass_day()


def make(workspace: Workspace, kind: str, /, **fields: object) -> str:
    """Make an object; its id."""
    return create(workspace, New(kind, fields)).ids[0]


def objective(workspace: Workspace, title: str, /, **fields: object) -> str:
    """Make an objective of the company in the current cycle."""
    company = workspace.company
    unit = company.child_units(None)[0].id
    cycle = company.current_cycle(workspace.today)
    assert cycle is not None
    return make(workspace, "objective", **{"title": title, "unit": unit, "cycle": cycle.id, **fields})


def key_result(workspace: Workspace, objective: str, title: str = "Close rate", /, **fields: object) -> str:
    """Make a key result from 0 to 100."""
    return make(
        workspace, "key_result", **{"objective": objective, "title": title, "start": 0, "target": 100, **fields}
    )


def set_fields(workspace: Workspace, kind: str, id: str, /, **changes: object) -> list[str]:
    """Change fields as a form does that is opened and saved at once."""
    return change(workspace, open_form(workspace, kind, id), changes)


def close(workspace: Workspace, cycle: str) -> None:
    """Close a cycle, whatever was proposed being agreed on."""
    company = workspace.company
    found = company.cycle(cycle)
    assert found is not None
    scored = scored_objectives(company, found)
    key_results = [each.id for objective in scored for each in company.key_results_of(objective.id)]
    if key_results:
        agree_scores(workspace, key_results)
    close_cycle(workspace, cycle)


def field(workspace: Workspace, kind: str, id: str, name: str) -> Value:
    """What a field shows, deleted or not."""
    entry = workspace.company.entry(kind, id)
    assert entry is not None
    return entry.fields.get(name)


def visible(workspace: Workspace) -> State:
    """Every value that shows; a field that was cleared is like one that never was."""
    return {
        (kind, id, name): register.shown.value
        for (kind, id), registers in workspace.replica.state.objects.items()
        for name, register in registers.items()
        if register.shown.value is not None
    }


def conflict_fields(workspace: Workspace) -> list[tuple[str, str]]:
    """Id and field of every conflict."""
    return [(id, name) for (_, id, name), _ in workspace.replica.state.contested()]


def by_hand(workspace: Workspace, *ops: Op) -> None:
    """Write ops as another version, or a stranger, might: past every check but the store's."""
    workspace.write(lambda: [Act(list(ops))])


def ops(kind: str, id: str, fields: Mapping[str, Value]) -> Iterable[Op]:
    """The ops that make an object, unchecked."""
    return [Op(kind, id, name, value) for name, value in {**fields, "deleted": False}.items()]


class Heard:
    """What a listener was told."""

    def __init__(self, workspace: Workspace) -> None:
        self.changes: list[Change] = []
        self.stop = workspace.subscribe(self.changes.append)

    @property
    def touched(self) -> set[str]:
        """All ids whose figures were said to have changed."""
        return {id for change in self.changes for id in change.touched | {id for _, id in change.keys}}


def all_figures(workspace: Workspace) -> dict[tuple[str, str], object]:
    """Every figure of a workspace."""
    return dict(figures(workspace.standings))


def progress(workspace: Workspace, objective: str) -> Fraction | None:
    """The progress of an objective."""
    return workspace.standings.objective(objective).progress
