"""A line of the meeting's list: who is there, how a key result stands, what is in the way for how long."""

from okrtui.okr.number import percent_text
from okrtui.screens.meeting_plan import Part, Spot
from okrtui.widgets.cells import align_right
from okrtui.widgets.glyphs import GlyphSet, look_of
from okrtui.widgets.tones import Segments, Tone, fit_segments, spread
from okrtui.workspace.blockers import Blocked
from okrtui.workspace.monday import Decided
from okrtui.workspace.monday_results import Result, Win
from okrtui.workspace.monday_roster import Attendee
from okrtui.workspace.next_steps import NextStep
from okrtui.workspace.recognition import Thanks

_AGE = 4


def heading_line(part: Part, aside: str, width: int, glyphs: GlyphSet) -> Segments:
    """The name of a part, and how far it is."""
    return spread([(part.heading, Tone.STRONG)], [(aside, Tone.MUTED)], width, glyphs.ellipsis)


def spot_line(spot: Spot, is_there: bool, is_noted: bool, width: int, glyphs: GlyphSet) -> Segments:
    """A spot in exactly `width` cells. `is_there`: the person is present. `is_noted`: something was typed at it."""
    left, right = _parts(spot, is_there, glyphs)
    mark = glyphs.dot if is_noted and spot.part is not Part.ROSTER else " "
    return [*spread(left, right, width - 1, glyphs.ellipsis), (mark, Tone.HERE)]


def _parts(spot: Spot, is_there: bool, glyphs: GlyphSet) -> tuple[Segments, Segments]:
    match spot.about:
        case Attendee() as each:
            return _person(each, is_there, glyphs)
        case Result() as each:
            return _result(each, glyphs)
        case NextStep() as each:
            mark = (f"{glyphs.achieved} ", Tone.GOOD) if each.is_done else (f"{glyphs.not_started} ", Tone.MUTED)
            return [mark, (" ".join(each.text.split()), Tone.MUTED if each.is_done else Tone.PLAIN)], []
        case Blocked() as each:
            return _blocker(each, glyphs)
        case Win() as each:
            said, aside = each.title, f" is {each.status.words}" if each.status else ""
            if each.text:
                said, aside = " ".join(each.text.split()), f"  {each.title}"
            return [(f"{glyphs.achieved} ", Tone.BEST), (said, Tone.PLAIN), (aside, Tone.MUTED)], []
        case Thanks() as each:
            return [(f"{glyphs.priority} ", Tone.ACCENT), (f"{each.giver_name} to {each.name}", Tone.PLAIN)], []
        case Decided() as each:
            count = sum(1 for line in each.decisions.splitlines() if line.strip())
            return [(f"{count} decision{'' if count == 1 else 's'}, {each.date.day} {each.date:%b}", Tone.PLAIN)], []
    return [("Anything else", Tone.PLAIN)], []


def _person(each: Attendee, is_there: bool, glyphs: GlyphSet) -> tuple[Segments, Segments]:
    mark = (f"{glyphs.achieved} ", Tone.HERE) if is_there else (f"{glyphs.dot} ", Tone.FAINT)
    left: Segments = [mark, (each.name or "(no name)", Tone.STRONG if each.is_lead else Tone.PLAIN)]
    if not each.wanted:
        return left, []
    tone = Tone.CAUTION if each.is_missing else Tone.GOOD
    glyph = glyphs.stale if each.is_missing else glyphs.achieved
    return left, [(f"{each.made}/{each.wanted} {glyph}", tone)]


def _result(each: Result, glyphs: GlyphSet) -> tuple[Segments, Segments]:
    row = each.row
    left: Segments = []
    if row.status is not None:
        look = look_of(row.status, glyphs)
        left.append((f"{glyphs.stale if each.is_wanted and not each.is_checked_in else look.glyph} ", look.tone))
    left.append((row.title or "(no title)", Tone.PLAIN))
    figure = percent_text(row.progress) if row.is_bar and row.progress is not None else ""
    return left, [(figure, Tone.PLAIN)] if figure else []


def _blocker(each: Blocked, glyphs: GlyphSet) -> tuple[Segments, Segments]:
    said = " ".join(each.description.split())
    if not each.is_open:
        return [(f"{glyphs.achieved} ", Tone.GOOD), (said, Tone.MUTED)], [("solved", Tone.GOOD)]
    age = "" if each.age is None else f"{each.age} d"
    left: Segments = [(f"{align_right(age, _AGE)} ", Tone.CAUTION if each.is_old else Tone.MUTED), (said, Tone.PLAIN)]
    return left, [] if each.solver else [("nobody", Tone.CAUTION)]


def muted(words: str, width: int, glyphs: GlyphSet) -> Segments:
    """A line that says what belongs here."""
    return fit_segments([(words, Tone.MUTED)], width, glyphs.ellipsis)
