"""A team that edits, meets, crashes and sets its clocks wrong in any order, and the laws that hold all the same.

Edits made after having seen each other never conflict, whatever the clocks say; those made without always do, if the
values differ. Every act is there exactly once. Once everyone has met everyone twice, all are in the same state.
"""

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from okrtui.storage.line import Line, Value
from okrtui.storage.registers import Key, State, canonical
from okrtui.workspace.deleting import delete, restore
from okrtui.workspace.edits import New, change, create
from okrtui.workspace.errors import NotFound, NothingToUndo
from okrtui.workspace.forms import Form, open_form
from okrtui.workspace.founding import init_workspace, join_workspace
from okrtui.workspace.moment import Moment
from okrtui.workspace.places import read_config
from okrtui.workspace.resolving import resolve
from okrtui.workspace.undoing import redo, undo
from okrtui.workspace.workspace import Workspace
from tests.faults.oracle import Proof

NAMES = ("Ana", "Ben", "Cleo", "Dan", "Eve")
NOW = 1_790_000_000_000
HOUR, DAY, YEAR = 3_600_000, 86_400_000, 31_557_600_000
CLOCKS = (-10 * YEAR, -2 * DAY, -HOUR, 0, 0, 0, HOUR, 2 * DAY, 10 * YEAR)
"""How far someone's clock may be off."""
FIELDS = ("title", "rationale", "persona")
VALUES = ("one", "two", "three", None)
STEPS = 30
"""How much happens in a life."""
people = st.integers(0, len(NAMES) - 1)
some = st.integers(0, 7)


class Written(NamedTuple):
    """A line that was confirmed, and what its writer had seen when the form was opened."""

    line: Line
    seen: frozenset[str]


class Team(RuleBasedStateMachine):
    """Three to five people around one folder."""

    place: Path
    """A directory in which someone has made a workspace and others have joined it; each run has a copy."""
    proof: Proof

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(dir=self.place.parent))
        self.now = NOW
        self.off = [0] * len(NAMES)
        self.team: list[Workspace] = []
        self.forms: dict[int, tuple[Form, frozenset[str]]] = {}
        self.written: dict[str, Written] = {}
        self.steps = 0

    @initialize(size=st.integers(3, 5))
    def come_together(self, size: int) -> None:
        """Everyone's home and the folder are as they were made."""
        shutil.copytree(self.place, self.root, dirs_exist_ok=True)
        self.team = [self._opened(who) for who in range(size)]
        for _, line in self.team[0].replica.history():
            self.written[line.h] = Written(line, frozenset())
        self.objectives = sorted({id for kind, id in self.team[0].state.objects if kind == "objective"})

    def _opened(self, who: int) -> Workspace:
        [home] = [path for path in (self.root / NAMES[who]).iterdir() if path.is_dir()]
        config = read_config(home)
        assert config
        config = config._replace(folder=str(self.root / "shared"))
        self.steps += 1
        random = Random(f"{who} {self.steps}")
        return Workspace(home, config, moment=Moment(lambda: self._clock(who)), entropy=random.randbytes)

    def _clock(self, who: int) -> int:
        self.now += 1
        return max(0, self.now + self.off[who])

    def _who(self, number: int) -> int:
        return number % len(self.team)

    # --- what people do

    def _act(self, who: int, do: Callable[[Workspace], object], seen: frozenset[str] | None = None) -> None:
        """Do something, and note what was confirmed with it."""
        workspace = self.team[who]
        before = frozenset(workspace.state.lines)
        with pytest.MonkeyPatch.context() as patched:
            said: list[Line] = []
            genuine = workspace.replica.append

            def append(*args: object) -> list[Line]:
                lines = genuine(*args)  # type: ignore[arg-type]  # as they came
                said.extend(lines)
                return lines

            patched.setattr(workspace.replica, "append", append)
            try:
                do(workspace)
            except (NotFound, NothingToUndo):
                assert not said
        for line in said:
            self.written[line.h] = Written(line, before if seen is None else seen)

    @rule(who=people, which=some, field=st.sampled_from(FIELDS), value=st.sampled_from(VALUES))
    def edit(self, who: int, which: int, field: str, value: str | None) -> None:
        """Open a form, change a field, save it."""
        who = self._who(who)
        self._act(who, lambda ws: change(ws, open_form(ws, "objective", self._id(which)), {field: value or "none"}))

    def _id(self, which: int) -> str:
        return self.objectives[which % len(self.objectives)]

    @rule(who=people, which=some)
    def open_a_form(self, who: int, which: int) -> None:
        """Open a form and leave it open."""
        who = self._who(who)
        workspace = self.team[who]
        if workspace.company.fields("objective", self._id(which)) is not None:
            seen = frozenset(workspace.state.lines)
            self.forms[who] = (open_form(workspace, "objective", self._id(which)), seen)

    @rule(who=people, field=st.sampled_from(FIELDS), value=st.sampled_from(VALUES))
    def save_the_form(self, who: int, field: str, value: str | None) -> None:
        """Save a form that was opened before, whatever has come since."""
        who = self._who(who)
        if who in self.forms:
            form, seen = self.forms.pop(who)
            self._act(who, lambda ws: change(ws, form, {field: value or "none"}), seen)

    @rule(who=people)
    def add(self, who: int) -> None:
        """Make an objective."""
        who = self._who(who)
        old = self.team[who].company.entry("objective", self.objectives[0])
        assert old
        fields = {name: old.fields[name] for name in ("unit", "cycle")}
        self._act(who, lambda ws: create(ws, New("objective", {"title": "new", **fields})))

    @rule(who=people, which=some)
    def remove(self, who: int, which: int) -> None:
        """Delete an objective."""
        self._act(self._who(who), lambda ws: delete(ws, "objective", self._id(which)))

    @rule(who=people, which=some)
    def bring_back(self, who: int, which: int) -> None:
        """Restore an objective."""
        self._act(self._who(who), lambda ws: restore(ws, "objective", self._id(which)))

    @rule(who=people)
    def take_back(self, who: int) -> None:
        """Undo."""
        self._act(self._who(who), undo)

    @rule(who=people)
    def do_again(self, who: int) -> None:
        """Redo."""
        self._act(self._who(who), redo)

    @rule(who=people, which=some)
    def settle(self, who: int, which: int) -> None:
        """Resolve a conflict, if there is one."""
        who = self._who(who)
        contested = [(key, register) for key, register in self.team[who].state.contested()]
        if contested:
            (kind, id, field), register = contested[which % len(contested)]
            value = register.heads[which % len(register.heads)].value
            self._act(who, lambda ws: resolve(ws, kind, id, field, value))

    # --- what happens to them

    @rule(who=people)
    def push(self, who: int) -> None:
        """Put what the folder lacks."""
        self.team[self._who(who)].sync.push()

    @rule(who=people)
    def pull(self, who: int) -> None:
        """Take what is new."""
        workspace = self.team[self._who(who)]
        workspace.take_in(workspace.sync.pull())

    @rule(who=people)
    def tidy(self, who: int) -> None:
        """Merge old small segments."""
        self.team[self._who(who)].sync.tidy()

    @rule(who=people)
    def crash(self, who: int) -> None:
        """Lose all that is in memory, and start again."""
        who = self._who(who)
        self.forms.pop(who, None)
        self.team[who] = self._opened(who)

    @rule(who=people)
    def restart(self, who: int) -> None:
        """Close the program, which writes the snapshot, and start it again."""
        self.team[self._who(who)].close()
        self.crash(who)

    @rule(who=people, off=st.sampled_from(CLOCKS))
    def set_the_clock(self, who: int, off: int) -> None:
        """Someone's clock is off from now on."""
        self.off[self._who(who)] = off

    @rule(days=st.sampled_from((1, 20)))
    def time_passes(self, days: int) -> None:
        """For everyone."""
        self.now += days * DAY

    # --- the laws

    @invariant()
    def nobody_loses_what_they_wrote(self) -> None:
        """At any time."""
        for workspace in self.team:
            own = {h for h, each in self.written.items() if each.line.by == workspace.person}
            assert own <= workspace.state.lines.keys()
            assert workspace.replica.damage == []

    def teardown(self) -> None:
        """Everyone meets everyone twice; then all the laws are looked at."""
        try:
            if self.team:
                self._end()
        finally:
            shutil.rmtree(self.root)

    def _end(self) -> None:
        for _ in range(2):
            for workspace in self.team:
                workspace.meet()
        assert len({workspace.state.state_hash() for workspace in self.team}) == 1
        for workspace in self.team:
            told = [line.h for _, line in workspace.replica.history()]
            assert sorted(told) == sorted(self.written)
            self.proof.holds(
                workspace.home,
                self.written,
                faults=int(workspace is self.team[0]),
                live=workspace.replica,
                workspace=workspace.config.workspace,
            )
        who_saw_whom_decides(self.team[0].state, self.written)


def who_saw_whom_decides(state: State, written: dict[str, Written]) -> None:
    """A write stands if nobody wrote after having seen it, and fields conflict where different values stand."""
    writes: dict[Key, list[Written]] = defaultdict(list)
    values: dict[tuple[Key, str], Value] = {}
    for each in written.values():
        for kind, id, field, value, _ in each.line.ops:
            if field != "deleted":  # which undo writes without taking others' away
                writes[kind, id, field].append(each)
                values[(kind, id, field), each.line.h] = value
    conflicts = []
    for key, each_write in writes.items():
        seen = frozenset[str]().union(*(each.seen for each in each_write))
        standing = {each.line.h: each.line.ts for each in each_write if each.line.h not in seen}
        register = state.register(*key)
        assert register is not None
        assert sorted(state.heads(*key)) == sorted(standing)
        ts, h = register.shown.line[:2]
        assert (ts, h) == max((ts, h) for h, ts in standing.items())
        if len({canonical(values[key, h]) for h in standing}) > 1:
            conflicts.append(key)
    told = [key for key, _ in state.contested() if key[2] != "deleted"]
    assert told == sorted(conflicts)


def found(path: Path) -> None:
    """Let five people make and join a workspace with three objectives."""
    moment = Moment(lambda: NOW - DAY)
    me, random = f"{NAMES[0]} <0@example.org>", Random(0).randbytes
    ana = init_workspace(path / NAMES[0], path / "shared", "Northwind", me, moment=moment, entropy=random)
    with ana.lock:
        unit, cycle = ana.company.child_units(None)[0].id, ana.company.cycles()[0].id
    for n in range(3):
        create(ana, New("objective", {"title": f"Objective {n}", "unit": unit, "cycle": cycle}))
    ana.meet()
    team = [ana]
    for number, name in enumerate(NAMES[1:], 1):
        me = f"{name} <{number}@example.org>"
        random = Random(number).randbytes
        team.append(join_workspace(path / name, path / "shared", me, moment=moment, entropy=random))
    for _ in range(2):
        for workspace in team:
            workspace.meet()
    for workspace in team:
        workspace.close()


def lives(founded: Path, proof: Proof, examples: int, *, phases: tuple[Phase, ...] = tuple(Phase)) -> None:
    """Let teams that are founded alike live their lives, one life per example."""

    class Here(Team):
        pass

    Here.place, Here.proof = founded, proof
    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=examples,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            phases=phases,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
