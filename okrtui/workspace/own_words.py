"""One's own words: comments and recognition are changed, and taken away, only by who wrote them."""

from okrtui.workspace.authors import author_of
from okrtui.workspace.deleting import delete
from okrtui.workspace.edits import change
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.forms import Form, open_form
from okrtui.workspace.workspace import Workspace


def open_words(workspace: Workspace, kind: str, id: str) -> Form:
    """One's own words, to be changed. Raises NotFound, and UsageError where they are another's."""
    with workspace.lock:
        form = open_form(workspace, kind, id)
        refuse_others(workspace, kind, id)
        return form


def reword(workspace: Workspace, form: Form, text: str) -> bool:
    """Change one's own words, as they were opened, in one act; whether they are others now.

    Raises FieldError, and UsageError where they are another's.
    """
    refuse_others(workspace, form.kind, form.id)
    return bool(change(workspace, form, {"text": text}))


def take_away(workspace: Workspace, kind: str, id: str) -> None:
    """Take one's own words away. Raises NotFound, and UsageError where they are another's."""
    refuse_others(workspace, kind, id)
    delete(workspace, kind, id)


def refuse_others(workspace: Workspace, kind: str, id: str) -> None:
    """Raise UsageError where words are another's, NotFound where there are none."""
    entry = workspace.company.entry(kind, id)
    if entry is None:
        raise NotFound(f"{id}: there is no such {kind}")
    author = author_of(workspace, entry)
    if author.id != workspace.person:
        whose = f"{author.name}'s" if author.name else "someone else's"
        raise UsageError(f"that {kind} is {whose} own; you can answer it with another")
