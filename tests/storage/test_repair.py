"""Repair: what verifies in a damaged journal is kept, whatever byte of it was hit."""

from pathlib import Path

import pytest

from okrtui.storage.check import check_replica, same
from okrtui.storage.line import Op
from okrtui.storage.repair import repair
from okrtui.storage.replica import Act, Replica

WORKSPACE = "a" * 16
PERSON = "b" * 16
LINES = 6


def opened(path: Path) -> Replica:
    return Replica(path, WORKSPACE, clock=lambda: 1_790_000_000_000, entropy=lambda n: b"\x01" * n, place="here")


def written(path: Path, lines: int = LINES) -> bytes:
    """The journal of a replica with some lines that no segment holds; its snapshot is not there."""
    replica = opened(path)
    for number in range(lines):
        replica.append(PERSON, [Act([Op("goal", f"{number:016x}", "title", f"Goal {number}", ())])])
    return journal_of(path).read_bytes()


def journal_of(path: Path) -> Path:
    return next((path / "journal").glob("*.jsonl"))


def titles(replica: Replica) -> set[object]:
    return {register.shown.value for fields in replica.state.objects.values() for register in fields.values()}


def mended(path: Path) -> Replica:
    repair(path, WORKSPACE, entropy=lambda n: b"\x02" * n, place="here")
    return opened(path)


def test_a_sound_replica_is_left_alone(tmp_path: Path) -> None:
    before = written(tmp_path)
    assert repair(tmp_path, WORKSPACE, place="here") == []
    assert journal_of(tmp_path).read_bytes() == before


@pytest.mark.parametrize("number", range(LINES))
@pytest.mark.parametrize("share", [0.0, 0.5, 0.9, 0.99])
def test_one_bad_byte_costs_its_line_and_at_most_the_next(tmp_path: Path, number: int, share: float) -> None:
    content = written(tmp_path)
    lines = content.splitlines(keepends=True)
    at = sum(map(len, lines[:number])) + int(share * (len(lines[number]) - 2))
    journal_of(tmp_path).write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
    replica = mended(tmp_path)
    lost = {f"Goal {each}" for each in range(LINES)} - titles(replica)
    assert f"Goal {number}" in lost
    assert lost <= {f"Goal {number}", f"Goal {number + 1}"}
    assert replica.damage == []
    assert not check_replica(tmp_path, WORKSPACE).damage
    replica.append(PERSON, [Act([Op("goal", "f" * 16, "title", "after", ())])])
    assert "after" in titles(opened(tmp_path))
    (aside,) = (tmp_path / "journal").glob("*.damaged-1")
    assert len(aside.read_bytes()) == len(content)


def test_a_second_damage_gets_its_own_name(tmp_path: Path) -> None:
    for number in (1, 2):
        written(tmp_path, 2)
        journal = journal_of(tmp_path)
        journal.write_bytes(journal.read_bytes().replace(b"Goal 1", b"Goal !"))
        repair(tmp_path, WORKSPACE, entropy=lambda n: b"\x01" * n, place="here")  # the same writer once more
        assert journal.with_name(f"{journal.stem}.damaged-{number}").exists()


def test_what_was_sealed_is_not_sealed_again_and_still_goes_out(tmp_path: Path) -> None:
    written(tmp_path)
    replica = opened(tmp_path)
    sealed = replica.seal()
    for number in (6, 7):
        replica.append(PERSON, [Act([Op("goal", f"{number:016x}", "title", f"Goal {number}", ())])])
    journal = journal_of(tmp_path)
    journal.write_bytes(journal.read_bytes().replace(b"Goal 2", b"Gaol 2"))
    before = replica.state
    replica = mended(tmp_path)
    assert same(replica.state, before)
    assert [(name.first, name.last) for name in replica.own_segments()] == [(1, 6), (7, 8)]
    assert set(sealed) < set(replica.own_segments())


def test_two_states_differ_by_a_value_alone(tmp_path: Path) -> None:
    written(tmp_path)
    one, other = opened(tmp_path).state, opened(tmp_path).state
    assert same(one, other)
    register = other.register("goal", "0" * 16, "title")
    assert register is not None
    goal = other.objects["goal", "0" * 16]
    other.objects["goal", "0" * 16] = {**goal, "title": register.shown._replace(value="else")}
    assert one.state_hash() == other.state_hash()
    assert not same(one, other)
