"""`okrtui alerts`: what is for oneself, being done with it, and which sorts of it are muted."""

from collections.abc import Collection, Sequence
from typing import Any

import click

from okrtui.cli.group import Command
from okrtui.cli.printing import emit
from okrtui.cli.session import Session, pass_session
from okrtui.okr.alerts import Sort
from okrtui.settings_file import keep_muted, muted_sorts, settings_path
from okrtui.workspace.alerting import Alerting, meant, put_away
from okrtui.workspace.alerts import Alert
from okrtui.workspace.moment import time_of_stamp
from okrtui.workspace.reading import clean_line
from okrtui.workspace.view import View
from okrtui.workspace.visits import when

_KEY = 22
"""The sort, and enough of the id to find it again."""


@click.command("alerts", cls=Command)
@click.option("--mute", metavar="SORT", multiple=True, help="Be told no more of a sort.")
@click.option("--unmute", metavar="SORT", multiple=True, help="Be told of it again.")
@click.option("--done", metavar="ID", multiple=True, help="Be done with one, by its id, or with `all`.")
@pass_session
def alerts_command(session: Session, mute: Sequence[str], unmute: Sequence[str], done: Sequence[str]) -> None:
    """List what is for you, and the sorts of alerts with those that are muted.

    SORT is at-risk, target, blocker, share, comment or recognition. It is muted for you, on this machine.
    """
    path = settings_path()
    muted = muted_sorts(path)
    wanted = muted.union(map(Sort.of, mute)).difference(map(Sort.of, unmute))
    if wanted != muted:
        keep_muted(path, wanted)
    with session.reading() as workspace:
        found = [alert for alert in Alerting(workspace).look().current if alert.sort not in wanted]
        gone = {alert.key for said in done for alert in meant(found, said)}
        if gone:
            put_away(workspace, *gone)
        left = [alert for alert in found if alert.key not in gone]
        with workspace.lock:
            sorts = [{"sort": sort.value, "words": sort.said, "muted": sort in wanted} for sort in Sort]
            facts = {"alerts": [alert_facts(workspace, alert) for alert in left], "sorts": sorts}
            emit(session.as_json, facts, lambda: _page(workspace, left, wanted))


def alert_facts(view: View, alert: Alert) -> dict[str, Any]:
    """The members of an alert."""
    kind, id = alert.place
    return {
        "id": alert.key,
        "sort": alert.sort.value,
        "subject": {"kind": kind, "id": id, "title": clean_line(view.company.title(id))},
        "person": alert.person or None,
        "name": alert.name or None,
        "sentence": alert.sentence,
        "detail": alert.detail,
        "ts": alert.when,
        "at": time_of_stamp(alert.when, view.zone).isoformat(timespec="seconds"),
    }


def alert_words(view: View, alert: Alert) -> str:
    """`yesterday  Ben Okafor named you on Close rate: why 27?`."""
    return f"{when(view, alert.when):>9}  {clean_line(alert.sentence)}"


def _page(view: View, found: Sequence[Alert], muted: Collection[Sort]) -> str:
    lines = [f"{when(view, alert.when):>9}  {alert.key[:_KEY]:{_KEY}}  {clean_line(alert.sentence)}" for alert in found]
    width = max(len(sort.words) for sort in Sort)
    sorts = [f"  {sort.words:{width}}  {'muted  ' if sort in muted else 'told   '}{sort.said}" for sort in Sort]
    head = [f"For you: {len(found)}", *lines] if found else ["Nothing is for you just now."]
    return "\n".join([*head, "", "You are told when", *sorts])
