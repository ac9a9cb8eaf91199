"""The scoring walk: a screen of the app."""

from okrtui.screens.scoring.screen import ScoringScreen
from okrtui.screens.scoring.view import Asked

__all__ = ["Asked", "ScoringScreen"]
