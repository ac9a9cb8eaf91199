"""`okrtui status`: how the company stands."""

from typing import Any

import click

from okrtui.cli.group import LookingBack
from okrtui.cli.printing import count, emit, pairs
from okrtui.cli.session import Session, pass_session
from okrtui.okr.presets import Practice
from okrtui.workspace.overview import overview
from okrtui.workspace.presets import practice_of


@click.command("status", cls=LookingBack)
@pass_session
def status_command(session: Session) -> None:
    """Say how the company stands in the current cycle."""
    print_status(session)


def print_status(session: Session) -> None:
    """The overview, as JSON or in words."""
    with session.reading() as workspace:
        facts = overview(session.view(workspace), workspace.sync.look())
        # What a script reads is promised to have just these keys; late scores have `okrtui scores --json`.
        promised = {name: fact for name, fact in facts.items() if name != "late"}
        emit(session.as_json, promised, lambda: _words(facts, practice_of(workspace)))


def _words(facts: dict[str, Any], practice: Practice) -> str:
    cycle = facts["cycle"]
    week = f", week {cycle['week']} of {cycle['weeks']}" if cycle and cycle["week"] else ""
    progress = f"{facts['progress']} %" if facts["progress"] is not None else "no figure yet"
    expected = f", {facts['expected']} % expected" if facts["expected"] is not None else ""
    return pairs(
        [
            ("workspace", f"{facts['workspace']['name']} ({facts['workspace']['id']})"),
            ("cycle", f"{cycle['name']}, {cycle['start']} to {cycle['end']}{week}" if cycle else "none"),
            ("today", facts["today"]),
            ("progress", progress + expected),
            (f"{practice.word('objective')}s", by_status(facts["objectives"])),
            (f"{practice.word('key_result')}s", by_status(facts["key_results"])),
            ("stale", count(facts["stale"], "key result") if facts["stale"] else ""),
            ("due", f"{count(facts['due_mine'], 'check-in')} of yours: `okrtui checkin`" if facts["due_mine"] else ""),
            ("late", f"{count(facts['late'], 'agreed score')}: `okrtui scores`" if facts["late"] else ""),
            ("conflicts", f"{facts['conflicts']}: `okrtui conflicts`" if facts["conflicts"] else ""),
            ("sync", sync_words(facts["sync"])),
        ]
    )


def by_status(counts: dict[str, int]) -> str:
    """`3 on track, 1 at risk`."""
    return ", ".join(f"{number} {status.replace('_', ' ')}" for status, number in counts.items()) or "none"


def sync_words(sync: dict[str, Any]) -> str:
    """How replica and folder stand, in words."""
    parts = []
    if sync["away"]:
        parts.append(f"folder away, work goes on: {sync['away']}")
    elif sync["pending"]:  # while the folder is away, nobody knows what of it is there already
        parts.append(f"{count(sync['pending'], 'change')} of yours not sent yet")
    if sync["lost"]:
        parts.append(f"{count(sync['lost'], 'change')} of others to be put back")
    if sync["missing"]:
        parts.append(f"{count(sync['missing'], 'change')} of others not here yet")
    if sync["bad_files"]:
        parts.append(f"{count(len(sync['bad_files']), 'bad file')} in the folder: `okrtui doctor`")
    return "; ".join(parts) or "in step"
