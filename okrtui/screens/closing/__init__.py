"""The completion board at the end of a cycle: a screen of the app."""

from okrtui.screens.closing.screen import ClosingScreen

__all__ = ["ClosingScreen"]
