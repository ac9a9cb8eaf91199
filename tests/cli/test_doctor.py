"""`okrtui doctor`: what is damaged is named, repaired where asked, and nothing acknowledged is lost."""

import json
import os
from datetime import datetime, timedelta
from hashlib import blake2b
from pathlib import Path

import pytest

from okrtui.storage.clock import milliseconds
from okrtui.storage.line import Op, decode, root
from okrtui.storage.segment import seal
from tests.cli.conftest import Person, Team


def damage(file: Path, old: bytes, new: bytes) -> None:
    """Change some bytes of a file, keeping its length."""
    content = file.read_bytes()
    assert old in content
    assert len(old) == len(new)
    file.write_bytes(content.replace(old, new, 1))


def test_a_sound_replica(ana: Person, sales: dict[str, str]) -> None:
    health = ana.ask("doctor")
    assert list(health) == [
        "state_hash",
        "lines",
        "writers",
        "bad_files",
        "files",
        "damage",
        "missing",
        "newer",
        "away",
        "set_aside",
        "put_anew",
    ]
    assert (health["lines"], health["bad_files"], health["damage"], health["missing"]) == (6, {}, [], 0)
    assert [(each["person"], each["lines"], each["own"]) for each in health["writers"]] == [("Ana Ruiz", 6, True)]
    (writer,) = health["writers"]
    assert list(writer) == ["writer", "person", "lines", "own", "ahead", "missing", "forks"]
    assert (writer["ahead"], writer["missing"], writer["forks"], health["newer"]) == (None, [], [], 0)
    assert len(health["state_hash"]) == 32
    assert "lines       6 verified" in ana.run("doctor").out


def test_a_bad_file_in_the_folder_is_named_and_stops_nothing(team: Team) -> None:
    ana = team.founder()
    ana.add("objective", title="Sell")
    bad = team.folder / "segments" / "zz (Ben's conflicted copy).jsonl"
    bad.write_bytes(b'{"okrtui":1}\n')
    health = ana.ask("doctor", code=3)
    assert list(health["bad_files"]) == [bad.name]
    assert health["damage"] == []
    assert bad.name in ana.run("doctor", code=3).out
    assert ana.ask("sync")["bad_files"].keys() == {bad.name}
    ben = team.joiner()
    assert "Sell" in ben.run("list", "objective").out


def rot(file: Path, old: bytes, new: bytes) -> None:
    """Damage a file, and let it look as it did."""
    before = file.stat()
    damage(file, old, new)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_each_odd_file_is_named_for_what_it_is_and_all_else_is_in_step(team: Team) -> None:
    ana = team.founder()
    ana.add("objective", title="Sell")
    ben = team.joiner()
    ana.run("sync")
    segments = team.folder / "segments"
    damaged = next(file for file in segments.iterdir() if b'"Sell"' in file.read_bytes())
    rot(damaged, b'"Sell"', b'"Shut"')
    good = next(file for file in segments.iterdir() if file != damaged)
    copied = good.with_name(f"{good.stem}.sync-conflict-20261122-112804-KR6TD3Q.jsonl")
    copied.write_bytes(good.read_bytes())
    foreign = segments / "notes.txt"
    foreign.write_text("buy milk\n")
    assert ben.ask("sync")["state"] == "in_step"  # to look at, nothing has changed

    health = ben.ask("doctor", code=3)
    what = {each["name"]: each["what"] for each in health["files"]}
    assert what == {damaged.name: "damaged", foreign.name: "foreign", copied.name: "copy"}
    assert list(health["bad_files"]) == sorted([damaged.name, foreign.name])
    assert (health["damage"], health["missing"], health["away"]) == ([], 0, None)
    assert health["state_hash"] == ana.ask("doctor", code=3)["state_hash"]
    said = ben.run("doctor", code=3).out
    assert f"damaged: {damaged.name}: its content does not match its hash; `okrtui doctor --repair` puts" in said
    assert f"foreign: {foreign.name}: it is not an okrtui segment" in said
    assert f"copy: {copied.name}: it adds nothing" in said

    assert ben.ask("doctor", "--repair", code=3)["put_anew"] == 1
    assert ana.ask("sync")["state"] == ben.ask("sync")["state"] == "in_step"
    (again,) = (each for each in ana.ask("doctor", code=3)["files"] if each["what"] == "damaged")
    assert again["why"].endswith("other files hold its lines, so it may be removed")
    damaged.unlink()
    foreign.unlink()
    copied.unlink()
    cem = team.newcomer("cem")
    cem.run("join", team.folder, "--me", "Cem Kaya <cem@example.org>")
    for person in (ana, ben, cem):
        person.run("sync")
    assert cem.ask("doctor")["state_hash"] == ana.ask("doctor")["state_hash"] == ben.ask("doctor")["state_hash"]
    assert "Sell" in cem.run("list", "objective").out


def test_the_same_lines_twice_are_fine(team: Team) -> None:
    ana = team.founder()
    before = ana.ask("doctor")["state_hash"]
    for file in list((team.folder / "segments").iterdir()):
        (team.folder / "segments" / f"{file.stem}.sync-conflict-1.jsonl").write_bytes(file.read_bytes())
    assert ana.ask("doctor")["bad_files"] == {}
    ana.run("sync")
    assert ana.ask("doctor")["state_hash"] == before


def test_a_damaged_segment_comes_anew_with_the_next_sync(team: Team) -> None:
    ana = team.founder()
    ana.add("objective", title="Sell")
    ben = team.joiner()
    before = ana.ask("doctor")["state_hash"]
    ben.run("sync")
    ana.run("sync")
    before = ben.ask("doctor")["state_hash"]
    writer = ana.ask("whoami")["writer"]
    segment = next((ben.home / "segments").glob(f"{writer}-2-*"))
    damage(segment, b'"Sell"', b'"Shut"')
    assert f"{segment}: its content does not match its hash" in ben.ask("doctor", code=3)["damage"][0]
    ben.run("doctor", "--repair")
    ben.run("sync")
    assert ben.ask("doctor")["state_hash"] == before


@pytest.fixture
def unsent(team: Team) -> tuple[Person, str]:
    """Ana with five acts that no segment holds yet, because the folder was away all the time."""
    ana = team.founder()
    objective = ana.add("objective", title="Sell")
    team.folder.rename(team.place / "away")
    return ana, objective


def offline(ana: Person, objective: str, *titles: str) -> None:
    """Acts that reach the journal only: what a segment holds already is not at stake."""
    for title in titles:
        ana.run("set", objective, f"title={title}")
    for segment in (ana.home / "segments").glob("*.jsonl"):
        if not segment.name.startswith(f"{ana.journal.stem}-1-"):
            segment.unlink()
    (ana.home / "snapshot.json").unlink()


def test_a_damaged_journal_is_set_aside_and_all_sound_lines_are_kept(unsent: tuple[Person, str], team: Team) -> None:
    ana, objective = unsent
    offline(ana, objective, "Sell 1", "Sell 2", "Sell 3", "Sell 4")
    journal = ana.journal
    damage(journal, b'"Sell 2"', b'"Sold 2"')
    said = ana.run("add", "objective", "title=More", code=3)
    assert f"{journal}: line 4 is damaged" in said.err
    assert "`okrtui doctor --repair` sets it aside" in said.err
    assert said.err.count("\n") == 1
    health = ana.ask("doctor", code=3)
    assert "line 4 is damaged" in health["damage"][0]
    mended = ana.ask("doctor", "--repair")
    (aside,) = mended["set_aside"]
    assert (aside["was"], aside["kept"], aside["lost"]) == (str(journal), 5, 1)
    assert aside["now"] == str(journal.with_name(f"{journal.stem}.damaged-1"))
    assert b"Sold 2" in Path(aside["now"]).read_bytes()
    assert (mended["damage"], mended["lines"], mended["missing"]) == ([], 5, 1)
    assert ana.ask("show", objective)["title"] == "Sell 4"
    ana.run("set", objective, "title=Sell 5")
    assert ana.ask("whoami")["writer"] != journal.stem
    (team.place / "away").rename(team.folder)
    ana.run("sync")
    ben = team.joiner()
    assert ben.ask("show", objective)["title"] == "Sell 5"
    ana.run("sync")
    assert ben.ask("doctor")["state_hash"] == ana.ask("doctor")["state_hash"]


def test_a_line_that_someone_slipped_in_costs_no_other(unsent: tuple[Person, str]) -> None:
    ana, objective = unsent
    offline(ana, objective, "Sell 1", "Sell 2", "Sell 3")
    lines = ana.journal.read_bytes().splitlines(keepends=True)
    ana.journal.write_bytes(b"".join([*lines[:3], b"not a line\n", *lines[3:]]))
    ana.run("doctor", code=3)
    mended = ana.ask("doctor", "--repair")
    assert (mended["set_aside"][0]["kept"], mended["set_aside"][0]["lost"], mended["missing"]) == (5, 1, 0)
    assert ana.ask("show", objective)["title"] == "Sell 3"


def test_damage_of_what_was_sent_loses_nothing(ana: Person, sales: dict[str, str]) -> None:
    before = ana.ask("doctor")["state_hash"]
    damage(ana.journal, b"Improve sales", b"Improve SALES")
    ana.run("doctor", code=3)
    mended = ana.ask("doctor", "--repair")
    assert (mended["state_hash"], mended["missing"]) == (before, 0)
    ana.run("checkin", sales["rate"], 24)


def test_a_torn_tail_is_no_damage(ana: Person, sales: dict[str, str]) -> None:
    before = ana.ask("doctor")["state_hash"]
    with ana.journal.open("ab") as file:
        file.write(b'{"seq":7,"ts":"01')
    assert ana.ask("doctor")["state_hash"] == before
    ana.run("checkin", sales["rate"], 24)
    assert ana.ask("doctor")["lines"] == 7


def test_nothing_to_repair_changes_nothing(ana: Person, sales: dict[str, str]) -> None:
    before = ana.everything()
    assert ana.ask("doctor", "--repair")["set_aside"] == []
    assert ana.everything() == before


def test_a_broken_snapshot_is_no_damage(ana: Person, sales: dict[str, str]) -> None:
    before = ana.ask("doctor")["state_hash"]
    (ana.home / "snapshot.json").write_text("{")
    assert ana.ask("doctor")["state_hash"] == before


def test_a_snapshot_in_which_a_byte_has_changed_is_made_anew(ana: Person, sales: dict[str, str]) -> None:
    damage(ana.home / "snapshot.json", b'"Improve sales"', b'"Improve SALES"')
    assert ana.ask("show", sales["objective"])["title"] == "Improve sales"
    assert ana.ask("doctor")["damage"] == []


@pytest.mark.parametrize(("old", "new"), [(b'"Improve sales"', b'"Improve SALES"'), (b'"title"', b'"tilte"')])
def test_a_snapshot_that_lies_is_found_out(ana: Person, sales: dict[str, str], old: bytes, new: bytes) -> None:
    snapshot = ana.home / "snapshot.json"
    damage(snapshot, old, new)
    tables, mark, _ = snapshot.read_bytes().rpartition(b',"checksum":{"1":{"blake2b":"')
    lie = tables + mark + blake2b(tables, digest_size=16).hexdigest().encode() + b'"}}}'
    snapshot.write_bytes(lie)
    assert "snapshot.json: it is not what the lines make" in ana.ask("doctor", code=3)["damage"][0]
    snapshot.unlink()
    ana.run("doctor")


def test_an_absent_folder_is_away_not_damage(ana: Person, team: Team) -> None:
    team.folder.rename(team.place / "away")
    health = ana.ask("doctor")
    assert "the folder is not there" in health["away"]
    assert "away: " in ana.run("doctor").out


# --- what it says of the others


def lines_of(team: Team, writer: str, *acts: list[Op], at: str = "2026-10-07T10:00", **members: str) -> list[bytes]:
    """Lines that a stranger's replica of the workspace might hold, a second apart."""
    workspace = json.loads((team.folder / "okrtui.json").read_bytes())["workspace"]
    prev, raws = root(workspace, writer), []
    for seq, ops in enumerate(acts, 1):
        ts = f"{milliseconds(at) + seq * 1000 << 16:016x}"
        body = {"seq": seq, "ts": ts, "by": "5" * 16, "ops": [list(op) for op in ops], **members}
        text = json.dumps(body, separators=(",", ":")).encode()
        prev = blake2b(prev.encode() + text, digest_size=16).hexdigest()
        raws.append(text[:-1] + f',"h":"{prev}"}}'.encode())
    return raws


def send(team: Team, writer: str, raws: list[bytes], first: int = 1) -> None:
    """Put some of a writer's lines, from one on, into the folder."""
    workspace = json.loads((team.folder / "okrtui.json").read_bytes())["workspace"]
    prev = decode(raws[first - 2]).h if first > 1 else root(workspace, writer)
    name, content = seal(workspace, writer, prev, first, raws[first - 1 :])
    (team.folder / "segments" / str(name)).write_bytes(content)


def title(text: str) -> list[Op]:
    return [Op("objective", "0b1ec71e00000001", "title", text)]


WRITER = "abababababababab"


def test_changes_that_need_a_newer_okrtui_are_counted(ana: Person, team: Team) -> None:
    hologram = [Op("hologram", "ab" * 8, "colour", "blue")]
    mood = [Op("objective", "0b1ec71e00000001", "mood", "blue"), *title("Sell")]
    send(team, WRITER, lines_of(team, WRITER, title("Sell"), hologram, mood))
    send(team, "cd" * 8, lines_of(team, "cd" * 8, title("Signed"), signature="me"))
    ana.run("sync")
    assert ana.ask("doctor")["newer"] == 3
    assert "newer       3 changes need a newer okrtui; kept and passed on" in ana.run("doctor").out


def test_lines_that_have_not_arrived_are_named_by_writer(ana: Person, team: Team) -> None:
    raws = lines_of(team, WRITER, *(title(str(number)) for number in range(20)))
    send(team, WRITER, raws[:11])
    send(team, WRITER, raws, first=19)
    ana.run("sync")
    health = ana.ask("doctor")
    assert health["missing"] == 7
    assert [each["missing"] for each in health["writers"] if each["writer"] == WRITER] == [[[12, 18]]]
    said = ana.run("doctor").out
    assert f"missing     7 lines of {'5' * 16}'s writer {WRITER} have not arrived: 12–18\n" in said
    assert ana.ask("status")["sync"]["missing"] == 7


def test_a_fork_is_named(ana: Person, team: Team) -> None:
    first = lines_of(team, WRITER, title("one"), title("two"), title("three"))
    send(team, WRITER, first)
    send(team, WRITER, lines_of(team, WRITER, title("one"), title("other")))
    ana.run("sync")
    health = ana.ask("doctor")
    assert [each["forks"] for each in health["writers"] if each["writer"] == WRITER] == [[2]]
    assert f"writer {WRITER} has several histories from line 2 on" in ana.run("doctor").out


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-10-07T09:05", None),
        ("2026-10-07T09:20", "16 min"),
        ("2026-10-07T10:20", "76 min"),
        ("2026-10-07T13:20", "4 h"),
        ("2027-10-07T13:20", "365 d"),
    ],
)
def test_a_clock_that_is_ahead_is_named(ana: Person, team: Team, at: str, words: str | None) -> None:
    send(team, WRITER, lines_of(team, WRITER, title("Sell"), at=at))
    ana.run("sync")  # at 9:02
    (ahead,) = [each["ahead"] for each in ana.ask("doctor")["writers"] if each["writer"] == WRITER]
    said = ana.run("doctor").out
    if words is None:
        assert ahead is None
        assert "clocks" not in said
    else:
        passed = datetime.fromisoformat(at) - datetime.fromisoformat("2026-10-07T09:03") + timedelta(seconds=1)
        assert ahead == passed.total_seconds()
        assert f"clocks      the clock of {'5' * 16}'s writer {WRITER} is " in said
        assert f"{words} ahead of ours" in said


def test_lines_that_only_a_damaged_file_was_to_hold_are_missing_until_someone_puts_them_anew(team: Team) -> None:
    ana = team.founder()
    ana.add("objective", title="Sell")
    ben = team.joiner()
    file = next(file for file in (team.folder / "segments").iterdir() if b'"Sell"' in file.read_bytes())
    rot(file, b'"Sell"', b'"Shut"')
    cem = team.newcomer("cem")
    cem.run("join", team.folder, "--me", "Cem Kaya <cem@example.org>")
    assert cem.ask("doctor", code=3)["missing"] == cem.ask("sync")["missing"] == 1
    said = cem.run("doctor", code=3).out
    assert "missing     1 line that a damaged file of the folder was to hold has not arrived\n" in said
    assert ben.ask("doctor", code=3)["missing"] == 0
    ben.run("doctor", "--repair", code=3)
    cem.run("sync")
    assert cem.ask("doctor", code=3)["missing"] == 0
