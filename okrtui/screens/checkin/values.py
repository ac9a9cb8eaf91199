"""The value as it is asked for in the check-in wizard: a number that is typed, milestones, yes or no."""

from okrtui.screens.checkin.page import Page
from okrtui.screens.checkin.walk import Stop
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.tones import Segments, Tone
from okrtui.workspace.check_in_card import Card
from okrtui.workspace.check_in_figures import Figures

_MILESTONES_SHOWN = 9


def number(page: Page, stop: Stop, card: Card, label: str, after: Figures | None, is_current: bool) -> None:
    """The field in which a number is typed, and what a relative one comes to."""
    behind: Segments = []
    if stop.has_input and stop.entry.text.strip()[:1] in ("+", "-", "−") and after is not None and card.last:
        behind = [(f"   = {after.value}", Tone.PLAIN)]
    unit, hint = card.key_result.unit_of_measure, _hint(stop, is_current, page.glyphs)
    page.value(label, stop.entry, unit, is_current, behind, hint)


def _hint(stop: Stop, is_current: bool, glyphs: GlyphSet) -> str:
    if not is_current:
        return ""
    if stop.has_input:
        return "enter takes it"
    return f"enter keep {glyphs.dot} +1 -1 {glyphs.dot} =25.5" if stop.is_given else "enter skips"


def milestones(page: Page, stop: Stop, card: Card, label: str, is_current: bool) -> None:
    """The steps, each done or not; some of them around the cursor where there are many."""
    glyphs = page.glyphs
    done = set(stop.chosen) if isinstance(stop.chosen, list) else set()
    if not card.milestones:
        page.labelled(label, [("it has no milestones yet", Tone.MUTED)], is_current=is_current)
    top = max(0, min(stop.line - _MILESTONES_SHOWN // 2, len(card.milestones) - _MILESTONES_SHOWN))
    for place, (id, title) in list(enumerate(card.milestones))[top : top + _MILESTONES_SHOWN]:
        here = is_current and place == stop.line
        mark = (glyphs.achieved, Tone.BEST) if id in done else (glyphs.not_started, Tone.MUTED)
        key = f"{place + 1:>2} " if place < 9 else "   "
        body: Segments = [(key, Tone.MUTED), mark, (f" {title}", Tone.STRONG if here else Tone.PLAIN)]
        is_first = place == top
        right = f"1-9 or space mark {glyphs.dot} enter" if is_first and is_current else ""
        page.labelled(label if is_first else "", body, right=right, is_current=here)


def yes_no(page: Page, stop: Stop, label: str, is_current: bool) -> None:
    """Yes or no, whichever is chosen in brackets."""
    body: Segments = []
    for word, value in (("yes", True), ("no", False)):
        chosen = stop.chosen is value
        body += [(f"[{word}]" if chosen else f" {word} ", Tone.STRONG if chosen else Tone.PLAIN), ("  ", Tone.PLAIN)]
    keep = "enter keeps" if stop.is_given else "enter skips"
    right = f"y or n; {keep}" if is_current else ""
    page.labelled(label, body, right=right, is_current=is_current)
