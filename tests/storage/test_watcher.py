"""The watcher: two open programs and what passes between them. Every wait is for an event, however long it takes."""

from pathlib import Path

import pytest

from okrtui.storage import watcher as watcher_module
from okrtui.storage.folder import MARKER, Directory
from okrtui.storage.replica import Replica
from tests.storage.builders import meet, open_replica, retitle, summary
from tests.storage.watching import watching


@pytest.fixture(autouse=True)
def no_scans(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what happens wakes a watcher: a scan by the clock would hide that an event was missed."""
    monkeypatch.setattr(watcher_module, "SCAN_EVERY", 3600.0)
    monkeypatch.setattr(watcher_module, "BACK_OFF_MAX", 3600.0)


def test_a_change_in_one_program_reaches_the_other(replica: Replica, other: Replica, folder: Directory) -> None:
    with watching(replica, folder) as (ours, answered), watching(other, folder) as (theirs, heard):
        line = retitle(replica, "Grow")
        ours.changed()
        assert heard.wait_for(lambda ear: line.h in ear.lines)
        answer = retitle(other, "Grow faster")
        theirs.changed()
        assert answered.wait_for(lambda ear: answer.h in ear.lines)
    assert summary(replica.state) == summary(other.state)


def test_what_lies_in_the_folder_is_pulled_at_the_start(replica: Replica, other: Replica, folder: Directory) -> None:
    line = retitle(other, "Grow")
    meet(other, folder)
    with watching(replica, folder) as (_, heard):
        assert heard.wait_for(lambda ear: line.h in ear.lines)


def test_a_scan_can_be_asked_for(replica: Replica, other: Replica, folder: Directory) -> None:
    with watching(replica, folder) as (watcher, heard):
        retitle(other, "Grow")
        meet(other, folder)
        before = len(heard.states)
        watcher.scan()
        assert heard.wait_for(lambda ear: len(ear.states) > before and bool(ear.lines))


def test_the_end_pushes_what_waits_and_writes_the_snapshot(replica: Replica, other: Replica, folder: Directory) -> None:
    with watching(replica, folder):
        line = retitle(replica, "at the last moment")
    assert (replica.path / "snapshot.json").exists()
    meet(other, folder)
    assert line.h in other.state.lines


def test_a_command_in_another_terminal_shows(tmp_path: Path, replica: Replica, folder: Directory) -> None:
    with watching(replica, folder) as (_, heard):
        line = retitle(open_replica(tmp_path / "ana"), "by a command")
        assert heard.wait_for(lambda ear: line.h in ear.lines)


@pytest.mark.parametrize("spoilt", ["away", "marker a directory"])
def test_a_folder_in_trouble_is_told_and_does_not_end_the_watch(
    tmp_path: Path, replica: Replica, other: Replica, folder: Directory, spoilt: str
) -> None:
    with watching(replica, folder) as (watcher, heard):
        if spoilt == "away":
            folder.path.rename(tmp_path / "unplugged")
        else:
            (folder.path / MARKER).rename(tmp_path / "marker")
            (folder.path / MARKER).mkdir()
        retitle(replica, "meanwhile")
        watcher.changed()
        assert heard.wait_for(lambda ear: ear.states[-1].away is not None and ear.states[-1].pending == 1)
        if spoilt == "away":
            (tmp_path / "unplugged").rename(folder.path)
        else:
            (folder.path / MARKER).rmdir()
            (tmp_path / "marker").rename(folder.path / MARKER)
        watcher.scan()
        assert heard.wait_for(lambda ear: ear.states[-1].in_step)
    meet(other, folder)
    assert summary(replica.state) == summary(other.state)
