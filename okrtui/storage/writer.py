"""Writers: one person's replica on one host each, bound to a fingerprint of where it lives.

A copied home, a cloned machine or a home on NFS used from two hosts has another fingerprint and so its own writer; a
known fingerprint takes its writer up again.
"""

import os
import re
import socket
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

import orjson

from okrtui.storage.files import write_atomically

_HEX16 = re.compile(r"[0-9a-f]{16}").fullmatch

Entropy = Callable[[int], bytes]


def fingerprint(journal_dir: Path) -> str:
    """What tells this place from a copy of it: machine id, host name, uid, and device and inode of the directory."""
    place = journal_dir.stat()
    parts = [_machine_id(), socket.gethostname(), str(os.getuid()), str(place.st_dev), str(place.st_ino)]
    return blake2b("|".join(parts).encode(), digest_size=16).hexdigest()


def _machine_id() -> str:
    for path in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        try:
            return Path(path).read_text().strip()
        except OSError:
            continue
    return ""


class Writers:
    """The file `writers.json`: which fingerprint writes as whom."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def known(self) -> dict[str, str]:
        """Writer by fingerprint. What cannot be read is left out: then a new writer starts and nothing is lost."""
        try:
            known = orjson.loads(self._path.read_bytes())
        except (OSError, orjson.JSONDecodeError):
            return {}
        if not isinstance(known, dict):
            return {}
        return {place: writer for place, writer in known.items() if isinstance(writer, str) and _HEX16(writer)}

    def own(self, place: str, entropy: Entropy) -> str:
        """The writer of this place, a new one the first time. To be called under the replica's lock."""
        return self.known().get(place) or self.renew(place, entropy)

    def renew(self, place: str, entropy: Entropy) -> str:
        """Let this place write under a new name from now on."""
        writer = entropy(8).hex()
        write_atomically(self._path, orjson.dumps({**self.known(), place: writer}, option=orjson.OPT_INDENT_2))
        return writer
