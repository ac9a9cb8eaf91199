"""What the setting wizard shows while the coach has nothing to say: what is taken up, else the strategy."""

from collections.abc import Iterator

from okrtui.screens.setting_job import OBJECTIVE, SettingJob
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.tones import Segments, Tone, fit_segments

_OF_STRATEGY = ("mission", "goal")


def aside_lines(job: SettingJob, width: int, height: int, glyphs: GlyphSet) -> list[Segments]:
    """The objective that is taken up with its key results; where there is none, while one looks for the objective:
    missions and goals.

    `height`: how many lines there may be. What does not fit is counted.
    """
    with job.workspace.lock:
        heading, titles = _taken_up(job) or _strategy(job)
    if not titles:
        return []
    shown = titles if len(titles) < height else titles[: height - 2]
    lines: list[Segments] = [[(f" {heading}", Tone.MUTED)]]
    lines += [[(f"   {glyphs.dot} ", Tone.FAINT), (title, Tone.PLAIN)] for title in shown]
    if len(shown) < len(titles):
        lines.append([(f"   and {len(titles) - len(shown)} more", Tone.MUTED)])
    return [fit_segments(line, width, glyphs.ellipsis) for line in lines]


def _taken_up(job: SettingJob) -> tuple[str, list[str]] | None:
    """The key results of the objective that it shall serve."""
    company = job.workspace.company
    objective = company.objective(job.serves)
    if objective is None:
        return None
    return f"It serves: {objective.title}", [each.title for each in company.key_results_of(objective.id)]


def _strategy(job: SettingJob) -> tuple[str, list[str]]:
    return "Missions and goals", list(_stated(job)) if job.step <= OBJECTIVE else []


def _stated(job: SettingJob) -> Iterator[str]:
    company = job.workspace.company
    for kind in _OF_STRATEGY:
        yield from (company.title(id) for id, _ in company.live(kind))
