"""What a merging of lines brought, for whoever tells of it."""

from collections.abc import Iterable, Sequence

from okrtui.storage.line import Line
from okrtui.storage.registers import ObjectKey

_KEPT_LINES = 200


class Absorbed:
    """What merging lines touched: the objects, and the last lines (enough for a notice, not for a history)."""

    def __init__(self, counts_only: bool = False) -> None:
        self.keys: set[ObjectKey] = set()
        self.lines: list[Line] = []
        self.count = 0
        self._counts_only = counts_only

    def add(self, lines: Sequence[Line], touched: Iterable[ObjectKey]) -> None:
        """Count lines that were new here, and the objects they touched."""
        self.count += len(lines)
        if not self._counts_only:
            self.keys.update(touched)
            self.lines += lines[-2 * _KEPT_LINES :]
            del self.lines[: -2 * _KEPT_LINES]

    def join(self, more: "Absorbed") -> None:
        """Take in what another merging touched."""
        self.count += more.count
        self.keys |= more.keys
        self.lines += more.lines
        del self.lines[: -2 * _KEPT_LINES]

    def __bool__(self) -> bool:
        return self.count > 0
