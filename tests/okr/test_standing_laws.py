"""Two laws of the figures: kept ones equal fresh ones, and whatever changes is told."""

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from okrtui.okr.company import Company, Entry
from okrtui.okr.records import Value
from okrtui.okr.standing import Standings
from tests.okr.making import Figure, day_of, figures

TODAY = date(2026, 11, 18)
Put = tuple[str, str, Entry]


def ids(letter: str, number: int) -> st.SearchStrategy[str]:
    return st.sampled_from([f"{letter}{place}" for place in range(number)])


UNITS, CYCLES, OBJECTIVES, KEY_RESULTS, MILESTONES = ids("u", 3), ids("c", 2), ids("o", 5), ids("k", 4), ids("m", 2)
DAYS = st.dates(date(2026, 9, 25), date(2027, 1, 10)).map(str)
NUMBERS = st.sampled_from([0, 1, 40, 100, 250, -3, 0.5])
STAMPS = st.builds(
    lambda day, number: (f"{TODAY - timedelta(days=day)}|{number}", "h"), st.integers(0, 60), st.integers(0, 3)
)
GARBAGE = st.sampled_from([None, "", "x", True, 7, ["x"]])


def some(value: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """Mostly a value that fits."""
    return st.one_of(value, value, value, value, GARBAGE)


FIELDS: dict[str, tuple[st.SearchStrategy[str], dict[str, st.SearchStrategy[object]]]] = {
    "workspace": (ids("w", 2), {"check_in_weekday": st.sampled_from(["friday", "monday"])}),
    "unit": (UNITS, {"parent": UNITS, "level": st.sampled_from(["company", "team"])}),
    "cycle": (CYCLES, {"start": DAYS, "end": DAYS, "kind": st.sampled_from(["quarter", "year"])}),
    "objective": (
        OBJECTIVES,
        {"unit": UNITS, "cycle": CYCLES, "kind": st.sampled_from(["committed", "aspirational"])},
    ),
    "alignment": (
        ids("a", 8),
        {
            "child": OBJECTIVES,
            "parent": st.one_of(OBJECTIVES, KEY_RESULTS),
            "mode": st.sampled_from(["supports", "contributes"]),
            "weight": NUMBERS,
        },
    ),
    "key_result": (
        KEY_RESULTS,
        {
            "objective": OBJECTIVES,
            "metric": st.sampled_from(["increase", "milestones", "at_least", "yes_no"]),
            "start": NUMBERS,
            "target": NUMBERS,
            "weight": NUMBERS,
            "due": DAYS,
            "status_override": st.sampled_from(["at_risk", "on_track"]),
        },
    ),
    "milestone": (MILESTONES, {"key_result": KEY_RESULTS, "weight": NUMBERS}),
    "check_in": (
        ids("i", 6),
        {"key_result": KEY_RESULTS, "date": DAYS, "value": st.one_of(NUMBERS, st.lists(MILESTONES, max_size=2))},
    ),
}


def puts(kind: str) -> st.SearchStrategy[Put]:
    id, fields = FIELDS[kind]
    values = st.fixed_dictionaries(
        {"deleted": st.sampled_from([False, False, False, True]), **{name: some(fields[name]) for name in fields}}
    )
    return st.tuples(st.just(kind), id, st.builds(Entry, values, STAMPS, STAMPS))  # type: ignore[arg-type]


HISTORIES = st.lists(st.lists(st.sampled_from(list(FIELDS)).flatmap(puts), min_size=1, max_size=4), max_size=14)


def rebuilt(history: Sequence[Sequence[Put]]) -> dict[tuple[str, str], Figure]:
    """The figures of a company that is read at once, in another order."""
    last = {(kind, id): entry for step in history for kind, id, entry in step}
    company = Company()
    for (kind, id), entry in sorted(last.items(), key=lambda each: each[0][::-1], reverse=True):
        company.put(kind, id, entry)
    return figures(Standings(company, TODAY, day_of))


@given(HISTORIES)
def test_figures_that_are_kept_equal_figures_made_anew_and_every_change_is_told(history: list[list[Put]]) -> None:
    standings = Standings(Company(), TODAY, day_of)
    before: dict[tuple[str, str], Figure] = {}
    for done, step in enumerate(history, 1):
        standings.put(step)
        touched = standings.take_touched()
        after = figures(standings)
        assert after == rebuilt(history[:done])
        assert {key[0] for key in before if after.get(key) != before[key]} <= touched
        before = after


VALUE: Value = None
