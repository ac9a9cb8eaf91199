"""A company that a stranger has written into: what would take over a terminal, in every field of every kind."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import orjson

from okrtui.okr.kinds import KINDS
from okrtui.okr.models.registry import fields_of
from okrtui.storage.clock import DAY_MS
from okrtui.storage.folder import SEGMENTS
from okrtui.storage.line import Op, Value, root
from okrtui.workspace.founding import init_workspace
from okrtui.workspace.moment import Moment
from tests.faults.newer import line, put, segment

NOW = "2026-11-20T09:41"
BEGINNING = datetime(2026, 10, 1, 8, 0, tzinfo=UTC)
STRANGER, ANOTHER, LATE = "5742a96e00000000", "a207e40000000000", "1a7e000000000000"
TRICKS = {
    "clipboard": "\x1b]52;c;c3RvbGVu\x07",
    "window title": "\x1b]0;stolen\x07",
    "window title, ended otherwise": "\x1b]2;stolen\x1b\\",
    "link": "\x1b]8;;https://evil.example\x1b\\",
    "where is the cursor": "\x1b[6n",
    "what are you": "\x1bP$qm\x1b\\",
    "resize": "\x1b[8;9;9t",
    "printer": "\x1b[5i",
    "colours": "\x1b[95;105m",
    "reset": "\x1bc",
    "8-bit cursor": "\x9b6n",
    "8-bit title": "\x9d0;stolen\x9c",
    "8-bit device control": "\x90+q544e\x9c",
    "privacy message": "\x1b^stolen\x1b\\",
    "bell": "\x07",
    "other alphabet": "\x0e",
    "back": "\x08\x7f",
    "start of line": "\r",
    "line separator": "\u2028",
}
"""What must never reach a terminal, whatever it would do there."""
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
MARKUP = "[/][@click=app.quit]"
"""Would end the app, or be an error, if it were taken for markup."""
FILE = "\x1b]0;stolen\x07\u202ename[@click=app.quit].jsonl"
TEXTS = ("text", "long text")


def hostile(*about: str) -> str:
    """A text that says what it is about, and comes with every trick, of which the last two have no end."""
    tricks = "".join(TRICKS.values())
    return f"{TRICKS['colours']}{' '.join(about)}{tricks}{BIDI}{MARKUP}\x1b]\x1b"


class Company(NamedTuple):
    """Where it lies (Ana's data directory, and the folder), and ids by kind: of what a stranger made, and she."""

    data: Path
    folder: Path
    workspace: str
    ids: Mapping[str, str]


def found(place: Path) -> Company:
    """Ana makes a company, and a stranger with access to the folder writes into it; she has not met it yet."""
    (place / "shared").mkdir()
    clock = int(BEGINNING.timestamp() * 1000)
    made = init_workspace(
        place / "data", place / "shared", "Northwind", "Ana Ruiz <ana@example.org>", moment=Moment(lambda: clock)
    )
    made.meet()
    ids = {kind: f"{number:02x}" * 8 for number, kind in enumerate(KINDS, 16)}
    own = {"workspace": made.config.workspace, "own person": made.person}
    own |= {f"own {kind}": id for kind, id in made.state.objects if kind in ("unit", "cycle")}
    company = Company(place / "data", place / "shared", made.config.workspace, ids | own)
    made.close()
    writes(company, STRANGER, [*everything(company), *history(company)], ago_ms=20 * DAY_MS)
    writes(company, ANOTHER, competing(company))
    (company.folder / SEGMENTS / FILE).write_bytes(b"rubbish")
    return company


def writes(company: Company, writer: str, acts: Iterable[Sequence[Op]], ago_ms: int = 3_600_000) -> None:
    """Put a writer's first lines into the folder, by the person whose name is hostile.

    Of a register it has seen what it wrote there itself.
    """
    prev = root(company.workspace, writer)
    at = int(datetime.fromisoformat(f"{NOW}+00:00").timestamp() * 1000) - ago_ms
    raws, before = [], prev
    own: dict[tuple[str, str, str], str] = {}
    for seq, ops in enumerate(acts, 1):
        said = [[*op[:4], [own[op[:3]]] if op[:3] in own else []] for op in ops]
        raw, prev = line(prev, seq, said, ts=f"{(at << 16) + seq:016x}", by=company.ids["person"])
        own |= {op[:3]: prev for op in ops}
        raws.append(raw)
    header = {"workspace": company.workspace, "prev": before, "host": hostile("host"), "person": company.ids["person"]}
    put(company.folder / SEGMENTS, segment(raws, writer, **header))


def everything(company: Company) -> Iterator[list[Op]]:
    """An object of each kind with every text hostile; for each other field, one in which that is, too.

    What Ana made is written to as well: the workspace, her name, her unit, her cycle.
    """
    ids = company.ids
    for kind in KINDS:
        sound = sound_fields(ids)[kind]
        texts: dict[str, Value] = {
            spec.name: hostile(kind, spec.name) for spec in fields_of(kind) if spec.type_word in TEXTS
        }
        yield written(kind, ids[kind], {**sound, **texts})
        if own := ids.get(f"own {kind}"):
            yield written(kind, own, {name: hostile("own", kind, name) for name in texts})
        others = [spec.name for spec in fields_of(kind) if spec.name not in texts]
        for number, field in enumerate([*others, "deleted", "mood"], 1):
            value = hostile(kind, field)
            id = ids[kind] if kind == "workspace" else ids[kind][:-2] + f"{number:02x}"
            yield written(kind, id, {**sound, **texts, field: value})
            yield written(kind, id[:2] + "f" + id[3:], {**sound, **texts, field: [value, "x", 3]})
    yield [Op("ritual", "71" * 8, "beat", hostile("ritual")), Op("ritual", "71" * 8, "deleted", False)]


def written(kind: str, id: str, fields: Mapping[str, Value]) -> list[Op]:
    """The ops that make an object."""
    return [Op(kind, id, name, value) for name, value in {"deleted": False, **fields}.items()]


def history(company: Company) -> Iterator[list[Op]]:
    """More texts in fields that have some: values that were, and values at once."""
    for field in ("title", "override_reason", "unit_of_measure"):
        yield [Op("key_result", company.ids["key_result"], field, hostile("other", field))]


def competing(company: Company) -> Iterator[list[Op]]:
    """What another stranger wrote at the same time."""
    yield [Op("objective", company.ids["objective"], "title", hostile("competing title"))]
    yield [Op("objective", company.ids["objective"], "stage", hostile("competing stage"))]
    yield [Op("key_result", company.ids["key_result"], "unit_of_measure", hostile("competing unit"))]


def sound_fields(ids: Mapping[str, str]) -> dict[str, dict[str, Value]]:
    """The fields that are no text, as they should be."""
    me, unit, cycle = ids["own person"], ids["own unit"], ids["own cycle"]
    objective, key_result = {"objective": ids["objective"]}, {"key_result": ids["key_result"]}
    subject: dict[str, Value] = {"subject": ids["key_result"]}
    return {
        "workspace": {},
        "unit": {"level": "team", "parent": unit, "lead": me},
        "person": {},
        "membership": {"person": me, "unit": ids["unit"]},
        "cycle": {"kind": "quarter", "start": "2027-01-01", "end": "2027-03-31", "status": "planning"},
        "mission": {"unit": unit},
        "goal": {"unit": unit, "baseline": 0, "target": 10, "due": "2026-12-31"},
        "objective": {
            "unit": unit, "cycle": cycle, "owner": me, "kind": "aspirational", "priority": True, "stage": "active",
            "kpi": ids["kpi"], "kpi_target": 3, "kpi_due": "2026-12-31",
        },
        "alignment": {"child": ids["objective"], "parent": ids["mission"], "mode": "supports"},
        "share": {**objective, "unit": ids["unit"], "state": "asked"},
        "commitment": {**objective, "person": ids["person"], "date": "2026-11-02"},
        "key_result": {
            **objective, "metric": "increase", "start": 0, "target": 100, "owner": me, "status_override": "at_risk",
        },
        "milestone": {**key_result, "weight": 1},
        "measure": {**key_result, "target": 5, "cadence": "weekly", "direction": "increase"},
        "metric": {},
        "kpi": {
            "unit": unit, "goal": ids["goal"], "metrics": [ids["metric"], ids["metric"][:-2] + "01"],
            "combine": "sum", "direction": "increase", "healthy_low": 1, "indicator": "lagging",
        },
        "reading": {"subject": ids["measure"], "date": "2026-11-03", "value": 4},
        "check_in": {**key_result, "date": "2026-11-04", "value": 20, "confidence": 5, "on_behalf_of": ids["person"]},
        "blocker": {**subject, "solver": ids["person"], "raised": "2026-11-05"},
        "initiative": {**subject, "owner": ids["person"], "done": False},
        "comment": subject,
        "recognition": {"subject": me},
        "review": {"kind": "monthly", "unit": unit, "cycle": cycle, "date": "2026-11-06"},
        "score": {**key_result, "value": 0.5, "role": "owner", "disposition": "carried_over"},
        "improvement": {"owner": ids["person"], "review": ids["review"]},
        "dismissal": {"subject": ids["objective"]},
        "template": {},
    }  # fmt: skip


def become_anothers(company: Company) -> None:
    """Put the marker of another workspace into the folder, whose name is hostile."""
    marker = {"okrtui": 1, "workspace": "e" * 16, "name": hostile("marker")}
    (company.folder / "okrtui.json").write_bytes(orjson.dumps(marker))
