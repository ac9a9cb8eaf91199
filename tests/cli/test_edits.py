"""add, set, align, rm, restore, undo, redo."""

import pytest

from tests.cli.conftest import Person, Team


def test_add_prints_the_id_and_nothing_else(ana: Person) -> None:
    said = ana.run(
        "add", "key-result", "title=Close rate", f"objective={ana.add('objective', title='Sell')}", "target=2"
    )
    assert len(said.out.strip()) == 16
    assert said.out.count("\n") == 1
    assert ana.ask("show", said.out.strip())["kind"] == "key_result"


@pytest.mark.parametrize("kind", ["key_result", "key-result", "kr", "KR", "Key results"])
def test_kinds_go_by_many_names(ana: Person, sales: dict[str, str], kind: str) -> None:
    assert ana.ask("list", kind)["kind"] == "key_result"


def test_ones_own_objective_comes_with_ones_own_unit_in_one_act(ana: Person) -> None:
    before = len(ana.journal.read_bytes().splitlines())
    objective = ana.add("objective", title="Sell more")
    assert len(ana.journal.read_bytes().splitlines()) == before + 1
    fields = ana.ask("show", objective)["fields"]
    unit = ana.ask("show", fields["unit"])["fields"]
    assert fields["owner"] == ana.ask("whoami")["id"] == unit["lead"]
    assert (unit["name"], unit["level"]) == ("Ana Ruiz", "individual")
    assert ana.ask("show", fields["cycle"])["title"] == "2026-Q4"
    again = ana.add("objective", title="Sell better")
    assert ana.ask("show", again)["fields"]["unit"] == fields["unit"]


def test_another_persons_objective_needs_a_unit(ana: Person) -> None:
    ben = ana.add("person", name="Ben Okafor")
    said = ana.run("add", "objective", "title=Sell", f"owner={ben}", code=2)
    assert "objective.unit: is needed" in said.err
    objective = ana.add("objective", title="Sell", owner="Ben", unit="Northwind")
    assert ana.ask("show", objective)["fields"]["owner"] == ben


def test_references_are_found_by_title_prefix_and_me(ana: Person, sales: dict[str, str]) -> None:
    key_result = ana.add("kr", objective="improve sales", title="Pipeline", target="$500k", owner="me")
    fields = ana.ask("show", key_result[:6])["fields"]
    assert fields["objective"] == sales["objective"]
    assert fields["target"] == 500_000
    assert fields["owner"] == ana.ask("whoami")["id"]


def test_a_key_result_has_no_owner_of_its_own_unless_said(ana: Person, sales: dict[str, str]) -> None:
    assert "owner" not in ana.ask("show", sales["rate"])["fields"]


def test_set_changes_clears_and_says_when_there_is_nothing_to_do(ana: Person, sales: dict[str, str]) -> None:
    rate = sales["rate"]
    changed = ana.ask("set", rate, "title=Close rate", "due=31 Dec 2026", "start=-3", "unit-of-measure=")
    assert changed["changed"] == ["due", "start", "title", "unit_of_measure"]
    fields = ana.ask("show", rate)["fields"]
    assert (fields["title"], fields["due"], fields["start"]) == ("Close rate", "2026-12-31", -3)
    assert "unit_of_measure" not in fields
    assert ana.ask("set", rate, "title=Close rate")["changed"] == []
    assert "nothing to change" in ana.run("set", rate, "title=Close rate").out


def test_a_value_may_hold_an_equals_sign_and_begin_with_a_minus(ana: Person, sales: dict[str, str]) -> None:
    ana.run("set", sales["rate"], "title=a=b", "target=-5")
    fields = ana.ask("show", sales["rate"])["fields"]
    assert (fields["title"], fields["target"]) == ("a=b", -5)


def test_aligned_objectives_serve_and_contribute(ana: Person, sales: dict[str, str]) -> None:
    top = ana.add("objective", title="Lead the market", unit="Northwind")
    assert ana.ask("align", "Improve sales", "Lead")["mode"] == "supports"
    assert ana.ask("show", top)["detail"]["row"]["supporting"] == 1
    again = ana.ask("align", sales["objective"], top, "--contributes", "--weight", "2")
    fields = ana.ask("show", again["id"])["fields"]
    assert (fields["mode"], fields["weight"]) == ("contributes", 2)
    assert ana.ask("show", top)["detail"]["row"]["progress"] == 0
    assert "--contributes too" in ana.run("align", sales["objective"], top, "--weight", "2", code=2).err


def test_a_loop_is_refused_however_it_is_asked_for(ana: Person, sales: dict[str, str]) -> None:
    top = ana.add("objective", title="Lead the market", unit="Northwind")
    ana.run("align", sales["objective"], top)
    before = ana.journal.read_bytes()
    assert "would close a loop" in ana.run("align", top, sales["objective"], code=2).err
    said = ana.run("add", "alignment", f"child={top}", f"parent={sales['objective']}", code=2)
    assert "would close a loop" in said.err
    assert ana.journal.read_bytes() == before


def test_what_is_deleted_can_be_restored(ana: Person, sales: dict[str, str]) -> None:
    said = ana.run("rm", "Close rate")
    assert f"`okrtui restore {sales['rate']}`" in said.out
    assert sales["rate"] not in ana.run("list", "kr").out
    assert sales["rate"] in ana.run("list", "kr", "--deleted").out
    assert ana.ask("show", sales["rate"])["deleted"] is True
    assert "no key result is called" in ana.run("checkin", "Close rate", "24", code=2).err
    ana.run("restore", "Close rate")
    assert ana.ask("show", sales["rate"])["deleted"] is False
    assert "not deleted" in ana.run("restore", sales["rate"], code=2).err
    assert "cannot be deleted" in ana.run("rm", ana.home.name, code=2).err


def test_undo_goes_back_step_by_step_and_redo_forward(ana: Person, sales: dict[str, str]) -> None:
    ana.run("set", sales["rate"], "title=One")
    ana.run("set", sales["rate"], "title=Two")

    def title() -> str:
        return str(ana.ask("show", sales["rate"])["title"])

    assert "taken back: key result One" in ana.run("undo").out
    assert title() == "One"
    ana.run("undo")
    assert title() == "Close rate to 27 %"
    assert "done again: key result One" in ana.run("redo").out
    ana.run("redo")
    assert title() == "Two"
    ana.run("undo")
    ana.run("undo")
    assert title() == "Close rate to 27 %"
    ana.run("redo")
    ana.run("undo")
    assert title() == "Close rate to 27 %"
    ana.run("redo")
    ana.run("redo")
    assert title() == "Two"
    assert "nothing to redo" in ana.run("redo", code=1).err


def test_undo_of_a_creation_deletes(ana: Person, sales: dict[str, str]) -> None:
    ana.run("checkin", sales["rate"], "24")
    assert ana.run("undo").out == "taken back: check-in on Close rate to 27 %\n"
    assert ana.ask("list", "check_in")["objects"] == []


def test_undo_leaves_what_someone_changed_since_and_names_them(team: Team) -> None:
    ana = team.founder()
    objective = ana.add("objective", title="Sell")
    ana.run("set", objective, "title=Sell more", "rationale=Because")
    ben = team.joiner()
    ben.run("set", objective, "title=Sell better")
    ana.run("sync")
    said = ana.run("undo")
    assert "left as it is: title of objective Sell better, changed by Ben Okafor since" in said.out
    fields = ana.ask("show", objective)["fields"]
    assert fields["title"] == "Sell better"
    assert "rationale" not in fields


def test_things_that_happen_are_of_today_unless_said(ana: Person, sales: dict[str, str]) -> None:
    metric = ana.add("metric", name="Revenue")
    reading = ana.run("add", "reading", f"subject={metric}", "value=3", "--today", "2026-11-02").out.strip()
    assert ana.ask("show", reading)["fields"]["date"] == "2026-11-02"


def test_every_act_is_safe_before_the_folder_knows(team: Team) -> None:
    ana = team.founder()
    team.folder.rename(team.place / "away")
    said = ana.run("add", "objective", "title=Sell")
    assert ana.ask("show", said.out.strip())["title"] == "Sell"
    assert said.err.startswith("okrtui: not sent yet, it goes out with the next sync: ")
    assert said.err.count("\n") == 1
    assert ana.ask("status")["sync"]["state"] == "away"
    (team.place / "away").rename(team.folder)
    assert ana.ask("sync")["sent"] == 1
    assert ana.ask("status")["sync"]["state"] == "in_step"
