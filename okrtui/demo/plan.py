"""Who works at the example company: units and people, as many as are asked for."""

from collections.abc import Iterator
from itertools import count
from random import Random
from typing import NamedTuple

from okrtui.demo.chance import TEMPERS, Temper
from okrtui.demo.departments import DEPARTMENTS
from okrtui.demo.facts import COMPANY, Department, O
from okrtui.demo.people import FIRST, KNOWN, LAST, LEAD
from okrtui.okr.kinds import Level

FEWEST = 8
MOST = 20_000
_PER_DEPARTMENT = 8
_SMALL_COMPANY = 100
_SMALL_TEAM = 4
_LARGE_TEAM = 7
_REGIONS = ("North", "South", "West", "East", "Iberia", "Nordics", "Asia 亜細亜", "Américas")


class Person(NamedTuple):
    """Someone who works there."""

    id: str
    name: str
    email: str


class Team(NamedTuple):
    """A unit: its place, its people, how it fares, and what its objectives are taken from."""

    id: str
    name: str
    level: Level
    parent: str | None
    lead: Person
    members: list[Person]
    temper: Temper
    department: Department | None
    objectives: tuple[O, ...]


class Plan(NamedTuple):
    """Everyone, and every unit, parents first. `lead` is the person whom the demo opens as."""

    people: list[Person]
    teams: list[Team]
    lead: Person
    lead_team: Team


def plan(people: int, rng: Random) -> Plan:
    """A company of `people` (8 to 20,000) people: departments, teams, and someone to lead each.

    Raises ValueError.
    """
    if not FEWEST <= people <= MOST:
        raise ValueError(f"--people: {people} is not from {FEWEST} to {MOST}")
    departments = DEPARTMENTS[: max(1, min(len(DEPARTMENTS), people // _PER_DEPARTMENT))]
    names = _names(rng)
    tempers = iter(_dealt())
    everyone: list[Person] = []

    def hire(name: str | None = None, email: str | None = None) -> Person:
        full = name or next(names)
        person = Person(
            rng.randbytes(8).hex(), full, email or f"{len(everyone) + 1}.{_mailbox(full)}@northwind.example"
        )
        everyone.append(person)
        return person

    teams = [Team(rng.randbytes(8).hex(), COMPANY, Level.COMPANY, None, hire(), [], next(tempers), None, ())]
    heads = [(department, hire()) for department in departments]
    seats = _shares(people - len(everyone), len(departments))
    lead_team: Team | None = None
    for (department, head), room in zip(heads, seats, strict=True):
        unit = Team(
            rng.randbytes(8).hex(),
            department.name,
            Level.DEPARTMENT,
            teams[0].id,
            head,
            [],
            next(tempers),
            department,
            department.objectives,
        )
        teams.append(unit)
        size = _SMALL_TEAM if people < _SMALL_COMPANY else _LARGE_TEAM
        sizes = _shares(room, max(1, round(room / size)))
        for number, name in zip(range(len(sizes)), _team_names(department), strict=False):
            is_leads = lead_team is None
            lead = hire(*LEAD) if is_leads else hire()
            members = [hire() for _ in range(sizes[number] - 1)]
            taken = department.team_objectives
            objectives = (taken[number % len(taken)],) if number % 3 else taken
            temper = Temper.STEADY if is_leads else next(tempers)
            team = Team(
                rng.randbytes(8).hex(), name, Level.TEAM, unit.id, lead, members, temper, department, objectives
            )
            teams.append(team)
            lead_team = lead_team or team
    assert lead_team is not None  # there is at least one department, and it has at least one team
    return Plan(everyone, teams, lead_team.lead, lead_team)


def _shares(whole: int, parts: int) -> list[int]:
    """`whole` in `parts` nearly equal shares."""
    return [whole // parts + (1 if part < whole % parts else 0) for part in range(parts)]


def _dealt() -> Iterator[Temper]:
    while True:
        yield from TEMPERS


def _names(rng: Random) -> Iterator[str]:
    yield from KNOWN
    pairs = [f"{first} {last.replace('-', ' ')}" for first in FIRST for last in LAST]
    rng.shuffle(pairs)
    yield from pairs
    for generation in count(2):
        yield from (f"{pair} {'I' * generation}" for pair in pairs)


def _mailbox(name: str) -> str:
    letters = "".join(letter for letter in name.lower().replace(" ", ".") if letter.isascii())
    return letters.strip(".") or "someone"


def _team_names(department: Department) -> Iterator[str]:
    yield from department.teams
    for round_ in count(1):
        for region in _REGIONS:
            for team in department.teams:
                yield f"{team} {region}" if round_ == 1 else f"{team} {region} {round_}"
