"""Closing a cycle, opening it again, and what becomes of a score that something came after: asked first, one act."""

from functools import partial
from typing import TYPE_CHECKING

from okrtui.okr.kinds import CycleStatus, Stage
from okrtui.screens.ask import Answer, AskScreen
from okrtui.screens.objects import counted
from okrtui.widgets.tones import Tone
from okrtui.widgets.wrapped import wrapped
from okrtui.workspace.closing import Closed, close_cycle, reopen_cycle
from okrtui.workspace.completion import Missing
from okrtui.workspace.late import Late, keep_scores
from okrtui.workspace.reading import clean_line

if TYPE_CHECKING:
    from okrtui.screens.closing.board import Found
    from okrtui.screens.closing.screen import ClosingScreen

_UNDO = "u undo"
_MOST_LINES = 4
_OPTIONAL = (Missing.OWNER, Missing.LEAD, Missing.SELF_ASSESSMENT, Missing.DISPOSITION, Missing.REVIEW)


def ask_to_close(screen: "ClosingScreen", found: "Found") -> None:
    """Ask whether to close a cycle, and say what that means; where a score is missing, go there."""
    workspace, seen = screen.workspace, found.completion
    name = clean_line(seen.cycle.name)
    if screen.unit is not None:  # what the board shows of one unit says nothing of all
        from okrtui.screens.closing.screen import ClosingScreen

        whole = (f"A cycle is closed for everyone: this is all of {name}", "C closes it")
        screen.app.switch_screen(ClosingScreen(screen.cycle, told=whole))
        return
    blocking = [each.scores for each in seen.blocking]
    if blocking:
        screen.go_to(blocking[0].key_result)
        count = f"{len(blocking)} scores are" if len(blocking) > 1 else "a score is"
        screen.say(f"{name} cannot be closed yet: {count} not agreed", "a agrees", Tone.CAUTION)
        return
    with workspace.lock:
        stages = [
            each.stage
            for id in workspace.company.pointing("objective", "cycle", seen.cycle.id)
            if (each := workspace.company.objective(id))
        ]
    ask = AskScreen(
        f"Close {name}?",
        [Answer("c", "close it", f"its scores are frozen; {_UNDO} takes it back"), Answer("n", "not yet")],
        "\n".join(_meaning(found, stages, screen.size.width - 4)),
        glyphs=screen.glyphs,
    )
    work = partial(close_cycle, workspace, seen.cycle.id)
    told = partial(_closed, screen, name)
    screen.app.push_screen(ask, lambda answer: screen.okrtui.carry_out(work, told) if answer == "c" else None)


def _meaning(found: "Found", stages: list[Stage], width: int) -> list[str]:
    """What closing does, and what is missing though it need not be there."""
    objectives, agreed = found.objectives.values(), found.completion.totals.agreed
    scored = f"{counted(len(objectives), 'objective') or 'No objective'} with {agreed} agreed scores"
    lines = [f"{scored} close with it. What is checked in later only raises a flag."]
    left = sum(stage is not Stage.CLOSED for stage in stages) - sum(
        each.stage is not Stage.CLOSED for each in objectives
    )
    if left > 0:
        lines.append(f"{left} that nobody worked on stay as they are.")
    wanting = [f"{missing.value} of {count}" for missing in _OPTIONAL if (count := found.missing.get(missing, 0))]
    if wanting:
        lines.append(f"It can be closed without, but missing are: {', '.join(wanting)}.")
    return [part for line in lines for part in wrapped(line, width, _MOST_LINES, "")]


def _closed(screen: "ClosingScreen", name: str, closed: Closed) -> None:
    screen.okrtui.say(f"{name} is closed: {counted(len(closed.objectives), 'objective')}; O carries over", _UNDO)


def ask_to_reopen(screen: "ClosingScreen", cycle: str) -> None:
    """Ask whether to open a closed cycle again."""
    name = clean_line(screen.workspace.company.title(cycle))
    ask = AskScreen(
        f"Open {name} again?",
        [Answer("r", "reopen it", f"its scores stay, and can be changed; {_UNDO} takes it back"), Answer("n", "no")],
        glyphs=screen.glyphs,
    )
    screen.app.push_screen(ask, lambda answer: _reopen(screen, cycle) if answer == "r" else None)


def _reopen(screen: "ClosingScreen", cycle: str) -> None:
    name = clean_line(screen.workspace.company.title(cycle))

    def told(opened: Closed) -> None:
        active = counted(len(opened.objectives), "objective") or "nothing"
        screen.okrtui.say(f"{name} is open again: {active} active", _UNDO)

    screen.okrtui.carry_out(partial(reopen_cycle, screen.workspace, cycle), told)


def ask_about_late(screen: "ClosingScreen", late: Late) -> None:
    """Ask what becomes of an agreed score that something came after."""
    cycle = screen.workspace.company.cycle(screen.cycle)
    is_closed = cycle is not None and cycle.status is CycleStatus.CLOSED
    answers = [Answer("k", "keep the score", f"{late.value} stays, in the knowledge of it")]
    if is_closed:
        answers.append(Answer("r", "reopen the cycle", "to agree anew, then close it again"))
    else:
        answers.append(Answer("a", "agree anew", f"{late.now} is proposed now"))
    answers.append(Answer("l", "later"))
    more = "\n".join(wrapped(f"{late.words}.", screen.size.width - 4, _MOST_LINES, ""))
    ask = AskScreen(late.title or "(no title)", answers, more[:1].upper() + more[1:], glyphs=screen.glyphs)

    def answered(answer: str | None) -> None:
        match answer:
            case "k":
                work = partial(keep_scores, screen.workspace, [late.key_result])
                screen.okrtui.carry_out(work, lambda _: screen.okrtui.say(f"{late.value} stays: {late.title}", _UNDO))
            case "r":
                _reopen(screen, screen.cycle)
            case "a":
                screen.action_agree()

    screen.app.push_screen(ask, answered)
