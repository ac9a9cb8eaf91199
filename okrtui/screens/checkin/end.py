"""The ends of the check-in wizard: nothing is due, or all is said."""

from datetime import date

from okrtui.screens.checkin.page import Page, keys_line
from okrtui.screens.checkin.walk import Stop, Walk
from okrtui.widgets.cells import fit, width_of
from okrtui.widgets.glyphs import STATUS_WIDTH, GlyphSet, look_of
from okrtui.widgets.tones import Tone
from okrtui.workspace.check_in_card import Quiet, quiet_words, tally_words


def nothing_due(page: Page, quiet: Quiet, today: date, *, is_alone: bool) -> None:
    """That nothing is due, when something will be, and what one can do; `is_alone`: only the shell is behind."""
    page.space()
    for place, line in enumerate(quiet_words(quiet, today)):
        page.add([(line, Tone.PLAIN if place else Tone.STRONG)])
    page.space()
    ways = [("c", "check in all the same")] if quiet.owned else []
    ways += [("enter", "leave")] if is_alone else [("1", "back to your week"), ("2", "look at the cascade")]
    for key, what in ways:
        page.add([(f"{key:<7}", Tone.STRONG), (what, Tone.MUTED)])


def summary(page: Page, walk: Walk) -> None:
    """Each key result that was checked in, with its old and new value and its status."""
    page.space()
    page.add([(f"{tally(walk)}.", Tone.STRONG)])
    page.space()
    for stop in walk.stops:
        if not stop.is_saved or stop.card is None or stop.after is None:
            continue
        change = _change(stop, page.glyphs)
        tail = f"{change}   "
        look = look_of(stop.after.status, page.glyphs)
        end = f"{look.glyph} {look.word}"
        room = page.width - width_of(tail) - STATUS_WIDTH
        title = fit(stop.card.title, max(8, room), page.glyphs.ellipsis)
        gap = " " * max(1, room - width_of(title))
        page.add([(title + gap, Tone.PLAIN), (tail, Tone.MUTED), (end, look.tone)])
    page.space()
    page.add(keys_line(("enter", "done"), ("u", "undo the last")))


def tally(walk: Walk) -> str:
    """How many key results were checked in, and how many are left: `Checked in 3 of 5 key results, 2 are left`."""
    return tally_words(sum(stop.is_saved for stop in walk.stops), len(walk.stops))


def _change(stop: Stop, glyphs: GlyphSet) -> str:
    if stop.card is None or stop.after is None:
        return ""
    old, new = stop.card.before.value, stop.after.value
    if not old:
        return new
    return f"{old} {glyphs.arrow} {new}" if old != new else f"stays at {new}"


def paragraph(walk: Walk, glyphs: GlyphSet) -> str:
    """What was checked in, in one paragraph: each key result with its old and new value and status."""
    sentences = [f"{tally(walk)}."]
    for stop in walk.stops:
        if not stop.is_saved or stop.card is None or stop.after is None:
            continue
        before, after = stop.card.before.status, stop.after.status
        word = look_of(after).word
        if stop.card.last is not None and before is not after:
            word = f"{look_of(before).word} {glyphs.arrow} {word}"
        sentences.append(f"{stop.card.title}: {_change(stop, glyphs)} ({word}).")
    return " ".join(sentences)
