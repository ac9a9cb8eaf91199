"""Which workspace is meant, and which one is opened when none is named."""

from pathlib import Path

import orjson
import pytest

from okrtui.workspace.errors import NoWorkspace
from okrtui.workspace.places import (
    CONFIG,
    Config,
    choose,
    data_dir,
    read_config,
    set_default,
    workspaces,
    write_config,
    write_file,
)

FIRST, SECOND, DEMO = "aaaa000000000000", "aaaa111111111111", "dddd000000000000"


def put(data: Path, id: str, name: str, *, is_demo: bool = False) -> Config:
    config = Config(id, name, "/shared", "0000000000000001", is_demo)
    write_config(data / id, config)
    return config


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory with two workspaces and a demo."""
    put(tmp_path, FIRST, "Northwind")
    put(tmp_path, SECOND, "North Sea")
    put(tmp_path, DEMO, "Example", is_demo=True)
    return tmp_path


@pytest.mark.parametrize(
    ("said", "meant"),
    [(FIRST, FIRST), ("aaaa1", SECOND), ("AAAA1", SECOND), ("northw", FIRST), ("North Sea", SECOND), ("Ex", DEMO)],
)
def test_a_workspace_goes_by_id_name_and_their_beginnings(data: Path, said: str, meant: str) -> None:
    home, config = choose(data, said)
    assert (home, config.workspace) == (data / meant, meant)


@pytest.mark.parametrize(
    ("said", "why"), [("North", "more than one"), ("aaaa", "more than one"), ("South", "no workspace")]
)
def test_what_is_none_or_several_is_refused_with_what_there_is(data: Path, said: str, why: str) -> None:
    with pytest.raises(NoWorkspace, match=why) as refused:
        choose(data, said)
    assert f"Northwind ({FIRST})" in str(refused.value)


def test_the_default_is_the_one_last_opened_and_never_a_demo(data: Path) -> None:
    with pytest.raises(NoWorkspace, match="which workspace"):
        choose(data, None)
    set_default(data, choose(data, SECOND)[1])
    assert choose(data, None)[1].workspace == SECOND
    set_default(data, choose(data, DEMO)[1])
    assert choose(data, None)[1].workspace == SECOND
    set_default(data, choose(data, FIRST)[1])
    assert choose(data, None)[1].workspace == FIRST


def test_a_name_that_is_anothers_beginning_is_that_one(data: Path) -> None:
    put(data, "bbbb000000000000", "North")
    assert choose(data, "North")[1].workspace == "bbbb000000000000"


def test_the_only_one_needs_no_name(tmp_path: Path) -> None:
    with pytest.raises(NoWorkspace, match="okrtui init"):
        choose(tmp_path, None)
    with pytest.raises(NoWorkspace, match="okrtui init"):
        choose(tmp_path / "nowhere", "x")
    put(tmp_path, DEMO, "Example", is_demo=True)
    assert choose(tmp_path, None)[1].is_demo


def test_a_default_that_is_gone_or_broken_counts_for_nothing(tmp_path: Path) -> None:
    put(tmp_path, FIRST, "Northwind")
    for content in (b"ffffffffffffffff\n", b"\xff\xfe", b""):
        (tmp_path / "default").write_bytes(content)
        assert choose(tmp_path, None)[1].workspace == FIRST


GOOD = {"workspace": FIRST, "name": "Northwind", "folder": "/shared", "person": "0000000000000001"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"3",
        b'"x"',
        b"\xff",
        orjson.dumps({**GOOD, "name": 3}),
        orjson.dumps({**GOOD, "folder": 3}),
        orjson.dumps({**GOOD, "folder": None}),
        orjson.dumps({**GOOD, "person": ["x"]}),
        orjson.dumps({**GOOD, "workspace": {}}),
        orjson.dumps({name: value for name, value in GOOD.items() if name != "folder"}),
    ],
)
def test_a_config_that_says_nothing_is_none(tmp_path: Path, content: bytes) -> None:
    home = tmp_path / FIRST
    home.mkdir()
    (home / CONFIG).write_bytes(content)
    assert read_config(home) is None
    assert workspaces(tmp_path) == []


def test_a_config_comes_back_as_it_was_written_with_its_name_cleaned(tmp_path: Path) -> None:
    config = put(tmp_path, FIRST, "North\x1b[31mwind\n!", is_demo=True)
    assert read_config(tmp_path / FIRST) == config._replace(name="Northwind !")


def test_what_is_no_workspace_in_the_data_directory_is_passed_over(data: Path) -> None:
    (data / "notes").mkdir()
    (data / "cccc000000000000").write_text("a file")
    (data / "eeee000000000000").mkdir()
    assert [config.workspace for _, config in workspaces(data)] == [FIRST, SECOND, DEMO]


def test_the_data_directory_is_said_or_the_users_own(walled_off: Path) -> None:
    assert data_dir({"OKRTUI_DATA_DIR": "~/okrs"}) == walled_off / "okrs"
    assert data_dir({}) == walled_off / ".local" / "share" / "okrtui"


def test_a_file_that_someone_asked_for_is_written_whole(tmp_path: Path) -> None:
    write_file(tmp_path / "out.json", b"{}")
    assert (tmp_path / "out.json").read_bytes() == b"{}"
