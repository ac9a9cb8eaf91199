"""What comes onto the planning board: objectives set step by step, from above, beside, or of a template."""

from collections.abc import Callable
from functools import partial

from okrtui.okr import records
from okrtui.screens.objects import counted
from okrtui.screens.plan_chosen import PlanChosen
from okrtui.widgets.fields import Item
from okrtui.workspace import planning_links


class PlanMaking(PlanChosen):
    """The keys that make objectives, or let others carry them."""

    # --- objectives of a unit

    def action_new(self) -> None:
        """Set an objective of the unit that the cursor is in, step by step."""
        self._set(self._unit_here(), None)

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

    def action_take_up(self) -> None:
        """Take an improvement up in this cycle: its card goes from the board."""
        kind, id = self.subject() or ("", "")
        if kind == "improvement" and self.cycle:
            work = partial(planning_links.take_up, self.workspace, id, self.cycle)
            self.okrtui.carry_out(work, lambda _: self._told("Taken up", [id]))

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
        self.okrtui.carry_out(work, lambda _: self._told(f"{name} is asked to share", [objective]))

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
            self.okrtui.carry_out(partial(answer, self.workspace, id), lambda _: self._told(done, [objective]))

    # --- templates

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
            self.okrtui.carry_out(work, self._made_of_template)

        name = self.workspace.company.title(unit)
        self._pick(f"Which template for {name}?", items, use)

    def _made_of_template(self, id: str) -> None:
        self.appeared("objective", id)
        self._told("Made from a template", [id])
