"""`okrtui doctor`: verify every line, here and in the folder."""

from collections.abc import Iterator, Sequence
from typing import Any

import click

from okrtui.cli.failure import DAMAGED
from okrtui.cli.group import Command
from okrtui.cli.printing import count, emit, pairs
from okrtui.cli.session import Session, pass_session
from okrtui.workspace.health import Health, Odd, SetAside, What, examine, put_anew, repair
from okrtui.workspace.writers import WriterFacts, duration


@click.command("doctor", cls=Command)
@click.option("--repair", "mend", is_flag=True, help="Set own damaged files aside; put lost lines anew.")
@pass_session
def doctor_command(session: Session, mend: bool) -> None:
    """Verify every line of this replica and of the folder. Exit code 3 where something is damaged or foreign.

    Replicas that are in step have the same state hash.
    """
    set_aside = repair(session.data, session.said) if mend else []
    with session.reading() as workspace:
        put = put_anew(workspace) if mend else 0
        health = examine(workspace)
        folder = workspace.config.folder
        emit(session.as_json, _facts(health, set_aside, put), lambda: _words(health, set_aside, put, folder))
    if not health.is_sound:
        raise click.exceptions.Exit(DAMAGED)


def _facts(health: Health, set_aside: Sequence[SetAside], put: int) -> dict[str, Any]:
    return {
        "state_hash": health.state_hash,
        "lines": health.lines,
        "writers": [
            {
                "writer": each.writer,
                "person": each.person,
                "lines": each.lines,
                "own": each.is_own,
                "ahead": each.ahead,
                "missing": each.gaps,
                "forks": each.forks,
            }
            for each in health.writers
        ],
        "bad_files": health.bad_files,
        "files": [{"name": each.name, "what": each.what, "why": each.why} for each in health.odd],
        "damage": health.damage,
        "missing": health.missing,
        "newer": health.newer,
        "away": health.away,
        "set_aside": [
            {"was": str(each.was), "now": str(each.now), "kept": each.kept, "lost": each.lost} for each in set_aside
        ],
        "put_anew": put,
    }


def _words(health: Health, set_aside: Sequence[SetAside], put: int, folder: str) -> str:
    own = sum(each.is_own for each in health.writers)
    writers = f"{len(health.writers)}, {own} of them here" if health.writers else "none"
    return pairs(
        [
            ("set aside", "\n".join(map(_aside, set_aside))),
            ("put anew", f"{count(put, 'file')} in the folder" if put else ""),
            ("lines", f"{health.lines} verified"),
            ("state hash", health.state_hash),
            ("writers", writers),
            ("damage", "\n".join(health.damage) or "none"),
            ("missing", "\n".join(_missing(health)) or "none"),
            ("forks", "\n".join(_fork(each, seq) for each in health.writers for seq in each.forks)),
            ("clocks", "\n".join(_ahead(each, each.ahead) for each in health.writers if each.ahead)),
            ("newer", _newer(health.newer) if health.newer else ""),
            ("folder", f"away: {health.away}" if health.away else folder),
            ("bad files", "\n".join(_odd(each) for each in health.odd if each.what is not What.COPY) or "none"),
            ("copies", "\n".join(_odd(each) for each in health.odd if each.what is What.COPY)),
        ]
    )


def _odd(file: Odd) -> str:
    return f"{file.what}: {file.name}: {file.why}"


def _whose(writer: WriterFacts) -> str:
    whose = "your" if writer.is_own else f"{writer.person}'s"
    return f"{whose} writer {writer.writer}"


def _missing(health: Health) -> Iterator[str]:
    for each in health.writers:
        for gap in each.gaps:
            yield _gap(each, *gap)
    if health.unreadable:
        has = "has" if health.unreadable == 1 else "have"
        yield f"{count(health.unreadable, 'line')} that a damaged file of the folder was to hold {has} not arrived"


def _gap(writer: WriterFacts, first: int, last: int) -> str:
    number = last - first + 1
    place = str(first) if number == 1 else f"{first}–{last}"
    return f"{count(number, 'line')} of {_whose(writer)} {'has' if number == 1 else 'have'} not arrived: {place}"


def _fork(writer: WriterFacts, seq: int) -> str:
    return f"{_whose(writer)} has several histories from line {seq} on (a backup was restored?); all are kept"


def _ahead(writer: WriterFacts, seconds: int) -> str:
    return f"the clock of {_whose(writer)} is {duration(seconds)} ahead of ours"


def _newer(number: int) -> str:
    return f"{count(number, 'change')} {'needs' if number == 1 else 'need'} a newer okrtui; kept and passed on"


def _aside(each: SetAside) -> str:
    lines = f": {count(each.kept, 'line')} kept, {each.lost} damaged" if each.kept or each.lost else ""
    return f"{each.now}{lines}"
