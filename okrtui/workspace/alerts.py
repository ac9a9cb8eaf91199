"""Alerts: what reaches a person of what others do, until they are done with it.

Some are noted when they are seen to happen (`alert_look`): a status or a target is no more than what it is now. The
others are there to be found: what is asked of one's units, what is given to oneself, where one is named or thanked.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from okrtui.okr.alerts import RISKY, Sort, Tie, aim_of, status_of, watch
from okrtui.okr.kinds import ShareState, Status
from okrtui.okr.number import format_number
from okrtui.okr.records import Value, number_of, reference, text
from okrtui.storage.clean import clean_line
from okrtui.storage.clock import DAY_MS, tick
from okrtui.workspace.alert_memory import Memory
from okrtui.workspace.authors import Author, writer_of
from okrtui.workspace.blocked import blockers_for
from okrtui.workspace.comments import comment_of, place_of
from okrtui.workspace.recognition import thanks_to
from okrtui.workspace.view import View

_LASTING_MS = 60 * DAY_MS
"""So old a comment or thanks are no news any more, whether one was done with them or not."""
_TIES = {Tie.SERVED: "which yours serves", Tie.SERVING: "which serves yours", Tie.SHARED: "which you share"}
Subject = tuple[str, str]
"""Kind and id."""


class Alert(NamedTuple):
    """Something that one is told of: who did what to what, and when."""

    key: str
    """Its sort and an id, unique and lasting: `comment:50c1…`."""
    sort: Sort
    place: Subject
    """What one opens to see it."""
    at: Subject | None
    """Where on it the cursor belongs, if not at its beginning."""
    person: str
    """The id of who did it; "" for what turned by itself."""
    name: str
    verb: str
    title: str
    detail: str
    when: str
    """A stamp."""
    status: Status | None = None
    """Of what turned at risk, how it stands."""
    is_loud: bool = True
    """Whether one is told at once; not of what one has done oneself."""

    @property
    def sentence(self) -> str:
        """The whole of it on one line."""
        detail = f"({self.detail})" if self.detail and self.sort is Sort.AT_RISK else self.detail
        parts = (self.title, self.verb, detail) if self.sort is Sort.AT_RISK else (self.name, self.verb, self.title)
        said = " ".join(part for part in parts if part)
        return f"{said}: {detail}" if detail and self.sort is not Sort.AT_RISK else said


def alerts(view: View, memory: Memory, naming: Iterable[str] | None = None) -> list[Alert]:
    """Everything that one may be told of now, done with or not, the latest first.

    `naming` are the comments that name one, where that is known already.
    """
    with view.lock:
        found = [
            *_turned(view, memory),
            *_moved(view, memory),
            *_given(view),
            *_asked(view),
            *_named(view, comments_naming(view) if naming is None else naming),
            *_thanked(view),
        ]
        since = max(memory.since, tick(None, max(0, view.moment.clock() - _LASTING_MS)))
        lasting = (Sort.BLOCKER, Sort.SHARE, Sort.AT_RISK, Sort.TARGET)
        kept = [alert for alert in found if alert.sort in lasting or alert.when >= since]
        return sorted(kept, key=lambda alert: (alert.when, alert.key), reverse=True)


def for_one(found: Iterable[Alert], memory: Memory, muted: Collection[Sort] = ()) -> list[Alert]:
    """Those that one is not done with, and whose sort is not muted."""
    done = set(memory.done)
    return [alert for alert in found if alert.key not in done and alert.sort not in muted]


def comments_naming(view: View, ids: Iterable[str] | None = None) -> list[str]:
    """The comments that name oneself, among some or all, but for one's own."""
    company, found = view.company, []
    with view.lock:
        among = company.live("comment") if ids is None else ((id, company.fields("comment", id) or {}) for id in ids)
        said = [(id, text(fields, "text")) for id, fields in among]
        names = company.names()
    for id, words in said:
        if "@" in words and view.person in names.named(words):
            found.append(id)
    return found


# --- what was seen to happen


def _turned(view: View, memory: Memory) -> Iterator[Alert]:
    ties = watch(view.company, view.person, view.today).statuses if memory.turned else {}
    for id, turn in memory.turned.items():
        kind, status = view.company.kind_of(id) or "", status_of(view.standings, id)
        if status not in RISKY or id not in ties:
            continue
        was = Status(turn.was).words if turn.was in set(Status) else ""
        detail = ", ".join(part for part in (_TIES.get(ties[id], ""), f"was {was}" if was else "") if part)
        verb = "turned at risk" if status is Status.AT_RISK else "is not holding any more"
        yield Alert(
            f"at_risk:{id}", Sort.AT_RISK, (kind, id), None, "", "", verb, _title(view, id), detail, turn.ts, status
        )


def _moved(view: View, memory: Memory) -> Iterator[Alert]:
    for id, move in memory.moved.items():
        now, kind = aim_of(view.company, id), view.company.kind_of(id) or ""
        words = [_move_words(view, kind, id, name, value, now.get(name)) for name, value in move.was.items()]
        name, verb = _title(view, move.by), "moved the target of"
        detail = ", ".join(each for each in words if each)
        if detail:
            yield Alert(
                f"target:{id}", Sort.TARGET, (kind, id), None, move.by, name, verb, _title(view, id), detail, move.ts
            )


def _move_words(view: View, kind: str, id: str, name: str, was: Value, now: Value) -> str:
    """`22 → 24 %`; what is not the target, with its name before it."""
    before, after = number_of(was), number_of(now)
    if before is None or before == after:
        return ""
    unit = text(view.company.fields(kind, id) or {}, "unit_of_measure")
    label = "" if name == "target" else f"{name} "
    return f"{label}{format_number(before)} → {'none' if after is None else format_number(after, unit)}"


# --- what is there to be found


def _given(view: View) -> Iterator[Alert]:
    for each in blockers_for(view, view.person):
        by = writer_of(view, "blocker", each.id, "solver")
        subject = (each.subject.kind, each.subject.id)
        title, detail = clean_line(each.description), f"on {each.subject.title}" if each.subject.title else ""
        is_own = by.id == view.person
        verb = "took on the blocker" if is_own else "gave you the blocker"
        key, place = f"blocker:{each.id}", place_of(view, *subject)
        yield Alert(
            key,
            Sort.BLOCKER,
            place,
            ("blocker", each.id),
            by.id,
            _name(by),
            verb,
            title,
            detail,
            by.when,
            None,
            not is_own,
        )


def _asked(view: View) -> Iterator[Alert]:
    company = view.company
    for unit in company.units_of(view.person):
        for id in company.pointing("share", "unit", unit.id):
            fields = company.fields("share", id) or {}
            objective = company.objective(reference(fields, "objective"))
            by = writer_of(view, "share", id, "state")
            if objective is None or text(fields, "state") != ShareState.ASKED or by.id == view.person:
                continue
            verb = f"asks {clean_line(unit.name)} to share"
            place = ("objective", objective.id)
            yield Alert(
                f"share:{id}", Sort.SHARE, place, None, by.id, _name(by), verb, clean_line(objective.title), "", by.when
            )


def _named(view: View, naming: Iterable[str]) -> Iterator[Alert]:
    for id in naming:
        comment = comment_of(view, id)
        if comment is None or comment.author == view.person:
            continue
        place, title = place_of(view, comment.kind, comment.subject), _title(view, comment.subject)
        by = Author(comment.author, comment.author_name, comment.when)
        said = clean_line(comment.text)
        if comment.kind != place[0]:
            title = _title(view, place[1])
        yield Alert(
            f"comment:{id}",
            Sort.COMMENT,
            place,
            ("comment", id),
            by.id,
            _name(by),
            "named you on",
            title,
            said,
            by.when,
        )


def _thanked(view: View) -> Iterator[Alert]:
    units = [unit.id for unit in view.company.units_of(view.person)]
    for thanks in thanks_to(view, view.person, *units):
        if thanks.giver == view.person:
            continue
        by, at = Author(thanks.giver, thanks.giver_name, thanks.when), ("recognition", thanks.id)
        verb = "thanks you" if thanks.subject == view.person else "thanks"
        title, said = "" if thanks.subject == view.person else thanks.name, clean_line(thanks.text)
        yield Alert(f"recognition:{thanks.id}", Sort.RECOGNITION, at, at, by.id, _name(by), verb, title, said, by.when)


def _title(view: View, id: str) -> str:
    return clean_line(view.company.title(id)) or "(no title)"


def _name(author: Author) -> str:
    return author.name or "Someone"
