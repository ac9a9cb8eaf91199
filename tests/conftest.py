"""What every test stands on: no real home, one time zone, one terminal, reproducible examples."""

import gc
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from textual import _wait

ROOT = Path(__file__).parent.parent

settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile(
    "long", max_examples=2_000, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

# Whatever of the developer's own terminal and settings could change what a program shows.
STRAY = ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM_PROGRAM", "LC_TERMINAL", "TMUX")
STRAY_PREFIXES = ("OKRTUI_", "XDG_", "TEXTUAL", "LC_")
BREATH = 0.005
"""Seconds."""
# Where the snapshot plugin keeps its report.
OF_THE_TESTS = "TEXTUAL_SNAPSHOT_TEMPDIR"


@pytest.fixture(scope="session", autouse=True)
def interruptible() -> None:
    """Programs that the tests start can be interrupted, even if the tests run in the background of a shell."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def brisk() -> None:
    """Textual's pilot looks every 5 ms, not every 20, whether an app has come to rest: most of its time is this wait.

    At rest is still, as before, who needs a twentieth of such a while at most.
    """
    _wait.SLEEP_GRANULARITY, _wait.SLEEP_IDLE = BREATH, BREATH / 20


@pytest.fixture(scope="session", autouse=True)
def tidy() -> None:
    """Garbage is looked for seldom, and not among the modules and tests that stay: a fifth of the time was this."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds one home for each test."""
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(autouse=True)
def walled_off(homes: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home, environment and time zone of the test's own, also for the programs it starts.

    Returns:
        The empty home directory; the XDG directories lie below it and do not exist yet.
    """
    home = Path(tempfile.mkdtemp(dir=homes))
    for name in list(os.environ):
        if name in STRAY or (name.startswith(STRAY_PREFIXES) and name != OF_THE_TESTS):
            monkeypatch.delenv(name)
    own = {
        "HOME": home,
        "XDG_DATA_HOME": home / ".local" / "share",
        "XDG_STATE_HOME": home / ".local" / "state",
        "XDG_CONFIG_HOME": home / ".config",
        "XDG_CACHE_HOME": home / ".cache",
        "XDG_RUNTIME_DIR": home / ".run",
        "TZ": "UTC",
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "COLUMNS": 80,
        "LINES": 24,
    }
    for name, value in own.items():
        monkeypatch.setenv(name, str(value))
    time.tzset()
    yield home
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(scope="session")
def pictures() -> None:
    """Skips the test, saying what is missing, where no picture of a terminal can be taken."""
    script = ROOT / "scripts" / "install-system-parts.sh"
    found = subprocess.run([script, "--check"], capture_output=True, text=True, check=False)
    if found.returncode:
        pytest.skip(f"no pictures here: {(found.stdout + found.stderr).strip()}")
