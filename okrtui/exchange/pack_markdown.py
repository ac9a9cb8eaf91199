"""A person's review pack as Markdown: what they set out to do in a cycle, what came of it, and what others said.

It is about one person. There is no rank in it, no mean, and nobody else's scores.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from okrtui.exchange.markdown import bullet, paragraphs, plain, table


class PackCheckIn(NamedTuple):
    """A check-in; texts that say nothing are empty."""

    date: date
    value: str
    confidence: int | None
    note: str
    achievement: str
    challenge: str
    next_step: str
    learned: str


class PackKeyResult(NamedTuple):
    """A key result with its scores as people see them; None for those that nobody gave."""

    id: str
    title: str
    figures: str
    begun: str
    """The figures with which the cycle began, where they were moved; then `begun_score` is what is proposed by them."""
    begun_score: Decimal | None
    value: str
    proposed: Decimal
    by_owner: Decimal | None
    by_lead: Decimal | None
    agreed: Decimal | None
    verdict: str
    """What the agreed score means, in words."""
    self_assessment: str
    disposition: str
    check_ins: tuple[PackCheckIn, ...]


class PackObjective(NamedTuple):
    """An objective and those of its key results that are the person's."""

    id: str
    title: str
    kind: str
    unit: str
    rationale: str
    score: Decimal | None
    verdict: str
    key_results: tuple[PackKeyResult, ...]


class PackThanks(NamedTuple):
    """A recognition: who gave it or got it, what for, and on which day."""

    name: str
    text: str
    date: date


class Pack(NamedTuple):
    """What a performance talk is prepared with."""

    person: str
    name: str
    cycle: str
    cycle_name: str
    start: date
    end: date
    units: tuple[str, ...]
    today: date
    objectives: tuple[PackObjective, ...]
    received: tuple[PackThanks, ...]
    given: tuple[PackThanks, ...]
    commitments: tuple[tuple[str, date | None], ...]
    """The titles of the objectives that the person committed to, each with the day."""
    own_words: tuple[tuple[str, str], ...]
    """What the person's own review of the cycle says, each with its heading."""


def pack_markdown(pack: Pack) -> str:
    """The pack as a Markdown document, with a line break at its end."""
    return "\n".join([*_head(pack), *_sections(pack), ""])


def _head(pack: Pack) -> Iterator[str]:
    yield f"# {plain(pack.name)}, {plain(pack.cycle_name)}"
    of = f" · {plain(', '.join(pack.units))}" if pack.units else ""
    yield from ("", f"{pack.start} to {pack.end}{of} · as of {pack.today}")


def _sections(pack: Pack) -> Iterator[str]:
    yield from _section("In their own words", _own_words(pack))
    yield from _section("Objectives", _objectives(pack.objectives))
    yield from _section("What was learned", _told(pack, "learned"))
    yield from _section("What went well", _told(pack, "achievement"))
    yield from _section("Recognition received", [_thanks(each, "from") for each in pack.received])
    yield from _section("Recognition given", [_thanks(each, "to") for each in pack.given])
    yield from _section("Commitments", [_commitment(*each) for each in pack.commitments])


def _section(heading: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield from ("", f"## {heading}", "", *found)


def _own_words(pack: Pack) -> Iterator[str]:
    for place, (heading, text) in enumerate(pack.own_words):
        yield from ([""] if place else [])
        yield from (f"### {heading}", "", *paragraphs(text))


def _objectives(objectives: Sequence[PackObjective]) -> Iterator[str]:
    for place, objective in enumerate(objectives):
        yield from ([""] if place else [])
        yield from (f"### {plain(objective.title)}", "")
        said = objective.verdict or (f"{objective.score} so far" if objective.score is not None else "not scored yet")
        yield f"{plain(objective.unit)} · {objective.kind} · **{said}**"
        if objective.rationale:
            yield from ("", *paragraphs(objective.rationale))
        for key_result in objective.key_results:
            yield from _key_result(key_result)


def _key_result(each: PackKeyResult) -> Iterator[str]:
    yield from ("", f"#### {plain(each.title)}", "")
    figures = plain(each.figures) or "no figures"
    yield bullet(f"{figures}; last value {plain(each.value)}" if each.value else figures)
    if each.begun_score is not None:
        yield bullet(f"moved during the cycle from {plain(each.begun)}, by which {each.begun_score} is proposed")
    yield bullet(_scores(each))
    if each.disposition:
        yield bullet(each.disposition)
    if each.self_assessment:
        yield from ("", "Self-assessment:", "", *paragraphs(each.self_assessment))
    if each.check_ins:
        heads = ("Day", ">Value", ">Confidence", "Note", "Hard", "Next")
        yield from ("", *table(heads, [_check_in(check_in) for check_in in each.check_ins]))


def _scores(each: PackKeyResult) -> str:
    parts = [f"**{each.verdict}**"] if each.agreed is not None else ["none agreed", f"proposed {each.proposed}"]
    parts += [
        f"{who} {score}" for who, score in (("owner", each.by_owner), ("lead", each.by_lead)) if score is not None
    ]
    return f"score: {'; '.join(parts)}"


def _check_in(each: PackCheckIn) -> tuple[str, ...]:
    sure = "" if each.confidence is None else str(each.confidence)
    return f"{each.date}", each.value, sure, each.note, each.challenge, each.next_step


def _told(pack: Pack, field: str) -> Iterator[str]:
    for objective in pack.objectives:
        for key_result in objective.key_results:
            for check_in in key_result.check_ins:
                text = check_in.learned if field == "learned" else check_in.achievement
                if text:
                    yield bullet(f"{check_in.date}, {plain(key_result.title)}: {plain(text)}")


def _thanks(thanks: PackThanks, word: str) -> str:
    return bullet(f"{thanks.date}, {word} {plain(thanks.name)}: {plain(thanks.text)}")


def _commitment(title: str, day: date | None) -> str:
    return bullet(f"{plain(title)}{f', on {day}' if day else ''}")
