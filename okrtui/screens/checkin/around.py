"""What stands around the question of the check-in wizard: last time, its next step, blockers, measures, and earlier."""

from datetime import date

from okrtui.okr.cadence import relative_day
from okrtui.okr.number import format_short
from okrtui.screens.checkin.page import EXTRA, KEPT, LABEL, Page, column
from okrtui.widgets.cells import fit, width_of
from okrtui.widgets.tones import Segments, Tone, length, spread
from okrtui.workspace.check_in_card import Card, Said
from okrtui.workspace.next_steps import NextStep


def last_time(page: Page, last: Said | None, today: date) -> None:
    """What the last check-in said."""
    if last is None:
        page.labelled("last time", [("no check-in yet", Tone.MUTED)])
        return
    page.labelled("last time", _said(last, today))


def _said(said: Said, today: date) -> Segments:
    sure = "" if said.confidence is None else f"confidence {said.confidence}"
    parts: Segments = [
        (column(said.value, 10), Tone.PLAIN),
        (column(relative_day(said.date, today), 11), Tone.MUTED),
        (column(sure, 13), Tone.MUTED),
    ]
    return [*parts, (f"“{said.note}”", Tone.MUTED)] if said.note else parts


def next_step(page: Page, step: NextStep | None, ease: int) -> None:
    """The next step that was named last time, and the key that ticks it."""
    if step is None:
        return
    glyphs = page.glyphs
    mark = (glyphs.achieved, Tone.BEST) if step.is_done else (glyphs.not_started, Tone.MUTED)
    body: Segments = [mark, (f" {step.text}", Tone.PLAIN)]
    _row(page, "next step", body, "d not yet" if step.is_done else "d done", ease)


def blockers(page: Page, card: Card, ease: int) -> None:
    """What is in the way, the oldest on a line of its own and how many more there are."""
    if not card.blockers:
        return
    oldest, more = card.blockers[0], len(card.blockers) - 1
    age = "" if oldest.age is None else f"{oldest.age} d  "
    solver = f" {page.glyphs.arrow} {oldest.solver_name}" if oldest.solver else "  nobody to solve it"
    tone = Tone.CAUTION if oldest.is_old or not oldest.solver else Tone.MUTED
    right = f"and {more} more" if more else ""
    room = page.width - LABEL - width_of(age) - width_of(solver) - (width_of(right) + 2 if right else 0)
    said = fit(oldest.description, max(8, room), page.glyphs.ellipsis)
    _row(page, "blocker", [(age, tone), (said, Tone.PLAIN), (solver, tone)], right, ease)


def measures(page: Page, card: Card, today: date, ease: int) -> None:
    """The leading measures: what each was read at last, and what it should be."""
    for place, measure in enumerate(card.measures):
        read = measure.gauge
        day = f"   {relative_day(read.on, today)}" if read.on else ""
        tail: Segments
        if read.last is None:
            aim = f"   target {measure.target}" if measure.target else ""
            tail = [("not read yet", Tone.PLAIN), (aim, Tone.MUTED)]
        elif measure.target:  # which names the unit
            tail = [(format_short(read.last), Tone.PLAIN), (f" of {measure.target}{day}", Tone.MUTED)]
        else:
            tail = [(read.last_text, Tone.PLAIN), (day, Tone.MUTED)]
        room = page.width - LABEL - length(tail) - 4 - (len("m reads") if place == 0 else 0)
        name = fit(measure.name, max(8, room), page.glyphs.ellipsis)
        is_first = place == 0
        body: Segments = [(f"{name}  ", Tone.MUTED), *tail]
        _row(page, "measures" if is_first else "", body, "m reads" if is_first else "", ease if is_first else EXTRA)


def _row(page: Page, label: str, body: Segments, right: str, ease: int = KEPT) -> None:
    """A row whose end keeps its place: what is said is cut before it."""
    hint: Segments = [(right, Tone.MUTED)] if right else []
    page.labelled(label, spread(body, hint, page.width - LABEL, page.glyphs.ellipsis), ease=ease)


def earlier(page: Page, card: Card, today: date) -> None:
    """The check-ins before the last, as far as there is room."""
    for place, said in enumerate(card.earlier):
        if place == 0:
            page.space(EXTRA)
        page.labelled("earlier" if place == 0 else "", _said(said, today), ease=EXTRA)
