"""How what the coach found shows: a mark in a row, a line in a detail, two lines in a list."""

from collections.abc import Iterable, Sequence

from okrtui.okr.coach.finding import Finding, Severity
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.tones import Segments, Tone

_TONES = {Severity.ERROR: Tone.BAD, Severity.WARNING: Tone.CAUTION, Severity.HINT: Tone.MUTED}


def severity_glyph(severity: Severity, glyphs: GlyphSet) -> str:
    """What stands for a severity."""
    match severity:
        case Severity.ERROR:
            return glyphs.coach_error
        case Severity.WARNING:
            return glyphs.coach_warning
        case Severity.HINT:
            return glyphs.coach_hint


def severity_tone(severity: Severity) -> Tone:
    """The tone of a severity; its glyph says the same without colour."""
    return _TONES[severity]


def coach_mark(findings: Sequence[Finding], glyphs: GlyphSet) -> Segments:
    """The worst severity, in one glyph; nothing where there is no error and no warning."""
    worst = min((each.severity for each in findings), key=list(Severity).index, default=Severity.HINT)
    if worst is Severity.HINT:
        return []
    return [(severity_glyph(worst, glyphs), _TONES[worst])]


def coach_counts(findings: Iterable[Finding], glyphs: GlyphSet) -> Segments:
    """How many of each severity: `✗1 !2 i3`; what there is none of is left out."""
    severities = [each.severity for each in findings]
    line: Segments = []
    for severity in Severity:
        if count := severities.count(severity):
            gap = " " if line else ""
            line.append((f"{gap}{severity_glyph(severity, glyphs)}{count}", _TONES[severity]))
    return line


def legend(glyphs: GlyphSet) -> list[tuple[str, str]]:
    """What the marks mean, for the help."""
    words = {Severity.ERROR: "an error", Severity.WARNING: "a warning", Severity.HINT: "a hint"}
    return [(severity_glyph(each, glyphs), f"the coach has {said}") for each, said in words.items()]
