"""A view: the company and its figures as they stand at one moment. What every query looks at."""

import threading
from datetime import date
from functools import lru_cache

from okrtui.okr.company import Company
from okrtui.okr.standing import Standings
from okrtui.storage.registers import State
from okrtui.workspace import moment as moments
from okrtui.workspace.moment import Moment
from okrtui.workspace.places import Config
from okrtui.workspace.reading import entry_of


class View:
    """A state, and everything made of it. Hold `lock` while reading more than one thing."""

    def __init__(self, config: Config, state: State, lock: threading.RLock, moment: Moment) -> None:
        self.config = config
        self.state = state
        self.lock = lock
        self.moment = moment
        self.company = Company()
        self._zone = ""
        self.standings = Standings(self.company, date.min, self.day_of)
        for key in state.objects:
            self.company.put(*key, entry_of(state, key))
        self._read_zone()

    @property
    def person(self) -> str:
        """The id of the person who owns this replica: who acts."""
        return self.config.person

    @property
    def today(self) -> date:
        """Today in the workspace's zone, or the day that was said."""
        return self.moment.today(self._zone)

    @property
    def zone(self) -> str:
        """The workspace's time zone, by its IANA name."""
        return self._zone

    def day_of(self, stamp: str) -> date:
        """The day of a stamp in the workspace's zone."""
        return _day_of(stamp, self._zone)

    def _read_zone(self) -> None:
        self._zone = self.company.workspace().time_zone
        self.standings.set_today(self.today)


@lru_cache(maxsize=4096)
def _day_of(stamp: str, zone: str) -> date:
    return moments.day_of_stamp(stamp, zone)
