"""How what is for oneself stands in a list: who or how, what happened, to what, and when."""

from okrtui.okr.alerts import Sort
from okrtui.screens.columns import NARROW
from okrtui.widgets.cells import align_left, align_right, fit, width_of
from okrtui.widgets.glyphs import GlyphSet, look_of
from okrtui.widgets.tones import Segments, Tone, spread
from okrtui.workspace.alerts import Alert

_BRIEF = {Sort.BLOCKER: "gave you", Sort.SHARE: "asks to share", Sort.TARGET: "moved"}
"""What says enough where there is little room."""
_WIDE = 100
_LEAD = 14
_DAY = 9
_LEAST_TITLE = 12
_LEAST_DETAIL = 8


def alert_line(alert: Alert, day: str, width: int, glyphs: GlyphSet) -> Segments:
    """`Ben Okafor      named you on  Close rate to 27 %   why 27?   9:41`.

    What it is about comes first; the rest of the room is for what was said.
    """
    ellipsis = glyphs.ellipsis
    tail = align_right(day, _DAY, ellipsis)
    is_brief = width < _WIDE and alert.is_loud
    words = _BRIEF.get(alert.sort, alert.verb) if is_brief else alert.verb
    verb = "" if alert.sort is Sort.AT_RISK else f"{words}  "
    title, detail = (alert.title, alert.detail) if alert.title else (alert.detail, "")
    room = width - _LEAD - 2 - width_of(verb) - _DAY - 1
    if width >= NARROW and detail:
        title = fit(
            title, max(_LEAST_TITLE, min(width_of(title), room - min(width_of(detail) + 2, room // 2))), ellipsis
        )
        left_over = room - width_of(title) - 2
        detail = fit(detail, left_over, ellipsis) if left_over >= _LEAST_DETAIL else ""
    else:
        title, detail = fit(title, max(_LEAST_TITLE, room), ellipsis), ""
    left = [*_lead(alert, glyphs), (f"  {verb}", Tone.MUTED), (title, Tone.PLAIN)]
    return spread(left, [(detail, Tone.MUTED), (f" {tail}", Tone.MUTED)], width, ellipsis)


def _lead(alert: Alert, glyphs: GlyphSet) -> Segments:
    """Who did it; of what turned by itself, how it stands."""
    if alert.status is None:
        return [(align_left(alert.name, _LEAD, glyphs.ellipsis), Tone.PLAIN)]
    look = look_of(alert.status, glyphs)
    return [(align_left(f"{look.glyph} {look.word}", _LEAD, glyphs.ellipsis), look.tone)]
