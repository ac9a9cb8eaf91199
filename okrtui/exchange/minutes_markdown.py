"""The minutes of a meeting as Markdown: what was decided and said, and how things stood that day."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from okrtui.exchange.markdown import bullet, paragraphs, plain, table


class OnRoster(NamedTuple):
    """Someone on the roster."""

    name: str
    unit: str
    checked_in: str
    """`2 of 3`; "" for who owns no key result."""
    is_present: bool


class Stood(NamedTuple):
    """A key result, as it stood."""

    title: str
    owner: str
    moved: str
    """`22 → 24 %`."""
    target: str
    progress: str
    status: str
    confidence: str
    said: str
    """What its last check-in said."""


class Step(NamedTuple):
    """A next step: is it taken, what it is, whose, and for what."""

    is_done: bool
    text: str
    name: str
    about: str


class InTheWay(NamedTuple):
    """A blocker: what it is, of what, since when, and who takes it out of the way."""

    text: str
    about: str
    age: str
    solver: str


class Praise(NamedTuple):
    """Something that went well, or thanks: who said it, to whom or of what, and what."""

    by: str
    about: str
    text: str


class MinutesPage(NamedTuple):
    """All that goes into the minutes, cleaned. Texts may have several lines, names and titles have one."""

    unit: str
    day: date
    cycle: str
    """`2026-Q4 · week 8 of 14`; "" outside of any cycle."""
    decisions: str
    notes: str
    roster: Sequence[OnRoster]
    checked_in: str
    """`9 of 10 key results were checked in.`"""
    stood: Sequence[Stood]
    """The key results that want to be spoken of, worst first."""
    others: str
    """What there is besides: `12 more: 10 on track, 2 achieved.`"""
    steps: Sequence[Step]
    blockers: Sequence[InTheWay]
    wins: Sequence[Praise]
    thanks: Sequence[Praise]


def minutes_markdown(page: MinutesPage) -> str:
    """The page, with a line break at its end."""
    return "\n".join([*_head(page), *_sections(page), ""])


def _head(page: MinutesPage) -> Iterator[str]:
    yield f"# Meeting of {plain(page.unit)}, {page.day.day} {page.day:%B %Y}"
    if page.cycle:
        yield from ("", plain(page.cycle))
    present = [each.name for each in page.roster if each.is_present]
    if present:
        missing = [each.name for each in page.roster if not each.is_present]
        yield from ("", f"Present: {plain(', '.join(present))}.")
        if missing:
            yield from ("", f"Not present: {plain(', '.join(missing))}.")


def _sections(page: MinutesPage) -> Iterator[str]:
    decisions = [bullet(plain(line)) for line in page.decisions.splitlines() if line.strip()]
    yield from _section("Decisions", decisions or ["None."])
    yield from _section("Notes", paragraphs(page.notes))
    yield from _section("Check-ins", _check_ins(page))
    yield from _section("Key results, worst first", _stood(page))
    yield from _section("Next steps", [_step(each) for each in page.steps])
    yield from _section("In the way", [_blocker(each) for each in page.blockers])
    yield from _section("What went well", [_praise(each) for each in page.wins])
    yield from _section("Recognition", [_thanks(each) for each in page.thanks])


def _section(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield from ("", f"## {title}", "", *lines)


def _check_ins(page: MinutesPage) -> list[str]:
    rows = [(each.name, each.unit, each.checked_in) for each in page.roster if each.checked_in]
    if not rows:
        return []
    return [plain(page.checked_in), "", *table(("Who", "Unit", ">Checked in"), rows)]


def _stood(page: MinutesPage) -> list[str]:
    heads = ("Key result", "Owner", "Value", "Target", ">Progress", "Status", ">Confidence", "Said")
    rows = table(heads, page.stood) if page.stood else []
    return [*rows, *([""] if rows and page.others else []), *([plain(page.others)] if page.others else [])]


def _step(step: Step) -> str:
    return bullet(f"{plain(step.text)} ({plain(_joined(step.name, step.about))})", "- [x]" if step.is_done else "- [ ]")


def _blocker(blocker: InTheWay) -> str:
    facts = _joined(blocker.about, blocker.age, blocker.solver)
    return bullet(f"{plain(blocker.text)} ({plain(facts)})")


def _praise(praise: Praise) -> str:
    return bullet(f"{plain(praise.about)}: {plain(praise.text)} ({plain(praise.by)})")


def _thanks(praise: Praise) -> str:
    return bullet(f"{plain(praise.by)} to {plain(praise.about)}: {plain(praise.text)}")


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
