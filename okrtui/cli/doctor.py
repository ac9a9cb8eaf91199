"""`okrtui doctor`: verify every line, here and in the folder."""

from collections.abc import Sequence
from typing import Any

import click

from okrtui.cli.failure import DAMAGED
from okrtui.cli.group import Command
from okrtui.cli.printing import count, emit, pairs
from okrtui.cli.session import Session, pass_session
from okrtui.workspace.health import Health, SetAside, examine, repair


@click.command("doctor", cls=Command)
@click.option("--repair", "mend", is_flag=True, help="Set damaged files of this replica aside, and go on without them.")
@pass_session
def doctor_command(session: Session, mend: bool) -> None:
    """Verify every line of this replica and of the folder. Exit code 3 where something is damaged.

    Replicas that are in step have the same state hash.
    """
    set_aside = repair(session.data, session.said) if mend else []
    with session.reading() as workspace:
        health = examine(workspace)
        folder = workspace.config.folder
        emit(session.as_json, _facts(health, set_aside), lambda: _words(health, set_aside, folder))
    if not health.is_sound:
        raise click.exceptions.Exit(DAMAGED)


def _facts(health: Health, set_aside: Sequence[SetAside]) -> dict[str, Any]:
    return {
        "state_hash": health.state_hash,
        "lines": health.lines,
        "writers": [
            {"writer": each.writer, "person": each.person, "lines": each.lines, "own": each.is_own}
            for each in health.writers
        ],
        "bad_files": health.bad_files,
        "damage": health.damage,
        "missing": health.missing,
        "away": health.away,
        "set_aside": [
            {"was": str(each.was), "now": str(each.now), "kept": each.kept, "lost": each.lost} for each in set_aside
        ],
    }


def _words(health: Health, set_aside: Sequence[SetAside], folder: str) -> str:
    own = sum(each.is_own for each in health.writers)
    writers = f"{len(health.writers)}, {own} of them here" if health.writers else "none"
    return pairs(
        [
            ("set aside", "\n".join(map(_aside, set_aside))),
            ("lines", f"{health.lines} verified"),
            ("state hash", health.state_hash),
            ("writers", writers),
            ("damage", "\n".join(health.damage) or "none"),
            ("missing", count(health.missing, "line") if health.missing else "none"),
            ("folder", f"away: {health.away}" if health.away else folder),
            ("bad files", "\n".join(f"{name}: {why}" for name, why in health.bad_files.items()) or "none"),
        ]
    )


def _aside(each: SetAside) -> str:
    lines = f": {count(each.kept, 'line')} kept, {each.lost} damaged" if each.kept or each.lost else ""
    return f"{each.now}{lines}"
