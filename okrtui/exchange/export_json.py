"""The export as JSON: every object with its fields as they stand, one flat list that any program can read.

    {"okrtui_export": 1, "workspace": "<id>", "objects": [{"kind": …, "id": …, "fields": {…}}, …]}

Fields are the stored ones (docs/format.md); those that say nothing are left out. Objects come in the order of the
kinds there, then by id, so that two exports can be compared line by line.
"""

from typing import Any

from okrtui.okr.company import Company
from okrtui.okr.kinds import KINDS

VERSION = 1


def exported(company: Company, workspace: str, *, deleted: bool = False) -> dict[str, Any]:
    """The export of a company; with `deleted`, what was deleted is in it too, and says so."""
    return {"okrtui_export": VERSION, "workspace": workspace, "objects": list(_objects(company, deleted))}


def _objects(company: Company, deleted: bool) -> list[dict[str, Any]]:
    objects = []
    for kind in KINDS:
        found = [(id, fields, False) for id, fields in company.live(kind)]
        if deleted:
            found += [(id, fields, True) for id, fields in company.deleted(kind)]
        for id, fields, is_deleted in sorted(found, key=lambda each: each[0]):
            said = {name: value for name, value in sorted(fields.items()) if value is not None and name != "deleted"}
            objects.append({"kind": kind, "id": id, **({"deleted": True} if is_deleted else {}), "fields": said})
    return objects
