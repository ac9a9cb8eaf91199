"""The job of the setting wizard: the form of an objective, asked for step by step, with its initiatives."""

from collections.abc import Mapping
from typing import NamedTuple

from okrtui.okr.kinds import Preset
from okrtui.okr.records import Fields, Value
from okrtui.screens.form_group import fill
from okrtui.screens.form_job import BLANK
from okrtui.screens.form_key_result import KeyResultFields
from okrtui.screens.form_objective import ObjectiveJob
from okrtui.widgets.fields import Field
from okrtui.widgets.form_lines import FormRow
from okrtui.workspace.edits import New
from okrtui.workspace.workspace import Workspace


class Step(NamedTuple):
    """A step of the way from strategy to key results: its name, what it asks, and the fields it asks it by."""

    name: str
    question: str
    fields: tuple[str, ...]


STEPS = (
    Step("Key points", "Which key points of the strategy are for us to carry?", ("key_points",)),
    Step("Key issue", "Of these: which one issue matters most in this cycle?", ("key_issue",)),
    Step("Objective", "Which inspiring state settles that issue?", ("title", "rationale", "serves")),
    Step("Drivers", "What drives it: what has to change so that it comes true?", ("drivers",)),
    Step("Key results", "By which numbers will everybody see that it is reached?", ()),
    Step("Stretch", "Is it challenging, and still to be reached?", ("kind", "stretch", "priority", "owner")),
)
OBJECTIVE, KEY_RESULTS = 2, 4
"""The places of two steps that the coach leads to."""
_OF_PRESET = {Preset.GOKR: ("persona", "pain_or_opportunity")}


class SettingJob(ObjectiveJob):
    """A new objective of a unit for a cycle, on its way through the steps."""

    def __init__(self, workspace: Workspace, *, unit: str | None, cycle: str | None, parent: str | None) -> None:
        """`parent` is what it shall serve, where that is known from the start."""
        super().__init__(workspace, unit=unit, cycle=cycle)
        found = workspace.company.unit(unit)
        if found is not None and found.lead:
            self.group.given["owner"] = found.lead
            self.group.pick("owner", "Owner", "person", "who answers for it")
        self.step = 0
        self.initiatives: list[str] = []
        """Tasks that were named as key results, and are none."""
        self.heading = "Setting an objective"
        self.place = f"{self.place}, {workspace.company.title(cycle)}" if cycle else self.place
        self.parent = parent or ""
        """What it shall serve by the place it was begun from."""
        if parent:
            self._serves.pick(parent)
        group = self.group
        group.text("key_points", "Key points", "what the strategy asks of us, a line each", is_long=True)
        group.text("key_issue", "Key issue", "the one thing that stands between here and there", is_long=True)
        group.text("drivers", "Drivers", "what moves it: each may become a key result", is_long=True)
        group.text("stretch", "Because", "why it is hard enough, and how it can be done", is_long=True)

    @property
    def draft_key(self) -> str:
        """Under which a draft of it is kept."""
        return f"setting {self.group.at_first('unit')} {self.group.at_first('cycle')} {self.parent}"

    @property
    def serves(self) -> str | None:
        """What it shall serve, as far as that is picked."""
        return self._serves.chosen.id if self._serves.chosen else None

    @property
    def is_touched(self) -> bool:
        """Whether anything was typed or chosen."""
        is_realigned = self._serves.text != self.parent
        return self.group.is_touched or is_realigned or any(each.is_touched for each in self.key_results)

    # --- the steps

    def rows(self) -> list[FormRow]:
        """What the step asks for."""
        if self.step == KEY_RESULTS:
            rows = [row for each in self.key_results for row in each.rows()]
            return [*rows, *([BLANK] if self.initiatives else []), *map(_initiative, self.initiatives)]
        names = STEPS[self.step].fields
        if self.step == OBJECTIVE:
            names += _OF_PRESET.get(self.workspace.company.workspace().preset, ())
        rows = [FormRow((self.field(name),)) for name in names]
        if self.step == OBJECTIVE and self._has_kpi:
            rows.append(FormRow(tuple(self.field(name) for name in ("kpi", "kpi_target", "kpi_due"))))
        return rows

    def field(self, name: str) -> Field:
        """A field of the objective, or what it serves."""
        return self._serves if name == "serves" else self.group.fields[name]

    def step_of(self, field: Field) -> int:
        """The step that asks for a field; the last one for what no step asks for."""
        for step in range(len(STEPS)):
            before, self.step = self.step, step
            asked = any(field in row.fields for row in self.rows())
            self.step = before
            if asked:
                return step
        return len(STEPS) - 1

    def is_answered(self, step: int) -> bool:
        """Whether something is typed in a step."""
        if step == KEY_RESULTS:
            return any(each.is_wanted for each in self.key_results)
        return bool(self.field(STEPS[step].fields[0]).text.strip()) and step < len(STEPS) - 1

    # --- the sketch

    def sketched(self) -> tuple[Fields, list[tuple[KeyResultFields, Fields]]]:
        """Objective and key results as far as they are typed; what cannot be read yet is left out."""
        texts: dict[str, Value] = {name: field.text.strip() or None for name, field in self.group.fields.items()}
        objective = texts | {"priority": texts.get("priority") == "yes"}
        found: list[tuple[KeyResultFields, Fields]] = []
        for each in self.key_results:
            if each.is_wanted:
                values = each.group.read(self.workspace.today, is_complete=False)
                read: dict[str, Value] = {"title": each.title.text.strip(), "metric": each.metric.text}
                read |= {name: _plain(value) for name, value in (values or {}).items()}
                found.append((each, read))
        return objective, found

    def make_initiative(self, gone: KeyResultFields) -> None:
        """Keep a key result as an initiative; those behind it move up."""
        self.initiatives.append(gone.title.text.strip())
        kept = [(each.group.prefix, each.texts()) for each in self.key_results if each is not gone and each.is_wanted]
        self.key_results = []
        for number, (before, texts) in enumerate([*kept, ("", {})], 1):
            fresh = self._key_result(number)
            moved = {fresh.group.prefix + key.removeprefix(before): text for key, text in texts.items()}
            self.key_results.append(fresh)
            fresh.restore(moved)
            for field in fresh.fields():
                if field.key in moved:
                    fill(field, moved[field.key])
            fresh.arrange()

    # --- drafts, and what is written

    def texts(self) -> dict[str, str]:
        """What the fields have, the initiatives, and the step one is in."""
        return super().texts() | {"initiatives": "\n".join(self.initiatives), "step": str(self.step)}

    def restore(self, texts: Mapping[str, str]) -> None:
        """Fill in a draft, and go to its step."""
        super().restore(texts)
        self.initiatives = [title for title in texts.get("initiatives", "").split("\n") if title]
        self.step = int(texts.get("step", "0"))

    def hanging_on(self, objective: str) -> list[New]:
        """The initiatives are made in the same act."""
        return [New("initiative", {"subject": objective, "title": title}) for title in self.initiatives]


def _initiative(title: str) -> FormRow:
    return FormRow(heading=f"Initiative: {title}")


def _plain(value: object) -> Value:
    return value if isinstance(value, bool | int | float | str) else None
