"""Naming an object in a sentence: by its title, or, where it has none of its own, by what it is about."""

from okrtui.okr import records
from okrtui.okr.company import Company
from okrtui.okr.presets import PRACTICES
from okrtui.storage.clean import clean_line
from okrtui.workspace.find import NAMED

ABOUT = ("key_result", "subject", "child", "objective", "person")


def called(company: Company, kind: str, id: str) -> str:
    """`key result Close rate to 27 %`, `check-in on Close rate to 27 %`, `agreed score on Close rate to 27 %`.

    Deleted objects have their names, too.
    """
    word = PRACTICES[company.workspace().preset].word(kind)
    if kind in NAMED:
        return f"{word} {clean_line(company.title(id)) or id}"
    entry = company.entry(kind, id)
    if kind == "score" and entry is not None:
        word = " ".join((clean_line(records.text(entry.fields, "role")), word)).strip()
    for field in ABOUT:
        about = records.text(entry.fields, field) if entry else ""
        if title := clean_line(company.title(about)):
            return f"{word} on {title}"
    return f"{word} {clean_line(company.title(id)) or id}"
