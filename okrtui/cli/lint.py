"""`okrtui lint`, `dismiss` and `mend`: what the coach found, setting it aside, and mending it."""

from collections.abc import Iterable, Sequence
from typing import Any

import click

from okrtui.cli.edits import assignments
from okrtui.cli.failure import FINDINGS
from okrtui.cli.group import Command, LookingBack
from okrtui.cli.lint_text import Shown, page
from okrtui.cli.printing import emit, json_of
from okrtui.cli.session import Session, pass_session
from okrtui.okr.coach.finding import ORDER, Finding, Severity
from okrtui.workspace import linting
from okrtui.workspace.find import find
from okrtui.workspace.linting import Linting, SetAside
from okrtui.workspace.naming import called
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace

_BLOCKING = (Severity.ERROR, Severity.WARNING)


@click.command("lint", cls=LookingBack)
@click.option(
    "--severity",
    type=click.Choice([each.value for each in Severity], case_sensitive=False),
    help="Only what matters at least so much: E errors, W warnings too, I hints as well.",
)
@click.option("--unit", metavar="ID", help="Only what belongs to a unit, or to one below it.")
@click.option("--cycle", metavar="NAME", help="Only what is set for a cycle, a closed one, too.")
@click.option("--rule", metavar="RULE", multiple=True, help="Only what this rule found; may be said again.")
@click.option("--dismissed", is_flag=True, help="Print what was set aside as well, with the reasons.")
@pass_session
def lint_command(
    session: Session,
    severity: str | None,
    unit: str | None,
    cycle: str | None,
    rule: tuple[str, ...],
    dismissed: bool,
) -> None:
    """Print what the coach found; exit code 1 if there is an error or a warning among it.

    Hints are only counted, unless --severity I or --rule asks for them.
    """
    with session.reading() as workspace, workspace.lock:
        rules = {linting.rule_id(said) for said in rule}
        view, lines = session.history(workspace) if session.as_of is not None else (workspace, None)
        cycle_id = find(view.company, cycle, ["cycle"])[1] if cycle else None
        coach = Linting(view, workspace.replica.history if lines is None else lambda: lines, cycle_id).coach
        unit_id = find(view.company, unit, ["unit"])[1] if unit else None
        least = Severity(severity.upper()) if severity else Severity.HINT

        def chosen(findings: Iterable[Finding]) -> list[Finding]:
            found = [each for each in findings if _is_asked(each, least, rules)]
            found = linting.within(view, found, unit_id) if unit_id else found
            return linting.about_cycle(view, found, cycle_id) if cycle_id else found

        found = chosen(coach.findings())
        aside = [each for each in linting.set_aside(view, coach) if chosen([each.finding])]
        shown = Shown(with_hints=bool(severity or rules), with_dismissed=dismissed, with_ways=session.as_of is None)
        click.echo(json_of(_facts(view, found, aside)) if session.as_json else page(view, found, aside, shown))
    if any(finding.severity in _BLOCKING for finding in found):
        raise click.exceptions.Exit(FINDINGS)


def _is_asked(finding: Finding, least: Severity, rules: set[str]) -> bool:
    return ORDER.index(finding.severity) <= ORDER.index(least) and (not rules or finding.rule in rules)


@click.command("dismiss", cls=Command)
@click.argument("rule")
@click.argument("object", metavar="ID")
@click.argument("reason", nargs=-1, required=True, metavar="REASON")
@pass_session
def dismiss_command(session: Session, rule: str, object: str, reason: tuple[str, ...]) -> None:
    """Set aside what RULE found on an object, for everybody; the REASON is kept."""
    with session.writing() as workspace:
        finding = _finding(workspace, rule, object)
        said = " ".join(word.strip() for word in reason)
        id = linting.dismiss(workspace, finding, said)
        facts = {**_facts_of(workspace, finding), "dismissal": id, "reason": said}
        words = f"{called(workspace.company, finding.kind, finding.id)}: {finding.rule} is set aside"
        emit(session.as_json, facts, lambda: words)


@click.command("mend", cls=Command)
@click.argument("rule")
@click.argument("object", metavar="ID")
@click.argument("answers", nargs=-1, metavar="[FIELD=VALUE…]")
@pass_session
def mend_command(session: Session, rule: str, object: str, answers: tuple[str, ...]) -> None:
    """Mend what RULE found on an object, as the coach proposes; `okrtui undo` takes it back.

    What the remedy has to be told is said as FIELD=VALUE; what is left out goes by its default.
    """
    from okrtui.workspace.remedies import apply, read_answers  # here, so that `okrtui lint` does not wait for it

    with session.writing() as workspace:
        finding = _finding(workspace, rule, object)
        said = read_answers(workspace, finding, assignments(answers))
        about = _facts_of(workspace, finding)
        name = called(workspace.company, finding.kind, finding.id)
        mended = apply(workspace, finding, said)
        left = [each for each in linting.linting(workspace).coach.of(finding.id) if each.rule == finding.rule]
        company = workspace.company
        facts = {
            **about,
            "made": [{"kind": kind, "id": id, "title": company.title(id)} for kind, id in mended.made],
            "changed": [{"kind": kind, "id": id, "title": company.title(id)} for kind, id in mended.changed],
            "left": left[0].message if left else None,
        }
        done = finding.remedy.words if finding.remedy else ""
        words = [f"{name}: {done}", *(f"  new: {called(company, kind, id)}  ({id})" for kind, id in mended.made)]
        words += [f"  still: {each.message}" for each in left]
        emit(session.as_json, facts, lambda: "\n".join(words))


def _finding(workspace: Workspace, rule: str, said: str) -> Finding:
    return linting.finding_on(workspace, linting.linting(workspace).coach, linting.rule_id(rule), said)


# --- as JSON


def _facts(view: View, found: Sequence[Finding], aside: Sequence[SetAside]) -> dict[str, Any]:
    counts = {str(severity): sum(each.severity is severity for each in found) for severity in Severity}
    return {
        "preset": view.company.workspace().preset,
        "today": view.today.isoformat(),
        "counts": counts,
        "findings": [_facts_of(view, finding) for finding in found],
        "dismissed": [
            {**_facts_of(view, each.finding), "reason": each.reason, "dismissed_by": each.person} for each in aside
        ],
    }


def _facts_of(view: View, finding: Finding) -> dict[str, Any]:
    unit, remedy = linting.home_of(view, finding), finding.remedy
    return {
        "id": finding.rule,
        "severity": finding.severity,
        "object": {"kind": finding.kind, "id": finding.id, "title": linting.title_of(view, finding)},
        "unit": {"id": unit, "title": view.company.title(unit)} if unit else None,
        "message": finding.message,
        "remedy": {"action": remedy.action, "words": remedy.words, "fields": list(remedy.fields)} if remedy else None,
    }
