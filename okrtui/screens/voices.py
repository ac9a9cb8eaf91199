"""Speaking up from anywhere: thanking someone, commenting on what the cursor is on, changing one's own words."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from okrtui.screens.base import OkrScreen
from okrtui.screens.pick import PickScreen
from okrtui.screens.write import WriteScreen
from okrtui.widgets.fields import Item
from okrtui.widgets.tones import Tone
from okrtui.widgets.writing import Writing
from okrtui.workspace.comments import comment, comment_of, subject_words
from okrtui.workspace.errors import UsageError
from okrtui.workspace.own_words import open_words, refuse_others, reword
from okrtui.workspace.recognition import people_and_units, recognize, whom_at

if TYPE_CHECKING:
    from okrtui.app import OkrtuiApp


def thank(app: "OkrtuiApp") -> None:
    """Ask whom, what for, and put it on the wall. Whom the cursor speaks of comes first."""
    screen = app.screen
    if not isinstance(screen, OkrScreen) or screen.refuses_changes():
        return
    workspace = app.workspace
    found = {id: Item(id, name, aside) for id, name, aside in people_and_units(workspace)}
    if not found:
        app.say("Nobody else is here yet whom you could thank")
        return
    whom = screen.whom_here()
    first = [found.pop(whom)] if whom in found else []
    pick = PickScreen("Whom do you thank?", [*first, *found.values()], glyphs=app.glyphs)
    app.push_screen(pick, partial(_ask_what_for, app))


def whom_at_subject(screen: OkrScreen) -> str | None:
    """Whom one may want to thank for what the cursor is on."""
    subject = screen.spoken_of()
    return whom_at(screen.workspace, *subject) if subject else None


def _ask_what_for(app: "OkrtuiApp", whom: str | None) -> None:
    if whom is None:
        return
    name = app.workspace.company.title(whom)

    def write(text: str) -> None:
        app.carry_out(partial(recognize, app.workspace, whom, text), lambda _: app.say(f"Thanked {name}", "u undo"))

    _write(app, f"What do you thank {name} for? Everybody can read it.", f"thank {whom}", write, has_names=False)


def remark(app: "OkrtuiApp") -> None:
    """Comment on what the cursor is on; on a comment, answer it."""
    screen = app.screen
    if not isinstance(screen, OkrScreen) or screen.refuses_changes():
        return
    subject = screen.spoken_of()
    workspace = app.workspace
    entry = workspace.company.entry(*subject) if subject else None
    if subject is None or entry is None or entry.is_deleted:
        app.say("There is nothing under the cursor to comment on")
        return
    answered = comment_of(workspace, subject[1]) if subject[0] == "comment" else None
    begin = ""
    if answered is not None:
        subject = answered.kind, answered.subject
        names = workspace.company.names()
        author = workspace.company.person(answered.author)
        begin = f"@{names.handle(author)} " if author and not answered.is_own else ""
    words = subject_words(workspace, *subject)

    def write(text: str) -> None:
        work = partial(comment, workspace, subject[1], text)
        app.carry_out(work, lambda _: app.say(f"Commented on {words}", "u undo"))

    _write(app, f"Comment on {words}", f"comment {subject[1]}", write, begin, has_names=True)


def change_words(app: "OkrtuiApp", kind: str, id: str) -> None:
    """Change one's own comment or thanks; another's are left alone, and that is said."""
    workspace = app.workspace
    try:
        form = open_words(workspace, kind, id)
    except UsageError as error:
        app.say(str(error), tone=Tone.CAUTION)
        return

    def changed(is_other: bool) -> None:
        if is_other:
            app.say(f"Changed your {kind}", "u undo")

    def write(text: str) -> None:
        app.carry_out(partial(reword, workspace, form, text), changed)

    text = str(form.values.get("text") or "")
    _write(app, f"Change your {kind}", f"change {id}", write, text, has_names=kind == "comment")


def is_anothers(app: "OkrtuiApp", kind: str, id: str) -> bool:
    """Whether words are another's, so that one cannot take them away; says so."""
    try:
        refuse_others(app.workspace, kind, id)
    except UsageError as error:
        app.say(str(error), tone=Tone.CAUTION)
        return True
    return False


def _write(
    app: "OkrtuiApp", question: str, key: str, written: Callable[[str], None], text: str = "", *, has_names: bool
) -> None:
    """Ask for a text; what was left unsent last time stands there again."""
    drafts, company = app.drafts, app.workspace.company
    kept = drafts.pop(key, {}).get("text", "")

    def leave(left: str) -> None:
        if left.strip() and left != text:
            drafts[key] = {"text": left}

    names = company.names() if has_names else None
    writing = Writing(kept or text, names, apart_from=app.workspace.person)
    app.push_screen(WriteScreen(question, writing, written, left=leave, glyphs=app.glyphs))
