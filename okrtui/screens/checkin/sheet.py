"""What the check-in wizard shows of a key result: its card, and the questions about it."""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from okrtui.okr.cadence import relative_day, short_day
from okrtui.okr.kinds import Metric
from okrtui.okr.number import percent_text
from okrtui.screens.checkin.around import blockers, earlier, last_time, measures, next_step
from okrtui.screens.checkin.ask import Ask
from okrtui.screens.checkin.crumbs import add_crumbs
from okrtui.screens.checkin.end import nothing_due, summary
from okrtui.screens.checkin.keys import NOTE_KEYS, asides
from okrtui.screens.checkin.page import EXTRA, KEPT, LABEL, Page, column, keys_line
from okrtui.screens.checkin.values import milestones, number, yes_no
from okrtui.screens.checkin.walk import FROM_LIST, Step, Stop, Walk
from okrtui.widgets.bar import bar
from okrtui.widgets.cells import width_of
from okrtui.widgets.glyphs import GlyphSet, status_segments
from okrtui.widgets.progress_line import progress_segments
from okrtui.widgets.sheet import Drawing
from okrtui.widgets.tones import Segments, Tone, fit_segments, length
from okrtui.widgets.wrapped import wrapped
from okrtui.workspace.check_in_card import Card, Quiet
from okrtui.workspace.check_in_figures import Figures
from okrtui.workspace.check_ins import is_off_track
from okrtui.workspace.originals import Moved

_BY_DEGREE = (Metric.INCREASE, Metric.DECREASE, Metric.MILESTONES)
_FEW_MILESTONES = 5
_OVERALL_BAR = 12
_TITLE_LINES = 2
_TITLE_GAP = 3


class View(NamedTuple):
    """What the page is made of."""

    walk: Walk
    ask: Ask | None
    head: str
    """`Check-in · week 8 · Ana Ruiz` without its first word."""
    today: date
    after: Figures | None
    """What the value that is typed now would mean; None while it is no value."""
    quiet: Quiet | None
    """Set where nothing is due."""
    told: Segments
    """The quiet line at the bottom."""
    is_alone: bool
    """Whether the wizard is all there is: it is left for the shell."""


def draw(view: View, width: int, height: int, glyphs: GlyphSet) -> Drawing:
    """The page that fits the moment."""
    page = Page(width, glyphs)
    if not view.is_alone:
        page.space()
    _head(page, view)
    page.space()
    stop = view.walk.here
    if stop is None:
        if view.quiet is not None:
            nothing_due(page, view.quiet, view.today, is_alone=view.is_alone)
        else:
            summary(page, view.walk)
    elif stop.card is None:
        page.add([("This key result is no longer there: someone deleted it.", Tone.PLAIN)])
        page.space()
        page.add(keys_line(("enter", "goes on")))
    else:
        _card(page, view, stop, stop.card)
    return page.drawing(height, _told(view.told, page))


def _told(told: Segments, page: Page) -> Segments:
    """What was done last, cut before the key that takes it back."""
    what, hint = told[:1], told[1:]
    return [("   ", Tone.PLAIN), *fit_segments(what, page.width - length(hint), page.glyphs.ellipsis), *hint]


def _head(page: Page, view: View) -> None:
    total, passed, dot = len(view.walk.stops), view.walk.passed, page.glyphs.dot
    stop = view.walk.here
    what = "Change a check-in" if stop is not None and stop.is_edit else "Check-in"
    day = f" for {short_day(stop.day, view.today)}" if stop and stop.day not in (None, view.today) else ""
    left: Segments = [(what, Tone.STRONG), (day, Tone.ACCENT), (f" {dot} {view.head}", Tone.MUTED)]
    if not total:
        page.across(left, [])
        return
    place = f"{min(view.walk.at + 1, total)} of {total}   "
    overall = bar(Fraction(passed, total), None, _OVERALL_BAR, Tone.HERE, page.glyphs)
    page.across(left, [(place, Tone.PLAIN), *overall])


# --- the card


def _card(page: Page, view: View, stop: Stop, card: Card) -> None:
    step = view.walk.step if view.ask is None else None
    add_crumbs(page, card.why, card.promise)
    _title(page, card, view.today)
    page.space()
    last_time(page, card.last, view.today)
    ease = EXTRA if view.ask is not None or len(card.milestones) > _FEW_MILESTONES else KEPT
    next_step(page, stop.step, ease)
    blockers(page, card, ease)
    page.space()
    if card.metric is Metric.MILESTONES:
        milestones(page, stop, card, _when(view, stop), step is Step.VALUE)
    elif card.metric is Metric.YES_NO:
        yes_no(page, stop, _when(view, stop), step is Step.VALUE)
    else:
        number(page, stop, card, _when(view, stop), view.after, step is Step.VALUE)
    _below_value(page, view, stop, card)
    _figures(page, "before", card, card.before if card.last else None)
    _figures(page, "after", card, view.after)
    page.space()
    _confidence(page, stop, card, step is Step.CONFIDENCE)
    page.space()
    if view.walk.step is Step.OFF_TRACK:
        _off_track(page, stop, card, view.after, view.ask is None)
    else:
        measures(page, card, view.today, ease)
        _notes(page, view.walk, stop, card)
    if view.ask is not None:
        page.space()
        _ask(page, view.ask)
    earlier(page, card, view.today)


def _title(page: Page, card: Card, today: date) -> None:
    by = f"by {relative_day(card.due, today)}" if card.due else ""
    side = ", ".join(part for part in (card.origin, by) if part)
    *above, last = wrapped(card.title or "(no title)", page.width, _TITLE_LINES, page.glyphs.ellipsis)
    for line in above:
        page.add([(line, Tone.STRONG)])
    gap = page.width - width_of(last) - width_of(side)
    if gap < _TITLE_GAP:
        page.add([(last, Tone.STRONG)])
        last, gap = "", page.width - width_of(side)
    page.add([(last, Tone.STRONG), (" " * gap + side, Tone.MUTED)])


def _when(view: View, stop: Stop) -> str:
    """When the value holds: `now`, or the day that one checks in for."""
    return "now" if stop.day in (None, view.today) else f"on {short_day(stop.day, view.today)}"


def _figures(page: Page, label: str, card: Card, figures: Figures | None) -> None:
    if figures is None:
        page.labelled(label, [(page.glyphs.dot, Tone.FAINT)])
    elif card.metric in _BY_DEGREE:
        width = page.width - LABEL
        shown = (figures.progress, figures.expected, figures.status, width)
        page.labelled(label, progress_segments(*shown, glyphs=page.glyphs))
    else:
        words = status_segments(figures.status, glyphs=page.glyphs)
        page.labelled(label, [(column(figures.value, 14), Tone.PLAIN), *words])


def _confidence(page: Page, stop: Stop, card: Card, is_current: bool) -> None:
    given = stop.confidence if stop.confidence is not None else card.confidence
    body: Segments = []
    for sure in range(11):
        digit = "x" if sure == 10 else str(sure)
        if sure == given:
            body.append((f"[{digit}]", Tone.STRONG))
        else:
            body.append((f" {digit} ", Tone.PLAIN if is_current else Tone.MUTED))
    keeps = "enter keeps" if given is not None else "enter leaves it open"
    page.labelled("confidence", body, right=f"one key; {keeps}" if is_current else "", is_current=is_current)


def _notes(page: Page, walk: Walk, stop: Stop, card: Card) -> None:
    fields = [field for field in asides(walk, None) if field in NOTE_KEYS]
    page.labelled("say more", keys_line(*(NOTE_KEYS[field][:2] for field in fields)))
    page.labelled("", keys_line(("b", "blocker"), ("D", "another day"), ("h", "history")))
    for field, text in stop.notes.items():
        page.labelled("", [(f"{NOTE_KEYS[field][1]}  ", Tone.MUTED), (text, Tone.PLAIN)], ease=EXTRA)


def _below_value(page: Page, view: View, stop: Stop, card: Card) -> None:
    """What is wrong with the value; else that it will not be the current one, where a later check-in is."""
    if view.walk.error or card.later is None:
        page.labelled("", [(view.walk.error, Tone.BAD)])
        return
    stays = f"{card.later.value} of {short_day(card.later.date, view.today)} stays the current value"
    page.labelled("", [(stays, Tone.CAUTION)])


def _off_track(page: Page, stop: Stop, card: Card, after: Figures | None, is_current: bool) -> None:
    if after is None:
        return
    is_off = is_off_track(after.status)
    told: Segments = status_segments(after.status, glyphs=page.glyphs)
    if card.metric in _BY_DEGREE:
        told.append((f": {percent_text(after.progress)} of {percent_text(after.expected)} expected", Tone.PLAIN))
    told.append((". What now?" if is_off else "", Tone.PLAIN))
    page.labelled("off track" if is_off else "now", told, is_current=is_current)
    if stop.moved is not None:
        _moved(page, stop.moved)
    adapt = [("t", "adapt the target")] if card.metric not in FROM_LIST else []
    page.add(keys_line(*adapt, ("r", "reassess"), ("b", "name the blocker"), ("enter", "keep going")))


def _moved(page: Page, moved: Moved) -> None:
    """Both targets, each with its progress and score."""
    for label, target, share, score in (
        ("first aimed", moved.target, moved.progress, moved.score),
        ("now aimed", moved.target_now, moved.progress_now, moved.score_now),
    ):
        figures: Segments = [(f"{percent_text(share):>7}", Tone.PLAIN), (f"   score {score}", Tone.MUTED)]
        page.labelled(label, [(column(f"at {target}", 14), Tone.PLAIN), *figures])


def _ask(page: Page, ask: Ask) -> None:
    page.writing(ask.label, ask.entry, ask.hint)
    found, chosen = ask.shown() if ask.has_choices else ([], 0)
    for place, choice in enumerate(found):
        here = place == chosen
        mark = page.glyphs.cursor if here else " "
        aside = f"  {choice.aside}" if choice.aside else ""
        body: Segments = [(f"{mark} ", Tone.HERE), (choice.title, Tone.STRONG if here else Tone.MUTED)]
        page.labelled("", [*body, (aside, Tone.FAINT)])
    page.labelled("", [(ask.error, Tone.BAD)])
