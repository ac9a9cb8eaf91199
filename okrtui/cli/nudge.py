"""`okrtui nudge` for a shell profile: one line when a check-in or a review is due or a blocker waits, else silence.

It runs at every login and so stands alone: it reads the small file that every other run leaves behind (see
`workspace.nudging`) and imports nothing but a little of the standard library.
"""

import json
import os
import sys
from datetime import UTC, date, datetime

TYPE_CHECKING = False  # typing's own takes longer to import than all of this takes to run
if TYPE_CHECKING:
    from typing import Any

_FILE = "nudge.json"
_FORMAT = 1


def nudge(words: list[str], environment: dict[str, str]) -> int | None:
    """Say what is due; the exit code. None for what needs the whole command line: help, and wrong usage."""
    asked, now = _asked(words), _now(environment.get("OKRTUI_NOW"))
    if asked is None or now is None:
        return None
    today, workspace, as_json = asked
    say(data_dir(environment), workspace or environment.get("OKRTUI_WORKSPACE", ""), today, now, as_json=as_json)
    return 0


def _asked(words: list[str]) -> tuple[date | None, str, bool] | None:
    """The day and the workspace that were said, and whether JSON is wanted; None where there is anything else."""
    day, workspace, as_json = None, "", False
    rest = iter(words)
    for word in rest:
        name, equals, value = word.partition("=")
        if word == "--json":
            as_json = True
        elif name == "--today":
            day = _day(value if equals else next(rest, ""))
            if day is None:
                return None
        elif name == "--workspace":
            workspace = value if equals else next(rest, "")
        else:
            return None
    return day, workspace, as_json


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said) if len(said) == len("2026-12-31") else None
    except ValueError:
        return None


def _now(said: str | None) -> datetime | None:
    """The time of the clock, or the one that stands in for it; None where that is no time."""
    try:
        now = datetime.fromisoformat(said) if said else datetime.now(UTC)
    except ValueError:
        return None
    return now if now.tzinfo else now.replace(tzinfo=UTC)


def data_dir(environment: dict[str, str]) -> str:
    """The data directory: the rule of `workspace.places`, without its imports where they are not needed."""
    said = environment.get("OKRTUI_DATA_DIR")
    if said:
        return os.path.expanduser(said)
    base = environment.get("XDG_DATA_HOME") or f"{environment.get('HOME', '').rstrip('/')}/.local/share"
    if sys.platform == "linux" and base.startswith("/") and environment.get("HOME", "").startswith("/"):
        return os.path.join(base, "okrtui")
    from platformdirs import user_data_dir

    return user_data_dir("okrtui")


def say(data: str, workspace: str, today: date | None, now: datetime, *, as_json: bool) -> None:
    """Print what is due on a day, by default on that of `now` in the workspace's zone. Nothing that is read can fail.

    With a `workspace` (its name or id, or the beginning of either), only if that is the one that was left behind.
    """
    try:
        facts = _due(_read(data, workspace), today, now)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        day = today or now.date()
        nothing: dict[str, list[Any]] = {"key_results": [], "reviews": [], "blockers": []}
        facts = {"workspace": None, "today": day.isoformat(), "due": 0, "off_track": 0, **nothing}
    words = json.dumps(facts, indent=2) if as_json else _words(facts)
    try:
        if words:
            print(words, flush=True)
    except OSError:  # nobody listens
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115  # for the flush at the process's end


def _read(data: str, workspace: str) -> "dict[str, Any]":
    """What was left behind. Raises ValueError where it is of another format or about another workspace."""
    with open(os.path.join(data, _FILE), "rb") as file:
        found: dict[str, Any] = json.load(file)
    id, name = found["workspace"]["id"], found["workspace"]["name"]
    is_meant = id.startswith(workspace.lower()) or name.casefold().startswith(workspace.casefold())
    if found["okrtui_nudge"] != _FORMAT or not is_meant:
        raise ValueError
    return found


def _due(found: "dict[str, Any]", today: date | None, now: datetime) -> "dict[str, Any]":
    day = (today or _today(now, found["time_zone"])).isoformat()
    key_results = [
        {"id": each["id"], "title": each["title"], "status": each["status"], "off_track": each["off_track"]}
        for each in found["key_results"]
        if any(start <= day <= end for start, end in each["due"])
    ]
    return {
        "workspace": found["workspace"],
        "today": day,
        "due": len(key_results),
        "off_track": sum(each["off_track"] is True for each in key_results),
        "key_results": key_results,
        "reviews": [
            {"unit": each["unit"], "kind": each["kind"], "since": each["due"][0]}
            for each in found.get("reviews", ())  # what an older okrtui left behind has none
            if each["due"][0] <= day <= each["due"][1]
        ],
        "blockers": [
            {"id": each["id"], "title": each["title"], "since": each["since"]}
            for each in found.get("blockers", ())
            if each["since"] <= day
        ],
    }


def _today(now: datetime, zone: str) -> date:
    """The day in a zone, by its IANA name; an unknown one counts as UTC."""
    if zone == "UTC":
        return now.astimezone(UTC).date()
    from zoneinfo import ZoneInfo

    try:
        return now.astimezone(ZoneInfo(zone)).date()
    except (KeyError, ValueError, OSError):
        return now.astimezone(UTC).date()


def _words(facts: "dict[str, Any]") -> str:
    """The line, "" where nothing is due."""
    parts = [*_check_ins(facts), *_reviews(facts["reviews"]), *_blockers(facts["blockers"])]
    if not parts:
        return ""
    encoding = getattr(sys.stdout, "encoding", None) or ""
    dot = "·" if encoding.lower().startswith("utf") else "-"
    return f"okrtui: {', '.join(parts)} {dot} okrtui{' checkin' if facts['due'] else ''}"


def _check_ins(facts: "dict[str, Any]") -> "list[str]":
    number, off_track = facts["due"], facts["off_track"]
    if not number:
        return []
    waiting = "1 key result waits" if number == 1 else f"{number} key results wait"
    return [f"{waiting} for your check-in{f' ({off_track} off track)' if off_track else ''}"]


def _reviews(reviews: "list[dict[str, Any]]") -> "list[str]":
    if not reviews:
        return []
    return ["1 review is due" if len(reviews) == 1 else f"{len(reviews)} reviews are due"]


def _blockers(blockers: "list[dict[str, Any]]") -> "list[str]":
    if not blockers:
        return []
    waiting = "1 blocker has" if len(blockers) == 1 else f"{len(blockers)} blockers have"
    return [f"{waiting} waited for you for over a week"]
