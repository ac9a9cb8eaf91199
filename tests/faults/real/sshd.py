"""A real sshd on the loopback interface, with its own keys, for users who log in with a key."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from shutil import which
from typing import Self

from tests.faults.real.accounts import Account
from tests.faults.real.loopback import HOST, Server, free_port, wait_until

_RUN = Path("/run/sshd")
"""Where sshd locks up its part without rights; Debian's service makes it, and sshd does not start without.

It stays when the test ends: another sshd may stand on it.
"""
_CONFIG = """\
ListenAddress {host}:{port}
HostKey {place}/host
AuthorizedKeysFile {place}/allowed
AllowGroups {group}
AuthenticationMethods publickey
PermitRootLogin no
UsePAM no
StrictModes no
PidFile none
PrintMotd no
PrintLastLog no
DisableForwarding yes
LogLevel VERBOSE
"""


class Sshd:
    """The server. As a context manager it runs until the end of the block. Only users of `group` may come in."""

    def __init__(self, place: Path, group: str) -> None:
        self._place = place
        self._group = group
        self._port = free_port()

    def __enter__(self) -> Self:
        self._place.mkdir(mode=0o755)
        for name in ("host", "key"):
            command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(self._place / name)]
            subprocess.run(command, check=True)
        (self._place / "allowed").write_text((self._place / "key.pub").read_text())
        known = f"[{HOST}]:{self._port} {(self._place / 'host.pub').read_text()}"
        (self._place / "known").write_text(known)
        config = self._place / "sshd_config"
        config.write_text(_CONFIG.format(host=HOST, port=self._port, place=self._place, group=self._group))
        _RUN.mkdir(mode=0o755, exist_ok=True)
        program = which("sshd", path=f"{os.environ['PATH']}:/usr/sbin")
        assert program
        env = {"PATH": os.environ["PATH"]}
        self._server = Server([program, "-D", "-e", "-f", config], env, self._place / "log.txt")
        try:
            wait_until(self._listens, "sshd listens")
            assert self._server.listening == {HOST}
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._server.stop()

    def _listens(self) -> bool:
        assert self._server.is_up, self._server.log.read_text()
        return bool(self._server.listening)

    def command(self, account: Account, remote: str, *options: str) -> Sequence[str]:
        """The ssh client's command that lets a user run something there."""
        said = {
            "UserKnownHostsFile": f"{self._place}/known",
            "StrictHostKeyChecking": "yes",
            "IdentitiesOnly": "yes",
            "IdentityAgent": "none",
            "BatchMode": "yes",
            "LogLevel": "ERROR",
        }
        settings = [word for name, value in said.items() for word in ("-o", f"{name}={value}")]
        address = ["-p", str(self._port), "-i", f"{self._place}/key", f"{account.login}@{HOST}"]
        return ["ssh", "-F", "none", *settings, *options, *address, remote]
