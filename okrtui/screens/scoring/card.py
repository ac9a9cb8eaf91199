"""How a key result shows that is being scored: what it was for, how it went, what is proposed, and what is asked."""

from datetime import date
from fractions import Fraction

from okrtui.okr.cadence import relative_day
from okrtui.okr.kinds import Role
from okrtui.screens.bands import BANDS, DISPOSITIONS
from okrtui.screens.checkin.crumbs import add_crumbs
from okrtui.screens.checkin.page import EXTRA, LABEL, Page, column, keys_line
from okrtui.screens.scoring.giving import TENTHS, words_for
from okrtui.screens.scoring.stop import Stop
from okrtui.widgets.bar import bar
from okrtui.widgets.cells import width_of
from okrtui.widgets.entry import Entry
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.sheet import Mark
from okrtui.widgets.sparkline import sparkline
from okrtui.widgets.tones import Segments, Tone, length
from okrtui.widgets.wrapped import wrapped
from okrtui.workspace.score_card import ScoreCard
from okrtui.workspace.scores import GivenScore, Proposed

_SIDES = {Role.OWNER: "owner", Role.LEAD: "lead", Role.AGREED: "agreed"}
_TITLE_LINES = 2
_TITLE_GAP = 3
_LEAST_BAR = 8
_WIDEST_BAR = 32


def draw_stop(page: Page, stop: Stop, card: ScoreCard, today: date, error: str, *, explained: bool) -> None:
    """The card of a key result."""
    add_crumbs(page, card.why, card.scores.kind)
    _title(page, card, today)
    page.space()
    _last(page, card, today)
    page.space()
    _proposed(page, "proposed", card.scores.proposed)
    if card.scores.begun is not None:
        page.labelled("", [(f"by {card.scores.proposed.figures}, which it was moved to", Tone.MUTED)])
        _proposed(page, "as begun", card.scores.begun)
        page.labelled("", [(f"by {card.scores.begun.figures}", Tone.MUTED)], right="b takes this one")
    if explained:
        explanation(page, card)
    page.space()
    _score(page, stop, card)
    page.labelled("", [(error, Tone.BAD)])
    _other(page, stop, card)
    _becomes(page, stop)
    _assessment(page, stop)
    if not explained:
        page.space(EXTRA)
        page.labelled("", keys_line(("=", "how the score comes about")), ease=EXTRA)


def _title(page: Page, card: ScoreCard, today: date) -> None:
    by = f"{'ended' if card.due < today else 'by'} {relative_day(card.due, today)}" if card.due else ""
    side = ", ".join(part for part in (card.scores.proposed.figures, by) if part)
    *above, last = wrapped(card.scores.title or "(no title)", page.width, _TITLE_LINES, page.glyphs.ellipsis)
    for line in above:
        page.add([(line, Tone.STRONG)])
    gap = page.width - width_of(last) - width_of(side)
    if gap < _TITLE_GAP:
        page.add([(last, Tone.STRONG)])
        last, gap = "", page.width - width_of(side)
    page.add([(last, Tone.STRONG), (" " * gap + side, Tone.MUTED)])


def _last(page: Page, card: ScoreCard, today: date) -> None:
    last = card.last
    if last is None:
        page.labelled("last", [("no check-in in this cycle, so it counts as 0", Tone.MUTED)])
        return
    sure = "" if last.confidence is None else f"confidence {last.confidence}"
    said: Segments = [
        (column(last.value, 10), Tone.PLAIN),
        (column(relative_day(last.date, today), 11), Tone.MUTED),
        (column(sure, 13), Tone.MUTED),
    ]
    page.labelled("last", [*said, (f"“{last.note}”" if last.note else "", Tone.MUTED)])
    drawn = sparkline([float(each) for each in card.trend], len(card.trend), page.glyphs) if card.trend[1:] else ""
    times = "1 check-in" if card.check_ins == 1 else f"{card.check_ins} check-ins"
    page.labelled("", [(f"{drawn}  " if drawn else "", Tone.MUTED), (times, Tone.MUTED)], ease=EXTRA)


def _proposed(page: Page, label: str, found: Proposed) -> None:
    tone = BANDS[found.band]
    words: Segments = [("  ", Tone.PLAIN), *_verdict(found.verdict, tone)]
    room = page.width - LABEL - length(words)
    drawn = bar(found.value, None, min(_WIDEST_BAR, max(_LEAST_BAR, room)), tone, page.glyphs)
    page.labelled(label, [*drawn, *words])


def _verdict(verdict: str, tone: Tone) -> Segments:
    """`0.60: closed short, …` with its number in the tone of its band."""
    number, colon, rest = verdict.partition(":")
    return [(number, tone), (colon + rest, Tone.PLAIN)]


def explanation(page: Page, card: ScoreCard) -> None:
    """How the proposed score comes about, by what it is aimed at and by what it was."""
    for place, line in enumerate(card.arithmetic):
        page.labelled("because" if place == 0 else "", [(line, Tone.MUTED)])
    for place, line in enumerate(card.begun_arithmetic):
        page.labelled("as begun" if place == 0 else "", [(line, Tone.MUTED)])


def _score(page: Page, stop: Stop, card: ScoreCard) -> None:
    label = f"as {_SIDES[stop.role]}"
    if stop.entry is not None:
        typed_score(page, label, stop.entry)
        return
    hint = f"one key; enter {'keeps' if stop.given else 'takes'} {words_for(stop.offered)}"
    page.labelled(label, tenths(stop.offered), right=hint, is_current=True)


def typed_score(page: Page, label: str, entry: Entry) -> None:
    """The field in which a score is typed with its decimals."""
    at = 2 + width_of(entry.text[: entry.cursor])
    room = max(6, width_of(entry.text) + 1)
    body: Segments = [
        ("[ ", Tone.MUTED),
        (entry.text + " " * (room - width_of(entry.text)), Tone.STRONG),
        (" ]", Tone.MUTED),
    ]
    page.labelled(label, body, right="0 to 1; enter takes it", is_current=True, marks=[(at, at + 1, Mark.CURSOR)])


def tenths(value: Fraction | None) -> Segments:
    """The keys from 0 to 10 tenths, the one that a score is exactly in brackets."""
    found: Segments = []
    for key in (*"0123456789", "x"):
        is_it = TENTHS[key] == value
        found.append((f"[{key}]" if is_it else f" {key} ", Tone.STRONG if is_it else Tone.PLAIN))
    return found


def _other(page: Page, stop: Stop, card: ScoreCard) -> None:
    """The score of the other side: only once one has given one's own, so that it leads nobody."""
    scores = card.scores
    name = scores.lead_name if stop.other is Role.LEAD else scores.owner_name
    if stop.other is Role.LEAD and scores.lead is None:
        page.labelled("lead", [("nobody else leads it: what the owner says is agreed on", Tone.MUTED)])
        return
    given = scores.of(stop.other)
    if given is None:
        page.labelled(_SIDES[stop.other], [(f"{name or 'nobody'} has not scored it yet", Tone.MUTED)])
    elif stop.given is None:
        page.labelled(_SIDES[stop.other], [(f"{name} has: it shows once you have given yours", Tone.MUTED)])
    else:
        page.labelled(_SIDES[stop.other], given_words(given, page.glyphs))


def given_words(given: GivenScore, glyphs: GlyphSet) -> Segments:
    """`0.50  Ben Okafor  “Late, but we know why”`; several at once all show."""
    if given.is_contested:
        each = f" {glyphs.dot} ".join(f"{shown} {name}" for shown, name in given.versions)
        return [(f"{glyphs.conflict} ", Tone.CLASH), (each, Tone.PLAIN)]
    said = f"  “{given.self_assessment}”" if given.self_assessment else ""
    return [(f"{given.shown}", BANDS[given.band]), (f"  {given.by_name}", Tone.PLAIN), (said, Tone.MUTED)]


def _becomes(page: Page, stop: Stop) -> None:
    chosen = stop.becomes(stop.offered)
    body: Segments = []
    for disposition, (_, word) in DISPOSITIONS.items():
        is_it = disposition is chosen
        body.append((f"[{word}]" if is_it else f" {word} ", Tone.STRONG if is_it else Tone.PLAIN))
    follows = "" if stop.disposition else "; else as it is scored"
    page.labelled("becomes", body, right=f"a c d{follows}")


def _assessment(page: Page, stop: Stop) -> None:
    label = "in words" if stop.role is Role.LEAD else "self-assess"
    if stop.text:
        page.labelled(label, [(f"“{stop.text}”", Tone.PLAIN)], right="s")
    else:
        page.labelled(label, keys_line(("s", "how you see it, in a sentence")))
