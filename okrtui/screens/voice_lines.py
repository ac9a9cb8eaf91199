"""What people said of an object, as lines of its detail: comments, and thanks to a unit and its people."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from okrtui.okr.cadence import relative_day
from okrtui.okr.records import day
from okrtui.screens.detail_line import DetailLine, Setting
from okrtui.widgets.cells import width_of
from okrtui.widgets.named_words import named_words
from okrtui.widgets.tones import Segments, Tone, fit_segments, spread
from okrtui.widgets.wrapped import paragraphs
from okrtui.workspace.comments import Comment, comments_of
from okrtui.workspace.recognition import Thanks, thanks_around
from okrtui.workspace.view import View

_IN = "  "
_FOOT = "foot/blank"
_MOST_COMMENTS = 30
_MOST_THANKS = 5
_MOST_LINES = 24
"""So many lines of one text are shown."""


class Voices(NamedTuple):
    """What is said of an object: comments, the earliest first, and thanks, the latest first."""

    comments: list[Comment]
    abouts: list[str]
    """For each comment on a part of the object, on which; "" for those on the object itself."""
    thanks: list[Thanks]


def voices_of(view: View, kind: str, id: str) -> Voices:
    """What is said of an object."""
    with view.lock:
        comments = comments_of(view, kind, id)
        abouts = ["" if each.subject == id else _about(view, each) for each in comments]
        thanks = thanks_around(view, id) if kind == "unit" else []
        return Voices(comments, abouts, thanks)


def _about(view: View, comment: Comment) -> str:
    fields = view.company.fields(comment.kind, comment.subject) or {}
    if comment.kind == "check_in" and (when := day(fields, "date")):
        return f"check-in of {relative_day(when, view.today)}"
    return comment.title


def with_voices(lines: Sequence[DetailLine], voices: Voices, setting: Setting) -> list[DetailLine]:
    """The lines of a detail with what was said, above the foot."""
    said = [*_thanks(voices.thanks, setting), *_comments(voices, setting)]
    foot = next((place for place, line in enumerate(lines) if line.key == _FOOT), len(lines))
    return [*lines[:foot], *said, *lines[foot:]]


def _heading(key: str, words: str, right: str, setting: Setting) -> Iterator[DetailLine]:
    yield DetailLine(f"{key}/blank", [])
    yield DetailLine(f"{key}/heading", spread([(words, Tone.STRONG)], [(right, Tone.MUTED)], setting.width))


def _comments(voices: Voices, setting: Setting) -> Iterator[DetailLine]:
    if not voices.comments:
        return
    count = len(voices.comments)
    yield from _heading("comments", "Comments", str(count) if count > 1 else "", setting)
    hidden = max(0, count - _MOST_COMMENTS)
    if hidden:
        earlier = f"{_IN}{hidden} earlier: `okrtui comments` has them all"
        yield DetailLine("comments/earlier", [(earlier, Tone.MUTED)])
    for comment, about in list(zip(voices.comments, voices.abouts, strict=True))[hidden:]:
        key = f"comment {comment.id}"
        head: Segments = [(comment.author_name or "someone", Tone.PLAIN)]
        more = f"on the {about}" if about else ""
        for words in (setting.when(comment.when), "edited" if comment.is_edited else "", more):
            if words:
                head.append((f"  {words}", Tone.MUTED))
        width = setting.width - width_of(_IN)
        yield DetailLine(key, fit_segments(head, width, setting.glyphs.ellipsis), ("comment", comment.id))
        for number, line in enumerate(comment_text(comment, width - width_of(_IN), setting.glyphs.ellipsis)):
            yield DetailLine(f"{key}/{number}", [(2 * _IN, Tone.PLAIN), *line])


def comment_text(comment: Comment, width: int, ellipsis: str) -> list[Segments]:
    """The text of a comment in lines, those whom it names standing out."""
    spans = paragraphs(comment.text, max(8, width))
    lines = [named_words(comment.text, start, end, comment.mentions) for start, end in spans[:_MOST_LINES]]
    return [*lines, [(ellipsis, Tone.MUTED)]] if len(spans) > _MOST_LINES else lines


def _thanks(found: Sequence[Thanks], setting: Setting) -> Iterator[DetailLine]:
    if not found:
        return
    count = f"{len(found)}, V shows the wall" if len(found) > _MOST_THANKS else "V shows the wall"
    yield from _heading("thanks", "Recognized", count, setting)
    for thanks in found[:_MOST_THANKS]:
        key = f"thanks {thanks.id}"
        width = setting.width - width_of(_IN)
        head = [*thanks_head(thanks, setting.glyphs.arrow), (f"  {setting.when(thanks.when)}", Tone.MUTED)]
        yield DetailLine(key, fit_segments(head, width, setting.glyphs.ellipsis), ("recognition", thanks.id))
        for number, line in enumerate(thanks_text(thanks, width - width_of(_IN), setting.glyphs.ellipsis)):
            yield DetailLine(f"{key}/{number}", [(2 * _IN, Tone.PLAIN), *line])


def thanks_head(thanks: Thanks, arrow: str) -> Segments:
    """`Ben Okafor → Ana Ruiz`."""
    return [
        (thanks.giver_name or "someone", Tone.MUTED),
        (f" {arrow} ", Tone.FAINT),
        (thanks.name or "someone", Tone.STRONG),
    ]


def thanks_text(thanks: Thanks, width: int, ellipsis: str) -> list[Segments]:
    """What for, in lines."""
    spans = paragraphs(thanks.text, max(8, width))
    lines: list[Segments] = [[(thanks.text[start:end].rstrip(), Tone.PLAIN)] for start, end in spans[:_MOST_LINES]]
    return [*lines, [(ellipsis, Tone.MUTED)]] if len(spans) > _MOST_LINES else lines
