"""Conflicts: every value that people wrote side by side, and the choice between them; one at a time, or a list."""

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one

from okrtui.screens.base import OkrScreen
from okrtui.screens.conflict_lines import Page, Setting, key_of
from okrtui.screens.conflict_look import Look, Wish, in_place, look, page_of
from okrtui.screens.conflict_view import ConflictView
from okrtui.widgets.cells import fit
from okrtui.widgets.outline import Outline
from okrtui.widgets.tones import Tone
from okrtui.workspace.conflicts import (
    Conflict,
    Key,
    Version,
    conflict_in,
    contested_fields,
    settled_by,
    settled_words,
    value_now,
)
from okrtui.workspace.resolving import resolve
from okrtui.workspace.visits import when
from okrtui.workspace.workspace import Change

if TYPE_CHECKING:
    from okrtui.app import OkrtuiApp

_SAID = 32
_DIGITS = "123456789"


def open_conflicts(app: "OkrtuiApp", subject: tuple[str, str] | None = None, field: str = "") -> None:
    """Open the conflicts; where the subject (kind, id) has one, that very one, and come back once it is settled."""
    if isinstance(app.screen, ConflictsScreen):
        return
    found = contested_fields(app.workspace, *subject) if subject else []
    wanted = next((each.name for each in found if each.name == field), found[0].name if found else "")
    app.push_screen(ConflictsScreen((*subject, wanted) if subject and wanted else None))


class ConflictsScreen(OkrScreen):
    """One conflict in the place it belongs to, or the list of all. A choice replaces only what was on the screen."""

    BINDING_GROUP_TITLE = "Conflicts"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(digit, f"pick({digit})", "choose this value", show=False, id=f"conflict.pick_{digit}")
            for digit in _DIGITS
        ),
        Binding("H", "history", "history", show=False, id="conflict.history", tooltip="who changed what, and when"),
        Binding("escape", "back", "back", id="screen.back"),
    ]

    view = query_one(ConflictView)

    def __init__(self, key: Key | None = None) -> None:
        """`key` is the one field to be settled; without it, all of them are."""
        super().__init__()
        self._only = key
        self._key = key
        self._found: list[Conflict] = []
        self._page: Page | None = None
        self._seen: Conflict | None = None
        """What is on the screen for sure: the conflict whose heads a choice replaces."""
        self._typed = ""
        self._own: set[Key] = set()
        """What one has settled here oneself."""
        self._everywhere = 0
        """How many conflicts there are, whether they are looked at here or not."""
        self._said = ""
        """What the last choice came to."""
        self._asked = self._shown = 0
        self._is_listed = False

    def compose_body(self) -> ComposeResult:
        """Everything is one view."""
        yield ConflictView(Setting(80, self.glyphs, partial(when, self.workspace)))

    def on_mount(self) -> None:
        """Show what is to be chosen; the one that was asked for at once."""
        self.view.focus()
        conflict = conflict_in(self.workspace, *self._key) if self._key else None
        if conflict is not None:
            self._show(Look(0, [conflict], page_of(self.workspace, conflict)))
        self._look()

    def workspace_changed(self, change: Change) -> None:
        """Show what is still to be chosen."""
        if self.is_mounted:
            self._look()

    # --- reading

    def _look(self) -> None:
        self._asked += 1
        self.okrtui.carry_out(partial(look, self.workspace, self._wish()), self._show)

    def _wish(self) -> Wish:
        is_first = self._only is None and self._key is None and not self._is_listed
        return Wish(self._asked, self._key, frozenset() if self._only else frozenset(self._own), is_first)

    def _show(self, seen: Look) -> None:
        if not self.is_attached or seen.number < self._shown:
            return
        self._shown = seen.number
        was = self._found
        self._everywhere = len(seen.found)
        self._found = seen.found if self._only is None else [each for each in seen.found if each.key == self._only]
        if seen.page is not None:
            self._own.discard(seen.page.conflict.key)
            self._show_page(seen.page, seen.typed)
        elif self._key is None:
            self._show_list()
        else:
            self._show_gone(self._key, was)

    def _show_page(self, page: Page, typed: str) -> None:
        is_other = self._key != page.conflict.key or self._page is None
        before = None if is_other else self._page
        self._key, self._typed, self._is_listed = page.conflict.key, typed, True
        conflict = page.conflict if before is None else in_place(page.conflict, before.conflict)
        keys = [each.key for each in self._found]
        number = keys.index(conflict.key) + 1 if conflict.key in keys else 1
        self._page = page._replace(conflict=conflict, number=number, total=len(keys))
        if before is not None and not before.settled:
            self._tell_of_news(before.conflict, conflict)
        self.view.show_page(self._page, is_other=is_other)
        self._see(conflict)

    def _see(self, conflict: Conflict | None) -> None:
        """Only what has been painted can be chosen: a key pressed before speaks of what was there before."""
        self.call_after_refresh(partial(setattr, self, "_seen", conflict))
        self.refresh_bindings()

    def _tell_of_news(self, before: Conflict, now: Conflict) -> None:
        known = {version.key for version in before.versions}
        fresh = [version for version in now.versions if version.key not in known]
        if fresh:
            self.say(f"{fresh[0].person} has just written another value: {self._cut(fresh[0].text)}", tone=Tone.CLASH)

    def _show_list(self) -> None:
        self._page, self._is_listed = None, True
        self.view.show_list(self._found)
        self._see(None)

    def _show_gone(self, key: Key, was: list[Conflict]) -> None:
        """What one looked at is settled: by oneself, then go on; by someone else, then say so and stay."""
        if key in self._own:
            self._go_on(key, was)
            return
        if self._page is None or self._page.settled:
            return
        author = settled_by(self.workspace, *key)
        who = f"settled by {author.name}, {when(self.workspace, author.ts)}" if author else "settled"
        settled = f"{who[:1].upper()}{who[1:]}: {value_now(self.workspace, *key)}"
        self._page = self._page._replace(settled=settled, total=len(self._found) + 1)
        self._typed = ""
        self.view.show_page(self._page, is_other=False)
        self._see(None)

    # --- going on

    def _go_on(self, key: Key, was: list[Conflict]) -> None:
        """To the next conflict, the list where there is none, or where one came from."""
        if self._only is not None:
            self.action_back()
            if self._said:
                self.okrtui.say(self._said, "u undo")
            return
        keys = [each.key for each in was]
        place = keys.index(key) if key in keys else 0
        left = {each.key for each in self._found}
        following = [each for each in (*keys[place + 1 :], *keys[:place]) if each in left] or list(left)
        self._turn_to(following[0] if following else None)

    def _turn_to(self, key: Key | None) -> None:
        """Look at another conflict; at the list for None."""
        self._key, self._page, self._seen = key, None, None
        if key is None:
            self._show_list()
            return
        conflict = conflict_in(self.workspace, *key)
        if conflict is not None:
            self._show_page(page_of(self.workspace, conflict), "")
        self._look()

    def action_turn(self, step: int) -> None:
        """Look at the next conflict, or the one before; it stays as it is."""
        keys = [each.key for each in self._found]
        if self._key in keys and len(keys) > 1:
            self._turn_to(keys[(keys.index(self._key) + step) % len(keys)])
        elif self._page is not None and self._page.settled:
            self._go_on(self._page.conflict.key, self._found)
        else:
            self.say("There is no other conflict")

    def action_all(self) -> None:
        """See all conflicts, where only one was asked for."""
        self._only, self._own = None, set()
        self._turn_to(None)
        self._look()

    def action_later(self) -> None:
        """Leave all values as they are, and go on."""
        keys = [each.key for each in self._found]
        following = keys[keys.index(self._key) + 1 :] if self._key in keys else []
        if self._only is not None:
            self.action_back()
        else:
            self._turn_to(following[0] if following else None)
        self.okrtui.say("Left for later: all values are kept")

    def action_back(self) -> None:
        """From one to the list, where there are several; then where one came from."""
        if self._page is not None and self._only is None and len(self._found) > 1:
            key = key_of(self._page.conflict)
            self._turn_to(None)
            self.view.move_to(key)
        else:
            super().action_back()

    # --- choosing

    def on_outline_selected(self, message: Outline.Selected) -> None:
        """Open what the list is on, choose the value, or go on."""
        if self._page is None:
            conflict = next((each for each in self._found if key_of(each) == message.key), None)
            if conflict is not None:
                self._turn_to(conflict.key)
        elif message.key == "on":
            self._go_on(self._page.conflict.key, self._found)
        else:
            self._choose(next((each for each in self._versions() if f"value {each.key}" == message.key), None))

    def _versions(self) -> list[Version]:
        return self._seen.versions if self._seen is not None else []

    def action_pick(self, number: int) -> None:
        """Choose the value of that number."""
        versions = self._versions()
        if number <= len(versions):
            self._choose(versions[number - 1])
        else:
            self.say(f"There is no value {number}")

    def _choose(self, version: Version | None) -> None:
        """Let this value stand in place of all that were shown."""
        conflict = self._seen
        if conflict is None or version is None:
            return
        self._own.add(conflict.key)
        work = partial(resolve, self.workspace, *conflict.key, version.value, conflict.heads)
        self._said = text = settled_words(conflict, self._cut(version.text))
        self.okrtui.carry_out(work, lambda _: self.okrtui.say(text, "u undo"), partial(self._not_chosen, conflict.key))

    def _not_chosen(self, key: Key, why: str) -> None:
        self._own.discard(key)
        self.okrtui.say_trouble(why)

    def _cut(self, text: str) -> str:
        return fit(text, _SAID, self.glyphs.ellipsis)

    def action_merge(self) -> None:
        """Edit all the texts into one."""
        self._open_form()

    def action_type(self) -> None:
        """Type or choose a value that is none of these."""
        self._open_form()

    def _open_form(self) -> None:
        from okrtui.screens.conflict_job import ConflictJob
        from okrtui.screens.forms import FormScreen

        conflict = self._seen
        if conflict is not None:
            job = ConflictJob(self.workspace, conflict)
            self.app.push_screen(FormScreen(job, lambda *_: self._merged(conflict)))

    def _merged(self, conflict: Conflict) -> None:
        self._own.add(conflict.key)
        self._said = settled_words(conflict, self._cut(value_now(self.workspace, *conflict.key)))
        self._look()

    def action_history(self) -> None:
        """Show who changed what of the object, and when."""
        from okrtui.screens.history import HistoryScreen

        if self._page is not None:
            self.app.push_screen(HistoryScreen(self._page.conflict.kind, self._page.conflict.id))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The list has no values to choose from; only texts can be merged."""
        is_open = self._page is not None and not self._page.settled
        match action:
            case "merge" | "type":
                return is_open and self._typed == action
            case "pick" | "later":
                return is_open
            case "turn":
                return self._page is not None and self._only is None and (len(self._found) > 1 or not is_open)
            case "all":
                return self._only is not None and self._everywhere > 1
            case "history":
                return self._page is not None
        return True
