"""The cycle that is planned: made, filled with what another one had, and begun."""

from functools import partial

from okrtui.okr.kinds import CycleKind, CycleStatus, Stage
from okrtui.screens.objects import counted
from okrtui.screens.plan_chosen import UNDO, PlanChosen
from okrtui.widgets.fields import Item
from okrtui.widgets.tones import Tone
from okrtui.workspace import planning_cycles

_LISTED = 8


class PlanCycle(PlanChosen):
    """The keys that are about the whole board."""

    def action_duplicate(self) -> None:
        """Copy another cycle's objectives here, as drafts."""
        from okrtui.workspace.planning_copies import duplicate

        target = self.cycle
        company = self.workspace.company
        cycles = [each for each in reversed(company.cycles()) if each.id != target]
        # A quarter is planned as the last quarter was, a year as the last year.
        here = company.cycle(target)
        is_year = here is not None and here.kind is CycleKind.YEAR
        cycles.sort(key=lambda each: (each.kind is CycleKind.YEAR) is not is_year)
        if target is None or not cycles:
            self.say("There is no other cycle to copy", "" if target else "C makes the one to plan")
            return

        def copy(source: str) -> None:
            work = partial(duplicate, self.workspace, source, target)
            done = f"Copied from {company.title(source)}"
            self.okrtui.carry_out(work, lambda made: self._told(done, list(made.values())))

        spans = [f"{each.start.day} {each.start:%b %Y} to {each.end.day} {each.end:%b %Y}" for each in cycles]
        items = [Item(each.id, each.name, span) for each, span in zip(cycles, spans, strict=True)]
        self._pick(f"Copy which cycle's objectives into {company.title(target)}?", items, copy)

    def action_make_cycle(self) -> None:
        """Make the cycle to plan."""
        work = partial(planning_cycles.plan_cycle, self.workspace)
        self.okrtui.carry_out(work, self._cycle_made)

    def _cycle_made(self, cycle: str) -> None:
        self.show_cycle(cycle)
        self.say(f"{self.workspace.company.title(cycle)} can be planned", UNDO)

    def show_cycle(self, cycle: str) -> None:
        """Show the board of a cycle."""
        raise NotImplementedError

    def action_begin(self) -> None:
        """Begin the cycle, once it is clear what stays behind."""
        from okrtui.screens.ask import Answer, AskScreen

        if self.cycle is None:
            self.say("There is no cycle to begin yet", "C makes it")
            return
        cycle = self.workspace.company.cycle(self.cycle)
        if cycle is not None and cycle.status is CycleStatus.CLOSED:
            self.say(f"{cycle.name} is closed", "6 Reviews, C, R open it again")
            return
        cards = self.plan_list.cards.values()
        ready = sum(1 for card in cards if card.stage is Stage.AGREED)
        left = [card for card in cards if card.stage in (Stage.DRAFT, Stage.PROPOSED)]
        name = self.workspace.company.title(self.cycle)
        more = "Everything in it is agreed."
        if left:
            listed = [f"  {card.stage.words:<9} {card.title}" for card in left[:_LISTED]]
            rest = [f"  and {len(left) - _LISTED} more"] if len(left) > _LISTED else []
            more = "\n".join(["Not agreed, and stays behind:", *listed, *rest])
        answers = (
            Answer("b", "begin", f"{counted(ready, 'agreed objective') or 'nothing'} becomes active"),
            Answer("n", "not yet"),
        )
        ask = AskScreen(f"Begin {name}?", answers, more, glyphs=self.glyphs)
        self.app.push_screen(ask, self._begin)

    def _begin(self, answer: str | None) -> None:
        if answer == "b" and self.cycle is not None:
            work = partial(planning_cycles.start_cycle, self.workspace, self.cycle)
            self.okrtui.carry_out(work, self._begun)

    def _begun(self, started: planning_cycles.Started) -> None:
        name = self.workspace.company.title(self.cycle)
        left = f"; {len(started.left)} left as they are" if started.left else ""
        said = f"{name} has begun: {counted(len(started.active), 'objective') or 'nothing'} active{left}"
        self.say(said, UNDO, Tone.PLAIN)
