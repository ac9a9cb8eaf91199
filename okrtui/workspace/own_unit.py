"""A person's own unit: one each, made with their first own objective."""

from okrtui.okr.ids import derived_id
from okrtui.okr.kinds import Level
from okrtui.okr.records import reference
from okrtui.workspace.edits import New
from okrtui.workspace.view import View


def individual_unit(workspace: View, person: str) -> list[New]:
    """What it takes for a person to have a unit of their own: nothing where it is there already.

    Its id is derived, so that two replicas make the same one; its lead is the person, its parent the unit of the
    first membership.
    """
    company = workspace.company
    id = individual_unit_id(person)
    if company.fields("unit", id) is not None:
        return []
    fields: dict[str, object] = {"name": company.title(person), "level": Level.INDIVIDUAL, "lead": person}
    parent = _first_membership(workspace, person)
    if parent:
        fields["parent"] = parent
    return [New("unit", fields, id)]


def individual_unit_id(person: str) -> str:
    """The id of a person's own unit."""
    return derived_id("unit", person, "individual")


def _first_membership(workspace: View, person: str) -> str | None:
    company = workspace.company
    for id in company.pointing("membership", "person", person):
        unit = reference(company.fields("membership", id) or {}, "unit")
        if unit and company.unit(unit):
            return unit
    return next((unit.id for unit in company.child_units(None)), None)
