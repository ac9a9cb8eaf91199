"""Textual calls the handlers of every class for a message, the bases' too: one called by hand is called twice."""

import ast
from collections.abc import Iterator
from pathlib import Path

import okrtui

PACKAGE = Path(okrtui.__file__).parent


def handlers() -> Iterator[tuple[str, ast.AST]]:
    """Every handler of a message, and where it stands; `on_event` is none, it is what calls them."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            if node.name.startswith("on_") and node.name != "on_event":
                yield f"{path.relative_to(PACKAGE)}:{node.lineno} {node.name}", node


def calls(handler: ast.AST) -> set[str]:
    """The methods that a handler calls: those of its base as `super.name`."""
    found = set()
    for node in ast.walk(handler):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            of = node.func.value
            is_base = isinstance(of, ast.Call) and isinstance(of.func, ast.Name) and of.func.id == "super"
            found.add(f"super.{node.func.attr}" if is_base else node.func.attr)
    return found


def test_no_message_is_handled_twice() -> None:
    twice = [
        place
        for place, handler in handlers()
        if f"super.{place.split()[-1]}" in calls(handler) and "prevent_default" not in calls(handler)
    ]
    assert not twice, "the base hears of it, too: leave that to it, or take its place with prevent_default()"
