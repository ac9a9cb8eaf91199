"""The list of My week: its sections, and what each line says."""

from collections.abc import Callable, Container, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from okrtui.okr.cadence import relative_day
from okrtui.screens.columns import NARROW, line
from okrtui.widgets.cells import align_left, align_right, fit, width_of
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.rows import Row as Place
from okrtui.widgets.tones import Segments, Tone, spread
from okrtui.workspace.deadlines import deadline
from okrtui.workspace.news import Item
from okrtui.workspace.presets import practice_of
from okrtui.workspace.rows import Row
from okrtui.workspace.visits import SHOWN, when
from okrtui.workspace.week import Week
from okrtui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from okrtui.workspace.alerts import Alert

Drawn = Callable[[int], Segments]
"""A line: what it says in a width in cells."""

_DAY = 9
_PERSON = 14
_DETAIL = 22
_FIGURES = 20
_WIDE = 100
_FEW = 5
"""So many alerts show until the rest is asked for."""
MORE = "for you/more"
"""The key of the row that shows the rest."""


class WeekList:
    """Lays out the rows of My week, and draws them."""

    def __init__(self, workspace: Workspace, glyphs: GlyphSet) -> None:
        self.subjects: dict[str, tuple[str, str]] = {}
        """Kind and id of what a row is about, by the row's key."""
        self.alerts: dict[str, Alert] = {}
        """What is for oneself, by the row's key."""
        self.news: dict[str, Item] = {}
        """What others did, by the row's key."""
        self.is_unfolded = False
        """Whether everything shows that is for oneself, however much it is."""
        self._workspace = workspace
        self._glyphs = glyphs
        self._drawn: dict[str, Drawn] = {}
        self._matching = ""

    def draw(self, place: Place, width: int) -> Segments:
        """What a row says."""
        return self._drawn[place.key](width - 1)

    def lay_out(
        self,
        week: Week,
        news: Mapping[str, Item],
        since: str | None,
        matching: str = "",
        alerts: Sequence["Alert"] = (),
        told: Container[str] = (),
    ) -> list[Place]:
        """The rows, top down.

        Args:
            week: What is one's own.
            news: What others did, by a key of its own.
            since: What the news are headed; None while they are being read.
            matching: Only rows with this in their title are kept.
            alerts: What is for oneself, the latest first.
            told: The stamps of what is no news, since it was for oneself.
        """
        self._drawn.clear()
        self.subjects.clear()
        self.alerts.clear()
        self.news = {key: item for key, item in news.items() if item.ts not in told}
        self._matching = matching.casefold()
        if not news and not alerts and next(self._workspace.company.live("objective"), None) is None:
            return self._nothing_planned()
        places = [*self._due(week), *self._for_you(alerts), *self._mine(week), *self._done(week)]
        places += self._news(self.news, since)
        # The filter's own line stands above the first section: no blank one is needed there.
        return places[1:] or self._nothing_fits()

    # --- the sections

    @property
    def _objective(self) -> str:
        """What an objective is called here."""
        return practice_of(self._workspace).word("objective")

    def _due(self, week: Week) -> list[Place]:
        due, total = week.due, len(week.due) + len(week.done)
        if due:
            until = deadline(self._workspace, [row.id for row in due]).words(self._workspace.today)
            return self._section("due", "Due this week", f"{len(due)} of {total} to go{until}", due)
        count = f"all {total} done" if total else ""
        words = "" if total else "Nothing: you own no key result in this cycle."
        return self._without_rows("due", "Due this week", count, words)

    def _for_you(self, alerts: Sequence["Alert"]) -> list[Place]:
        """What others want of oneself, or have for one; where it is much, the latest of it."""
        fitting = [alert for alert in alerts if self._fits(alert.sentence)]
        if not fitting:
            return []
        most = len(fitting) if self.is_unfolded or self._matching or len(fitting) == _FEW + 1 else _FEW
        places = self._heading("for you", "For you", str(len(fitting)))
        for alert in fitting[:most]:
            key = f"for you {alert.key}"
            self.alerts[key] = alert
            places.append(self._row(key, partial(self._alert_line, alert), alert.place))
        if len(fitting) > most:
            words = f"and {len(fitting) - most} more: enter shows them"
            self._drawn[MORE] = lambda width: [(words, Tone.MUTED)]
            places.append(Place(MORE))
        return places

    def _mine(self, week: Week) -> list[Place]:
        mine, word = week.objectives, self._objective
        if mine:
            return self._section("mine", "Mine", f"{len(mine)} {word}{'' if len(mine) == 1 else 's'}", mine)
        return self._without_rows("mine", "Mine", "", f"No {word} is yours in this cycle yet: n makes one.")

    def _done(self, week: Week) -> list[Place]:
        total = len(week.due) + len(week.done)
        return self._section("done", "Done this week", f"{len(week.done)} of {total}", week.done)

    def _news(self, news: Mapping[str, Item], since: str | None) -> list[Place]:
        if since is None:
            return []
        if not news:
            return self._without_rows("news", since, "", "Nothing new from the others.")
        fitting = [(key, item) for key, item in news.items() if self._fits(item.sentence)]
        if not fitting:
            return []
        latest = "the latest " if len(news) >= SHOWN else ""
        places = self._heading("news", since, f"{latest}{len(news)}")
        for key, item in sorted(fitting, key=lambda entry: entry[1].ts, reverse=True):
            places.append(self._row(key, partial(self._news_line, item), item.subject))
        return places

    def _section(self, section: str, title: str, count: str, rows: list[Row]) -> list[Place]:
        fitting = [row for row in rows if self._fits(row.title)]
        if not fitting:
            return []
        places = self._heading(section, title, count)
        for row in fitting:
            places.append(self._row(f"{section} {row.id}", partial(self._row_line, row), (row.kind, row.id)))
        return places

    def _without_rows(self, section: str, title: str, count: str, words: str) -> list[Place]:
        if self._matching:
            return []
        places = self._heading(section, title, count)
        return [*places, self._text(f"{section}/words", [(f"  {words}", Tone.MUTED)])] if words else places

    def _heading(self, section: str, title: str, count: str) -> list[Place]:
        blank = self._text(f"{section}/blank", [])
        key = f"{section}/title"
        self._drawn[key] = partial(spread, [(title, Tone.STRONG)], [(count, Tone.MUTED)])
        return [blank, Place(key, selectable=False)]

    def _fits(self, text: str) -> bool:
        return self._matching in text.casefold()

    def _row(self, key: str, drawn: Drawn, subject: tuple[str, str]) -> Place:
        self._drawn[key] = drawn
        self.subjects[key] = subject
        return Place(key)

    def _text(self, key: str, segments: Segments) -> Place:
        self._drawn[key] = lambda width: segments
        return Place(key, selectable=False)

    # --- where there is nothing to show

    def _nothing_planned(self) -> list[Place]:
        """What belongs here, and which keys make it."""
        lines: list[Segments] = [
            [("Nothing is planned here yet", Tone.STRONG)],
            [],
            [("Your week will show the key results that want a check-in, your objectives,", Tone.MUTED)],
            [("and what the others did since your last visit.", Tone.MUTED)],
            [],
            [("n", Tone.HERE), (f"  makes your first {self._objective}", Tone.PLAIN)],
            [("2", Tone.HERE), ("  shows the company and its units", Tone.PLAIN)],
            [("?", Tone.HERE), ("  shows every key", Tone.PLAIN)],
        ]
        return [self._text(f"planned/{number}", segments) for number, segments in enumerate(lines)]

    def _nothing_fits(self) -> list[Place]:
        words = "Nothing in your week has that in its title; esc shows everything again."
        return [self._text("fits", [(words, Tone.MUTED)])]

    # --- the lines

    def _row_line(self, row: Row, width: int) -> Segments:
        if width < NARROW:
            return line(row, width, self._glyphs, tagged=True)
        tail = ""
        if row.kind == "key_result":
            tail = relative_day(row.last, self._workspace.today) if row.last else "never"
        tail = align_right(tail, _DAY, self._glyphs.ellipsis)
        if width >= _WIDE:
            tail = f"{align_left(self._figures(row), _FIGURES, self._glyphs.ellipsis)} {tail}"
        return line(row, width, self._glyphs, tagged=True, tail=tail)

    def _figures(self, row: Row) -> str:
        """`23.5 → 27 %`: where it stands and where it goes, the unit said once."""
        if not row.value or not row.target or not row.is_bar:
            return row.value
        number, _, unit = row.value.partition(" ")
        value = number if unit and row.target.endswith(f" {unit}") else row.value
        return f"{value} {self._glyphs.arrow} {row.target}"

    def _room_for_detail(self, width: int) -> int:
        """What it was about comes first; where there is little room, the detail beside says the rest."""
        return 0 if width < NARROW else _DETAIL if width < _WIDE else 2 * _DETAIL

    def _alert_line(self, alert: "Alert", width: int) -> Segments:
        from okrtui.screens.alert_line import alert_line  # the first screen shall not wait for it

        return alert_line(alert, when(self._workspace, alert.when), width, self._glyphs)

    def _news_line(self, item: Item, width: int) -> Segments:
        ellipsis = self._glyphs.ellipsis
        day = align_right(when(self._workspace, item.ts), _DAY, ellipsis)
        detail = fit(item.detail, self._room_for_detail(width), ellipsis)
        person, verb = align_left(item.person, _PERSON, ellipsis), f"  {item.verb}  "
        room = width - width_of(person) - width_of(verb) - width_of(detail) - 2 - _DAY - 1
        title = fit(item.title, max(8, room), ellipsis)
        left: Segments = [(person, Tone.PLAIN), (verb, Tone.MUTED), (title, Tone.PLAIN)]
        return spread(left, [(detail, Tone.PLAIN), (f" {day}", Tone.MUTED)], width, ellipsis)
