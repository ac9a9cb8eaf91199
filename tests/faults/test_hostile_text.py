"""Text that would take over a terminal, through every screen and every command: none of it reaches the terminal."""

import codecs
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from okrtui.storage.line import Op
from tests.conftest import ROOT
from tests.faults.hostile_company import (
    BIDI,
    FILE,
    LATE,
    MARKUP,
    NOW,
    TRICKS,
    Company,
    become_anothers,
    found,
    hostile,
    writes,
)
from tests.faults.oracle import Proof
from tests.terminal import Terminal
from tests.terminal.sequences import Control, Csi, Escape, Splitter, String

pytestmark = pytest.mark.terminal

Prove = Callable[[str], Proof]
OKRTUI = [sys.executable, "-m", "okrtui"]
WIDE = (120, 60)
PATIENCE = 30.0


@pytest.fixture
def company(place: Path) -> Company:
    """One that a stranger has written into."""
    return found(place)


@pytest.fixture(scope="module")
def textual() -> set[object]:
    """The sequences that Textual itself writes, in an app that shows no text of anyone."""
    with Terminal([sys.executable, "-m", "tests.terminal.sample"], WIDE, cwd=ROOT) as terminal:
        terminal.wait_for("say something", PATIENCE)
        terminal.keys("tab", "x", "ctrl+x")
        terminal.wait(PATIENCE)
        return set(sequences(terminal.raw))


def sequences(raw: bytes) -> Iterator[object]:
    """The control sequences in what a program wrote, without their numbers, but with their texts."""
    for token in Splitter().feed(raw.decode("utf-8", "replace")):
        match token:
            case Csi():
                yield token._replace(numbers=())
            case String() | Escape() | Control():
                yield token


def foreign(raw: bytes, known: set[object]) -> list[object]:
    """What of the tricks came through: sequences that no program here writes, and characters that reorder others."""
    text = codecs.decode(raw, "utf-8", "replace")
    own = {Control("\r"), Control("\n")}
    whole = [name for name, trick in TRICKS.items() if len(trick) > 1 and trick in text]
    return [*(set(sequences(raw)) - known - own), *(set(BIDI) & set(text)), *whole]


def environment(company: Company) -> dict[str, str | None]:
    """Ana's."""
    return {"OKRTUI_DATA_DIR": str(company.data), "OKRTUI_NOW": NOW, "HOME": str(company.data.parent), "NO_COLOR": None}


# --- screens

Step = tuple[Sequence[str], str]
"""Keys, and what shows when they have done their work."""
WEEK: list[Step] = [
    (["G"], "added"),
    (["g", "j", "enter"], "expected"),
    (["escape"], "to go"),
    (["slash"], "part of a title"),
    ([*"titl"], "titl"),
    (["escape"], "/ filter"),
]
CASCADE: list[Step] = [
    (["2"], "by organisation"),
    (["Z"], "other title"),
    (["j", "j"], "Milestones"),
    (["enter"], "x why this number"),
    (["x"], "How the number comes about"),
    (["G"], "last change"),
    (["escape"], "by organisation"),
    (["b"], "What is in the way"),
    ([*"fog", "enter"], "Who takes it out of the way"),
    (["escape"], "b takes it up again"),
    (["enter"], "last change"),  # what the key line says instead of the keys stays for seconds
    (["g", "j", "j"], "Milestones"),
    (["enter"], "What becomes of"),
    (["a"], "out of the way?"),
    (["escape"], "why this number"),
    (["escape"], "by organisation"),
    (["H"], "History of"),
    (["G"], "added"),
    (["escape"], "by organisation"),
    (["]"], "cycle name"),
    (["[", "g"], "other title"),
    (["t"], "as of 13 Nov 2026"),
    (["escape"], "by organisation"),
]
FORMS: list[Step] = [
    (["g", "j", "j"], "Milestones"),
    (["n"], "What shall be new"),
    (["r"], "ctrl+s save"),
    (["escape"], "by organisation"),
    (["e"], "ctrl+s save"),
    (["tab"] * 5, "who checks in"),
    (["shift+tab"] * 5, "what tells that"),
    (["x", "escape"], "throw it away"),
    (["t"], "by organisation"),
    (["k", "e"], "For whom"),
    (["tab", "tab", "down"], "mission statement"),
    (["shift+tab"] * 2, "what shall be reached"),
    (["x", "escape"], "throw it away"),
    (["t"], "by organisation"),
]
CHECK_IN: list[Step] = [
    (["j", "c"], "last time"),
    (["h"], "History of"),
    (["escape"], "last time"),
    (["D"], "for the day"),
    (["escape"], "last time"),
    (["m"], "target"),
    (["escape"], "last time"),
    (["3", "0", "enter"], "30"),
    (["5"], "other title"),
]
STRATEGY: list[Step] = [
    (["2"], "by organisation"),
    (["a"], "by alignment"),
    (["a"], "by organisation"),
    (["W"], "Who works with whom"),
    (["escape"], "by organisation"),
    (["F"], "What the coach"),
    (["escape"], "by organisation"),
    (["E"], "ctrl+s save"),
    (["escape"], "by organisation"),
    (["5"], "Missions"),
    (["G"], "kpi name"),
    (["4"], "agreed"),
    (["n"], "Key points"),
    (["escape"], "agreed"),
    (["2"], "by organisation"),
]
VOICES: list[Step] = [
    (["V"], "recognition text"),
    (["@"], "Comment on recognition of"),
    (["@"], "takes it"),
    (["tab"], "enter sends"),
    (["escape"], "K recognize"),
    (["escape"], "space fold"),
    (["K"], "Whom do you thank"),
    (["enter"], "What do you thank"),
    (["escape"], "space fold"),
]
CLOSING: list[Step] = [
    (["6"], "Has its turn"),
    (["C"], "scores agreed"),
    (["Z", "j", "j"], "missing:"),
    (["enter"], "score self_assessment"),
    (["="], "as a score"),
    (["escape"], "scores agreed"),
    (["j", "s"], "as its owner"),
    (["s"], "enter keeps it"),
    (["escape"], "as its owner"),
    (["escape"], "scores agreed"),
    (["r"], "not written yet"),
    (["G"], "What check-ins noted"),
    (["r"], "What did not"),
    (["escape"], "What check-ins noted"),
    (["escape"], "scores agreed"),
    (["escape"], "Has its turn"),
    (["t"], "Change over the month"),
    (["[", "]", "G"], "blocker descri"),
    (["escape"], "Has its turn"),
    (["D"], "Mean of its own objectives"),
    (["escape"], "Has its turn"),
    (["P"], "Whose review pack"),
    (["enter"], "proposed 0.00"),
    (["escape"], "Has its turn"),
    (["O"], "Carry over from"),
    (["escape"], "Has its turn"),
]
MEETING: list[Step] = [
    (["6"], "Has its turn"),
    (["Z", "g"], "own unit name"),
    (["enter"], "│▌  own unit name"),
    (["j"], "│▌  6 Nov 2026"),
    (["enter"], "review notes"),
    (["escape", "escape"], "/ filter"),
    (["w"], "Went well"),
    (["c"], "enter skips"),
    (["escape"], "Went well"),
    (["n"], "no check-in yet"),
    (["n", "k"], "20 → 30"),
    (["b"], "What is in the way"),
    (["escape"], "Went well"),
    (["j"], "check_in next_step"),
    (["n"], "solver"),
    (["enter"], "What becomes of"),
    (["escape"], "Went well"),
    (["t"], "Decision: blocker description"),
    ([*"so", "enter"], "not saved yet"),
    (["ctrl+s"], "Minutes saved"),
    (["G"], "Anything else"),
    (["escape"], "/ filter"),
    (["enter"], "│▌  6 Nov 2026"),
    (["k"], "│▌  20 Nov 2026"),
    (["enter"], "blocker description"),
    (["escape", "escape"], "/ filter"),
    (["2"], "by organisation"),
]
REST: list[Step] = [
    (["ctrl+p"], "a command, a person, an objective"),
    ([*"other"], "other title"),
    (["escape"], "? help"),
    (["!"], "before:"),
    (["enter"], "? help"),
    (["escape"], "? help"),
    (["2"], "by organisation"),
    (["u"], "? help"),
    (["S"], "Who writes"),
    (["G", "enter"], "host"),
    (["escape"], "? help"),
    (["?"], "In a list"),
    (["escape"], "? help"),
    (["3"], "enter skips"),
    (["s", "s"], "3 of 23"),
    (["escape"], "by organisation"),
    (["1"], "to go"),
]


def walk(terminal: Terminal, steps: Sequence[Step]) -> list[str]:
    """Take the steps; every row that showed at the end of one."""
    seen: list[str] = []
    for keys, awaited in steps:
        for key in keys:
            terminal.keys(key)
        try:
            terminal.wait_for(awaited, PATIENCE)
        except AssertionError as error:
            raise AssertionError(f"after {keys}: {error}") from error
        terminal.settle(quiet=0.1)
        seen += terminal.text
    return seen


def test_no_screen_lets_any_of_it_through(company: Company, textual: set[object], prove: Prove) -> None:
    with Terminal(OKRTUI, WIDE, environment(company), ROOT) as terminal:
        terminal.wait_for("to go", PATIENCE)
        rows = walk(terminal, [*WEEK, *CASCADE, *FORMS, *CHECK_IN, *STRATEGY, *VOICES, *CLOSING, *MEETING, *REST])
        tardy = Op("objective", company.ids["objective"], "title", hostile("tardy title"))
        writes(company, LATE, [[tardy]], ago_ms=0)
        terminal.wait_for("tardy title", PATIENCE)
        terminal.keys("q")
        assert terminal.wait(PATIENCE) == 0
    assert foreign(terminal.raw, textual) == []
    shown = "\n".join(rows)
    for words in SHOWN:
        assert words in shown, f"{words}: shown nowhere"
    assert MARKUP in shown
    prove("hostile text on screens").tried(terminal.presses)


SHOWN = (
    "own person name", "own unit name", "own cycle name", "workspace name", "workspace vision", "mission statement",
    "objective title", "objective rationale", "objective persona", "objective pain_or_opportunity", "kpi name",
    "key_result unit_of_measure", "other title", "competing title", "milestone title", "check_in note", "host",
    "comment text", "recognition text", "blocker descripti", "initiative title", "check_in next_step", "measure name",
    "review notes",
)  # fmt: skip


# --- commands

PLAIN = ("alignment", "share", "commitment", "reading")
"""Kinds without a text of their own."""
COMMANDS = [
    "status", "mine", "tree", "log", "conflicts", "doctor", "nudge", "whoami", "info", "undo", "sync",
    "--as-of yesterday tree", "blame {objective} title", "log {key_result}", "show objective", "export",
    "rm {objective}", "restore {objective}", "set {objective} stage=nonsense", "resolve {objective} title nonsense",
    "add kr title=x objective=objective", "checkin {key_result} 5 -m x",
    "plan", "template save {objective}", "template list", "transform {mission} --preview", "share {objective} {unit}",
    "alerts", "alerts --done all", "wall", "comments", "comments {key_result}", "recognize {person} x",
    "recognize nonsense x", "comment {comment} x",
    "propose {objective}", "counter {objective} title=x", "agree {objective}", "commit {objective}", "start",
    "blockers", "block {key_result} x --solver {person}", "escalate {blocker}", "unblock {blocker} x",
    "blockers --resolved",
    "export --format ics", "export --format ics --unit {unit}", "hooks",
    "meeting", "meeting {unit}", "meeting {unit} --save decision=x present={person}", "meeting {unit} --minutes",
    "scores --cycle {cycle}", "scores {key_result}", "score {key_result} 0.5 --as agreed", "score nonsense 1",
    "review", "review monthly {unit}", "review quarterly {unit} --cycle {cycle}", "review quarterly {unit} nonsense x",
    "compare {unit} --below", "pack {person} --cycle {cycle}", "close {cycle}", "reopen {cycle}", "carry {cycle}",
]  # fmt: skip


@pytest.mark.parametrize("form", ["", "--json"], ids=["text", "json"])
def test_no_command_lets_any_of_it_through(company: Company, prove: Prove, form: str) -> None:
    proof = prove("hostile text in commands")
    ids = dict(company.ids)
    kinds = [kind for kind in ids if not kind.startswith("own")]
    every = [*COMMANDS, *(f"list {kind} --deleted" for kind in kinds), *(f"show {ids[kind]}" for kind in kinds)]
    said = told(company, [f"{line.format(**ids)} {form}" for line in ["sync", *every]])
    for kind in kinds:
        shown = said.partition(f"# show {ids[kind]} {form}\r\n")[2].partition("\r\n# ")[0]
        assert MARKUP in shown or kind in PLAIN, shown
    proof.tried(len(every))


def test_no_prompt_and_no_line_of_a_script_lets_any_of_it_through(company: Company, prove: Prove) -> None:
    script = company.data.parent / "script"
    script.write_bytes(f"'{hostile('key result')}' 5\n{company.ids['key_result']} {hostile('value')}\n".encode())
    command = f"{sys.executable} -m okrtui"
    lines = f"{command} sync; {command} checkin; {command} checkin --stdin <{script}"
    with Terminal(["sh", "-c", lines], WIDE, environment(company) | {"TERM": "dumb"}, ROOT) as terminal:
        terminal.wait_for("enter keeps", PATIENCE)
        for answer in ("30", "", MARKUP, *["s"] * 24):
            terminal.type(f"{answer}\r")
        terminal.wait(PATIENCE)
    assert foreign(terminal.raw, {COLOUR}) == []
    said = terminal.raw.decode()
    for words in ("check_in next_step", "blocker description", "check_in note", "line 1: no key result is called"):
        assert words in said
    assert "line 2" in said
    assert "a bug in okrtui" not in said
    prove("hostile text in commands").tried(12)


def test_no_complaint_lets_any_of_it_through(company: Company, prove: Prove) -> None:
    """A folder that is another's now, with a hostile name; a damaged file with one."""
    become_anothers(company)
    home = company.data / company.workspace
    (home / "segments" / FILE).write_bytes(b"rubbish")
    (home / "journal" / FILE).write_bytes(b"rubbish")
    me = "--me=Ben<ben@example.org>"
    lines = ["sync", "sync --json", "doctor", "doctor --json", f"join {company.folder} {me}", "doctor --repair"]
    said = told(company, lines)
    assert said.count("another workspace") >= 4
    assert MARKUP in said
    prove("hostile text in commands").tried(6)


def told(company: Company, lines: Sequence[str]) -> str:
    """What commands say in a terminal, each after a line with itself; none of the tricks is in it."""
    with Terminal([sys.executable, "-c", ONE_BY_ONE, *lines], WIDE, environment(company), ROOT) as terminal:
        assert terminal.wait(4 * PATIENCE) == 0
    assert foreign(terminal.raw, {COLOUR}) == []
    said = terminal.raw.decode()
    assert "a bug in okrtui" not in said
    return said


COLOUR = Csi("", (), "", "m")
"""What commands write in a terminal, besides text."""
ONE_BY_ONE = """
import sys
from okrtui.cli.main import main
for line in sys.argv[1:]:
    print("#", line, flush=True)
    main(line.split())
"""
