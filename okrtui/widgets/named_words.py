"""A text in which the people that it names stand out."""

from collections.abc import Iterable

from okrtui.okr.mentions import Mention
from okrtui.widgets.tones import Segments, Tone


def named_words(text: str, start: int, end: int, mentions: Iterable[Mention]) -> Segments:
    """The characters of a text from `start` up to `end`, blanks at the end left out."""
    found: Segments = []
    here = start
    for mention in mentions:
        first, last = max(here, mention.start), min(end, mention.end)
        if first < last:
            found += [(text[here:first], Tone.PLAIN), (text[first:last], Tone.ACCENT)]
            here = last
    found.append((text[here:end].rstrip(), Tone.PLAIN))
    return [each for each in found if each[0]]
