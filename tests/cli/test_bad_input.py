"""Bad input: each has one clean line with the way out, an exit code, and leaves nothing half-written."""

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from okrtui.cli.main import main
from tests.cli.conftest import Person, Result, Team

ROOT = Path(__file__).parents[2]
NOBODY = 65534


def complains(said: Result, *words: str) -> None:
    """One clean line on stderr that has the words, and nothing on stdout."""
    assert said.out == ""
    assert said.err.startswith("okrtui: ")
    assert said.err.count("\n") == 1
    assert said.err.endswith("\n")
    for word in words:
        assert word in said.err


@pytest.mark.parametrize(
    "args",
    [
        ["show", "ffffffffffffffff"],
        ["show", "Nothing of that name"],
        ["set", "ffffffffffffffff", "title=x"],
        ["rm", "ffffffffffffffff"],
        ["restore", "ffffffffffffffff"],
        ["checkin", "ffffffffffffffff", "3"],
        ["align", "ffffffffffffffff", "Improve sales"],
        ["resolve", "ffffffffffffffff", "title", "x"],
        ["add", "key_result", "objective=ffffffffffffffff", "title=x"],
        ["tree", "Nothing"],
        ["tree", "--cycle", "1999-Q1"],
    ],
)
def test_an_unknown_id(ana: Person, sales: dict[str, str], args: list[str]) -> None:
    before = ana.everything()
    complains(ana.run(*args, code=2), "is called", "`okrtui list KIND` shows what there is")
    assert ana.everything() == before


def test_an_ambiguous_title_lists_the_candidates(ana: Person, sales: dict[str, str]) -> None:
    other = ana.add("kr", objective=sales["objective"], title="Close rate of demos")
    before = ana.everything()
    said = ana.run("checkin", "Close rate", "24", code=2)
    complains(said, f"'Close rate to 27 %' (key result {sales['rate']})", f"'Close rate of demos' (key result {other})")
    assert ana.everything() == before
    ana.run("set", other, "title=Close rate")
    ana.run("checkin", "close rate", "24")  # an exact title beats a beginning


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (["set", "Close rate", "target=many"], "key_result.target: not a number: 'many' (try 27, 1.5, 500k)"),
        (["set", "Close rate", "target=1e999"], "not a number"),
        (["set", "Close rate", "target=nan"], "not a number"),
        (["set", "Close rate", "target=22"], "key_result.target: equals the start 22"),
        (["set", "Close rate", "due=2026-02-30"], "key_result.due: not a date: '2026-02-30'"),
        (["set", "Close rate", "metric=sideways"], "key_result.metric: 'sideways' is not one of increase"),
        (["set", "Close rate", "titel=x"], "no such field. Did you mean title?"),
        (["set", "Close rate", "title="], "key_result.title: cannot be empty"),
        (["set", "Close rate", "title"], "'title' is not of the form FIELD=VALUE"),
        (["set", "Close rate", "title=a", "title=b"], "said twice"),
        (["set", "Close rate"], "Missing argument 'FIELD=VALUE…'"),
        (["add", "objectiv", "title=x"], "no kind is called 'objectiv'"),
        (["add", "workspace", "name=x"], "`okrtui init`"),
        (["add", "kr", "title=x"], "key_result.objective: is needed"),
        (["add", "cycle", "name=x", "start=2026-03-01", "end=2026-02-01"], "cycle.end: 2026-02-01 lies before"),
        (["list", "things"], "no kind is called 'things'"),
        (["status", "--today", "soon"], "'soon' is not a date like 2026-12-31"),
        (["status", "--today", "2026-06-31"], "'2026-06-31' is not a date"),
        (["status", "--today"], "--today"),
        (["statsu"], "No such command 'statsu'"),
        (["export", "--format", "xml"], "'xml' is not"),
        (["align", "Improve sales", "Improve sales"], "close a loop"),
        (["init", "x"], "--name"),
    ],
)
def test_malformed_values(ana: Person, sales: dict[str, str], args: list[str], why: str) -> None:
    before = ana.everything()
    complains(ana.run(*args, code=2), why)
    assert ana.everything() == before


def test_a_malformed_clock(ana: Person, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("OKRTUI_NOW", "tea time")
    assert main(["status"]) == 2
    assert "OKRTUI_NOW: 'tea time' is not a time like 2026-10-05T09:00" in capsys.readouterr().err


def test_errors_are_cleaned_before_they_reach_the_terminal(ana: Person) -> None:
    complains(ana.run("show", "x\x1b[31mred\nnext\u202e", code=2), "xred next")
    complains(ana.run("x\x1b]0;title\x07y", code=2))
    assert "\x1b" not in ana.run("x\x1b]0;title\x07y", code=2).err


def test_with_json_an_error_is_an_object(ana: Person) -> None:
    said = ana.run("show", "nothing", "--json", code=2)
    error = json.loads(said.err)
    assert said.out == ""
    assert error["exit_code"] == 2
    assert error["error"].startswith("no object is called 'nothing'")
    assert json.loads(ana.run("--json", "nonsense", code=2).err)["exit_code"] == 2


def test_there_is_no_workspace(team: Team) -> None:
    eva = team.newcomer("eva")
    complains(eva.run("status", code=2), "`okrtui demo` shows one", "`okrtui join FOLDER`", "`okrtui init FOLDER`")
    assert not eva.data.exists()


# --- the folder


@pytest.mark.parametrize(
    ("marker", "why"),
    [
        (None, "it has no okrtui.json"),
        (b"", "it is not a marker of okrtui"),
        (b"[1]", "it is not a marker of okrtui"),
        (b'{"okrtui":1,"workspace":"../../etc","name":"x"}', "it is not a marker of okrtui"),
        (b'{"okrtui":99,"workspace":"0000000000000000","name":"x"}', "it needs a newer okrtui"),
    ],
)
def test_a_folder_that_is_none(team: Team, marker: bytes | None, why: str) -> None:
    team.folder.mkdir()
    if marker is not None:
        (team.folder / "okrtui.json").write_bytes(marker)
    ben = team.newcomer("ben")
    complains(ben.run("join", team.folder, "--me", "Ben <ben@example.org>", code=4), why)
    assert ben.everything() == {}


def test_a_folder_that_is_a_file_or_not_there(team: Team) -> None:
    ben = team.newcomer("ben")
    complains(ben.run("join", team.folder, "--me", "Ben <b@example.org>", code=4), "the folder is not there")
    team.folder.write_text("")
    complains(ben.run("join", team.folder, "--me", "Ben <b@example.org>", code=4), "not a directory")


def test_a_foreign_folder_is_not_written_to(team: Team) -> None:
    ana = team.founder()
    team.folder.rename(team.place / "away")
    other = team.newcomer("eva")
    other.run("init", team.folder, "--name", "Contoso", "--me", "Eva <eva@example.org>")
    before = sorted(path.name for path in (team.folder / "segments").iterdir())
    complains(ana.run("sync", code=4), "it belongs to another workspace, 'Contoso'")
    noted = ana.run("add", "objective", "title=Sell")
    assert "it belongs to another workspace" in noted.err
    assert sorted(path.name for path in (team.folder / "segments").iterdir()) == before
    assert "Sell" in ana.run("list", "objective").out


# --- the disk


def okrtui(data: Path, *args: str, **how: object) -> Result:
    """Run `okrtui` as a process of its own."""
    environment = os.environ | {"OKRTUI_DATA_DIR": str(data), "OKRTUI_NOW": "2026-10-07T12:00"}
    done = subprocess.run(
        [sys.executable, "-m", "okrtui", *args],
        capture_output=True,
        check=False,
        cwd=ROOT,
        env=environment,
        text=True,
        **how,  # type: ignore[call-overload]  # a few of subprocess's own arguments
    )
    assert "Traceback" not in done.stderr
    return Result(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("room", [0, 1, 100])
def test_a_full_disk(ana: Person, sales: dict[str, str], room: int) -> None:
    before = ana.everything()
    limit = len(ana.journal.read_bytes()) + room

    def fill() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    said = okrtui(ana.data, "checkin", sales["rate"], "24", preexec_fn=fill)
    assert said.code == 3
    complains(said, str(ana.journal), "nothing was saved")
    assert ana.everything() == before
    ana.run("checkin", sales["rate"], 24)
    assert ana.ask("doctor")["damage"] == []


@pytest.fixture
def public() -> Iterator[Path]:
    """A place that every user of this machine can look into."""
    with tempfile.TemporaryDirectory() as place:
        os.chmod(place, 0o755)
        yield Path(place)


AS_NOBODY = f"""
import importlib, os, sys
from okrtui.cli.group import COMMANDS
from okrtui.cli.main import main
import okrtui.okr.models
for module in COMMANDS.values():
    importlib.import_module(module)
if os.geteuid() == 0:
    os.setgid({NOBODY})
    os.setuid({NOBODY})
sys.exit(main(sys.argv[1:]))
"""


def as_nobody(data: Path, *args: str) -> Result:
    """Run `okrtui` without the rights of root, to whom nothing is unwritable."""
    environment = os.environ | {"OKRTUI_DATA_DIR": str(data)}
    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, *args],
        capture_output=True,
        check=False,
        cwd=ROOT,
        env=environment,
        text=True,
    )
    assert "Traceback" not in done.stderr
    return Result(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize(
    ("folders", "files", "why"),
    [
        (0o555, 0o444, "not writable: check its owner and mode, or set OKRTUI_DATA_DIR"),
        (0o555, 0o000, "replica.json: permission denied; check its owner and mode"),
        (0o000, 0o000, "permission denied; check its owner and mode"),
    ],
)
def test_a_data_directory_that_is_not_ones_own(public: Path, team: Team, folders: int, files: int, why: str) -> None:
    ana = team.founder()
    data = public / "data"
    ana.data.rename(data)
    ana.data = data
    before = ana.everything()
    modes = {path: folders if path.is_dir() else files for path in [data, *data.rglob("*")]}
    for path in reversed(modes):
        path.chmod(modes[path])
    try:
        for command in (["status"], ["add", "objective", "title=Sell"]):
            said = as_nobody(data, *command)
            assert said.code == 3
            complains(said, why)
    finally:
        for path in modes:
            path.chmod(0o755)
    assert ana.everything() == before


def test_a_data_directory_that_cannot_be_made(public: Path, team: Team) -> None:
    public.chmod(0o555)
    said = as_nobody(public / "data", "init", str(team.folder), "--name", "N", "--me", "Ana <ana@example.org>")
    assert said.code == 3
    complains(said, "not writable: check its owner and mode, or set OKRTUI_DATA_DIR")
    assert not team.folder.exists()
    public.chmod(0o755)


def test_a_replica_without_its_snapshot_directory_writable_still_answers(ana: Person, sales: dict[str, str]) -> None:
    """The snapshot is a cache: that it cannot be written is nobody's trouble."""
    (ana.home / "snapshot.json").unlink()
    (ana.home / "snapshot.json").mkdir()
    assert ana.ask("status")["key_results"] == {"not_started": 4}
    ana.run("checkin", sales["rate"], 24)
