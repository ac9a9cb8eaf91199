"""The driver drives a real program: a small Textual app, and bare Python."""

import re
import signal
import sys
from collections.abc import Iterator

import pytest

from tests.terminal import NotShown, Terminal

SAMPLE = [sys.executable, "-m", "tests.terminal.sample"]

pytestmark = pytest.mark.terminal


@pytest.fixture
def sample() -> Iterator[Terminal]:
    with Terminal(SAMPLE) as terminal:
        terminal.wait_for("80 by 24")
        terminal.wait_for("j count")
        yield terminal


def python(program: str) -> Terminal:
    return Terminal([sys.executable, "-c", program])


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("j", "counted 1"),
        ("shift+tab", "backwards"),
        ("escape", "escaped"),
        ("ctrl+p", "palette"),
        ("f5", "refreshed"),
        ("ctrl+enter", "sent"),
    ],
)
def test_a_key_reaches_the_program(sample: Terminal, key: str, shown: str) -> None:
    sample.keys(key)
    sample.wait_for(re.compile(f"^{shown}$", re.MULTILINE))


def test_escape_and_the_next_key_stay_two_keys(sample: Terminal) -> None:
    sample.keys("escape", "j")
    sample.wait_for("counted 1")


def test_presses_and_typed_characters_are_counted_apart(sample: Terminal) -> None:
    sample.keys("tab")
    sample.wait_gone("j count")  # the field has the focus now; keys before that would go past it
    sample.type("grün")
    sample.wait_for("grün")
    sample.keys("backspace", "backspace")
    sample.wait_gone("grün")
    sample.wait_for("  gr ")
    assert (sample.presses, sample.typed) == (3, 4)


def test_the_window_can_be_resized(sample: Terminal) -> None:
    sample.resize(60, 20)
    sample.wait_for("60 by 20")
    sample.settle()
    assert len(sample.text) == 20
    assert max(map(len, sample.text)) <= 60


def test_the_end_gives_the_exit_code_and_the_screen_from_before(sample: Terminal) -> None:
    sample.keys("ctrl+x")
    assert sample.wait() == 3
    assert sample.text[0] == "goodbye"
    assert sample.cursor == (0, 1)


def test_frames_are_never_seen_half_painted(sample: Terminal) -> None:
    painted = len(sample.frames)
    sample.keys("j")
    sample.wait_for("counted 1")
    assert len(sample.frames) > painted


def test_without_truecolor_there_are_256_colours() -> None:
    with Terminal(SAMPLE, env={"COLORTERM": None}) as terminal:
        terminal.wait_for("80 by 24")
        assert b"38;5;" in terminal.raw
        assert b"38;2;" not in terminal.raw


def test_what_never_comes_is_reported_with_the_screen(sample: Terminal) -> None:
    with pytest.raises(NotShown, match=r"never showed 'nonsense'(.|\n)*\| ● on track"):
        sample.wait_for("nonsense", timeout=0.1)


def test_waiting_ends_with_the_program() -> None:
    with python("print('done')") as terminal, pytest.raises(NotShown, match=r"has ended.*\n\| done"):
        terminal.wait_for("nonsense", timeout=60)


def test_the_last_words_of_a_program_are_shown() -> None:
    with python("print('done')") as terminal:
        terminal.wait_for("done")
        assert terminal.wait() == 0
        assert terminal.raw == b"done\r\n"


def test_a_killed_program_tells_its_signal() -> None:
    with python("print('up', flush=True); import time; time.sleep(600)") as terminal:
        terminal.wait_for("up")
        terminal.kill(signal.SIGTERM)
        assert terminal.wait() == -signal.SIGTERM


def test_the_environment_can_be_changed() -> None:
    program = "import os; print(os.get_terminal_size().columns, os.environ.get('HOME'), os.environ['WORD'])"
    command = [sys.executable, "-c", program]
    with Terminal(command, size=(100, 30), env={"HOME": None, "WORD": "hello"}) as terminal:
        terminal.wait_for("100 None hello")
