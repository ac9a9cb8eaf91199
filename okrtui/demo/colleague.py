"""A simulated colleague for the live demo: acts now and then, through the real folder, on a replica of its own."""

import threading
from decimal import Decimal
from pathlib import Path
from random import Random

from okrtui.okr.kinds import Metric
from okrtui.okr.number import stored
from okrtui.okr.records import KeyResult
from okrtui.storage.errors import StoreError
from okrtui.workspace import places
from okrtui.workspace.check_ins import check_in, owned_key_results
from okrtui.workspace.founding import join_workspace, open_workspace
from okrtui.workspace.moment import Moment
from okrtui.workspace.workspace import NOW, Workspace

_PAUSE = 20.0
_STEP = Decimal("0.08")


class Colleague:
    """Someone of the demo's lead's team, who checks in every 20 seconds or so while the app is open."""

    def __init__(self, workspace: Workspace, home: Path, rng: Random, *, moment: Moment = NOW) -> None:
        """`workspace` is the one that is shown; `home` is where the colleague's own replica lies."""
        self._shown = workspace
        self._home = home
        self._rng = rng
        self._moment = moment
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="okrtui-colleague", daemon=True)

    def start(self) -> None:
        """Begin; the first act comes after a pause."""
        self._thread.start()

    def stop(self) -> None:
        """End, without waiting for the next act."""
        self._stopping.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        workspace: Workspace | None = None
        while not self._stopping.wait(_PAUSE * self._rng.uniform(0.6, 1.2)):
            try:
                workspace = workspace or self._join()
                if workspace is None:
                    return
                workspace.meet()
                self.act(workspace)
                workspace.meet()
            except StoreError:  # the folder may be away for a while; a colleague tries again
                continue

    def _join(self) -> Workspace | None:
        """The colleague's own replica: someone of the team, or of the company, who owns key results."""
        company = self._shown.company
        team = [member for unit in company.units_of(self._shown.person) for member in company.members(unit.id)]
        for person in [*team, *company.people()]:
            if person.id != self._shown.person and owned_key_results(self._shown, person.id):
                me = f"{person.name} <{person.email}>"
                if places.read_config(self._home / self._shown.config.workspace):
                    return open_workspace(self._home, None, moment=self._moment)
                return join_workspace(
                    self._home, Path(self._shown.config.folder), me, moment=self._moment, is_demo=True
                )
        return None

    def act(self, workspace: Workspace) -> None:
        """Check in on one of one's key results, a step further than the last time."""
        ids = owned_key_results(workspace, workspace.person)
        key_results = [found for id in ids if (found := workspace.company.key_result(id))]
        movable = [kr for kr in key_results if kr.metric not in (Metric.MILESTONES, Metric.YES_NO)]
        if not movable:
            return
        key_result = self._rng.choice(movable)
        check_in(workspace, key_result.id, self._next(workspace, key_result), confidence=self._rng.randint(5, 9))

    def _next(self, workspace: Workspace, key_result: KeyResult) -> int | float:
        last = workspace.standings.key_result(key_result.id).value
        target = key_result.target or key_result.high or Decimal(1)
        start = key_result.start if key_result.start is not None else target * Decimal("0.8")
        step = (target - start) * _STEP * Decimal(self._rng.randint(1, 3))
        return stored(round((start if last is None else last) + step, 2))
