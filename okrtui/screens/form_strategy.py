"""The forms of missions, goals, metrics and measures."""

from okrtui.okr.catalogue import CATALOGUE, entry
from okrtui.okr.ids import new_id
from okrtui.okr.kinds import Cadence, Direction, Indicator
from okrtui.okr.records import words
from okrtui.screens.form_group import Group
from okrtui.screens.form_job import BLANK, Job, Saved, write_one
from okrtui.widgets.fields import Field, Item, Items, Option
from okrtui.widgets.form_lines import FormRow
from okrtui.widgets.offer_field import OfferField
from okrtui.workspace.edits import New
from okrtui.workspace.forms import Form, open_form
from okrtui.workspace.saving import Edit, save
from okrtui.workspace.workspace import Workspace

DIRECTIONS = [Option(Direction.INCREASE.value, "up"), Option(Direction.DECREASE.value, "down")]


def _company(workspace: Workspace) -> str:
    """The unit on top of everything; "" where there is none."""
    roots = workspace.company.child_units(None)
    return roots[0].id if roots else ""


class MissionJob(Job):
    """A new mission of the company or one of its areas, or one that is there already."""

    def __init__(self, workspace: Workspace, *, form: Form | None = None, unit: str = "") -> None:
        given = {"unit": unit or _company(workspace)}
        super().__init__(workspace, Group(workspace, "mission", form=form, given=given))
        self.heading = "Mission" if form else "New mission"
        self.place = " ".join(workspace.company.workspace().vision.split("\n"))
        self.group.text("statement", "Mission", "what it is there for, in one or two sentences", is_long=True)
        self.group.pick("unit", "Area", "unit", "the company, or the area whose mission it is")

    def rows(self) -> list[FormRow]:
        """Two lines."""
        return [FormRow((field,)) for field in self.group.fields.values()]

    def write(self) -> Saved:
        """Write the mission."""
        return write_one(self.workspace, self.group, self._values(self.group))


class GoalJob(Job):
    """A new goal, from, to and by, or one that is there already."""

    def __init__(self, workspace: Workspace, *, form: Form | None = None) -> None:
        super().__init__(workspace, Group(workspace, "goal", form=form, given={"unit": _company(workspace)}))
        self.heading = "Goal" if form else "New goal"
        group = self.group
        group.text("title", "Goal", "the outcome in words: New client revenue through our product offering")
        group.figure("baseline", "From", "where it stands at the outset", example="1.5M")
        group.figure("target", "To", "where it is to get", example="2.4M")
        group.figure("unit_of_measure", "in", "what the numbers count: $, %, clients", example="$, %")
        group.figure("due", "By", "31 Dec, +90d", example="31 Dec")
        group.text("why", "Why", "what reaching it brings us", is_long=True)
        group.pick("unit", "Unit", "unit", "whose goal it is")

    def rows(self) -> list[FormRow]:
        """Title, from and to, by, why."""
        fields = self.group.fields
        span = FormRow((fields["baseline"], fields["target"], fields["unit_of_measure"]))
        rest = [FormRow((fields[name],)) for name in ("due", "why")]
        return [FormRow((fields["title"],)), span, *rest, BLANK, FormRow((fields["unit"],))]

    def write(self) -> Saved:
        """Write the goal."""
        return write_one(self.workspace, self.group, self._values(self.group))


class MetricJob(Job):
    """A new metric, of which a KPI is made too, or one that is there already."""

    def __init__(self, workspace: Workspace, *, form: Form | None = None, kpi: str = "") -> None:
        super().__init__(workspace, Group(workspace, "metric", form=form))
        self.heading = "Metric" if form else "New metric"
        self.place = workspace.company.title(kpi)
        self._kpi = open_form(workspace, "kpi", kpi) if kpi else None
        self.group.text("name", "Metric", "what is counted")
        self.group.figure("unit_of_measure", "in", "what its readings count: $, %, calls", example="$, %, calls")

    def rows(self) -> list[FormRow]:
        """Two lines."""
        return [FormRow((field,)) for field in self.group.fields.values()]

    def write(self) -> Saved:
        """Write the metric, and that the KPI is made of it."""
        if self.group.form is not None or self._kpi is None:
            return write_one(self.workspace, self.group, self._values(self.group))
        id = new_id(self.workspace.entropy)
        made = New("metric", self._values(self.group), id)
        joined = Edit(self._kpi, {"metrics": [*words(self._kpi.values, "metrics"), id]})
        return Saved("metric", id, save(self.workspace, [joined], [made]))


class MeasureJob(Job):
    """A new measure of a key result, or one that is there already."""

    def __init__(self, workspace: Workspace, *, form: Form | None = None, key_result: str = "") -> None:
        given = {"key_result": key_result, "cadence": Cadence.WEEKLY.value, "direction": Direction.INCREASE.value}
        super().__init__(workspace, Group(workspace, "measure", form=form, given=given))
        self.heading = "Measure" if form else "New measure"
        group = self.group
        self.place = workspace.company.title(str(group.at_first("key_result") or ""))
        hint = "the activity that moves it: Renewal calls; the arrows offer a catalogue"
        self._name = OfferField("name", "Measure", catalogued(Indicator.LEADING), _text(group.at_first("name")), hint)
        group.add("name", self._name)
        group.figure("target", "Target", "how many each day, week or month", example="12")
        group.figure("unit_of_measure", "in", "what is counted", example="calls")
        group.choice("cadence", "Each", [Option(each.value, _EACH[each]) for each in Cadence])
        group.choice("direction", "Better", DIRECTIONS, "which way is better")

    def rows(self) -> list[FormRow]:
        """Name, target, how often."""
        fields = self.group.fields
        rest = [FormRow((fields[name],)) for name in ("cadence", "direction")]
        return [FormRow((self._name,)), FormRow((fields["target"], fields["unit_of_measure"])), *rest]

    def changed(self, field: Field) -> None:
        """Take over what the catalogue says of the name."""
        found = entry(self._name.text) if field is self._name and self.group.form is None else None
        if found is not None:
            self.group.put("unit_of_measure", found.unit)
            self.group.put("direction", found.direction.value)

    def write(self) -> Saved:
        """Write the measure."""
        values = self._values(self.group)
        given = {} if self.group.form else self.group.given
        return write_one(self.workspace, self.group, {**given, **values})


_EACH = {Cadence.DAILY: "day", Cadence.WEEKLY: "week", Cadence.MONTHLY: "month"}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def catalogued(indicator: Indicator | None = None) -> Items:
    """The names of the catalogue: of lagging or leading indicators, or of both."""
    found = [each for each in CATALOGUE if indicator in (None, each.indicator)]
    return lambda: [Item(each.name, each.name, each.indicator.words) for each in found]
