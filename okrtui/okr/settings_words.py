"""A workspace's limits and the coach's own words as people type and read them.

Stored is a list of texts, `key_results_max=6`, `task=roll out`. Typed is `key results 2-6, priority 3` and
`task=roll out, ship it`. The stored form may be typed as well.
"""

import re
from collections.abc import Iterable

_LIMITED = {"objectives": "objectives", "priority": "priority", "key results": "key_results", "missions": "missions"}
"""What is limited, as it is read, and as the names of its limits begin."""
_NAMES = _LIMITED | {"priority objectives": "priority", "krs": "key_results"}
_STORED = re.compile(r"[a-z_]+_(min|max)\s*=\s*[0-9]*").fullmatch
_RANGE = re.compile(r"([0-9]+) ?(?:-|–|to|\.\.) ?([0-9]+)").fullmatch
_MOST = re.compile(r"(?:(?:at most|up to|<=|≤|<|-) ?)?([0-9]+)").fullmatch
_LEAST = re.compile(r"(?:at least|>=|≥|from) ?([0-9]+)|([0-9]+) ?(?:\+|or more)").fullmatch
_ANY = ("any", "none", "no limit", "unlimited")


class LimitError(ValueError):
    """A text that means no limit."""


def parse_limits(typed: str) -> list[str]:
    """The stored limits that a text means: `objectives 3-5, key results at most 4, missions any`.

    What is said of a thing says both ends: `at most 4` lifts the lower one. What is not named is left to the practice.
    Raises LimitError.
    """
    found: dict[str, str] = {}
    for item in (" ".join(item.split()) for item in typed.casefold().replace(";", ",").split(",")):
        if not item:
            continue
        if _STORED(item):
            name, _, number = item.partition("=")
            found[name.strip()] = number.strip()
        else:
            found |= _limit(item)
    return [f"{name}={found[name]}" for name in sorted(found, key=_place)]


def _place(name: str) -> tuple[int, str]:
    """In the order of what is limited, so that the same limits are stored alike."""
    what = name.removesuffix("_min").removesuffix("_max")
    order = list(_LIMITED.values())
    return (order.index(what) if what in order else len(order)), ("0" if name.endswith("_min") else "1") + name


def _limit(item: str) -> dict[str, str]:
    what = max((words for words in _NAMES if item.startswith(f"{words} ")), key=len, default="")
    if not what:
        raise LimitError(f"{item!r} is no limit like `key results 2-4` (of {', '.join(_LIMITED)})")
    name, how = _NAMES[what], item.removeprefix(what).strip()
    least, most = _ends(how)
    if name == "priority":  # has no lower end
        if least:
            raise LimitError(f"{item!r}: of priority objectives there is only a most, as in `priority 3`")
        return {"priority_max": most}
    if least and most and int(least) > int(most):
        raise LimitError(f"{item!r} begins above its end")
    return {f"{name}_min": least, f"{name}_max": most}


def _ends(how: str) -> tuple[str, str]:
    """The least and the most, "" where there is none."""
    if how in _ANY:
        return "", ""
    if match := _RANGE(how):
        return match[1], match[2]
    if match := _LEAST(how):
        return match[1] or match[2], ""
    if match := _MOST(how):
        return "", match[1]
    raise LimitError(f"{how!r} is no limit like 2-4, at most 4, at least 2, any")


def limits_words(limits: Iterable[str]) -> str:
    """Stored limits as they are read: `key results 2-6, priority at most 3`. What has none is passed over."""
    given = dict(item.partition("=")[::2] for item in limits)
    said = []
    for words, name in _LIMITED.items():
        least, most = given.get(f"{name}_min"), given.get(f"{name}_max")
        if least is None and most is None:
            continue
        if name != "priority" and (least is None or most is None):  # the other end is the practice's
            said += [f"{name}_{end}={number}" for end, number in (("min", least), ("max", most)) if number is not None]
        else:
            said.append(f"{words} {_range(least, most)}")
    return ", ".join(said)


def _range(least: str | None, most: str | None) -> str:
    if least and most:
        return f"{least}-{most}"
    return f"at least {least}" if least else f"at most {most}" if most else "any"


def parse_coach_words(typed: str) -> list[str]:
    """The stored words that a text means: `task=roll out, ship it, vague=nice`.

    A word that names no list belongs to the list of the one before.
    """
    found, name = [], ""
    for item in (item.strip() for item in typed.replace(";", ",").split(",")):
        before, mark, word = (part.strip() for part in item.partition("="))
        if mark:
            name = before.casefold()
        elif item:
            word = item
        if mark or item:
            found.append(f"{name}={word}")
    return found


def coach_words_text(stored: Iterable[str]) -> str:
    """Stored words as they are read: `task=roll out, ship it`."""
    lists: dict[str, list[str]] = {}
    for item in stored:
        name, _, word = item.partition("=")
        lists.setdefault(name.strip(), []).append(word.strip())
    return ", ".join(f"{name}={', '.join(words)}" for name, words in lists.items())
