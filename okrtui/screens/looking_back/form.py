"""The form in which a review is written: what worked, what did not, what was learned or decided, what to do better."""

from collections.abc import Mapping, Sequence
from datetime import date

from okrtui.okr.kinds import ReviewKind
from okrtui.screens.form_group import Group, fill
from okrtui.screens.form_items import items
from okrtui.screens.form_job import BLANK, Job, Saved
from okrtui.widgets.fields import Field, PickField, TextField
from okrtui.widgets.form_lines import FormRow
from okrtui.widgets.tones import Segments, Tone
from okrtui.workspace.holding import TEXTS, About, hold_review, open_review
from okrtui.workspace.past_reviews import NAMES, Todo
from okrtui.workspace.reading import clean_line
from okrtui.workspace.workspace import Workspace

_ASKED: Mapping[ReviewKind, Sequence[tuple[str, str, str]]] = {
    ReviewKind.QUARTERLY: (
        ("worked", "What worked", "and shall stay as it is"),
        ("did_not_work", "What did not", "what closed short, and why; nobody is to blame"),
        ("learned", "Learned", "what one knows now that one did not know at the beginning"),
        ("decisions", "Decided", "one decision on each line"),
    ),
    ReviewKind.MONTHLY: (
        ("worked", "What worked", "and shall go on"),
        ("bottlenecks", "Bottlenecks", "what holds things up, and who can help"),
        ("decisions", "Decided", "one decision on each line: who does what by when"),
    ),
}
_MOST_IMPROVEMENTS = 8


class _Improvement:
    """Something to do better, and who sees to it."""

    def __init__(self, workspace: Workspace, number: int) -> None:
        self.text = TextField(f"{number} better", "Do better", "", "something to do better in the next cycle", most=500)
        self.owner = PickField(f"{number} owner", "by", items(workspace, "person"), noun="person")
        self.owner.example = "who leads"

    @property
    def fields(self) -> tuple[Field, Field]:
        """Both."""
        return self.text, self.owner


class ReviewJob(Job):
    """A review to be written, or to be gone on with."""

    def __init__(
        self, workspace: Workspace, about: About, notes: Sequence[Segments] = (), known: Sequence[Todo] = ()
    ) -> None:
        """`notes` is what one has to go by; `known` are the improvements that the review has already."""
        self._about = about
        self._shown = open_review(workspace, about)
        self._notes = notes
        self._known = known
        given = {"kind": about.kind, "unit": about.unit, "cycle": about.cycle, "date": workspace.today.isoformat()}
        form = self._shown if self._shown.values else None
        super().__init__(workspace, Group(workspace, "review", form=form, given=given))
        self.heading = NAMES[about.kind]
        company = workspace.company
        when = f"{about.month:%B %Y}" if about.month else clean_line(company.title(about.cycle))
        self.place = f"{clean_line(company.title(about.unit))}, {when}"
        for name, label, hint in _ASKED[about.kind]:
            self.group.text(name, label, hint, is_long=True)
        self._improvements = [_Improvement(workspace, 1)] if about.kind is ReviewKind.QUARTERLY else []

    @property
    def draft_key(self) -> str:
        """Under which a draft of it is kept."""
        return f"review {self._about.id}"

    def rows(self) -> list[FormRow]:
        """What one has to go by, the texts, what to do better."""
        rows = [FormRow(note=note) for note in self._notes]
        rows += [BLANK] if rows else []
        rows += [FormRow((field,)) for field in self.group.fields.values()]
        if self._improvements:
            rows += [BLANK, *(FormRow(note=[(f"{each.text}, {each.owner}", Tone.MUTED)]) for each in self._known)]
            rows += [FormRow(each.fields) for each in self._improvements]
        return rows

    def fields(self) -> list[Field]:
        """Every field."""
        return [*super().fields(), *(field for each in self._improvements for field in each.fields)]

    def changed(self, field: Field) -> None:
        """Another improvement can be named as soon as the last one is."""
        if not self._improvements or not self._improvements[-1].text.text.strip():
            return
        if len(self._improvements) < _MOST_IMPROVEMENTS:
            self._improvements.append(_Improvement(self.workspace, len(self._improvements) + 1))

    @property
    def is_touched(self) -> bool:
        """Whether anything was typed or chosen."""
        return super().is_touched or any(field.text for each in self._improvements for field in each.fields)

    def texts(self) -> dict[str, str]:
        """What the fields have, by their keys."""
        return {field.key: field.text for field in self.fields()}

    def restore(self, texts: Mapping[str, str]) -> None:
        """Fill in a draft, with as many improvements as it has."""
        while self._improvements and f"{len(self._improvements) + 1} better" in texts:
            self._improvements.append(_Improvement(self.workspace, len(self._improvements) + 1))
        for field in self.fields():
            if texts.get(field.key):
                fill(field, texts[field.key])

    def read(self, today: date, *, is_complete: bool) -> bool:
        """Check everything: who sees to an improvement has to be somebody."""
        is_fine = super().read(today, is_complete=is_complete)
        for each in self._improvements:
            each.owner.error = each.owner.trouble
            is_fine = is_fine and not each.owner.error
        return is_fine

    def write(self) -> Saved:
        """Hold the review, in one act."""
        values = self._values(self.group)
        said = {name: str(value or "") for name, value in values.items() if name in TEXTS}
        better = [
            (each.text.text.strip(), each.owner.text or None) for each in self._improvements if each.text.text.strip()
        ]
        held = hold_review(self.workspace, self._about, said, better, form=self._shown)
        return Saved("review", held.id, held.is_new or bool(values or better))
