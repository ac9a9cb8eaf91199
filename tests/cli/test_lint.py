"""okrtui lint, mend and dismiss, on companies without a mistake and with every one."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from okrtui.okr.coach.rules import IDS
from okrtui.widgets.cells import width_of
from tests.cli.coached.clean import Company
from tests.cli.coached.faulty import build
from tests.cli.coached.shell import Shell

pytestmark = pytest.mark.xdist_group("lint")

PRESETS = ("okr", "mokm", "gokr", "sme")
TABLE = Path(__file__).parent / "coached" / "findings.tsv"
"""Every finding that the faulty companies give; the answers that its remedy needs: `=` none, `-` no remedy."""


class Row(NamedTuple):
    """A line of the table."""

    preset: str
    severity: str
    rule: str
    object: str
    answers: str


ROWS = [Row(*line.split("\t")) for line in TABLE.read_text().splitlines()[1:]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Company]:
    """The faulty company of a method, built once. Not to be changed."""
    companies: dict[str, Company] = {}

    def company(preset: str) -> Company:
        if preset not in companies:
            companies[preset] = build(tmp_path_factory.mktemp(preset), preset)
        return companies[preset]

    return company


@pytest.fixture
def copy(built: Callable[[str], Company], tmp_path: Path) -> Callable[[str], Shell]:
    """A copy of the faulty company of a method, to do with as one likes."""

    def shell(preset: str) -> Shell:
        original = built(preset).shell
        place = tmp_path / preset
        shutil.copytree(original.data.parent, place)
        for config in place.glob("ana/*/config.json"):
            config.write_text(config.read_text().replace(str(original.data.parent), str(place)))
        return Shell(place / "ana", original.now)

    return shell


def said(findings: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return sorted((each["severity"], each["id"], each["object"]["title"]) for each in findings)


def expected(preset: str) -> list[tuple[str, str, str]]:
    return sorted((row.severity, row.rule, row.object) for row in ROWS if row.preset == preset)


def found(shell: Shell, row: Row) -> list[dict[str, Any]]:
    return [each for each in shell.found() if (each["id"], each["object"]["title"]) == (row.rule, row.object)]


# --- what is found


@pytest.mark.parametrize("preset", PRESETS)
def test_nothing_is_found_where_nothing_is_wrong(tmp_path: Path, preset: str) -> None:
    shell = Company(tmp_path, preset).shell
    assert shell.ask("lint", "--severity", "I")["findings"] == []
    assert shell.run("lint", "--severity", "I") == "nothing found\n"


@pytest.mark.parametrize("preset", PRESETS)
def test_exactly_what_the_table_says_is_found(built: Callable[[str], Company], preset: str) -> None:
    shell = built(preset).shell
    assert said(shell.found()) == expected(preset)
    is_blocking = any(severity in "EW" for severity, _, _ in expected(preset))
    assert shell.attempt("lint")[0] == is_blocking


def test_the_table_has_every_rule() -> None:
    assert {row.rule for row in ROWS} == set(IDS)


# --- mending


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.preset}-{row.rule}-{row.object}")
def test_a_remedy_ends_its_finding_and_undo_brings_it_back(copy: Callable[[str], Shell], row: Row) -> None:
    shell = copy(row.preset)
    [finding] = found(shell, row)
    if row.answers == "-":
        assert finding["remedy"] is None
        assert "sets it aside" in shell.attempt("mend", row.rule, finding["object"]["id"])[2]
        return
    answers = row.answers.split("|") if row.answers != "=" else []
    mended = shell.ask("mend", row.rule, finding["object"]["id"], *answers)
    assert mended["left"] is None
    assert mended["made"] or mended["changed"]
    objects = [each["object"]["id"] for each in shell.found() if each["id"] == row.rule]
    assert finding["object"]["id"] not in objects
    shell.run("undo")
    assert said(shell.found()) == expected(row.preset)


@pytest.mark.parametrize("preset", PRESETS)
def test_what_is_dismissed_is_kept_with_its_reason_and_undo_brings_it_back(
    copy: Callable[[str], Shell], preset: str
) -> None:
    shell = copy(preset)
    findings = shell.found()
    for finding in findings:
        shell.run("dismiss", finding["id"].lower(), finding["object"]["id"], "Agreed", "with", finding["id"])
    listed = shell.ask("lint")
    assert (listed["findings"], said(listed["dismissed"])) == ([], expected(preset))
    assert {each["reason"] for each in listed["dismissed"]} == {f"Agreed with {each['id']}" for each in findings}
    assert {each["dismissed_by"] for each in listed["dismissed"]} == {"Ana Ruiz"}
    assert f"{len(findings)} set aside" in shell.run("lint")
    assert f"Agreed with {findings[0]['id']} (Ana Ruiz)" in shell.run("lint", "--dismissed")
    for _ in findings:
        shell.run("undo")
    assert said(shell.found()) == expected(preset)


def test_a_remedy_says_what_it_wants_to_be_told(copy: Callable[[str], Shell]) -> None:
    shell = copy("okr")
    code, _, err = shell.attempt("mend", "KR-PCT", "Grow the newsletter")
    assert (code, "title must be said" in err) == (2, True)
    code, _, err = shell.attempt("mend", "KR-PCT", "Grow the newsletter", "name=Readers")
    assert (code, "it asks; its remedy takes title" in err) == (2, True)
    code, _, err = shell.attempt("mend", "KR-TASK", "Grow the newsletter")
    assert (code, "what is: KR-HARD, KR-PCT" in err) == (2, True)
    code, _, err = shell.attempt("mend", "KR-TSK", "Grow the newsletter")
    assert (code, "did you mean KR-TASK" in err) == (2, True)
    code, _, err = shell.attempt("dismiss", "KR-PCT", "Nobody", "because")
    assert code == 2
    assert said(shell.found()) == expected("okr")


# --- picking


def test_findings_are_picked_by_severity_rule_unit_and_cycle(built: Callable[[str], Company]) -> None:
    shell = built("okr").shell
    errors = shell.ask("lint", "--severity", "e", code=1)
    assert {each["severity"] for each in errors["findings"]} == {"E"}
    assert errors["counts"] == {"E": len(errors["findings"]), "W": 0, "I": 0}
    assert "I" not in {each["severity"] for each in shell.ask("lint", "--severity", "W", code=1)["findings"]}
    hints = shell.ask("lint", "--rule", "kr-easy", "--rule", "KR_HARD", code=0)
    assert [each["id"] for each in hints["findings"]] == ["KR-EASY", "KR-HARD"]
    finance = shell.ask("lint", "--unit", "Finance", code=1)["findings"]
    assert {each["unit"]["title"] for each in finance} == {"Finance"}
    assert {"KR-NONE", "CI-STALE", "LEAD-LATE"} <= {each["id"] for each in finance}
    everything = shell.ask("lint", "--unit", "Northwind", code=1)["findings"]
    assert {each["unit"]["title"] for each in everything} == {"Northwind", "Sales", "Finance", "Legal"}


def test_a_cycle_is_looked_at_by_itself(built: Callable[[str], Company]) -> None:
    shell = built("okr").shell
    assert [each["id"] for each in shell.ask("lint", "--cycle", "Sprint", code=1)["findings"]] == ["CYC-SHORT"]
    closed = shell.ask("lint", "--cycle", "2026-Q3", code=1)["findings"]
    assert sorted(each["id"] for each in closed) == ["REVIEW-NOACT", "SANDBAG"]
    now = shell.ask("lint", "--cycle", "2026-Q4", code=1)["findings"]
    assert {"O-MAX", "KR-TASK", "AL-LOOP", "REC-NONE"} <= {each["id"] for each in now}
    assert not {"CYC-SHORT", "KR-DUE", "MV-EMPTY", "KPI-TREND", "SANDBAG"} & {each["id"] for each in now}


def test_it_looks_back(copy: Callable[[str], Shell]) -> None:
    shell = copy("okr")
    before = {each["id"] for each in shell.ask("lint", "--as-of", "2026-10-07", code=1)["findings"]}
    assert "KR-TASK" in before
    assert not {"CI-STALE", "TARGET-MOVED", "BLK-OLD", "REC-NONE"} & before


def test_the_text_fits_a_terminal_and_folds_the_hints(
    built: Callable[[str], Company], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("okrtui.cli.printing.WIDTH_WITHOUT_TERMINAL", 80)
    shell = built("okr").shell
    text = shell.run("lint", code=1)
    assert max(width_of(line) for line in text.splitlines()) <= 80
    assert "KR-EASY" not in text
    assert "6 errors, 17 warnings; 16 hints (--severity I shows them)" in text
    assert "Northwind › Sales" in text
    assert "objective Wander where the wind goes" in text
    full = shell.run("lint", "--severity", "I", code=1)
    assert "I KR-EASY" in full
    assert "6 errors, 17 warnings, 16 hints\n" in full


# --- the product team, and a crowded quarter


def test_three_tasks_posing_as_key_results_become_initiatives(tmp_path: Path) -> None:
    shell = Company(tmp_path, "okr").shell
    shell.add("objective", title="Launch a new product line", unit="Product")
    titles = ("Market research", "Prototype", "Focus groups")
    ids = [shell.add("kr", objective="Launch a new product line", title=title, metric="yes/no") for title in titles]
    tasks = shell.ask("lint", "--rule", "KR-TASK", code=1)["findings"]
    assert sorted(each["object"]["title"] for each in tasks) == sorted(titles)
    for title in titles:
        assert "make it an initiative" in shell.run("mend", "KR-TASK", title)
    assert shell.ask("lint", "--rule", "KR-TASK")["findings"] == []
    made = shell.ask("list", "initiative")["objects"]
    assert sorted(each["title"] for each in made) == sorted(titles)
    for _ in titles:
        shell.run("undo")
    assert shell.ask("list", "initiative")["objects"] == []
    assert all(not shell.ask("show", id)["deleted"] for id in ids)


def test_six_objectives_are_too_many_and_the_last_ones_wait(tmp_path: Path) -> None:
    company = Company(tmp_path, "okr")
    shell = company.shell
    late = [company.objective("Sales", title, company.company[0]) for title in ("Be kind", "Be quick", "Be near")]
    [finding] = shell.ask("lint", "--rule", "O-MAX", code=1)["findings"]
    assert finding["message"] == "6 objectives in 2026-Q4 where at most 5 are good: less is more."
    shell.run("mend", "O-MAX", "Sales")
    cycle = shell.ask("show", shell.ask("show", late[-1])["fields"]["cycle"])["fields"]
    assert (cycle["name"], cycle["status"], cycle["start"], cycle["end"]) == (
        "2027-Q1",
        "planning",
        "2027-01-01",
        "2027-03-31",
    )
    shell.run("undo")
    [only] = shell.ask("list", "cycle")["objects"]
    assert {shell.ask("show", each)["fields"]["cycle"] for each in late} == {only["id"]}


def test_a_split_keeps_every_check_in_with_its_key_result(tmp_path: Path) -> None:
    company = Company(tmp_path, "mokm")
    shell = company.shell
    objective = company.objective("Sales", "Keep what we have won", company.company[0], key_results=0)
    ids = [company.key_result(objective, f"Renewals in region {letter}") for letter in "ABCDEF"]
    shell.now = datetime(2026, 10, 14, 9, 0)
    for value, id in enumerate(ids):
        shell.run("checkin", id, 10 + value, "-c", 6)
    before = [shell.ask("show", id)["detail"]["check_ins"] for id in ids]
    [finding] = shell.ask("lint", "--rule", "KR-MAX", code=1)["findings"]
    assert "split it in two" in finding["message"]
    mended = shell.ask("mend", "KR-MAX", objective)
    second = next(each["id"] for each in mended["made"] if each["kind"] == "objective")
    first, other = shell.ask("show", objective), shell.ask("show", second)
    assert other["title"] == "Keep what we have won (2)"
    for name in ("unit", "cycle", "owner", "stage", "kpi", "kpi_target", "kpi_due"):
        assert other["fields"][name] == first["fields"][name]
    assert other["detail"]["serves"] == first["detail"]["serves"] != []
    assert [shell.ask("show", id)["fields"]["objective"] for id in ids] == [objective] * 3 + [second] * 3
    assert [shell.ask("show", id)["detail"]["check_ins"] for id in ids] == before
    assert shell.ask("lint")["findings"] == []
    shell.run("undo")
    assert [shell.ask("show", id)["fields"]["objective"] for id in ids] == [objective] * 6
    assert [each["id"] for each in shell.ask("lint", code=1)["findings"]] == ["KR-MAX"]
