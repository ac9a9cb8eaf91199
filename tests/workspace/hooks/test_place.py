"""Which hooks run, and which are refused: whatever somebody else could have written."""

import os
from pathlib import Path

import pytest

from okrtui.workspace.hooks.place import hooks_in, strangers_in
from tests.workspace.hooks.programs import put

RUNS = "#!/bin/sh\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A replica in a data directory."""
    home = tmp_path / "data" / ("a" * 16)
    home.mkdir(parents=True, mode=0o700)
    (tmp_path / "data").chmod(0o700)
    return home


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A shared folder with a program in it."""
    shared = tmp_path / "shared"
    shared.mkdir()
    (shared / "program").write_text(RUNS)
    (shared / "program").chmod(0o755)
    return shared


def refused(home: Path, shared: Path) -> str:
    [hook] = hooks_in(home, shared)
    assert hook.name == "after-check-in"
    return hook.refused


def test_without_a_folder_there_is_none(home: Path, shared: Path) -> None:
    assert hooks_in(home, shared) == []
    assert strangers_in(home) == []


def test_only_what_is_called_so_is_one(home: Path, shared: Path) -> None:
    for name in ("after-check-in", "status-change", "after-checkin", "after-check-in.d", "status-change.sample"):
        put(home, name, RUNS)
    assert [(hook.name, hook.refused) for hook in hooks_in(home, shared)] == [
        ("after-check-in", ""),
        ("status-change", ""),
    ]
    assert strangers_in(home) == ["after-check-in.d", "after-checkin", "status-change.sample"]


@pytest.mark.parametrize(
    ("mode", "why"),
    [(0o700, ""), (0o755, ""), (0o500, ""), (0o600, "not executable: chmod +x"), (0o720, "others can write there"),
     (0o702, "others can write there"), (0o777, "others can write there")],
)  # fmt: skip
def test_its_mode_decides(home: Path, shared: Path, mode: int, why: str) -> None:
    put(home, "after-check-in", RUNS, mode)
    found = refused(home, shared)
    assert why in found if why else found == ""


@pytest.mark.parametrize("place", ["hooks", "", ".."])
def test_nobody_else_may_write_where_it_lies(home: Path, shared: Path, place: str) -> None:
    put(home, "after-check-in", RUNS)
    (home / place).chmod(0o777)
    assert "others can write there: chmod go-w" in refused(home, shared)


def test_a_link_out_of_the_folder_is_refused(home: Path, shared: Path, tmp_path: Path) -> None:
    path = put(home, "after-check-in", RUNS)
    path.unlink()
    for target in (shared / "program", Path("/bin/true"), Path("../../../shared/program"), Path("../replica.json")):
        path.symlink_to(target)
        assert "leads out of the folder hooks" in refused(home, shared)
        path.unlink()


def test_a_link_within_the_folder_runs(home: Path, shared: Path) -> None:
    put(home, "notify.sh", RUNS)
    (home / "hooks" / "after-check-in").symlink_to("notify.sh")
    assert refused(home, shared) == ""
    (home / "hooks" / "notify.sh").chmod(0o722)
    assert "others can write there" in refused(home, shared)
    (home / "hooks" / "notify.sh").unlink()
    assert "leads nowhere" in refused(home, shared)


def test_the_folder_is_no_link(home: Path, shared: Path) -> None:
    (shared / "after-check-in").write_text(RUNS)
    (shared / "after-check-in").chmod(0o755)
    (home / "hooks").symlink_to(shared)
    assert "the folder hooks is a link" in refused(home, shared)


def test_a_data_directory_in_the_shared_folder_has_none(home: Path) -> None:
    put(home, "after-check-in", RUNS)
    assert "shared folder" in refused(home, home.parent.parent)
    (home / "hooks" / "shared").mkdir()
    (home / "hooks" / "shared" / "program").write_text(RUNS)
    (home / "hooks" / "shared" / "program").chmod(0o700)
    (home / "hooks" / "after-check-in").unlink()
    (home / "hooks" / "after-check-in").symlink_to("shared/program")
    assert "leads out" in refused(home, home / "hooks" / "shared")


def test_what_is_no_file_is_refused(home: Path, shared: Path) -> None:
    (home / "hooks").mkdir(mode=0o700)
    (home / "hooks" / "after-check-in").mkdir(mode=0o700)
    assert refused(home, shared) == "it is no file"
    (home / "hooks" / "after-check-in").rmdir()
    os.mkfifo(home / "hooks" / "after-check-in", 0o700)
    assert refused(home, shared) == "it is no file"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_another_person_s_is_refused(home: Path, shared: Path) -> None:
    path = put(home, "after-check-in", RUNS)
    os.chown(path, 12345, -1)
    assert "belongs to someone else" in refused(home, shared)


def test_a_file_in_its_place_is_no_folder(home: Path, shared: Path) -> None:
    (home / "hooks").write_text("")
    assert hooks_in(home, shared) == []
