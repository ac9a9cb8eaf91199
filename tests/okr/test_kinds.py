import re
import subprocess
import sys
from enum import StrEnum

import pytest

from okrtui.okr import kinds
from okrtui.okr.kinds import KINDS, KindError, Metric, Status, Weekday, Word, WordError, kind_of


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_known_by_its_name_however_it_is_joined(kind: str) -> None:
    for text in (kind, kind.replace("_", "-"), kind.replace("_", " ").title(), kind.upper(), f" {kind}s "):
        assert kind_of(text) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("kr", "key_result"),
        ("KR", "key_result"),
        ("krs", "key_result"),
        ("key-result", "key_result"),
        ("keyresult", "key_result"),
        ("o", "objective"),
        ("obj", "objective"),
        ("M", "measure"),
        ("K", "kpi"),
        ("checkin", "check_in"),
        ("people", "person"),
    ],
)
def test_short_names(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize("text", ["", "s", "task", "key result!?x", "kpiss", "objektive"])
def test_other_texts_name_no_kind(text: str) -> None:
    with pytest.raises(KindError, match=re.escape(repr(text))):
        kind_of(text)


def test_words_on_the_screen() -> None:
    assert [status.words for status in Status] == [
        "on track",
        "needs attention",
        "at risk",
        "achieved",
        "holding",
        "not holding",
        "closed short",
        "not started",
    ]
    assert [metric.words for metric in Metric] == [
        "increase",
        "decrease",
        "at least",
        "at most",
        "between",
        "milestones",
        "yes/no",
    ]


@pytest.mark.parametrize("words", Word.__subclasses__())
def test_each_word_is_read_back_from_the_screen_and_from_the_store(words: type[Word]) -> None:
    for word in words:
        assert words.of(word.words) is word
        assert words.of(word.value) is word
        assert words.of(word.words.upper().replace(" ", "-")) is word


def test_a_word_of_another_list_is_refused() -> None:
    with pytest.raises(WordError, match="'late' is none of on track, needs attention"):
        Status.of("late")


def test_every_enumeration_of_the_module_is_of_words() -> None:
    for name, value in vars(kinds).items():
        if isinstance(value, type) and issubclass(value, StrEnum) and value not in (StrEnum, Word):
            assert issubclass(value, Word), name


def test_weekdays_are_numbered_as_dates_are() -> None:
    assert [day.number for day in Weekday] == [0, 1, 2, 3, 4, 5, 6]
    assert Weekday.FRIDAY.number == 4


def test_the_subject_loads_nothing_heavy() -> None:
    modules = "kinds number progress arithmetic status score alignment cadence ids"
    program = (
        f"import sys, importlib\nfor m in '{modules}'.split(): importlib.import_module('okrtui.okr.' + m)\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules}))"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert not {"pydantic", "textual", "tinydb", "orjson", "dataclasses", "zoneinfo"} & set(loaded)
