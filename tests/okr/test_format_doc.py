"""docs/format.md says exactly what the code stores: no kind, field, word or member more or less."""

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from okrtui.okr.kinds import KINDS
from okrtui.okr.models import COACH_LISTS, LIMITS, MODELS, FieldSpec, Value, fields_of, values
from okrtui.okr.number import BOUND
from okrtui.storage.folder import MARKER, Directory, Marker
from okrtui.storage.line import MAX_DEPTH, MAX_LINE, Op, encode, root
from okrtui.storage.segment import MAX_FILE, MAX_SEGMENT, seal

DOC = (Path(__file__).parents[2] / "docs" / "format.md").read_text(encoding="utf-8")
WORKSPACE, WRITER, SOMEONE = "5eed000000000001", "aaaaaaaaaaaaaaaa", "1111111111111111"


class Row(NamedTuple):
    """A field as its row in the document says it."""

    name: str
    type_word: str
    at_creation: str
    words: tuple[str, ...]
    meaning: str


def section(heading: str) -> str:
    """The text under a heading, up to the next one of any level."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", DOC, re.MULTILINE | re.DOTALL)
    assert found, f"docs/format.md has no heading {heading!r}"
    return found[1]


def table(heading: str) -> list[list[str]]:
    """The rows of the table under a heading, without its head."""
    lines = [line for line in section(heading).splitlines() if line.startswith("|")]
    assert len(lines) > 2, f"no table under {heading!r}"
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def names(heading: str) -> list[str]:
    return [row[0].strip("`") for row in table(heading)]


def documented_kinds() -> list[str]:
    return re.findall(r"^### (\w+)$", DOC.partition("\n## Kinds\n")[2], re.MULTILINE)


def documented(kind: str) -> list[Row]:
    rows = table(kind)
    return [
        Row(name.strip("`"), word, creation, _words(listed), meaning) for name, word, creation, listed, meaning in rows
    ]


def _words(cell: str) -> tuple[str, ...]:
    return KINDS if cell == "any kind" else tuple(re.findall(r"`([^`]+)`", cell))


def modelled(spec: FieldSpec) -> Row:
    words = spec.enum_values or spec.ref_kinds
    return Row(spec.name, spec.type_word, _at_creation(spec), words, spec.description)


def _at_creation(spec: FieldSpec) -> str:
    if spec.required:
        return "required"
    return "" if spec.default is None else f"`{_plain(spec.default)}`"


def _plain(default: Value) -> str:
    return default if isinstance(default, str) else json.dumps(default)


def test_every_kind_has_a_model_and_a_table_and_there_are_no_others() -> None:
    assert documented_kinds() == list(MODELS) == list(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_table_of_a_kind_is_its_model(kind: str) -> None:
    assert documented(kind) == [modelled(spec) for spec in fields_of(kind)]


def test_every_type_is_explained() -> None:
    explained = {word for line in section("Kinds").splitlines() for word in re.findall(r"\*([^*]+)\*", line)}
    used = {spec.type_word for kind in KINDS for spec in fields_of(kind)}
    assert explained - {"At creation"} == used


def test_the_names_of_limits_are_listed() -> None:
    limits, _, lists = section("workspace").partition("The limits:")[2].partition("The lists of words:")
    assert tuple(re.findall(r"`([^`]+)`", limits)) == LIMITS
    assert tuple(re.findall(r"`([^`]+)`", lists)) == COACH_LISTS


def a_line() -> bytes:
    ops = [Op("person", SOMEONE, "name", "Ana Ruiz"), Op("person", SOMEONE, "deleted", False)]
    before = root(WORKSPACE, WRITER)
    other = "0" * 32
    return encode(before, 1, "019ab3c2d0010000", SOMEONE, ops, batch=WRITER, undoes=other, redoes=other)


def test_the_members_of_a_line() -> None:
    assert names("A line") == list(json.loads(a_line()))


def test_the_places_of_an_op() -> None:
    assert names("An op") == list(Op._fields)


def test_the_members_of_a_segment_header() -> None:
    _, content = seal(WORKSPACE, WRITER, root(WORKSPACE, WRITER), 1, [a_line()])
    assert names("A segment") == list(json.loads(content.splitlines()[0]))


def test_the_members_of_the_marker(tmp_path: Path) -> None:
    Directory(tmp_path).create(Marker(WORKSPACE, "Northwind"))
    assert names("The marker") == list(json.loads((tmp_path / MARKER).read_bytes()))


def test_the_limits() -> None:
    said = [int(row[1].replace(",", "")) for row in table("Limits")]
    assert said == [
        MAX_LINE,
        MAX_SEGMENT,
        MAX_FILE,
        MAX_DEPTH,
        values.MAX_TEXT,
        values.MAX_LONG_TEXT,
        values.MAX_EMAIL,
        values.MAX_ITEMS,
        values.MAX_WEIGHT,
        BOUND,
    ]
