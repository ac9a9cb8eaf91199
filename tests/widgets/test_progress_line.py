"""The progress line of forms and the check-in."""

from fractions import Fraction

from okrtui.okr.kinds import Status
from okrtui.widgets.progress_line import ProgressLine
from tests.widgets.seen import Stage, lines_of


async def test_label_bar_figure_and_status() -> None:
    line = ProgressLine()
    app = Stage(line)
    async with app.run_test(size=(60, 3)) as pilot:
        line.label = "before"
        line.progress, line.expected = Fraction(2, 5), Fraction(7, 10)
        line.status = Status.NEEDS_ATTENTION
        await pilot.pause()
        assert lines_of(line) == ["before     ━━━━━━━━━━────────┿────────   40%  ▲ attention"]
        line.progress, line.status = Fraction(5, 4), Status.ACHIEVED
        await pilot.pause()
        assert lines_of(line) == ["before     ━━━━━━━━━━━━━━━━━━┃━━━━━━━━  125%  ✓ achieved"]


async def test_no_figure_is_blank_and_a_narrow_line_keeps_a_bar() -> None:
    line = ProgressLine()
    app = Stage(line)
    async with app.run_test(size=(20, 3)) as pilot:
        assert lines_of(line) == [""]
        line.progress, line.status = Fraction(1, 2), Status.ON_TRACK
        await pilot.pause()
        assert lines_of(line) == ["━━──   50%  ● on tra"]
