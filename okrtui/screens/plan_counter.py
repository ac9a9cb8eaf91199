"""The form of a counter-proposal: the objective and its key results as one would rather have them, and why."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from okrtui.okr.kinds import ObjectiveKind
from okrtui.screens.form_group import Group
from okrtui.screens.form_job import BLANK, Job, Saved
from okrtui.screens.form_key_result import KeyResultFields
from okrtui.screens.forms import FormScreen, Then
from okrtui.widgets.fields import Field, Option, TextField
from okrtui.widgets.form_lines import FormRow
from okrtui.workspace.forms import open_form
from okrtui.workspace.planning import counter_propose
from okrtui.workspace.saving import Edit
from okrtui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from okrtui.app import OkrtuiApp


def counter(app: "OkrtuiApp", objective: str, *, then: Then) -> None:
    """Open the form in which one answers a proposal with another one."""
    app.push_screen(FormScreen(CounterJob(app.workspace, objective), then))


class CounterJob(Job):
    """What is proposed, to be changed; saving proposes it in return."""

    heading = "Counter-proposal"

    def __init__(self, workspace: Workspace, objective: str) -> None:
        form = open_form(workspace, "objective", objective)
        group = Group(workspace, "objective", form=form)
        super().__init__(workspace, group)
        self._objective = objective
        self.place = workspace.company.title(objective)
        self._why = TextField("why", "Because", "", "what you would rather have, and why; the owner reads it")
        group.text("title", "Objective", "what shall be reached, in one inspiring line")
        group.text("rationale", "Why", "what is in it for those we serve", is_long=True)
        kinds = [Option(kind.value, kind.words) for kind in ObjectiveKind]
        group.choice("kind", "Kind", kinds, hint="a promise, met at 1.0, or a stretch, excellent at 0.7")
        group.choice("priority", "Priority", hint="whether it is one of the few that come first")
        self._key_results = [
            KeyResultFields(
                workspace, form=open_form(workspace, "key_result", each.id), prefix=f"{number} ", mark=str(number)
            )
            for number, each in enumerate(workspace.company.key_results_of(objective), 1)
        ]

    @property
    def draft_key(self) -> str:
        """Under which a draft of it is kept."""
        return f"counter {self._objective}"

    def rows(self) -> list[FormRow]:
        """Why, then what it is about."""
        rows = [FormRow((self._why,)), BLANK, *(FormRow((field,)) for field in self.group.fields.values())]
        if self._key_results:
            rows += [BLANK, FormRow(heading="Key results")]
        for key_result in self._key_results:
            rows += key_result.rows()
        return rows

    def fields(self) -> list[Field]:
        """Every field."""
        return [self._why, *super().fields(), *(field for each in self._key_results for field in each.fields())]

    def changed(self, field: Field) -> None:
        """Follow what was typed."""
        for key_result in self._key_results:
            if field in key_result.fields():
                key_result.changed(field)

    @property
    def is_touched(self) -> bool:
        """Whether anything was typed or chosen."""
        return bool(self._why.text) or super().is_touched or any(each.is_touched for each in self._key_results)

    def texts(self) -> dict[str, str]:
        """What the fields have, by their keys."""
        texts = super().texts() | {"why": self._why.text}
        for key_result in self._key_results:
            texts |= key_result.texts()
        return texts

    def restore(self, texts: Mapping[str, str]) -> None:
        """Fill in a draft."""
        for key_result in self._key_results:
            key_result.restore(texts)
        super().restore(texts)

    def read(self, today: date, *, is_complete: bool) -> bool:
        """Check the objective and its key results."""
        is_fine = super().read(today, is_complete=is_complete)
        for key_result in self._key_results:
            is_fine = key_result.group.read(today, is_complete=is_complete) is not None and is_fine
        return is_fine

    def write(self) -> Saved:
        """Propose it in return, in one act."""
        edits = []
        for group in (self.group, *(each.group for each in self._key_results)):
            if group.form is not None:
                edits.append(Edit(group.form, self._values(group)))
        counter_propose(self.workspace, self._objective, edits, self._why.text)
        return Saved("objective", self._objective, True)
