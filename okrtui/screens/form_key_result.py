"""The fields of a key result: what its title says is filled in, and only what its metric needs is asked for."""

from collections.abc import Mapping

from okrtui.okr.kinds import Metric
from okrtui.okr.number import format_number
from okrtui.okr.wording import Wording, read_wording
from okrtui.screens.form_group import Group
from okrtui.widgets.fields import Field, Option, TextField
from okrtui.widgets.form_lines import FormRow
from okrtui.workspace.edits import New
from okrtui.workspace.forms import Form, open_form
from okrtui.workspace.saving import Edit
from okrtui.workspace.workspace import Workspace

_MOVING = (Metric.INCREASE, Metric.DECREASE)
_TARGET_LABELS = {Metric.AT_LEAST: "At least", Metric.AT_MOST: "At most"}
_SHORT_METRICS = {Metric.INCREASE: "up", Metric.DECREASE: "down"}
"""So that all of them stand on one line of 80 cells."""
_MOST_STEPS = 30


class KeyResultFields:
    """One key result in a form; several of them stand in the form of a new objective."""

    def __init__(
        self,
        workspace: Workspace,
        *,
        form: Form | None = None,
        given: Mapping[str, object] | None = None,
        prefix: str = "",
        mark: str = "",
    ) -> None:
        """`mark` is the key result's number where there are several; those show little before they have a title."""
        self._workspace = workspace
        self.group = Group(workspace, "key_result", form=form, given=given, prefix=prefix)
        self._mark = mark
        group = self.group
        metrics = [Option(metric.value, _SHORT_METRICS.get(metric, metric.words)) for metric in Metric]
        self.title = group.text("title", "Key result", "what tells that it is reached: Close rate from 22 to 27 %")
        self.metric = group.choice("metric", "Measured", metrics, hint="how the number moves, or what it keeps to")
        self.start = group.figure("start", "From", "where the number stands at the outset", example="today")
        self.target = group.figure("target", "To", "the number to reach, or to keep to", example="then")
        self.low = group.figure("low", "Between", "the lowest number that is right", example="lowest")
        self.high = group.figure("high", "and", "the highest number that is right", example="highest")
        self.unit = group.figure(
            "unit_of_measure", "in", "what the numbers count: %, calls a week, $", example="%, calls, $"
        )
        self._steps: list[tuple[Form | None, TextField]] = []
        for id, _ in workspace.company.milestones_of(form.id) if form else ():
            self._add_step(open_form(workspace, "milestone", id))
        self._guessed: dict[str, str] = {}
        self.arrange()

    def _add_step(self, form: Form | None) -> None:
        number = len(self._steps) + 1
        text = str(form.values.get("title") or "") if form else ""
        hint = "what is done when it is done; another line comes by itself"
        self._steps.append((form, TextField(f"{self.group.prefix}step {number}", f"Milestone {number}", text, hint)))

    # --- what is asked for

    def rows(self) -> list[FormRow]:
        """The lines of the form."""
        return [
            FormRow((self.title,), mark=self._mark),
            FormRow((self.metric,)),
            FormRow((self.low, self.high, self.unit) if self.low.is_shown else (self.start, self.target, self.unit)),
            *(FormRow((field,)) for _, field in self._steps),
        ]

    def arrange(self) -> None:
        """Ask for what the metric needs."""
        metric = Metric(self.metric.text)
        is_asked = bool(self.title.text.strip()) or not self._mark
        has_range, has_steps = metric is Metric.BETWEEN, metric is Metric.MILESTONES
        has_target = metric in _MOVING or metric in _TARGET_LABELS
        self.metric.is_shown = is_asked
        self.start.is_shown = is_asked and metric in _MOVING
        self.target.is_shown = is_asked and has_target
        self.target.label = _TARGET_LABELS.get(metric, "To")
        self.low.is_shown = self.high.is_shown = is_asked and has_range
        self.unit.is_shown = is_asked and (has_range or has_target)
        if has_steps and (not self._steps or self._steps[-1][1].text.strip()) and len(self._steps) < _MOST_STEPS:
            self._add_step(None)
        for _, field in self._steps:
            field.is_shown = is_asked and has_steps

    def changed(self, field: Field) -> None:
        """A field has something else: follow it."""
        if field is self.title:
            self._guess()
        self.arrange()

    def _guess(self) -> None:
        """Fill in what the title says, where nobody has filled in anything else."""
        wording = read_wording(self.title.text)
        if self.group.form is not None or wording is None:
            return
        if self.metric.text in (self._guessed.get("metric"), Metric.INCREASE.value):
            self.metric.choose(wording.metric.value)
            self._guessed["metric"] = wording.metric.value
        for name, text in _guesses(wording).items():
            field = self.group.fields[name]
            if isinstance(field, TextField) and field.text in ("", self._guessed.get(name)):
                field.put(text)
                self._guessed[name] = text

    # --- what becomes of it

    @property
    def is_wanted(self) -> bool:
        """Whether there is a key result: an untouched line is none."""
        return bool(self.title.text.strip())

    @property
    def is_touched(self) -> bool:
        """Whether anything was typed or chosen."""
        return self.group.is_touched or any(_has_changed(form, field) for form, field in self._steps)

    def texts(self) -> dict[str, str]:
        """What the fields have, by their keys."""
        return self.group.texts() | {field.key: field.text for _, field in self._steps}

    def fields(self) -> list[Field]:
        """Every field."""
        return [*self.group.fields.values(), *(field for _, field in self._steps)]

    def restore(self, texts: Mapping[str, str]) -> None:
        """Ask for as many milestones as a draft has."""
        while f"{self.group.prefix}step {len(self._steps) + 1}" in texts:
            self._add_step(None)

    def steps_of(self, key_result: str) -> tuple[list[Edit], list[New], list[tuple[str, str]]]:
        """The milestones as they were changed, made and taken away."""
        edits, news, gone = [], [], []
        if self.metric.text == Metric.MILESTONES:
            for form, field in self._steps:
                title = field.text.strip()
                if form is None and title:
                    news.append(New("milestone", {"key_result": key_result, "title": title}))
                elif form is not None and not title:
                    gone.append(("milestone", form.id))
                elif form is not None and _has_changed(form, field):
                    edits.append(Edit(form, {"title": title}))
        return edits, news, gone


def _has_changed(form: Form | None, field: TextField) -> bool:
    return field.text != (str(form.values.get("title") or "") if form else "")


def _guesses(wording: Wording) -> dict[str, str]:
    figures = {"start": wording.start, "target": wording.target, "low": wording.low, "high": wording.high}
    return {name: format_number(value) if value is not None else "" for name, value in figures.items()} | {
        "unit_of_measure": wording.unit
    }
