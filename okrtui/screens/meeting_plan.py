"""What a meeting goes through, item by item, in an order that stays: nothing jumps while people speak of it."""

from collections import defaultdict
from contextlib import suppress
from enum import Enum
from typing import NamedTuple

from okrtui.workspace.blockers import Blocked, blocked_of
from okrtui.workspace.errors import NotFound
from okrtui.workspace.monday import Agenda, Decided
from okrtui.workspace.monday_results import Result, Win
from okrtui.workspace.monday_roster import Attendee
from okrtui.workspace.next_steps import NextStep
from okrtui.workspace.recognition import Thanks
from okrtui.workspace.view import View

Subject = tuple[str, str]


class Part(Enum):
    """The parts of a meeting, in their order: what each is called, and what stands there where it is empty."""

    ROSTER = ("Roster", "Nobody yet: 2, then n adds people.")
    DECIDED = ("Decided last time", "")
    RESULTS = ("Worst first", "No key result here: 4 plans.")
    STEPS = ("Next steps", "None open: check-ins name them.")
    BLOCKERS = ("In the way", "Nothing: b on a key result.")
    WELL = ("Went well", "Nothing told: K thanks someone.")
    REST = ("Minutes", "")

    @property
    def heading(self) -> str:
        """What it is called."""
        return self.value[0]

    @property
    def empty(self) -> str:
        """What stands there where it is empty; "" where then the part is left out."""
        return self.value[1]


class Spot(NamedTuple):
    """An item, or a line of one: what it is about."""

    key: str
    part: Part
    about: Attendee | Decided | Result | NextStep | Blocked | Win | Thanks | None
    subject: Subject | None
    """Kind and id of what the keys are about."""
    item: str
    """What is timed, and what minutes are written at: the roster and what went well are one item each."""
    title: str
    """What the item is called in the minutes."""


class Plan:
    """Takes one agenda after the other. What was there stays in its place, and what is done stays to be seen."""

    def __init__(self) -> None:
        self.agenda: Agenda | None = None
        self._order: dict[str, int] = {}
        self._blockers: dict[str, Blocked] = {}
        self._steps: dict[str, NextStep] = {}
        self.parts: dict[Part, list[Spot]] = {}
        self.owned: dict[str, list[Result]] = {}
        """The key results of each person."""
        self.blocked: dict[str, list[Blocked]] = {}
        """What is in the way of each key result, and still open."""
        self.thanked: dict[str, list[Thanks]] = {}
        """The thanks to each person or unit."""

    def take(self, found: Agenda, view: View) -> None:
        """Take an agenda; `view` says what has become of what is no longer on it."""
        with view.lock:
            steps, blockers = self._all_steps(found, view), self._all_blockers(found, view)
        parts: dict[Part, list[Spot]] = {
            Part.ROSTER: [_of_person(each) for each in found.roster],
            Part.DECIDED: [_of_decisions(found.decided)] if found.decided else [],
            Part.RESULTS: [_of_result(each) for each in found.results],
            Part.STEPS: [_of_step(each) for each in steps],
            Part.BLOCKERS: [_of_blocker(each) for each in blockers],
            Part.WELL: [*map(_of_win, found.wins), *map(_of_thanks, found.thanks)],
            Part.REST: [Spot("rest", Part.REST, None, ("unit", found.unit), "rest", "")],
        }
        for part, spots in parts.items():
            if part is not Part.ROSTER:
                spots.sort(key=lambda spot: self._order.get(spot.key, len(self._order)))
            for spot in spots:
                self._order.setdefault(spot.key, len(self._order))
        self.owned, self.blocked, self.thanked = defaultdict(list), defaultdict(list), defaultdict(list)
        for result in found.results:
            self.owned[result.owner or ""].append(result)
        for blocker in blockers:
            if blocker.is_open:
                self.blocked[blocker.subject.id].append(blocker)
        for thanks in found.thanks:
            self.thanked[thanks.subject].append(thanks)
        self.agenda, self.parts = found, parts

    def _all_blockers(self, found: Agenda, view: View) -> list[Blocked]:
        """The open ones, and those that were open when the meeting began."""
        still = {each.id: each for each in found.blockers}
        for id in self._blockers.keys() - still.keys():
            with suppress(NotFound):
                still[id] = blocked_of(view, id)
        self._blockers = still
        return list(still.values())

    def _all_steps(self, found: Agenda, view: View) -> list[NextStep]:
        """Those of the agenda, and those that were taken since."""
        still = {each.check_in: each for each in found.steps}
        for id in self._steps.keys() - still.keys():
            if (view.company.fields("check_in", id) or {}).get("next_step_done") is True:
                still[id] = self._steps[id]._replace(is_done=True)
        self._steps = still
        return list(still.values())

    def spots(self) -> list[Spot]:
        """Every spot, part by part."""
        return [spot for part in Part for spot in self.parts.get(part, ())]


def _of_person(each: Attendee) -> Spot:
    return Spot(f"person {each.person}", Part.ROSTER, each, ("person", each.person), "roster", "")


def _of_decisions(each: Decided) -> Spot:
    return Spot("decided", Part.DECIDED, each, ("review", each.review), "decided", "Last time's decisions")


def _of_result(each: Result) -> Spot:
    id = each.row.id
    return Spot(f"result {id}", Part.RESULTS, each, ("key_result", id), id, each.row.title)


def _of_step(each: NextStep) -> Spot:
    subject = ("key_result", each.key_result)
    return Spot(f"step {each.check_in}", Part.STEPS, each, subject, f"step {each.check_in}", each.title)


def _of_blocker(each: Blocked) -> Spot:
    title = " ".join(each.description.split())
    return Spot(f"blocker {each.id}", Part.BLOCKERS, each, ("blocker", each.id), f"blocker {each.id}", title)


def _of_win(each: Win) -> Spot:
    key = f"win {each.key_result} {each.date} {each.status or each.text}"
    return Spot(key, Part.WELL, each, ("key_result", each.key_result), "well", "")


def _of_thanks(each: Thanks) -> Spot:
    return Spot(f"thanks {each.id}", Part.WELL, each, ("recognition", each.id), "well", "")
