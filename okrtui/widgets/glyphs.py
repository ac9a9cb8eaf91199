"""The one visual language: which glyph, word and tone every meaning has, everywhere in the app."""

from collections.abc import Mapping
from typing import NamedTuple

from okrtui.okr.kinds import Status
from okrtui.widgets.cells import width_of
from okrtui.widgets.tones import Segments, Tone


class GlyphSet(NamedTuple):
    """A glyph for every meaning, one cell wide; conflict, waiting, arrow and ellipsis may be wider."""

    on_track: str
    attention: str
    at_risk: str
    achieved: str
    closed_short: str
    not_started: str
    stale: str
    aspirational: str
    committed: str
    priority: str
    conflict: str
    waiting: str
    cut: str
    again: str
    shared: str
    fill: str
    rest: str
    mark_over_fill: str
    mark_over_rest: str
    levels: str
    """Eight characters, low to high, for sparklines."""
    folded: str
    unfolded: str
    cursor: str
    dot: str
    crumb: str
    arrow: str
    divider: str
    ellipsis: str
    coach_error: str
    coach_warning: str
    coach_hint: str


UNICODE = GlyphSet(
    on_track="●",
    attention="▲",
    at_risk="■",
    achieved="✓",
    closed_short="◐",
    not_started="○",
    stale="◌",
    aspirational="↗",
    committed="◆",
    priority="★",
    conflict="⚡",
    waiting="…",
    cut="⟲",
    again="❐",
    shared="⇄",
    fill="━",
    rest="─",
    mark_over_fill="┃",
    mark_over_rest="┿",
    levels="▁▂▃▄▅▆▇█",
    folded="▸",
    unfolded="▾",
    cursor="▌",
    dot="·",
    crumb="›",
    arrow="→",
    divider="│",
    ellipsis="…",
    coach_error="✗",
    coach_warning="!",
    coach_hint="i",
)

ASCII = GlyphSet(
    on_track="*",
    attention="!",
    at_risk="x",
    achieved="+",
    closed_short="%",
    not_started="o",
    stale="~",
    aspirational="/",
    committed="=",
    priority="^",
    conflict="<>",
    waiting="..",
    cut="@",
    again='"',
    shared="&",
    fill="#",
    rest="-",
    mark_over_fill="|",
    mark_over_rest="|",
    levels="_.,-=+*#",
    folded=">",
    unfolded="v",
    cursor="|",
    dot="-",
    crumb=">",
    arrow="->",
    divider="|",
    ellipsis="..",
    coach_error="E",
    coach_warning="W",
    coach_hint="i",
)

# The Linux console draws UTF-8 from a font of 512 glyphs, most of ours not among them.
_POOR_TERMINALS = ("dumb", "linux", "vt")


def glyphs_for(encoding: str | None, term: str | None) -> GlyphSet:
    """The glyphs that a terminal can show.

    Args:
        encoding: What the terminal's output is encoded in, such as `sys.stdout.encoding`.
        term: The environment's `TERM`.
    """
    utf8 = (encoding or "").lower().replace("-", "").replace("_", "") == "utf8"
    poor = (term or "").lower().startswith(_POOR_TERMINALS)
    return UNICODE if utf8 and not poor else ASCII


class Look(NamedTuple):
    """How a status shows itself."""

    glyph: str
    word: str
    tone: Tone


def look_of(status: Status, glyphs: GlyphSet = UNICODE) -> Look:
    """The glyph, word and tone of a status."""
    match status:
        case Status.ON_TRACK:
            return Look(glyphs.on_track, "on track", Tone.GOOD)
        case Status.NEEDS_ATTENTION:
            return Look(glyphs.attention, "attention", Tone.CAUTION)
        case Status.AT_RISK:
            return Look(glyphs.at_risk, "at risk", Tone.BAD)
        case Status.NOT_HOLDING:
            return Look(glyphs.at_risk, "not holding", Tone.BAD)
        case Status.ACHIEVED:
            return Look(glyphs.achieved, "achieved", Tone.BEST)
        case Status.HOLDING:
            return Look(glyphs.achieved, "holding", Tone.BEST)
        case Status.CLOSED_SHORT:
            return Look(glyphs.closed_short, "closed short", Tone.MUTED)
        case Status.NOT_STARTED:
            return Look(glyphs.not_started, "not started", Tone.MUTED)


STATUS_WIDTH = max(width_of(look_of(status).word) for status in Status) + 2
"""Cells that the longest status takes, glyph and all."""

# What is in motion first, as it is read in `3● 1▲`; statuses that share a glyph are counted together.
_COUNTED = (
    (Status.ON_TRACK,),
    (Status.NEEDS_ATTENTION,),
    (Status.AT_RISK, Status.NOT_HOLDING),
    (Status.ACHIEVED, Status.HOLDING),
    (Status.NOT_STARTED,),
    (Status.CLOSED_SHORT,),
)


def status_segments(status: Status, stale: bool = False, glyphs: GlyphSet = UNICODE) -> Segments:
    """`● on track`, or `◌ on track` where no check-in came for a period."""
    look = look_of(status, glyphs)
    if stale:
        return [(glyphs.stale, Tone.MUTED), (f" {look.word}", look.tone)]
    return [(f"{look.glyph} {look.word}", look.tone)]


def count_segments(counts: Mapping[Status, int], glyphs: GlyphSet = UNICODE) -> Segments:
    """How many stand where: `9● 4▲ 2■`. What there is none of is left out."""
    segments: Segments = []
    for statuses in _COUNTED:
        number = sum(counts.get(status, 0) for status in statuses)
        if number:
            look = look_of(statuses[0], glyphs)
            gap = " " if segments else ""
            segments.append((f"{gap}{number}{look.glyph}", look.tone))
    return segments


KIND_TAGS: Mapping[str, str] = {"objective": "O", "key_result": "KR", "measure": "M", "kpi": "K"}
"""The tag of a kind, shown muted and only where kinds mix."""
