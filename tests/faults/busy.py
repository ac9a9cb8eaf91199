"""A person at work, to be killed: `python -m tests.faults.busy DATA KEY_RESULT SEED`.

Checks in without end, now and then meets the others or writes the snapshot, and prints `<id> <value> <h of the line>`
as soon as a check-in is confirmed.
"""

import os
import sys
from itertools import count
from pathlib import Path
from random import Random

from okrtui.workspace.check_ins import check_in
from okrtui.workspace.founding import open_workspace


def main(data: Path, key_result: str, rng: Random) -> None:
    """Work until killed."""
    workspace = open_workspace(data, None)
    base = 1 + len(workspace.company.check_ins_of(key_result))
    for value in count(base):
        done = check_in(workspace, key_result, value)
        [h] = workspace.state.heads("check_in", done.id, "value")
        os.write(sys.stdout.fileno(), f"{done.id} {value} {h}\n".encode())
        chance = rng.random()
        if chance < 0.2:
            workspace.meet()
        elif chance < 0.4:
            workspace.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Random(sys.argv[3]))
