"""What carried objectives served in the cycle before, offered to be aligned again, and aligning it."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from okrtui.okr.ids import derived_id
from okrtui.okr.kinds import Mode
from okrtui.okr.number import stored
from okrtui.okr.records import Cycle, Objective
from okrtui.storage.clean import clean_line
from okrtui.workspace.edits import New
from okrtui.workspace.saving import save
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace


class Offer(NamedTuple):
    """An alignment that a carried objective had, to be made again."""

    child: str
    """The carried objective."""
    child_title: str
    parent: str
    """What it would serve: the same as before, or what goes on with that in the new cycle."""
    parent_title: str
    mode: Mode
    weight: Decimal
    is_over: bool
    """Whether the parent is of the cycle that ended, and nothing goes on with it: then it is better aligned anew."""


def offers_in(view: View, cycle: str, objectives: Iterable[str] | None = None) -> list[Offer]:
    """What the carried objectives of a cycle, or some of them, could serve again and do not serve yet."""
    with view.lock:
        company = view.company
        now = company.cycle(cycle)
        carried = company.pointing("objective", "cycle", cycle) if objectives is None else list(objectives)
        sources = {id: (company.fields("objective", id) or {}).get("carried_from") for id in carried}
        pairs = [(source, id) for id, source in sources.items() if isinstance(source, str)]
        return offers_for(view, now, pairs, {}) if now else []


def offers_for(
    view: View, cycle: Cycle, carried: Iterable[tuple[str, str]], going_on: Mapping[str, str]
) -> list[Offer]:
    """The same of objectives that are being carried over: each with what it goes on with, which comes first.

    `going_on` are the objectives and key results that will be there, by what they go on with.
    """
    company = view.company
    found = []
    for source, id in carried:
        for alignment in company.serves(source):
            parent, is_over = _parent_now(view, alignment.parent, cycle, going_on)
            if company.fields("alignment", derived_id("alignment", id, parent)) is not None:
                continue
            child = clean_line(company.title(id) or company.title(source))
            title = clean_line(company.title(parent) or company.title(alignment.parent))
            found.append(Offer(id, child, parent, title, alignment.mode, alignment.weight, is_over))
    return found


def alignment_of(offer: Offer) -> New:
    """The alignment that is offered, to be made."""
    fields: dict[str, object] = {"child": offer.child, "parent": offer.parent, "mode": offer.mode}
    if offer.mode is Mode.CONTRIBUTES:
        fields["weight"] = stored(offer.weight)
    return New("alignment", fields)


def align_again(workspace: Workspace, offers: Sequence[Offer]) -> int:
    """Align carried objectives as is offered, in one act; how many. Raises UsageError where one would close a loop."""
    news = [alignment_of(offer) for offer in offers]
    return len(news) if news and save(workspace, news=news) else 0


def _parent_now(view: View, parent: str, cycle: Cycle, going_on: Mapping[str, str]) -> tuple[str, bool]:
    """What stands for a parent in a cycle: what goes on with it there, else itself; and whether that is over."""
    company = view.company
    if parent in going_on:
        return going_on[parent], False
    kind = company.kind_of(parent) or ""
    for id in company.pointing(kind, "carried_from", parent) if kind in ("objective", "key_result") else ():
        objective = _objective_of(view, id)
        if objective is not None and objective.cycle == cycle.id:
            return id, False
    above = _objective_of(view, parent)
    ended = company.cycle(above.cycle) if above else None
    return parent, ended is not None and ended.end < cycle.start


def _objective_of(view: View, id: str) -> Objective | None:
    key_result = view.company.key_result(id)
    return view.company.objective(key_result.objective if key_result else id)
