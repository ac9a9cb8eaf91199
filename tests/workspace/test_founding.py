"""Beginning: made new, joined, claimed, opened again, moved."""

from datetime import date
from pathlib import Path

import pytest

from okrtui.okr.kinds import CycleKind, CycleStatus, Level, Preset
from okrtui.storage.errors import FolderAway
from okrtui.workspace import places
from okrtui.workspace.deleting import delete
from okrtui.workspace.errors import NoWorkspace, UsageError
from okrtui.workspace.founding import (
    init_workspace,
    join_workspace,
    open_workspace,
    parse_identity,
    quarter_of,
    relocate,
    system_time_zone,
)
from okrtui.workspace.workspace import Workspace
from tests.workspace.team import ANA, BEN, Team, make, objective, visible


@pytest.mark.parametrize(
    ("said", "name", "email"),
    [
        ("Ana Ruiz <ana@example.org>", "Ana Ruiz", "ana@example.org"),
        ("  Ana  <  ana@example.org  >  ", "Ana", "ana@example.org"),
        ("Zoë O'Hara-李 <z@x>", "Zoë O'Hara-李", "z@x"),
    ],
)
def test_an_identity_is_a_name_and_an_e_mail(said: str, name: str, email: str) -> None:
    assert parse_identity(said) == (name, email)


@pytest.mark.parametrize(
    "said", ["", "Ana", "ana@example.org", "<ana@example.org>", "Ana <ana>", "Ana <a@b", "Ana <a@b> x", "A<b> <a@b>"]
)
def test_what_is_no_identity_is_refused(said: str) -> None:
    with pytest.raises(UsageError, match="--me"):
        parse_identity(said)


@pytest.mark.parametrize(
    ("day", "name", "start", "end"),
    [
        ("2026-01-01", "2026-Q1", "2026-01-01", "2026-03-31"),
        ("2026-06-30", "2026-Q2", "2026-04-01", "2026-06-30"),
        ("2026-07-01", "2026-Q3", "2026-07-01", "2026-09-30"),
        ("2026-12-31", "2026-Q4", "2026-10-01", "2026-12-31"),
        ("2028-02-29", "2028-Q1", "2028-01-01", "2028-03-31"),
    ],
)
def test_the_quarter_of_a_day(day: str, name: str, start: str, end: str) -> None:
    quarter = quarter_of(date.fromisoformat(day))
    assert (quarter["name"], quarter["start"], quarter["end"]) == (name, start, end)
    assert (quarter["kind"], quarter["status"]) == (CycleKind.QUARTER, CycleStatus.ACTIVE)


def test_a_new_workspace_has_its_company_its_founder_and_the_current_quarter(team: Team) -> None:
    ana = init_workspace(team.data("ana"), team.folder, "Northwind", ANA, Preset.MOKM, moment=team.moment())
    company = ana.company
    (unit,) = company.child_units(None)
    assert (unit.name, unit.level, unit.lead) == ("Northwind", Level.COMPANY, ana.person)
    assert [person.email for person in company.members(unit.id)] == ["ana@example.org"]
    assert [cycle.name for cycle in company.cycles()] == ["2026-Q4"]
    assert company.workspace().name == "Northwind"
    assert (company.fields("workspace", ana.config.workspace) or {})["preset"] == "mokm"
    assert len(ana.replica.own_lines()) == 1
    assert ana.folder.read_marker().name == "Northwind"
    assert open_workspace(team.data("ana"), None).config == ana.config


def test_nothing_is_left_of_a_workspace_that_could_not_be_made(team: Team) -> None:
    team.folder.write_text("a file")
    with pytest.raises(FolderAway):
        init_workspace(team.data("ana"), team.folder, "Northwind", ANA, moment=team.moment())
    assert places.workspaces(team.data("ana")) == []
    with pytest.raises(NoWorkspace):
        open_workspace(team.data("ana"), None)
    for name, me in (("  ", ANA), ("Northwind", "Ana")):
        with pytest.raises(UsageError):
            init_workspace(team.data("ana"), team.root / "elsewhere", name, me, moment=team.moment())
    assert not (team.root / "elsewhere").exists()


def test_a_folder_that_has_a_workspace_is_not_taken_for_another(team: Team, ana: Workspace) -> None:
    before = (team.folder / "okrtui.json").read_bytes()
    with pytest.raises(FolderAway):
        init_workspace(team.data("ben"), team.folder, "Southwind", BEN, moment=team.moment())
    assert (team.folder / "okrtui.json").read_bytes() == before
    assert places.workspaces(team.data("ben")) == []


def test_whoever_joins_has_everything_and_is_someone_new(team: Team, ana: Workspace) -> None:
    objective(ana, "Sell")
    ana.meet()
    ben = team.join()
    assert {key: ben.state.heads(*key) for key in visible(ana)} == {key: ana.state.heads(*key) for key in visible(ana)}
    assert [person.name for person in ana.company.people()] == ["Ana Ruiz", "Ben Okafor"]
    assert ben.person != ana.person


def test_whoever_joins_with_a_known_e_mail_claims_that_person(team: Team, ana: Workspace) -> None:
    known = make(ana, "person", name="Benjamin", email="BEN@example.org")
    gone = make(ana, "person", name="Old Cleo", email="cleo@example.org")
    delete(ana, "person", gone)
    ana.meet()
    ben = team.join()
    assert ben.person == known
    assert ben.replica.own_lines() == []
    assert team.reopened(ben).person == known
    assert team.join("Cleo Tan <cleo@example.org>").person != gone


def test_one_joins_once(team: Team, ana: Workspace, ben: Workspace) -> None:
    with pytest.raises(UsageError, match="joined 'Northwind' already"):
        join_workspace(team.data("ben"), team.folder, BEN, moment=team.moment())


@pytest.mark.parametrize("there", ["nothing", "an empty folder", "a foreign marker", "a file"])
def test_a_folder_that_is_none_cannot_be_joined_and_nothing_is_left(team: Team, there: str) -> None:
    if there == "a file":
        team.folder.write_text("x")
    elif there != "nothing":
        team.folder.mkdir()
    if there == "a foreign marker":
        (team.folder / "okrtui.json").write_text('{"format": 1, "workspace": "../../evil", "name": "x"}')
    with pytest.raises(FolderAway) as away:
        join_workspace(team.data("ben"), team.folder, BEN, moment=team.moment())
    assert str(team.folder) in str(away.value)
    assert not team.data("ben").exists()


def test_a_folder_that_has_moved_is_met_again_and_a_foreign_one_is_refused(
    team: Team, ana: Workspace, tmp_path: Path
) -> None:
    other = init_workspace(tmp_path / "zoe", tmp_path / "other", "Southwind", "Zoe <z@x>", moment=team.moment())
    with pytest.raises(FolderAway, match="another workspace"):
        relocate(ana, Path(other.config.folder))
    moved = team.folder.rename(tmp_path / "moved")
    relocate(ana, moved)
    assert team.reopened(ana).config.folder == str(moved)


@pytest.mark.parametrize(
    ("said", "zone"), [("Europe/Berlin", "Europe/Berlin"), (":Asia/Tokyo", "Asia/Tokyo"), ("X", "UTC")]
)
def test_the_machines_zone(monkeypatch: pytest.MonkeyPatch, said: str, zone: str) -> None:
    monkeypatch.setenv("TZ", said)
    assert system_time_zone() == zone
