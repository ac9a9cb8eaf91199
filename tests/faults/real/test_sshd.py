"""Three people on one server, over ssh, on a group directory: each reads all, and nobody can harm another's lines."""

import json
import os
import shlex
import stat
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.faults.real.accounts import Account, Accounts
from tests.faults.real.conftest import Need
from tests.faults.real.kept import Kept
from tests.faults.real.loopback import PATIENCE
from tests.faults.real.sshd import Sshd
from tests.terminal import Terminal

# Each test begins where all have just joined, whichever were here before; together they need one server, and one
# useradd at a time.
pytestmark = [pytest.mark.real, pytest.mark.terminal, pytest.mark.xdist_group("sshd")]

UMASKS = {"ana": "077", "ben": "022", "cleo": "002"}
RATE = "Close rate"


class Ran(NamedTuple):
    """What a command on the server left behind."""

    code: int
    out: str
    err: str


class Person:
    """Someone with an account on the server and a terminal elsewhere."""

    def __init__(self, account: Account, name: str, sshd: Sshd, program: Path) -> None:
        self.account = account
        self.me = f"{name.title()} Ruiz <{name}@example.org>"
        self._sshd = sshd
        self._before = f"umask {UMASKS[name]}; PATH={program.parent}:$PATH; "

    def shell(self, command: str) -> Ran:
        """Run a command there, without a terminal."""
        words = self._sshd.command(self.account, self._before + command)
        done = subprocess.run(
            words, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=PATIENCE
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    def okrtui(self, *args: object) -> str:
        """Run okrtui there, which must go well; what it printed."""
        ran = self.shell(shlex.join(["okrtui", *map(str, args)]))
        assert (ran.code, ran.err) == (0, ""), ran
        return ran.out.strip()

    def ask(self, *args: object) -> Any:
        """What okrtui says there as JSON."""
        return json.loads(self.okrtui(*args, "--json"))

    def at_terminal(self, *args: object) -> Terminal:
        """Run okrtui there in this terminal: `ssh -t`."""
        command = self._before + shlex.join(["okrtui", *map(str, args)])
        return Terminal(self._sshd.command(self.account, command, "-t"), (80, 24), env={"COLORTERM": None})


class Office:
    """The people and the folder that they share."""

    def __init__(self, folder: Path, people: dict[str, Person]) -> None:
        self.folder = folder
        self.ana, self.ben, self.cleo = self.people = list(people.values())

    @property
    def segments(self) -> list[Path]:
        """The segments in the folder."""
        return sorted((self.folder / "segments").iterdir())

    def segment_of(self, person: Person) -> Path:
        """The first segment in the folder that someone owns."""
        return next(path for path in self.segments if path.stat().st_uid == person.account.uid)

    def settle(self) -> list[str]:
        """All meet, and once more, so that the first get what the last sent; each one's state hash."""
        for person in self.people:
            person.okrtui("sync")
        said = [person.shell("okrtui sync --json >/dev/null && okrtui doctor --json").out for person in self.people]
        return [json.loads(each)["state_hash"] for each in said]


@pytest.fixture(scope="module")
def sshd(need: Need, open_place: Path, accounts: Accounts) -> Iterator[Sshd]:
    """The server that the accounts may log in to."""
    need("openssh-server", "openssh-client")
    with Sshd(open_place / "sshd", accounts.group) as server:
        yield server


@pytest.fixture(scope="module")
def founded(open_place: Path, okrtui: Path, accounts: Accounts, sshd: Sshd) -> tuple[Office, Kept]:
    """Ana has made a workspace in a group directory, with an objective and a key result; Ben and Cleo have joined."""
    folder = open_place / "okrs"
    folder.mkdir()
    os.chown(folder, 0, accounts.gid)
    folder.chmod(0o2770)
    people = {name: Person(accounts.add(name), name, sshd, okrtui) for name in UMASKS}
    office = Office(folder, people)
    office.ana.okrtui("init", folder, "--name", "Northwind", "--me", office.ana.me)
    objective = office.ana.okrtui("add", "objective", "title=Improve sales")
    office.ana.okrtui("add", "kr", f"objective={objective}", f"title={RATE}", "start=0", "target=100")
    for person in (office.ben, office.cleo):
        person.okrtui("join", folder, "--me", person.me)
    places = [folder, *(person.account.home for person in office.people)]
    return office, Kept(open_place / "founded.tar", places)


@pytest.fixture
def office(founded: tuple[Office, Kept]) -> Iterator[Office]:
    """Them, as they were when all had joined."""
    office, kept = founded
    yield office
    kept.put_back()


def test_all_check_in_at_once_and_read_all(office: Office, accounts: Accounts) -> None:
    values = {10: office.ana, 20: office.ben, 30: office.cleo}
    with ExitStack() as stack:
        begun = [person.at_terminal("checkin", RATE, value) for value, person in values.items()]
        for terminal in [stack.enter_context(each) for each in begun]:
            assert terminal.wait(PATIENCE) == 0, terminal.text
            assert RATE in terminal.text[0]
    assert len(set(office.settle())) == 1
    for person in office.people:
        check_ins = person.ask("show", RATE)["detail"]["check_ins"]
        assert {each["value"] for each in check_ins} == {"10", "20", "30"}
    where = (office.folder / "segments").stat()
    assert (stat.S_IMODE(where.st_mode), where.st_gid) == (0o2770, accounts.gid)
    for path in [office.folder / "okrtui.json", *office.segments]:
        assert (stat.S_IMODE(path.stat().st_mode), path.stat().st_gid) == (0o640, accounts.gid)
    assert {path.stat().st_uid for path in office.segments} == {person.account.uid for person in office.people}


def test_a_group_directory_without_setgid_does_as_well(office: Office, accounts: Accounts, open_place: Path) -> None:
    folder = open_place / "plain"
    folder.mkdir()
    os.chown(folder, 0, accounts.gid)
    folder.chmod(0o770)
    elsewhere = "OKRTUI_DATA_DIR=~/elsewhere okrtui "
    init, join = (shlex.join(words) for words in (["init", str(folder), "--name", "South"], ["join", str(folder)]))
    for person, words in (office.ana, init), (office.ben, join):
        ran = person.shell(f"{elsewhere}{words} --me {shlex.quote(person.me)}")
        assert (ran.code, ran.err) == (0, "")
    assert "Ana Ruiz" in office.ben.shell(f"{elsewhere}list person").out
    where = (folder / "segments").stat()
    assert (stat.S_IMODE(where.st_mode), where.st_gid) == (0o770, accounts.gid)


def test_nobody_can_change_anothers_lines(office: Office) -> None:
    path = office.segment_of(office.ana)
    content = path.read_bytes()
    for harm in (f"echo x > {path}", f"echo x >> {path}", f"truncate -s 0 {path}", f"chmod 666 {path}"):
        ran = office.ben.shell(harm)
        assert ran.code != 0, harm
        assert "not permitted" in ran.err.lower() or "permission denied" in ran.err.lower(), ran
    assert path.read_bytes() == content
    home = office.ana.account.home
    assert "Permission denied" in office.ben.shell(f"ls {home}").err


@pytest.mark.parametrize("restorer", ["ana", "cleo"])
def test_what_one_deletes_another_puts_back(office: Office, restorer: str) -> None:
    path = office.segment_of(office.ana)
    content = path.read_bytes()
    hashes = office.settle()
    assert office.ben.shell(f"rm -f {path}").code == 0
    assert not path.exists()
    getattr(office, restorer).okrtui("sync")
    assert path.read_bytes() == content
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert office.settle() == hashes


def test_what_one_forges_harms_nobody(office: Office) -> None:
    hashes = office.settle()
    path = office.segment_of(office.cleo)
    content = path.read_bytes()
    assert office.ben.shell(f"rm -f {path}; echo forged > {path}").code == 0
    assert office.settle() == hashes
    [again] = path.parent.glob(f"{path.stem}.*.jsonl")
    assert again.read_bytes() == content
    ran = office.cleo.shell("okrtui doctor")
    assert ran.code == 3
    assert path.name in ran.out


def test_with_the_sticky_bit_nobody_can_delete_anothers_file(office: Office) -> None:
    (office.folder / "segments").chmod(0o3770)
    for owner in (office.ana, office.cleo):
        path = office.segment_of(owner)
        for harm in (f"rm -f {path}", f"mv {path} {path}.away"):
            ran = office.ben.shell(harm)
            assert ran.code != 0
            assert "not permitted" in ran.err, ran
        assert path.exists()
    office.ben.okrtui("checkin", RATE, 40)
    assert len(set(office.settle())) == 1


def test_the_app_over_ssh(office: Office) -> None:
    with office.ana.at_terminal() as terminal:
        terminal.wait_for(RATE, timeout=PATIENCE)
        assert len(terminal.text) == 24
        office.ben.okrtui("checkin", RATE, 73)
        terminal.wait_for("73%", timeout=PATIENCE)
        terminal.keys("q")
        assert terminal.wait(PATIENCE) == 0
