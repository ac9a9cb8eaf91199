"""Finding things by what people call them: an id, its beginning, a title, or a title's beginning."""

from collections.abc import Container, Iterable

from okrtui.okr.company import Company
from okrtui.okr.ids import is_id
from okrtui.okr.kinds import KINDS, CycleStatus, kind_words
from okrtui.okr.records import Fields, reference, text
from okrtui.storage.clean import clean_line
from okrtui.workspace.errors import Ambiguous, NotFound

NAMED = (
    "objective",
    "key_result",
    "unit",
    "person",
    "cycle",
    "mission",
    "goal",
    "kpi",
    "measure",
    "metric",
    "initiative",
    "milestone",
    "template",
)
"""Kinds whose objects are called by a title; the others only by their id."""

_ASKED_FOR = ("blocker", "improvement")
"""Kinds that are called by their text where only they can be meant: what takes up an improvement has its title."""

WORKSPACE = "workspace"
"""What the workspace, of which there is one, is called by; its name is the company's, too."""
_SHORTEST_PREFIX = 2
_SHOWN = 6


def find(
    company: Company,
    said: str,
    kinds: Iterable[str] = (),
    *,
    deleted: bool = False,
    among: Container[str] | None = None,
) -> tuple[str, str]:
    """The kind and id of what someone means, among some kinds (by default all) and some ids (by default all).

    An exact id comes first, then an exact title, then whatever begins so. What is carried over has the title of what
    it goes on with: of several, the one in no closed cycle is meant. `workspace` is the workspace, and what is part of
    a template is meant by its id alone. With `deleted`, only deleted objects are meant by a title or a
    beginning; an exact id may be anything's. Raises NotFound, Ambiguous.
    """
    wanted = tuple(kinds)
    text = said.strip()
    if not text:
        raise NotFound("an id or a title is missing")
    found = _matches(company, text, wanted, deleted, among)
    going_on = [each for each in found if not _is_over(company, *each)] if len(found) > 1 else found
    if len(going_on) == 1:
        return going_on[0]
    what = " or ".join(map(kind_words, wanted)) or "object"
    if not found:
        if _matches(company, text, wanted, True, among) == [(company.kind_of(text), text)]:
            raise NotFound(f"{clean_line(company.title(text))!r} is deleted; `okrtui restore {text}` brings it back")
        raise NotFound(f"no {what} is called {clean_line(text)!r}; `okrtui list KIND` shows what there is")
    listed = ", ".join(f"{company.title(id)!r} ({kind_words(kind)} {id})" for kind, id in found[:_SHOWN])
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    raise Ambiguous(f"{clean_line(text)!r} may be {listed}{more}; say more of the title, or the id")


def find_any(company: Company, said: str) -> tuple[str, str]:
    """The kind and id of what someone means, among everything; a deleted object only where nothing else is meant.

    Raises NotFound, Ambiguous.
    """
    try:
        return find(company, said)
    except NotFound:
        return find(company, said, deleted=True)


def _matches(
    company: Company, text: str, wanted: tuple[str, ...], deleted: bool, among: Container[str] | None
) -> list[tuple[str, str]]:
    def counts(id: str) -> bool:
        return among is None or id in among

    if is_id(text) and counts(text):
        kind = company.kind_of(text)
        entry = company.entry(kind, text) if kind else None
        if kind and entry and (not wanted or kind in wanted) and (deleted or not entry.is_deleted):
            return [(kind, text)]
    titled = [each for each in _titled(company, wanted, deleted) if counts(each[1])]
    folded = text.casefold()
    exact = [(kind, id) for kind, id, title in titled if title.casefold() == folded]
    if exact:
        return exact
    if folded == WORKSPACE and not deleted and (not wanted or WORKSPACE in wanted):
        return [(WORKSPACE, id) for id, _ in company.live(WORKSPACE)][:1]
    near = [(kind, id) for kind, id, title in titled if title.casefold().startswith(folded)]
    by_prefix = [each for each in _by_prefix(company, text.lower(), wanted, deleted) if counts(each[1])]
    return list(dict.fromkeys(near + by_prefix))


def _titled(company: Company, wanted: tuple[str, ...], deleted: bool) -> Iterable[tuple[str, str, str]]:
    for kind in wanted or NAMED:
        if kind not in (*NAMED, *_ASKED_FOR):
            continue
        for id, fields in company.deleted(kind) if deleted else company.live(kind):
            if not in_template(company, kind, fields):
                yield kind, id, clean_line(company.title(id))


def _is_over(company: Company, kind: str, id: str) -> bool:
    """Whether something belongs to a cycle that is closed."""
    fields = company.fields(kind, id) or {}
    above = text(fields, "key_result") or text(fields, "subject") or (text(fields, "objective") or id)
    key_result = company.key_result(above)
    objective = company.objective(key_result.objective if key_result else above)
    cycle = company.cycle(objective.cycle) if objective else None
    return cycle is not None and cycle.status is CycleStatus.CLOSED


def in_template(company: Company, kind: str, fields: Fields) -> bool:
    """Whether an object is part of a template: nobody works on it, and nobody means it by its title."""
    if kind in ("milestone", "measure"):
        kind, fields = "key_result", company.fields("key_result", reference(fields, "key_result")) or {}
    return kind == "key_result" and company.kind_of(text(fields, "objective")) == "template"


def _by_prefix(company: Company, prefix: str, wanted: tuple[str, ...], deleted: bool) -> list[tuple[str, str]]:
    if len(prefix) < _SHORTEST_PREFIX:
        return []
    return [
        (kind, id)
        for kind in wanted or KINDS
        for id, _ in (company.deleted(kind) if deleted else company.live(kind))
        if id.startswith(prefix)
    ]
