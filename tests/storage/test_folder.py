"""The shared folder as a directory: hostile things in it are refused, and nothing in it is ever replaced."""

import errno
import os
import socket
import stat
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from okrtui.storage.errors import FolderAway, Foreign, Refused
from okrtui.storage.folder import MARKER, SEGMENTS, Directory, Marker
from okrtui.storage.segment import MAX_FILE
from tests.storage.builders import WORKSPACE, create_folder, files_in

NAME = f"{'a' * 16}-1-1-{'0' * 16}.jsonl"


@pytest.fixture
def tight_umask() -> Iterator[None]:
    """A umask under which others could read nothing."""
    before = os.umask(0o077)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


# --- creating and the marker


def test_a_created_folder_has_a_marker_and_a_place_for_segments(folder: Directory) -> None:
    assert folder.read_marker() == Marker(WORKSPACE, "Acme")
    assert folder.list() == []
    assert (folder.path / SEGMENTS).is_dir()


def test_a_folder_is_not_created_over_another(folder: Directory) -> None:
    before = files_in(folder.path)
    with pytest.raises(FolderAway, match="there is a workspace already"):
        folder.create(Marker("5eed000000000002", "Other"))
    assert files_in(folder.path) == before


@pytest.mark.usefixtures("tight_umask")
@pytest.mark.parametrize("folder_mode", [0o2770, 0o2775, 0o750])
def test_a_group_directory_stays_one_whatever_the_umask(tmp_path: Path, folder_mode: int) -> None:
    path = tmp_path / "shared"
    path.mkdir()
    path.chmod(folder_mode)
    folder = create_folder(path)
    folder.put_new(NAME, b"content")
    assert mode(path / SEGMENTS) == folder_mode
    for file in (path / MARKER, path / SEGMENTS / NAME):
        assert mode(file) == 0o640 | (folder_mode & 0o004)


MARKERS = {
    "empty": b"",
    "no JSON": b"okrtui",
    "a list": b"[]",
    "no workspace": b'{"okrtui":1,"name":"x"}',
    "no name": b'{"okrtui":1,"workspace":"5eed000000000001"}',
    "workspace a path": b'{"okrtui":1,"workspace":"../../elsewhere","name":"x"}',
    "workspace a number": b'{"okrtui":1,"workspace":1,"name":"x"}',
    "too large": b'{"okrtui":1,"workspace":"5eed000000000001","name":"' + b"x" * 65536 + b'"}',
    "not UTF-8": b'{"okrtui":1,"workspace":"5eed000000000001","name":"\xff"}',
    "newer": b'{"okrtui":2,"workspace":"5eed000000000001","name":"x"}',
}


@pytest.mark.parametrize("content", MARKERS.values(), ids=MARKERS)
def test_a_bad_marker_means_that_the_folder_is_away(folder: Directory, content: bytes) -> None:
    (folder.path / MARKER).write_bytes(content)
    with pytest.raises(FolderAway):
        folder.read_marker()


def test_a_newer_format_is_named(folder: Directory) -> None:
    (folder.path / MARKER).write_bytes(MARKERS["newer"])
    with pytest.raises(FolderAway, match="needs a newer okrtui"):
        folder.read_marker()


@pytest.mark.parametrize("kind", ["fifo", "directory", "link"])
def test_a_marker_that_is_no_file_is_neither_read_nor_waited_for(folder: Directory, kind: str) -> None:
    marker = folder.path / MARKER
    marker.rename(folder.path / "elsewhere")
    if kind == "fifo":
        os.mkfifo(marker)
    elif kind == "directory":
        marker.mkdir()
    else:
        marker.symlink_to(folder.path / "elsewhere")
    with pytest.raises(FolderAway):
        folder.read_marker()


def test_a_name_in_a_marker_is_cleaned(folder: Directory) -> None:
    (folder.path / MARKER).write_bytes(rb'{"okrtui":1,"workspace":"5eed000000000001","name":"\u001b[31mAc\nme\u202e"}')
    assert folder.read_marker().name == "Ac me"


def test_a_missing_marker_a_missing_folder_and_missing_segments_are_told_apart(folder: Directory) -> None:
    (folder.path / MARKER).unlink()
    with pytest.raises(FolderAway, match=f"has no {MARKER}"):
        folder.read_marker()
    (folder.path / SEGMENTS).rmdir()
    assert folder.list() == []
    assert folder.stat(NAME) is None
    with pytest.raises(FolderAway):
        folder.read(NAME)
    folder.path.rmdir()
    with pytest.raises(FolderAway, match="the folder is not there"):
        folder.read_marker()
    for missing in (folder.list, lambda: folder.put_new(NAME, b"")):
        with pytest.raises(FolderAway):
            missing()


def test_a_file_system_without_groups_and_modes_takes_segments_all_the_same(
    folder: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOTSUP, "Operation not supported")

    (folder.path / SEGMENTS).rmdir()
    for name in ("fchmod", "fchown"):
        monkeypatch.setattr(os, name, refuse)
    folder.put_new(NAME, b"content")
    assert folder.read(NAME) == b"content"


def test_segments_that_were_wiped_are_made_anew_with_the_folders_own_mode(folder: Directory) -> None:
    (folder.path / SEGMENTS).rmdir()
    folder.path.chmod(0o2770)
    before = os.umask(0o077)
    try:
        folder.put_new(NAME, b"content")
    finally:
        os.umask(before)
    assert (folder.path / SEGMENTS).stat().st_mode & 0o7777 == 0o2770
    assert [entry.name for entry in folder.list()] == [NAME]


def test_segments_that_are_a_link_are_not_followed(folder: Directory, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (folder.path / SEGMENTS).rename(elsewhere)
    (folder.path / SEGMENTS).symlink_to(elsewhere)
    for call in (folder.list, lambda: folder.read(NAME), lambda: folder.put_new(NAME, b"content")):
        with pytest.raises(FolderAway):
            call()
    assert list(elsewhere.iterdir()) == []


def test_the_folder_s_own_path_may_be_a_link(folder: Directory, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder.path)
    assert Directory(tmp_path / "link").read_marker().workspace == WORKSPACE


def test_a_path_is_cleaned_where_it_is_shown(tmp_path: Path) -> None:
    with pytest.raises(FolderAway) as raised:
        Directory(tmp_path / "a\x1b[31mb\nc").read_marker()
    assert "ab c" in str(raised.value)
    assert "\x1b" not in str(raised.value)


# --- putting


def test_what_is_put_can_be_read_and_is_listed(folder: Directory) -> None:
    folder.put_new(NAME, b"content")
    assert folder.read(NAME) == b"content"
    [entry] = folder.list()
    assert (entry.name, entry.size) == (NAME, 7)
    assert folder.stat(NAME) == entry
    assert folder.stat("nothing") is None


@pytest.mark.parametrize("kind", ["file", "directory", "dangling link", "fifo"])
def test_putting_never_replaces(folder: Directory, kind: str, tmp_path: Path) -> None:
    taken = folder.path / SEGMENTS / NAME
    if kind == "file":
        taken.write_bytes(b"another's")
    elif kind == "directory":
        taken.mkdir()
    elif kind == "fifo":
        os.mkfifo(taken)
    else:
        taken.symlink_to(tmp_path / "victim")
    before = taken.lstat()
    folder.put_new(NAME, b"one")
    folder.put_new(NAME, b"two")
    after = taken.lstat()
    assert (after.st_ino, after.st_mtime_ns, after.st_mode) == (before.st_ino, before.st_mtime_ns, before.st_mode)
    stem = NAME.removesuffix(".jsonl")
    assert folder.read(f"{stem}.2.jsonl") == b"one"
    assert folder.read(f"{stem}.3.jsonl") == b"two"
    assert not (tmp_path / "victim").exists()


def test_a_put_that_fails_leaves_nothing_behind(folder: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(fd: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fail)
        with pytest.raises(FolderAway, match="no space left"):
            folder.put_new(NAME, b"content")
    assert list((folder.path / SEGMENTS).iterdir()) == []


def test_a_file_has_its_name_only_when_it_is_whole(folder: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
    listed: list[list[str]] = []
    genuine = os.write

    def watch(fd: int, data: bytes) -> int:
        listed.append([entry.name for entry in folder.list()])
        return genuine(fd, data[:2])

    monkeypatch.setattr(os, "write", watch)
    folder.put_new(NAME, b"content")
    assert listed == [[]] * 4


def test_removing_takes_what_is_there_and_forgives_what_is_not(folder: Directory) -> None:
    folder.put_new(NAME, b"content")
    folder.remove_own(NAME)
    folder.remove_own(NAME)
    assert folder.list() == []


# --- reading what others put there


def test_a_link_is_called_one(folder: Directory, tmp_path: Path) -> None:
    (folder.path / SEGMENTS / NAME).symlink_to(tmp_path / "secret")
    with pytest.raises(Foreign, match="it is a link"):
        folder.read(NAME)
    (folder.path / MARKER).unlink()
    (folder.path / MARKER).symlink_to(tmp_path / "secret")
    with pytest.raises(FolderAway, match="it is a link"):
        folder.read_marker()


def test_a_link_is_not_followed(folder: Directory, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    (folder.path / SEGMENTS / NAME).symlink_to(tmp_path / "secret")
    with pytest.raises(Refused):
        folder.read(NAME)


def test_a_fifo_is_not_waited_for(folder: Directory) -> None:
    os.mkfifo(folder.path / SEGMENTS / NAME)
    with pytest.raises(Refused, match="not a regular file"):
        folder.read(NAME)


def test_a_directory_and_a_socket_are_no_files(folder: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder.path / SEGMENTS / NAME).mkdir()
    monkeypatch.chdir(folder.path / SEGMENTS)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.jsonl")
        for name in (NAME, "socket.jsonl"):
            with pytest.raises(Refused):
                folder.read(name)


def test_a_file_has_at_most_8_mib(folder: Directory) -> None:
    file = folder.path / SEGMENTS / NAME
    file.touch()
    os.truncate(file, MAX_FILE)
    assert len(folder.read(NAME)) == MAX_FILE
    os.truncate(file, MAX_FILE + 1)
    with pytest.raises(Refused, match="larger than"):
        folder.read(NAME)


def test_a_vanished_file_is_refused(folder: Directory) -> None:
    with pytest.raises(Refused):
        folder.read(NAME)


def test_a_file_that_vanishes_while_listing_does_not_stop_the_listing(
    folder: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.put_new(NAME, b"content")
    folder.put_new("other.jsonl", b"content")
    genuine = os.scandir

    def scan(fd: int) -> nullcontext[list[os.DirEntry[str]]]:
        with genuine(fd) as found:
            entries = list(found)
        (folder.path / SEGMENTS / "other.jsonl").unlink()
        return nullcontext(entries)

    monkeypatch.setattr(os, "scandir", scan)
    assert [entry.name for entry in folder.list()] == [NAME]


def test_hidden_and_temporary_files_are_passed_over(folder: Directory) -> None:
    for name in (".hidden", f".{NAME}.1.tmp", ".stfolder"):
        (folder.path / SEGMENTS / name).write_bytes(b"x")
    assert folder.list() == []


def test_an_entry_changes_when_its_file_does(folder: Directory) -> None:
    file = folder.path / SEGMENTS / NAME
    file.write_bytes(b"one")
    first = folder.stat(NAME)
    os.utime(file, ns=(1, 1))
    second = folder.stat(NAME)
    (folder.path / "new").write_bytes(b"two")
    (folder.path / "new").rename(file)
    assert len({first, second, folder.stat(NAME)}) == 3
