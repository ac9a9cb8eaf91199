"""Durable files: whole or not at all, also when the machine stops in between."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from okrtui.storage.errors import DiskTrouble
from okrtui.storage.files import make_dir, write_atomically


def test_a_file_gets_its_name_when_its_bytes_are_on_the_disk_and_then_the_name_goes_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, steps = tmp_path / "file", []
    genuine: dict[str, Callable[..., None]] = {"fsync": os.fsync, "rename": os.rename}

    def watched(name: str) -> Callable[..., None]:
        def call(*arguments: object) -> None:
            steps.append((name, path.exists()))
            genuine[name](*arguments)

        return call

    for name in genuine:
        monkeypatch.setattr(os, name, watched(name))
    write_atomically(path, b"content")
    assert steps == [("fsync", False), ("rename", False), ("fsync", True)]
    assert path.read_bytes() == b"content"


@pytest.mark.parametrize("step", ["open", "write", "fsync", "rename"])
@pytest.mark.parametrize(
    ("error", "words"), [(errno.ENOSPC, "the disk is full"), (errno.EACCES, "not writable"), (errno.EIO, "error")]
)
def test_a_write_that_fails_at_any_step_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: int, words: str
) -> None:
    path = tmp_path / "file"
    write_atomically(path, b"old")

    def fail(*_: object) -> None:
        raise OSError(error, os.strerror(error))

    with monkeypatch.context() as patched:
        patched.setattr(os, step, fail)
        with pytest.raises(DiskTrouble, match=words) as raised:
            write_atomically(path, b"new")
    assert str(path) in str(raised.value)
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("file", b"old")]


def test_new_directories_are_private_and_all_are_made(tmp_path: Path) -> None:
    make_dir(tmp_path / "one" / "two")
    make_dir(tmp_path / "one" / "two")
    assert [path.stat().st_mode & 0o777 for path in (tmp_path / "one", tmp_path / "one" / "two")] == [0o700] * 2
