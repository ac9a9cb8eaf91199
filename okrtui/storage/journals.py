"""The journals of one's own writers: one per place that this replica has lived in, and per backup restored."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from okrtui.storage.files import file_sizes
from okrtui.storage.journal import Journal, Tail
from okrtui.storage.line import Line

_ENDING = ".jsonl"


class Journals:
    """A directory of journals. Every method but `of` may raise DiskTrouble. Not thread-safe."""

    def __init__(self, path: Path, workspace: str) -> None:
        self.path = path
        self.damage: dict[str, str] = {}
        """What is wrong with a file, by name."""
        self._workspace = workspace
        self._known: dict[str, Journal] = {}

    def writers(self) -> list[str]:
        """Every writer whose journal lies here."""
        return sorted(name.removesuffix(_ENDING) for name in file_sizes(self.path, _ENDING))

    def ever(self) -> set[str]:
        """Those, and the writers whose journal was set aside."""
        return {name.partition(".")[0] for name in file_sizes(self.path, "")}

    def of(self, writer: str) -> Journal:
        """A writer's journal, read as far as it has been; it may not have begun yet."""
        if writer not in self._known:
            self._known[writer] = Journal(self.path / f"{writer}{_ENDING}", self._workspace, writer)
        return self._known[writer]

    def known(self) -> list[Journal]:
        """The journals that were asked for so far."""
        return list(self._known.values())

    def __iter__(self) -> Iterator[Journal]:
        """The journals that lie here, by writer."""
        return iter([self.of(writer) for writer in self.writers()])

    def resume(self, tails: Mapping[str, Tail]) -> bool:
        """Take up reading at these tails; whether every file still holds there what they say. If not, `forget`."""
        return all(self.of(writer).resume(tail) for writer, tail in tails.items())

    def forget(self) -> None:
        """Begin every file anew."""
        self._known.clear()

    def fresh(self, journal: Journal) -> tuple[list[Line], str | None]:
        """A journal's new lines, and the damage behind them, in words, which is noted."""
        found, damage = journal.verified()
        if found:
            journal.tail = found[-1][2]
        self.note(journal, damage)
        return [line for line, _, _ in found], damage

    def note(self, journal: Journal, damage: str | None) -> None:
        """Note what is wrong with a journal, if anything is."""
        if damage:
            self.damage[journal.path.name] = damage

    def lines(self, writer: str) -> list[Line]:
        """Every line of a journal, up to the first that is damaged."""
        return [line for line, _, _ in Journal(self.of(writer).path, self._workspace, writer).verified()[0]]
