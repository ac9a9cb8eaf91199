"""One visual language: every status is told apart without colour, in Unicode and in ASCII."""

from itertools import chain

import pytest

from okrtui.okr.kinds import Status
from okrtui.widgets.cells import width_of
from okrtui.widgets.glyphs import (
    ASCII,
    STATUS_WIDTH,
    UNICODE,
    GlyphSet,
    count_segments,
    glyphs_for,
    look_of,
    status_segments,
)
from okrtui.widgets.tones import Tone, length

WIDER = {"conflict", "waiting", "arrow", "ellipsis", "levels"}


@pytest.mark.parametrize(
    ("encoding", "term", "glyphs"),
    [
        ("utf-8", "xterm-256color", UNICODE),
        ("UTF8", "tmux", UNICODE),
        ("utf-8", None, UNICODE),
        ("ascii", "xterm-256color", ASCII),
        ("iso-8859-1", "xterm", ASCII),
        (None, "xterm", ASCII),
        ("utf-8", "dumb", ASCII),
        ("utf-8", "linux", ASCII),
        ("utf-8", "vt220", ASCII),
    ],
)
def test_glyphs_fit_the_terminal(encoding: str | None, term: str | None, glyphs: GlyphSet) -> None:
    assert glyphs_for(encoding, term) is glyphs


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_every_status_has_a_look_of_its_own(glyphs: GlyphSet) -> None:
    looks = [look_of(status, glyphs) for status in Status]
    assert len({(look.glyph, look.word) for look in looks}) == len(Status)
    assert all(length(status_segments(status, glyphs=glyphs)) <= STATUS_WIDTH for status in Status)


def test_the_ascii_set_is_ascii() -> None:
    assert "".join(ASCII).isascii()


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_glyphs_are_one_cell_wide(glyphs: GlyphSet) -> None:
    assert {name for name in GlyphSet._fields if width_of(getattr(glyphs, name)) != 1} <= WIDER
    assert len(glyphs.levels) == width_of(glyphs.levels) == 8


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_marks_that_stand_together_differ(glyphs: GlyphSet) -> None:
    statuses = {look_of(status, glyphs).glyph for status in Status}
    marks = [
        glyphs.aspirational,
        glyphs.committed,
        glyphs.priority,
        glyphs.conflict,
        glyphs.waiting,
        glyphs.cut,
        glyphs.again,
        glyphs.shared,
    ]
    assert len({*marks}) == len(marks)
    assert statuses.isdisjoint(chain(marks, [glyphs.stale]))


def test_a_stale_status_says_so_before_its_word() -> None:
    assert status_segments(Status.ON_TRACK) == [("● on track", Tone.GOOD)]
    assert status_segments(Status.ON_TRACK, stale=True) == [("◌", Tone.MUTED), (" on track", Tone.GOOD)]


def test_counts_join_statuses_of_one_glyph_and_leave_out_nothings() -> None:
    counts = {Status.NOT_HOLDING: 1, Status.ON_TRACK: 9, Status.AT_RISK: 2, Status.NEEDS_ATTENTION: 0}
    assert count_segments(counts) == [("9●", Tone.GOOD), (" 3■", Tone.BAD)]
    assert count_segments({}) == []
