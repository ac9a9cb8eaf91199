"""A case: a finding that is to be mended, the questions that have to be answered first, and what mends it."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from okrtui.okr.coach.finding import Finding
from okrtui.okr.coach.scene import Scene
from okrtui.okr.company import Company
from okrtui.okr.records import Cycle, Objective, Value
from okrtui.workspace.errors import NotFound
from okrtui.workspace.mending.sheet import Sheet
from okrtui.workspace.workspace import Workspace

Answers = Mapping[str, object]
"""What was answered, or goes without saying, by the questions' names; what was not is not in it."""


class Question(NamedTuple):
    """Something that a remedy has to be told."""

    name: str
    field: tuple[str, str]
    """The kind and field whose values answer it: `("objective", "title")`."""
    is_needed: bool = True
    default: Value = None
    """What is taken where nothing is answered; of references their ids."""
    candidates: tuple[str, ...] = ()
    """The ids of objects to choose from, the best first."""
    kinds: tuple[str, ...] = ()
    """The kinds of the objects that are meant; empty where the field says it."""
    is_many: bool = False
    """Whether the answer is a list."""
    is_named: bool = False
    """Whether an answer that is no object's id or title is the name of a new one."""

    @property
    def words(self) -> str:
        """What it asks for, as it stands on a screen."""
        return self.name.replace("_", " ")


class Case(NamedTuple):
    """A finding, and what the coach saw when it found it."""

    workspace: Workspace
    finding: Finding
    scene: Scene

    @property
    def company(self) -> Company:
        """Every object."""
        return self.workspace.company

    @property
    def id(self) -> str:
        """The id of what the finding is about."""
        return self.finding.id

    @property
    def today(self) -> str:
        """The day on which it is mended."""
        return self.workspace.today.isoformat()

    @property
    def objective(self) -> Objective:
        """The objective that the finding is about, or whose key result it is about. Raises NotFound."""
        found = self.scene.parent_objective(self.id)
        if found is None:
            raise NotFound(f"{self.id}: its objective is deleted")
        return found

    def current_cycle(self) -> Cycle | None:
        """The cycle that people work in."""
        return self.company.current_cycle(self.workspace.today)

    def lead_of(self, unit: str | None) -> str:
        """Who leads a unit, else oneself."""
        found = self.company.unit(unit)
        lead = self.company.person(found.lead) if found else None
        return lead.id if lead else self.workspace.person


class Action(NamedTuple):
    """What mends findings of a sort."""

    asks: Callable[[Case], Sequence[Question]]
    does: Callable[[Case, Answers, Sheet], None]


def nothing(_: Case) -> Sequence[Question]:
    """There is nothing to ask."""
    return ()


def sole(candidates: Sequence[str]) -> str | None:
    """The only candidate; None where there is a choice, or none."""
    return candidates[0] if len(candidates) == 1 else None


def listed(answer: object) -> list[str]:
    """An answer that may be one or several."""
    return [str(each) for each in answer] if isinstance(answer, list | tuple) else [str(answer)]
