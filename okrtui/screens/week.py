"""My week: what is due, what is for me, what I own, what is done, and what others did since my last visit."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from okrtui.screens.keeping_up import KeepsUp
from okrtui.screens.objects import SPOKEN, Subject
from okrtui.screens.pane import PaneScreen
from okrtui.screens.week_list import MORE, WeekList
from okrtui.widgets.filter_line import FilterLine
from okrtui.widgets.outline import Outline
from okrtui.workspace.news import Item, tell
from okrtui.workspace.visits import SHOWN, last_visit, news_since, note_visit, since_when
from okrtui.workspace.week import my_week
from okrtui.workspace.workspace import Change

if TYPE_CHECKING:
    from okrtui.workspace.alerts import Alert


class _Week(Outline):
    """The list, whose enter is worth a place in the key line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "open", id="outline.select"),
        Binding("x", "screen.put_away", "done with it", id="week.put_away", tooltip="it is for you no more"),
        Binding("m", "screen.mute", "mute", id="week.mute", tooltip="tell me of such things no more"),
    ]


class WeekScreen(PaneScreen, KeepsUp):
    """The first screen: one list in five sections."""

    TAB = "week"
    BINDING_GROUP_TITLE = "My week"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "new", id="object.new", tooltip="an objective or a key result"),
        Binding("e", "edit", "edit", show=False, id="object.edit"),
        Binding("X", "bring_back", "bring back", show=False, id="week.bring_back", tooltip="what you were done with"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._news: dict[str, Item] = {}
        self._since: str | None = None

    def compose_list(self) -> ComposeResult:
        """The list, below the line of its filter."""
        self._list = WeekList(self.workspace, self.glyphs)
        yield FilterLine()
        yield _Week(self._list.draw, glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Show one's own rows at once, and the news when they have been read."""
        self._show()
        self.call_after_refresh(self._read_news)

    def on_unmount(self) -> None:
        """Remember that the news were seen."""
        if self._since is not None:
            note_visit(self.workspace)

    # --- bringing it up to date

    def workspace_changed(self, change: Change) -> None:
        """Show the rows as they are now; what others did is news."""
        self._add_news(tell(self.workspace, change.lines[-SHOWN:]))
        super().workspace_changed(change)

    def bring_up_to_date(self) -> None:
        """Show the rows as they are now."""
        self._show()

    def _read_news(self) -> None:
        def read() -> tuple[str, list[Item]]:
            visit = last_visit(self.workspace)
            return since_when(self.workspace, visit), news_since(self.workspace, visit)

        self.okrtui.act(read, self._take_news)

    def _take_news(self, read: tuple[str, list[Item]]) -> None:
        self._since, items = read
        self._add_news(items)
        self._show()

    def _add_news(self, items: list[Item]) -> None:
        for item in items:
            self._news[f"news {item.ts} {item.person} {item.verb} {item.title}"] = item
        if len(self._news) > SHOWN:  # after a long pull it is the latest that count
            self._news = dict(sorted(self._news.items(), key=lambda told: told[1].ts)[-SHOWN:])

    def _show(self) -> None:
        """Lay out every section anew; the cursor stays where it is."""
        week, telling = my_week(self.workspace), self.okrtui.telling
        for_me = (telling.alerts, telling.stamps) if telling else ((), ())
        self.outline.set_rows(self._list.lay_out(week, self._news, self._since, self.filter_line.text, *for_me))
        self.show_detail()

    def alerted(self) -> None:
        """Show what is for oneself, as it is now."""
        if self.is_current:
            self._show()
        else:
            self._is_behind = True

    # --- what one can do here

    def subject_here(self) -> Subject | None:
        """The object that the row under the cursor is about."""
        return self._list.subjects.get(self.outline.cursor_key or "")

    def spoken_of(self) -> Subject | None:
        """What a comment would be on; where one was named in a comment, that is answered."""
        alert = None if self.is_in_pane else self._alert_here
        return alert.at if alert and alert.at and alert.at[0] in SPOKEN else super().spoken_of()

    def whom_here(self) -> str | None:
        """Whoever did what the row says, else whoever answers for what it is about."""
        key = self.outline.cursor_key or ""
        told = self._list.alerts.get(key), self._list.news.get(key)
        by = told[0].person if told[0] else told[1].by if told[1] else ""
        return by if by not in ("", self.workspace.person) and not self.is_in_pane else super().whom_here()

    # --- what is for oneself

    @property
    def _alert_here(self) -> "Alert | None":
        return self._list.alerts.get(self.outline.cursor_key or "")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what is for oneself can be put away or muted."""
        if action in ("put_away", "mute"):
            return self.is_mounted and self._alert_here is not None and not self.is_in_pane
        return super().check_action(action, parameters)

    def on_outline_highlighted(self, message: Outline.Highlighted) -> None:
        """What the keys are for follows the cursor, as the detail does (in the base, which hears of it, too)."""
        self.refresh_bindings()

    @property
    def leads_in(self) -> bool:
        """What is for oneself is gone to where one sees it."""
        return super().leads_in and self._alert_here is None and self.outline.cursor_key != MORE

    def on_outline_selected(self, message: Outline.Selected) -> None:
        """Of what is for oneself, enter goes to the place where one sees it; all else is the base's."""
        alert = self._list.alerts.get(message.key) if message.outline is self.outline else None
        if message.key == MORE:
            message.prevent_default()
            self._list.is_unfolded = True
            self._show()
        elif alert is not None:
            from okrtui.screens.alert_ways import go_to

            message.prevent_default()
            self.call_next(go_to, self, alert)

    def action_put_away(self) -> None:
        """Be done with what is for oneself."""
        alert, telling = self._alert_here, self.okrtui.telling
        if alert is not None and telling is not None:
            telling.put_away(alert)
            self.say(f"Done with it: {alert.title or alert.detail}", "X brings it back")

    def action_bring_back(self) -> None:
        """Have back what one was done with last."""
        alert = self.okrtui.telling.bring_back() if self.okrtui.telling else None
        self.say(f"Back again: {alert.title or alert.detail}" if alert else "There is nothing to bring back")

    def action_mute(self) -> None:
        """Be told of such things no more."""
        alert, telling = self._alert_here, self.okrtui.telling
        if alert is not None and telling is not None:
            telling.mute(alert.sort, is_muted=True)

    # --- going on

    def follow(self, kind: str, id: str) -> None:
        """Go to what the detail names: it need not be in one's week."""
        from okrtui.screens.detail import DetailScreen

        self.app.push_screen(DetailScreen(kind, id))

    def appeared(self, kind: str, id: str) -> None:
        """Go to what was made, if it is one's own."""
        self._show()
        for key, subject in self._list.subjects.items():
            if subject == (kind, id):
                self.outline.move_to(key)
                return

    def action_new(self) -> None:
        """Make an objective of one's own; where the cursor is on one already, ask whether it shall be a key result."""
        from okrtui.screens.ask import Answer, AskScreen
        from okrtui.workspace.presets import practice_of

        kind, _ = self.subject() or ("", "")
        if kind not in ("objective", "key_result"):
            self._make_own("o")
            return
        word = practice_of(self.workspace).word
        below = Answer("k", word("key_result"), "of the objective here")
        answers = (Answer("o", word("objective"), "of your own"), below)
        self.app.push_screen(AskScreen("What shall be new?", answers, glyphs=self.glyphs), self._make_own)

    def _make_own(self, answer: str | None) -> None:
        from okrtui.screens.forms import new_objective

        if answer == "o":
            new_objective(self.okrtui, cycle=self.cycle_here(), then=self.appeared)
        elif answer == "k":
            from okrtui.screens.strategy_new import make

            make(self, "key_result", *(self.subject() or ("", "")))

    def on_filter_line_changed(self) -> None:
        """Show what fits, from the top."""
        self._show()
        self.outline.scroll_home(animate=False)
        self.outline.move_to(self.outline.cursor_key or "")

    def action_back(self) -> None:
        """Take the filter away."""
        if self.is_in_pane:
            super().action_back()
        else:
            self.filter_line.action_clear()
