"""What a key result is for, above its card: one line from the vision down to its objective."""

from collections.abc import Sequence

from okrtui.okr.kinds import ObjectiveKind
from okrtui.screens.checkin.page import Page
from okrtui.screens.columns import promise
from okrtui.widgets.cells import fit, width_of
from okrtui.widgets.tones import Tone, length

_NARROWEST_PARENT = 12


def add_crumbs(page: Page, why: Sequence[str], kind: ObjectiveKind | None) -> None:
    """Add the titles in `why`, the objective's last, with its promise; what is too far up is left out."""
    crumb = f" {page.glyphs.crumb} "
    *above, own = why or ("",)
    behind = promise(kind, page.glyphs)
    own = fit(own, page.width - length(behind), page.glyphs.ellipsis)
    room = page.width - width_of(own) - length(behind)
    while above and room < len(above) * (_NARROWEST_PARENT + len(crumb)):
        above = above[1:]
    parents = []
    for place, title in enumerate(above):
        share = room // (len(above) - place) - len(crumb)
        parents.append(fit(title, share, page.glyphs.ellipsis))
        room -= width_of(parents[-1]) + len(crumb)
    page.add([(crumb.join([*parents, own]), Tone.MUTED), *behind])
