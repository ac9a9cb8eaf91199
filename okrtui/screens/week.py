"""My week: what is due, what I own, what is done, and what others did since my last visit."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from okrtui.screens.objects import Subject
from okrtui.screens.pane import PaneScreen
from okrtui.screens.week_list import WeekList
from okrtui.widgets.filter_line import FilterLine
from okrtui.widgets.outline import Outline
from okrtui.workspace.news import Item, tell
from okrtui.workspace.visits import SHOWN, last_visit, news_since, note_visit, since_when
from okrtui.workspace.week import my_week
from okrtui.workspace.workspace import Change


class _Week(Outline):
    """The list, whose enter is worth a place in the key line."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "open", id="outline.select")]


class WeekScreen(PaneScreen):
    """The first screen: one list in four sections."""

    TAB = "week"
    BINDING_GROUP_TITLE = "My week"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "new", id="object.new", tooltip="an objective or a key result"),
        Binding("e", "edit", "edit", show=False, id="object.edit"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._news: dict[str, Item] = {}
        self._since: str | None = None
        self._is_behind = False

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
        if self.is_current:
            self._show()
        else:
            self._is_behind = True

    def on_screen_resume(self) -> None:
        """Catch up with what happened while another screen was open."""
        if self._is_behind:
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
        self._is_behind = False
        week = my_week(self.workspace)
        self.outline.set_rows(self._list.lay_out(week, self._news, self._since, self.filter_line.text))
        self.show_detail()

    # --- what one can do here

    def subject_here(self) -> Subject | None:
        """The object that the row under the cursor is about."""
        return self._list.subjects.get(self.outline.cursor_key or "")

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
