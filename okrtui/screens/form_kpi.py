"""The form of a KPI: its name from the catalogue or one's own, and the metrics that it is made of."""

from collections.abc import Mapping

from okrtui.okr.catalogue import entry
from okrtui.okr.ids import new_id
from okrtui.okr.kinds import Combine, Direction, Indicator
from okrtui.okr.records import line, words
from okrtui.screens.form_group import Group, fill
from okrtui.screens.form_job import BLANK, Job, Saved
from okrtui.screens.form_strategy import DIRECTIONS, catalogued
from okrtui.widgets.fields import Field, Item, Option, TextField
from okrtui.widgets.form_lines import FormRow
from okrtui.widgets.offer_field import OfferField
from okrtui.workspace.edits import New
from okrtui.workspace.forms import Form
from okrtui.workspace.saving import Edit, save
from okrtui.workspace.workspace import Workspace

_FEWEST = 2
_MOST = 8
_COMBINED = {Combine.SUM: "sum", Combine.MEAN: "mean", Combine.RATIO: "first / second", Combine.PRODUCT: "product"}


class KpiJob(Job):
    """A new KPI, or one that is there already. Its metrics are named; those that are not there yet are made with it."""

    def __init__(self, workspace: Workspace, *, form: Form | None = None, goal: str = "") -> None:
        given = {
            "goal": goal or None,
            "combine": Combine.SUM.value,
            "direction": Direction.INCREASE.value,
            "indicator": Indicator.LAGGING.value,
        }
        super().__init__(workspace, Group(workspace, "kpi", form=form, given=given))
        self.heading = "KPI" if form else "New KPI"
        group = self.group
        self.place = workspace.company.title(str(group.at_first("goal") or ""))
        name = group.at_first("name")
        hint = "what it tells: Renewal rate; the arrows offer a catalogue"
        self._name = OfferField("name", "KPI", catalogued(), name if isinstance(name, str) else "", hint)
        group.add("name", self._name)
        group.figure("unit_of_measure", "in", "what its value counts: %, $, days", example="%, $, days")
        group.choice("combine", "Made as", [Option(each.value, label) for each, label in _COMBINED.items()])
        group.choice("direction", "Better", DIRECTIONS, "which way is better")
        group.figure("healthy_low", "Healthy", "the lowest value that is fine; empty: no lower end", example="least")
        group.figure("healthy_high", "to", "the highest value that is fine; empty: no upper end", example="most")
        kinds = [Option(each.value, each.words) for each in Indicator]
        group.choice("indicator", "Indicator", kinds, "lagging: what came of the work; leading: what is coming")
        group.pick("goal", "Goal", "goal", "the goal it is a barometer of; empty: of none")
        group.pick("unit", "Unit", "unit", "whose KPI")
        self._known = {line(fields, "name").casefold(): id for id, fields in workspace.company.live("metric")}
        self._metrics: list[tuple[OfferField, TextField]] = []
        self._taken_over: dict[str, str] = {}
        for id in words(form.values, "metrics") if form else ():
            self._add_metric(workspace.company.title(id))
        while len(self._metrics) < _FEWEST:
            self._add_metric()

    def _add_metric(self, name: str = "") -> None:
        number = len(self._metrics) + 1
        hint = "what is counted; the arrows offer the metrics there are"
        field = OfferField(f"metric {number}", f"Metric {number}", self._metric_items, name, hint)
        unit = TextField(f"metric unit {number}", "in", "", "what its readings count", most=60)
        self._metrics.append((field, unit))
        self._arrange()

    def _metric_items(self) -> list[Item]:
        company = self.workspace.company
        with self.workspace.lock:
            found = [(company.title(id), line(fields, "unit_of_measure")) for id, fields in company.live("metric")]
        return [Item(title, title, unit) for title, unit in sorted(found)]

    def _arrange(self) -> None:
        """The unit of a metric is asked for where it is a new one."""
        for name, unit in self._metrics:
            unit.is_shown = bool(name.text) and name.text.casefold() not in self._known

    def rows(self) -> list[FormRow]:
        """Name and unit, the metrics, what is healthy, where it belongs."""
        fields = self.group.fields
        rows = [FormRow((self._name,)), FormRow((fields["unit_of_measure"],)), BLANK]
        rows += [FormRow(pair) for pair in self._metrics]
        rows += [FormRow((fields["combine"],)), BLANK, FormRow((fields["direction"],))]
        rows.append(FormRow((fields["healthy_low"], fields["healthy_high"])))
        return rows + [FormRow((fields[name],)) for name in ("indicator", "goal", "unit")]

    def fields(self) -> list[Field]:
        """Every field."""
        return [*super().fields(), *(field for pair in self._metrics for field in pair)]

    def changed(self, field: Field) -> None:
        """Take over what the catalogue says of the name; another metric can be named as soon as the last one is."""
        found = entry(self._name.text) if field is self._name and self.group.form is None else None
        if found is not None:
            texts = {
                "unit_of_measure": found.unit,
                "combine": found.combine.value,
                "direction": found.direction.value,
                "indicator": found.indicator.value,
            }
            for name, text in texts.items():
                self.group.put(name, text)
            for (metric, unit), (name, counted) in zip(self._metrics, found.metrics, strict=False):
                if self._take_over(metric, name):
                    self._take_over(unit, counted)
        if self._metrics[-1][0].text and len(self._metrics) < _MOST:
            self._add_metric()
        self._arrange()

    def _take_over(self, field: OfferField | TextField, text: str) -> bool:
        """Let a field of a metric have what the catalogue says; whether nobody has filled it in by hand."""
        if field.text not in ("", self._taken_over.get(field.key)):
            return False
        field.put(text)
        self._taken_over[field.key] = text
        return True

    @property
    def is_touched(self) -> bool:
        """Whether anything was typed or chosen."""
        return super().is_touched or self._named() != self._named_at_first()

    def _named(self) -> list[str]:
        return [name.text for name, _ in self._metrics if name.text]

    def _named_at_first(self) -> list[str]:
        form = self.group.form
        return [self.workspace.company.title(id) for id in words(form.values, "metrics")] if form else []

    def texts(self) -> dict[str, str]:
        """What the fields have, by their keys."""
        return super().texts() | {field.key: field.text for pair in self._metrics for field in pair}

    def restore(self, texts: Mapping[str, str]) -> None:
        """Fill in a draft, with as many metrics as it has."""
        while f"metric {len(self._metrics) + 1}" in texts:
            self._add_metric()
        for field in self.fields():
            if field.key in texts:
                fill(field, texts[field.key])
        self._arrange()

    def write(self) -> Saved:
        """Write the KPI and the metrics that are new."""
        news: list[New] = []
        metrics: list[str] = []
        units = {name.text: unit.text.strip() or None for name, unit in self._metrics}
        for name in dict.fromkeys(self._named()):
            id = self._kept(name) or self._known.get(name.casefold())
            if id is None:
                id = new_id(self.workspace.entropy)
                news.append(New("metric", {"name": name, "unit_of_measure": units[name]}, id))
            metrics.append(id)
        values = {**self._values(self.group), "metrics": metrics or None}
        form = self.group.form
        if form is not None:
            return Saved("kpi", form.id, save(self.workspace, [Edit(form, values)], news))
        id = new_id(self.workspace.entropy)
        return Saved("kpi", id, save(self.workspace, news=[*news, New("kpi", values, id)]))

    def _kept(self, name: str) -> str | None:
        """The metric of this KPI that is called so: two metrics may have one name."""
        form = self.group.form
        own = words(form.values, "metrics") if form else ()
        return next((id for id in own if self.workspace.company.title(id) == name), None)
