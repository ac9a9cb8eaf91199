"""The form: one widget for all its fields, so that no key is lost on its way from one to the next."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.segment import Segment as RichSegment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Size
from textual.message import Message
from textual.strip import Strip

from okrtui.widgets.fields import ChoiceField, Field, PickField
from okrtui.widgets.form_lines import FormLine, FormRow, form_lines, option_at
from okrtui.widgets.glyphs import UNICODE, GlyphSet
from okrtui.widgets.paint import paint
from okrtui.widgets.scrolled import Scrolled


def _nothing_follows(_: Field) -> None:
    pass


class Form(Scrolled):
    """Fields below one another. It takes every key, gives it to the field with the focus, and tells what changed."""

    BINDING_GROUP_TITLE = "In a form"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,enter,down", "step(1)", "next", id="form.next"),
        Binding("shift+tab,up", "step(-1)", "before", show=False, id="form.before"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "form--here",
        "form--cursor",
        "form--selected",
        "form--offer",
        "form--best",
    }
    DEFAULT_CSS = """
Form {
    & > .form--here { background: $foreground 6%; }
    & > .form--cursor { text-style: reverse; }
    & > .form--selected { background: $primary 40%; }
    & > .form--offer { background: $surface; }
    & > .form--best { background: $primary 24%; }
    &:ansi > .form--selected { text-style: reverse; }
    &:ansi > .form--best { text-style: reverse; }
}
"""

    class FieldMessage(Message):
        """About one field of a form."""

        def __init__(self, form: "Form", field: Field) -> None:
            super().__init__()
            self.form = form
            self.field = field

        @property
        def control(self) -> "Form":
            """The form that sent the message."""
            return self.form

    class Changed(FieldMessage):
        """A field has something else."""

    class Entered(FieldMessage):
        """A field got the focus."""

    def __init__(self, *, glyphs: GlyphSet = UNICODE, id: str | None = None) -> None:
        super().__init__(id=id)
        self._glyphs = glyphs
        self._rows: Sequence[FormRow] = ()
        self._here: Field | None = None
        self._lines: list[FormLine] = []
        self.follow: Callable[[Field], None] = _nothing_follows
        """Told of a change at once: which fields there are may depend on it, and the next key may go to another."""

    # --- what the owner does

    @property
    def here(self) -> Field | None:
        """The field that has the focus."""
        return self._here

    @property
    def fields(self) -> list[Field]:
        """The fields that are asked for, in their order."""
        return [field for row in self._rows for field in row.shown]

    def set_rows(self, rows: Sequence[FormRow]) -> None:
        """Ask for other fields; the focus stays where it is, as long as that is there."""
        self._rows = rows
        if self._here not in self.fields:
            self._here = next(iter(self.fields), None)
            if self._here is not None:
                self._here.enter()
        self.bring_up_to_date()

    def go_to(self, field: Field) -> None:
        """Give a field the focus."""
        if field is not self._here:
            if self._here is not None:
                self._leave(self._here)
            self._here = field
            field.enter()
            self.post_message(self.Entered(self, field))
        self.bring_up_to_date()

    def _leave(self, field: Field) -> None:
        before = field.text
        field.leave()
        if field.text != before or isinstance(field, PickField):
            self.follow(field)
            self.post_message(self.Changed(self, field))

    def settle(self) -> None:
        """Take what is being picked, as when one goes on to another field."""
        if self._here is not None:
            self._here.leave()
            self.bring_up_to_date()

    def bring_up_to_date(self) -> None:
        """Draw everything as it is now, and bring the field with the focus into sight."""
        width = self._width
        if width <= 0:
            return
        self._lines = form_lines(self._rows, self._here, width, self._glyphs)
        self.virtual_size = Size(0, len(self._lines))
        self._show_here()
        self.refresh()

    def _show_here(self) -> None:
        places = [y for y, line in enumerate(self._lines) if line.is_here or line.is_offer]
        if not places:
            return
        # The heading above and the message below belong to it, where there is room.
        first, last = max(0, places[0] - 1), min(len(self._lines) - 1, places[-1] + 1)
        top, height = self.scroll_offset.y, self.size.height
        if last >= top + height:
            top = last - height + 1
        if first < top or places[0] < top:
            top = first
        if top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True)

    # --- keys

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Everything that can be typed is typed."""
        return character is not None and character.isprintable()

    async def on_key(self, event: events.Key) -> None:
        """Give a key to the field; what means nothing to it may mean something to the form or the screen."""
        field = self._here
        if field is None:
            return
        if event.key == "escape" and isinstance(field, PickField) and field.close():
            event.stop()
            self._tell(field)
        elif field.pressed(event.key, event.character if event.is_printable else None):
            event.stop()
            event.prevent_default()
            self._tell(field)
        else:
            # Bindings wait for the app, and those with priority overtake what was typed before them: in a burst of
            # keys a letter typed right behind the tab key would come before it, and ctrl+s before the last letters.
            active = self.screen.active_bindings.get(event.key)
            if active is not None and active.node in (self, self.screen):
                event.stop()
                event.prevent_default()
                await active.node.run_action(active.binding.action)

    def on_paste(self, event: events.Paste) -> None:
        """Paste into the field."""
        if self._here is not None:
            event.stop()
            self._here.pasted(event.text)
            self._tell(self._here)

    def _tell(self, field: Field) -> None:
        self.follow(field)
        self.bring_up_to_date()
        self.post_message(self.Changed(self, field))

    def action_step(self, direction: int) -> None:
        """Go to the next field, or the one before."""
        fields = self.fields
        if self._here not in fields:
            return
        place = fields.index(self._here)
        self._leave(self._here)
        # What was left may have changed which fields there are.
        fields = self.fields
        place = min(max(place + direction, 0), len(fields) - 1)
        self._here.enter() if fields[place] is self._here else self.go_to(fields[place])
        self.bring_up_to_date()

    # --- drawing

    @property
    def _width(self) -> int:
        return self.size.width - self.scrollbar_size_vertical

    def on_resize(self) -> None:
        """Lay the lines out for another width."""
        self.bring_up_to_date()

    def on_focus(self) -> None:
        """Show the cursor."""
        self.bring_up_to_date()

    def render_line(self, y: int) -> Strip:
        """One line of the view."""
        place, width = y + self.scroll_offset.y, self._width
        if place >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        line = self._lines[place]
        strip = paint(self, line.segments, width, self._over(line))
        if line.selection is not None:
            strip = self._laid_over(strip, *line.selection, "form--selected")
        if line.cursor is not None and self.has_focus:
            strip = self._laid_over(strip, line.cursor, line.cursor + 1, "form--cursor")
            self.app.cursor_position = self.content_region.offset + Offset(line.cursor, y)
        return strip

    def _over(self, line: FormLine) -> Style | None:
        name = "best" if line.is_best else "offer" if line.is_offer else "here" if line.is_here else ""
        if not name:
            return None
        style = self.get_component_rich_style(f"form--{name}", partial=False)
        own = self.get_component_styles(f"form--{name}")
        return own.text_style + Style(bgcolor=style.bgcolor)

    def _laid_over(self, strip: Strip, start: int, end: int, name: str) -> Strip:
        over = self.get_component_rich_style(name, partial=True)
        marked = RichSegment.apply_style(strip.crop(start, end), post_style=over)
        return Strip.join([strip.crop(0, start), Strip(marked), strip.crop(end)])

    def on_click(self, event: events.Click) -> None:
        """Go to the field that was clicked, and choose the word."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        place = offset.y + self.scroll_offset.y
        here = [(field, start) for field, start in (self._lines[place].fields if place < len(self._lines) else ())]
        if not here:
            return
        field, start = next((each for each in reversed(here) if each[1] <= offset.x), here[0])
        self.go_to(field)
        if isinstance(field, ChoiceField) and (option := option_at(field, offset.x - start)) is not None:
            field.place = option
            self._tell(field)
