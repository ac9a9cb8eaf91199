"""Durable files: what these functions have returned from survives a crash of the machine."""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from okrtui.storage.errors import DiskTrouble

PRIVATE_DIR = 0o700
PRIVATE_FILE = 0o600


def make_dir(path: Path) -> None:
    """Create a private directory and its parents, each entry fsynced. Raises DiskTrouble."""
    missing = []
    while not path.is_dir():
        missing.append(path)
        path = path.parent
    for step in reversed(missing):
        with trouble(step):
            step.mkdir(PRIVATE_DIR, exist_ok=True)
            sync_dir(step.parent)


def sync_dir(path: Path | int) -> None:
    """fsync a directory, so that the names in it survive."""
    if isinstance(path, int):
        _fsync_dir(path)
        return
    fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _fsync_dir(fd)
    finally:
        os.close(fd)


def _fsync_dir(fd: int) -> None:
    try:
        os.fsync(fd)
    except OSError as error:  # some network and FUSE file systems have no fsync for directories
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
            raise


def write_all(fd: int, content: bytes) -> None:
    """Write every byte, however many calls it takes."""
    view = memoryview(content)
    while view:
        view = view[os.write(fd, view) :]


def write_atomically(path: Path, content: bytes, mode: int = PRIVATE_FILE) -> None:
    """Replace a file whole: temporary name, fsync, rename, fsync of the directory. Raises DiskTrouble."""
    put_whole(path, content, mode)
    with trouble(path):
        sync_dir(path.parent)


def put_whole(path: Path, content: bytes, mode: int = PRIVATE_FILE) -> None:
    """Replace a file whole, whose name lasts only when its directory is fsynced: once for many. Raises DiskTrouble."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with trouble(path):
        try:
            fd = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, mode)
            try:
                write_all(fd, content)
                os.fsync(fd)
            finally:
                os.close(fd)
            os.rename(temporary, path)
        except OSError:
            with suppress(OSError):
                os.unlink(temporary)
            raise


def read_whole(path: Path) -> bytes:
    """A file's bytes. Raises DiskTrouble."""
    with trouble(path, "it could not be read"):
        return path.read_bytes()


def read_listed(path: str, size: int) -> bytes:
    """The bytes of a file that was listed with a size. Raises OSError.

    A newcomer reads thousands of small files: this takes half the time of Path.read_bytes.
    """
    fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        content = os.read(fd, size + 1)
        if len(content) == size:  # one byte more was asked for: this is the end
            return content
        parts = [content]
        while parts[-1]:
            parts.append(os.read(fd, size + 1))
        return b"".join(parts)
    finally:
        os.close(fd)


def file_sizes(directory: Path, ending: str = ".jsonl") -> dict[str, int]:
    """The files in a directory that have an ending, with their sizes in bytes. Raises DiskTrouble."""
    sizes = {}
    with trouble(directory, "it could not be read"), os.scandir(directory) as found:
        for item in found:
            if item.name.endswith(ending):
                with suppress(FileNotFoundError):  # gone between the listing and the look
                    sizes[item.name] = item.stat().st_size
    return sizes


@contextmanager
def trouble(path: Path, outcome: str = "nothing was saved") -> Iterator[None]:
    """Turn an OSError at `path` into a DiskTrouble that says the way out."""
    try:
        yield
    except OSError as error:
        raise DiskTrouble(f"{path}: {_words(error)}; {outcome}") from error


def _words(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the disk is full: make room and try again"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "not writable: check its owner and mode, or set OKRTUI_DATA_DIR to another place"
    return os.strerror(error.errno) if error.errno else str(error)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the replica's one short lock, a `flock` on a local file, shared by all processes of a person."""
    with trouble(path):
        fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, PRIVATE_FILE)
    try:
        with trouble(path):
            fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)
