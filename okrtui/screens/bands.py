"""How scores show themselves: the tone of a band, and the words of what becomes of a key result."""

from okrtui.okr.kinds import Disposition
from okrtui.okr.score import Band
from okrtui.widgets.tones import Tone

BANDS = {Band.RED: Tone.BAD, Band.YELLOW: Tone.CAUTION, Band.GREEN: Tone.GOOD}
"""The tone of a score."""
DISPOSITIONS = {
    Disposition.ACHIEVED: ("a", "achieved"),
    Disposition.CARRIED_OVER: ("c", "carried over"),
    Disposition.DROPPED: ("d", "dropped"),
}
"""What may become of a key result: the key that says so, and its word."""
