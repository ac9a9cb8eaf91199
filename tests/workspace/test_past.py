"""Looking back: the company as of a day is what a replica would show that has only the lines that count then."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrtui.storage.folder import Directory, Marker
from okrtui.storage.line import Line, decode
from okrtui.storage.segment import seal, verify
from okrtui.storage.sync import SyncState
from okrtui.workspace.cascade import nodes
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.conflicts import conflicts
from okrtui.workspace.deleting import delete, restore
from okrtui.workspace.edits import align
from okrtui.workspace.founding import init_workspace, join_workspace
from okrtui.workspace.moment import Moment
from okrtui.workspace.overview import overview
from okrtui.workspace.past import Past, Written, counting, end_of, ordered
from okrtui.workspace.resolving import resolve
from okrtui.workspace.rows import row_of
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace
from tests.storage.histories import STEPS, Step, lived
from tests.workspace.team import Team, key_result, objective, set_fields

YEAR = timedelta(days=365)
DAYS = [
    date(2025, 10, 2),
    date(2025, 10, 20),
    *(date(2026, 10, 1) + timedelta(days=days) for days in range(0, 95, 6)),
    date(2027, 10, 25),
    date.max,
]

# --- the law, on a quarter


class Quarter:
    """A quarter of three people, written with OKRTUI_NOW stepping through it. Cleo's clock is off."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch, off: timedelta) -> None:
        self._monkeypatch, self._off = monkeypatch, off
        folder = root / "shared"
        self.on(date(2026, 10, 1))
        self.ana = init_workspace(root / "ana", folder, "Northwind", "Ana Ruiz <ana@example.org>")
        self.ben = join_workspace(root / "ben", folder, "Ben Okafor <ben@example.org>")
        self.on(date(2026, 10, 3), is_off=True)
        self.cleo = join_workspace(root / "cleo", folder, "Cleo Tan <cleo@example.org>")
        self.meet()
        self._live()
        self.meet()

    def on(self, day: date, *, is_off: bool = False) -> None:
        """Let it be a day at nine, by the clock of whoever acts next."""
        now = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        self._monkeypatch.setenv("OKRTUI_NOW", (now + self._off if is_off else now).isoformat())

    def meet(self) -> None:
        for workspace in 2 * (self.ana, self.ben, self.cleo):
            workspace.meet()

    def _live(self) -> None:
        ana, ben, cleo = self.ana, self.ben, self.cleo
        self.on(date(2026, 10, 5))
        above, below = objective(ana, "Sell more"), objective(ana, "Demo well")
        rate, calls = key_result(ana, above, "Close rate"), key_result(ana, below, "Calls", target=40)
        align(ana, below, above)
        self.meet()
        for week in range(12):
            day = date(2026, 10, 9) + timedelta(weeks=week)
            self.on(day)
            check_in(ben, rate, 8 * week, on=day)
            self.on(day, is_off=True)
            check_in(cleo, calls, 3 * week, on=day)
            self.meet()
        self.on(date(2026, 10, 12), is_off=True)
        set_fields(cleo, "objective", above, title="Sell much more")
        made_by_cleo = key_result(cleo, above, "Referrals")
        self.meet()
        self.on(date(2026, 10, 20))
        set_fields(ana, "objective", above, title="Sell twice as much")
        self.on(date(2026, 10, 26))
        set_fields(ben, "key_result", rate, title="Ben's rate")
        self.on(date(2026, 10, 26), is_off=True)
        set_fields(cleo, "key_result", rate, title="Cleo's rate")
        self.meet()
        self.on(date(2026, 11, 10))
        resolve(ana, "key_result", rate, "title", "Our rate")
        self.meet()
        self.on(date(2026, 12, 1))
        set_fields(ben, "key_result", made_by_cleo, target=50)
        delete(ben, "objective", below)
        self.meet()
        self.on(date(2026, 12, 15), is_off=True)
        restore(cleo, "objective", below)


def counting_by_definition(lines: Iterable[Line], before: str) -> set[str]:
    """A write counts if its stamp is early enough, or one that replaces it counts."""
    lines = list(lines)
    counted = {line.h for line in lines if line.ts < before}
    while True:
        seen = {h for line in lines if line.h in counted for op in line.ops for h in op[4]}
        more = {line.h for line in lines} & seen - counted
        if not more:
            return counted
        counted |= more


def fed(workspace: Workspace, lines: set[str], place: Path, day: date) -> Workspace:
    """A fresh replica of a workspace that got some lines, one by one, and nothing else."""
    folder = Directory(place / "folder")
    folder.create(Marker(workspace.config.workspace, workspace.config.name))
    for name in workspace.replica.segment_names():
        segment = verify(workspace.replica.read_segment(name), workspace.config.workspace)
        prev = segment.prev
        for raw in workspace.replica.read_segment(name).split(b"\n")[1:-1]:
            line = decode(raw)
            if line.h in lines:
                new, content = seal(workspace.config.workspace, segment.writer, prev, line.seq, [raw])
                folder.put_new(str(new), content)
            prev = line.h
    config = workspace.config._replace(folder=str(folder.path))
    fresh = Workspace(place / "replica", config, moment=Moment(workspace.moment.clock, day))
    fresh.meet()
    return fresh


def looks(view: View) -> dict[str, object]:
    """Everything that a view shows: the tree with its figures, the overview, conflicts, and every object."""
    cycle = view.company.current_cycle(view.today)
    in_step = SyncState(0, {}, 0, None)
    return {
        "state": view.state.state_hash(),
        "tree": [
            (node, row_of(view, node.kind, node.id, cycle.id))
            for node in nodes(view, cycle.id if cycle else None, lambda *_: False)
            if cycle
        ],
        "overview": overview(view, in_step),
        "conflicts": [each._replace(heads=tuple(sorted(each.heads))) for each in conflicts(view)],
        "objects": {key: view.company.entry(*key) for key in view.state.objects},
    }


@pytest.mark.parametrize("off", [timedelta(), YEAR, -YEAR], ids=["right", "a year ahead", "a year back"])
def test_as_of_a_day_is_what_a_replica_shows_that_has_only_what_counts_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, off: timedelta
) -> None:
    ana = Quarter(tmp_path, monkeypatch, off).ana
    lines = [line for _, line in ana.replica.history()]
    past = Past(ana)
    seen = set()
    for number, day in enumerate(DAYS):
        counted = counting_by_definition(lines, end_of(day, ana.zone))
        assert {line.h for _, line in past.until(day)} == counted
        fresh = fed(ana, counted, tmp_path / str(number), day)
        assert looks(past.at(day)) == looks(fresh), day
        seen.add(len(counted))
    assert len(seen) > len(DAYS) / 2  # or the days were badly chosen
    assert past.at(date.max).state.state_hash() == ana.state.state_hash()


def test_whoever_replaces_a_line_vouches_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cleo's title of 12 October bears a date of next year; Ana had it before her on the 20th."""
    past = Past(Quarter(tmp_path, monkeypatch, YEAR).ana)
    found = {day: _titles(past.at(date(2026, 10, day))) for day in (12, 19, 20)}
    assert found[12] == found[19] == ["Demo well", "Sell more"]
    assert found[20] == ["Demo well", "Sell twice as much"]
    replaced = [line for _, line in past.until(date(2026, 10, 20)) if line.ts > end_of(date(2027, 1, 1), "UTC")]
    assert len(replaced) == 1


def _titles(view: View) -> list[str]:
    return sorted(view.company.title(id) for id, _ in view.company.live("objective"))


# --- the end of a day


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Auckland", "America/Los_Angeles", "Europe/Berlin"])
def test_a_day_ends_at_midnight_in_the_workspaces_zone(team: Team, zone: str) -> None:
    ana = team.found()
    set_fields(ana, "workspace", ana.config.workspace, time_zone=zone)
    made = objective(ana, "Sell")
    day = ana.day_of(ana.state.register("objective", made, "title").shown.line.ts)  # type: ignore[union-attr]  # just made
    past = Past(ana)
    assert past.at(day).company.title(made) == "Sell"
    assert past.at(day - timedelta(days=1)).company.title(made) == ""
    assert past.at(day).today == day


@pytest.mark.parametrize(
    ("zone", "midnight"),
    [
        ("UTC", datetime(2026, 10, 26, tzinfo=UTC)),
        ("Pacific/Auckland", datetime(2026, 10, 25, 11, tzinfo=UTC)),
        ("America/Los_Angeles", datetime(2026, 10, 26, 7, tzinfo=UTC)),
        ("Europe/Berlin", datetime(2026, 10, 25, 23, tzinfo=UTC)),  # the day that has 25 hours
        ("No/Where", datetime(2026, 10, 26, tzinfo=UTC)),
    ],
)
def test_the_first_stamp_after_a_day(zone: str, midnight: datetime) -> None:
    assert end_of(date(2026, 10, 25), zone) == f"{int(midnight.timestamp() * 1000) << 16:016x}"


def test_the_calendar_has_ends(team: Team) -> None:
    past = Past(team.found())
    assert past.until(date.min) == []
    assert past.until(date.max) == past.lines


# --- laws, for random histories


def stamps_of(lines: list[Written]) -> list[str]:
    """Stamps between, before and after those of some lines."""
    found = sorted({line.ts for _, line in lines})
    return ["", *found, *(f"{int(ts, 16) + 1:016x}" for ts in found), "g"]


@given(STEPS)
def test_what_counts_is_what_the_definition_says(steps: list[Step]) -> None:
    lines = lived(steps)
    for before in stamps_of(lines):
        counted = {line.h for _, line in counting(lines, before)}
        assert counted == counting_by_definition([line for _, line in lines], before)


@given(STEPS)
def test_counting_grows_with_time(steps: list[Step]) -> None:
    lines = lived(steps)
    for earlier, later in pairwise(sorted(stamps_of(lines))):
        counted = counting(lines, later)
        assert counted[: len(counting(lines, earlier))] == counting(lines, earlier)
    assert len(counting(lines, "g")) == len(lines)


@given(STEPS)
def test_counting_is_closed_under_replaced(steps: list[Step]) -> None:
    lines = lived(steps)
    known = {line.h for _, line in lines}
    for before in stamps_of(lines):
        counted = {line.h: line for _, line in counting(lines, before)}
        replaced = {h for line in counted.values() for op in line.ops for h in op[4]}
        assert replaced & known <= counted.keys()


@given(STEPS, st.randoms(use_true_random=False))
def test_no_line_comes_before_one_that_it_replaces_in_whatever_order_they_came(steps: list[Step], rng: Random) -> None:
    lines = lived(steps)
    order = ordered(lines)
    place = {line.h: number for number, (_, (_, line)) in enumerate(order)}
    for _, (_, line) in order:
        assert all(place[h] < place[line.h] for op in line.ops for h in op[4] if h in place)
    shuffled = list(lines)
    rng.shuffle(shuffled)
    assert ordered(shuffled) == order
