"""`okrtui pack`: a person's review pack as Markdown."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from okrtui.cli.group import LookingBack
from okrtui.cli.printing import emit, note
from okrtui.cli.scoring import looked_at
from okrtui.cli.session import Session, pass_session
from okrtui.exchange.pack_markdown import Pack, pack_markdown
from okrtui.workspace.closing_time import cycle_looked_back_on
from okrtui.workspace.errors import UsageError
from okrtui.workspace.find import find
from okrtui.workspace.pack import make_pack, review_pack
from okrtui.workspace.places import write_file
from okrtui.workspace.typed import ME
from okrtui.workspace.view import View


@click.command("pack", cls=LookingBack)
@click.argument("person", required=False)
@click.option("--cycle", metavar="NAME", help="Another cycle than the one to be closed, or closed lately.")
@click.option("--save", "is_saved", is_flag=True, help="Note that it was made, as the person's own quarterly review.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A file, instead of the screen.")
@pass_session
def pack_command(session: Session, person: str | None, cycle: str | None, is_saved: bool, output: Path | None) -> None:
    """Print what a performance talk is prepared with, as Markdown: a person's OKRs, check-ins, learnings, recognition.

    It is about PERSON, by default oneself, and compares them with nobody.
    """
    if is_saved and session.as_of is not None:
        raise UsageError("--as-of: a pack is noted as made now; without --save it looks back")
    made = None
    if is_saved:
        with session.writing() as workspace:
            who, when = _whose(workspace, person), _cycle(workspace, cycle)
            made = make_pack(workspace, who, when)
    with session.reading() as workspace:
        view, original = looked_at(session, workspace)
        pack = review_pack(view, _whose(view, person), _cycle(view, cycle), original)
    text = pack_markdown(pack)
    if output is not None:
        write_file(output, text.encode())
    facts = {**pack_facts(pack), "output": str(output) if output else None, "review": made.id if made else None}
    emit(session.as_json, facts, lambda: f"{output}: the pack of {pack.name}" if output else text.rstrip("\n"))
    if made is not None and not session.as_json:
        note(f"noted as {pack.name}'s own review of {pack.cycle_name}", as_json=False)


def _whose(view: View, said: str | None) -> str:
    return view.person if said in (None, ME) else find(view.company, str(said), ["person"])[1]


def _cycle(view: View, said: str | None) -> str:
    return find(view.company, said, ["cycle"])[1] if said else cycle_looked_back_on(view)


def pack_facts(pack: Pack) -> dict[str, Any]:
    """The pack with stable keys: the names that it has here, and scores as numbers."""
    facts: dict[str, Any] = _plain(pack)
    facts["commitments"] = [{"title": title, "date": _plain(day)} for title, day in pack.commitments]
    facts["own_words"] = [{"heading": heading, "text": text} for heading, text in pack.own_words]
    return facts


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "_asdict"):
        return {name: _plain(each) for name, each in value._asdict().items()}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value
