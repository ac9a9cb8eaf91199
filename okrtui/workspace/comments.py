"""Comments: remarks on anything, by anyone. Who wrote one may change it (`own_words`)."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from okrtui.okr.mentions import Mention
from okrtui.okr.objects import Entry
from okrtui.okr.records import day, reference, text
from okrtui.storage.clean import clean_line
from okrtui.workspace.authors import author_of, writer_of
from okrtui.workspace.edits import New, create
from okrtui.workspace.errors import NotFound
from okrtui.workspace.naming import called
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace

_PARTS = {
    "objective": (("blocker", "subject"), ("initiative", "subject"), ("share", "objective")),
    "key_result": (
        ("check_in", "key_result"),
        ("milestone", "key_result"),
        ("blocker", "subject"),
        ("initiative", "subject"),
        ("score", "key_result"),
    ),
    "goal": (("blocker", "subject"), ("reading", "subject")),
    "unit": (("review", "unit"),),
}
"""What hangs on an object and has no detail of its own: comments on it stand with the object's."""


class Comment(NamedTuple):
    """A remark: on what (kind, id, title), by whom (the line's author), when, and whom it names."""

    id: str
    kind: str
    subject: str
    title: str
    """What the subject is called in a sentence: `key result Close rate to 27 %`."""
    author: str
    author_name: str
    text: str
    """May have several lines."""
    when: str
    """The stamp of the line that made it."""
    is_own: bool
    is_edited: bool
    mentions: tuple[Mention, ...]
    """Where the text names whom."""


def comment(workspace: Workspace, subject: str, text: str) -> str:
    """Say something on an object of any kind, in one act; the comment's id. An answer stands beside what it answers.

    Raises NotFound where it is not there, FieldError for an empty or too long text.
    """
    with workspace.lock:
        kind = workspace.company.kind_of(subject)
        if kind == "comment":
            answered = workspace.company.fields(kind, subject) or {}
            subject = reference(answered, "subject") or subject
            kind = workspace.company.kind_of(subject)
        if kind is None or workspace.company.fields(kind, subject) is None:
            raise NotFound(f"{subject}: there is nothing to comment on, or it is deleted")
    return create(workspace, New("comment", {"subject": subject, "text": text})).ids[0]


def comments_of(view: View, kind: str, id: str) -> list[Comment]:
    """The comments on an object and on its parts that have no place of their own, such as check-ins; earliest first."""
    with view.lock:
        pointing = view.company.pointing
        parts = [each for part, field in _PARTS.get(kind, ()) for each in pointing(part, field, id)]
        made = [each for on in (id, *parts) for each in pointing("comment", "subject", on)]
        return _earliest_first(view, made)


def all_comments(view: View) -> list[Comment]:
    """Every comment, the earliest first."""
    with view.lock:
        return _earliest_first(view, (id for id, _ in view.company.live("comment")))


def _earliest_first(view: View, ids: Iterable[str]) -> list[Comment]:
    found = [comment for id in ids if (comment := comment_of(view, id))]
    return sorted(found, key=lambda comment: (comment.when, comment.id))


def comment_of(view: View, id: str) -> Comment | None:
    """A comment by id; None for one that is deleted, or on nothing."""
    entry = view.company.entry("comment", id)
    if entry is None or entry.is_deleted or not entry.created[0]:
        return None
    subject = reference(entry.fields, "subject")
    kind = view.company.kind_of(subject or "")
    return _comment(view, id, entry, kind, subject) if kind and subject else None


def _comment(view: View, id: str, entry: Entry, kind: str, subject: str) -> Comment:
    said, by = text(entry.fields, "text"), author_of(view, entry)
    is_edited = writer_of(view, "comment", id, "text").when > by.when
    title = subject_words(view, kind, subject)
    mentions = tuple(view.company.names().mentions(said))
    own = by.id == view.person
    return Comment(id, kind, subject, title, by.id, by.name, said, by.when, own, is_edited, mentions)


def subject_words(view: View, kind: str, id: str) -> str:
    """What a comment is on, in a sentence; a check-in with its day, a recognition with whom it thanks."""
    fields = view.company.fields(kind, id) or {}
    if kind == "check_in" and (when := day(fields, "date")):
        return f"{called(view.company, kind, id)} of {when.isoformat()}"
    if kind == "recognition":
        return f"recognition of {clean_line(view.company.title(reference(fields, 'subject')))}"
    return called(view.company, kind, id)


def place_of(view: View, kind: str, id: str) -> tuple[str, str]:
    """Kind and id of what one opens to read the comments on an object: itself, or what it is a part of."""
    for whole, parts in _PARTS.items():
        for part, field in parts:
            above = reference(view.company.fields(part, id) or {}, field) if part == kind else None
            if above and view.company.kind_of(above) == whole:
                return whole, above
    return kind, id


def mentioned(view: View) -> Iterator[tuple[str, list[str]]]:
    """The comments that name anyone, each with whom."""
    names = view.company.names()
    for id, fields in view.company.live("comment"):
        if "@" in (said := text(fields, "text")) and (found := names.named(said)):
            yield id, found
