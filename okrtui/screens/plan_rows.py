"""A row of the planning board: what it is at the left, how far it is and whose turn it is in columns at the right."""

from okrtui.okr.kinds import ObjectiveKind, Stage
from okrtui.screens.columns import NARROW, pad
from okrtui.widgets.cells import fit, width_of
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.tones import Segments, Tone, fit_segments, length, spread
from okrtui.workspace.board import Above, Asked, Card, Improvement, Lane, Meter

STAGES = (Stage.DRAFT, Stage.PROPOSED, Stage.AGREED, Stage.ACTIVE)
"""The way of an objective, as the strip shows it."""

_STAGE_WIDTH = max(len(stage.words) for stage in Stage)
_TURN = 12
_SHORT_TURN = 10
_COACH = 8
_SHORT_COACH = 5
_WIDE = 96
_LEAST_ASIDE = 12
_MOST_DOTS = 8


def card_line(
    card: Card, width: int, list_width: int, coach: Segments, is_me: bool, is_marked: bool, glyphs: GlyphSet
) -> Segments:
    """An objective: title, what it serves, strip and stage, whose turn it is, what the coach has.

    `is_me`: it is one's own turn. `is_marked`: it is among those that the next key is about.
    """
    right: Segments = [*strip(card.stage, glyphs), (" ", Tone.PLAIN), *_columns(card, is_me, list_width, glyphs)]
    right += [(" ", Tone.PLAIN), *pad(coach, _COACH if list_width >= _WIDE else _SHORT_COACH)]
    lead: Segments = [(f"{glyphs.achieved} " if is_marked else "O ", Tone.HERE if is_marked else Tone.MUTED)]
    room = width - length(right) - length(lead) - 1
    behind = _marks(card, glyphs)
    title = fit(card.title or "(no title)", max(4, room - length(behind)), glyphs.ellipsis)
    left: Segments = [(title, Tone.PLAIN), *behind]
    if not card.is_orphan or card.parents:
        served = f" {glyphs.crumb} ".join(link.title for link in card.parents[:1])
        free = room - length(left) - 3
        if served and free >= _LEAST_ASIDE:
            left.append((f" {glyphs.crumb} {fit(served, free, glyphs.ellipsis)}", Tone.MUTED))
    return [*lead, *pad(left, room), (" ", Tone.PLAIN), *right]


def strip(stage: Stage, glyphs: GlyphSet) -> Segments:
    """How far an objective is on its way to active, in four cells."""
    done = STAGES.index(stage) + 1 if stage in STAGES else len(STAGES)
    tone = {Stage.AGREED: Tone.GOOD, Stage.ACTIVE: Tone.BEST, Stage.PROPOSED: Tone.CAUTION}.get(stage, Tone.MUTED)
    return [(glyphs.fill * done, tone), (glyphs.rest * (len(STAGES) - done), Tone.FAINT)]


def _columns(card: Card, is_me: bool, list_width: int, glyphs: GlyphSet) -> Segments:
    """Stage and turn; beside a detail only what tells more."""
    turn, stage = _turn(card, is_me, glyphs), f"{card.stage.words:<{_STAGE_WIDTH}}"
    if list_width < NARROW:
        return pad(turn if card.stage is Stage.PROPOSED else [(stage, Tone.PLAIN)], _SHORT_TURN)
    return [(f"{stage}  ", Tone.PLAIN), *pad(turn, _TURN)]


def _turn(card: Card, is_me: bool, glyphs: GlyphSet) -> Segments:
    if card.stage is Stage.PROPOSED and is_me:
        return [(f"{glyphs.arrow} you", Tone.HERE)]
    if card.stage is Stage.PROPOSED and card.turn:
        return [(f"{glyphs.arrow} {fit(card.turn_name, _TURN - 2, glyphs.ellipsis)}", Tone.PLAIN)]
    if card.stage in (Stage.AGREED, Stage.ACTIVE) and card.commitments:
        return [(f"{len(card.commitments)} committed", Tone.MUTED)]
    return [(fit(card.owner_name or "no owner", _TURN, glyphs.ellipsis), Tone.MUTED)]


def _marks(card: Card, glyphs: GlyphSet) -> Segments:
    kind = glyphs.aspirational if card.kind is ObjectiveKind.ASPIRATIONAL else glyphs.committed
    found: Segments = [(f" {kind}{glyphs.priority if card.is_priority else ''}", Tone.ACCENT)]
    if card.is_contested:
        found.append((f" {glyphs.conflict}", Tone.CLASH))
    if card.shares:
        found.append((f" +{len(card.shares)}", Tone.MUTED))
    if card.is_orphan:
        found.append((" orphan", Tone.CAUTION))
    return found


def lane_line(lane: Lane, width: int, glyphs: GlyphSet) -> Segments:
    """A unit: its name and lead, its limit meter, and how far it is."""
    right: Segments = [*meter_segments(lane.meter, glyphs), ("  ", Tone.PLAIN), *pad(_how_far(lane), _TURN + 6)]
    room = max(4, width - length(right) - 1)
    name = f"{lane.name} (deleted)" if lane.is_ghost else lane.name
    left: Segments = [(fit(name, room, glyphs.ellipsis), Tone.MUTED if lane.is_ghost else Tone.STRONG)]
    lead = lane.lead_name if lane.lead_name != lane.name else ""
    free = room - length(left) - 2
    if lead and free >= min(_LEAST_ASIDE, width_of(lead)):
        left.append((f"  {fit(lead, free, glyphs.ellipsis)}", Tone.MUTED))
    return spread(left, right, width, glyphs.ellipsis)


def meter_segments(meter: Meter, glyphs: GlyphSet) -> Segments:
    """`●●●○○ 3/5 ★2/3`: how many objectives there are, and come first, of how many that are good."""
    line: Segments = []
    if meter.most is not None:
        filled = glyphs.on_track * min(meter.total, _MOST_DOTS)
        free = glyphs.not_started * max(0, min(meter.most, _MOST_DOTS) - meter.total)
        tone = Tone.CAUTION if meter.is_over else Tone.PLAIN
        line = [(filled, tone), (free, Tone.FAINT), (f" {meter.total}/{meter.most}", tone)]
        if meter.is_over:
            line.append((" over", Tone.CAUTION))
    elif meter.total:
        line = [(str(meter.total), Tone.PLAIN)]
    if meter.first_most is not None:
        tone = Tone.CAUTION if meter.is_first_over else Tone.ACCENT if meter.first else Tone.FAINT
        line.append((f" {glyphs.priority}{meter.first}/{meter.first_most}", tone))
    return line


def _how_far(lane: Lane) -> Segments:
    if not lane.total:
        return [("nothing yet", Tone.MUTED)]
    open_ = [(len(lane.cards[stage]), stage) for stage in (Stage.DRAFT, Stage.PROPOSED) if lane.cards[stage]]
    if not open_:
        is_active = any(lane.cards[stage] for stage in (Stage.ACTIVE, Stage.CLOSED)) and not lane.cards[Stage.AGREED]
        return [("active" if is_active else "all agreed", Tone.BEST if is_active else Tone.GOOD)]
    return [(", ".join(f"{count} {stage.words}" for count, stage in open_), Tone.PLAIN)]


def above_line(above: Above, width: int, glyphs: GlyphSet) -> Segments:
    """An objective of the year around the quarter."""
    kind = glyphs.aspirational if above.kind is ObjectiveKind.ASPIRATIONAL else glyphs.committed
    behind: Segments = [(f" {kind}{glyphs.priority if above.is_priority else ''}", Tone.ACCENT)]
    tag = f"{above.cycle}  "
    room = max(4, width - width_of(tag) - length(behind))
    return [(tag, Tone.MUTED), (fit(above.title, room, glyphs.ellipsis), Tone.MUTED), *behind]


def asked_line(asked: Asked, width: int, glyphs: GlyphSet) -> Segments:
    """An objective that another unit asks one to share, or that is shared."""
    is_open = asked.state.value == "asked"
    words = f"{asked.unit} asks to share" if is_open else f"shared with {asked.unit}"
    tone = Tone.HERE if is_open else Tone.MUTED
    return spread([(f"{glyphs.arrow} {asked.title}", Tone.PLAIN)], [(words, tone)], width, glyphs.ellipsis)


def improvement_line(improvement: Improvement, width: int, glyphs: GlyphSet) -> Segments:
    """Something that the last review wanted to be better."""
    said = [part for part in (improvement.unit_name, improvement.owner_name) if part]
    aside: Segments = [(fit(f" {glyphs.dot} ".join(said), width // 3, glyphs.ellipsis), Tone.MUTED)]
    return spread([(improvement.text, Tone.PLAIN)], aside, width, glyphs.ellipsis)


def fit_line(words: str, width: int, glyphs: GlyphSet) -> Segments:
    """A muted line of words."""
    return fit_segments([(words, Tone.MUTED)], width, glyphs.ellipsis)
