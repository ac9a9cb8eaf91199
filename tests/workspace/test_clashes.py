"""Counting conflicts as they come and go."""

from pathlib import Path

from okrtui.workspace.clashes import Clashes
from okrtui.workspace.conflicts import conflicts
from okrtui.workspace.resolving import resolve
from tests.screens.pair import Pair, set_field


def test_conflicts_are_counted_at_first_and_as_they_come_and_go(tmp_path: Path) -> None:
    pair = Pair(tmp_path)
    pair.clash("title", "Sell more", "Sell better")
    clashes = Clashes(pair.ana)
    assert (clashes.conflicts, clashes.waiting) == (1, 0)
    pair.clash("rationale", "for us", "for them")
    assert (clashes.conflicts, clashes.waiting) == (2, 0)
    for conflict in conflicts(pair.ana):
        resolve(pair.ana, conflict.kind, conflict.id, conflict.field, "this", conflict.heads)
    assert (clashes.conflicts, clashes.waiting) == (0, 0)


def test_what_waits_for_a_line_is_counted_by_itself_until_the_line_is_there(tmp_path: Path) -> None:
    pair = Pair(tmp_path)
    pair.sync()
    clashes = Clashes(pair.ana)
    set_field(pair.ana, "objective", pair.objective, "title", "Sell more")
    set_field(pair.ben, "objective", pair.objective, "title", "Sell better")
    pair.ben.meet()
    known = set((pair.folder / "segments").iterdir())
    middle = max(known, key=lambda path: path.stat().st_mtime_ns)
    set_field(pair.ben, "objective", pair.objective, "title", "Sell best")
    pair.ben.meet()
    content = middle.read_bytes()
    middle.unlink()
    pair.ana.meet()
    assert (clashes.conflicts, clashes.waiting) == (0, 1)
    middle.write_bytes(content)
    pair.ana.meet()
    assert (clashes.conflicts, clashes.waiting) == (1, 0)
