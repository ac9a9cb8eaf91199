"""What is for a person: looked for anew whenever something has changed, and told once."""

from collections.abc import Collection, Sequence
from copy import deepcopy
from typing import NamedTuple

from okrtui.okr.alerts import Sort
from okrtui.workspace.alert_look import ALL, look, touched_by
from okrtui.workspace.alert_memory import Memory, read_memory, remembering
from okrtui.workspace.alerts import Alert, alerts, comments_naming, for_one
from okrtui.workspace.errors import NotFound
from okrtui.workspace.workspace import Change, Workspace


class Looked(NamedTuple):
    """What a look has found: everything that one is not done with, and what of it nobody was told of yet."""

    current: list[Alert]
    fresh: list[Alert]


class Alerting:
    """Looks for what is for oneself. It takes a moment, and is for one thread at a time."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._naming: list[str] | None = None
        """The comments that name oneself; None before the first look."""

    def look(self, changes: Sequence[Change] | None = None) -> Looked:
        """Look at what some changes have touched, or at everything; what is fresh is taken as told."""
        workspace = self._workspace
        self._follow(changes)
        with remembering(workspace.home) as memory:
            look(workspace, memory, ALL if changes is None else touched_by(changes))
            found = alerts(workspace, memory, self._naming)
            told = set(memory.told)
            current = for_one(found, memory)
            fresh = [alert for alert in current if alert.is_loud and alert.key not in told]
            _keep(memory, found)
            memory.told = sorted(alert.key for alert in found)
        return Looked(current, fresh)

    def _follow(self, changes: Sequence[Change] | None) -> None:
        """Bring the comments up to date that name oneself."""
        keys = {key for change in changes or () for key in change.keys}
        if self._naming is None or changes is None or any(kind == "person" for kind, _ in keys):
            self._naming = comments_naming(self._workspace)
            return
        changed = {id for kind, id in keys if kind == "comment"}
        if changed:
            kept = [id for id in self._naming if id not in changed]
            self._naming = kept + comments_naming(self._workspace, sorted(changed))


def _keep(memory: Memory, found: Sequence[Alert]) -> None:
    """Forget what one was done with, once it is not there any more."""
    there = {alert.key for alert in found}
    memory.done = [key for key in memory.done if key in there]


def for_me(workspace: Workspace, muted: Collection[Sort] = ()) -> list[Alert]:
    """What is for oneself, the latest first; nothing is taken as told, and nothing is remembered."""
    memory = deepcopy(read_memory(workspace.home))
    look(workspace, memory)
    return for_one(alerts(workspace, memory), memory, muted)


def put_away(workspace: Workspace, *keys: str) -> None:
    """Be done with some alerts."""
    with remembering(workspace.home) as memory:
        memory.done += [key for key in keys if key not in memory.done]


def bring_back(workspace: Workspace, key: str) -> None:
    """Have an alert back that one was done with."""
    with remembering(workspace.home) as memory:
        memory.done = [each for each in memory.done if each != key]


def meant(found: Sequence[Alert], said: str) -> list[Alert]:
    """The alerts that someone means: all of them, or one by its key or the beginning of its id. Raises NotFound."""
    if said == "all":
        return list(found)
    exact = [alert for alert in found if alert.key == said]
    begun = [alert for alert in found if said and said in _beginnings(alert.key, len(said))]
    if len(exact or begun) != 1:
        raise NotFound(f"no one alert is called {said!r}; `okrtui alerts` lists them")
    return exact or begun


def _beginnings(key: str, length: int) -> tuple[str, str]:
    """The beginnings by which an alert can be called, of a length."""
    return key[:length], key.partition(":")[2][:length]
