"""A small Textual app that the driver's own tests drive."""

import sys
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Footer, Input, Static

GLYPHS = """\
● on track    ▲ attention   ■ at risk     ✓ achieved   ◐ short   ○ none   ◌ stale
↗ aspirational  ◆ committed  ★ priority   ⚡ conflict  … waiting  ⟲ cut loop
━━━━━━━━┿━━────────  67%   ━━━──┃────  30%   ▁▂▃▄▅▆▇█ ▁▁▃▅█▇   ▾ ▸ › │
┌─┬─┐ ╭──╮ ║ ▏▎▍▌▋▊▉█ ▀▄ ░▒▓
abc│ 日本語目標 │ 한국어 │ Größe │ naïve │ é │|
    │ 12345678901 │ 123456 │"""


class Sample(App[int]):
    """Shows each key pressed, a counter, and the glyphs of the visual language."""

    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = None
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+x", "leave(3)", "leave", priority=True),
        Binding("j", "count", "count"),
        Binding("shift+tab", "show('backwards')", "back", priority=True),
        Binding("escape", "show('escaped')", "escape", priority=True),
        Binding("ctrl+p", "show('palette')", "palette", priority=True),
        Binding("f5", "show('refreshed')", "refresh", priority=True),
        Binding("ctrl+enter", "show('sent')", "send", priority=True),
    ]
    counted = 0

    def compose(self) -> ComposeResult:
        yield Static("ready", id="said")
        yield Static(GLYPHS, markup=False)
        yield Static("🎯 target | 👩‍👩‍👧 family | 👍🏽 good | 🇩🇪 flag | ❤️ heart |", markup=False)
        yield Static(
            Text.from_markup(
                "[bold]bold[/] [dim]dim[/] [italic]italic[/] [reverse]reverse[/] "
                "[underline]under[/] [strike]strike[/] [on #204060]blue[/] [#ff8800]orange"
            )
        )
        yield Input(placeholder="say something", id="word")
        yield Footer()

    def on_resize(self, event: events.Resize) -> None:
        self.action_show(f"{event.size.width} by {event.size.height}")

    def action_count(self) -> None:
        self.counted += 1
        self.action_show(f"counted {self.counted}")

    def action_show(self, text: str) -> None:
        self.query_one("#said", Static).update(text)

    def action_leave(self, code: int) -> None:
        self.exit(return_code=code, message="goodbye")


if __name__ == "__main__":
    app = Sample()
    app.run()
    sys.exit(app.return_code)
