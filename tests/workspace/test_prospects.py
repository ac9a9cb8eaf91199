"""What a folder promises before one joins it or makes a workspace there."""

import os
from pathlib import Path

import pytest

from okrtui.workspace.prospects import folder_of, founding, joining
from tests.screens.pair import Pair


def test_joining_names_the_workspace_or_what_is_in_the_way(tmp_path: Path) -> None:
    pair = Pair(tmp_path)
    new = tmp_path / "new"
    assert joining(new, str(pair.folder)) == (True, "Northwind, 2 files to read")
    assert joining(pair.data, str(pair.folder)) == (False, "you have joined Northwind already")
    assert not joining(new, "").is_good
    assert joining(new, str(tmp_path / "nowhere")) == (False, "there is no such folder; is its disk mounted?")
    assert joining(new, str(pair.folder / "okrtui.json")) == (False, "this is a file, not a folder")
    assert joining(new, str(tmp_path)) == (False, "this is no okrtui folder: it has no okrtui.json")
    (pair.folder / "okrtui.json").write_text("{}")
    assert joining(new, str(pair.folder)) == (
        False,
        "okrtui.json: it is not a marker of okrtui; is this the right folder?",
    )


def test_founding_says_what_will_be_made_or_what_is_in_the_way(tmp_path: Path) -> None:
    empty, full = tmp_path / "empty", tmp_path / "full"
    empty.mkdir()
    full.mkdir()
    (full / "notes.txt").write_text("")
    assert founding(str(tmp_path / "a" / "b")) == (True, "this folder will be made")
    assert founding(str(empty)) == (True, "an empty folder")
    assert founding(str(full)) == (True, "not empty: okrtui.json and segments/ will stand beside the rest")
    assert founding(str(full / "notes.txt")) == (False, "this is a file, not a folder")
    assert founding(str(full / "notes.txt" / "deeper"))[0] is False
    (full / "okrtui.json").write_text("{}")
    assert founding(str(full)) == (False, "there is a workspace in it already: go back and join it")
    assert not founding("  ").is_good


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert founding(str(tmp_path)) == (False, "no permission to write there")
    assert founding(str(tmp_path / "new")) == (False, f"no permission to make a folder in {tmp_path}")


def test_odd_paths_are_answered_not_stumbled_over(tmp_path: Path) -> None:
    for said in ("\0", "~nobody-is-called-so/okrs", "/" + "x" * 300, "\ud800"):
        assert not joining(tmp_path, said).is_good
        assert not founding(said).is_good


def test_home_and_relative_paths_are_understood(walled_off: Path) -> None:
    assert folder_of(" ~/okrs ") == walled_off / "okrs"
    assert folder_of("okrs") == Path.cwd() / "okrs"
