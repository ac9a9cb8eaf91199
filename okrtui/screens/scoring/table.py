"""How the scores of an objective show side by side, to agree on them."""

from okrtui.okr.kinds import Role
from okrtui.okr.score import band, shown, verdict
from okrtui.screens.bands import BANDS, DISPOSITIONS
from okrtui.screens.checkin.page import EXTRA, Page, keys_line
from okrtui.screens.scoring.agreeing import Table, TableRow
from okrtui.screens.scoring.card import explanation, typed_score
from okrtui.screens.scoring.giving import words_for
from okrtui.widgets.cells import align_left, align_right, fit, width_of
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.tones import Segments, Tone, length
from okrtui.widgets.wrapped import wrapped
from okrtui.workspace.score_card import ScoreCard
from okrtui.workspace.scores import GivenScore

_COLUMN = 8
_AGREED = 9
_THEN = 14
_LEAST_TITLE = 16
_MOST_ROWS = 10
_LINES = 2


def draw_table(
    page: Page, table: Table, card: ScoreCard | None, error: str, *, explained: bool, is_current: bool
) -> None:
    """The table of an objective; `card` is that of the row that the cursor is on."""
    page.add([(fit(table.title or "(no title)", page.width, page.glyphs.ellipsis), Tone.STRONG)])
    page.space()
    room = max(_LEAST_TITLE, page.width - 3 * _COLUMN - _AGREED - _THEN)
    heads = ("proposed", "owner", "lead")
    head: Segments = [(align_left("Key result", room), Tone.MUTED)]
    head += [(align_right(word, _COLUMN), Tone.MUTED) for word in heads]
    page.add([*head, (align_right("agreed", _AGREED), Tone.MUTED), ("  becomes", Tone.MUTED)])
    top = max(0, min(table.line - _MOST_ROWS // 2, len(table.rows) - _MOST_ROWS))
    for place, row in list(enumerate(table.rows))[top : top + _MOST_ROWS]:
        page.add(_row(row, room, page.glyphs), is_current=is_current and place == table.line)
    page.space()
    here = table.here
    if table.entry is not None:
        typed_score(page, "agreed", table.entry)
    page.labelled("", [(error, Tone.BAD)])
    if here is not None:
        _about(page, here, room)
    if explained and card is not None:
        explanation(page, card)
    page.space(EXTRA)
    _ways(page, here)


def _row(row: TableRow, room: int, glyphs: GlyphSet) -> Segments:
    scores = row.scores
    mark: Segments = [(f" {glyphs.conflict}", Tone.CLASH)] if scores.is_contested else []
    title = fit(scores.title or "(no title)", room - length(mark) - 1, glyphs.ellipsis)
    line: Segments = [(title, Tone.PLAIN), *mark]
    line.append((" " * (room - length(line)), Tone.PLAIN))
    line.append((align_right(f"{scores.proposed.shown}", _COLUMN), BANDS[scores.proposed.band]))
    line += _given(scores.by_owner, glyphs, is_asked=True)
    line += _given(scores.by_lead, glyphs, is_asked=scores.lead is not None)
    return [*line, *_agreed(row, glyphs), ("  ", Tone.PLAIN), *_becomes(row)]


def _given(given: GivenScore | None, glyphs: GlyphSet, *, is_asked: bool) -> Segments:
    if given is None:
        return [(align_right(glyphs.ellipsis if is_asked else glyphs.rest, _COLUMN), Tone.FAINT)]
    return [(align_right(f"{given.shown}", _COLUMN), BANDS[given.band])]


def _agreed(row: TableRow, glyphs: GlyphSet) -> Segments:
    """The score to agree on; the agreed one has a tick, and what has to be chosen a question mark."""
    value = row.shown
    if row.differs:
        return [(align_right("?", _AGREED), Tone.CLASH)]
    if value is None:
        return [(align_right(glyphs.rest, _AGREED), Tone.FAINT)]
    tone = BANDS[band(value)]
    if row.value is None:
        return [(align_right(f"{glyphs.achieved} {shown(value)}", _AGREED), tone)]
    return [(align_right(words_for(value), _AGREED), tone)]


def _becomes(row: TableRow) -> Segments:
    found = row.becomes
    return [(DISPOSITIONS[found][1] if found else "", Tone.MUTED)]


def _about(page: Page, row: TableRow, room: int) -> None:
    """What is said of the row that the cursor is on."""
    scores = row.scores
    title = scores.title
    if width_of(title) > room - 1:  # cut in its row
        for line in wrapped(title, page.width, _LINES, page.glyphs.ellipsis):
            page.add([(line, Tone.PLAIN)], ease=EXTRA)
    for line in wrapped(_words(row), page.width, _LINES, page.glyphs.ellipsis):
        page.add([(line, Tone.CLASH if row.differs else Tone.MUTED)])
    for given in (scores.by_owner, scores.by_lead):
        if given is not None and given.self_assessment:
            who = f"{given.by_name}: " if given.by_name else ""
            page.add([(f"{who}“{given.self_assessment}”", Tone.MUTED)], ease=EXTRA)
    if scores.begun is not None:
        page.add(
            [(f"Its target was moved: by {scores.begun.figures} it would be {scores.begun.shown}.", Tone.MUTED)],
            ease=EXTRA,
        )


def _words(row: TableRow) -> str:
    scores = row.scores
    agreed = scores.agreed
    if agreed is not None and agreed.is_contested and row.choice is None:
        both = " and ".join(f"{value} ({name})" for value, name in agreed.versions)
        return f"At once, {both} were agreed on: choose one."
    if row.differs:
        return f"They differ: o takes {scores.owner_name or 'the owner'}'s, l {scores.lead_name or 'the lead'}'s."
    if row.value is not None:
        return verdict(scores.kind, row.value)
    if agreed is not None:
        return f"Agreed: {agreed.verdict}"
    if row.is_left:
        return "It stays open."
    missing = [
        name or role.value
        for role, name, given in (
            (Role.OWNER, scores.owner_name, scores.by_owner),
            (Role.LEAD, scores.lead_name, scores.by_lead if scores.lead else True),
        )
        if given is None
    ]
    return f"{' and '.join(missing)} {'has' if len(missing) == 1 else 'have'} not scored it yet."


def _ways(page: Page, row: TableRow | None) -> None:
    """The keys that choose."""
    scores = row.scores if row else None
    keys = []
    if scores and scores.by_owner:
        keys.append(("o", "the owner's"))
    if scores and scores.by_lead:
        keys.append(("l", "the lead's"))
    keys += [("p", "proposed"), ("0-9 x", "another"), ("n", "leave open")]
    page.add(keys_line(*keys))
    page.add(keys_line(*((key, word) for key, word in DISPOSITIONS.values()), ("=", "why")), ease=EXTRA)
