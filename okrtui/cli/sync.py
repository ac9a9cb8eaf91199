"""`okrtui sync`: meet the others in the shared folder, once or from now on."""

import sys
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import click

from okrtui.cli.failure import FINDINGS
from okrtui.cli.group import Command
from okrtui.cli.hooking import hooks_kept
from okrtui.cli.printing import count, emit, note, receiving
from okrtui.cli.session import Session, pass_session
from okrtui.cli.status import sync_words
from okrtui.workspace.errors import FolderAway, UsageError
from okrtui.workspace.overview import sync_facts
from okrtui.workspace.workspace import Change, Workspace


@click.command("sync", cls=Command)
@click.option("--watch", is_flag=True, help="Go on until interrupted (ctrl+c).")
@click.option("--refill", is_flag=True, help="Write a folder that was wiped anew.")
@click.option("--yes", is_flag=True, help="Refill it without asking.")
@pass_session
def sync_command(session: Session, watch: bool, refill: bool, yes: bool) -> None:
    """Take in what others sent to the folder, and send what is new here. Exit code 4 where the folder is away.

    What the folder has lost of anyone's changes is put back. A folder without its okrtui.json was wiped, or its disk is
    not mounted: nothing is written there, but with --refill.
    """
    with session.reading() as workspace, hooks_kept(session, workspace, looks_at_all=True) as hooks:
        refilled = _refill(session, workspace, yes=yes) if refill else 0
        facts = _meet(session, workspace, refilled)
        emit(session.as_json, facts, lambda: _words(facts))
        if watch:
            if hooks:
                hooks.look_at_all()
                hooks.start()
            _watch(session, workspace)


def _refill(session: Session, workspace: Workspace, *, yes: bool) -> int:
    """Write the folder anew, if that is wanted; how many changes. Raises FolderAway for another workspace's."""
    has_marker = workspace.folder.has_marker()
    away = workspace.sync.look().away
    if has_marker and away:
        raise FolderAway(away)
    if not yes:
        _ask(session, workspace, away)
    return workspace.refill()


def _ask(session: Session, workspace: Workspace, away: str | None) -> None:
    if session.as_json or not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError("--refill: it writes the folder anew; say --yes too, where nobody can be asked")
    if away:
        note(f"{away}; if only its disk is not mounted, say no", as_json=False)
    changes = count(len(workspace.state.lines), "change")
    if not click.confirm(f"Write what {workspace.folder} lacks of the {changes} here?", err=True):
        note("nothing was written", as_json=False)
        raise click.exceptions.Exit(FINDINGS)


def _meet(session: Session, workspace: Workspace, refilled: int) -> dict[str, Any]:
    with receiving("the same command goes on with the rest", as_json=session.as_json) as progress:
        absorbed = workspace.sync.pull(progress)
    workspace.take_in(absorbed)
    lost, waiting = workspace.sync.lost(), workspace.sync.state().pending
    workspace.sync.push()
    after = workspace.sync.state()
    met = {"received": absorbed.count, "sent": waiting - after.pending, "put_back": refilled + lost}
    return met | sync_facts(after)


def _words(facts: dict[str, Any]) -> str:
    met = f"{count(facts['received'], 'change')} received, {facts['sent']} sent"
    back = f", {facts['put_back']} put back that the folder had lost" if facts["put_back"] else ""
    return f"{met}{back}; {sync_words(facts)}"


def _watch(session: Session, workspace: Workspace) -> None:
    """Keep in step, and tell of what others do, until interrupted or until nobody listens any more."""
    from okrtui.workspace.live import Live
    from okrtui.workspace.news import tell

    unheard = threading.Event()
    last: list[dict[str, Any]] = []

    def say(facts: dict[str, Any], words: Callable[[], str]) -> None:
        try:
            emit(session.as_json, facts, words)
            sys.stdout.flush()
        except BrokenPipeError:
            unheard.set()

    def changed(change: Change) -> None:
        for item in tell(workspace, change.lines):
            say({"news": item.sentence, "id": item.subject[1]}, partial(str, item.sentence))

    def met(state: Any) -> None:
        facts = sync_facts(state)
        if [facts] != last:
            last[:] = [facts]
            say(facts, lambda: sync_words(facts))

    stop_listening = workspace.subscribe(changed)
    live = Live(workspace, met)
    live.start()
    try:
        unheard.wait()
    except KeyboardInterrupt:  # the way to end it
        pass
    finally:
        stop_listening()
        live.stop()
    if unheard.is_set():
        raise BrokenPipeError
