"""Two data directories on one folder: the acceptance script, line by line."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import ptyprocess
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
        assert conflict["before"] is not None
        said = person.run("conflicts", code=1).out
        assert f"before: {conflict['before']}" in said
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


def test_a_deletion_that_met_an_edit_is_told_and_settled_in_words(pair: tuple[Person, Person, str], team: Team) -> None:
    ana, ben, rate = pair
    sync(ana, ben)
    team.folder.rename(team.place / "away")
    ana.run("set", rate, "weight=2")
    ben.run("rm", rate)
    (team.place / "away").rename(team.folder)
    sync(ana, ben, ana)
    told = "Ben Okafor deleted it; Ana Ruiz, who did not know, changed its weight"
    assert ana.ask("conflicts", code=1)["conflicts"][0]["told"] == told
    said = ana.run("conflicts", code=1).out
    assert told in said
    assert "stays   Ana Ruiz" in said
    assert "deleted" in ana.run("resolve", rate, "deleted", "perhaps", code=2).err
    ana.run("resolve", rate, "deleted", "stays")
    assert ana.run("conflicts").out == "no conflicts\n"
    assert ana.ask("show", rate)["deleted"] is False


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
        while not re.search(r"Ana Ruiz checked in Close rate (\S+ → )?24", said):
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


def test_watch_ends_when_nobody_listens_any_more(pair: tuple[Person, Person, str]) -> None:
    ana, ben, rate = pair
    environment = os.environ | {"OKRTUI_DATA_DIR": str(ben.data), "OKRTUI_NOW": "2026-10-07T12:00"}
    command = [sys.executable, "-m", "okrtui", "sync", "--watch"]
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        command, env=environment, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as watching:
        assert watching.stdout is not None
        assert watching.stderr is not None
        watching.stdout.readline()
        watching.stdout.close()
        for value in range(20):
            ana.run("checkin", rate, value)
            if watching.poll() is not None:
                break
            time.sleep(0.5)
        assert watching.wait(30) == 141
        assert watching.stderr.read() == ""


# --- putting back what a folder has lost


def segments(team: Team) -> set[str]:
    """The names of the segments in the folder."""
    return {path.name for path in (team.folder / "segments").glob("*.jsonl")}


def test_what_the_folder_has_lost_of_others_is_put_back(pair: tuple[Person, Person, str], team: Team) -> None:
    ana, ben, rate = pair
    ana.run("checkin", rate, 24)
    sync(ben, ana)
    before = segments(team)
    for name in before:
        (team.folder / "segments" / name).unlink()
    lines = ana.ask("doctor")["writers"]
    others = sum(each["lines"] for each in lines if not each["own"])
    own = sum(each["lines"] for each in lines if each["own"])
    met = ana.ask("sync")
    assert (met["sent"], met["put_back"], met["received"]) == (own, others, 0)
    assert segments(team) == before
    assert ben.run("sync").out == "0 changes received, 0 sent; in step\n"
    for name in before:
        (team.folder / "segments" / name).unlink()
    assert f", {others} put back that the folder had lost; in step" in ana.run("sync").out


def test_a_wiped_folder_is_written_anew_when_that_is_wanted(pair: tuple[Person, Person, str], team: Team) -> None:
    ana, ben, rate = pair
    ana.run("checkin", rate, 24)
    sync(ben, ana)
    before = segments(team)
    lines = ana.ask("doctor")["lines"]
    team.folder.rename(team.place / "old")
    assert "the folder is not there" in ana.run("sync", code=4).err
    said = ana.run("sync", "--refill", code=2)
    assert said.err == "okrtui: --refill: it writes the folder anew; say --yes too, where nobody can be asked\n"
    assert not team.folder.exists()
    met = ana.ask("sync", "--refill", "--yes")
    assert (met["put_back"], met["sent"], met["state"]) == (lines, 0, "in_step")
    assert segments(team) == before
    assert ana.ask("sync", "--refill", "--yes")["put_back"] == 0
    eva = team.newcomer("eva")
    eva.run("join", team.folder, "--me", "Eva Lind <eva@example.org>")
    sync(ana, ben)
    assert state_hash(ana) == state_hash(ben) == state_hash(eva)


def test_a_folder_without_its_marker_gets_it_back_with_the_rest_untouched(
    pair: tuple[Person, Person, str], team: Team
) -> None:
    ana, ben, rate = pair
    sync(ben, ana)
    ben.run("checkin", rate, 24)
    (team.folder / "okrtui.json").unlink()
    assert "it has no okrtui.json" in ana.run("sync", code=4).err
    met = ana.ask("sync", "--refill", "--yes")
    assert (met["put_back"], met["received"]) == (0, 1)
    sync(ana, ben)
    assert state_hash(ana) == state_hash(ben)


def test_a_folder_of_another_workspace_is_not_refilled(pair: tuple[Person, Person, str], team: Team) -> None:
    ana, _, _ = pair
    team.folder.rename(team.place / "old")
    team.newcomer("eva").run("init", team.folder, "--name", "Contoso", "--me", "Eva <eva@example.org>")
    before = segments(team)
    for flags in ([], ["--yes"]):
        said = ana.run("sync", "--refill", *flags, code=4)
        assert "it belongs to another workspace, 'Contoso'; nothing was written there" in said.err
    assert segments(team) == before


def on_terminal(person: Person, answer: str) -> tuple[int, str]:
    """`okrtui sync --refill` on a terminal; its exit code and what it said."""
    terminal = ptyprocess.PtyProcess.spawn(
        [sys.executable, "-m", "okrtui", "sync", "--refill"],
        cwd=str(Path(__file__).parents[2]),
        env=os.environ | {"OKRTUI_DATA_DIR": str(person.data), "OKRTUI_NOW": "2026-10-07T12:00"},
        dimensions=(24, 200),
    )
    terminal.write(answer.encode())
    said = b""
    while True:
        try:
            said += terminal.read()
        except EOFError:
            return terminal.wait(), said.decode()


def test_on_a_terminal_refilling_is_asked_first(pair: tuple[Person, Person, str], team: Team) -> None:
    ana, _, _ = pair
    team.folder.rename(team.place / "old")
    lines = ana.ask("doctor")["lines"]
    code, said = on_terminal(ana, "\n")
    assert code == 1
    assert "if only its disk is not mounted, say no" in said
    assert f"Write what {team.folder} lacks of the {lines} changes here? [y/N]" in said
    assert "nothing was written" in said
    assert not team.folder.exists()
    code, said = on_terminal(ana, "y\n")
    assert code == 0
    assert f"{lines} put back that the folder had lost; in step" in said
    assert ana.ask("sync")["state"] == "in_step"
