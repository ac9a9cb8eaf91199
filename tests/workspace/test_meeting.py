"""How replica and folder stand, what filling a wiped folder would write, and following a folder that moved."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from okrtui.storage.folder import SEGMENTS
from okrtui.storage.sync import SyncState
from okrtui.workspace.errors import FolderAway, UsageError
from okrtui.workspace.founding import join_workspace, relocate
from okrtui.workspace.live import Live
from okrtui.workspace.meeting import Meeting, Standing, meeting, refill_plan
from okrtui.workspace.prospects import shown_path
from tests.faults.mounting import read_only
from tests.screens.arrivals import pour
from tests.screens.pair import Pair, set_field

PATIENCE_S = 60
MANY = 300


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    pair = Pair(tmp_path)
    pair.sync()
    return pair


def looked(pair: Pair) -> Meeting:
    """How things stand for Ana after a look."""
    pair.ana.sync.look()
    return meeting(pair.ana, None)


class Ear:
    """Hears what a live workspace says, and lets a test wait for it."""

    def __init__(self) -> None:
        self.states: list[SyncState] = []
        self.steps: list[tuple[int, int]] = []
        self._news = threading.Condition()

    def state(self, state: SyncState) -> None:
        with self._news:
            self.states.append(state)
            self._news.notify_all()

    def step(self, done: int, total: int) -> None:
        with self._news:
            self.steps.append((done, total))
            self._news.notify_all()

    def hears_a_state(self, *, after: int) -> None:
        """Wait for a state beyond the first so many."""
        with self._news:
            assert self._news.wait_for(lambda: len(self.states) > after, PATIENCE_S)

    def hears_the_end(self, live: Live) -> None:
        """Wait until a long pull is over."""
        with self._news:
            assert self._news.wait_for(lambda: live.receiving is None, PATIENCE_S)

    def hears_a_step(self) -> None:
        """Wait until a pull has begun."""
        with self._news:
            assert self._news.wait_for(lambda: bool(self.steps), PATIENCE_S)


@contextmanager
def living(pair: Pair) -> Iterator[tuple[Live, Ear]]:
    """Ana's workspace, kept in step."""
    ear = Ear()
    live = Live(pair.ana, ear.state, ear.step)
    live.start()
    try:
        yield live, ear
    finally:
        live.stop()


# --- how things stand


def test_in_step_to_send_and_on_the_way(pair: Pair) -> None:
    assert looked(pair).standing is Standing.IN_STEP
    set_field(pair.ana, "objective", pair.objective, "title", "Sell more")
    found = looked(pair)
    assert (found.standing, found.pending) == (Standing.PENDING, 1)
    pair.ana.meet()
    for title in ("One", "Two"):
        set_field(pair.ben, "objective", pair.objective, "title", title)
        pair.ben.meet()
    first, _ = sorted((pair.folder / SEGMENTS).glob(f"{pair.ben.replica.writer}-*"), key=number)[-2:]
    first.unlink()
    pair.ana.meet()
    found = looked(pair)
    assert (found.standing, found.missing) == (Standing.MISSING, 1)
    [ben] = [writer for writer in found.writers if writer.person == "Ben Okafor"]
    assert ben.gaps == [(2, 2)]
    assert [writer.is_own for writer in found.writers] == [True, False]


def number(segment: Path) -> int:
    return int(segment.name.split("-")[1])


def wipe(pair: Pair) -> None:
    shutil.rmtree(pair.folder)
    pair.folder.mkdir()


def take_over(pair: Pair) -> None:
    shutil.rmtree(pair.folder)
    Pair(pair.folder.parent / "others").folder.rename(pair.folder)


def scribble(pair: Pair) -> None:
    (pair.folder / "okrtui.json").write_text("{}")


@pytest.mark.parametrize(
    ("happens", "standing"),
    [
        (lambda pair: shutil.rmtree(pair.folder), Standing.GONE),
        (wipe, Standing.WIPED),
        (take_over, Standing.FOREIGN),
        (scribble, Standing.TROUBLE),
    ],
)
def test_why_a_folder_is_away_is_told_apart(pair: Pair, happens: object, standing: Standing) -> None:
    assert callable(happens)
    happens(pair)
    found = looked(pair)
    assert found.is_away
    assert found.standing is standing
    assert found.why
    assert str(pair.folder) not in found.why


def test_a_folder_that_can_only_be_read_is_read(pair: Pair, tmp_path: Path) -> None:
    with read_only(tmp_path / "view", pair.folder) as view:
        relocate(pair.ana, view)
        set_field(pair.ben, "objective", pair.objective, "title", "By Ben")
        pair.ben.meet()
        set_field(pair.ana, "objective", pair.objective, "rationale", "By Ana")
        with pytest.raises(FolderAway):
            pair.ana.meet()
        found = meeting(pair.ana, None)
        assert (found.standing, found.pending) == (Standing.READ_ONLY, 1)
        assert pair.ana.company.title(pair.objective) == "By Ben"


def test_when_it_was_last_met_outlives_the_program(pair: Pair) -> None:
    met = pair.ana.moment.clock()
    with living(pair) as (live, ear):
        ear.hears_a_state(after=0)
        assert meeting(pair.ana, live).met == met
    wipe(pair)
    pair.now += timedelta(hours=2)
    with living(pair) as (live, ear):
        ear.hears_a_state(after=0)
        found = meeting(pair.ana, live)
        assert (found.standing, found.met, found.since) == (Standing.WIPED, met, pair.ana.moment.clock())


def test_the_last_word_of_a_watcher_on_the_old_place_is_not_heard(pair: Pair, tmp_path: Path) -> None:
    moved = tmp_path / "moved"
    shutil.copytree(pair.folder, moved)
    wipe(pair)
    with living(pair) as (live, ear):
        ear.hears_a_state(after=0)
        assert ear.states[-1].away is not None
        heard = len(ear.states)
        relocate(pair.ana, moved)
        live.relocated()  # the old one has ended by then, with a last look at where the folder was
        ear.hears_a_state(after=heard)
        assert [state.away for state in ear.states[heard:]] == [None] * len(ear.states[heard:])
        assert live.away_since is None


def test_before_the_folder_has_answered_nothing_is_claimed(pair: Pair) -> None:
    live = Live(pair.ana, lambda state: None)
    assert meeting(pair.ana, live).standing is Standing.UNKNOWN


def test_a_home_is_written_as_a_person_would(walled_off: Path, tmp_path: Path) -> None:
    assert shown_path(walled_off / "Dropbox" / "okrs") == "~/Dropbox/okrs"
    assert shown_path(tmp_path) == str(tmp_path)
    assert shown_path(tmp_path / "a\x1b[31mb") == shown_path(tmp_path / "ab")


# --- a long pull


def test_a_long_pull_tells_how_far_it_is_and_can_be_held_and_gone_on_with(pair: Pair) -> None:
    pour(pair.ana, pair.folder, [pair.rate], MANY)
    with living(pair) as (live, ear):
        ear.hears_a_step()
        live.hold()
        ear.hears_a_state(after=0)
        assert live.receiving is not None
        done, total = live.receiving
        assert done < total
        found = meeting(pair.ana, live)
        assert (found.standing, found.receiving) == (Standing.HELD, (done, total))
        here = len(pair.ana.state.lines)
        live.sync_now()
        ear.hears_the_end(live)
        assert len(pair.ana.state.lines) > here
        assert meeting(pair.ana, live).standing is Standing.IN_STEP


def test_a_joining_that_was_stopped_goes_on_where_it_was(pair: Pair, tmp_path: Path) -> None:
    pour(pair.ana, pair.folder, [pair.rate], MANY)
    data, me = tmp_path / "eva", "Eva Lind <eva@example.org>"
    first: list[tuple[int, int]] = []
    with pytest.raises(UsageError, match="joining again goes on there"):
        join_workspace(
            data,
            pair.folder,
            me,
            progress=lambda done, total: first.append((done, total)),
            cancelled=lambda: len(first) > 100,
        )
    then: list[tuple[int, int]] = []
    eva = join_workspace(data, pair.folder, me, progress=lambda done, total: then.append((done, total)))
    assert then[0][1] == first[0][1] - 100
    assert eva.state.lines.keys() >= pair.ben.state.lines.keys()
    assert len(list((pair.folder / SEGMENTS).glob(f"{eva.replica.writer}-*"))) == 0  # nothing of a stopped one went out


# --- filling a wiped folder anew


def test_the_plan_says_what_refilling_then_writes(pair: Pair) -> None:
    wipe(pair)
    set_field(pair.ana, "objective", pair.objective, "title", "Sell more")
    plan = refill_plan(pair.ana)
    assert (plan.pending, plan.writers) == (1, 2)
    pair.ana.refill()
    written = list((pair.folder / SEGMENTS).iterdir())
    assert len(written) == plan.files + 1  # one's own new change is sealed on the way
    assert refill_plan(pair.ana).files == 0


def test_the_plan_leaves_out_what_is_still_there(pair: Pair) -> None:
    (pair.folder / "okrtui.json").unlink()
    assert refill_plan(pair.ana).files == 0


# --- another place


def test_a_live_workspace_follows_its_folder(pair: Pair) -> None:
    with living(pair) as (live, ear):
        ear.hears_a_state(after=0)
        moved = pair.folder.with_name("moved")
        pair.folder.rename(moved)
        relocate(pair.ana, moved)
        heard = len(ear.states)
        live.relocated()
        ear.hears_a_state(after=heard)
        found = meeting(pair.ana, live)
        assert (found.standing, found.folder) == (Standing.IN_STEP, str(moved))
        set_field(pair.ana, "objective", pair.objective, "title", "Sell more")
    pair.ben.move_to(pair.ben.config._replace(folder=str(moved)))
    pair.ben.meet()
    assert pair.ben.company.title(pair.objective) == "Sell more"


def test_another_workspaces_folder_is_not_moved_to(pair: Pair, tmp_path: Path) -> None:
    other = Pair(tmp_path / "others").folder
    with pytest.raises(FolderAway, match="another workspace"):
        relocate(pair.ana, other)
    assert pair.ana.config.folder == str(pair.folder)
