"""The form of an initiative: what is done for a key result or an objective."""

from okrtui.screens.form_group import Group
from okrtui.screens.form_job import Job, Saved, write_one
from okrtui.widgets.form_lines import FormRow
from okrtui.workspace.forms import Form
from okrtui.workspace.workspace import Workspace


class InitiativeJob(Job):
    """A new initiative, at first one's own, or one that is there already."""

    def __init__(self, workspace: Workspace, *, form: Form | None = None, subject: str = "") -> None:
        given = {"subject": subject, "owner": workspace.person}
        super().__init__(workspace, Group(workspace, "initiative", form=form, given=given))
        self.heading = "Initiative" if form else "New initiative"
        group = self.group
        self.place = workspace.company.title(str(group.at_first("subject") or ""))
        group.text("title", "Initiative", "what is to be done, not what comes of it: Build a price estimator")
        group.pick("owner", "Owner", "person", "who does it")
        if form is not None:
            group.choice("done", "Done")

    def rows(self) -> list[FormRow]:
        """Two lines; whether it is done is asked of one that is there already."""
        return [FormRow((field,)) for field in self.group.fields.values()]

    def write(self) -> Saved:
        """Write the initiative."""
        given = {} if self.group.form else self.group.given
        return write_one(self.workspace, self.group, {**given, **self._values(self.group)})
