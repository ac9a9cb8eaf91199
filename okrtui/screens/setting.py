"""The setting wizard: from the key points of the strategy to measurable key results, the coach looking on."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.reactive import reactive

from okrtui.screens.forms import FormScreen, Then
from okrtui.screens.setting_aside import aside_lines
from okrtui.screens.setting_coach import Advice, advice_lines, advise
from okrtui.screens.setting_job import KEY_RESULTS, STEPS, SettingJob
from okrtui.widgets.cells import fit
from okrtui.widgets.fields import Field
from okrtui.widgets.form import Form
from okrtui.widgets.glyphs import ASCII
from okrtui.widgets.line import Line
from okrtui.widgets.sheet import Drawing, Sheet
from okrtui.widgets.tones import Segments, Tone, length
from okrtui.workspace.detail import why

if TYPE_CHECKING:
    from okrtui.app import OkrtuiApp

_PANE_FROM = 120


def set_objective(
    app: "OkrtuiApp", *, unit: str | None, cycle: str | None, parent: str | None = None, then: Then
) -> None:
    """Set an objective of a unit for a cycle, step by step; `parent` is what it takes up."""
    job = SettingJob(app.workspace, unit=unit, cycle=cycle, parent=parent)
    draft = app.drafts.pop(job.draft_key, None)
    if draft is not None:
        job.restore(draft)
    app.push_screen(SettingScreen(job, then))
    if draft is not None:
        app.call_after_refresh(app.say, "What you typed before is here again", "ctrl+x starts anew")


class _StepForm(Form):
    """A form whose last field leads on, and whose first leads back."""

    ended: Callable[[int], None]
    """Told at once when one has gone on from the last field (1), or back from the first (-1)."""

    def action_step(self, direction: int) -> None:
        """Go to the next field, or the one before; beyond the ends, to another step."""
        here = self.here
        if here is None:
            return
        self.settle()
        fields = self.fields
        if here is fields[-1 if direction > 0 else 0]:
            self.ended(direction)
        else:
            super().action_step(direction)


class _StepLine(Line):
    """The steps: those behind with a tick, the one at hand in capitals."""

    step = reactive(0)
    answered: reactive[tuple[bool, ...]] = reactive(())

    def segments(self, width: int) -> Segments:
        """`✓ Key points  ✓ Key issue  3 OBJECTIVE  4 Drivers …`."""
        line = self._parts(is_named=True)
        return line if length(line) <= width else self._parts(is_named=False)

    def _parts(self, *, is_named: bool) -> Segments:
        line: Segments = []
        for place, step in enumerate(STEPS):
            is_done = place < len(self.answered) and self.answered[place]
            line.append(("  " if line else " ", Tone.PLAIN))
            if place == self.step:
                line.append((f"{place + 1} {step.name.upper()}", Tone.HERE))
                continue
            mark = self.glyphs.achieved if is_done else str(place + 1)
            line.append((mark, Tone.GOOD if is_done else Tone.FAINT))
            line.append((f" {step.name}" if is_named else "", Tone.MUTED))
        return line


class _WhyLine(Line):
    """Vision › mission › parent, the nearest kept longest."""

    crumbs: reactive[tuple[str, ...]] = reactive(())

    def segments(self, width: int) -> Segments:
        """The way up, from the top; where there is too little room, the top gives way."""
        glyphs, crumbs = self.glyphs, list(self.crumbs)
        if not crumbs:
            return [(" It serves nothing yet", Tone.FAINT)]
        gap = f" {glyphs.crumb} "
        share = max(12, (width - 2) // len(crumbs) - len(gap))
        *above, last = crumbs
        line: Segments = [(" ", Tone.PLAIN)]
        for crumb in above:
            line.append((f"{fit(crumb, share, glyphs.ellipsis)}{gap}", Tone.MUTED))
        return [*line, (fit(last, max(8, width - 1 - length(line)), glyphs.ellipsis), Tone.PLAIN)]


class _QuestionLine(Line):
    """What the step asks."""

    question = reactive("")

    def segments(self, width: int) -> Segments:
        """The question."""
        return [(f" {self.question}", Tone.STRONG)]


class SettingScreen(FormScreen):
    """The wizard. Going on, back and away throws nothing away: what is left is kept as a draft."""

    CSS_PATH = "setting.tcss"
    BINDING_GROUP_TITLE = "Setting an objective"
    HORIZONTAL_BREAKPOINTS = [(0, "-alone"), (_PANE_FROM, "-pane")]  # noqa: RUF012 (Textual has it as an instance variable)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+g", "follow_advice", "mend", id="setting.advice"),
        Binding("ctrl+s", "save", "finish", id="form.save"),
        Binding("pagedown", "go(1)", "next step", id="setting.next"),
        Binding("pageup", "go(-1)", "back", id="setting.before", key_display="⇧tab"),
        Binding("ctrl+x", "start_anew", "start anew", show=False, id="setting.anew"),
        Binding("escape", "back", "stop", id="screen.back", tooltip="what you typed is kept"),
    ]

    def __init__(self, job: SettingJob, then: Then) -> None:
        super().__init__(job, then)
        self._setting = job
        self._advice: list[Advice] = []

    def compose_body(self) -> ComposeResult:
        """Steps, way up and question above the fields; the coach below; what is taken up beside, where it fits."""
        head, _, hint = super().compose_body()
        with Horizontal(id="sides"):
            with Vertical(id="wizard"):
                yield head
                yield _StepLine(glyphs=self.glyphs)
                yield _WhyLine(glyphs=self.glyphs)
                yield _QuestionLine(glyphs=self.glyphs)
                form = _StepForm(glyphs=self.glyphs)
                form.ended = self._ended
                yield form
                yield Sheet(self._draw_coach, id="coach")
                yield hint
            yield Vertical(id="beside")

    def on_mount(self) -> None:
        """Begin, or go on where one stopped."""
        self.set_class(self.glyphs is ASCII, "-ascii")
        self._show_step()

    # --- going through the steps

    def _ended(self, direction: int) -> None:
        """On to the next step, or back; the last one finishes."""
        if direction > 0 and self._setting.step == len(STEPS) - 1:
            self.action_save()
        else:
            self.action_go(direction)

    def action_go(self, direction: int) -> None:
        """Go to the next step, or the one before."""
        self._go_to(min(max(self._setting.step + direction, 0), len(STEPS) - 1))

    def _go_to(self, step: int, field: Field | None = None) -> None:
        if self.app.screen is not self:
            return
        self.form.settle()
        self._setting.step = step
        self._show_step()
        if field is not None:
            self.form.go_to(field)

    def _show_step(self) -> None:
        job = self._setting
        steps = self.query_one(_StepLine)
        steps.step, steps.answered = job.step, tuple(job.is_answered(step) for step in range(len(STEPS)))
        self.query_one(_QuestionLine).question = STEPS[job.step].question
        self.form.set_rows(job.rows())
        if self._is_ready:
            self._check()
        self._show_hint()
        self._show_way_up()
        self._take_advice()

    def _show_way_up(self) -> None:
        workspace, parent = self.workspace, self._setting.serves
        key_result = workspace.company.key_result(parent)
        with workspace.lock:
            kind = "key_result" if key_result else "objective"
            crumbs = why(workspace, key_result.objective if key_result else parent, kind)
        title = workspace.company.title(parent)
        self.query_one(_WhyLine).crumbs = tuple([*crumbs, title] if title else crumbs)
        self._show_beside(parent)

    def _show_beside(self, parent: str | None) -> None:
        """The detail of what it takes up, where there is room."""
        from okrtui.screens.detail_view import DetailView

        beside = self.query_one("#beside")
        kind = self.workspace.company.kind_of(parent or "")
        if self.app.size.width < _PANE_FROM or kind not in ("objective", "key_result") or parent is None:
            beside.display = False
            return
        beside.display = True
        views = list(beside.query(DetailView))
        view = views[0] if views else DetailView(self.workspace, glyphs=self.glyphs)
        if not views:
            view.can_focus = False
            beside.mount(view)
        view.show(kind, parent, None)

    def on_resize(self) -> None:
        """The detail beside comes and goes with the room for it."""
        if self.is_mounted:
            self._show_way_up()
            self._take_advice()

    # --- the coach

    def _make_ready(self) -> None:
        super()._make_ready()
        self._take_advice()

    def on_form_changed(self, message: Form.Changed) -> None:
        """Follow what was typed, the coach as well."""
        message.prevent_default()  # of the handler that this one takes the place of
        super().on_form_changed(message)
        self._show_way_up()
        self._take_advice()

    def on_form_entered(self, message: Form.Entered) -> None:
        """The coach speaks first of what one is at."""
        message.prevent_default()
        super().on_form_entered(message)
        self._take_advice()

    def _take_advice(self) -> None:
        self._advice = advise(self._setting, self.form.here) if self._is_ready else []
        self.query_one("#coach", Sheet).redraw()
        self.refresh_bindings()

    def _draw_coach(self, width: int, height: int) -> Drawing:
        if self._advice:
            return Drawing(advice_lines(self._advice, width, height, self.glyphs), [])
        is_beside = self.query_one("#beside").display
        return Drawing([] if is_beside else aside_lines(self._setting, width, height, self.glyphs), [])

    def action_follow_advice(self) -> None:
        """Do what the coach says first, or go to the field where it can be done."""
        following = next((each for each in self._advice if each.is_followed), None)
        if following is None or self.app.screen is not self:
            return
        key_result = following.key_result
        if following.makes_initiative and key_result is not None:
            title = key_result.title.text
            self._setting.make_initiative(key_result)
            self._go_to(KEY_RESULTS)
            self.say(f"An initiative now: {title}", "it is made together with the objective")
        elif following.field is not None:
            self._go_to(self._setting.step_of(following.field), following.field)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is advice to follow only where there is some."""
        if action == "follow_advice":
            return any(each.is_followed for each in self._advice)
        return super().check_action(action, parameters)

    # --- finishing and stopping

    def action_save(self) -> None:
        """Make objective and key results, or go to what does not let one."""
        if self._is_saving or self.app.screen is not self:
            return
        self.form.settle()
        self._is_tried = True
        if self._check():
            self._is_saving = True
            self.okrtui.carry_out(self._setting.write, self._saved, self._not_saved)
            return
        wrong = next((field for field in self._setting.fields() if field.error), None)
        if wrong is not None:
            self._go_to(self._setting.step_of(wrong), wrong)
            self._check()
            self.say(f"Not made yet: {wrong.label.casefold()} {wrong.error}", tone=Tone.CAUTION)

    def action_back(self) -> None:
        """Stop; what was typed is kept, to be gone on with."""
        self.form.settle()
        self.app.pop_screen()
        if self._setting.is_touched:
            self.okrtui.drafts[self._setting.draft_key] = self._setting.texts()
            key = "l" if self._setting.parent else "n"
            self.okrtui.say("Kept as a draft, until okrtui closes", f"{key} goes on with it")

    def action_start_anew(self) -> None:
        """Throw away what was typed, and begin again."""
        from okrtui.screens.ask import Answer, AskScreen

        answers = (Answer("t", "throw it away", "and begin again"), Answer("k", "keep it"))
        ask = AskScreen("Throw away what you typed here?", answers, glyphs=self.glyphs)
        self.app.push_screen(ask, self._start_anew)

    def _start_anew(self, answer: str | None) -> None:
        if answer != "t":
            return
        group = self._setting.group
        unit, cycle = str(group.at_first("unit") or ""), str(group.at_first("cycle") or "")
        parent, then = self._setting.parent or None, self._then
        self.app.pop_screen()
        self.app.call_next(partial(set_objective, self.okrtui, unit=unit, cycle=cycle, parent=parent, then=then))
