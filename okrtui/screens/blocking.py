"""Blockers by keys, wherever a list or a detail shows them: raised, assigned, handed up, taken out of the way."""

from collections.abc import Callable, Sequence
from functools import partial

from okrtui.okr.kinds import kind_words
from okrtui.screens.ask import Answer, AskScreen
from okrtui.screens.base import OkrScreen
from okrtui.screens.pick import PickScreen
from okrtui.screens.prompt import Asked, PromptScreen
from okrtui.widgets.entry import opened
from okrtui.widgets.fields import Item
from okrtui.workspace.blockers import (
    BLOCKED,
    Blocked,
    assign,
    blocked_of,
    escalate,
    raise_blocker,
    resolve,
    solvers,
    unit_above,
)
from okrtui.workspace.errors import UsageError
from okrtui.workspace.forms import Form, open_form

NOBODY = ""
"""The id of the answer that nobody is to solve it yet."""
_DRAFT = "text"


def raise_on(screen: OkrScreen, kind: str, id: str) -> None:
    """Ask what is in the way of an object, and who takes it out of the way. What is typed and left is kept."""
    if kind not in BLOCKED:
        what = f"A {kind_words(kind)}" if kind else "This"
        screen.say(f"{what} has no blockers", "objectives and key results have them")
        return
    drafts, key = screen.okrtui.drafts, f"blocker {id}"
    title = screen.workspace.company.title(id) or "(no title)"

    def keep(text: str) -> None:
        drafts.pop(key, None)
        if text.strip():
            drafts[key] = {_DRAFT: text}

    def described(_: int, text: str) -> None:
        keep(text)
        _pick(screen, "Who takes it out of the way?", partial(named, text), not_raised, with_nobody=True)

    def not_raised() -> None:
        screen.say("The blocker is not raised yet", "b takes it up again")

    def named(text: str, solver: str) -> None:
        def raised(_: str) -> None:
            keep("")
            name = screen.workspace.company.title(solver)
            screen.okrtui.say(f"Blocker raised, for {name}" if solver else "Blocker raised", "u undo")

        screen.okrtui.carry_out(partial(raise_blocker, screen.workspace, id, text, solver or None), raised)

    asked = Asked(
        f"What is in the way of '{title}'?",
        opened(drafts.get(key, {}).get(_DRAFT, "")),
        hints=(("enter", "goes on to who solves it"), ("esc", "leaves it")),
        check=_nothing_said,
    )
    screen.app.push_screen(PromptScreen([asked], described, glyphs=screen.glyphs, left=keep))


def decide(screen: OkrScreen, blocker: str) -> None:
    """Ask what becomes of a blocker: solved, another solver, handed up."""
    form = open_form(screen.workspace, "blocker", blocker)
    found = blocked_of(screen.workspace, blocker)
    question = f"What becomes of '{found.description}'?"
    if not found.is_open:
        screen.say(f"It is resolved: {found.resolution}" if found.resolution else "It is resolved")
        return
    ask = AskScreen(question, _answers(screen, found), _about(found), glyphs=screen.glyphs)
    screen.app.push_screen(ask, partial(_decided, screen, found, form))


def _answers(screen: OkrScreen, found: Blocked) -> Sequence[Answer]:
    answers = [
        Answer("s", "solved", "with a word of how"),
        Answer("a", "another solver" if found.solver else "assign it", "somebody of whatever unit"),
    ]
    try:
        above = unit_above(screen.workspace, found.id)
    except UsageError:  # at the top, or nobody's
        return answers
    lead = screen.workspace.company.title(above.lead)
    return [*answers, Answer("h", "hand it up", f"to {above.name}{f': {lead} is to solve it' if lead else ''}")]


def _about(found: Blocked) -> str:
    solver = f"{found.solver_name} is to solve it" if found.solver else "nobody is named to solve it"
    age = "in the way" if found.age is None else f"{found.age} d in the way"
    unit = f"{found.unit_name} has it, " if found.unit else ""
    return f"{age} of {found.subject.title}\n{unit}{solver}"


def _decided(screen: OkrScreen, found: Blocked, form: Form, answer: str | None) -> None:
    match answer:
        case "s":
            _ask_how(screen, found, form)
        case "a":
            question = f"Who takes '{found.description}' out of the way?"
            _pick(screen, question, partial(_assign, screen, found.id, form))
        case "h":
            work = partial(escalate, screen.workspace, found.id, form)
            title = screen.workspace.company.title
            screen.okrtui.carry_out(work, lambda unit: _told(screen, f"Handed up to {title(unit)}"))


def _ask_how(screen: OkrScreen, found: Blocked, form: Form) -> None:
    def answered(_: int, how: str) -> None:
        work = partial(resolve, screen.workspace, found.id, how, form)
        screen.okrtui.carry_out(work, lambda _: _told(screen, f"Solved: {found.description}"))

    asked = Asked(f"How was '{found.description}' solved?", opened(""), check=_nothing_said)
    screen.app.push_screen(PromptScreen([asked], answered, glyphs=screen.glyphs))


def _assign(screen: OkrScreen, blocker: str, form: Form, solver: str) -> None:
    def assigned(is_news: bool) -> None:
        name = screen.workspace.company.title(solver)
        if is_news:
            _told(screen, f"{name} is to solve it")
        else:
            screen.okrtui.say(f"{name} was to solve it already")

    screen.okrtui.carry_out(partial(assign, screen.workspace, blocker, solver, form), assigned)


def _told(screen: OkrScreen, text: str) -> None:
    screen.okrtui.say(text, "u undo")


def _pick(
    screen: OkrScreen,
    question: str,
    then: Callable[[str], None],
    otherwise: Callable[[], None] | None = None,
    *,
    with_nobody: bool = False,
) -> None:
    """Ask for a person of whatever unit; with nobody, that too can be said."""
    items = [Item(each.id, each.name, each.units) for each in solvers(screen.workspace)]
    if with_nobody:
        items.append(Item(NOBODY, "nobody yet"))

    def picked(id: str | None) -> None:
        if id is not None:
            then(id)
        elif otherwise is not None:
            otherwise()

    screen.app.push_screen(PickScreen(question, items, glyphs=screen.glyphs, picked=picked))


def _nothing_said(text: str) -> str:
    return "" if text.strip() else "say it in a few words, or esc leaves it"
