"""The two forms of the welcome: joining the folder of a workspace, and creating one. Both ask who one is."""

import os
import re
import threading
from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Static

from okrtui.okr.kinds import Preset
from okrtui.okr.presets import PRACTICES
from okrtui.screens.base import OkrScreen
from okrtui.screens.fields import ChoiceField, Field, Verdict
from okrtui.screens.title import receiving_words
from okrtui.widgets.key_line import KeyLine
from okrtui.widgets.tones import Tone
from okrtui.workspace.founding import init_workspace, join_workspace, namesake, system_time_zone
from okrtui.workspace.live import LONG, is_step
from okrtui.workspace.prospects import Prospect, folder_of, founding, joining
from okrtui.workspace.reading import clean_line
from okrtui.workspace.workspace import Change, Workspace

_EMAIL = re.compile(r"[^<>\s@]+@[^<>\s@]+")
_PRACTICES = [(practice.title, practice.summary) for practice in PRACTICES.values()]


class FoundingScreen(OkrScreen):
    """A form with live answers. Esc goes back; what was typed stays in the drafts."""

    CSS_PATH = "founding.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        # Before the field sees them, so that no key that follows is typed into the field that one leaves.
        Binding("enter", "next(True)", "next", priority=True, id="form.next"),
        Binding("tab,down", "next(False)", "next", show=False, priority=True, id="form.down"),
        Binding("shift+tab,up", "previous", "back", show=False, priority=True, id="form.up"),
        Binding("ctrl+s", "save", "save", id="form.save"),
        Binding("escape", "back", "back", priority=True, id="screen.back"),
    ]

    HEADING: ClassVar[str]
    EXPLANATION: ClassVar[str]
    FIELDS: ClassVar[tuple[tuple[str, str], ...]]
    """The name and label of each field."""

    def __init__(self, drafts: dict[str, str]) -> None:
        """`drafts`: what was typed before, by the name of the field; kept up to date."""
        super().__init__()
        self._drafts = drafts
        self._drafts.setdefault("name", os.environ.get("USER") or os.environ.get("LOGNAME") or "")
        self._prospect: tuple[str, Prospect] = ("", Prospect(False, ""))
        self._is_saving = False
        self._wants_saving = False

    def compose_body(self) -> ComposeResult:
        """Heading, fields."""
        yield Static(f"{self.HEADING}\n", classes="heading", markup=False)
        yield Static(self.EXPLANATION, markup=False)
        with VerticalScroll(can_focus=False):
            for name, label in self.FIELDS:
                yield Field(name, label, self._drafts.get(name, ""), self.glyphs)
            yield from self.more_fields()

    def more_fields(self) -> Iterator[Widget]:
        """What comes after the lines to type in."""
        return iter(())

    def on_mount(self) -> None:
        """Judge what is there, and begin at the first field."""
        for field in self.query(Field):
            self._judge(field)
        self.set_focus(self._stops()[0])

    def workspace_changed(self, change: Change) -> None:
        """There is none yet."""

    # --- judging

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep what is typed, and say what there is to say of it."""
        for field in self.query(Field):
            if field.input is event.input:
                self._take(field)

    def _take(self, field: Field) -> None:
        if field.name and self._drafts.get(field.name) != field.value:
            self._drafts[field.name] = field.value
            self._judge(field)

    def _judge(self, field: Field) -> None:
        if field.name == "folder":
            self.okrtui.aside(partial(self.look_at, field.value), partial(self._take_prospect, field, field.value))
        else:
            field.judge(_verdict(field.name or "", field.value))

    def _take_prospect(self, field: Field, said: str, prospect: Prospect) -> None:
        if not self.is_attached or field.value != said:
            return
        self._prospect = said, prospect
        field.judge(Verdict(*prospect))
        if self._wants_saving:
            self.action_save()

    def look_at(self, said: str) -> Prospect:
        """What the folder promises; asked in a thread of its own, since a folder may hang."""
        raise NotImplementedError

    # --- moving

    def _stops(self) -> list[Widget]:
        return [*(field.input for field in self.query(Field)), *self.query(ChoiceField)]

    def action_next(self, is_enter: bool) -> None:
        """To the next field; enter on the last one saves."""
        stops = self._stops()
        here = stops.index(self.focused) if self.focused in stops else -1
        if is_enter and here == len(stops) - 1:
            self.action_save()
        else:
            self.set_focus(stops[(here + 1) % len(stops)])

    def action_previous(self) -> None:
        """To the field above."""
        stops = self._stops()
        here = stops.index(self.focused) if self.focused in stops else 0
        self.set_focus(stops[here - 1])

    # --- saving

    def action_save(self) -> None:
        """Do it, or go to the first field that is not right yet."""
        if self._is_saving:
            return
        for field in self.query(Field):  # what was typed last may not have been judged yet
            self._take(field)
        said = self._drafts.get("folder", "")
        if self._prospect[0] != said:
            self._wants_saving = True  # the folder has not answered yet
            self.query_one(KeyLine).say(f"Looking at the folder{self.glyphs.ellipsis}", seconds=None)
            return
        self._wants_saving = False
        for field in self.query(Field):
            if not field.note.verdict.is_good:
                field.note.is_left = True
                self.set_focus(field.input)
                self.say(f"Not yet: {field.note.verdict.text}", tone=Tone.CAUTION)
                return
        self._is_saving = True
        self.query_one(KeyLine).say(f"{self.progress(self._prospect[1])}{self.glyphs.ellipsis}", seconds=None)
        self.okrtui.aside(self.work, self.done, self._failed)

    def progress(self, prospect: Prospect) -> str:
        """What is said while it is being done."""
        raise NotImplementedError

    def work(self) -> Workspace:
        """Do it."""
        raise NotImplementedError

    def done(self, workspace: Workspace) -> None:
        """Go on with it."""
        self.okrtui.open(workspace)

    def identity(self) -> str:
        """Who one is, as `okrtui init --me` takes it."""
        return f"{self._drafts['name'].strip()} <{self._drafts['email'].strip()}>"

    def folder(self) -> str:
        """The folder that was typed."""
        return self._drafts["folder"]

    def _failed(self, why: str) -> None:
        self._is_saving = False
        self.okrtui.say(why, tone=Tone.BAD, seconds=12.0)


class JoinScreen(FoundingScreen):
    """Join the workspace of a folder. Esc stops a long joining; the next one goes on where it was stopped."""

    BINDING_GROUP_TITLE = "Joining a folder"
    HEADING = "Join a folder"
    EXPLANATION = "Whoever set it up knows where: a group directory, Syncthing, Dropbox."
    FIELDS = (("folder", "Folder"), ("name", "Your name"), ("email", "E-mail"))

    def __init__(self, drafts: dict[str, str]) -> None:
        super().__init__(drafts)
        self._stopped = threading.Event()

    def look_at(self, said: str) -> Prospect:
        """Whose workspace it is."""
        return joining(self.okrtui.data, said)

    def progress(self, prospect: Prospect) -> str:
        """What is being read."""
        return f"Joining {prospect.text}"

    def work(self) -> Workspace:
        """Pull everything."""
        return join_workspace(
            self.okrtui.data,
            folder_of(self.folder()),
            self.identity(),
            progress=self._progressed,
            cancelled=self._stopped.is_set,
        )

    def _progressed(self, done: int, total: int) -> None:
        if total >= LONG and is_step(done, total):
            self.okrtui.from_thread(self._show_progress, (done, total))

    def _show_progress(self, files: tuple[int, int]) -> None:
        if self.is_attached:
            words = f"{self.progress(self._prospect[1]).partition(',')[0]}: {receiving_words(*files, self.glyphs)}"
            self.query_one(KeyLine).say(words, "esc stops", seconds=None)

    def done(self, workspace: Workspace) -> None:
        """Go on with it, and say if one may be here twice now."""
        if other := namesake(workspace):
            reached = clean_line(other.email) or "no e-mail"
            self.okrtui.trouble = f"{clean_line(other.name)} is here already, with {reached}: are you here twice?"
        super().done(workspace)

    def action_back(self) -> None:
        """Go back, and stop joining."""
        self._stopped.set()
        super().action_back()


class CreateScreen(FoundingScreen):
    """Create a workspace and its folder."""

    BINDING_GROUP_TITLE = "Creating a workspace"
    HEADING = "Create a workspace"
    EXPLANATION = "It begins with your company, this quarter, and you."
    FIELDS = (("workspace", "Company"), ("folder", "Shared folder"), ("name", "Your name"), ("email", "E-mail"))

    def more_fields(self) -> Iterator[Widget]:
        """The body of practice."""
        place = list(PRACTICES).index(Preset(self._drafts.get("preset", Preset.OKR)))
        yield ChoiceField("Practice", _PRACTICES, place, self.glyphs)

    def on_choice_field_turned(self) -> None:
        """Keep the choice."""
        self._drafts["preset"] = list(PRACTICES)[self.query_one(ChoiceField).place]

    def look_at(self, said: str) -> Prospect:
        """Whether a workspace can be made there."""
        return founding(said)

    def progress(self, prospect: Prospect) -> str:
        """What is being made."""
        return f"Creating {self._drafts['workspace'].strip()}"

    def work(self) -> Workspace:
        """Make replica and folder."""
        return init_workspace(
            self.okrtui.data,
            folder_of(self.folder()),
            self._drafts["workspace"].strip(),
            self.identity(),
            Preset(self._drafts.get("preset", Preset.OKR)),
            time_zone=system_time_zone(),
        )


def _verdict(name: str, value: str) -> Verdict:
    text = value.strip()
    if name == "email":
        if _EMAIL.fullmatch(text):
            return Verdict(True)
        return Verdict(False, "such as ana@example.org; the others know you by it")
    if "<" in text or ">" in text:
        return Verdict(False, "no < and > here")
    if text:
        return Verdict(True)
    if name == "name":
        return Verdict(False, "what the others call you")
    return Verdict(False, "what you plan for: a company, a team, a club")
