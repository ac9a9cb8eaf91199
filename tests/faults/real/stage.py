"""A machine within the machine: its own /etc, /home, /srv and /media, on which commands run as they stand in a text.

A mount namespace of one's own lays directories of the test over the real ones. What happens there, users and groups
too, is seen by nobody else and is gone when the last process in it has ended.
"""

import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple, Self

from tests.faults.real.loopback import PATIENCE

_OWN = ("etc", "home", "srv", "media")
_FLEETING = [
    f"{name}{ending}" for name in ("passwd", "group", "shadow", "gshadow", "sub?id") for ending in (".*", "+", "-")
]
"""What useradd and its like leave lying in /etc for a moment; another test may be making users."""
_UNSHARE = ("unshare", "--mount", "--propagation", "private")
_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class Ran(NamedTuple):
    """What commands left behind."""

    code: int
    out: str
    err: str


class Stage:
    """The machine. As a context manager it exists until the end of the block."""

    def __init__(self, place: Path, okrtui: Path) -> None:
        self.place = place
        self._okrtui = okrtui

    @staticmethod
    def refusal() -> str:
        """Why there can be no such machine here; empty where there can."""
        tried = subprocess.run([*_UNSHARE, "true"], capture_output=True, text=True, check=False)
        return tried.stderr.strip()

    def __enter__(self) -> Self:
        self.place.mkdir()
        shutil.copytree("/etc", self.place / "etc", symlinks=True, ignore=shutil.ignore_patterns(*_FLEETING))
        for name in _OWN[1:]:
            (self.place / name).mkdir()
        mounts = " && ".join(f"mount --bind '{self.place}/{name}' /{name}" for name in _OWN)
        self._holder = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", *_UNSHARE, "sh", "-c", f"{mounts} && echo ready && exec cat"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._holder.stdout is not None
        assert self._holder.stderr is not None
        assert self._holder.stdout.readline() == "ready\n", self._holder.stderr.read()
        return self

    def __exit__(self, *_: object) -> None:
        self._holder.communicate()

    def add_user(self, name: str) -> None:
        """Make a user with a home directory, who has said to git who it is."""
        self.must("root", f"useradd --create-home --user-group --shell /bin/bash {name}")
        (self.place / "home" / name / ".gitconfig").write_text(f"[user]\nname = {name}\nemail = {name}@example.org\n")

    def run(self, user: str, commands: str) -> Ran:
        """Let a user run commands in a shell that ends with the first one that fails."""
        home = "/root" if user == "root" else f"/home/{user}"
        become = [] if user == "root" else ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups"]
        done = subprocess.run(
            ["nsenter", f"--mount=/proc/{self._holder.pid}/ns/mnt", "--wd=/", *become, "bash", "-e", "-c", commands],
            env={"HOME": home, "PATH": f"{self._okrtui.parent}:{_PATH}", "LANG": "C.UTF-8", "TZ": "UTC"},
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=PATIENCE,
        )  # fmt: skip
        return Ran(done.returncode, done.stdout, done.stderr)

    def must(self, user: str, commands: str) -> str:
        """Let a user run commands that must go well; what they printed."""
        ran = self.run(user, commands)
        assert ran.code == 0, f"{user}: {commands}\n{ran.err}"
        return ran.out
