"""Drives a program in a real pseudo-terminal, as a person would, and takes pictures of its screen."""

from tests.terminal.terminal import NotShown, Terminal

__all__ = ["NotShown", "Terminal"]
