"""What scrolls by the line: lists, forms and the help, with one thin scrollbar that takes no room when it comes."""

from textual.scroll_view import ScrollView


class Scrolled(ScrollView, can_focus=True, inherit_bindings=False):
    """A scroll view that draws its own lines; its keys are its own, too."""

    DEFAULT_CSS = """
Scrolled {
    height: 1fr;
    color: $foreground;
    overflow-x: hidden;
    scrollbar-gutter: stable;
    scrollbar-size-vertical: 1;
    scrollbar-color: $foreground 20%;
    scrollbar-color-hover: $foreground 35%;
    scrollbar-color-active: $foreground 50%;
    scrollbar-background: $background;
    scrollbar-background-hover: $background;
    scrollbar-background-active: $background;
}
"""
    ALLOW_MAXIMIZE = False
    ALLOW_SELECT = False
