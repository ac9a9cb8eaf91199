"""The outline: keys, mouse, messages, and a cursor that stays on its object."""

from collections import Counter
from collections.abc import Sequence
from random import Random

import pytest
from rich.style import Style
from textual.app import ComposeResult
from textual.events import MouseScrollDown

from okrtui.widgets.glyphs import ASCII, UNICODE, GlyphSet
from okrtui.widgets.outline import Outline
from okrtui.widgets.palette import THEMES
from okrtui.widgets.rows import Row, Rows
from okrtui.widgets.tones import Segments, Tone, spread
from tests.widgets.seen import Stage, lines_of

TREE = (
    Row("due", selectable=False),
    Row("sales", foldable=True),
    Row("close rate", 1),
    Row("calls", 1),
    Row("blank", selectable=False),
    Row("product", foldable=True, folded=True),
    Row("portal"),
)
MANY = tuple(Row(f"row {number}") for number in range(200))


class Owner(Stage):
    """Draws the rows and notes what the outline says."""

    def __init__(
        self,
        rows: Sequence[Row] = (),
        empty: str = "",
        glyphs: GlyphSet = UNICODE,
        ansi: bool | None = None,
    ) -> None:
        self.outline = Outline(self.draw, empty=empty, glyphs=glyphs)
        self.outline.folder = self.fold
        super().__init__(self.outline, ansi=ansi)
        self.rows = rows
        self.titles: dict[str, str] = {}
        self.drawn: Counter[str] = Counter()
        self.said: list[tuple[str, ...]] = []

    def draw(self, row: Row, width: int) -> Segments:
        self.drawn[row.key] += 1
        return spread([(self.titles.get(row.key, row.key), Tone.PLAIN)], [("40%", Tone.GOOD)], width)

    def on_mount(self) -> None:
        self.outline.set_rows(self.rows)

    def on_outline_highlighted(self, message: Outline.Highlighted) -> None:
        self.said.append(("highlighted", str(message.key)))

    def on_outline_selected(self, message: Outline.Selected) -> None:
        self.said.append(("selected", message.key))

    def fold(self, key: str, folded: bool) -> None:
        self.said.append(("toggled", key, "fold" if folded else "unfold"))


def line_of_cursor(outline: Outline) -> int | None:
    """The line of the view that shows the cursor's mark."""
    marked = [y for y, line in enumerate(lines_of(outline)) if line.startswith(UNICODE.cursor)]
    return marked[0] if marked else None


async def test_rows_show_indent_fold_marks_and_cells() -> None:
    app = Owner(TREE)
    async with app.run_test(size=(30, 8)):
        assert lines_of(app.outline) == [
            " due                      40%",
            "▌▾ sales                  40%",
            "     close rate           40%",
            "     calls                40%",
            " blank                    40%",
            " ▸ product                40%",
            "   portal                 40%",
            "",
        ]


async def test_ascii() -> None:
    app = Owner(TREE, glyphs=ASCII)
    async with app.run_test(size=(30, 8)):
        assert "".join(lines_of(app.outline)).isascii()


@pytest.mark.parametrize(
    ("keys", "cursor"),
    [
        ("j", "close rate"),
        ("down", "close rate"),
        ("j j", "calls"),
        ("j j j", "product"),
        ("j j j k", "calls"),
        ("up", "sales"),
        ("G", "portal"),
        ("end", "portal"),
        ("end g", "sales"),
        ("end home", "sales"),
        ("end down", "portal"),
        ("j j h", "sales"),
        ("j j left", "sales"),
        ("l", "close rate"),
        ("right", "close rate"),
        ("end l", "portal"),
    ],
)
async def test_keys_move_the_cursor(keys: str, cursor: str) -> None:
    app = Owner(TREE)
    async with app.run_test(size=(30, 8)) as pilot:
        await pilot.press(*keys.split())
        assert app.outline.cursor_key == cursor
        assert app.said[-1] == ("highlighted", cursor)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("enter", ("selected", "sales")),
        ("space", ("toggled", "sales", "fold")),
        ("h", ("toggled", "sales", "fold")),
        ("j j j space", ("toggled", "product", "unfold")),
        ("j j j l", ("toggled", "product", "unfold")),
    ],
)
async def test_keys_ask_the_owner(keys: str, said: tuple[str, ...]) -> None:
    app = Owner(TREE)
    async with app.run_test(size=(30, 8)) as pilot:
        before = lines_of(app.outline)
        await pilot.press(*keys.split())
        assert app.said[-1] == said
        assert [line[1:] for line in lines_of(app.outline)] == [line[1:] for line in before]


async def test_what_cannot_be_folded_says_nothing() -> None:
    app = Owner(TREE)
    async with app.run_test(size=(30, 8)) as pilot:
        await pilot.press("j", "space")
        assert app.said == [("highlighted", "sales"), ("highlighted", "close rate")]


async def test_pages_keep_one_row_in_sight() -> None:
    app = Owner(MANY)
    async with app.run_test(size=(30, 10)) as pilot:
        await pilot.press("pagedown")
        assert app.outline.cursor_key == "row 9"
        await pilot.press("pagedown")
        assert app.outline.cursor_key == "row 18"
        assert "row 9 " in lines_of(app.outline)[0]
        await pilot.press("pageup")
        assert app.outline.cursor_key == "row 9"


async def test_going_to_the_first_row_brings_its_heading_back_into_sight() -> None:
    app = Owner((Row("heading", selectable=False), *MANY))
    async with app.run_test(size=(30, 10)) as pilot:
        await pilot.press("end", "home")
        assert lines_of(app.outline)[0].startswith(" heading")


async def test_a_click_moves_a_click_on_the_mark_folds_a_second_click_opens() -> None:
    app = Owner(TREE)
    async with app.run_test(size=(30, 8)) as pilot:
        await pilot.click(Outline, offset=(8, 3))
        assert app.outline.cursor_key == "calls"
        await pilot.click(Outline, offset=(8, 4))
        await pilot.click(Outline, offset=(8, 7))
        assert app.outline.cursor_key == "calls"
        assert app.said[-1:] == [("highlighted", "calls")]
        await pilot.click(Outline, offset=(1, 5))
        assert app.said[-2:] == [("toggled", "product", "unfold"), ("highlighted", "product")]
        await pilot.click(Outline, offset=(8, 6), times=2)
        assert app.said[-1:] == [("selected", "portal")]


async def test_the_wheel_scrolls_and_leaves_the_cursor() -> None:
    app = Owner(MANY)
    async with app.run_test(size=(30, 10)) as pilot:
        app.outline.post_message(MouseScrollDown(app.outline, 5, 5, 0, 1, 0, shift=False, meta=False, ctrl=False))
        await pilot.pause(0.3)
        assert app.outline.scroll_offset.y > 0
        assert app.outline.cursor_key == "row 0"


async def test_only_visible_rows_are_drawn_and_each_once() -> None:
    rows = [Row(f"row {number}") for number in range(100_000)]
    app = Owner(rows)
    async with app.run_test(size=(30, 10)) as pilot:
        await pilot.press("j", "j", "k")
        assert set(app.drawn) == {f"row {number}" for number in range(10)}
        assert set(app.drawn.values()) == {1}
        await pilot.press("G")
        assert app.outline.cursor_key == "row 99999"
        assert len(app.drawn) == 20


async def test_a_refreshed_row_is_asked_again_and_no_other() -> None:
    app = Owner(TREE)
    async with app.run_test(size=(30, 8)) as pilot:
        app.titles["calls"] = "six calls"
        app.drawn.clear()
        app.outline.refresh_row("calls")
        app.outline.refresh_row("somewhere else")
        await pilot.pause()
        assert lines_of(app.outline)[3].startswith("     six calls")
        assert app.drawn == {"calls": 1}
        app.titles["portal"] = "the portal"
        app.outline.refresh_rows()
        assert lines_of(app.outline)[6].startswith("   the portal")
        app.titles["portal"] = "our portal"
        app.outline.set_rows([*TREE[:5], TREE[5]._replace(folded=False), TREE[6]])
        assert lines_of(app.outline)[5].startswith(" ▾ product")
        assert lines_of(app.outline)[6].startswith("   our portal")


async def test_where_some_rows_are_exchanged_only_those_are_asked() -> None:
    app = Owner(TREE)
    async with app.run_test(size=(30, 8)) as pilot:
        app.drawn.clear()
        folded = [TREE[1]._replace(folded=True)]
        app.outline.show_rows(Rows(TREE).spliced(1, 4, folded))
        await pilot.pause()
        assert lines_of(app.outline)[1].startswith("▌▸ sales")
        assert lines_of(app.outline)[3].startswith(" ▸ product")
        assert app.drawn == {"sales": 1}


async def test_another_theme_paints_every_row_anew() -> None:
    app = Owner(TREE)
    async with app.run_test(size=(30, 8)) as pilot:
        before = [app.outline.render_line(y) for y in range(8)]
        assert app.outline.render_line(6) is before[6]
        app.theme = THEMES[-1].name
        await pilot.pause()
        assert [app.outline.render_line(y) for y in range(8)] != before


async def test_text_is_no_markup_and_stays_on_its_line() -> None:
    app = Owner([Row("a")])
    app.titles["a"] = "[@click=app.quit]a[/] [bold]b\nc"
    async with app.run_test(size=(50, 3)):
        assert lines_of(app.outline)[0].startswith("▌  [@click=app.quit]a[/] [bold]b c ")


async def test_wide_characters_keep_the_columns() -> None:
    app = Owner([Row("a"), Row("b"), Row("c")])
    app.titles |= {"a": "新しい顧客を百社獲得", "b": "Größe über 👩‍👩‍👧 alles und mehr"}
    async with app.run_test(size=(24, 3)):
        strips = [app.outline.render_line(y) for y in range(3)]
        assert {strip.cell_length for strip in strips} == {23}
        assert [strip.crop(20).text for strip in strips] == ["40%"] * 3


async def test_an_empty_outline_says_what_belongs_there() -> None:
    app = Owner(empty="No objectives yet.\nn writes the first one, and the rest of this wraps.")
    async with app.run_test(size=(30, 6)) as pilot:
        assert lines_of(app.outline)[:4] == [
            "",
            " No objectives yet.",
            " n writes the first one, and",
            " the rest of this wraps.",
        ]
        await pilot.press("j", "k", "g", "G", "h", "l", "space", "enter", "pagedown")
        await pilot.click(Outline, offset=(3, 1))
        assert app.said == []


async def test_rows_may_be_set_before_the_outline_is_on_a_screen() -> None:
    class Early(Owner):
        def compose(self) -> ComposeResult:
            self.on_mount()
            self.outline.move_to("row 150")
            yield from super().compose()

    app = Early(MANY)
    async with app.run_test(size=(30, 10)) as pilot:
        await pilot.pause()
        assert line_of_cursor(app.outline) is not None
        assert app.outline.cursor_key == "row 150"


async def test_move_to_brings_a_row_into_sight_or_says_no() -> None:
    app = Owner((*TREE, *MANY))
    async with app.run_test(size=(30, 10)) as pilot:
        assert app.outline.move_to("row 100")
        await pilot.pause()
        assert line_of_cursor(app.outline) is not None
        assert not app.outline.move_to("due")
        assert not app.outline.move_to("nowhere")
        assert app.outline.cursor_key == "row 100"


async def test_a_smaller_view_keeps_the_cursor_in_sight() -> None:
    app = Owner(MANY)
    async with app.run_test(size=(30, 20)) as pilot:
        app.outline.move_to("row 19")
        await pilot.resize_terminal(30, 8)
        await pilot.pause()
        assert line_of_cursor(app.outline) is not None


async def test_rows_above_and_below_do_not_move_the_cursor() -> None:
    app = Owner(MANY)
    async with app.run_test(size=(30, 10)) as pilot:
        app.outline.move_to("row 100")
        await pilot.press("k", "k", "k")
        before = line_of_cursor(app.outline)
        app.outline.set_rows([Row("new"), *MANY[:50], *MANY[60:98], Row("newer"), *MANY[98:150]])
        await pilot.pause()
        assert app.outline.cursor_key == "row 97"
        assert line_of_cursor(app.outline) == before


async def test_while_the_cursor_is_out_of_sight_the_rows_in_sight_stay() -> None:
    app = Owner(MANY)
    async with app.run_test(size=(30, 10)) as pilot:
        app.outline.scroll_to(y=80, animate=False)
        await pilot.pause()
        before = lines_of(app.outline)
        app.outline.set_rows([Row("new"), *MANY[:40], *MANY[50:]])
        await pilot.pause()
        assert lines_of(app.outline) == before
        app.outline.set_rows([*MANY[:80], *MANY[81:]])
        await pilot.pause()
        assert lines_of(app.outline)[:-1] == [before[0].replace("80", "79"), *before[1:-1]]


async def test_a_cursor_whose_row_is_gone_goes_to_its_heir() -> None:
    app = Owner(TREE)
    async with app.run_test(size=(30, 8)) as pilot:
        await pilot.press("j", "j")
        app.outline.set_rows([TREE[0], TREE[1]._replace(folded=True), *TREE[4:]])
        await pilot.pause()
        assert app.said[-1] == ("highlighted", "sales")
        app.outline.set_rows([])
        await pilot.pause()
        assert app.said[-1] == ("highlighted", "None")
        assert app.outline.cursor_row is None
        app.outline.set_rows(TREE)
        await pilot.pause()
        assert app.said[-1] == ("highlighted", "sales")


async def test_nothing_jumps_whatever_comes_and_goes() -> None:
    """Random changes: the cursor keeps its key and its line, unless an end of the list forbids the line."""
    random = Random(7)
    app = Owner(MANY)
    async with app.run_test(size=(30, 10)) as pilot:
        outline, rows = app.outline, list(MANY)
        for step in range(300):
            random.choice([outline.action_step, outline.action_page])(random.choice([-1, 1]))
            key, line = outline.cursor_key, line_of_cursor(outline)
            assert key is not None
            rows = _changed(rows, key, step, random)
            outline.set_rows(rows)
            if step % 10 == 0:
                await pilot.pause()
            assert outline.cursor_key == key
            assert key in lines_of(outline)[line_of_cursor(outline) or 0]
            at_an_end = outline.scroll_offset.y in (0, max(0, len(rows) - 10))
            assert line_of_cursor(outline) == line or at_an_end


def _changed(rows: list[Row], key: str, step: int, random: Random) -> list[Row]:
    """Some rows fewer, some more; the row that has the cursor stays."""
    kept = [row for row in rows if row.key == key or random.random() < 0.9]
    for number in range(random.randrange(25)):
        kept.insert(random.randrange(len(kept) + 1), Row(f"new {step} {number}"))
    return kept


def styles_of(outline: Outline, y: int) -> list[Style]:
    """The styles of a line, from left to right."""
    return [segment.style for segment in outline.render_line(y) if segment.style is not None]


async def test_the_cursor_shows_without_colour_and_without_focus() -> None:
    app = Owner(TREE, ansi=True)
    async with app.run_test(size=(30, 8)) as pilot:
        assert all(style.reverse for style in styles_of(app.outline, 1))
        app.set_focus(None)
        await pilot.pause()
        assert not any(style.reverse for style in styles_of(app.outline, 1))
        assert lines_of(app.outline)[1].startswith("▌")


async def test_the_cursor_lies_under_the_tones() -> None:
    app = Owner(TREE)
    async with app.run_test(size=(30, 8)):
        here, there = styles_of(app.outline, 1), styles_of(app.outline, 2)
        assert here[-1].color == there[-1].color
        backgrounds = {style.bgcolor for style in here}
        assert len(backgrounds) == 1
        assert backgrounds.isdisjoint(style.bgcolor for style in there)
