"""A look at the conflicts, in a worker: all of them, and the one that is looked at with everything around it."""

from typing import NamedTuple

from okrtui.screens.conflict_lines import Page
from okrtui.workspace.ancestors import with_past
from okrtui.workspace.conflicts import Conflict, Key, conflicts, field_words
from okrtui.workspace.surroundings import surroundings
from okrtui.workspace.workspace import Workspace


class Wish(NamedTuple):
    """What to look for: the field looked at, and those whose conflicts were settled here, should one be back."""

    number: int
    """Later looks have greater numbers."""
    key: Key | None
    settled: frozenset[Key]
    is_first: bool
    """Whether nothing was shown yet: a single conflict is then looked at without a list of one."""


class Look(NamedTuple):
    """What was found. `typed` says how another value is made: `merge`, `type`, or "" for not at all."""

    number: int
    found: list[Conflict]
    page: Page | None
    typed: str = ""


def look(workspace: Workspace, wish: Wish) -> Look:
    """Look at the conflicts. What was there before is on the disk, and what a field is, in the models."""
    from okrtui.screens.conflict_job import can_be_typed, meaning_of

    found = _in_order(conflicts(workspace), workspace.company.title(workspace.person))
    here = next((each for each in found if each.key in wish.settled), None)
    here = here or next((each for each in found if each.key == wish.key), None)
    if here is None and wish.is_first and len(found) == 1:
        here = found[0]
    if here is None:
        return Look(wish.number, found, None)
    (here,) = with_past(workspace, [here])
    return Look(wish.number, found, page_of(workspace, here, meaning_of(here)), can_be_typed(here))


def page_of(workspace: Workspace, conflict: Conflict, meaning: str = "") -> Page:
    """A conflict with what surrounds its field."""
    return Page(conflict, surroundings(workspace, conflict.kind, conflict.id, conflict.field), meaning)


def in_place(now: Conflict, before: Conflict) -> Conflict:
    """A conflict with its values in the places that they had; new ones come behind, so that no number changes."""
    places = {version.key: place for place, version in enumerate(before.versions)}
    versions = sorted(now.versions, key=lambda version: places.get(version.key, len(places)))
    return now._replace(versions=versions)


def _in_order(found: list[Conflict], me: str) -> list[Conflict]:
    """Those first that one has written in oneself; what waits comes last."""

    def place(conflict: Conflict) -> tuple[bool, bool, str, str]:
        authors = {author.name for version in conflict.versions for author in version.authors}
        return conflict.is_waiting, me not in authors, conflict.title, field_words(conflict.field)

    return sorted(found, key=place)
