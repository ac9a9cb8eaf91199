"""The way of an objective from draft to agreed. Each step is one act.

Agreement is the word, by name and with a date, of the owner and of the lead above. So a proposal is the word of the
one of the two who makes it, and it is the other's turn: to agree, or to propose something else in return, by which
the word of the first falls. Who has given their word is all there is to know whose turn it is; undo needs no more.
"""

from collections.abc import Iterable, Sequence

from okrtui.okr.kinds import Stage
from okrtui.okr.records import Objective, reference
from okrtui.storage.clean import clean_line
from okrtui.storage.line import Op
from okrtui.storage.replica import Act
from okrtui.workspace.batches import in_lines
from okrtui.workspace.edits import New, check_references, creation
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.forms import ops_of, seen_heads
from okrtui.workspace.saving import Edit
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace

COUNTER = "counter-proposal"
"""What the comment on a counter-proposal begins with."""

# --- who


def owner_of(view: View, objective: Objective) -> str | None:
    """The person who answers for an objective: its owner, else the lead of its unit."""
    unit = view.company.unit(objective.unit)
    return objective.owner or (unit.lead if unit else None)


def approver_of(view: View, objective: Objective) -> str | None:
    """The person to whom an objective is proposed: the lead of the next unit above that has one.

    At the top, the lead of its own unit. None where nobody leads.
    """
    return next(iter(leads_above(view, objective)), None)


def leads_above(view: View, objective: Objective) -> list[str]:
    """The leads of the units above, the nearest first; where there are none, the lead of the unit itself."""
    path = view.company.unit_path(objective.unit)
    above = [unit.lead for unit in reversed(path[:-1]) if unit.lead]
    return above or [unit.lead for unit in path[-1:] if unit.lead]


def commitments_of(view: View, objective: str) -> dict[str, str]:
    """Who has given their word on an objective: the commitment of each person, in the order they were made."""
    company = view.company
    found = {}
    for id in company.pointing("commitment", "objective", objective):
        person = reference(company.fields("commitment", id) or {}, "person")
        if person:
            found[person] = id
    return found


def turn_of(view: View, objective: Objective) -> str | None:
    """The person who has to answer a proposal: the lead above, or the owner once a lead above has proposed in return.

    None for what is not proposed, and where nobody is there to answer.
    """
    if objective.stage is not Stage.PROPOSED:
        return None
    owner, leads, words = owner_of(view, objective), leads_above(view, objective), commitments_of(view, objective.id)
    if owner not in words and words.keys() & set(leads):
        return owner
    return leads[0] if leads else None


# --- steps


def propose(workspace: Workspace, *objectives: str) -> None:
    """Propose drafts to the lead above, or propose again in answer to counter-proposals, all in one act.

    Whoever proposes as the owner, or as a lead above, gives their word by it; the other one's falls.
    Raises NotFound, UsageError, for all of them, where one is not a draft, nor one's turn.
    """

    def acts() -> Iterable[Act]:
        groups = []
        for objective in dict.fromkeys(objectives):
            found = _found(workspace, objective)
            _refuse_proposing(workspace, found)
            groups.append([*_staged(workspace, objective, Stage.PROPOSED), *_word_given(workspace, found)])
        return in_lines(workspace, groups)

    workspace.write(acts)


def counter_propose(workspace: Workspace, objective: str, edits: Sequence[Edit], why: str = "") -> str:
    """Answer a proposal with another one: changes of the objective and its key results, and a comment that says so.

    It stays proposed; the word of whoever has to answer now falls. The comment's id. Raises FieldError, NotFound, and
    UsageError where it is not proposed, where it is not for oneself to answer, and where nothing is changed or said.
    """
    from okrtui.okr.models import validate_change

    changed = [(edit.form, validate_change(edit.form.kind, edit.form.values, edit.changes)) for edit in edits]
    names = [f"{form.kind.replace('_', ' ')} {', '.join(sorted(fields))}" for form, fields in changed if fields]
    said = clean_line(why).strip() or "; ".join(names).replace("_", " ")
    made: list[str] = []

    def acts() -> Iterable[Act]:
        found = _found(workspace, objective)
        if found.stage is not Stage.PROPOSED:
            raise UsageError(f"{_stands(found)}: a counter-proposal answers a proposal")
        if not _takes_part(workspace, found):
            raise UsageError(f"{_name(found)} is for its owner and the leads to talk over; a comment reaches them")
        if not said:
            raise UsageError("a counter-proposal changes something, or says why")
        ops: list[Op] = []
        own: dict[str, object] = {}
        for form, fields in changed:
            if (form.kind, form.id) == ("objective", objective):
                own |= fields
                ops += ops_of(form.kind, form.id, {**fields, "stage": Stage.PROPOSED.value}, form.heads)
            elif fields:
                ops += ops_of(form.kind, form.id, fields, form.heads)
        if not any(form.id == objective for form, _ in changed):
            ops += _staged(workspace, objective, Stage.PROPOSED)
        check_references(workspace, ops)
        ids, comment = creation(workspace, [New("comment", {"subject": objective, "text": f"{COUNTER}: {said}"})])
        made.extend(ids)
        return [Act([*ops, *comment, *_word_given(workspace, found)])]

    workspace.write(acts)
    return made[0]


def withdraw(workspace: Workspace, *objectives: str) -> None:
    """Make proposed or agreed objectives drafts again, all in one act: nobody is bound by their word any more.

    Raises NotFound, UsageError, for all of them, where one is a draft, active or closed.
    """

    def acts() -> Iterable[Act]:
        groups = []
        for objective in dict.fromkeys(objectives):
            found = _found(workspace, objective)
            if found.stage not in (Stage.PROPOSED, Stage.AGREED):
                raise UsageError(f"{_stands(found)}: only what is proposed or agreed can be withdrawn")
            gone = commitments_of(workspace, objective).values()
            groups.append([*_staged(workspace, objective, Stage.DRAFT), *_fallen(workspace, gone)])
        return in_lines(workspace, groups)

    workspace.write(acts)


def agree(workspace: Workspace, objectives: Sequence[str]) -> list[str]:
    """Agree to proposals, all in one act: each becomes agreed, and one commits to it by name, today.

    Which of them have become agreed; what was agreed or active before stays as it is. A draft can be agreed to where
    there is nobody else to ask. Raises NotFound, UsageError, for all of them, where one cannot be agreed to.
    """
    agreed: list[str] = []

    def acts() -> Iterable[Act]:
        groups = []
        for objective in dict.fromkeys(objectives):
            found = _found(workspace, objective)
            if found.stage in (Stage.AGREED, Stage.ACTIVE):
                continue
            _refuse_agreeing(workspace, found)
            agreed.append(objective)
            groups.append([*_staged(workspace, objective, Stage.AGREED), *_committed(workspace, found)])
        return in_lines(workspace, groups)

    workspace.write(acts)
    return agreed


def commit(workspace: Workspace, objective: str, person: str | None = None) -> str:
    """Give one's word on an objective, today, or enter another person's; the commitment's id.

    Who commits to a proposal that waits for their answer agrees to it. A word that was given before stays as it is.
    Raises NotFound, UsageError for a closed objective.
    """
    return commit_all(workspace, [objective], person)[0]


def commit_all(workspace: Workspace, objectives: Sequence[str], person: str | None = None) -> list[str]:
    """Give one's word on several objectives in one act, each as `commit` does; the commitments' ids.

    Raises NotFound, UsageError, for all of them, where it cannot be given on one.
    """
    who = person or workspace.person
    made: list[str] = []

    def acts() -> Iterable[Act]:
        if workspace.company.person(who) is None:
            raise NotFound(f"there is no person {who}")
        groups = []
        for objective in dict.fromkeys(objectives):
            found = _found(workspace, objective)
            if found.stage is Stage.CLOSED:
                raise UsageError(f"{_name(found)} is closed: there is nothing to commit to any more")
            known = commitments_of(workspace, objective).get(who)
            if known is not None:
                made.append(known)
                continue
            agrees = found.stage is Stage.PROPOSED and turn_of(workspace, found) == who
            ops = _committed(workspace, found, who)
            made.append(ops[0].id)
            groups.append([*(_staged(workspace, objective, Stage.AGREED) if agrees else ()), *ops])
        return in_lines(workspace, groups)

    workspace.write(acts)
    return made


# --- parts of an act


def _refuse_proposing(workspace: Workspace, objective: Objective) -> None:
    """Raise UsageError where it is neither a draft nor for oneself to propose in return."""
    if objective.stage is Stage.DRAFT:
        return
    turn = turn_of(workspace, objective)
    if turn != workspace.person or turn in commitments_of(workspace, objective.id):
        answer = f": {_person(workspace, turn)} has to answer" if turn else ""
        raise UsageError(f"{_stands(objective)} already{answer}")


def _refuse_agreeing(workspace: Workspace, objective: Objective) -> None:
    """Raise UsageError where it is not for oneself to agree to an objective."""
    me = workspace.person
    if objective.stage is Stage.CLOSED:
        raise UsageError(f"{_name(objective)} is closed: there is nothing to agree to any more")
    if objective.stage is Stage.DRAFT:
        if {owner_of(workspace, objective), approver_of(workspace, objective)} - {me, None}:
            raise UsageError(f"{_name(objective)} is a draft: it has to be proposed first")
        return
    turn = turn_of(workspace, objective)
    is_above = me in leads_above(workspace, objective) and me not in commitments_of(workspace, objective.id)
    if turn not in (me, None) and not is_above:
        raise UsageError(f"{_name(objective)} waits for {_person(workspace, turn)} to answer")


def _takes_part(view: View, objective: Objective) -> bool:
    """Whether it is for oneself to say what an objective shall be; for everyone, where nobody leads."""
    unit, leads = view.company.unit(objective.unit), leads_above(view, objective)
    return not leads or view.person in {owner_of(view, objective), unit.lead if unit else None, *leads}


def _word_given(workspace: Workspace, objective: Objective) -> list[Op]:
    """The word of whoever proposes, as owner or as a lead above; those of the others of them fall."""
    sides = {owner_of(workspace, objective), *leads_above(workspace, objective)}
    words = commitments_of(workspace, objective.id)
    ops = _fallen(workspace, [id for who, id in words.items() if who in sides and who != workspace.person])
    return [*ops, *(_committed(workspace, objective) if workspace.person in sides else ())]


def _committed(workspace: Workspace, objective: Objective, who: str | None = None) -> list[Op]:
    """What gives someone's word on an objective today; nothing where it is given."""
    person = who or workspace.person
    if person in commitments_of(workspace, objective.id):
        return []
    fields = {"person": person, "objective": objective.id, "date": workspace.today.isoformat()}
    return creation(workspace, [New("commitment", fields)])[1]


def _fallen(workspace: Workspace, commitments: Iterable[str]) -> list[Op]:
    state = workspace.state
    return [
        op
        for id in commitments
        for op in ops_of("commitment", id, {}, seen_heads(state, "commitment", id), deleted=True)
    ]


def _staged(workspace: Workspace, objective: str, stage: Stage) -> list[Op]:
    heads = seen_heads(workspace.state, "objective", objective)
    return ops_of("objective", objective, {"stage": stage.value}, heads)


def _found(workspace: Workspace, objective: str) -> Objective:
    found = workspace.company.objective(objective)
    if found is None:
        raise NotFound(f"{objective}: there is no such objective, or it is deleted")
    return found


def _name(objective: Objective) -> str:
    return repr(clean_line(objective.title)) if objective.title else objective.id


def _stands(objective: Objective) -> str:
    """`'Sell more' is a draft`."""
    return f"{_name(objective)} is {'a draft' if objective.stage is Stage.DRAFT else objective.stage.words}"


def _person(view: View, id: str | None) -> str:
    return clean_line(view.company.title(id)) or "somebody"
