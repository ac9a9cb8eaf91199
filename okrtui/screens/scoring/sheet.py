"""The page of the scoring walk that fits the moment."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from okrtui.okr.score import band, shown, verdict
from okrtui.screens.bands import BANDS
from okrtui.screens.checkin.ask import Ask
from okrtui.screens.checkin.page import Page, keys_line
from okrtui.screens.scoring.card import draw_stop
from okrtui.screens.scoring.stop import Stop
from okrtui.screens.scoring.table import draw_table
from okrtui.screens.scoring.walk import Walk
from okrtui.widgets.bar import bar
from okrtui.widgets.cells import fit
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.sheet import Drawing
from okrtui.widgets.tones import Segments, Tone, spread
from okrtui.workspace.completion import ObjectiveCompletion
from okrtui.workspace.score_card import ScoreCard

_OVERALL_BAR = 12


class View(NamedTuple):
    """What the page is made of."""

    walk: Walk
    ask: Ask | None
    head: str
    """The cycle, and who scores."""
    today: date
    card: ScoreCard | None
    """The card of the table's row that the cursor is on."""
    objectives: Mapping[str, ObjectiveCompletion]
    """The objectives of the walk by id, for its end."""
    is_explained: bool
    told: Segments
    """The quiet line at the bottom."""


def draw(view: View, width: int, height: int, glyphs: GlyphSet) -> Drawing:
    """The page."""
    page = Page(width, glyphs)
    page.space()
    _head(page, view)
    page.space()
    walk, here = view.walk, view.walk.here
    if here is None:
        _end(page, view)
    elif not isinstance(here, Stop):
        draw_table(page, here, view.card, walk.error, explained=view.is_explained, is_current=view.ask is None)
    elif here.card is None:
        page.add([("This key result is no longer there: someone deleted it.", Tone.PLAIN)])
        page.space()
        page.add(keys_line(("tab", "goes on")))
    else:
        draw_stop(page, here, here.card, view.today, walk.error, explained=view.is_explained)
    if view.ask is not None:
        page.space()
        page.writing(view.ask.label, view.ask.entry, view.ask.hint)
        page.labelled("", [(view.ask.error, Tone.BAD)])
    return page.drawing(height, [("   ", Tone.PLAIN), *view.told])


def _head(page: Page, view: View) -> None:
    walk, dot = view.walk, page.glyphs.dot
    here, stops = walk.here, walk.stops
    word = "Score" if isinstance(here, Stop) else "Agree" if here is not None else "Scored"
    left: Segments = [(word, Tone.STRONG), (f" {dot} {view.head}", Tone.MUTED)]
    if not isinstance(here, Stop):
        page.across(left, [])
        return
    passed = Fraction(sum(stop.is_passed for stop in stops), len(stops))
    number = f"{stops.index(here) + 1} of {len(stops)}   "
    page.across(left, [(number, Tone.PLAIN), *bar(passed, None, _OVERALL_BAR, Tone.HERE, page.glyphs)])


def _end(page: Page, view: View) -> None:
    """Each objective with its score, and what is missing yet."""
    page.add([(tally(view.walk), Tone.STRONG)])
    page.space()
    for objective in view.objectives.values():
        score = objective.score
        value = score.agreed if score.is_final else None
        figure = value if value is not None else score.proposed
        number = "" if figure is None else f"{shown(figure)}"
        right: Segments = [(number, BANDS[band(figure)] if figure is not None else Tone.MUTED)]
        right.append(("  agreed" if value is not None else "  proposed", Tone.MUTED))
        page.add(spread([(objective.title or "(no title)", Tone.PLAIN)], right, page.width, page.glyphs.ellipsis))
        said = verdict(objective.kind, value) if value is not None else missing_words(objective)
        page.add([(fit(f"  {said}", page.width, page.glyphs.ellipsis), Tone.MUTED)])
    page.space()
    page.add(keys_line(("enter", "done"), ("u", "undo the last"), ("shift+tab", "back")))


def tally(walk: Walk) -> str:
    """How many key results were scored and agreed on: `Scored 5 key results, agreed on 3`."""
    scored = sum(stop.is_scored for stop in walk.stops)
    agreed = sum(table.agreed for table in walk.tables)
    parts = []
    if scored:
        parts.append(f"scored {scored} key result{'' if scored == 1 else 's'}")
    if agreed:
        parts.append(f"agreed on {agreed} score{'' if agreed == 1 else 's'}")
    return ", ".join(parts).capitalize() if parts else "Nothing was scored"


def missing_words(objective: ObjectiveCompletion) -> str:
    """What an objective has to get yet: `missing: the lead's score of 2, an agreed score of 5`."""
    counts: dict[str, int] = {}
    for each in objective.key_results:
        for missing in each.missing:
            counts[missing.value] = counts.get(missing.value, 0) + 1
    return f"missing: {', '.join(f'{what} of {count}' for what, count in counts.items())}" if counts else ""
