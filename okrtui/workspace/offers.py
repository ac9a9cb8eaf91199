"""What carried objectives served in the cycle before, offered to be aligned again, and aligning it."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from okrtui.okr.ids import derived_id
from okrtui.okr.kinds import Mode
from okrtui.okr.number import stored
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
        carried = company.pointing("objective", "cycle", cycle) if objectives is None else list(objectives)
        found = []
        for id in carried:
            source = (company.fields("objective", id) or {}).get("carried_from")
            for alignment in company.serves(source) if isinstance(source, str) else ():
                parent, is_over = _parent_now(view, alignment.parent, cycle)
                if company.fields("alignment", derived_id("alignment", id, parent)) is None:
                    titles = clean_line(company.title(id)), clean_line(company.title(parent))
                    weight = alignment.weight
                    found.append(Offer(id, titles[0], parent, titles[1], alignment.mode, weight, is_over))
        return found


def align_again(workspace: Workspace, offers: Sequence[Offer]) -> int:
    """Align carried objectives as is offered, in one act; how many. Raises UsageError where one would close a loop."""
    news = []
    for offer in offers:
        fields: dict[str, object] = {"child": offer.child, "parent": offer.parent, "mode": offer.mode}
        if offer.mode is Mode.CONTRIBUTES:
            fields["weight"] = stored(offer.weight)
        news.append(New("alignment", fields))
    return len(news) if news and save(workspace, news=news) else 0


def _parent_now(view: View, parent: str, cycle: str) -> tuple[str, bool]:
    """What stands for a parent in a cycle: what goes on with it there, else itself; and whether that is over."""
    company = view.company
    kind = company.kind_of(parent) or ""
    for id in company.pointing(kind, "carried_from", parent) if kind in ("objective", "key_result") else ():
        key_result = company.key_result(id)
        objective = company.objective(key_result.objective if key_result else id)
        if objective is not None and objective.cycle == cycle:
            return id, False
    key_result = company.key_result(parent)
    above = company.objective(key_result.objective if key_result else parent)
    ended = company.cycle(above.cycle) if above else None
    now = company.cycle(cycle)
    return parent, ended is not None and now is not None and ended.end < now.start
