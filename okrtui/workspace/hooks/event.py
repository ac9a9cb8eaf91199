"""What a hook is told: an event, as JSON with stable keys (docs/hooks.md)."""

from datetime import date, datetime
from typing import Any

import orjson

from okrtui.okr.records import CheckIn, reference
from okrtui.storage.clean import clean, clean_line
from okrtui.storage.line import Line
from okrtui.workspace.check_ins import NOTES
from okrtui.workspace.hooks.place import AFTER_CHECK_IN, STATUS_CHANGE
from okrtui.workspace.hooks.seen import Side, Turned, side_of
from okrtui.workspace.moment import time_of_stamp
from okrtui.workspace.workspace import Workspace

FORMAT = 1


def checked_in(workspace: Workspace, line: Line) -> list[bytes]:
    """The events of an act of one's own: one for each check-in that it makes."""
    ops = list(line.writes())
    marked = [op for op in ops if op.kind == "check_in" and op.field == "deleted"]
    made = [op.id for op in marked if op.value is False and not op.replaced]  # not one that was there before
    with workspace.lock:
        return [event for id in made if (event := _checked_in(workspace, id, line))]


def _checked_in(workspace: Workspace, id: str, line: Line) -> bytes | None:
    fields = workspace.company.fields("check_in", id)
    key_result = reference(fields, "key_result") if fields else None
    found = next((each for each in workspace.company.check_ins_of(key_result or "") if each.id == id), None)
    if found is None or key_result is None or workspace.company.key_result(key_result) is None:
        return None
    before = side_of(workspace.standings.without(key_result, id))
    after = side_of(workspace.standings.key_result(key_result))
    when = time_of_stamp(line.ts, workspace.zone)
    event = _event(
        workspace, AFTER_CHECK_IN, ("key_result", key_result), (before, after), line.by, on=found.date, when=when
    )
    return _bytes(event | {"check_in": _check_in(workspace, found, fields or {})})


def _check_in(workspace: Workspace, check_in: CheckIn, fields: Any) -> dict[str, Any]:
    notes = {name: clean(said) if isinstance(said := fields.get(name), str) else None for name in NOTES}
    whom = reference(fields, "on_behalf_of")
    facts = {"id": check_in.id, "value": check_in.value, "confidence": check_in.confidence}
    return facts | notes | {"on_behalf_of": _named(workspace, whom)}


def turned_event(workspace: Workspace, change: Turned, by: str | None) -> bytes:
    """The event of a status that is another now. `by` is whose act it was; None where only time has passed."""
    with workspace.lock:
        when = workspace.moment.now(workspace.zone)
        sides = change.before, change.after
        on = workspace.today
        return _bytes(_event(workspace, STATUS_CHANGE, (change.kind, change.id), sides, by, on=on, when=when))


def _event(
    workspace: Workspace,
    event: str,
    key: tuple[str, str],
    sides: tuple[Side, Side],
    by: str | None,
    *,
    on: date,
    when: datetime,
) -> dict[str, Any]:
    name = workspace.company.workspace().name or workspace.config.name
    return {
        "okrtui_hook": FORMAT,
        "event": event,
        "workspace": {"id": workspace.config.workspace, "name": clean_line(name)},
        "object": _object(workspace, *key),
        "before": sides[0]._asdict(),
        "after": sides[1]._asdict(),
        "by": _named(workspace, by),
        "on": on.isoformat(),
        "when": when.isoformat(timespec="seconds"),
    }


def _object(workspace: Workspace, kind: str, id: str) -> dict[str, Any]:
    company = workspace.company
    record = company.key_result(id) if kind == "key_result" else None
    objective = company.objective(record.objective if record else id)
    owner = (record.owner if record else None) or (objective.owner if objective else None)
    return {
        "kind": kind,
        "id": id,
        "title": clean_line(company.title(id)),
        "objective": _named(workspace, record.objective if record else None),
        "unit": _named(workspace, objective.unit if objective else None),
        "owner": _named(workspace, owner),
        "mine": owner == workspace.person,
    }


def _named(workspace: Workspace, id: str | None) -> dict[str, str] | None:
    return {"id": id, "name": clean_line(workspace.company.title(id))} if id else None


def _bytes(event: dict[str, Any]) -> bytes:
    return orjson.dumps(event, option=orjson.OPT_APPEND_NEWLINE)
