"""`okrtui log` and `blame`: who changed what, when, from what to what."""

from typing import Any

import click

from okrtui.cli import rows
from okrtui.cli.group import LookingBack
from okrtui.cli.printing import emit
from okrtui.cli.session import Session, pass_session
from okrtui.widgets.glyphs import GlyphSet
from okrtui.workspace.conflicts import text_of
from okrtui.workspace.find import find_any
from okrtui.workspace.history import Blamed, Told, blame, history_of, log
from okrtui.workspace.moment import time_of_stamp
from okrtui.workspace.view import View

_INDENT = " " * 18
_LIMIT = click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="The latest so many.")


@click.command("log", cls=LookingBack)
@click.argument("object", metavar="[ID]", required=False)
@_LIMIT
@pass_session
def log_command(session: Session, object: str | None, limit: int) -> None:
    """Say what everybody did, the latest first; with an ID, what was done to that object, field by field."""
    with session.reading() as workspace:
        view, lines = session.history(workspace)
        if object is None:
            found = log(view, lines, limit=limit)
        else:
            found = history_of(view, lines, *find_any(view.company, object), limit=limit)
        facts = {"log": [_facts(view, each) for each in found]}
        look = rows.glyphs()
        emit(session.as_json, facts, lambda: "\n".join(_words(view, each, look) for each in found))


@click.command("blame", cls=LookingBack)
@click.argument("object", metavar="ID")
@click.argument("field")
@pass_session
def blame_command(session: Session, object: str, field: str) -> None:
    """List every value that a FIELD of an object was given, by whom and when, the latest first."""
    with session.reading() as workspace:
        view, lines = session.history(workspace)
        kind, id = find_any(view.company, object)
        name = field.strip().lower().replace("-", "_")
        found = blame(view, lines, kind, id, name)
        facts = {"kind": kind, "id": id, "field": name, "writes": [_write(view, each) for each in found]}
        emit(session.as_json, facts, lambda: "\n".join(_blamed(view, each) for each in found))


def _facts(view: View, told: Told) -> dict[str, Any]:
    return {
        "ts": told.ts,
        "at": _at(view, told.ts),
        "person": told.person,
        "name": told.name,
        "sentence": told.sentence,
        "kind": told.kind,
        "id": told.id,
        "changes": [each._asdict() for each in told.changes],
        "line": told.h,
        "undoes": told.undoes,
        "redoes": told.redoes,
    }


def _write(view: View, write: Blamed) -> dict[str, Any]:
    return {
        "ts": write.ts,
        "at": _at(view, write.ts),
        "person": write.person,
        "name": write.name,
        "value": write.value,
        "text": text_of(view, write.value),
        "stands": write.stands,
        "shown": write.is_shown,
        "line": write.h,
    }


def _at(view: View, stamp: str) -> str:
    return time_of_stamp(stamp, view.zone).isoformat(timespec="seconds")


def _when(view: View, stamp: str) -> str:
    return time_of_stamp(stamp, view.zone).isoformat(" ", "minutes")[:16]


def _words(view: View, told: Told, look: GlyphSet) -> str:
    again = "  (undo)" if told.undoes else "  (redo)" if told.redoes else ""
    lines = [f"{_when(view, told.ts)}  {told.sentence}{again}"]
    for field, before, after in told.changes:
        was = "" if before is None else f"{text_of(view, before)} {look.arrow} "
        lines.append(f"{_INDENT}{field.replace('_', ' ')}: {was}{text_of(view, after)}")
    return "\n".join(lines)


def _blamed(view: View, write: Blamed) -> str:
    state = "  (shown)" if write.is_shown else "  (stands beside it)" if write.stands else ""
    return f"{_when(view, write.ts)}  {write.name}: {text_of(view, write.value)}{state}"
