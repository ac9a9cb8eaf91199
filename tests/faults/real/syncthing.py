"""A real Syncthing node that talks to nobody but its peers on the loopback interface."""

import json
import os
import urllib.request
from pathlib import Path
from typing import Any

from tests.faults.real.loopback import HOST, PATIENCE, Server, free_port, wait_until

FOLDER = "okrs"
_KEY = "only-for-this-test"
_ALONE = {"STMONITORED": "yes", "STNOUPGRADE": "1", "STNODEFAULTFOLDER": "1"}
"""One process, without the one that would start it again; no newer version; no folder in the home directory."""
_CONFIG = """\
<configuration version="36">
  <gui enabled="true" tls="false"><address>{host}:{gui}</address><apikey>{key}</apikey></gui>
  <options>
    <listenAddress>tcp://{host}:{port}</listenAddress>
    <globalAnnounceEnabled>false</globalAnnounceEnabled>
    <localAnnounceEnabled>false</localAnnounceEnabled>
    <relaysEnabled>false</relaysEnabled>
    <natEnabled>false</natEnabled>
    <stunServer></stunServer>
    <announceLANAddresses>false</announceLANAddresses>
    <urAccepted>-1</urAccepted>
    <crashReportingEnabled>false</crashReportingEnabled>
    <autoUpgradeIntervalH>0</autoUpgradeIntervalH>
    <startBrowser>false</startBrowser>
    <reconnectionIntervalS>1</reconnectionIntervalS>
  </options>
</configuration>
"""


class Node:
    """One machine's Syncthing, with one folder. As a context manager it runs until the end of the block."""

    def __init__(self, home: Path, folder: Path) -> None:
        self.home = home
        self.folder = folder
        self.id = ""
        self._gui, self._port = free_port(), free_port()

    def __enter__(self) -> "Node":
        self.home.mkdir(parents=True)
        self.folder.mkdir(parents=True)
        config = _CONFIG.format(host=HOST, gui=self._gui, key=_KEY, port=self._port)
        (self.home / "config.xml").write_text(config)
        command = ["syncthing", "serve", f"--home={self.home}", "--no-browser", "--no-restart"]
        env = {"PATH": os.environ["PATH"], "HOME": str(self.home), **_ALONE}
        self._server = Server(command, env, self.home / "log.txt")
        try:
            wait_until(self._answers, "Syncthing answers")
        except BaseException:
            self._server.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._server.stop()

    def _answers(self) -> bool:
        assert self._server.is_up, self._server.log.read_text()
        try:
            self.id = self.ask("GET", "system/status")["myID"]
        except OSError:
            return False
        return True

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """Call the node's REST API; what it answers."""
        request = urllib.request.Request(
            f"http://{HOST}:{self._gui}/rest/{path}",
            method=method,
            headers={"X-API-Key": _KEY, "Content-Type": "application/json"},
            data=None if body is None else json.dumps(body).encode(),
        )
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(request, timeout=PATIENCE) as answer:
            said = answer.read()
        return json.loads(said) if said else None

    def share_with(self, other: "Node") -> None:
        """Know another node, and share the folder with it."""
        peer = {"deviceID": other.id, "name": "peer", "addresses": [f"tcp://{HOST}:{other._port}"]}
        self.ask("POST", "config/devices", peer)
        folder = {
            "id": FOLDER,
            "path": str(self.folder),
            "devices": [{"deviceID": self.id}, {"deviceID": other.id}],
            "fsWatcherEnabled": True,
            "fsWatcherDelayS": 1,
            "rescanIntervalS": 5,
            "minDiskFree": {"value": 0, "unit": "%"},
        }
        self.ask("POST", "config/folders", folder)

    def pause(self, other: "Node") -> None:
        """Talk to the other no more."""
        self.ask("POST", f"system/pause?device={other.id}")
        wait_until(lambda: not self._is_connected(other), "the nodes are apart")

    def resume(self, other: "Node") -> None:
        """Talk to the other again."""
        self.ask("POST", f"system/resume?device={other.id}")
        wait_until(lambda: self._is_connected(other), "the nodes are connected")

    def scan(self) -> None:
        """Look through the folder now, and come back when that is done."""
        self.ask("POST", f"db/scan?folder={FOLDER}")

    def _is_connected(self, other: "Node") -> bool:
        known = self.ask("GET", "system/connections")["connections"]
        return bool(known.get(other.id, {}).get("connected"))

    @property
    def listening(self) -> set[str]:
        """The addresses that it listens on."""
        return self._server.listening
