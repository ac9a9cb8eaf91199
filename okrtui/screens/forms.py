"""The form screen, and the ways into it: make or edit an objective, a key result, a unit, a person."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.reactive import reactive

from okrtui.screens.ask import Answer, AskScreen
from okrtui.screens.base import OkrScreen
from okrtui.screens.conflict_marks import others_words
from okrtui.screens.form_job import Job, Saved
from okrtui.screens.form_jobs import KeyResultJob, PersonJob, UnitJob, job_of
from okrtui.screens.form_objective import ObjectiveJob
from okrtui.widgets.cells import fit, width_of
from okrtui.widgets.fields import Field, PickField, TextField
from okrtui.widgets.form import Form
from okrtui.widgets.line import Line
from okrtui.widgets.tones import Segments, Tone, fit_segments, spread
from okrtui.workspace.errors import UsageError
from okrtui.workspace.visits import when
from okrtui.workspace.workspace import Change

if TYPE_CHECKING:
    from okrtui.app import OkrtuiApp

Then = Callable[[str, str], None]
"""Told kind and id of what was saved."""


def new_objective(
    app: "OkrtuiApp", *, unit: str | None = None, cycle: str | None = None, serves: str = "", then: Then
) -> None:
    """Make an objective with its key results: of a unit, by default one's own; for a cycle, by default the current.

    `serves` is what it is to be aligned to, unless something else is chosen.
    """
    app.push_screen(FormScreen(ObjectiveJob(app.workspace, unit=unit, cycle=cycle, serves=serves), then))


def new_key_result(app: "OkrtuiApp", objective: str, *, then: Then) -> None:
    """Make a key result of an objective."""
    app.push_screen(FormScreen(KeyResultJob(app.workspace, objective=objective), then))


def new_unit(app: "OkrtuiApp", parent: str, *, then: Then) -> None:
    """Make a unit below another."""
    app.push_screen(FormScreen(UnitJob(app.workspace, parent=parent), then))


def new_person(app: "OkrtuiApp", unit: str, *, then: Then) -> None:
    """Make a person who works in a unit."""
    app.push_screen(FormScreen(PersonJob(app.workspace, unit=unit), then))


def edit_settings(app: "OkrtuiApp") -> None:
    """Edit the settings of the workspace."""
    found = next(app.workspace.company.live("workspace"), None)
    if found is None:
        app.say("The settings of this workspace have not arrived yet")
    else:
        edit(app, "workspace", found[0], then=lambda kind, id: None)


def edit(app: "OkrtuiApp", kind: str, id: str, *, then: Then) -> None:
    """Edit an object of a kind that has a form."""
    try:
        job = job_of(app.workspace, kind, id)
    except UsageError as error:
        app.say(str(error), tone=Tone.BAD)
    else:
        app.push_screen(FormScreen(job, then))


class _HeadLine(Line):
    """What the form is for, and where that belongs."""

    def __init__(self, job: Job, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]  # passed on as they come
        self._job = job

    def segments(self, width: int) -> Segments:
        """Heading at the left, place at the right."""
        heading = self._job.heading
        named = fit(self._job.place, width - width_of(heading) - 4, self.glyphs.ellipsis)
        place: Segments = [(named, Tone.MUTED)] if self._job.place else []
        return [(" ", Tone.PLAIN), *spread([(heading, Tone.STRONG)], place, width - 2), (" ", Tone.PLAIN)]


class _HintLine(Line):
    """What the field with the focus is for, and how it was understood."""

    hint = reactive("")
    echo = reactive("")

    def segments(self, width: int) -> Segments:
        """The hint, the echo before it."""
        said: Segments = [(f" {self.echo}  ", Tone.ACCENT)] if self.echo else [(" ", Tone.PLAIN)]
        return fit_segments([*said, (self.hint, Tone.MUTED)], width, self.glyphs.ellipsis)


class FormScreen(OkrScreen):
    """A form. What is wrong shows as one types; what was typed is never thrown away unasked."""

    CSS_PATH = "forms.tcss"
    BINDING_GROUP_TITLE = "Form"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "save", id="form.save"),
        Binding("ctrl+o", "open_conflict", "open the conflict", id="form.conflict"),
        Binding("escape", "back", "leave", id="screen.back"),
    ]

    form = query_one(Form)
    hint_line = query_one(_HintLine)

    def __init__(self, job: Job, then: Then) -> None:
        super().__init__()
        self._job = job
        self._then = then
        self._is_ready = False
        self._is_tried = False
        self._is_saving = False
        self._is_settling = False

    def compose_body(self) -> ComposeResult:
        """Heading, fields, hint."""
        yield _HeadLine(self._job, glyphs=self.glyphs)
        yield Form(glyphs=self.glyphs)
        yield _HintLine(glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Begin with the draft that was left, if there is one; what checks the fields comes in behind."""
        draft = self.okrtui.drafts.pop(self._job.draft_key, None)
        if draft is not None:
            self._job.restore(draft)
            self.say("What you typed before is here again", "ctrl+s saves it")
        self._mark_conflicts()
        self.form.follow = self._follow
        self.form.set_rows(self._job.rows())
        self.form.focus()
        self._show_hint()
        self.okrtui.act(self._get_ready, lambda _: self._make_ready())

    def _get_ready(self) -> None:
        import_module("okrtui.okr.models")
        for field in self._job.fields():
            if isinstance(field, PickField):
                field.load()

    def _make_ready(self) -> None:
        self._is_ready = True
        if self._job.is_touched:
            self._check()

    # --- as one types

    def _follow(self, field: Field) -> None:
        """Ask for what a change asks for."""
        self._job.changed(field)
        self.form.set_rows(self._job.rows())

    def on_form_changed(self, message: Form.Changed) -> None:
        """Follow what was typed, and say what is wrong with it."""
        if self._is_ready:
            self._job.read(self.workspace.today, is_complete=self._is_tried)
        self.form.set_rows(self._job.rows())
        self._show_hint()

    def on_form_entered(self, message: Form.Entered) -> None:
        """Say what the field is for."""
        self._show_hint()

    def _check(self) -> bool:
        is_fine = self._job.read(self.workspace.today, is_complete=self._is_tried)
        self.form.set_rows(self._job.rows())
        self._show_hint()
        return is_fine

    def _show_hint(self) -> None:
        field = self.form.here
        # In an empty field the hint stands already, unless an example does.
        hint = field.hint if field and (field.text or field.example != field.hint) else ""
        if isinstance(field, TextField) and field.is_long and field.text:
            hint += f" {self.glyphs.dot} ctrl+j new line"
        self.hint_line.hint, self.hint_line.echo = hint, field.echo if field else ""

    # --- saving and leaving

    def action_save(self) -> None:
        """Save, or go to the first field that does not let one."""
        if self._is_saving or self.app.screen is not self:
            return
        self.form.settle()
        self._is_tried = True
        if self._check():
            self._is_saving = True
            self.okrtui.carry_out(self._job.write, self._saved, self._not_saved)
            return
        wrong = [field for field in self.form.fields if field.error]
        if wrong:
            self.form.go_to(wrong[0])
            self._show_hint()
        self.say(f"Not saved yet: {len(wrong)} to mend" if len(wrong) > 1 else "Not saved yet", tone=Tone.CAUTION)

    def _saved(self, saved: Saved) -> None:
        self.app.pop_screen()
        title = self.workspace.company.title(saved.id) or self._job.heading
        self._then(saved.kind, saved.id)
        if saved.is_changed:
            self.okrtui.say(f"Saved: {title}", "u undo")
        else:
            self.okrtui.say("Nothing was changed")

    def _not_saved(self, why: str) -> None:
        self._is_saving = False
        self.say(f"Not saved: {why}", tone=Tone.BAD, seconds=12.0)

    def action_back(self) -> None:
        """Leave; where something was typed, ask what shall become of it."""
        self.form.settle()
        if not self._job.is_touched:
            self.app.pop_screen()
            return
        answers = (
            Answer("s", "save it"),
            Answer("k", "keep it as a draft", "it is here again when you come back, until okrtui closes"),
            Answer("t", "throw it away"),
        )
        ask = AskScreen("What you typed is not saved", answers, "esc goes on with it", glyphs=self.glyphs)
        self.app.push_screen(ask, self._leave)

    def _leave(self, answer: str | None) -> None:
        match answer:
            case "s":
                self.action_save()
            case "k":
                self.okrtui.drafts[self._job.draft_key] = self._job.texts()
                self.app.pop_screen()
            case "t":
                self.app.pop_screen()

    # --- what others do meanwhile

    def _mark_conflicts(self) -> None:
        if self._job.has_marks:
            told = partial(when, self.workspace)
            self._job.group.mark(lambda field: others_words(field, self.glyphs, told), self.glyphs)

    def action_open_conflict(self) -> None:
        """Open the conflict of the field that one is in, or else the first one here; the form stays as it is."""
        from okrtui.screens.conflicts import open_conflicts

        form = self._job.group.form
        here = self.form.here
        name = next((name for name, field in self._job.group.fields.items() if field is here), "")
        if form is not None:
            self._is_settling = True
            open_conflicts(self.okrtui, (form.kind, form.id), name)

    def on_screen_resume(self) -> None:
        """Back from a conflict: what was settled there is what the field has now."""
        if not self._is_settling:
            return
        self._is_settling = False
        try:
            self._job.group.retake()
        except UsageError as error:  # the choice was that it is deleted
            if self._job.is_touched:
                self.okrtui.drafts[self._job.draft_key] = self._job.texts()
            self.app.pop_screen()
            self.okrtui.say(str(error), tone=Tone.CAUTION)
            return
        self._mark_conflicts()
        self._check()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is a conflict to open only where there is one."""
        return action != "open_conflict" or self._job.group.is_contested

    def workspace_changed(self, change: Change) -> None:
        """Say so where someone else has changed what is being edited: saving keeps both."""
        form = self._job.group.form
        if form is not None and change.lines and (form.kind, form.id) in change.keys:
            self.say("Someone has just changed this too; saving keeps both, for you two to choose", tone=Tone.CLASH)
