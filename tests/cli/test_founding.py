"""Coming into a workspace: init, join, whoami, info, and bare okrtui."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Person, Team


def test_without_a_workspace_okrtui_names_the_three_ways_in(team: Team) -> None:
    said = team.newcomer("eva").run()
    assert all(way in said.out for way in ("okrtui demo", "okrtui join FOLDER", "okrtui init FOLDER"))
    assert said.err == ""


def test_with_a_workspace_and_no_terminal_okrtui_says_how_it_stands(ana: Person) -> None:
    assert ana.run().out == ana.run("status").out
    assert ana.ask() == ana.ask("status")


def test_init_makes_a_workspace_that_others_can_join(team: Team) -> None:
    ana = team.founder()
    assert json.loads((team.folder / "okrtui.json").read_text())["name"] == "Northwind"
    me = ana.ask("whoami")
    assert (me["name"], me["email"], me["workspace"]["name"]) == ("Ana Ruiz", "ana@example.org", "Northwind")
    ben = team.joiner()
    assert [each["title"] for each in ben.ask("list", "person")["objects"]] == ["Ana Ruiz", "Ben Okafor"]
    assert ben.ask("whoami")["workspace"] == me["workspace"]
    assert ben.ask("status")["cycle"]["name"] == "2026-Q4"


def test_join_claims_the_person_with_that_e_mail(team: Team) -> None:
    ana = team.founder()
    eva = ana.add("person", name="Eva Lind", email="eva@example.org")
    newcomer = team.newcomer("eva")
    joined = newcomer.ask("join", team.folder, "--me", "Eva <EVA@example.org>")
    assert (joined["id"], joined["name"]) == (eva, "Eva Lind")


def test_what_init_makes_is_whole_or_not_there(team: Team) -> None:
    team.founder()
    ben = team.newcomer("ben")
    said = ben.run("init", team.folder, "--name", "Other", "--me", "Ben <ben@example.org>", code=4)
    assert "there is a workspace already; `okrtui join` it" in said.err
    assert ben.everything() == {}
    blocked = team.place / "file"
    blocked.write_text("")
    eva = team.newcomer("file/eva")
    said = eva.run("init", team.place / "fresh", "--name", "Fresh", "--me", "Eva <eva@example.org>", code=3)
    assert "nothing was saved" in said.err
    assert not (team.place / "fresh").exists()


def test_a_wrong_preset_zone_or_identity_makes_nothing(team: Team) -> None:
    ana = team.newcomer("ana")
    me = ("--me", "Ana <ana@example.org>")
    assert "'nope' is not one of" in ana.run("init", team.folder, "--name", "N", *me, "--preset", "nope", code=2).err
    assert "not a time zone" in ana.run("init", team.folder, "--name", "N", *me, "--time-zone", "Mars", code=2).err
    assert "--me: 'Ana'" in ana.run("init", team.folder, "--name", "N", "--me", "Ana", code=2).err
    assert not team.folder.exists()
    assert ana.everything() == {}


def test_a_second_join_says_how_to_open_it(team: Team) -> None:
    ana = team.founder()
    assert "joined 'Northwind' already" in ana.run("join", team.folder, "--me", "Ana <ana@example.org>", code=2).err


def test_a_workspace_is_chosen_by_name_id_or_environment(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = team.founder()
    other = team.place / "other"
    ana.run("init", other, "--name", "Contoso", "--me", "Ana <ana@example.org>")
    assert ana.ask("status")["workspace"]["name"] == "Contoso"
    northwind = ana.ask("--workspace", "Northwind", "status")["workspace"]
    assert northwind["name"] == "Northwind"
    assert ana.ask("status", "--workspace", northwind["id"][:8])["workspace"] == northwind
    assert ana.ask("status")["workspace"] == northwind  # the last one opened
    monkeypatch.setenv("OKRTUI_WORKSPACE", "Contoso")
    assert ana.ask("status")["workspace"]["name"] == "Contoso"
    said = ana.run("status", "--workspace", "Acme", code=2).err
    assert "no workspace here is called 'Acme'" in said
    assert "Contoso (" in said
    assert "Northwind (" in said


def test_info_says_where_every_file_lies(team: Team) -> None:
    nobody = team.newcomer("eva").ask("info")
    assert nobody["workspace"] is None
    ana = team.founder()
    info = ana.ask("info")
    assert info["data_dir"] == str(ana.data)
    assert all(Path(info["paths"][name]).exists() for name in ("replica", "config", "journal", "segments", "folder"))
    assert str(ana.home) in ana.run("info").out


def test_demo_builds_a_company_to_look_at(team: Team) -> None:
    eva = team.newcomer("eva")
    made = eva.ask("demo", "--dir", team.place / "demo", "--people", "12", "--cycles", "1", "--today", "2026-10-07")
    assert Path(made["folder"], "okrtui.json").exists()
    looker = team.newcomer("demo/data")
    assert made["data"] == str(looker.data)
    status = looker.ask("status", "--today", "2026-10-07")
    assert status["cycle"]["week"] == 7
    assert sum(status["key_results"].values()) > 10
    assert not (looker.data / "default").exists()
    said = eva.run("demo", "--dir", team.folder.parent, code=2).err
    assert "holds something else" in said
    assert "--cycles: 99 is not from" in eva.run("demo", "--dir", team.place / "d", "--cycles", "99", code=2).err
