"""Naming an object in a sentence: by its title, or, where it has none of its own, by what it is about."""

from okrtui.okr import records
from okrtui.okr.company import Company
from okrtui.okr.presets import PRACTICES
from okrtui.storage.clean import clean_line
from okrtui.workspace.find import NAMED

_SORTS = {"score": ("role", ""), "review": ("kind", "unit")}
"""Kinds of which there are sorts: the field that says which, and the one whose they are."""
ABOUT = ("key_result", "subject", "child", "objective", "person")


def called(company: Company, kind: str, id: str) -> str:
    """`key result Close rate to 27 %`, `check-in on Close rate to 27 %`, `agreed score on Close rate to 27 %`.

    Deleted objects have their names, too.
    """
    word = PRACTICES[company.workspace().preset].word(kind)
    if kind in NAMED:
        return f"{word} {clean_line(company.title(id)) or id}"
    entry = company.entry(kind, id)
    if entry is not None and kind in _SORTS:
        field, about = _SORTS[kind]
        word = " ".join((clean_line(records.text(entry.fields, field)), word)).strip()
        if about and (unit := clean_line(company.title(records.reference(entry.fields, about)))):
            return f"{word} of {unit}"
    for field in ABOUT:
        about = records.text(entry.fields, field) if entry else ""
        if title := clean_line(company.title(about)):
            return f"{word} on {title}"
    return f"{word} {clean_line(company.title(id)) or id}"
