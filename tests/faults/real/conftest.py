"""The real programs, or a skip that says how to get them."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.conftest import MEMORY
from tests.faults.real import reachable
from tests.faults.real.accounts import Accounts

SCRIPT = Path(__file__).parents[3] / "scripts" / "install-real-parts.sh"


ROOM = 1 << 30
"""Bytes that an interpreter, its packages and some homes find room in."""
Need = Callable[..., None]


@pytest.fixture(scope="session")
def need() -> Need:
    """Skips the test, saying which script brings them, where one of the Debian packages named is missing."""
    found = subprocess.run([SCRIPT, "--check"], capture_output=True, text=True, check=False)
    said = (found.stdout + found.stderr).strip()

    def check(*packages: str) -> None:
        if found.returncode and set(packages) & set(said.split()):
            pytest.skip(f"NOT PROVEN HERE: {said}")

    return check


def roomy_memory() -> Path | None:
    """Where files lie in memory and programs can be run, if there is room for all of this: a disk may be slow."""
    if not os.access(MEMORY, os.W_OK):
        return None
    about = os.statvfs(MEMORY)
    is_roomy = about.f_bavail * about.f_frsize > ROOM
    return MEMORY if is_roomy and not about.f_flag & os.ST_NOEXEC else None


@pytest.fixture(scope="session")
def open_place(need: Need) -> Iterator[Path]:
    """A directory that every user of the machine may enter; pytest's own are closed to others."""
    need("passwd", "util-linux")
    if os.getuid() != 0:
        pytest.skip("NOT PROVEN HERE: only root can make users")
    place = Path(tempfile.mkdtemp(prefix="okrtui-real-", dir=roomy_memory()))
    place.chmod(0o755)
    yield place
    shutil.rmtree(place)


@pytest.fixture(scope="session")
def okrtui(open_place: Path) -> Path:
    """The command `okrtui`, for every user of the machine."""
    return reachable.install(open_place / "opt")


@pytest.fixture(scope="module")
def accounts(open_place: Path) -> Iterator[Accounts]:
    """A group of users who are removed with the last test of the module."""
    with Accounts(open_place / f"home-{len(list(open_place.iterdir()))}") as made:
        yield made
