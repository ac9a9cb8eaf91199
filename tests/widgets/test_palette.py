"""Themes: every tone is told apart in each, and without colour none is emitted."""

from itertools import combinations

import pytest
from textual.filter import NoColor

from okrtui.widgets.line import Line
from okrtui.widgets.paint import style_of
from okrtui.widgets.palette import THEMES
from okrtui.widgets.tones import Segments, Tone
from tests.widgets.seen import Stage


class Rainbow(Line):
    """One piece of text in every tone."""

    def segments(self, width: int) -> Segments:
        return [(f"{tone} ", tone) for tone in Tone]


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_tones_differ_in_every_theme(theme: str) -> None:
    line = Rainbow()
    app = Stage(line)
    async with app.run_test() as pilot:
        app.theme = theme
        await pilot.pause()
        for one, other in combinations(Tone, 2):
            assert style_of(line, one) != style_of(line, other), (one, other)


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_text_can_be_read_on_its_background(theme: str) -> None:
    """WCAG 2.1 contrast: 4.5 for text, 3 for what only fills a line."""
    line = Rainbow()
    app = Stage(line)
    async with app.run_test() as pilot:
        app.theme = theme
        await pilot.pause()
        for tone in Tone:
            style = style_of(line, tone)
            assert style.color is not None
            assert style.bgcolor is not None
            contrast = _contrast(style.color.get_truecolor(), style.bgcolor.get_truecolor())
            assert contrast >= (3 if tone is Tone.FAINT else 4.5), (tone, contrast)


def _contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: tuple[int, int, int]) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in color)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


async def test_without_colour_what_is_good_bad_and_secondary_still_differs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    line = Rainbow()
    app = Stage(line, ansi=True)
    async with app.run_test():
        plain = {
            tone: segment.style
            for tone, segment in zip(
                Tone, NoColor().apply(list(line.render_line(0)), line.styles.background), strict=False
            )
        }
        assert all(
            style is not None and style.color is not None and style.color.is_default
            for style in plain.values()
        )
        assert plain[Tone.BAD] != plain[Tone.GOOD] != plain[Tone.MUTED]
        assert plain[Tone.STRONG] != plain[Tone.PLAIN] != plain[Tone.FAINT]
