"""Tests mirror the package; tests.terminal drives the program in a real pseudo-terminal."""
