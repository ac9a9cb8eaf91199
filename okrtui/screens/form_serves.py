"""What an objective serves, in its form: as many parents as it has, and room for one more."""

from collections.abc import Mapping

from okrtui.okr.records import Alignment
from okrtui.screens.form_items import item, items
from okrtui.widgets.fields import PickField
from okrtui.widgets.form_lines import FormRow
from okrtui.workspace.edits import New
from okrtui.workspace.workspace import Workspace

_MOST = 8


class ServesFields:
    """A parent is a field of an alignment, not of the objective; it is saved in the same act."""

    def __init__(self, workspace: Workspace, objective: str, given: str = "") -> None:
        """`objective` is "" for a new one, which serves what is `given`."""
        self._workspace = workspace
        self._objective = objective
        company = workspace.company
        self._before: list[Alignment] = [*company.serves(objective), *company.cut_above(objective)]
        self.fields: list[PickField] = []
        for parent in [each.parent for each in self._before] or [given]:
            self._add(parent)
        self._at_first = [field.text for field in self.fields]
        self.changed()

    def _add(self, parent: str = "") -> None:
        number = len(self.fields) + 1
        key, label = ("serves", "Serves") if number == 1 else (f"serves {number}", "Also serves")
        chosen = item(self._workspace, "parent", parent)
        listed = items(self._workspace, "parent", apart_from=self._objective)
        hint = "the mission, goal, objective or key result above it" if number == 1 else "another, if it serves more"
        self.fields.append(PickField(key, label, listed, chosen, hint, noun="objective or mission"))

    def rows(self) -> list[FormRow]:
        """What it served at first, or the one line that is mostly enough."""
        return [FormRow((field,)) for field in self.fields[: len(self._at_first)]]

    def more_rows(self) -> list[FormRow]:
        """What it serves beyond that, and a line for one more: out of the way of those who need none."""
        return [FormRow((field,)) for field in self.fields[len(self._at_first) :]]

    def changed(self) -> None:
        """Another one can be picked as soon as there is none left empty."""
        if all(field.text for field in self.fields) and len(self.fields) < _MOST:
            self._add()

    @property
    def is_touched(self) -> bool:
        """Whether anything was chosen that was not so at first."""
        return self._wanted() != [parent for parent in self._at_first if parent]

    def _wanted(self) -> list[str]:
        return list(dict.fromkeys(field.text for field in self.fields if field.text))

    def texts(self) -> dict[str, str]:
        """What the fields have, by their keys."""
        return {field.key: field.text for field in self.fields}

    def make_room(self, texts: Mapping[str, str]) -> None:
        """Have as many fields as a draft has."""
        while len(self.fields) < _MOST and f"serves {len(self.fields) + 1}" in texts:
            self._add()

    def read(self) -> bool:
        """Say what is wrong; whether nothing is."""
        for field in self.fields:
            field.error = field.trouble
        return not any(field.error for field in self.fields)

    def realigned(self, objective: str) -> tuple[list[New], list[tuple[str, str]]]:
        """The alignments to make, and kind and id of those to take away.

        What takes the place of another one serves in the same way.
        """
        wanted, before = self._wanted(), {each.parent: each for each in self._before}
        gone = [("alignment", each.id) for each in self._before if each.parent not in wanted]
        news = []
        for place, field in enumerate(self.fields):
            if field.text in wanted and field.text not in before:
                wanted.remove(field.text)
                fields: dict[str, object] = {"child": objective, "parent": field.text}
                if place < len(self._before):
                    fields["mode"] = self._before[place].mode
                news.append(New("alignment", fields))
        return news, gone
