"""The check-in wizard: a screen of the app, and the whole of `okrtui checkin`."""

from okrtui.screens.checkin.screen import CheckinScreen

__all__ = ["CheckinScreen"]
