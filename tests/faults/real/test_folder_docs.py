"""Every command in docs/folders.md does what the text says, run by real users in the places it names."""

import json
import re
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.faults.real.conftest import Need
from tests.faults.real.stage import Stage

pytestmark = [pytest.mark.real, pytest.mark.xdist_group("folder docs")]

DOC = Path(__file__).parents[3] / "docs" / "folders.md"
PEOPLE = ("ana", "ben")
# A comment that says who runs it, then the block: what else is needed is for the reader.
BLOCK = re.compile(r"<!-- (\w+) runs?(?:; needs \w+)?(?:; exit code (\d+))? -->\n\n((?:    .*\n|\n)+)")


class Block(NamedTuple):
    """An indented block: the section it stands in, who runs it, with what exit code, and the commands."""

    section: str
    who: str
    code: int
    commands: str


def blocks() -> list[Block]:
    """All of the text, in order."""
    found = []
    for section in DOC.read_text().split("\n## ")[1:]:
        title = section.partition("\n")[0]
        for who, code, text in BLOCK.findall(section):
            commands = "".join(line.removeprefix("    ") for line in text.splitlines(keepends=True))
            found.append(Block(title, who, int(code or 0), commands))
    return found


SECTIONS = {title: list(each) for title, each in groupby(blocks(), lambda block: block.section)}
GROUP = "A group directory on a server"


@pytest.fixture
def stage(open_place: Path, okrtui: Path, tmp_path: Path) -> Iterator[Stage]:
    """A machine with two users who have nothing to do with each other yet."""
    if why := Stage.refusal():
        pytest.skip(f"NOT PROVEN HERE: this machine lets not even root mount: {why}")
    with Stage(open_place / tmp_path.name, okrtui) as made:
        for name in PEOPLE:
            made.add_user(name)
        yield made


def play(stage: Stage, section: str, before: str = "", after: Callable[[Stage], object] = lambda stage: None) -> None:
    """Run a section's commands, with more before and after each block."""
    for block in SECTIONS[section]:
        for who in PEOPLE if block.who == "everyone" else [block.who]:
            ran = stage.run(who, before + block.commands)
            assert ran.code == block.code, f"{section}, {who}:\n{block.commands}\n{ran}"
            after(stage)


def ask(stage: Stage, person: str, command: str) -> dict[str, object]:
    """What okrtui says to someone as JSON."""
    said: dict[str, object] = json.loads(stage.must(person, f"okrtui {command} --json"))
    return said


def meet(stage: Stage, after: Callable[[Stage], object] = lambda stage: None) -> None:
    """Everyone takes in and sends, twice; then all know each other and are in step, and nothing is wrong."""
    for _ in range(2):
        for person in PEOPLE:
            assert ask(stage, person, "sync")["state"] == "in_step"
            after(stage)
    found = [ask(stage, person, "doctor") for person in PEOPLE]
    assert len({str(each["state_hash"]) for each in found}) == 1
    assert [len(each["writers"]) for each in found] == [2, 2]  # type: ignore[arg-type]  # a list, by docs/cli.md
    assert all(each["bad_files"] == {} and each["missing"] == 0 for each in found)


def founded(stage: Stage) -> None:
    """The group directory of the text, with both in it."""
    play(stage, GROUP)
    stage.must("ana", 'okrtui add objective title="Improve sales"')
    stage.must("ben", 'okrtui sync && okrtui add objective title="Answer faster"')


def test_every_indented_block_is_run_by_a_test_below() -> None:
    text = DOC.read_text()
    commands = {line[4:] for line in text.splitlines() if line.startswith("    ")}
    run = {line for block in blocks() for line in block.commands.splitlines()}
    assert commands == run - {""}
    places = {GROUP, "Syncthing", "A USB stick", "git"}
    whole = {"When the folder vanishes", "When it was wiped", "When it was rolled back", "When it moves"}
    events = whole | {"When a file is damaged"}
    assert set(SECTIONS) == places | events


def test_a_group_directory(stage: Stage) -> None:
    founded(stage)
    meet(stage)
    modes = stage.must("root", "stat --format '%a %G' /srv/okrs /srv/okrs/segments /srv/okrs/okrtui.json").split("\n")
    assert modes[:3] == ["3770 okrs", "3770 okrs", "640 okrs"]
    refused = stage.run("ben", "rm -f $(find /srv/okrs/segments -user ana)")
    assert refused.code != 0
    assert "Operation not permitted" in refused.err


def test_syncthing(stage: Stage) -> None:
    def carry(stage: Stage) -> None:
        """What Syncthing does (test_syncthing.py has the real one)."""
        for here, there in (PEOPLE, PEOPLE[::-1]):
            copy = f"[ ! -d /home/{here}/okrs ] || cp -r --update /home/{here}/okrs /home/{there}"
            stage.must("root", f"{copy}; chown -R {there}: /home/{there}")

    play(stage, "Syncthing", after=carry)
    meet(stage, carry)


def test_a_stick(stage: Stage) -> None:
    stage.must("root", "mkdir -p -m 777 /media/ana/STICK && ln -s ana /media/ben")
    play(stage, "A USB stick", before="umask 000\n")  # as good as no modes
    stage.must("root", "mv /media/ana/STICK /media/ana/drawer")
    stage.must("ana", 'okrtui add objective title="Without the stick"')
    stage.must("root", "mv /media/ana/drawer /media/ana/STICK")
    meet(stage)
    assert "Without the stick" in stage.must("ben", "okrtui list objective")


def test_git(need: Need, stage: Stage) -> None:
    need("git")
    play(stage, "git")
    for person in PEOPLE:
        stage.must(person, f'okrtui add objective title="By {person}"')
    again = SECTIONS["git"][-1].commands
    for person in PEOPLE * 2:
        stage.must(person, again)
    meet(stage)
    for person in PEOPLE:
        assert {"By ana", "By ben"} <= set(re.findall(r"By \w+", stage.must(person, "okrtui list objective")))


def test_vanished(stage: Stage) -> None:
    founded(stage)
    stage.must("root", "mv /srv/okrs /srv/away && mkdir -m 3770 /srv/okrs && chgrp okrs /srv/okrs")
    said = stage.run("ana", 'okrtui add objective title="Meanwhile"')
    assert (said.code, "goes out with the next sync" in said.err) == (0, True)
    play(stage, "When the folder vanishes")
    assert stage.must("root", "ls -A /srv/okrs") == ""
    stage.must("root", "rmdir /srv/okrs && mv /srv/away /srv/okrs")
    meet(stage)
    assert "Meanwhile" in stage.must("ben", "okrtui list objective")


def test_wiped(stage: Stage) -> None:
    founded(stage)
    stage.must("root", "rm -r /srv/okrs/*")
    play(stage, "When it was wiped")
    meet(stage)
    for title in ("Improve sales", "Answer faster"):
        assert title in stage.must("ana", "okrtui list objective")


def test_rolled_back(stage: Stage) -> None:
    founded(stage)
    stage.must("root", "cp -a /srv/okrs /srv/backup")
    stage.must("ben", 'okrtui add objective title="Since the backup"')
    stage.must("ana", "okrtui sync")
    stage.must("root", "rm -r /srv/okrs && mv /srv/backup /srv/okrs")
    stage.must("ana", "okrtui sync && grep --recursive --quiet 'Since the backup' /srv/okrs/segments")
    play(stage, "When it was rolled back")
    meet(stage)
    assert "Since the backup" in stage.must("ana", "okrtui list objective")


def test_damaged(stage: Stage) -> None:
    founded(stage)
    meet(stage)
    stage.must("root", "printf '~' | dd of=$(find /srv/okrs/segments -user ben | head -n 1) bs=1 seek=700 conv=notrunc")
    play(stage, "When a file is damaged")
    found = [json.loads(stage.run(person, "okrtui doctor --json").out) for person in PEOPLE]
    assert [[each["what"] for each in one["files"]] for one in found] == [["damaged"]] * 2
    assert all("other files hold its lines" in one["files"][0]["why"] for one in found)
    assert len({one["state_hash"] for one in found}) == 1


def test_moved(stage: Stage) -> None:
    founded(stage)
    link, names = SECTIONS["When it moves"]
    stage.must(link.who, link.commands)
    meet(stage)
    stage.must("root", "rm /srv/okrs")
    assert stage.run("ana", "okrtui sync").code == 4
    for person in PEOPLE:
        stage.must(person, names.commands)
    meet(stage)
