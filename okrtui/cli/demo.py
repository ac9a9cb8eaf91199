"""`okrtui demo`: a lifelike example company to look around in."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import click

from okrtui.cli.group import Command
from okrtui.cli.printing import emit, pairs, progress_bar
from okrtui.cli.session import Session, opened, pass_session, save
from okrtui.cli.tree import print_rows
from okrtui.workspace.cascade import nodes
from okrtui.workspace.errors import UsageError
from okrtui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from okrtui.demo.build import Demo, Options


@click.command("demo", cls=Command)
@click.option("--people", type=int, default=40, show_default=True, help="How many take part.")
@click.option("--seed", type=int, default=7, show_default=True, help="Another number, another company.")
@click.option("--cycles", type=int, default=2, show_default=True, help="How many cycles they have been at it.")
@click.option("--dir", "place", type=click.Path(path_type=Path), help="Where it goes; unset: a temporary directory.")
@click.option("--no-open", is_flag=True, help="Only make it.")
@click.option("--live", is_flag=True, help="A colleague acts now and then while it is open.")
@pass_session
def demo_command(
    session: Session, /, people: int, seed: int, cycles: int, place: Path | None, no_open: bool, live: bool
) -> None:
    """Make a lifelike example, and open it; without a terminal, print its tree.

    DIR/shared is its folder, DIR/data its data directory. The same options on the same day make the same company; where
    DIR holds it already, it opens as it was left.
    """
    from okrtui.demo.build import Options

    demo = _build(session, place, Options(people, seed, cycles))
    if session.is_interactive and not no_open:
        _open(session, demo, live, seed)
    else:
        workspace = opened(demo.data, None, session.moment)
        save(workspace)
        if not (no_open or session.as_json):
            _print_tree(workspace)
    facts = _facts(demo)
    emit(session.as_json, facts, lambda: _words(facts))


def _build(session: Session, place: Path | None, options: "Options") -> "Demo":
    from okrtui.demo.build import open_demo

    if place is None:
        from tempfile import mkdtemp

        place = Path(mkdtemp(prefix="okrtui-demo-"))
    place = place.expanduser().absolute()
    try:
        with progress_bar("making the demo", shown=not session.as_json) as progress:
            return open_demo(place, options, session.moment.today("UTC"), progress)
    except (ValueError, FileExistsError, NotADirectoryError) as error:
        if isinstance(error, NotADirectoryError):
            raise UsageError(f"--dir: {place} is not a directory; name an empty or a new one") from error
        raise UsageError(str(error)) from error


def _open(session: Session, demo: "Demo", live: bool, seed: int) -> None:
    from okrtui.app import run_app

    workspace = opened(demo.data, None, session.moment)
    try:
        with _colleague(session, demo, workspace, seed) if live else _nobody():
            said = run_app(workspace, demo.data)
    finally:
        save(workspace)
    if said:
        click.echo(said)


def _print_tree(workspace: Workspace) -> None:
    """All of the current cycle, and an empty line."""
    cycle = workspace.company.current_cycle(workspace.today)
    cycle_id = cycle.id if cycle else None
    print_rows(workspace, nodes(workspace, cycle_id, lambda *_: False), cycle_id)
    click.echo()


@contextmanager
def _nobody() -> Iterator[None]:
    yield


@contextmanager
def _colleague(session: Session, demo: "Demo", workspace: Workspace, seed: int) -> Iterator[None]:
    from okrtui.demo.colleague import Colleague

    colleague = Colleague(workspace, demo.directory / "colleague", Random(seed), moment=session.moment)
    colleague.start()
    try:
        yield
    finally:
        colleague.stop()


def _facts(demo: "Demo") -> dict[str, Any]:
    return {
        "dir": str(demo.directory),
        "data": str(demo.data),
        "folder": str(demo.shared),
        "workspace": demo.workspace,
    }


def _words(facts: dict[str, Any]) -> str:
    return pairs(
        [
            ("demo", facts["dir"]),
            ("again", f"okrtui demo --dir {facts['dir']}"),
            ("commands", f"OKRTUI_DATA_DIR={facts['data']} okrtui status"),
            ("remove", f"rm -r {facts['dir']}"),
        ]
    )
