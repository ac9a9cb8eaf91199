"""`okrtui meeting`: what the Monday meeting of a unit goes through, keeping its minutes, and printing them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from okrtui.cli import meeting_text
from okrtui.cli.checkin import day_of
from okrtui.cli.group import LookingBack
from okrtui.cli.printing import count, emit, json_of
from okrtui.cli.session import Session, pass_session
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.find import find
from okrtui.workspace.minutes import add_to_minutes
from okrtui.workspace.monday import agenda, home_unit
from okrtui.workspace.past_reviews import review_sheet
from okrtui.workspace.places import write_file
from okrtui.workspace.reading import clean_line
from okrtui.workspace.typed import ME
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace

_SAVED = ("decision", "note", "present")


@click.command("meeting", cls=LookingBack)
@click.argument("words", nargs=-1, metavar="[UNIT] [decision=… note=… present=…]")
@click.option("--save", "is_saving", is_flag=True, help="Add to this week's minutes.")
@click.option("--minutes", "is_minutes", is_flag=True, help="Print the minutes of the last meeting as Markdown.")
@click.option("--date", "day", metavar="DAY", help="With --minutes: of the meeting in the week of that day.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="With --minutes: a file.")
@pass_session
def meeting_command(
    session: Session, words: tuple[str, ...], is_saving: bool, is_minutes: bool, day: str | None, output: Path | None
) -> None:
    """Print what the meeting of UNIT and all below it goes through, by default of the unit you lead.

    With --save, decision=TEXT and note=TEXT may be said again, and present=PERSON,PERSON names who took part.
    """
    names = [word for word in words if word.partition("=")[0].strip() not in _SAVED or "=" not in word]
    said = [word for word in words if word not in names]
    if len(names) > 1:
        raise UsageError(f"one unit at a time, not {', '.join(map(repr, names))}; a name with spaces goes in quotes")
    if said and not is_saving:
        raise UsageError(f"{said[0]!r}: it goes with --save")
    if not is_minutes and (day or output):
        raise UsageError(f"{'--date' if day else '--output'}: it goes with --minutes")
    if is_saving:
        if is_minutes:
            raise UsageError("--minutes: it prints what --save has kept; run one after the other")
        _save(session, names[0] if names else None, said)
    elif is_minutes:
        _print_minutes(session, names[0] if names else None, day, output)
    else:
        with session.looking() as view:
            found = agenda(view, _unit(view, names[0] if names else None))
            emit(session.as_json, meeting_text.facts(view, found), lambda: meeting_text.text(view, found))


def _unit(view: View, said: str | None) -> str:
    if said is not None:
        return find(view.company, said, ["unit"])[1]
    found = home_unit(view, view.person)
    if found is None:
        raise NotFound("there is no unit yet; `okrtui add unit name=…` makes one")
    return found


def _save(session: Session, unit: str | None, said: Sequence[str]) -> None:
    if session.as_of is not None:
        raise UsageError("--as-of: minutes are kept now; without --save it looks back")
    with session.writing() as workspace:
        given = _given(said)
        where = _unit(workspace, unit)
        present = [person for names in given["present"] for person in _people(workspace, names)]
        review = add_to_minutes(
            workspace, where, decisions=given["decision"], notes=given["note"], present=dict.fromkeys(present)
        )
        sheet = review_sheet(workspace, review)
        facts = {
            "id": review,
            "unit": {"id": where, "title": sheet.unit_name},
            "date": sheet.date.isoformat(),
            "decisions": _text(sheet.parts, "decisions"),
            "notes": _text(sheet.parts, "notes"),
            "present": list((workspace.company.fields("review", review) or {}).get("present") or []),  # type: ignore[arg-type]
        }
        emit(session.as_json, facts, lambda: f"Meeting of {sheet.unit_name}, {sheet.date}: kept ({review})")


def _given(said: Sequence[str]) -> Mapping[str, list[str]]:
    given: dict[str, list[str]] = {name: [] for name in _SAVED}
    for word in said:
        name, _, value = word.partition("=")
        if value.strip():
            given[name.strip()].append(value.strip())
    return given


def _people(workspace: Workspace, names: str) -> list[str]:
    found = [name.strip() for name in names.split(",") if name.strip()]
    return [workspace.person if each == ME else find(workspace.company, each, ["person"])[1] for each in found]


def _text(parts: Sequence[tuple[str, str, str]], field: str) -> str | None:
    return next((text for name, _, text in parts if name == field), None)


def _print_minutes(session: Session, unit: str | None, day: str | None, output: Path | None) -> None:
    from okrtui.workspace.minutes_report import minutes_of, review_of

    if session.as_of is not None:
        raise UsageError("--as-of: minutes say how things stood that day; --date names the day of the meeting")
    with session.reading() as workspace:
        where = _unit(workspace, unit)
        review = review_of(workspace, where, day_of(workspace, day))
        markdown = minutes_of(workspace, review)
        sheet = review_sheet(workspace, review)
    about = {"id": review, "unit": {"id": where, "title": sheet.unit_name}, "date": sheet.date.isoformat()}
    if output is not None:
        write_file(output, markdown.encode())
        lines = count(markdown.count("\n"), "line")
        emit(session.as_json, {**about, "output": str(output)}, lambda: f"{clean_line(str(output))}: {lines}")
    elif session.as_json:
        click.echo(json_of({**about, "markdown": markdown}))
    else:
        click.echo(markdown, nl=False)
