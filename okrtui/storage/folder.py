"""The shared folder: the port that replicas meet through, and its implementation as a directory.

Nothing outside this module touches the folder's paths. The folder is not trusted: names are taken as they come,
links and special files are refused, and nothing in it is ever rewritten or followed.
"""

import errno
import os
import re
import stat
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Protocol

import orjson

from okrtui.storage.clean import clean_line
from okrtui.storage.errors import FolderAway, Foreign, ReadOnly, Refused
from okrtui.storage.files import sync_dir, write_all
from okrtui.storage.segment import MAX_FILE

MARKER = "okrtui.json"
SEGMENTS = "segments"
VERSION = 1
_MAX_MARKER = 64 * 1024
_HEX16 = re.compile(r"[0-9a-f]{16}").fullmatch
_MAY_NOT = (errno.EACCES, errno.EPERM, errno.EROFS)
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class Entry(NamedTuple):
    """A file in the folder, as a listing shows it: its size or `seen` changes whenever someone writes the file."""

    name: str
    size: int
    seen: tuple[int, int, int]


class Marker(NamedTuple):
    """What okrtui.json says: the workspace that this folder belongs to."""

    workspace: str
    name: str


class Folder(Protocol):
    """The port. Each method raises FolderAway when the folder cannot be reached.

    `put_new` raises it, too, where another workspace's folder, or an empty one, has taken the place of the one whose
    marker was read last; and ReadOnly where one may read there, but not write.
    """

    def list(self) -> list[Entry]: ...

    def read(self, name: str) -> bytes: ...

    def put_new(self, name: str, content: bytes) -> Entry: ...

    def remove_own(self, name: str) -> None: ...

    def stat(self, name: str) -> Entry | None: ...

    def read_marker(self) -> Marker: ...


class Directory:
    """A shared folder that is a directory: a group directory, NFS, Syncthing, Dropbox, a USB stick."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._met: Marker | None = None

    def __str__(self) -> str:
        return clean_line(str(self.path))

    def create(self, marker: Marker) -> None:
        """Make the folder of a new workspace. Raises FolderAway where there is one already, or no way to write."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            if self.has_marker():
                raise FolderAway(f"{self}: there is a workspace already; `okrtui join` it, or name another folder")
            content = {"okrtui": VERSION, "workspace": marker.workspace, "name": marker.name}
            root = self._root()
            try:
                _make_segments(root)
                _put(root, MARKER, orjson.dumps(content) + b"\n")
            finally:
                os.close(root)
        except OSError as error:
            raise FolderAway(f"{self}: {_words(error)}") from error

    def has_marker(self) -> bool:
        """Whether there is a marker, readable or not."""
        return os.path.lexists(self.path / MARKER)

    def read_marker(self) -> Marker:
        """The folder's marker. Raises FolderAway where the folder or its marker is missing or unreadable."""
        try:
            root = self._root()
            try:
                self._met = self._marker_in(root)
            finally:
                os.close(root)
        except OSError as error:
            raise FolderAway(f"{self}: {_words(error)}") from error
        return self._met

    def _root(self) -> int:
        try:
            return os.open(self.path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except FileNotFoundError:
            raise FolderAway(f"{self}: {self._missing()}") from None

    def _marker_in(self, root: int) -> Marker:
        try:
            content = _read(root, MARKER, _MAX_MARKER)
        except FileNotFoundError:
            raise FolderAway(f"{self}: {self._missing()}") from None
        except Refused as why:
            raise FolderAway(f"{self}/{MARKER}: {why}; is this the right folder?") from why
        except OSError as error:
            raise FolderAway(f"{self}: {_words(error)}") from error
        try:
            marker = orjson.loads(content)
            if marker["okrtui"] != VERSION:
                raise FolderAway(f"{self}: its format is {marker['okrtui']!r}; it needs a newer okrtui")
            if _HEX16(marker["workspace"]) and isinstance(marker["name"], str):
                return Marker(marker["workspace"], clean_line(marker["name"]))
        except (orjson.JSONDecodeError, KeyError, TypeError):
            pass
        raise FolderAway(f"{self}/{MARKER}: it is not a marker of okrtui; is this the right folder?")

    def _missing(self) -> str:
        if not self.path.exists():
            return "the folder is not there; is the disk mounted, the path right?"
        return f"it has no {MARKER}, so it is no okrtui folder (or its disk is not mounted)"

    def list(self) -> list[Entry]:
        """Every file among the segments, links and special ones too; hidden and temporary ones not."""
        if self._has_no_segments():
            return []
        segments = self._segments()
        try:
            entries = []
            with os.scandir(segments) as found:
                for item in found:
                    if not item.name.startswith("."):
                        with suppress(FileNotFoundError):  # gone between the listing and the look
                            entries.append(_entry(item.name, item.stat(follow_symlinks=False)))
            return sorted(entries)
        except OSError as error:
            raise FolderAway(f"{self}: {_words(error)}") from error
        finally:
            os.close(segments)

    def stat(self, name: str) -> Entry | None:
        """The entry of one file, None where it is not there."""
        if self._has_no_segments():
            return None
        segments = self._segments()
        try:
            return _entry(name, os.stat(name, dir_fd=segments, follow_symlinks=False))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise FolderAway(f"{self}: {_words(error)}") from error
        finally:
            os.close(segments)

    def read(self, name: str) -> bytes:
        """A file's bytes. Raises Refused for what is not a regular file of a sane size."""
        segments = self._segments()
        try:
            return _read(segments, name, MAX_FILE)
        except OSError as error:
            raise Refused(_words(error)) from error
        finally:
            os.close(segments)

    def put_new(self, name: str, content: bytes) -> Entry:
        """Add a file, whole or not at all, readable for the group; the entry that it got.

        What stands under the name, perhaps a bad file, is not replaced: then the new one's name has a suffix.
        """
        segments = self._segments_to_write()
        try:
            used = _put(segments, name, content)
            return _entry(used, os.stat(used, dir_fd=segments, follow_symlinks=False))
        except OSError as error:
            raise self._unwritten(error) from error
        finally:
            os.close(segments)

    def remove_own(self, name: str) -> None:
        """Remove a file that this replica put there; not being allowed to is no error."""
        segments = self._segments()
        try:
            with suppress(OSError):
                os.unlink(name, dir_fd=segments)
        finally:
            os.close(segments)

    def _has_no_segments(self) -> bool:
        """Whether the folder is there without its directory of segments: wiped, or not synced yet."""
        return self.path.is_dir() and not os.path.lexists(self.path / SEGMENTS)

    def _segments(self) -> int:
        try:
            root = self._root()
            try:
                return os.open(SEGMENTS, _READ | os.O_DIRECTORY, dir_fd=root)
            finally:
                os.close(root)
        except OSError as error:
            raise FolderAway(f"{self}: {_words(error)}") from error

    def _segments_to_write(self) -> int:
        try:
            root = self._root()
            try:
                self._check_same(root)
                _make_segments(root)
                return os.open(SEGMENTS, _READ | os.O_DIRECTORY, dir_fd=root)
            finally:
                os.close(root)
        except OSError as error:
            raise self._unwritten(error) from error

    def _check_same(self, root: int) -> None:
        """A disk may be unmounted, or another take its place, between two calls."""
        if self._met and self._marker_in(root).workspace != self._met.workspace:
            raise FolderAway(f"{self}: another workspace's folder has taken its place; nothing was written there")

    def _unwritten(self, error: OSError) -> FolderAway:
        kind = ReadOnly if error.errno in _MAY_NOT else FolderAway
        return kind(f"{self}: {_words(error)}")


def _entry(name: str, found: os.stat_result) -> Entry:
    return Entry(name, found.st_size, (found.st_mtime_ns, found.st_ino, found.st_mode))


def _read(directory: int, name: str, limit: int) -> bytes:
    try:
        fd = os.open(name, _READ, dir_fd=directory)
    except OSError as error:
        if error.errno == errno.ELOOP:  # that is what O_NOFOLLOW makes of one
            raise Foreign("it is a link") from error
        raise
    try:
        found = os.fstat(fd)
        if not stat.S_ISREG(found.st_mode):
            raise Foreign("it is not a regular file")
        if found.st_size > limit:
            raise Refused(f"it is larger than {limit} bytes")
        content = bytearray()
        while len(content) <= limit and (part := os.read(fd, 1 << 20)):
            content += part
        if len(content) > limit:
            raise Refused(f"it is larger than {limit} bytes")
        return bytes(content)
    finally:
        os.close(fd)


def _make_segments(root: int) -> None:
    """Make the directory of the segments where it is missing, with the folder's own group and mode."""
    try:
        os.mkdir(SEGMENTS, dir_fd=root)
    except FileExistsError:
        return
    segments = os.open(SEGMENTS, _READ | os.O_DIRECTORY, dir_fd=root)
    try:
        _open_up(segments, root, stat.S_IMODE(os.fstat(root).st_mode))
    finally:
        os.close(segments)
    sync_dir(root)


def _put(directory: int, name: str, content: bytes) -> str:
    """Temporary dot name, fsync, group-readable, rename to a name that is free, fsync of the directory."""
    temporary = f".{name}.{os.getpid()}.{os.urandom(4).hex()}.tmp"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    fd = os.open(temporary, flags, 0o600, dir_fd=directory)
    try:
        try:
            write_all(fd, content)
            os.fsync(fd)
            others = stat.S_IMODE(os.fstat(directory).st_mode) & 0o004
            _open_up(fd, directory, 0o640 | others)
        finally:
            os.close(fd)
        used = _free_name(directory, name)
        os.rename(temporary, used, src_dir_fd=directory, dst_dir_fd=directory)
        sync_dir(directory)
        return used
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary, dir_fd=directory)
        raise


def _open_up(fd: int, directory: int, mode: int) -> None:
    """Give what one has just made the group of its directory, and a mode, whatever the umask.

    That fails for a group that one is not in, and where a file system has no groups or modes: who may read is then
    not ours to say.
    """
    with suppress(OSError):
        os.fchown(fd, -1, os.fstat(directory).st_gid)
    with suppress(OSError):
        os.fchmod(fd, mode)


def _free_name(directory: int, name: str) -> str:
    """`name`, or with a suffix where something else, perhaps a bad file, holds it."""
    stem, dot, ending = name.rpartition(".")
    for number in range(1, 100):
        candidate = name if number == 1 else f"{stem}.{number}{dot}{ending}"
        try:
            os.stat(candidate, dir_fd=directory, follow_symlinks=False)
        except FileNotFoundError:
            return candidate
    raise FileExistsError(17, "every name for a segment is taken", name)


def _words(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "no permission; ask whoever owns the folder to let your group read and write it"
    return (os.strerror(error.errno) if error.errno else str(error)).lower()
