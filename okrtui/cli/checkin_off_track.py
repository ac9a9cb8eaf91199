"""What now? The plain questions after a check-in that is off track: adapt the target, reassess, name the blocker."""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial

from okrtui.cli.prompting import ask, ask_until, say
from okrtui.okr.kinds import Metric, Status
from okrtui.okr.number import format_number, parse_number, percent_text, stored
from okrtui.okr.progress import STANDING, check_figures
from okrtui.okr.records import KeyResult
from okrtui.widgets.glyphs import look_of
from okrtui.workspace.blockers import raise_blocker
from okrtui.workspace.check_in_figures import figures
from okrtui.workspace.check_ins import is_off_track
from okrtui.workspace.edits import change
from okrtui.workspace.find import find
from okrtui.workspace.forms import Form, open_form
from okrtui.workspace.originals import moved_of
from okrtui.workspace.typed import ME
from okrtui.workspace.workspace import Workspace

_UNAIMED = (Metric.MILESTONES, Metric.YES_NO)
_MOVING = {"o": Status.ON_TRACK, "a": Status.NEEDS_ATTENTION, "r": Status.AT_RISK}
_HELD = {"h": Status.HOLDING, "n": Status.NOT_HOLDING}
_KEEP = ("", "k", "s", "q")


def ask_what_now(workspace: Workspace, id: str) -> None:
    """Ask what to do about a key result that is off track, until it is not or one keeps going. Raises Stopped."""
    while True:
        key_result, now = workspace.company.key_result(id), figures(workspace, id)
        if key_result is None or not is_off_track(now.status):
            return
        gap = f"{percent_text(now.progress)} of {percent_text(now.expected)} expected"
        say(f"  off track: {look_of(now.status).word}{'' if key_result.metric in STANDING else f', {gap}'}")
        adapt = "" if key_result.metric in _UNAIMED else "t adapt the target, "
        match ask(f"  {adapt}r reassess, b name a blocker, enter keeps going").casefold():
            case "t" if adapt:
                _adapt(workspace, key_result)
            case "r":
                _reassess(workspace, key_result)
            case "b":
                _block(workspace, id)
            case said if said in _KEEP:
                return


def _adapt(workspace: Workspace, key_result: KeyResult) -> None:
    """Ask for another target, for a range for its two ends; then say both targets with their scores."""
    form = open_form(workspace, "key_result", key_result.id)
    if key_result.metric is Metric.BETWEEN:
        _adapt_range(workspace, key_result, form)
    else:
        ask_until("  target", partial(_take_target, workspace, key_result, form), _typed(key_result.target))
    if moved := moved_of(workspace, key_result.id):
        for when, target, share, score in (
            ("first aimed at", moved.target, moved.progress, moved.score),
            ("now aimed at", moved.target_now, moved.progress_now, moved.score_now),
        ):
            say(f"  {when} {target}: {percent_text(share)}, score {score}")


def _take_target(workspace: Workspace, key_result: KeyResult, form: Form, said: str) -> None:
    number = parse_number(said, key_result.target)
    check_figures(key_result.metric, key_result.start, number)
    change(workspace, form, {"target": stored(number)})


def _adapt_range(workspace: Workspace, key_result: KeyResult, form: Form) -> None:
    low = ask_until("  lowest", partial(parse_number, last=key_result.low), _typed(key_result.low))

    def take(said: str) -> None:
        high = parse_number(said, key_result.high)
        check_figures(key_result.metric, low=low, high=high)
        change(workspace, form, {"low": stored(low), "high": stored(high)})

    ask_until("  highest", take, _typed(key_result.high))


def _reassess(workspace: Workspace, key_result: KeyResult) -> None:
    """Ask for the status as its owner sees it, and why; it holds until the next check-in."""
    words: Mapping[str, Status] = _HELD if key_result.metric in STANDING else _MOVING
    form = open_form(workspace, "key_result", key_result.id)
    choices = ", ".join(f"{key} {look_of(status).word}" for key, status in words.items())

    def read(said: str) -> Status | None:
        if said and said[0].casefold() not in words:
            raise ValueError(f"one of {', '.join(words)}; enter leaves it")
        return words[said[0].casefold()] if said else None

    status = ask_until(f"  it is: {choices}", read)
    reason = ask("  because") if status else ""
    if status is None or not reason:
        say("  Not reassessed: that needs a reason" if status else "  Not reassessed")
        return
    change(workspace, form, {"status_override": status, "override_reason": reason})
    say(f"  Reassessed: {look_of(status).word}, until the next check-in")


def _block(workspace: Workspace, id: str) -> None:
    """Ask what is in the way and who takes it out of the way."""
    text = ask("  what is in the way")
    if not text:
        return

    def find_solver(said: str) -> str | None:
        if said.casefold() == "nobody":
            return None
        return workspace.person if said == ME else find(workspace.company, said, ["person"])[1]

    solver = ask_until("  who takes it out of the way (a name, or nobody)", find_solver, ME)
    raise_blocker(workspace, id, text, solver)
    say(f"  Blocker raised{f', for {workspace.company.title(solver)}' if solver else ''}")


def _typed(number: Decimal | None) -> str:
    if number is None:
        return ""
    text = format_number(number)
    return f"={text}" if text.startswith("-") else text
