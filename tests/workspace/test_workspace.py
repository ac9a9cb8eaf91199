"""The one door: what is shown after writing and pulling is what a fresh look shows, and every change is told."""

from collections.abc import Iterable
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okrtui.okr.kinds import Status
from okrtui.storage.errors import Refused
from okrtui.storage.line import Op, Value
from okrtui.storage.replica import Act
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.moment import Moment
from okrtui.workspace.workspace import Change, Workspace
from tests.workspace import acts as random_acts
from tests.workspace.acts import ACTS, do, fresh_team
from tests.workspace.team import (
    Heard,
    Team,
    all_figures,
    by_hand,
    key_result,
    make,
    objective,
    ops,
    progress,
    set_fields,
    visible,
)

TURNS = st.lists(st.tuples(st.sampled_from(["ana", "ben", "meet", "day"]), ACTS), max_size=6)


@settings(max_examples=25)
@given(TURNS)
def test_after_writes_and_pulls_everything_stands_as_it_is_read_anew(
    turns: list[tuple[str, list[random_acts.Act]]],
) -> None:
    with fresh_team() as team:
        ana, ben = team.found(), team.join()
        for who, acts in turns:
            if who == "day":
                team.pass_days(9)
                continue
            before, heard = all_figures(ana), Heard(ana)
            if who == "meet":
                ben.meet()
                ana.meet()
            for act in acts if who in ("ana", "ben") else []:
                do(ana if who == "ana" else ben, act)
            after = all_figures(ana)
            heard.stop()
            assert {key[0] for key in before if after.get(key) != before[key]} <= heard.touched
            assert after == all_figures(team.reopened(ana))
        team.sync()
        assert all_figures(ana) == all_figures(ben) == all_figures(team.reopened(ben))
        assert visible(ana) == visible(ben)


def test_a_change_from_a_teammate_says_who_did_what_and_ones_own_what_was_written(
    team: Team, ana: Workspace, ben: Workspace
) -> None:
    heard = Heard(ana)
    id = objective(ana, "Sell")
    (own,) = heard.changes
    assert own == Change(frozenset({("objective", id)}), own.touched, written=tuple(ana.replica.own_lines()[-1:]))
    assert own.lines == ()
    team.sync()
    set_fields(ben, "objective", id, title="Sell more")
    team.sync()
    change = heard.changes[-1]
    assert change.keys == {("objective", id)}
    assert [line.by for line in change.lines] == [ben.person]
    assert change.written == ()
    assert id in change.touched
    heard.stop()
    team.sync()
    objective(ana, "Another")
    assert heard.changes[-1] is change


def test_a_check_in_touches_everything_up_to_the_company(ana: Workspace) -> None:
    top = objective(ana, "Top")
    low = objective(ana, "Low")
    rate = key_result(ana, low)
    make(ana, "alignment", child=low, parent=top, mode="contributes")
    company = ana.company.child_units(None)[0].id
    heard = Heard(ana)
    check_in(ana, rate, 40)
    assert heard.changes[0].touched >= {rate, low, top, company}


def test_figures_made_ahead_are_those_made_when_asked_for(team: Team, ana: Workspace) -> None:
    ids = [objective(ana, f"Objective {number}") for number in range(90)]
    for id in ids[::2]:
        check_in(ana, key_result(ana, id), 50)
    asked = all_figures(ana)
    ana.standings.forget_all()
    assert set(ana.standings.unmade()) == set(ids)
    ana.make_figures()
    assert ana.standings.unmade() == []
    assert all_figures(ana) == asked


def test_a_new_day_is_told_once(team: Team, ana: Workspace) -> None:
    id = key_result(ana, objective(ana, "Sell"))
    assert ana.standings.key_result(id).status is Status.NOT_STARTED
    heard = Heard(ana)
    team.now += timedelta(days=9)
    assert ana.pass_day()
    assert not ana.pass_day()
    assert heard.changes == [Change(frozenset(), frozenset())]
    assert ana.standings.key_result(id).status is not Status.NOT_STARTED


def test_the_workspaces_zone_says_what_day_it_is(team: Team, ana: Workspace) -> None:
    team.now = team.now.replace(hour=23, minute=30)
    assert str(ana.today) == "2026-10-01"
    set_fields(ana, "workspace", ana.config.workspace, time_zone="Asia/Tokyo")
    assert str(ana.today) == str(ana.standings.today) == "2026-10-02"


@pytest.mark.parametrize("zone", ["../../etc/passwd", "Europe", "a" * 5000, "Not/There", "\ud7ff", 7, None, [""]])
def test_a_zone_that_is_none_counts_as_utc(ana: Workspace, zone: Value) -> None:
    by_hand(ana, *ops("workspace", ana.config.workspace, {"time_zone": zone}))
    by_hand(ana, Op("workspace", ana.config.workspace, "time_zone", zone, ana.state.heads(*_zone(ana))))
    assert str(ana.today) == "2026-10-01"


def _zone(ana: Workspace) -> tuple[str, str, str]:
    return "workspace", ana.config.workspace, "time_zone"


@pytest.mark.parametrize("milliseconds", [0, 2**47, 2**62])
def test_any_clock_has_a_day(milliseconds: int) -> None:
    assert Moment(lambda: milliseconds).today("Europe/Berlin").year >= 1970


def test_when_one_of_several_acts_is_refused_nothing_is_written(ana: Workspace) -> None:
    before, heard = visible(ana), Heard(ana)

    def acts() -> Iterable[Act]:
        yield Act(list(ops("metric", "00000000000000aa", {"name": "Revenue"})))
        yield Act(list(ops("metric", "00000000000000bb", {"name": "x" * 300_000})))

    with pytest.raises(Refused):
        ana.write(acts)
    assert (visible(ana), heard.changes) == (before, [])
    assert ana.replica.unsealed() == 0


def test_what_a_newer_version_writes_is_kept_and_forwarded(team: Team, ana: Workspace, ben: Workspace) -> None:
    id = objective(ana, "Sell")
    by_hand(ana, *ops("hologram", "00000000000000aa", {"depth": 3}), Op("objective", id, "mood", "bright"))
    team.sync()
    entry = ben.company.entry("hologram", "00000000000000aa")
    assert entry is not None
    assert entry.fields["depth"] == 3
    set_fields(ben, "objective", id, title="Sell more")
    team.sync()
    assert visible(ana)["objective", id, "mood"] == "bright"


def test_what_arrives_before_what_it_belongs_to_finds_it_later(team: Team, ana: Workspace, ben: Workspace) -> None:
    cleo = team.join("Cleo Tan <cleo@example.org>")
    id = objective(ana, "Sell")
    ana.meet()
    held_back = set((team.folder / "segments").iterdir())
    ben.meet()
    rate = key_result(ben, id)
    check_in(ben, rate, 40)
    ben.meet()
    late = [path for path in held_back if id.encode() in path.read_bytes()]
    contents = {path: path.read_bytes() for path in late}
    for path in late:
        path.unlink()
    cleo.meet()
    assert cleo.company.objective(id) is None
    assert cleo.standings.key_result(rate).value == 40
    for path, content in contents.items():
        path.write_bytes(content)
    cleo.meet()
    assert progress(cleo, id) == progress(ben, id) is not None
    assert all_figures(cleo) == all_figures(ben)
