"""Hooks that do what hooks must not do: each ends, in time, and leaves nothing running."""

import os
import time
from collections.abc import Callable
from math import inf
from pathlib import Path

import pytest

from okrtui.workspace.hooks import runner
from okrtui.workspace.hooks.runner import Outcome, run
from tests.workspace.hooks.programs import put

EVENT = b'{"event":"after-check-in"}\n'


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second is long enough, here."""
    monkeypatch.setattr(runner, "TIME_LIMIT", 1.0)


def ran(tmp_path: Path, text: str, event: bytes = EVENT, stop_at: Callable[[], float] = lambda: inf) -> Outcome:
    return run(put(tmp_path, "after-check-in", text), event, os.environ, stop_at)


def is_alive(pid: int) -> bool:
    """Whether a process is there and is more than what is left for its parent to ask for."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_it_gets_the_event_where_it_lies_in_its_own_environment(tmp_path: Path) -> None:
    outcome = ran(tmp_path, '#!/bin/sh\npwd; echo "$OKRTUI_IN_HOOK $HOME"; cat\n')
    assert outcome.failure == ""
    where, environment, event = outcome.output.splitlines()
    assert where == str(tmp_path / "hooks")
    assert environment == f"after-check-in {os.environ['HOME']}"
    assert event == EVENT.decode().strip()


def test_a_failure_is_told_with_the_last_line(tmp_path: Path) -> None:
    outcome = ran(tmp_path, "#!/bin/sh\necho one\necho 'no such channel' >&2\nexit 3\n")
    assert outcome.failure == "exit code 3: no such channel"


def test_one_that_dies_is_told_as_such(tmp_path: Path) -> None:
    assert ran(tmp_path, "#!/bin/sh\nkill -9 $$\n").failure == "ended by signal 9"


def test_one_that_sleeps_is_ended(tmp_path: Path) -> None:
    outcome = ran(tmp_path, f"#!/bin/sh\nsleep 60\necho > {tmp_path / 'woken'}\n")
    assert outcome.failure == "it took longer than 1 s and was ended"
    assert not (tmp_path / "woken").exists()


def test_it_may_have_to_end_sooner(tmp_path: Path) -> None:
    begun = time.monotonic()
    outcome = ran(tmp_path, "#!/bin/sh\nsleep 60\n", stop_at=lambda: begun + 0.1)
    assert outcome.failure == "it took longer than 0 s and was ended"


@pytest.mark.parametrize(
    ("left", "end"),
    [
        ("(sleep 60; echo > woken) &", "exit 0"),
        ("(sleep 60; echo > woken) >/dev/null 2>&1 </dev/null &", "exit 0"),
        ("(sleep 60 & sleep 60; echo > woken) &", "exit 0"),
        ("(sleep 60; echo > woken) &", "sleep 60"),
    ],
)
def test_one_that_forks_is_ended_with_all_that_it_started(tmp_path: Path, left: str, end: str) -> None:
    pids = tmp_path / "pids"
    outcome = ran(tmp_path, f"#!/bin/sh\ncd {tmp_path}\n{left}\necho $! > {pids}\n{end}\n")
    assert bool(outcome.failure) == (end != "exit 0")
    assert not (tmp_path / "woken").exists()
    time.sleep(0.05)
    assert not is_alive(int(pids.read_text()))


def test_one_that_does_not_listen_is_no_trouble(tmp_path: Path) -> None:
    assert ran(tmp_path, "#!/bin/sh\nexec <&-\nexit 0\n", b"x" * 1_000_000).failure == ""
    assert ran(tmp_path, "#!/bin/sh\nexit 0\n", b"x" * 1_000_000).failure == ""
    assert "longer" in ran(tmp_path, "#!/bin/sh\nsleep 9\n", b"x" * 1_000_000).failure


def test_one_that_reads_all_gets_all(tmp_path: Path) -> None:
    assert ran(tmp_path, "#!/bin/sh\nwc -c\n", b"x" * 1_000_000).output == "1000000"


def test_one_that_prints_without_end_is_kept_short(tmp_path: Path) -> None:
    outcome = ran(tmp_path, "#!/bin/sh\nyes no end\n")
    assert outcome.failure
    assert len(outcome.output) <= 4096
    ended = ran(tmp_path, "#!/bin/sh\nyes much | head -c 3000000\necho last; exit 1\n")
    assert ended.failure == "exit code 1: last"
    assert len(ended.output) <= 4096


def test_its_output_is_cleaned(tmp_path: Path) -> None:
    outcome = ran(tmp_path, "#!/bin/sh\nprintf '\\033]0;stolen\\007\\377plain'; exit 1\n")
    assert outcome.failure == "exit code 1: \ufffdplain"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("cat\n", "exec format error (a script begins with #!)"),
        ("#!/no/such/shell\n", "no such file or directory"),
        ("", "exec format error"),
    ],
)
def test_what_cannot_be_run_is_told(tmp_path: Path, text: str, why: str) -> None:
    assert ran(tmp_path, text).failure.startswith(f"it cannot be run: {why}")


def test_it_has_no_terminal(tmp_path: Path) -> None:
    assert ran(tmp_path, "#!/bin/sh\n: > /dev/tty\n").failure.startswith("exit code ")
