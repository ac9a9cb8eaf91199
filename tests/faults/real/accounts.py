"""Real users of this machine, in a group of their own, for as long as a test lasts."""

import contextlib
import grp
import os
import pwd
import signal
import subprocess
from pathlib import Path
from typing import NamedTuple, Self


class Account(NamedTuple):
    """A user: the login name, and the home directory."""

    login: str
    home: Path

    @property
    def uid(self) -> int:
        """The user's number."""
        return pwd.getpwnam(self.login).pw_uid


class Accounts:
    """Makes a group and its users. As a context manager it removes them, and whatever they still run, at the end."""

    def __init__(self, homes: Path) -> None:
        self._homes = homes
        self._made: list[Account] = []
        self.group = f"okr-{os.urandom(3).hex()}"

    def __enter__(self) -> Self:
        self._homes.mkdir()
        _run("groupadd", self.group)
        return self

    def __exit__(self, *_: object) -> None:
        uids = {account.uid for account in self._made}
        for process in Path("/proc").iterdir():
            with contextlib.suppress(ProcessLookupError, FileNotFoundError):
                if process.name.isdigit() and process.stat().st_uid in uids:
                    os.kill(int(process.name), signal.SIGKILL)
        for account in self._made:
            _run("userdel", "--force", account.login)
        _run("groupdel", self.group)

    def add(self, name: str) -> Account:
        """A new user, who is in the group besides a group of the user's own, and whose home is closed to others."""
        account = Account(f"{self.group}-{name}", self._homes / name)
        account.home.mkdir(mode=0o700)
        options = ["--user-group", "--groups", self.group, "--home-dir", str(account.home), "--shell", "/bin/bash"]
        _run("useradd", *options, "--no-create-home", "--password", "*", account.login)
        self._made.append(account)
        os.chown(account.home, account.uid, pwd.getpwnam(account.login).pw_gid)
        return account

    @property
    def gid(self) -> int:
        """The number of the group."""
        return grp.getgrnam(self.group).gr_gid


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}: {done.stderr}"
