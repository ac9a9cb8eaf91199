"""docs/methods.md says of the four methods what the code says: chains, words, limits, phases, rules."""

import re
from pathlib import Path

import pytest

from okrtui.okr.coach.rules import RULES
from okrtui.okr.kinds import Preset
from okrtui.okr.presets import PRACTICES, Practice
from okrtui.workspace.presets import preset_limits_words

DOCS = Path(__file__).parents[2] / "docs"
DOC = (DOCS / "methods.md").read_text(encoding="utf-8")


def table(heading: str) -> list[list[str]]:
    """The rows of the table under a heading, without its head."""
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", DOC, re.MULTILINE | re.DOTALL)
    assert found, heading
    lines = [line for line in found[1].splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line[1:-1].split("|")] for line in lines[2:]]


@pytest.mark.parametrize("practice", list(PRACTICES.values()), ids=list(PRACTICES))
def test_each_method_is_described_as_it_is(practice: Practice) -> None:
    expected = [["chain", practice.chain_words], ["limits", preset_limits_words(practice.preset)]]
    if practice.phases:
        expected.append(["phases", " › ".join(practice.phases)])
    expected += [[practice.word(kind), role] for kind, role in practice.roles.items()]
    assert table(f"{practice.title} (`{practice.preset}`)") == expected
    assert f"\n{practice.summary[:1].upper()}{practice.summary[1:]}.\n" in DOC


def test_the_table_of_rules_is_the_coach_s() -> None:
    expected = []
    for id in dict.fromkeys(rule.id for rule in RULES):
        of_it = [rule for rule in RULES if rule.id == id]
        said = [
            next((str(rule.milder.get(preset, rule.severity)) for rule in of_it if preset in rule.presets), "")
            for preset in Preset
        ]
        expected.append([id, *said])
    assert table("What the coach says where") == expected


def test_what_it_links_to_is_there() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", DOC)
    assert links
    assert [link for link in links if not (DOCS / link).exists()] == []
