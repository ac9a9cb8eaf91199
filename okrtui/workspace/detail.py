"""The detail of one object: everything that a person wants to know of it at once."""

from datetime import date
from typing import NamedTuple

from okrtui.okr import arithmetic
from okrtui.okr.arithmetic import Part
from okrtui.okr.coach.scene import Original, never_moved
from okrtui.okr.kinds import ObjectiveKind, ShareState
from okrtui.okr.records import Person, flag, reference, weight
from okrtui.storage.clean import clean_line
from okrtui.workspace.agreed import AgreedScore, agreed_score
from okrtui.workspace.blocked import Blocked, blockers_on
from okrtui.workspace.check_in_lines import CheckInLine, check_in_lines
from okrtui.workspace.conflicts import Field, contested_fields
from okrtui.workspace.originals import Moved, moved
from okrtui.workspace.rhythms import rhythm_words, said_of
from okrtui.workspace.rows import Row, is_contested, row_of
from okrtui.workspace.strategy import Card, beliefs
from okrtui.workspace.strategy import card as card_of
from okrtui.workspace.view import View


class Link(NamedTuple):
    """Another object, by its title."""

    kind: str
    id: str
    title: str
    objective_kind: ObjectiveKind | None = None
    is_gone: bool = False
    """Whether it is deleted, or not here yet."""


class Step(NamedTuple):
    """A milestone of a key result."""

    id: str
    title: str
    is_done: bool
    is_contested: bool = False


class Detail(NamedTuple):
    """An objective, key result or unit: its row, why it is there, what hangs on it, and who last changed it."""

    row: Row
    why: list[str]
    """Titles from the vision or mission down to what it serves."""
    unit: str
    rationale: str
    due: date | None
    children: list[Row]
    serves: list[str]
    served_by: list[Row]
    shared_with: list[str]
    check_ins: list[CheckInLine]
    arithmetic: list[str]
    changed_by: str
    changed_at: str
    conflicts: int
    parents: list[Link]
    """What it serves, as `serves` has it by title."""
    members: list[Link]
    """The people of a unit; of an objective those who have committed to it."""
    steps: list[Step]
    contested: list[Field]
    """The fields in conflict, or waiting for a line that may settle them, each with its values."""
    measures: list[Card]
    """The measures of a key result."""
    initiatives: list[Step]
    """The tasks of an objective or key result, and whether each is done."""
    beliefs: list[str]
    """What one believes of an objective and the goals that it serves, in words."""
    cut: list[Link]
    """What it should serve, and does not, because that would close a loop."""
    shares: list[tuple[str, str]]
    """The units that were asked to share it, each with what it has said."""
    blockers: list[Blocked]
    """The open blockers of an objective or key result, and of what hangs on it, oldest first."""
    moved: Moved | None
    """A key result by what it was first aimed at, where that has been moved since its cycle began."""
    rhythm: str
    """When a unit's check-ins are due, in words; "" for anything else, and where it is as for everybody."""
    agreed: AgreedScore | None
    """The agreed score of an objective or key result."""


def detail(
    workspace: View, kind: str, id: str, cycle: str | None = None, original: Original = never_moved
) -> Detail | None:
    """The detail of a unit, an objective or a key result; None for what is not there.

    `original` knows what a key result was first aimed at.
    """
    with workspace.lock:
        row = row_of(workspace, kind, id, cycle)
        if row is None:
            return None
        company = workspace.company
        objective = company.objective(_objective_of(workspace, kind, id))
        fields = company.fields(kind, id) or {}
        due = company.key_result(id)
        stamp = last_stamp(workspace, kind, id)
        contested = contested_fields(workspace, kind, id)
        measures = company.pointing("measure", "key_result", id)
        return Detail(
            row,
            why(workspace, objective.id if objective else None, kind),
            " › ".join(clean_line(unit.name) for unit in company.unit_path(objective.unit if objective else id)),
            str(fields.get("rationale") or ""),
            (due.due if due else None) or (c.end if objective and (c := company.cycle(objective.cycle)) else None),
            _children(workspace, kind, id, cycle),
            [clean_line(company.title(a.parent)) for a in company.serves(id)],
            [r for a in company.served_by(id) if (r := row_of(workspace, "objective", a.child))],
            _shared_with(workspace, id),
            check_in_lines(workspace, id) if kind == "key_result" else [],
            explain(workspace, kind, id, cycle),
            clean_line(company.title(stamp[0])),
            stamp[1],
            sum(not field.is_waiting for field in contested),
            [_link(workspace, a.parent) for a in company.serves(id)],
            [Link("person", each.id, clean_line(each.name)) for each in _people(workspace, id)],
            _steps(workspace, id),
            contested,
            [card for each in measures if (card := card_of(workspace, "measure", each))],
            _initiatives(workspace, id),
            beliefs(workspace, kind, id) if kind == "objective" else [],
            [_link(workspace, a.parent) for a in company.cut_above(id)],
            _shares(workspace, id),
            blockers_on(workspace, id) if kind != "unit" else [],
            moved(workspace, id, original(id)) if kind == "key_result" else None,
            rhythm_words(workspace, id) if kind == "unit" and not said_of(workspace, id).is_shared else "",
            agreed_score(workspace, kind, id),
        )


def _link(workspace: View, id: str) -> Link:
    company = workspace.company
    kind, objective = company.kind_of(id) or "", company.objective(id)
    title = clean_line(company.title(id)) or "something that is not here yet"
    return Link(kind, id, title, objective.kind if objective else None, company.fields(kind, id) is None)


def _initiatives(workspace: View, id: str) -> list[Step]:
    company = workspace.company
    ids = company.pointing("initiative", "subject", id)
    return [
        Step(each, clean_line(company.title(each)), flag(company.fields("initiative", each) or {}, "done"))
        for each in ids
    ]


def _people(workspace: View, id: str) -> list[Person]:
    company = workspace.company
    given = [company.fields("commitment", each) or {} for each in company.pointing("commitment", "objective", id)]
    committed = [person for fields in given if (person := company.person(reference(fields, "person")))]
    found = company.members(id) or committed
    return list({person.id: person for person in found}.values())  # a stranger may say it twice


def _steps(workspace: View, id: str) -> list[Step]:
    company = workspace.company
    if company.key_result(id) is None:
        return []
    last = workspace.standings.key_result(id).last
    done = last.done if last else ()
    return [
        Step(each, clean_line(company.title(each)), each in done, is_contested(workspace, "milestone", each))
        for each, _ in company.milestones_of(id)
    ]


def explain(workspace: View, kind: str, id: str, cycle: str | None = None) -> list[str]:
    """The arithmetic behind a figure: values, weights, clamps and what is left out."""
    company, standings = workspace.company, workspace.standings
    if kind == "key_result":
        key_result = company.key_result(id)
        if key_result is None:
            return []
        standing = standings.key_result(id)
        done = set(standing.last.done) if standing.last else set()
        milestones = [(weight(fields), each in done) for each, fields in company.milestones_of(id)]
        figures = (key_result.start, key_result.target, key_result.low, key_result.high)
        found = arithmetic.of_key_result(
            key_result.metric, standing.value, *figures, milestones, key_result.unit_of_measure
        )
        return list(found.lines)
    parts: list[Part] = []
    if kind == "objective":
        for kr in company.key_results_of(id):
            parts.append(Part(clean_line(kr.title), standings.key_result(kr.id).progress, kr.weight))
        for alignment in company.served_by(id):
            if company.objective(alignment.child):
                title = clean_line(company.title(alignment.child))
                figure = standings.objective(alignment.child).progress
                parts.append(Part(title, figure, alignment.weight, alignment.mode))
    else:
        for objective in company.objectives_of(id, cycle):
            parts.append(Part(clean_line(objective.title), standings.objective(objective.id).progress, 1))
    return list(arithmetic.of_roll_up(parts).lines) if parts else []


def _objective_of(workspace: View, kind: str, id: str) -> str | None:
    if kind == "objective":
        return id
    key_result = workspace.company.key_result(id)
    return key_result.objective if key_result else None


def why(workspace: View, objective: str | None, kind: str) -> list[str]:
    """The breadcrumb vision › mission › parent that stands over every objective and key result."""
    company = workspace.company
    vision = clean_line(company.workspace().vision)
    above = [clean_line(title) for title in company.why(objective)] if objective else []
    own = [clean_line(company.title(objective))] if objective and kind == "key_result" else []
    return [part for part in ([vision] if vision else []) + above + own if part]


def breadcrumb(workspace: View, key_result: str) -> list[str]:
    """What a key result is for, from the vision down to its objective."""
    with workspace.lock:
        return why(workspace, _objective_of(workspace, "key_result", key_result), "key_result")


def _children(workspace: View, kind: str, id: str, cycle: str | None) -> list[Row]:
    company = workspace.company
    if kind == "objective":
        found = [("key_result", each.id) for each in company.key_results_of(id)]
    elif kind == "unit":
        found = [("objective", each.id) for each in company.objectives_of(id, cycle)]
    else:
        found = []
    return [row for each in found if (row := row_of(workspace, *each))]


def _shared_with(workspace: View, id: str) -> list[str]:
    return [unit for unit, state in _shares(workspace, id) if state == ShareState.ACCEPTED]


def _shares(workspace: View, id: str) -> list[tuple[str, str]]:
    company = workspace.company
    shares = [company.fields("share", each) or {} for each in company.pointing("share", "objective", id)]
    return [(clean_line(company.title(str(each.get("unit")))), str(each.get("state"))) for each in shares]


def last_stamp(workspace: View, kind: str, id: str) -> tuple[str, str]:
    """Who wrote an object last, and the stamp."""
    registers = workspace.state.objects.get((kind, id), {})
    stamps = [register.shown.line for register in registers.values()]
    last = max(stamps, key=lambda line: line[:2], default=None)
    return (last.by, last.ts) if last else ("", "")
