"""Coming into a workspace: init, join, whoami, info, and bare okrtui."""

import json
import re
import shutil
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


def test_join_tells_whoever_may_be_there_twice(team: Team) -> None:
    team.founder()
    assert team.newcomer("ben").run("join", team.folder, "--me", "Ben Okafor <ben@example.org>").err == ""
    twice = team.newcomer("twice")
    said = twice.run("join", team.folder, "--me", "ana RUIZ <anna@example.org>").err
    assert "another Ana Ruiz here, with ana@example.org; if that is you: `okrtui rm " in said
    [(id, home)] = re.findall("`okrtui rm ([0-9a-f]+)`, remove (.+), and join", said)
    twice.run("rm", id)
    shutil.rmtree(home)
    again = twice.run("join", team.folder, "--me", "Ana Ruiz <ana@example.org>")
    assert again.err == ""
    assert [each["title"] for each in twice.ask("list", "person")["objects"]] == ["Ana Ruiz", "Ben Okafor"]


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


# --- a folder that moved


def test_join_follows_a_folder_that_moved(team: Team) -> None:
    ana, ben = team.founder(), team.joiner()
    moved = team.place / "moved"
    team.folder.rename(moved)
    ben.add("objective", title="Answer faster")
    said = ben.run("join", moved)
    assert f"from     {team.folder}\n" in said.out
    assert f"folder   {moved}\n" in said.out
    ana_moved = ana.ask("join", moved, "--me", "Ana Ruiz <ANA@example.org>")
    assert (ana_moved["moved_from"], ana_moved["folder"]) == (str(team.folder), str(moved))
    assert ana_moved["name"] == "Ana Ruiz"
    assert "Answer faster" in ana.run("list", "objective").out  # it came with the move
    assert ana.ask("sync")["state"] == ben.ask("sync")["state"] == "in_step"
    assert ana.ask("info")["paths"]["folder"] == str(moved)


def test_a_copy_gets_what_it_lacks(team: Team) -> None:
    ana = team.founder()
    copy = team.place / "copy"
    shutil.copytree(team.folder, copy)
    ana.add("objective", title="Answer faster")
    ana.run("join", copy)
    eva = team.newcomer("eva")
    eva.run("join", copy, "--me", "Eva Lind <eva@example.org>")
    assert "Answer faster" in eva.run("list", "objective").out


def test_moving_changes_neither_who_one_is_nor_the_workspace(team: Team) -> None:
    ana = team.founder()
    other = team.place / "other"
    team.newcomer("eva").run("init", other, "--name", "Contoso", "--me", "Eva Lind <eva@example.org>")
    moved = team.place / "moved"
    team.folder.rename(moved)
    before = ana.everything()
    said = ana.run("join", moved, "--me", "Eva Lind <eva@example.org>", code=2).err
    assert f"here you are Ana Ruiz <ana@example.org>; leave it out to move to {moved}" in said
    assert "--me: say who you are" in ana.run("join", other, code=2).err
    assert "the folder is not there" in ana.run("join", team.folder, code=4).err
    assert ana.everything() == before
    ana.run("join", other, "--me", "Ana Ruiz <ana@example.org>")  # a second workspace, beside the first
    assert ana.ask("--workspace", "Northwind", "info")["paths"]["folder"] == str(team.folder)


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


def test_joining_a_folder_that_has_no_lines_yet_says_whose_it_is(team: Team) -> None:
    team.founder()
    for segment in (team.folder / "segments").iterdir():
        segment.unlink()
    ben = team.newcomer("ben")
    assert "joined   Northwind (" in ben.run("join", team.folder, "--me", "Ben Okafor <ben@example.org>").out
    assert ben.ask("whoami")["workspace"]["name"] == "Northwind"
