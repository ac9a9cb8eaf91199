"""What the coach says in the setting wizard, of what is typed there, and where that can be followed."""

from collections.abc import Sequence
from typing import NamedTuple

from okrtui.okr.coach.finding import Finding
from okrtui.screens.coach_lines import severity_glyph, severity_tone
from okrtui.screens.form_key_result import KeyResultFields
from okrtui.screens.setting_job import KEY_RESULTS, SettingJob
from okrtui.widgets.fields import Field
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.tones import Segments, Tone, fit_segments, length
from okrtui.widgets.wrapped import wrapped
from okrtui.workspace import sketch

_LATER = frozenset({"AL-UP", "COMMIT", "CI-STALE", "TARGET-MOVED", "KR-NONE"})
"""What can only be seen to once the objective is there."""
_OF_NUMBERS = frozenset({"KR-NUM", "KR-BASE", "KR-DUE"})
"""What matters only once it is clear that something is a key result, and no task."""
_MOST = 3


class Advice(NamedTuple):
    """A finding about the sketch, what it is about, and the field in which it can be mended."""

    finding: Finding
    about: str
    key_result: KeyResultFields | None = None
    field: Field | None = None

    @property
    def makes_initiative(self) -> bool:
        """Whether the key result is rather an initiative."""
        return self.finding.remedy is not None and self.finding.remedy.action == "make_initiative"

    @property
    def is_followed(self) -> bool:
        """Whether a key leads to where it is mended."""
        return self.makes_initiative or self.field is not None


def advise(job: SettingJob, here: Field | None) -> list[Advice]:
    """What the coach says of the sketch: of what one is at first, then the worst first.

    Of key results it speaks when one has come to them.
    """
    if not job.field("title").text.strip():
        return []
    objective, key_results = job.sketched()
    found = sketch.findings(job.workspace, objective, [fields for _, fields in key_results], job.serves)
    by_id = {sketch.key_result_id(number): each for number, (each, _) in enumerate(key_results)}
    tasks = {each.id for each in found if each.rule == "KR-TASK"}
    found = [each for each in found if each.id not in tasks or each.rule not in _OF_NUMBERS]
    advice = [_advice(job, each, by_id.get(each.id)) for each in found if each.rule not in _LATER]
    if job.step < KEY_RESULTS:
        advice = [each for each in advice if each.key_result is None and not each.finding.rule.startswith("KR-")]
    at_hand = next((each for each in job.key_results if here in each.fields()), None)
    return sorted(advice, key=lambda each: at_hand is not None and each.key_result is not at_hand)


def _advice(job: SettingJob, finding: Finding, key_result: KeyResultFields | None) -> Advice:
    remedy = finding.remedy
    about = key_result.title.text.strip() if key_result else ""
    if remedy is None:
        return Advice(finding, about, key_result)
    match remedy.action:
        case "align" | "realign":
            return Advice(finding, about, key_result, job.field("serves"))
        case "add_key_result":
            return Advice(finding, about, key_result, job.key_results[-1].title)
        case "set":
            group = key_result.group if key_result else job.group
            fields = [group.fields[name] for name in remedy.fields if name in group.fields]
            empty = [field for field in fields if not field.text.strip()]
            return Advice(finding, about, key_result, next(iter(empty or fields), None))
    return Advice(finding, about, key_result)


def advice_lines(advice: Sequence[Advice], width: int, height: int, glyphs: GlyphSet) -> list[Segments]:
    """The first of them in full with its key, the others as far as there is room."""
    lines: list[Segments] = []
    followed = next((each for each in advice if each.is_followed), None)
    for each in advice[:_MOST]:
        finding = each.finding
        lead: Segments = [
            (f" {severity_glyph(finding.severity, glyphs)} {finding.severity.words}", severity_tone(finding.severity)),
            (f" {finding.rule}  ", Tone.MUTED),
        ]
        key: Segments = []
        if each is followed and finding.remedy:
            key = [("  ctrl+g", Tone.STRONG), (f" {finding.remedy.words}", Tone.ACCENT)]
        first, *rest = wrapped(finding.message, max(20, width - length(lead) - 1), 2, glyphs.ellipsis)
        own: list[Segments] = [[*lead, (first, Tone.PLAIN)]]
        own += [[(" " * length(lead), Tone.PLAIN), (line, Tone.PLAIN)] for line in rest]
        if key and length(own[-1]) + length(key) <= width:
            own[-1] += key
        elif key:
            own.append([(" " * (length(lead) - 2), Tone.PLAIN), *key])
        if len(lines) + len(own) > height:
            break
        lines += own
    hidden = len(advice) - len({id(each) for each in advice[:_MOST]})
    if hidden > 0 and len(lines) < height:
        lines.append([(f"   and {hidden} more", Tone.MUTED)])
    return [fit_segments(line, width, glyphs.ellipsis) for line in lines]
