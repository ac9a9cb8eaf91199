"""One unit's reviews beside the list or on a screen of their own, and one review whole."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from okrtui.screens.detail_lines import DetailLine, Setting
from okrtui.screens.detail_view import DetailView
from okrtui.screens.reviews_lines import review_lines, unit_lines
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.tones import Tone
from okrtui.workspace.errors import NotFound
from okrtui.workspace.past_reviews import past_reviews, review_sheet
from okrtui.workspace.reading import clean_line
from okrtui.workspace.review_table import UnitReviews
from okrtui.workspace.view import View
from okrtui.workspace.visits import when

Find = Callable[[str], UnitReviews | None]
"""The row of a unit, while there is one."""
_GONE = DetailLine("gone", [("  It was deleted; u undo or restore brings it back.", Tone.MUTED)])


class ReviewsView(DetailView):
    """Shows what has its turn in a unit and what it has held, or a review whole."""

    BINDING_GROUP_TITLE = "In the reviews"

    def __init__(self, workspace: View, find: Find, *, glyphs: GlyphSet, id: str | None = None) -> None:
        """`find` gives the row of a unit."""
        super().__init__(workspace, glyphs=glyphs, id=id)
        self._find = find

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is no number to explain here."""
        return False if action == "explain" else super().check_action(action, parameters)

    def _read(self, width: int) -> list[DetailLine]:
        if self._shown is None:
            return []
        kind, id = self._shown
        view = self._workspace
        setting = Setting(width, self._glyphs, view.today, when=partial(when, view))
        with view.lock:
            if kind == "review":
                return self._review(id, setting)
            unit = self._find(id)
            if unit is None:
                return []
            crumb = f" {self._glyphs.crumb} "
            path = crumb.join(clean_line(each.name) for each in view.company.unit_path(id)[:-1])
            return unit_lines(unit, path, past_reviews(view, id), setting)

    def _review(self, id: str, setting: Setting) -> list[DetailLine]:
        with suppress(NotFound):
            sheet = review_sheet(self._workspace, id)
            who = sheet.changed_by or "someone"
            changed = f"{who}, {setting.when(sheet.changed_at)}" if sheet.changed_at else ""
            return review_lines(sheet, setting._replace(changed=changed))
        return [_GONE]
