"""A newer okrtui among older ones: what the older does not know survives it, byte for byte."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from okrtui.storage.folder import SEGMENTS, Directory
from okrtui.storage.line import Op
from okrtui.storage.replica import Act
from okrtui.storage.sync import Sync
from okrtui.workspace.deleting import delete, restore
from okrtui.workspace.edits import change
from okrtui.workspace.forms import open_form
from okrtui.workspace.health import examine
from okrtui.workspace.places import Config
from okrtui.workspace.undoing import redo, undo
from okrtui.workspace.workspace import Workspace
from tests.faults.newer import STRANGER, chain, put, segment
from tests.faults.office import LATER_MS
from tests.faults.oracle import Proof
from tests.storage.builders import ANA, OBJECTIVE, WORKSPACE, FakeClock, create_folder, files_in, meet, open_replica

Prove = Callable[[str], Proof]
RITUAL = "71700a1000000001"
ACTS = [
    [
        Op("objective", OBJECTIVE, "title", "Grow"),
        Op("objective", OBJECTIVE, "mood", ["calm", 3, None]),
        Op("objective", OBJECTIVE, "deleted", False),
    ],
    [Op("ritual", RITUAL, "beat", 4.5), Op("ritual", RITUAL, "deleted", False)],
]
MEMBERS: dict[str, Any] = {"place": {"room": ["blue", {"floor": 2}]}, "sealed_by": "x" * 40}
HEADER: dict[str, Any] = {"signature": {"by": ["ed25519", "…"]}, "compressed": None}


@pytest.fixture
def folder(place: Path) -> Directory:
    """A folder with what someone with a newer version wrote."""
    folder = create_folder(place / "shared")
    put(folder.path / SEGMENTS, segment(chain(ACTS, **MEMBERS), **HEADER))
    return folder


@pytest.fixture
def older(place: Path, folder: Directory) -> Workspace:
    """Someone with this version."""
    workspace = Workspace(place / "older", Config(WORKSPACE, "Acme", str(folder.path), ANA))
    workspace.meet()
    return workspace


def edit(older: Workspace) -> None:
    """Another title."""
    change(older, open_form(older, "objective", OBJECTIVE), {"title": "Grow faster"})


def delete_and_restore(older: Workspace) -> None:
    """And back."""
    delete(older, "objective", OBJECTIVE)
    restore(older, "objective", OBJECTIVE)


def edit_and_undo(older: Workspace) -> None:
    """And back and forth."""
    edit(older)
    undo(older)
    redo(older)


@pytest.mark.parametrize("work", [edit, delete_and_restore, edit_and_undo])
def test_what_an_older_version_does_not_know_survives_its_edits(
    place: Path, folder: Directory, older: Workspace, prove: Prove, work: Callable[[Workspace], None]
) -> None:
    proof = prove("newer version's kinds, fields, members")
    before = files_in(folder.path / SEGMENTS)
    assert examine(older).newer == len(ACTS)  # both lines have members that it does not know
    work(older)
    assert examine(older).newer == len(ACTS)
    older.meet()
    older.close()
    assert not list(older.state.contested())
    theirs = [line.h for _, line in older.replica.history()]
    shutil.rmtree(folder.path / SEGMENTS)  # from now on the older one's copy is all there is
    Workspace(older.home, older.config).meet()
    after = files_in(folder.path / SEGMENTS)
    assert before.items() <= after.items()
    newer = open_replica(place / "newer")
    meet(newer, folder)
    for kind, id, field, value in (
        ("objective", OBJECTIVE, "mood", ["calm", 3, None]),
        ("ritual", RITUAL, "beat", 4.5),
    ):
        register = newer.state.register(kind, id, field)
        assert register is not None
        assert register.shown.value == value
        assert len(register.heads) == 1
    proof.holds(place / "newer", theirs)
    proof.holds(older.home, theirs, faults=0)


@pytest.mark.parametrize(
    ("acts", "members", "count"),
    [(ACTS, {}, 2), (ACTS[:1], {}, 1), (ACTS, MEMBERS, 2), ([[ACTS[0][0], ACTS[0][2]]], {}, 0)],
    ids=["a field and a kind", "a field", "members", "nothing newer"],
)
def test_what_needs_a_newer_version_is_counted(
    place: Path, prove: Prove, acts: list[list[Op]], members: dict[str, Any], count: int
) -> None:
    folder = create_folder(place / "shared")
    put(folder.path / SEGMENTS, segment(chain(acts, **members)))
    workspace = Workspace(place / "older", Config(WORKSPACE, "Acme", str(folder.path), ANA))
    workspace.meet()
    assert examine(workspace).newer == count
    prove("newer version's kinds, fields, members").tried()


def test_a_newer_format_is_left_where_it_lies(place: Path, folder: Directory, prove: Prove) -> None:
    """Skipped and named, never replaced; all else goes on."""
    proof = prove("newer version's kinds, fields, members")
    file = put(folder.path / SEGMENTS, segment([b"who knows what"], "e" * 16, okrtui=2))
    before = file.read_bytes()
    ana = open_replica(place / "ana")
    sync = meet(ana, folder)
    assert "newer okrtui" in sync.state().bad[file.name]
    assert file.read_bytes() == before
    proof.holds(place / "ana", {h for h, each in ana.state.lines.items() if each.writer == STRANGER}, live=ana)


def test_merging_keeps_unknown_members_of_lines(place: Path, prove: Prove) -> None:
    """One's own lines, written on this machine by a newer version before it was put back."""
    proof = prove("newer version's kinds, fields, members")
    folder = create_folder(place / "shared")
    clock = FakeClock()
    ana = open_replica(place / "ana", clock)
    writer = ana.writer
    raws = chain(ACTS, writer, **MEMBERS)
    (place / "ana" / "journal" / f"{writer}.jsonl").write_bytes(raws[0] + b"\n")
    ana = open_replica(place / "ana", clock)
    meet(ana, folder)
    (place / "ana" / "journal" / f"{writer}.jsonl").write_bytes(raws[0] + b"\n" + raws[1] + b"\n")
    ana.catch_up()
    [line] = ana.append(ANA, [Act([Op("objective", OBJECTIVE, "title", "by the older")])])
    meet(ana, folder)
    clock.advance(LATER_MS)
    assert Sync(ana, folder).tidy() == 2
    [merged] = files_in(folder.path / SEGMENTS).values()
    assert merged.split(b"\n")[1:3] == raws
    newcomer = open_replica(place / "newcomer")
    meet(newcomer, folder)
    proof.holds(place / "newcomer", {line.h, *(raw[-34:-2].decode() for raw in raws)})
