"""`okrtui recognize`, `wall`, `comment` and `comments`: public thanks, and remarks on anything."""

from collections.abc import Sequence
from textwrap import indent
from typing import Any

import click

from okrtui.cli.group import Command, LookingBack
from okrtui.cli.printing import emit
from okrtui.cli.session import Session, pass_session
from okrtui.okr.kinds import Level
from okrtui.workspace.comments import Comment, all_comments, comment, comment_of, comments_of
from okrtui.workspace.find import find, find_any
from okrtui.workspace.moment import time_of_stamp
from okrtui.workspace.reading import clean, clean_line
from okrtui.workspace.recognition import WHOM, Thanks, recognize, wall
from okrtui.workspace.view import View

_LIMIT = click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="The latest so many.")


@click.command("recognize", cls=Command)
@click.argument("who")
@click.argument("text")
@pass_session
def recognize_command(session: Session, who: str, text: str) -> None:
    """Thank a person or a unit, for all to see; print the recognition's id.

    WHO is a name, an e-mail address or an id; TEXT says what for.
    """
    with session.writing() as workspace:
        kind, subject = whom(workspace, who)
        id = recognize(workspace, subject, text)
        facts = {"kind": "recognition", "id": id, "subject": _subject(workspace, kind, subject)}
        emit(session.as_json, facts, lambda: id)


def whom(view: View, said: str) -> tuple[str, str]:
    """The person or unit that is meant. Raises NotFound, Ambiguous."""
    company = view.company
    named = company.names().named(said if said.startswith("@") else f"@{said}")
    if len(named) == 1:
        return "person", named[0]
    # Everybody's own unit is called as they are.
    among = {id for kind in WHOM for id, fields in company.live(kind) if fields.get("level") != Level.INDIVIDUAL}
    return find(company, said.removeprefix("@"), WHOM, among=among)


@click.command("wall", cls=LookingBack)
@click.option("--unit", metavar="UNIT", help="Only thanks to this unit, those below it, and their people.")
@click.option("--cycle", metavar="CYCLE", help="Only those given in this cycle.")
@_LIMIT
@pass_session
def wall_command(session: Session, unit: str | None, cycle: str | None, limit: int) -> None:
    """Read who was recognized, by whom and what for; the latest last."""
    with session.looking() as workspace, workspace.lock:
        within = find(workspace.company, unit, ["unit"])[1] if unit else None
        given = find(workspace.company, cycle, ["cycle"])[1] if cycle else None
        found = wall(workspace, unit=within, cycle=given)[:limit][::-1]
        facts = {"thanks": [_thanks(workspace, each) for each in found]}
        empty = "Nobody was recognized yet; `okrtui recognize WHO TEXT` begins."
        emit(session.as_json, facts, lambda: "\n".join(_thanks_words(workspace, each) for each in found) or empty)


@click.command("comment", cls=Command)
@click.argument("object", metavar="ON")
@click.argument("text")
@pass_session
def comment_command(session: Session, object: str, text: str) -> None:
    """Say something on an object, for all to read; print the comment's id.

    In TEXT, @Ana or @ana@example.org names people; it reaches their week.
    """
    with session.writing() as workspace:
        kind, subject = find_any(workspace.company, object)
        id = comment(workspace, subject, text)
        made = comment_of(workspace, id)
        named = [each.person for each in made.mentions] if made else []
        facts = {
            "kind": "comment",
            "id": id,
            "subject": _subject(workspace, kind, subject),
            "mentions": _people(workspace, named),
        }
        emit(session.as_json, facts, lambda: id)


@click.command("comments", cls=LookingBack)
@click.argument("object", metavar="[ON]", required=False)
@_LIMIT
@pass_session
def comments_command(session: Session, object: str | None, limit: int) -> None:
    """Read the comments on an object, or on everything; the latest last."""
    with session.looking() as workspace, workspace.lock:
        found = comments_of(workspace, *find_any(workspace.company, object)) if object else all_comments(workspace)
        shown = found[-limit:]
        facts = {"comments": [_comment(workspace, each) for each in shown]}
        empty = "No comments; `okrtui comment ON TEXT` makes the first."
        emit(session.as_json, facts, lambda: "\n".join(_comment_words(workspace, each) for each in shown) or empty)


def _thanks(view: View, thanks: Thanks) -> dict[str, Any]:
    return {
        "id": thanks.id,
        "person": thanks.giver,
        "name": thanks.giver_name,
        "subject": {"kind": thanks.kind, "id": thanks.subject, "title": thanks.name},
        "text": clean(thanks.text),
        "ts": thanks.when,
        "at": _at(view, thanks.when),
        "comments": thanks.comments,
    }


def _comment(view: View, comment: Comment) -> dict[str, Any]:
    return {
        "id": comment.id,
        "subject": _subject(view, comment.kind, comment.subject),
        "person": comment.author,
        "name": comment.author_name,
        "text": clean(comment.text),
        "ts": comment.when,
        "at": _at(view, comment.when),
        "own": comment.is_own,
        "edited": comment.is_edited,
        "mentions": _people(view, [each.person for each in comment.mentions]),
    }


def _subject(view: View, kind: str, id: str) -> dict[str, str]:
    return {"kind": kind, "id": id, "title": clean_line(view.company.title(id))}


def _people(view: View, ids: Sequence[str]) -> list[dict[str, str]]:
    return [{"id": id, "name": clean_line(view.company.title(id))} for id in dict.fromkeys(ids)]


def _thanks_words(view: View, thanks: Thanks) -> str:
    head = f"{_when(view, thanks.when)}  {thanks.giver_name or 'someone'} thanks {thanks.name or 'someone'}"
    answers = f"  ({thanks.comments} comment{'' if thanks.comments == 1 else 's'})" if thanks.comments else ""
    return f"{head}{answers}\n{indent(thanks.text, '    ')}"


def _comment_words(view: View, comment: Comment) -> str:
    head = f"{_when(view, comment.when)}  {comment.author_name or 'someone'} on {comment.title}"
    return f"{head}{'  (edited)' if comment.is_edited else ''}\n{indent(comment.text, '    ')}"


def _at(view: View, stamp: str) -> str:
    return time_of_stamp(stamp, view.zone).isoformat(timespec="seconds")


def _when(view: View, stamp: str) -> str:
    return time_of_stamp(stamp, view.zone).isoformat(" ", "minutes")[:16]
