"""Hostile text in every field that anyone can write, and what every query makes of it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from okrtui.okr.kinds import KINDS
from okrtui.okr.models import FieldSpec, fields_of
from okrtui.storage.line import Op, Value
from okrtui.storage.replica import Act
from okrtui.workspace.blockers import blockers_in, solvers
from okrtui.workspace.cascade import nodes
from okrtui.workspace.check_in_card import card_of, quiet
from okrtui.workspace.conflicts import conflicts
from okrtui.workspace.deleting import delete
from okrtui.workspace.detail import detail
from okrtui.workspace.errors import UsageError
from okrtui.workspace.find import find
from okrtui.workspace.health import examine
from okrtui.workspace.history import blame, history_of, log
from okrtui.workspace.jumps import find_jumps
from okrtui.workspace.naming import called
from okrtui.workspace.news import news
from okrtui.workspace.overview import overview
from okrtui.workspace.places import workspaces
from okrtui.workspace.prospects import joining
from okrtui.workspace.rows import row_of
from okrtui.workspace.undoing import undo
from okrtui.workspace.week import my_week
from okrtui.workspace.workspace import Workspace
from tests.workspace.team import Team, by_hand, set_fields

HOSTILE = (
    "red\x1b[31m \x1b]0;owned\x07\x9b2J\x1bP1$r\x1b\\\u202eevil\u202c\u2066\u200f\x00\x07\x08\x7f\x85\t"
    "\r\nnext \u2028 [@click=app.quit]x[/] [bold]y"
)
UNFIT = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
DAYS = {"start": "2026-10-01", "end": "2027-01-05"}
CHOICES = {"metric": "milestones", "state": "accepted", "status": "active"}
LONG = {"rationale", "reason", "note", "override_reason", "key_result", "value", "last", "before", "after"}
"""Members of what queries give that may have several lines, or are records and stored values."""


def id_of(kind: str) -> str:
    return f"{KINDS.index(kind):016x}"


def hostile_value(kind: str, spec: FieldSpec) -> Value:
    """What a stranger may write into a field, as far as it still means something."""
    if spec.ref_kinds and spec.name != "value":
        ids: list[Any] = [id_of("objective" if "objective" in spec.ref_kinds else spec.ref_kinds[0])]
        return ids if spec.type_word == "references" else None if spec.name == "parent" else str(ids[0])
    if spec.type_word == "date":
        return DAYS.get(spec.name, "2026-10-01")
    if spec.enum_values:
        return CHOICES.get(spec.name, spec.enum_values[0])
    match spec.type_word:
        case "number" | "whole number":
            return 5
        case "yes/no":
            return True
        case "check-in value":
            return [id_of("milestone"), HOSTILE]
        case "texts":
            return [HOSTILE]
    return f"{kind} {HOSTILE}"


def written(kind: str) -> list[Op]:
    values = {spec.name: hostile_value(kind, spec) for spec in fields_of(kind)}
    values["deleted"] = False
    return [Op(kind, id_of(kind), name, value) for name, value in values.items()]


def over(workspace: Workspace, kind: str, field: str, value: Value) -> Op:
    """A write over what stands there."""
    return Op(kind, id_of(kind), field, value, workspace.state.heads(kind, id_of(kind), field))


@pytest.fixture
def stranger(team: Team, ana: Workspace, ben: Workspace) -> Workspace:
    """Ana's workspace after Ben, whose okrtui checks nothing, has written one of every kind."""
    name = Op("person", ben.person, "name", HOSTILE, ben.state.heads("person", ben.person, "name"))
    own = ("workspace", ben.config.workspace)
    vision = [Op(*own, field, HOSTILE, ben.state.heads(*own, field)) for field in ("vision", "name", "time_zone")]
    ben.write(lambda: [Act([name]), Act(vision), *(Act(written(kind)) for kind in KINDS if kind != "workspace")])
    team.sync()
    for workspace, title in ((ana, f"a{HOSTILE}"), (ben, f"b{HOSTILE}")):
        by_hand(workspace, over(workspace, "objective", "title", title))
    team.sync()
    return ana


def texts(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text in what a query gave, and where it stands."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple) and hasattr(value, "_asdict"):
        yield from texts(value._asdict(), path)
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from texts(each, f"{path}.{name}")
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts(each, path)


def assert_clean(value: object) -> None:
    found = list(texts(value))
    assert found
    for path, text in found:
        assert not UNFIT.search(text), (path, text)
        assert "31m" not in text, (path, text)
        if LONG.isdisjoint(path.split(".")):
            assert "\n" not in text, (path, text)


@pytest.mark.parametrize("kind", ["unit", "objective", "key_result"])
def test_rows_details_and_their_history_are_clean(stranger: Workspace, kind: str) -> None:
    cycle = id_of("cycle")
    row = row_of(stranger, kind, id_of(kind), cycle)
    assert row is not None
    assert "[@click=app.quit]x[/]" in row.title
    assert_clean(row)
    assert_clean(detail(stranger, kind, id_of(kind), cycle))
    assert_clean(history_of(stranger, list(stranger.replica.history()), kind, id_of(kind)))


@pytest.mark.parametrize("metric", ["increase", "at_least", "at_most", "between", "milestones", "yes_no"])
def test_key_results_of_every_metric_are_clean(stranger: Workspace, metric: str) -> None:
    id = id_of("key_result")
    value: Value = 3 if metric != "milestones" else [id_of("milestone")]
    by_hand(stranger, over(stranger, "key_result", "metric", metric), over(stranger, "check_in", "value", value))
    row = row_of(stranger, "key_result", id)
    assert row is not None
    assert row.value
    assert row.target
    assert_clean(row)
    assert_clean(card_of(stranger, id))
    assert_clean(detail(stranger, "key_result", id))


def test_lists_are_clean(stranger: Workspace) -> None:
    assert_clean(my_week(stranger, id_of("person")))
    assert_clean(nodes(stranger, id_of("cycle"), lambda *_: False))
    assert_clean(solvers(stranger))
    assert_clean(blockers_in(stranger, None, is_open=False))
    by_hand(stranger, over(stranger, "blocker", "resolved", None))
    assert_clean(blockers_in(stranger, None))
    assert_clean(quiet(stranger, id_of("person")))
    assert_clean(find_jumps(stranger, "red"))
    assert_clean(stranger.company.why(id_of("objective")) or [""])


def test_news_the_log_and_conflicts_are_clean(stranger: Workspace) -> None:
    items = news(stranger, "0" * 16)
    assert len(items) >= len(KINDS) - 2
    assert_clean(items)
    assert_clean([item.sentence for item in items])
    lines = list(stranger.replica.history())
    assert_clean(log(stranger, lines))
    assert_clean(blame(stranger, lines, "objective", id_of("objective"), "title"))
    assert len(conflicts(stranger)) == 1
    assert_clean([conflict._replace(versions=[]) for conflict in conflicts(stranger)])
    assert_clean([version._replace(value=None) for each in conflicts(stranger) for version in each.versions])


def test_names_refusals_and_facts_are_clean(team: Team, stranger: Workspace) -> None:
    for kind in KINDS[1:]:
        assert_clean(called(stranger.company, kind, id_of(kind)))
    with pytest.raises(UsageError) as refused:
        find(stranger.company, "")
    assert_clean(str(refused.value))
    set_fields(stranger, "unit", id_of("unit"), name="red again")
    with pytest.raises(UsageError) as several:
        find(stranger.company, "00000000")
    assert_clean(str(several.value))
    assert_clean(overview(stranger, stranger.sync.state()))
    assert_clean(examine(stranger))
    assert_clean(undo(stranger))


def test_what_a_marker_and_a_config_say_is_clean(team: Team, stranger: Workspace) -> None:
    marker = team.folder / "okrtui.json"
    marker.write_text(marker.read_text().replace("Northwind", "North\\u001b[31mwind\\u202e\\n!"))
    assert_clean(joining(team.root / "zoe", str(team.folder)))
    zoe = team.join("Zoe <zoe@example.org>")
    assert_clean([config for _, config in workspaces(team.data("zoe"))])
    delete(zoe, "objective", id_of("objective"))
    assert_clean(find_jumps(zoe, "x") or [""])
