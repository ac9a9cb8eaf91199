"""A meeting's minutes as Markdown: what its review says, beside how things stood at the end of that day."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import count
from pathlib import Path

from okrtui.exchange.minutes_markdown import InTheWay, MinutesPage, OnRoster, Praise, Step, Stood, minutes_markdown
from okrtui.okr import rhythm
from okrtui.okr.cadence import week_of
from okrtui.okr.kinds import ReviewKind, Status
from okrtui.okr.number import percent
from okrtui.storage.clean import clean_line
from okrtui.workspace.blockers import Blocked
from okrtui.workspace.check_ins import NOTES
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.minutes import Minutes, meeting_in, weeks_of
from okrtui.workspace.monday import Agenda, agenda
from okrtui.workspace.monday_results import Result, Win
from okrtui.workspace.past import Past
from okrtui.workspace.recognition import Thanks
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace

_WELL = (Status.ON_TRACK, Status.HOLDING, Status.ACHIEVED)
_LONGEST = 40
_MOST = 30
"""So many key results have a row; a company's hundreds are counted."""


def review_of(view: View, unit: str, day: date | None) -> str:
    """The review of a unit's meeting in the week of a day (of none: the last one). Raises NotFound."""
    with view.lock:
        if day is None:
            found = (rhythm.review(id, view.company.fields("review", id) or {}) for id in _of(view, unit))
            held = [each for each in found if each and each.kind is ReviewKind.WEEKLY]
            last = max(held, key=lambda each: (each.date, each.id), default=None)
            review = last.id if last else None
        else:
            weeks = weeks_of(view, unit, day)
            review = meeting_in(view, unit, weeks)
        if review is None:
            name = clean_line(view.company.title(unit))
            way = f" in the week of {weeks.start}" if day else " yet; `okrtui meeting --save note=…` keeps its minutes"
            raise NotFound(f"no meeting of {name} was held{way}")
        return review


def _of(view: View, unit: str) -> list[str]:
    return view.company.pointing("review", "unit", unit)


def minutes_of(workspace: Workspace, review: str) -> str:
    """The minutes of a meeting that was held, with all as it stood at the end of that day. Raises NotFound."""
    with workspace.lock:
        found = rhythm.review(review, workspace.company.fields("review", review) or {})
        if found is None or found.unit is None:
            raise NotFound(f"{review}: there is no such review, or it is deleted")
    is_today = found.date >= workspace.today
    view = workspace if is_today else Past(workspace).at(found.date)
    there = view if view.company.unit(found.unit) else workspace  # the unit was made later, or its clock is off
    page = page_of(there, agenda(there, found.unit), Minutes(found.decisions, found.notes, found.present), found.date)
    return minutes_markdown(page)


def minutes_now(workspace: Workspace, unit: str, minutes: Minutes, day: date) -> str:
    """The minutes of a meeting that is still going on. Raises NotFound."""
    return minutes_markdown(page_of(workspace, agenda(workspace, unit), minutes, day))


def page_of(view: View, found: Agenda, minutes: Minutes, day: date) -> MinutesPage:
    """What goes into the minutes."""
    shown = [each for each in found.results if each.row.status not in _WELL][:_MOST]
    with view.lock:
        names = {person: clean_line(view.company.title(person)) for person in minutes.present}
    on_roster = {each.person for each in found.roster}
    guests = [OnRoster(names[person], "", "", True) for person in minutes.present if person not in on_roster]
    present = set(minutes.present)
    return MinutesPage(
        found.unit_name,
        day,
        _cycle_words(found),
        minutes.decisions,
        minutes.notes,
        [
            OnRoster(
                each.name,
                each.unit_name,
                f"{each.made} of {each.wanted}" if each.wanted else "",
                each.person in present,
            )
            for each in found.roster
        ]
        + guests,
        f"{found.made} of {found.wanted} key results were checked in.",
        [_stood(each) for each in shown],
        _others(found.results, shown),
        [Step(each.is_done, each.text, each.name, each.title) for each in found.steps],
        [_in_the_way(each) for each in found.blockers],
        [_win(each) for each in found.wins],
        [_thanks(each) for each in found.thanks],
    )


def _cycle_words(found: Agenda) -> str:
    if found.cycle is None:
        return ""
    name = clean_line(found.cycle.name)
    week = week_of(found.today, found.cycle.start, found.cycle.end)
    return f"{name}, week {week.number} of {week.total}" if week else name


def _stood(result: Result) -> Stood:
    row = result.row
    return Stood(
        row.title,
        result.owner_name,
        moved(result),
        row.target,
        f"{percent(row.progress)} %" if row.is_bar and row.progress is not None else "",
        f"{row.status.words if row.status else ''}{', stale' if row.is_stale else ''}",
        "" if row.confidence is None else str(row.confidence),
        "; ".join(_on_one_line(result.said[name]) for name in NOTES if name in result.said),
    )


def moved(result: Result, arrow: str = "→") -> str:
    """`24 → 25.5 %`: the value of the check-in before the last, and the last one's; the unit is said once."""
    now, before = result.row.value, result.value_before
    if not before or before == now:
        return now
    _, _, unit = now.partition(" ")
    return f"{before.removesuffix(f' {unit}') if unit else before} {arrow} {now}"


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _others(results: Sequence[Result], shown: Sequence[Result]) -> str:
    ids = {each.row.id for each in shown}
    counts = Counter(each.row.status for each in results if each.row.id not in ids)
    said = [f"{counts[status]} {status.words}" for status in Status if counts[status]]
    if not said:
        return ""
    return f"{'And ' if shown else ''}{', '.join(said)}."


def _in_the_way(blocker: Blocked) -> InTheWay:
    age = "" if blocker.age is None else f"{blocker.age} day{'' if blocker.age == 1 else 's'} old"
    return InTheWay(blocker.description, blocker.subject.title, age, blocker.solver_name or "nobody solves it yet")


def _win(win: Win) -> Praise:
    return Praise(win.name, win.title, f"is {win.status.words}" if win.status else win.text)


def _thanks(thanks: Thanks) -> Praise:
    return Praise(thanks.giver_name, thanks.name, thanks.text)


def write_minutes(folder: Path, unit_name: str, day: date, text: str) -> Path:
    """Write minutes into a new file of a folder, such as `minutes-sales-2026-11-23.md`; where it is.

    A file that is there already stays as it is: the next name is taken. Raises UsageError.
    """
    letters = "".join(letter if letter.isalnum() else " " for letter in unit_name.lower())
    stem = f"minutes-{'-'.join(letters.split())[:_LONGEST] or 'unit'}-{day.isoformat()}"
    for number in count(1):
        path = folder / f"{stem}{'' if number == 1 else f'-{number}'}.md"
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError:
            continue
        except OSError as error:
            way_out = "`okrtui meeting --minutes -o FILE` writes elsewhere"
            raise UsageError(f"{path}: {error.strerror}; {way_out}") from error
        return path
    raise AssertionError("numbers do not end")
