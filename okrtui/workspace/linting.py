"""The coach in a workspace: what it found, where that belongs, and setting a finding aside with a reason."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from okrtui.okr import records
from okrtui.okr.coach.coach import Coach, Rank
from okrtui.okr.coach.finding import Finding
from okrtui.okr.coach.rules import IDS
from okrtui.okr.coach.scene import Figures
from okrtui.storage.breath import in_portions
from okrtui.storage.clean import clean_line
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.find import find
from okrtui.workspace.naming import called
from okrtui.workspace.originals import Originals
from okrtui.workspace.past import Written
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Change, Workspace

_PORTION = 100
"""Objects that are looked at before others get the lock."""


class Linting:
    """A coach that keeps up with a view. Hold the view's lock while asking it."""

    def __init__(
        self,
        view: View,
        lines: Callable[[], Iterable[Written]],
        only_cycle: str | None = None,
        *,
        at_once: bool = True,
    ) -> None:
        """`lines` reads the view's history, for what has been moved. `only_cycle`: the one to speak about.

        Unless it is to look at everything `at_once`, `finish` does, and leaves room for others.
        """
        self._view = view
        self._originals = Originals(view, lines)
        with view.lock:
            self._day = view.standings.today
            self.coach = Coach(view.standings, self._originals.of, only_cycle, at_once=at_once)

    def finish(self) -> None:
        """Look at what is left to look at, with a breath between portions. Not to be called with the lock."""
        in_portions(self._view.lock, lambda: self.coach.examine_some(_PORTION))

    def findings(self) -> list[Finding]:
        """Everything that was found and not set aside, the worst first. Not to be called with the lock."""
        with self._view.lock:
            left = self.coach.found_on()
        ranked: list[tuple[Rank, Finding]] = []

        def rank_some() -> bool:
            ranked.extend(self.coach.ranked(left[:_PORTION]))
            del left[:_PORTION]
            return bool(left)

        in_portions(self._view.lock, rank_some)
        return [finding for _, finding in sorted(ranked)]

    def original(self, key_result: str) -> Figures | None:
        """What a key result was first aimed at; None where it is aimed at the same still."""
        return self._originals.of(key_result)

    def follow(self, change: Change) -> set[str]:
        """Take a change in; the ids of what was looked at again, or is still left to look at."""
        self._originals.read(id for kind, id in change.keys if kind == "key_result")
        with self._view.lock:
            if self._view.standings.today != self._day:
                self._day = self._view.standings.today
                self.coach.examine_all()
                return {finding.id for finding in self.coach.findings()}
            return self.coach.follow(change.keys, change.touched)


def linting(workspace: Workspace) -> Linting:
    """A coach for an open workspace."""
    return Linting(workspace, workspace.replica.history)


# --- setting aside


class SetAside(NamedTuple):
    """A finding that was set aside, why, and by whom."""

    finding: Finding
    reason: str
    person: str
    """The name of who gave the reason."""


def dismiss(workspace: Workspace, finding: Finding, reason: str) -> str:
    """Set a finding aside for everybody, with a reason; the dismissal's id. Raises FieldError."""
    from okrtui.workspace.edits import New, create  # here, so that looking does not wait for it

    fields = {"finding": finding.rule, "subject": finding.id, "reason": reason}
    return create(workspace, New("dismissal", fields)).ids[0]


def set_aside(view: View, coach: Coach) -> list[SetAside]:
    """What would be found, had it not been set aside: with the last reason that was given."""
    company = view.company
    found = []
    for finding in coach.dismissed():
        for id in reversed(company.pointing("dismissal", "subject", finding.id)):
            fields = company.fields("dismissal", id) or {}
            if records.text(fields, "finding") == finding.rule:
                register = view.state.register("dismissal", id, "reason")
                by = company.title(register.shown.line.by) if register else ""
                found.append(SetAside(finding, records.text(fields, "reason"), by))
                break
    return found


# --- where a finding belongs


def title_of(view: View, finding: Finding) -> str:
    """What people call the object of a finding; an alignment by its two ends."""
    company = view.company
    if finding.kind == "alignment":
        fields = company.fields("alignment", finding.id) or {}
        ends = (company.title(records.reference(fields, end)) for end in ("child", "parent"))
        return " serves ".join(clean_line(end) for end in ends)
    return clean_line(company.title(finding.id))


def home_of(view: View, finding: Finding) -> str | None:
    """The unit to which the object of a finding belongs; None for what belongs to all."""
    return finding.id if finding.kind == "unit" else _unit_of(view, finding.kind, finding.id)


_ABOVE = {
    "key_result": ("objective",),
    "blocker": ("subject",),
    "initiative": ("subject",),
    "alignment": ("child",),
    "objective": ("unit",),
    "mission": ("unit",),
    "goal": ("unit",),
    "kpi": ("unit", "goal"),
}
"""The fields of a kind that lead to its unit."""


def _unit_of(view: View, kind: str, id: str) -> str | None:
    fields = view.company.fields(kind, id) or {}
    for field in _ABOVE.get(kind, ()):
        target = records.reference(fields, field)
        if target is None:
            continue
        if view.company.unit(target):
            return target
        if found := _unit_of(view, view.company.kind_of(target) or "", target):
            return found
    return None


def within(view: View, findings: Iterable[Finding], unit: str) -> list[Finding]:
    """The findings that belong to a unit, or to one below it."""
    units = {each.id for each in view.company.units_below(unit)}
    return [finding for finding in findings if home_of(view, finding) in units]


def about_cycle(view: View, findings: Iterable[Finding], cycle: str) -> list[Finding]:
    """Those findings of a coach which sees only one cycle that are about the cycle, its objectives and their units."""
    company = view.company
    in_cycle = set(company.pointing("objective", "cycle", cycle))
    units = {o.unit for id in in_cycle if (o := company.objective(id))}

    def is_about(finding: Finding) -> bool:
        match finding.kind:
            case "unit":
                return finding.id in units
            case "alignment":
                return records.text(company.fields("alignment", finding.id) or {}, "child") in in_cycle
            case kind:
                return kind in ("objective", "key_result", "blocker", "cycle")

    return [finding for finding in findings if is_about(finding)]


def rule_id(said: str) -> str:
    """The rule that someone means, whatever the case. Raises UsageError."""
    rule = said.strip().upper().replace("_", "-")
    if rule in IDS:
        return rule
    from difflib import get_close_matches  # 4 ms that only a mistake costs

    near = get_close_matches(rule, IDS, n=3) or [each for each in IDS if each.startswith(rule.partition("-")[0])]
    hint = f"did you mean {' or '.join(near[:3])}?" if near else "`okrtui lint` shows the rules that speak"
    raise UsageError(f"there is no rule {clean_line(rule)}; {hint}")


def finding_on(workspace: Workspace, coach: Coach, rule: str, said: str) -> Finding:
    """The finding of a rule on the object that someone means. Raises UsageError, NotFound, Ambiguous."""
    by_id = {finding.id: finding for finding in coach.findings() if finding.rule == rule}
    kinds = {finding.kind for finding in by_id.values()}
    try:
        return by_id[find(workspace.company, said, kinds, among=by_id)[1]]
    except NotFound:
        kind, id = find(workspace.company, said)
        others = ", ".join(finding.rule for finding in coach.of(id))
        what = f"what is: {others}" if others else "nothing else is, either"
        about = called(workspace.company, kind, id)
        raise NotFound(f"{rule} is not found on {about}; {what}") from None
