"""Scoring at the end of a cycle: the owner and who leads each give a score, and both agree on one. Each is one act.

A score says what was proposed when it was given and on which check-in that was based, so that what comes later shows.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from okrtui.okr.coach.scene import never_moved
from okrtui.okr.kinds import Disposition, Role
from okrtui.okr.number import Number, stored
from okrtui.okr.records import KeyResult
from okrtui.okr.rhythm import Score
from okrtui.okr.score import kept_exact
from okrtui.okr.scores import given, proposal, score_id
from okrtui.storage.line import Op, Value
from okrtui.storage.replica import Act
from okrtui.workspace.batches import in_lines
from okrtui.workspace.errors import NotFound
from okrtui.workspace.forms import ops_of, seen_heads
from okrtui.workspace.scorers import refuse_frozen
from okrtui.workspace.scores import scores_of
from okrtui.workspace.workspace import Workspace

Heads = Mapping[str, tuple[str, ...]]
"""The heads of every field of a score that a form has shown."""


class Scoring(NamedTuple):
    """What somebody says of a key result."""

    key_result: str
    role: Role
    value: Number | Fraction | None = None
    """From 0 to 1. None: the one that stands, else what `Scores.acceptable` says, or for oneself the proposed one."""
    self_assessment: str | None = None
    """None: as it stands; "" takes it away."""
    disposition: Disposition | None = None
    """None: as it stands."""
    seen: Heads | None = None
    """What the form has shown of this score: `GivenScore.heads`, or {} where there was none. None: as it is now."""


class Agreed(NamedTuple):
    """A score that was agreed on, and whose it was."""

    key_result: str
    id: str
    value: Decimal
    source: Role | None
    """The role whose score it is; None: the proposed one."""


def score(
    workspace: Workspace,
    key_result: str,
    role: Role,
    value: Number | Fraction | None = None,
    *,
    self_assessment: str | None = None,
    disposition: Disposition | None = None,
    seen: Heads | None = None,
) -> str:
    """Score a key result in a role, or score it anew; the score's id. The arguments are those of `Scoring`.

    Raises FieldError, NotFound, and UsageError where the cycle is closed.
    """
    return score_all(workspace, [Scoring(key_result, role, value, self_assessment, disposition, seen)])[0]


def score_all(workspace: Workspace, scorings: Sequence[Scoring]) -> list[str]:
    """Score several key results in one act; the scores' ids. Raises as `score` does, for all of them."""
    ids: list[str] = []

    def acts() -> Iterable[Act]:
        groups = []
        for each in scorings:
            _refuse(workspace, each.key_result)
            id, ops = _scored(workspace, each)
            ids.append(id)
            groups.append(ops)
        return in_lines(workspace, groups)

    workspace.write(acts)
    return ids


def agree_scores(
    workspace: Workspace,
    key_results: Sequence[str],
    *,
    dispositions: Mapping[str, Disposition] | None = None,
) -> list[Agreed]:
    """Agree, in one act, on the scores of key results for which none is agreed yet: the lead's, else the owner's.

    Where neither has given one, it is what the check-ins propose. `dispositions` say what becomes of key results, by
    their ids. Those that are agreed already stay as they are, unless two people agreed on different ones at once.
    Raises NotFound, and UsageError where the cycle is closed.
    """
    outcome: list[Agreed] = []

    def acts() -> Iterable[Act]:
        groups = []
        for key_result in dict.fromkeys(key_results):
            _refuse(workspace, key_result)
            scores = scores_of(workspace, key_result, never_moved)
            if scores.agreed is not None and not scores.agreed.is_contested:
                continue
            value, source = scores.acceptable
            becomes = (dispositions or {}).get(key_result)
            id, ops = _scored(workspace, Scoring(key_result, Role.AGREED, value, None, becomes))
            outcome.append(Agreed(key_result, id, value, source))
            groups.append(ops)
        return in_lines(workspace, groups)

    workspace.write(acts)
    return outcome


def basis_of(workspace: Workspace, key_result: KeyResult) -> dict[str, Value]:
    """What a score says about what is known now: the proposed one, and the check-in that it comes from."""
    found = proposal(workspace.standings, key_result)
    return {"proposed": stored(found.shown), "based_on": found.last.id if found.last else None}


def _refuse(workspace: Workspace, key_result: str) -> None:
    if workspace.company.key_result(key_result) is None:
        raise NotFound(f"{key_result}: there is no such key result, or it is deleted")
    refuse_frozen(workspace, key_result)


def _scored(workspace: Workspace, said: Scoring) -> tuple[str, list[Op]]:
    """The id and the ops of a score. To be asked within `write`."""
    from okrtui.okr.models import validate_new

    key_result = workspace.company.key_result(said.key_result)
    assert key_result is not None  # looked at before
    id = score_id(key_result.id, said.role)
    before = given(workspace.company, key_result.id).get(said.role)
    fields: dict[str, object] = {
        "key_result": key_result.id,
        "role": said.role,
        "value": _value(workspace, said, before),
        "self_assessment": _kept(said.self_assessment, before.self_assessment if before else None),
        "disposition": _kept(said.disposition, before.disposition if before else None),
        **basis_of(workspace, key_result),
    }
    accepted = validate_new("score", fields)
    entry = workspace.company.entry("score", id)
    current = entry.fields if entry is not None else {}
    changes: dict[str, Value] = {"value": accepted["value"]}
    for field in ("key_result", "role", "self_assessment", "disposition", "proposed", "based_on"):
        if accepted.get(field) != current.get(field) or _is_open(workspace, id, field):
            changes[field] = accepted.get(field)
    heads = seen_heads(workspace.state, "score", id) if said.seen is None else said.seen
    return id, ops_of("score", id, changes, heads)


def _kept(said: object, before: object) -> object:
    return before if said is None else said


def _is_open(workspace: Workspace, id: str, field: str) -> bool:
    """Whether a field has several values at once, so that writing the one shown settles it."""
    register = workspace.state.register("score", id, field)
    return register is not None and register.in_conflict


def _value(workspace: Workspace, said: Scoring, before: Score | None) -> Value:
    if isinstance(said.value, Fraction):
        return stored(kept_exact(said.value))
    if isinstance(said.value, Decimal):
        return stored(said.value)
    if said.value is not None:
        return said.value
    if before is not None:
        return stored(before.value)
    scores = scores_of(workspace, said.key_result, never_moved)
    value = scores.acceptable[0] if said.role is Role.AGREED else kept_exact(scores.proposed.value)
    return stored(value)
