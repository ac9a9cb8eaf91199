"""`okrtui checkin --stdin`: the good lines are kept, and the bad ones named with their number."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrtui.cli.checkin_lines import Said, read_line
from okrtui.workspace.errors import UsageError
from tests.cli.conftest import Person
from tests.cli.typing_in import types


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("ab12 24", Said("ab12", "24", None, "")),
        ('  "Close rate" 25.5 7  ', Said("Close rate", "25.5", 7, "")),
        ("'Close rate' +3 10 two big demos slipped", Said("Close rate", "+3", 10, "two big demos slipped")),
        (r'"The \"best\" one \\ so far" -3 0 "it\'s"', Said('The "best" one \\ so far', "-3", 0, "it's")),
        ('ab 24 "3 demos held"', Said("ab", "24", None, "3 demos held")),
        ("ab 24 - 3 demos held, it's fine #12", Said("ab", "24", None, "3 demos held, it's fine #12")),
        ('ab 24 they said "no" twice', Said("ab", "24", None, 'they said "no" twice')),
        ('ab 24 7 "no" and "yes"', Said("ab", "24", 7, '"no" and "yes"')),
        ("ab 'one, two'", Said("ab", "one, two", None, "")),
        ("größe 1\u00a0000", Said("größe", "1\u00a0000", None, "")),
        ("", None),
        ("  \t", None),
        ("  # a comment", None),
    ],
)
def test_what_a_line_says(line: str, said: Said | None) -> None:
    assert read_line(line) == said


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("ab", "the value is missing"),
        ('"Close rate 24', "the key result: a quote is not closed"),
        ("ab 'one, two", "the value: a quote is not closed"),
        ("ab 24 11 demos", "0 to 10; a note that begins with a number stands in quotes"),
        ("ab 24 100", "0 to 10"),
    ],
)
def test_a_malformed_line_says_what_is_wrong(line: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        read_line(line)


@given(st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="\"'"), min_size=1), st.integers(0, 10))
def test_whatever_stands_in_quotes_is_one_word(text: str, sure: int) -> None:
    spaced = f"{text} {text}"
    quoted = spaced.replace("\\", "\\\\")
    assert read_line(f'"{quoted}" "{quoted}" {sure} {text}') == Said(spaced, spaced, sure, text)


# --- the command


def test_good_lines_are_kept_and_bad_ones_are_named(
    ana: Person, sales: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    types(
        monkeypatch,
        "# this week\n"
        '"Close rate" 24 6 two big demos slipped\n'
        "\n"
        "nonsense 5\n"
        "Calls many\n"
        f"{sales['calls'][:8]} 6\n"
        '"Contract signed" yes 9\r\n'
        "Close 1 12\n"
        '"Close rate" +1.5',
    )
    said = ana.run("checkin", "--stdin", code=2)
    assert said.out.splitlines() == [
        "Close rate to 27 %: 24 %, on track",
        "Calls per rep: 6, holding",
        "Contract signed: yes, achieved",
        "Close rate to 27 %: 24 % → 25.5 %, on track",
    ]
    bad = said.err.splitlines()
    assert [line.partition(": ")[2].partition(":")[0] for line in bad] == ["line 4", "line 5", "line 8"]
    assert "no key result is called 'nonsense'" in bad[0]
    assert "not a number: 'many'" in bad[1]
    said_of_rate = ana.ask("show", sales["rate"])["detail"]["check_ins"]
    assert [each["value"] for each in said_of_rate] == ["25.5 %", "24 %"]
    assert (said_of_rate[1]["confidence"], said_of_rate[1]["note"]) == (6, "two big demos slipped")
    assert len(ana.ask("list", "check_in")["objects"]) == 4
    ana.run("undo")  # each is an act of its own
    assert [each["value"] for each in ana.ask("show", sales["rate"])["detail"]["check_ins"]] == ["24 %"]


def test_json_lists_results_and_bad_lines(
    ana: Person, sales: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    types(monkeypatch, '"Close rate" 23\nCalls\n')
    said = ana.run("checkin", "--stdin", "--json", code=2)
    (result,) = said.json["results"]
    assert (result["line"], result["value"], result["key_result"]["id"]) == (1, 23, sales["rate"])
    assert (result["before"]["value"], result["after"]["progress"]) == (None, 20)
    (bad,) = said.json["bad"]
    assert bad["line"] == 2
    assert json.loads(said.err) == {"error": f"line 2: {bad['error']}", "exit_code": 2}


def test_all_good_ends_with_0_and_so_does_nothing(
    ana: Person, sales: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    types(monkeypatch, "\ufeff# from a spreadsheet\n'Portal live' none\n")
    assert ana.run("checkin", "--stdin").out.startswith("Portal live: 0 of 0, ")
    types(monkeypatch, "")
    assert ana.ask("checkin", "--stdin") == {"results": [], "bad": []}


def test_a_day_and_a_person_hold_for_all_lines(
    ana: Person, sales: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ben = ana.add("person", name="Ben")
    types(monkeypatch, "Close 23\nCalls 4\n")
    ana.run("checkin", "--stdin", "--date", "yesterday", "--on-behalf-of", "Ben")
    fields = [each["fields"] for each in ana.ask("list", "check_in")["objects"]]
    assert {(each["date"], each["on_behalf_of"]) for each in fields} == {("2026-10-06", ben)}


def test_bytes_that_are_no_text_are_a_bad_line(
    ana: Person, sales: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    types(monkeypatch, b"Close \xff\xfe\nClose 23\n")
    said = ana.run("checkin", "--stdin", code=2)
    assert said.err == "okrtui: line 1: it is not UTF-8\n"
    assert said.out.startswith("Close rate to 27 %: 23 %")


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (["Close", "3", "--stdin"], "--stdin takes key results and values from the input"),
        (["--stdin", "-m", "x"], "--note: with --stdin, each line says that for itself"),
        (["--stdin", "--next-step", "x"], "--next-step: with --stdin"),
        (["--stdin", "--date", "someday"], "--date: not a date"),
    ],
)
def test_what_does_not_go_together_is_refused(
    ana: Person, sales: dict[str, str], monkeypatch: pytest.MonkeyPatch, args: list[str], why: str
) -> None:
    types(monkeypatch, "Close 3\n")
    assert why in ana.run("checkin", *args, code=2).err
    assert ana.ask("list", "check_in")["objects"] == []
