"""`okrtui checkin --stdin`: check-ins from a script, a line each. Good lines are kept, bad ones named by number."""

import re
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

import click

from okrtui.cli.checkin import facts_of
from okrtui.cli.failure import WRONG_USAGE, failure_of
from okrtui.cli.printing import complain, json_of, note
from okrtui.cli.session import Session
from okrtui.widgets.glyphs import look_of
from okrtui.workspace.check_in_figures import words_of
from okrtui.workspace.check_ins import CheckedIn, check_in, read_value
from okrtui.workspace.errors import UsageError
from okrtui.workspace.find import find
from okrtui.workspace.late import late_words
from okrtui.workspace.reading import clean_line
from okrtui.workspace.workspace import Workspace

_WORD = re.compile(r"""[ \t]*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^ \t]+))(?=[ \t]|$)""").match
_ESCAPED = re.compile(r"\\(.)")
_BLANK = " \t\r\n"
"""What parts the words: a blank that does not break belongs to its number."""
_LEFT_OUT = "-"
_MOST_SURE = 10


class Said(NamedTuple):
    """What a line says."""

    key_result: str
    value: str
    confidence: int | None
    note: str


def read_line(line: str) -> Said | None:
    """`KR VALUE [CONFIDENCE] [NOTE…]`; None for a blank line and for a comment, which begins with #.

    What has blanks in it stands in quotes, double ones with \\ before a quote of its own. A note may stand without. A
    whole number in the third place is the confidence; `-` leaves it out, and so does a note in quotes.
    Raises UsageError.
    """
    rest = line.strip(_BLANK)
    if not rest or rest.startswith("#"):
        return None
    key_result, _, rest = _word(rest, "the key result")
    value, _, rest = _word(rest, "the value")
    confidence = None
    if rest.strip(_BLANK):
        word, is_quoted, behind = _word(rest, "the confidence")
        if not is_quoted and (word == _LEFT_OUT or _is_whole(word)):
            confidence, rest = _sure(word), behind
    return Said(key_result, value, confidence, _note(rest))


def _word(rest: str, what: str) -> tuple[str, bool, str]:
    """The next word, whether it stands in quotes, and what is behind it."""
    found = _WORD(rest)
    if found is None:
        raise UsageError(f"{what} is missing: KR VALUE [CONFIDENCE] [NOTE…]")
    double, single, bare = found.groups()
    if bare is not None and bare[0] in "\"'" and what != "the confidence":
        raise UsageError(f"{what}: a quote is not closed")
    quoted = _ESCAPED.sub(r"\1", double) if double is not None else single
    return quoted if bare is None else bare, bare is None, rest[found.end() :]


def _is_whole(word: str) -> bool:
    return word.isascii() and word.isdecimal()


def _sure(word: str) -> int | None:
    if word == _LEFT_OUT:
        return None
    if len(word) > 2 or int(word) > _MOST_SURE:
        raise UsageError(f"the confidence is 0 to {_MOST_SURE}; a note that begins with a number stands in quotes")
    return int(word)


def _note(rest: str) -> str:
    """What is left; quotes around the whole of it are taken off."""
    said = rest.strip(_BLANK)
    found = _WORD(said)
    if found is not None and found.end() == len(said) and found[3] is None:
        return _word(said, "the note")[0].strip()
    return said


def take_lines(session: Session, workspace: Workspace, on: date | None, whom: str | None) -> bool:
    """Check in what the input says, each line an act; whether a line was bad. Raises what the journal raises."""
    done: list[dict[str, Any]] = []
    bad: list[dict[str, Any]] = []
    if sys.stdin.isatty():
        note("type lines KR VALUE [CONFIDENCE] [NOTE…]; ctrl+d ends", as_json=session.as_json)
    for number, raw in enumerate(_lines(), 1):
        try:
            made = _take(workspace, raw, on, whom)
        except Exception as error:
            failure = failure_of(error)
            if failure.exit_code != WRONG_USAGE:
                raise
            bad.append({"line": number, "error": failure.message})
            complain(f"line {number}: {failure.message}", WRONG_USAGE, as_json=session.as_json)
            continue
        if made is None:
            continue
        if late := late_words(workspace, made.key_result, on or workspace.today):
            note(f"line {number}: {late}", as_json=session.as_json)
        done.append({"line": number} | facts_of(workspace, made))
        if not session.as_json:
            click.echo(clean_line(_words(workspace, made)))
    if session.as_json:
        click.echo(json_of({"results": done, "bad": bad}))
    return bool(bad)


def _lines() -> Iterator[bytes]:
    """The lines of the input as they come."""
    while line := sys.stdin.buffer.readline():
        yield line


def _take(workspace: Workspace, raw: bytes, on: date | None, whom: str | None) -> CheckedIn | None:
    try:
        said = read_line(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise UsageError("it is not UTF-8") from None
    if said is None:
        return None
    record = workspace.company.key_result(find(workspace.company, said.key_result, ["key_result"])[1])
    assert record is not None  # found among those that are not deleted
    notes = {"note": said.note} if said.note else {}
    value = read_value(workspace, record, said.value)
    return check_in(
        workspace, record.id, value, confidence=said.confidence, notes=notes, on=on, on_behalf_of=whom
    )


def _words(workspace: Workspace, done: CheckedIn) -> str:
    """`Close rate to 27 %: 24 % → 25.5 %, on track`."""
    record = workspace.company.key_result(done.key_result)
    assert record is not None  # it has just been checked in
    before = f"{words_of(workspace, record, done.before.last.value)} → " if done.before.last else ""
    status = look_of(done.after.status).word
    return f"{workspace.company.title(record.id)}: {before}{words_of(workspace, record, done.value)}, {status}"
