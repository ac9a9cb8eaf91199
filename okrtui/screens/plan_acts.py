"""What one can do on the planning board: each act in a worker, each told in one quiet line with its undo."""

from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from okrtui.okr.kinds import Stage
from okrtui.screens.plan_cycle import PlanCycle
from okrtui.screens.plan_making import PlanMaking
from okrtui.workspace import planning


class PlanActs(PlanMaking, PlanCycle):
    """The keys of the board."""

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
        Binding("slash", "filter", "filter", show=False, id="list.filter", tooltip="by part of a title"),
        Binding("c", "check_in", "check in", show=False, id="object.check_in"),
        Binding("e", "edit", "edit", show=False, id="object.edit"),
    ]

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
        self.okrtui.carry_out(partial(planning.agree, self.workspace, objectives), self._agreed)

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
