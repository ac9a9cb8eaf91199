"""What a command reads from its input in the tests: some text, as from a pipe."""

import io

import pytest


def types(monkeypatch: pytest.MonkeyPatch, text: str | bytes) -> None:
    """Let the next commands read a text, and then the end of the input."""
    raw = text.encode() if isinstance(text, str) else text
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
