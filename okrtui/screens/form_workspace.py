"""The form of the workspace's settings: its name and vision, the method with its limits, the days it goes by."""

from okrtui.okr.kinds import Preset
from okrtui.okr.presets import PRACTICES
from okrtui.screens.form_group import Group
from okrtui.screens.form_items import WEEKDAYS
from okrtui.screens.form_job import BLANK, Job, Saved, write_one
from okrtui.widgets.fields import Field, Option
from okrtui.widgets.form_lines import FormRow
from okrtui.workspace.forms import Form
from okrtui.workspace.presets import preset_limits_words
from okrtui.workspace.workspace import Workspace

_PRESETS = [Option(practice.preset.value, practice.title) for practice in PRACTICES.values()]


class WorkspaceJob(Job):
    """The settings that everyone shares. Another method changes no data: only words, limits and what the coach says."""

    def __init__(self, workspace: Workspace, *, form: Form) -> None:
        super().__init__(workspace, Group(workspace, "workspace", form=form))
        self.heading = "Settings of the workspace"
        group = self.group
        group.text("name", "Name", "what the company or organisation is called")
        group.text("vision", "Vision", "what the world looks like when the work is done", is_long=True)
        self._preset = group.choice("preset", "Method", _PRESETS)
        self._limits = group.text("limits", "Limits")
        group.text("coach_words", "Coach words", "what the coach listens for, too: task=roll out, ship it, vague=nice")
        group.choice("check_in_weekday", "Check-in day", WEEKDAYS, "the day on which the week's check-ins are due")
        group.figure("check_in_weeks", "Weeks", "between check-ins: 1 to 13; empty: 1")
        group.text("time_zone", "Time zone", "whose date is today: Europe/Berlin; empty: UTC")
        group.figure("fiscal_year_start", "Fiscal year", "the month in which it begins: 1 to 12")
        self._follow_method()

    def _follow_method(self) -> None:
        practice = PRACTICES[Preset(self._preset.text)]
        self._preset.hint = f"{practice.summary}; nothing is lost when it changes"
        self._limits.hint = f"of your own, in place of {preset_limits_words(practice.preset)}"
        self._limits.example = preset_limits_words(practice.preset)

    def changed(self, field: Field) -> None:
        """Say what the chosen method is, and what limits come with it."""
        self._follow_method()

    def rows(self) -> list[FormRow]:
        """What it is, how it works, when."""
        fields = self.group.fields
        return [
            *(FormRow((fields[name],)) for name in ("name", "vision")),
            BLANK,
            *(FormRow((fields[name],)) for name in ("preset", "limits", "coach_words")),
            BLANK,
            *(FormRow((fields[name],)) for name in ("check_in_weekday", "check_in_weeks")),
            *(FormRow((fields[name],)) for name in ("time_zone", "fiscal_year_start")),
        ]

    def write(self) -> Saved:
        """Write the settings."""
        return write_one(self.workspace, self.group, self._values(self.group))
