"""A person's review pack of a cycle, for the performance talk; making it records the person's own quarterly review."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from okrtui.exchange.pack_markdown import Pack, PackCheckIn, PackKeyResult, PackObjective, PackThanks
from okrtui.okr import records
from okrtui.okr.coach.scene import Original
from okrtui.okr.kinds import ReviewKind
from okrtui.okr.number import format_number
from okrtui.okr.records import CheckIn, Cycle, Fields, KeyResult, Objective, number_of
from okrtui.okr.score import shown, verdict
from okrtui.okr.scores import objective_score
from okrtui.storage.clean import clean, clean_line
from okrtui.workspace.completion import originals_of
from okrtui.workspace.errors import NotFound
from okrtui.workspace.holding import TEXTS, About, Held, hold_own_review, review_about
from okrtui.workspace.own_unit import individual_unit_id
from okrtui.workspace.past_reviews import PARTS
from okrtui.workspace.recognition import Thanks, thanks_to, wall
from okrtui.workspace.scorers import owner_of
from okrtui.workspace.scores import GivenScore, scores_of
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace

_NOTHING: Mapping[str, str] = {}


def review_pack(view: View, person: str, cycle: str, original: Original | None = None) -> Pack:
    """What a person set out to do in a cycle, what came of it, and what others said: about nobody else.

    `original` is as in `scores_of`. Raises NotFound.
    """
    with view.lock:
        company = view.company
        found, when = company.person(person), company.cycle(cycle)
        if found is None:
            raise NotFound(f"{person}: there is no such person, or it is deleted")
        if when is None:
            raise NotFound(f"{cycle}: there is no such cycle")
        own = _own(view, person, cycle)
    moved = original or originals_of(view, [each.id for _, key_results in own for each in key_results])
    with view.lock:
        return Pack(
            person,
            clean_line(found.name),
            cycle,
            clean_line(when.name),
            when.start,
            when.end,
            tuple(clean_line(unit.name) for unit in company.units_of(person) if unit.id != individual_unit_id(person)),
            view.today,
            tuple(_objective(view, each, key_results, when, moved) for each, key_results in own),
            tuple(_thanks(view, thanks_to(view, person), when, is_given=False)),
            tuple(_thanks(view, _given_by(view, person, cycle), when, is_given=True)),
            tuple(_commitments(view, person, cycle)),
            tuple(_own_words(view, person, cycle)),
        )


def make_pack(workspace: Workspace, person: str, cycle: str, said: Mapping[str, str] = _NOTHING) -> Held:
    """Record that a person's pack of a cycle was made, as the quarterly review of their own unit, in one act.

    `said` is what the person says about it (`holding.TEXTS`). Made once more, it goes on with the same review. Raises
    NotFound, FieldError.
    """
    with workspace.lock:
        if workspace.company.person(person) is None:
            raise NotFound(f"{person}: there is no such person, or it is deleted")
        if workspace.company.cycle(cycle) is None:
            raise NotFound(f"{cycle}: there is no such cycle")
    return hold_own_review(workspace, person, cycle, said)


def _own(view: View, person: str, cycle: str) -> list[tuple[Objective, list[KeyResult]]]:
    """The objectives of a cycle that are a person's, with all their key results; of others' objectives one's own."""
    company = view.company
    found = []
    for id in company.pointing("objective", "cycle", cycle):
        objective = company.objective(id)
        if objective is None:
            continue
        key_results = company.key_results_of(id)
        is_own = objective.owner == person
        mine = key_results if is_own else [each for each in key_results if owner_of(view, each) == person]
        if is_own or mine:
            found.append((objective, mine))
    return sorted(found, key=lambda each: not each[0].priority)


def _objective(
    view: View, objective: Objective, key_results: Iterable[KeyResult], cycle: Cycle, moved: Original
) -> PackObjective:
    score = objective_score(view.standings, objective.id)
    agreed = score.agreed
    return PackObjective(
        objective.id,
        clean_line(objective.title),
        objective.kind.words,
        clean_line(view.company.title(objective.unit)),
        clean(objective.rationale),
        None if agreed is None else shown(agreed),
        verdict(objective.kind, agreed) if agreed is not None and score.is_final else "",
        tuple(_key_result(view, each, cycle, moved) for each in key_results),
    )


def _key_result(view: View, key_result: KeyResult, cycle: Cycle, moved: Original) -> PackKeyResult:
    scores = scores_of(view, key_result.id, moved)
    begun, agreed = scores.begun, scores.agreed
    return PackKeyResult(
        key_result.id,
        scores.title,
        scores.proposed.figures,
        begun.figures if begun else "",
        begun.shown if begun else None,
        scores.value,
        scores.proposed.shown,
        _shown(scores.by_owner),
        _shown(scores.by_lead),
        _shown(agreed),
        agreed.verdict if agreed else "",
        scores.self_assessment,
        scores.disposition.words if scores.disposition else "",
        tuple(_check_ins(view, key_result, cycle)),
    )


def _shown(score: GivenScore | None) -> Decimal | None:
    return score.shown if score else None


def _check_ins(view: View, key_result: KeyResult, cycle: Cycle) -> Iterator[PackCheckIn]:
    for check_in in view.company.check_ins_of(key_result.id, view.today):
        if cycle.start <= check_in.date <= cycle.end:
            fields = view.company.fields("check_in", check_in.id) or {}
            texts = ("note", "achievement", "challenge", "next_step", "learned")
            said = [_text(fields, name) for name in texts]
            value = clean_line(_value(check_in, key_result))
            yield PackCheckIn(check_in.date, value, check_in.confidence, *said)


def _text(fields: Fields, name: str) -> str:
    return clean(records.text(fields, name)).strip()


def _value(check_in: CheckIn, key_result: KeyResult) -> str:
    if isinstance(check_in.value, bool):
        return "yes" if check_in.value else "no"
    if isinstance(check_in.value, list):
        return f"{len(set(check_in.done))} done"
    number = number_of(check_in.value)
    return "" if number is None else format_number(number, key_result.unit_of_measure)


def _thanks(view: View, thanks: Iterable[Thanks], cycle: Cycle, *, is_given: bool) -> Iterator[PackThanks]:
    """Those of a cycle, the earliest first."""
    for each in sorted(thanks, key=lambda one: (one.when, one.id)):
        day = view.day_of(each.when)
        if cycle.start <= day <= cycle.end:
            yield PackThanks((each.name if is_given else each.giver_name) or "someone", clean(each.text), day)


def _given_by(view: View, person: str, cycle: str) -> list[Thanks]:
    return [each for each in wall(view, cycle=cycle) if each.giver == person]


def _commitments(view: View, person: str, cycle: str) -> Iterator[tuple[str, date | None]]:
    company = view.company
    for id in company.pointing("commitment", "person", person):
        fields = company.fields("commitment", id) or {}
        objective = company.objective(records.text(fields, "objective"))
        if objective is not None and objective.cycle == cycle:
            yield clean_line(objective.title), records.day(fields, "date")


def _own_words(view: View, person: str, cycle: str) -> Iterator[tuple[str, str]]:
    review = review_about(view, About(ReviewKind.QUARTERLY, individual_unit_id(person), cycle))
    for name in TEXTS:
        text = clean(getattr(review, name)).strip() if review else ""
        if text:
            yield PARTS[name], text
