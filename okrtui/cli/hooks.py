"""`okrtui hooks`: the programs of one's own that run when something has happened, and how they fare."""

from datetime import UTC, datetime
from typing import Any

import click

from okrtui.cli.failure import FINDINGS
from okrtui.cli.group import Command
from okrtui.cli.printing import emit, pairs
from okrtui.cli.session import Session, pass_session
from okrtui.workspace.hooks.ledger import LastRun, last_runs
from okrtui.workspace.hooks.place import NAMES, Hook, folder_of, hooks_of, strangers_in
from okrtui.workspace.moment import zone_of
from okrtui.workspace.workspace import Workspace


@click.command("hooks", cls=Command)
@pass_session
def hooks_command(session: Session) -> None:
    """List the hooks: whether each can run and why not, when it ran last, and whether that failed.

    Exit code 1 where one that is there cannot run.
    """
    with session.reading() as workspace:
        there, ran = {hook.name: hook for hook in hooks_of(workspace)}, last_runs(workspace.home)
        facts = {
            "folder": str(folder_of(workspace.home)),
            "hooks": [_facts(workspace, name, there.get(name), ran.get(name)) for name in NAMES],
            "strangers": strangers_in(workspace.home),
        }
        emit(session.as_json, facts, lambda: _words(facts))
    if any(hook.refused for hook in there.values()):
        raise click.exceptions.Exit(FINDINGS)


def _facts(workspace: Workspace, name: str, hook: Hook | None, ran: LastRun | None) -> dict[str, Any]:
    state = "none" if hook is None else "refused" if hook.refused else "ready"
    last = None
    if ran:
        at = datetime.fromtimestamp(ran.at / 1000, UTC).astimezone(zone_of(workspace.zone))
        last = {
            "when": at.isoformat(timespec="seconds"),
            "seconds": round(ran.seconds, 3),
            "failure": ran.failure or None,
            "output": ran.output,
        }
    return {"name": name, "state": state, "why": (hook.refused if hook else "") or None, "last": last}


def _words(facts: dict[str, Any]) -> str:
    rows = [("folder", facts["folder"])]
    for hook in facts["hooks"]:
        said = {"none": "none", "ready": "runs", "refused": f"is not run: {hook['why']}"}[hook["state"]]
        rows.append((hook["name"], said + (f"\n{_last(hook['last'])}" if hook["last"] else "")))
    if facts["strangers"]:
        rows.append(("not run", f"{', '.join(facts['strangers'])}; a hook is called {' or '.join(NAMES)}"))
    return pairs(rows)


def _last(last: dict[str, Any]) -> str:
    how = f"failed: {last['failure']}" if last["failure"] else "went well"
    return f"last on {last['when'][:16].replace('T', ' ')}, {last['seconds']:.1f} s; {how}"
