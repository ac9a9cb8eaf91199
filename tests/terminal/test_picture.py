"""Pictures keep the terminal's grid."""

import struct
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.terminal import picture
from tests.terminal.glyphs import CELL_WIDTH
from tests.terminal.screen import Cell, Screen
from tests.terminal.sequences import Splitter


def rows(written: str) -> list[list[Cell]]:
    screen = Screen(20, 2, answer=lambda _: None)
    screen.obey(Splitter().feed(written))
    return screen.rows()


def test_text_after_wide_characters_stands_in_its_column() -> None:
    drawing = ElementTree.fromstring(picture.svg(rows("目標 <b>▲&"), None, "a < b"))
    places = {text.text: text.get("x") for text in drawing.iter("{http://www.w3.org/2000/svg}text")}
    assert places["目"] == f"{CELL_WIDTH:g}"  # the middle of two cells
    assert places[" <b>"] == f"{4 * CELL_WIDTH:g}"
    assert places["▲"] == f"{8.5 * CELL_WIDTH:g}"
    assert places["a < b"]


def test_reverse_swaps_the_colours() -> None:
    drawing = ElementTree.fromstring(picture.svg(rows("\x1b[7mx"), None, ""))
    colours = {text.text: text.get("fill") for text in drawing.iter("{http://www.w3.org/2000/svg}text")}
    assert colours["x"] == picture.BACKGROUND


@pytest.mark.usefixtures("pictures")
def test_a_picture_is_written(tmp_path: Path) -> None:
    path = tmp_path / "shots" / "look.png"
    picture.write_png(picture.svg(rows("🎯 Größe ━━┿──"), (3, 1), "look"), path)
    signature, width, height = struct.unpack(">8s8xII", path.read_bytes()[:24])
    assert signature == b"\x89PNG\r\n\x1a\n"
    assert (width, height) == (2 * (20 * 9 + 24), 2 * (2 * 17 + 30 + 12))
