"""Two data directories on one folder: the acceptance script, line by line."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Person, Team


@pytest.fixture
def pair(team: Team) -> tuple[Person, Person, str]:
    """Ana and Ben in step, and a key result of Ana's."""
    ana = team.founder()
    objective = ana.add("objective", title="Improve sales")
    rate = ana.add("kr", objective=objective, title="Close rate", start=22, target=27)
    return ana, team.joiner(), rate


def state_hash(person: Person) -> str:
    return str(person.ask("doctor")["state_hash"])


def sync(*people: Person) -> None:
    for person in people:
        assert person.ask("sync")["state"] == "in_step"


def test_a_check_in_reaches_the_other(pair: tuple[Person, Person, str]) -> None:
    ana, ben, rate = pair
    ana.run("checkin", rate, 24, "-m", "two demos")
    assert state_hash(ana) != state_hash(ben)
    sync(ana, ben)
    assert state_hash(ana) == state_hash(ben)
    check_in = ben.ask("show", rate)["detail"]["check_ins"][0]
    assert (check_in["value"], check_in["note"], check_in["person"]) == ("24", "two demos", "Ana Ruiz")


def test_edits_of_different_things_made_offline_meet(pair: tuple[Person, Person, str], team: Team) -> None:
    ana, ben, rate = pair
    sync(ana, ben)
    team.folder.rename(team.place / "away")
    ana.run("set", rate, "title=Close rate of demos")
    ben.run("set", rate, "weight=2")
    ben.add("objective", title="Answer faster")
    (team.place / "away").rename(team.folder)
    sync(ana, ben, ana)
    assert state_hash(ana) == state_hash(ben)
    for person in (ana, ben):
        fields = person.ask("show", rate)["fields"]
        assert (fields["title"], fields["weight"]) == ("Close rate of demos", 2)
        assert "Answer faster" in person.run("list", "objective").out
        assert person.ask("conflicts") == {"conflicts": []}


def test_edits_of_one_title_are_both_kept_until_someone_chooses(pair: tuple[Person, Person, str], team: Team) -> None:
    ana, ben, rate = pair
    sync(ana, ben)
    team.folder.rename(team.place / "away")
    ana.run("set", rate, "title=By Ana")
    ben.run("set", rate, "title=By Ben")
    (team.place / "away").rename(team.folder)
    sync(ana, ben, ana)
    for person in (ana, ben):
        (conflict,) = person.ask("conflicts", code=1)["conflicts"]
        assert (conflict["id"], conflict["field"]) == (rate, "title")
        assert [(each["text"], each["person"]) for each in conflict["versions"]] == [
            ("By Ben", "Ben Okafor"),
            ("By Ana", "Ana Ruiz"),
        ]
        said = person.run("conflicts", code=1).out
        assert "By Ana" in said
        assert "By Ben" in said
        assert person.ask("show", rate)["title"] == "By Ben"
        assert person.ask("status")["conflicts"] == 1
    ana.run("resolve", rate, "title", "By Ana")
    assert ana.run("conflicts").out == "no conflicts\n"
    sync(ana, ben)
    assert ben.ask("conflicts") == {"conflicts": []}
    assert ben.ask("show", rate)["title"] == "By Ana"
    assert state_hash(ana) == state_hash(ben)


@pytest.mark.parametrize(("said", "title"), [("#2", "By Ana"), ("#1", "By Ben"), ("By both", "By both")])
def test_a_conflict_is_settled_by_number_or_by_a_new_value(
    pair: tuple[Person, Person, str], team: Team, said: str, title: str
) -> None:
    ana, ben, rate = pair
    team.folder.rename(team.place / "away")
    ana.run("set", rate, "title=By Ana")
    ben.run("set", rate, "title=By Ben")
    (team.place / "away").rename(team.folder)
    sync(ana, ben)
    ben.run("resolve", "By Ben", "title", said)
    assert ben.ask("show", rate)["title"] == title
    assert "no conflict" in ben.run("resolve", rate, "title", "x", code=2).err


def test_a_conflict_of_people_is_settled_by_name_and_checked(pair: tuple[Person, Person, str], team: Team) -> None:
    ana, ben, rate = pair
    sync(ana, ben)
    team.folder.rename(team.place / "away")
    ana.run("set", rate, "owner=me")
    ben.run("set", rate, "owner=me")
    (team.place / "away").rename(team.folder)
    sync(ana, ben)
    before = ben.journal.read_bytes()
    assert "no person is called 'Nobody'" in ben.run("resolve", rate, "owner", "Nobody", code=2).err
    assert ben.journal.read_bytes() == before
    ben.run("resolve", rate, "owner", "Ana Ruiz")
    assert ben.ask("show", rate)["fields"]["owner"] == ana.ask("whoami")["id"]


def test_sync_says_what_came_and_went(pair: tuple[Person, Person, str], team: Team) -> None:
    ana, ben, rate = pair
    ana.run("checkin", rate, 24)
    ana.run("checkin", rate, 25)
    assert ben.ask("sync")["received"] == 2
    assert ben.run("sync").out == "0 changes received, 0 sent; in step\n"


def test_sync_watch_tells_what_others_do_until_interrupted(pair: tuple[Person, Person, str]) -> None:
    ana, ben, rate = pair
    environment = os.environ | {"OKRTUI_DATA_DIR": str(ben.data), "OKRTUI_NOW": "2026-10-07T12:00"}
    command = [sys.executable, "-m", "okrtui", "sync", "--watch", "--json"]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, env=environment, cwd=root, stdout=subprocess.PIPE, text=True) as watching:
        assert watching.stdout is not None
        said = ""
        while '"received"' not in said:
            said += watching.stdout.readline()
        ana.run("checkin", rate, 23)
        time.sleep(1)  # a watch that has just begun may miss this one until its next scan, but not the next one
        ana.run("checkin", rate, 24)
        while "Ana Ruiz checked in Close rate" not in said:
            line = watching.stdout.readline()
            assert line, f"it ended without the news: {said}"
            said += line
        watching.send_signal(signal.SIGINT)
        rest = watching.stdout.read()
        assert watching.wait() == 0, rest
    assert ben.ask("show", rate)["detail"]["row"]["value"] == 24


def test_the_folder_away_is_an_error_for_sync_alone(pair: tuple[Person, Person, str], team: Team) -> None:
    ana, _, _ = pair
    team.folder.rename(team.place / "away")
    said = ana.run("sync", code=4)
    assert "the folder is not there" in said.err
    assert json.loads(ana.run("sync", "--json", code=4).err)["exit_code"] == 4
    assert ana.ask("status")["sync"]["state"] == "away"
    assert "folder away" in ana.run("status").out
    assert ana.ask("doctor")["away"]
