"""`okrtui sync`: meet the others in the shared folder, once or from now on."""

import sys
import threading
from typing import Any

import click

from okrtui.cli.group import Command
from okrtui.cli.printing import count, emit, progress_bar
from okrtui.cli.session import Session, pass_session
from okrtui.cli.status import sync_words
from okrtui.workspace.overview import sync_facts
from okrtui.workspace.workspace import Change, Workspace


@click.command("sync", cls=Command)
@click.option("--watch", is_flag=True, help="Go on until interrupted (ctrl+c).")
@pass_session
def sync_command(session: Session, watch: bool) -> None:
    """Take in what others sent to the folder, and send what is new here. Exit code 4 where the folder is away."""
    with session.reading() as workspace:
        facts = _meet(session, workspace)
        emit(session.as_json, facts, lambda: _words(facts))
        if watch:
            _watch(session, workspace)


def _meet(session: Session, workspace: Workspace) -> dict[str, Any]:
    with progress_bar("receiving", shown=not session.as_json) as progress:
        absorbed = workspace.sync.pull(progress)
    workspace.take_in(absorbed)
    waiting = workspace.sync.state().pending
    workspace.sync.push()
    after = workspace.sync.state()
    return {"received": absorbed.count, "sent": waiting - after.pending} | sync_facts(after)


def _words(facts: dict[str, Any]) -> str:
    met = f"{count(facts['received'], 'change')} received, {facts['sent']} sent"
    return f"{met}; {sync_words(facts)}"


def _watch(session: Session, workspace: Workspace) -> None:
    """Keep in step, and tell of what others do, until interrupted."""
    from okrtui.workspace.live import Live
    from okrtui.workspace.news import tell

    last: list[dict[str, Any]] = []

    def changed(change: Change) -> None:
        for item in tell(workspace, change.lines):
            emit(session.as_json, {"news": item.sentence, "id": item.subject[1]}, lambda item=item: item.sentence)  # type: ignore[misc]  # bound at once
        sys.stdout.flush()

    def met(state: Any) -> None:
        facts = sync_facts(state)
        if [facts] != last:
            last[:] = [facts]
            emit(session.as_json, facts, lambda: sync_words(facts))
            sys.stdout.flush()

    stop_listening = workspace.subscribe(changed)
    live = Live(workspace, met)
    live.start()
    try:
        threading.Event().wait()
    except KeyboardInterrupt:  # the way to end it
        pass
    finally:
        stop_listening()
        live.stop()
