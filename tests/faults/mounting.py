"""File systems of a test's own: small ones that fill up, and ones that can only be read. Needs root."""

import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest


@contextmanager
def mounted(path: Path, *arguments: str) -> Iterator[Path]:
    """Mount something at a new directory, for a while. Skips the test, loudly, where nothing may be mounted."""
    path.mkdir(exist_ok=True)
    done = subprocess.run(["mount", *arguments, str(path)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"NOT PROVEN HERE: nothing may be mounted ({done.stderr.strip()}); run as root")
    try:
        yield path
    finally:
        subprocess.run(["umount", str(path)], check=True)


def small_disk(path: Path, kib: int = 64) -> AbstractContextManager[Path]:
    """A disk with room for some KiB."""
    return mounted(path, "-t", "tmpfs", "-o", f"size={kib}k", "tmpfs")


def read_only(path: Path, of: Path) -> AbstractContextManager[Path]:
    """Another view of a directory, through which nothing can be written: root does not mind modes."""
    return mounted(path, "--bind", "-o", "ro", str(of))
