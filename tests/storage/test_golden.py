"""The golden segments: an independent truth of what a set of files means."""

import itertools
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from okrtui.storage.folder import Directory
from okrtui.storage.registers import State
from okrtui.storage.sync import Sync
from tests.storage.builders import GOLDEN, merged, open_replica

EXPECTED = json.loads((GOLDEN / "expected.json").read_text())
FILES = sorted((GOLDEN / "segments").iterdir())


def as_expected(state: State) -> dict[str, Any]:
    """A state in the terms of expected.json."""
    contested = list(state.contested())
    values: dict[str, dict[str, dict[str, object]]] = {}
    for (kind, id), fields in state.objects.items():
        values.setdefault(kind, {})[id] = {field: register.shown.value for field, register in fields.items()}
    return {
        "lines": len(state.lines),
        "state_hash": state.state_hash(),
        "conflicts": [list(key) for key, register in contested if not state.is_waiting(register)],
        "waiting": [list(key) for key, register in contested if state.is_waiting(register)],
        "values": values,
    }


def test_every_order_of_the_files_gives_the_expected_state() -> None:
    contents = [path.read_bytes() for path in FILES]
    for order in itertools.permutations(contents):
        assert as_expected(merged(order)) == EXPECTED


def test_fewer_files_give_another_state() -> None:
    contents = [path.read_bytes() for path in FILES if path.name.startswith(("aaaa", "cccc"))]
    assert as_expected(merged(contents)) != EXPECTED


@pytest.mark.parametrize("rename", [False, True], ids=["own names", "any names"])
def test_a_newcomer_pulls_the_expected_state(tmp_path: Path, folder: Directory, rename: bool) -> None:
    for number, path in enumerate(reversed(FILES)):
        shutil.copy(path, folder.path / "segments" / (f"copy {number} of a file" if rename else path.name))
    replica = open_replica(tmp_path / "ana")
    sync = Sync(replica, folder)
    assert sync.pull().count == EXPECTED["lines"]
    assert as_expected(replica.state) == EXPECTED
    assert sync.state().bad == {}
    assert not sync.pull()
