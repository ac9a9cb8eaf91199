"""The practice that a workspace follows: its words, its limits, and the settings in words."""

from okrtui.okr import records
from okrtui.okr.kinds import Preset
from okrtui.okr.presets import PRACTICES, Limits, Practice, limits_of
from okrtui.okr.settings_words import coach_words_text, limits_words
from okrtui.storage.line import Value
from okrtui.workspace.view import View

_IN_WORDS = {"limits": limits_words, "coach_words": coach_words_text}


def practice_of(view: View) -> Practice:
    """The body of practice that a workspace follows."""
    return PRACTICES[view.company.workspace().preset]


def limits_in_force(view: View) -> Limits:
    """The limits that hold: the practice's, with the workspace's own in their place."""
    settings = view.company.workspace()
    return limits_of(settings.preset, settings.limits)


def preset_limits_words(preset: Preset) -> str:
    """The limits of a practice as they are read: `objectives 3-5, priority at most 3, key results 2-4`."""
    given = PRACTICES[preset].limits._asdict()
    ends = {name.removesuffix("_min").removesuffix("_max") for name, number in given.items() if number is not None}
    limited = {name: number for name, number in given.items() if name[:-4] in ends}
    return limits_words(f"{name}={'' if number is None else number}" for name, number in limited.items())


def setting_words(field: str, value: Value) -> str | None:
    """A setting of the workspace as one would type it; None for one that is stored as it is typed."""
    if field not in _IN_WORDS or not isinstance(value, list):
        return None
    return _IN_WORDS[field](records.words({field: value}, field))
