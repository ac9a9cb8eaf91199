"""What one can do on the planning board: each act in a worker, each told in one quiet line with its undo."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from okrtui.okr import records
from okrtui.okr.kinds import CycleKind, CycleStatus, Level, Stage
from okrtui.okr.records import Objective
from okrtui.screens.objects import counted
from okrtui.screens.pane import PaneScreen
from okrtui.screens.plan_list import PlanList
from okrtui.widgets.fields import Item
from okrtui.widgets.tones import Tone
from okrtui.workspace import planning, planning_cycles, planning_links

_UNDO = "u undo"
_LISTED = 8


class PlanActs(PaneScreen):
    """The keys of the board. `cycle` is the cycle that is planned, None while nobody has made it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "new", id="object.new", tooltip="an objective of the unit, step by step"),
        Binding("p", "propose", "propose", id="plan.propose", tooltip="to the lead above"),
        Binding("a", "accept_share", "accept", id="plan.accept_share", tooltip="what another unit asks to share"),
        Binding("a", "agree", "agree", id="plan.agree", tooltip="what is marked, or under the cursor"),
        Binding("A", "agree_all", "agree all", show=False, id="plan.agree_all", tooltip="marked, or here and below"),
        Binding("o", "counter", "counter", id="plan.counter", tooltip="propose something else in return"),
        Binding("x", "commit", "commit", id="plan.commit", tooltip="give your word on it, by name"),
        Binding("w", "withdraw", "back to draft", show=False, id="plan.withdraw"),
        Binding("s", "share", "share", show=False, id="plan.share", tooltip="ask a partner unit to carry it too"),
        Binding("i", "take_up", "take up", id="plan.take_up", tooltip="an improvement, in this cycle"),
        Binding("d", "decline_share", "decline", id="plan.decline_share", tooltip="not carry it"),
        Binding("d", "delete", "delete", show=False, id="object.delete", tooltip="it can be restored"),
        Binding("t", "use_template", "from a template", show=False, id="plan.use_template"),
        Binding("T", "save_template", "keep as template", show=False, id="plan.save_template"),
        Binding("Y", "duplicate", "copy a cycle here", show=False, id="plan.duplicate", tooltip="its structure"),
        Binding("C", "make_cycle", "make the cycle", id="plan.make_cycle"),
        Binding("B", "begin", "begin the cycle", show=False, id="plan.begin", tooltip="says what is still draft"),
        Binding("slash", "filter", "filter", show=False, priority=True, id="list.filter", tooltip="by part of a title"),
        Binding("c", "check_in", "check in", show=False, id="object.check_in"),
        Binding("e", "edit", "edit", show=False, id="object.edit"),
    ]

    cycle: str | None = None

    @property
    def plan_list(self) -> PlanList:
        """The list of the board."""
        return self.query_one(PlanList)

    def chosen(self) -> list[str]:
        """The objectives that a key is about."""
        if self.is_in_pane:
            kind, id = self.subject() or ("", "")
            return [id] if kind == "objective" else []
        return self.plan_list.chosen

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is under the cursor decides what a key is for."""
        kind = (self.subject() or ("", ""))[0] if self.is_mounted and self.cycle else ""
        match action:
            case "accept_share" | "decline_share":
                return kind == "share"
            case "delete":
                return kind != "share"
            case "take_up":
                return kind == "improvement"
            case "make_cycle":
                return self.cycle is None
            case "new" | "begin" | "duplicate" | "use_template" | "my_unit":
                return self.cycle is not None
            case "propose" | "agree" | "commit" | "withdraw" | "share" | "save_template":
                return bool(self.cycle and self.chosen())
            case "counter":
                return any(self._stage(id) is Stage.PROPOSED for id in self.chosen()[:1]) if self.cycle else False
            case "localize":
                return kind in ("objective", "key_result")
            case "agree_all":
                return bool(self.cycle and self._all_here())
        return super().check_action(action, parameters)

    def _stage(self, objective: str) -> Stage | None:
        found = self.workspace.company.objective(objective)
        return found.stage if found else None

    # --- one or several objectives

    def _do(self, work: Callable[[list[str]], object], done: str, tail: str = "") -> None:
        """Do something to all chosen objectives, in one act."""
        chosen = self.chosen()
        self.okrtui.act(partial(work, chosen), lambda _: self._told(done, chosen, tail))

    def _told(self, done: str, objectives: Sequence[str], tail: str = "") -> None:
        for outline in self.query(PlanList):
            outline.unmark()
        title = self.workspace.company.title(objectives[0]) if len(objectives) == 1 else ""
        self.okrtui.say(f"{done}: {title or counted(len(objectives), 'objective')}{tail}", _UNDO)

    def action_propose(self) -> None:
        """Propose to the lead above."""
        company = self.workspace.company
        found = [objective for id in self.chosen() if (objective := company.objective(id))]
        to = {company.title(planning.approver_of(self.workspace, each)) for each in found}
        tail = f" to {to.pop()}" if len(to) == 1 and "" not in to else ""
        self._do(lambda chosen: planning.propose(self.workspace, *chosen), "Proposed", tail)

    def action_agree(self) -> None:
        """Agree to what is marked, or under the cursor, in one act."""
        self._agree(self.chosen())

    def action_agree_all(self) -> None:
        """Agree to what is marked, else to what waits for oneself in the unit and below, all in one act."""
        self._agree(self._all_here())

    def _all_here(self) -> list[str]:
        """What is marked, else what waits for oneself here, else what a lead further above may agree to."""
        found = self.plan_list
        return list(found.marked) or found.waiting_here() or found.proposed_here()

    def _agree(self, objectives: list[str]) -> None:
        self.okrtui.act(partial(planning.agree, self.workspace, objectives), self._agreed)

    def _agreed(self, agreed: list[str]) -> None:
        if agreed:
            self._told("Agreed", agreed)
        else:
            self.say("That is agreed already")

    def action_commit(self) -> None:
        """Give one's word on it."""
        self._do(partial(planning.commit_all, self.workspace), f"{self._my_name} commits to")

    @property
    def _my_name(self) -> str:
        return self.workspace.company.title(self.workspace.person)

    def action_withdraw(self) -> None:
        """Make it a draft again."""
        self._do(lambda chosen: planning.withdraw(self.workspace, *chosen), "A draft again")

    def action_counter(self) -> None:
        """Open the form in which one proposes something else in return."""
        from okrtui.screens.plan_counter import counter

        counter(self.okrtui, self.chosen()[0], then=self.appeared)

    # --- making objectives

    def action_new(self) -> None:
        """Set an objective of the unit that the cursor is in, step by step."""
        self._set(self._unit_here(), None)

    def _unit_here(self) -> str | None:
        """The unit that the cursor is in; above the units, the first of one's own, else the topmost."""
        lane = self.plan_list.lane_here
        if lane is not None:
            return lane.id
        company = self.workspace.company
        mine = [unit for unit in company.units_of(self.workspace.person) if unit.level is not Level.INDIVIDUAL]
        return next((unit.id for unit in (*mine, *company.child_units(None))), None)

    def _set(self, unit: str | None, parent: str | None) -> None:
        from okrtui.screens.setting import set_objective

        if self.cycle is None:
            self.say("There is no cycle to plan for yet", "C makes it")
            return
        set_objective(self.okrtui, unit=unit, cycle=self.cycle, parent=parent, then=self.appeared)

    def action_localize(self) -> None:
        """Let a unit take up the objective under the cursor."""
        _, id = self.subject() or ("", "")
        objective = self._objective_of(id)
        # What stands in a longer cycle, its own unit takes up first.
        is_here = objective is not None and objective.cycle == self.cycle
        own = objective.unit if objective else None
        mine = [unit.id for unit in self.workspace.company.units_of(self.workspace.person)]
        first = [unit for unit in mine if unit != own] if is_here else [own or "", *mine]
        self._pick_unit("Which unit takes it up?", own if is_here else None, lambda unit: self._set(unit, id), first)

    def _objective_of(self, id: str) -> Objective | None:
        """The objective itself, or that of a key result."""
        company = self.workspace.company
        key_result = company.key_result(id)
        return company.objective(key_result.objective if key_result else id)

    def _pick_unit(
        self, question: str, apart_from: str | None, then: Callable[[str], None], first: Sequence[str] = ()
    ) -> None:
        company = self.workspace.company
        with self.workspace.lock:
            tops = company.child_units(None)
            units = [unit for top in tops for unit in company.units_below(top.id) if unit.id != apart_from]
            units = [unit for unit in units if unit.level is not Level.INDIVIDUAL]
            items = [Item(unit.id, unit.name, company.title(unit.lead)) for unit in units]
        items.sort(key=lambda item: first.index(item.id) if item.id in first else len(first))
        self._pick(question, items, then)

    def _pick(self, question: str, items: Sequence[Item], then: Callable[[str], None]) -> None:
        from okrtui.screens.pick import PickScreen

        self.app.push_screen(
            PickScreen(question, items, glyphs=self.glyphs), lambda picked: then(picked) if picked else None
        )

    def action_take_up(self) -> None:
        """Take an improvement up in this cycle: its card goes from the board."""
        kind, id = self.subject() or ("", "")
        if kind == "improvement" and self.cycle:
            work = partial(planning_links.take_up, self.workspace, id, self.cycle)
            self.okrtui.act(work, lambda _: self._told("Taken up", [id]))

    # --- sharing

    def action_share(self) -> None:
        """Ask a partner unit to carry the objective too."""
        chosen = self.chosen()
        question = f"Whom to ask to share '{self.workspace.company.title(chosen[0])}'?"
        objective = self._objective_of(chosen[0])
        self._pick_unit(question, objective.unit if objective else None, partial(self._ask_to_share, chosen[0]))

    def _ask_to_share(self, objective: str, unit: str) -> None:
        name = self.workspace.company.title(unit)
        work = partial(planning_links.share, self.workspace, objective, unit)
        self.okrtui.act(work, lambda _: self._told(f"{name} is asked to share", [objective]))

    def action_accept_share(self) -> None:
        """Carry what another unit asks to share."""
        self._answer(planning_links.accept_share, "Shared")

    def action_decline_share(self) -> None:
        """Not carry it."""
        self._answer(planning_links.decline_share, "Declined")

    def _answer(self, answer: Callable[..., None], done: str) -> None:
        kind, id = self.subject() or ("", "")
        if kind == "share":
            fields = self.workspace.company.fields("share", id) or {}
            objective = records.text(fields, "objective")
            self.okrtui.act(partial(answer, self.workspace, id), lambda _: self._told(done, [objective]))

    # --- templates, and other cycles

    def action_save_template(self) -> None:
        """Keep the objective as a template."""
        from okrtui.workspace.templates import save_templates

        self._do(partial(save_templates, self.workspace), "Kept as a template")

    def action_use_template(self) -> None:
        """Browse the templates; the one picked becomes a draft of the unit."""
        from okrtui.workspace.templates import templates, use_template

        unit, cycle = self._unit_here(), self.cycle
        found = templates(self.workspace)
        if unit is None or cycle is None:
            return
        if not found:
            self.say("There is no template yet", "T on an objective keeps it as one")
            return
        items = [Item(each.id, each.title, counted(len(each.key_results), "key result")) for each in found]

        def use(template: str) -> None:
            work = partial(use_template, self.workspace, template, unit, cycle)
            self.okrtui.act(work, self._made_of_template)

        name = self.workspace.company.title(unit)
        self._pick(f"Which template for {name}?", items, use)

    def _made_of_template(self, id: str) -> None:
        self.appeared("objective", id)
        self._told("Made from a template", [id])

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
            self.okrtui.act(work, lambda made: self._told(f"Copied from {company.title(source)}", list(made.values())))

        spans = [f"{each.start.day} {each.start:%b %Y} to {each.end.day} {each.end:%b %Y}" for each in cycles]
        items = [Item(each.id, each.name, span) for each, span in zip(cycles, spans, strict=True)]
        self._pick(f"Copy which cycle's objectives into {company.title(target)}?", items, copy)

    def action_make_cycle(self) -> None:
        """Make the cycle to plan."""
        work = partial(planning_cycles.plan_cycle, self.workspace)
        self.okrtui.act(work, self._cycle_made)

    def _cycle_made(self, cycle: str) -> None:
        self.show_cycle(cycle)
        self.say(f"{self.workspace.company.title(cycle)} can be planned", _UNDO)

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
            self.okrtui.act(work, self._begun)

    def _begun(self, started: planning_cycles.Started) -> None:
        name = self.workspace.company.title(self.cycle)
        left = f"; {len(started.left)} left as they are" if started.left else ""
        said = f"{name} has begun: {counted(len(started.active), 'objective') or 'nothing'} active{left}"
        self.say(said, _UNDO, Tone.PLAIN)
