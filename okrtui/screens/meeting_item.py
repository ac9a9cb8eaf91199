"""What is spoken of in a meeting, in its context: as lines beside the list."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from okrtui.okr.cadence import relative_day
from okrtui.screens.columns import marks, percent_words, standing, tone_of
from okrtui.screens.meeting_page import LABEL, Page, joined
from okrtui.screens.meeting_plan import Part, Spot
from okrtui.widgets.bar import bar
from okrtui.widgets.glyphs import GlyphSet, status_segments
from okrtui.widgets.sparkline import sparkline
from okrtui.widgets.tones import Segments, Tone, length, spread
from okrtui.workspace.blockers import Blocked
from okrtui.workspace.check_ins import NOTES
from okrtui.workspace.minutes import Entry, Minutes
from okrtui.workspace.minutes_report import moved
from okrtui.workspace.monday import Decided
from okrtui.workspace.monday_results import Result, Win
from okrtui.workspace.monday_roster import Attendee
from okrtui.workspace.next_steps import NextStep
from okrtui.workspace.recognition import Thanks

_SHORT_BAR = 10
_LONGEST_BAR = 32
_TREND = 8
_BLOCKERS = 3


class Around(NamedTuple):
    """What else is known where an item is shown."""

    today: date
    is_there: bool
    """The person is here."""
    results: Sequence[Result]
    """Of a person, the key results that are theirs; of others, none."""
    blockers: Sequence[Blocked]
    """Of a key result, what is in its way."""
    entries: Sequence[Entry]
    """What was typed at the item and is not saved yet."""
    saved: Minutes
    """The minutes that are saved."""
    thanks: Sequence[Thanks]
    """Of a person, the thanks to them in this period."""


def item_lines(spot: Spot, around: Around, width: int, glyphs: GlyphSet) -> list[Segments]:
    """The lines, top down."""
    page = Page(width, glyphs)
    match spot.about:
        case Attendee() as each:
            _person(page, each, around)
        case Result() as each:
            _result(page, each, around)
        case NextStep() as each:
            _step(page, each, around)
        case Blocked() as each:
            _blocker(page, each)
        case Win() as each:
            _win(page, each, around)
        case Thanks() as each:
            page.title(f"{each.giver_name} to {each.name}")
            page.text(each.text)
        case Decided() as each:
            _decided(page, each, around)
        case _:
            _rest(page, around)
    _minutes(page, around.entries, "Not saved yet" if spot.part is Part.REST else "For the minutes, not saved yet")
    return page.lines


def _minutes(page: Page, entries: Iterable[Entry], heading: str) -> None:
    for place, entry in enumerate(entries):
        if place == 0:
            page.heading(heading)
        page.labelled("decision" if entry.is_decision else "note", entry.text, Tone.ACCENT)


# --- the roster


def _person(page: Page, each: Attendee, around: Around) -> None:
    page.title(each.name or "(no name)")
    page.text(joined(page, "leads" if each.is_lead else "", each.unit_name), Tone.MUTED)
    page.space()
    words = "is here" if around.is_there else "is not marked as here"
    page.add((words, Tone.HERE if around.is_there else Tone.MUTED), ("  space", Tone.STRONG), (" says so", Tone.MUTED))
    page.heading("Check-ins", f"{each.made} of {each.wanted}" if each.wanted else "")
    if not each.owned:
        page.text("No key result here is theirs.", Tone.MUTED)
    for result in around.results:
        _own(page, result, around.today)
    if each.is_missing:
        page.space()
        page.add(("c", Tone.STRONG), (" checks in what is missing, for them", Tone.MUTED))
    if around.thanks:
        page.heading("Recognition")
    for thanks in around.thanks:
        page.labelled(thanks.giver_name, thanks.text)


def _own(page: Page, result: Result, today: date) -> None:
    row = result.row
    is_missing = result.is_wanted and not result.is_checked_in
    mark = (f"{page.glyphs.stale} ", Tone.CAUTION) if is_missing else (f"{page.glyphs.achieved} ", Tone.GOOD)
    if not result.is_wanted:
        mark = ("  ", Tone.PLAIN)
    day = relative_day(row.last, today) if row.last else "never"
    right: Segments = [(row.value, Tone.PLAIN), (f"  {day:>10}", Tone.MUTED)]
    page.lines.append(spread([mark, (row.title, Tone.PLAIN)], right, page.width, page.glyphs.ellipsis))


# --- key results


def _result(page: Page, each: Result, around: Around) -> None:
    row, glyphs = each.row, page.glyphs
    page.text(each.objective_title, Tone.MUTED)
    page.title(row.title, marks(row, glyphs))
    unit = each.unit_name if each.unit_name != each.owner_name else ""
    page.text(joined(page, each.owner_name or "nobody owns it", unit), Tone.MUTED)
    page.space()
    said = standing(row, glyphs)
    if row.is_bar and row.progress is not None:
        words: Segments = [(f"  {percent_words(row)}  ", Tone.PLAIN), *said]
        room = page.width - length(words)
        if room < _SHORT_BAR:
            page.add(*bar(row.progress, row.expected, min(_LONGEST_BAR, page.width), tone_of(row), glyphs))
            words[0] = (words[0][0].lstrip(), Tone.PLAIN)
            page.add(*words)
        else:
            page.add(*bar(row.progress, row.expected, min(_LONGEST_BAR, room), tone_of(row), glyphs), *words)
    else:
        page.add(*said)
    page.space()
    _figures(page, each, around)
    page.space()
    for name in NOTES:
        if name in each.said:
            page.labelled(name.replace("_", " "), each.said[name])
    _in_the_way(page, around.blockers)


def _figures(page: Page, each: Result, around: Around) -> None:
    row, glyphs = each.row, page.glyphs
    if row.last is None:
        page.add((f"{'value':<{LABEL}}", Tone.MUTED), ("no check-in yet", Tone.CAUTION), ("  c makes it", Tone.MUTED))
        return
    target = f" of {row.target}" if row.target and row.is_bar else f", {row.target}" if row.target else ""
    value: Segments = [(moved(each, glyphs.arrow), Tone.PLAIN), (target, Tone.MUTED)]
    page.add((f"{'value':<{LABEL}}", Tone.MUTED), *value)
    if row.confidence is not None:
        was = each.confidence_before
        line: Segments = [(f"{'confidence':<{LABEL}}", Tone.MUTED), (str(row.confidence), Tone.PLAIN)]
        if was is not None and was != row.confidence:
            tone = Tone.CAUTION if row.confidence < was else Tone.GOOD
            line += [(f"  was {was}", tone)]
        if len(row.trend) > 1 and row.is_bar:
            drawn = sparkline([float(point) for point in row.trend], min(len(row.trend), _TREND), glyphs)
            line.append((f"   {drawn}", Tone.MUTED))
        page.add(*line)
    day = relative_day(row.last, around.today)
    line = [(f"{'checked in':<{LABEL}}", Tone.MUTED), (joined(page, day, each.said_by), Tone.PLAIN)]
    page.add(*line)
    if each.is_wanted and not each.is_checked_in:
        page.add((" " * LABEL, Tone.PLAIN), ("not since then", Tone.CAUTION), ("  c does it now", Tone.MUTED))


def _in_the_way(page: Page, blockers: Sequence[Blocked]) -> None:
    for place, each in enumerate(blockers[:_BLOCKERS]):
        if place == 0:
            page.heading("In the way")
        age = f"{each.age} d" if each.age is not None else ""
        page.labelled(age, f"{each.description} ({each.solver_name or 'nobody solves it yet'})")
    if len(blockers) > _BLOCKERS:
        page.labelled("", f"and {len(blockers) - _BLOCKERS} more, further down the list", Tone.MUTED)


# --- the others


def _step(page: Page, each: NextStep, around: Around) -> None:
    page.title(each.text)
    page.text(each.title, Tone.MUTED)
    page.text(joined(page, each.name, f"said {relative_day(each.date, around.today)}"), Tone.MUTED)
    page.space()
    if each.is_done:
        page.add((f"{page.glyphs.achieved} done", Tone.GOOD), ("  d", Tone.STRONG), (" unticks it", Tone.MUTED))
    else:
        page.add((f"{page.glyphs.not_started} open", Tone.PLAIN), ("  d", Tone.STRONG), (" ticks it", Tone.MUTED))


def _blocker(page: Page, each: Blocked) -> None:
    page.title(each.description)
    page.text(f"in the way of {each.subject.title}", Tone.MUTED)
    page.space()
    if not each.is_open:
        page.labelled("solved", each.resolution or "yes", Tone.GOOD)
        return
    age = "nobody said since when" if each.age is None else f"{each.age} day{'' if each.age == 1 else 's'}"
    page.labelled("since", age, Tone.CAUTION if each.is_old else Tone.PLAIN)
    page.labelled("solver", each.solver_name or "nobody is named", Tone.PLAIN if each.solver else Tone.CAUTION)
    if each.unit_name:
        page.labelled("unit", f"{each.unit_name}{', handed up' if each.is_escalated else ''}")
    if each.raised_by:
        page.labelled("raised by", each.raised_by)
    page.space()
    page.add(("b", Tone.STRONG), (" solves it, hands it up, or names a solver", Tone.MUTED))


def _win(page: Page, each: Win, around: Around) -> None:
    page.title(each.title)
    if each.status is not None:
        page.add(*status_segments(each.status, glyphs=page.glyphs))
    page.text(joined(page, each.name, relative_day(each.date, around.today)), Tone.MUTED)
    if each.text:
        page.space()
        page.text(each.text)


def _decided(page: Page, each: Decided, around: Around) -> None:
    page.title(f"Decided {relative_day(each.date, around.today)}")
    page.space()
    for line in each.decisions.splitlines():
        if line.strip():
            page.text(f"{page.glyphs.dot} {line.strip()}")


def _rest(page: Page, around: Around) -> None:
    page.title("Anything else")
    page.text("t writes down what belongs to nothing in particular.", Tone.MUTED)
    saved = around.saved
    if saved.decisions:
        page.heading("Decisions")
        page.text(saved.decisions)
    if saved.notes:
        page.heading("Notes")
        page.text(saved.notes)
