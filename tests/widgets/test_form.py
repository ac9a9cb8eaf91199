"""The form: its lines, its keys, and what it tells."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrtui.widgets.cells import width_of
from okrtui.widgets.fields import ChoiceField, Field, Item, Option, PickField, TextField
from okrtui.widgets.form import Form
from okrtui.widgets.form_lines import FormRow, flow, form_lines
from okrtui.widgets.glyphs import UNICODE
from tests.widgets.seen import Stage, lines_of

NAMES = [Item(str(number), f"Person {number}", f"p{number}@example.org") for number in range(9)]


def fields() -> dict[str, Field]:
    found: list[Field] = [
        TextField("title", "Title", "", "what it is called"),
        TextField("why", "Why", is_long=True),
        ChoiceField("kind", "Kind", [Option("a", "committed"), Option("b", "aspirational")], "a"),
        TextField("from", "From", "22", is_replaced=True),
        TextField("to", "To", "27", is_replaced=True),
        PickField("owner", "Owner", lambda: NAMES),
    ]
    return {field.key: field for field in found}


def rows(found: dict[str, Field]) -> list[FormRow]:
    together = (found["from"], found["to"])
    return [
        *(FormRow((found[key],)) for key in ("title", "why", "kind")),
        FormRow(),
        FormRow(heading="Figures"),
        FormRow(together, mark="1"),
        FormRow((found["owner"],)),
    ]


def drawn(found: dict[str, Field], here: str, width: int = 60) -> list[str]:
    lines = form_lines(rows(found), found[here], width, UNICODE)
    return ["".join(text for text, _ in line.segments).rstrip() for line in lines]


def test_labels_stand_in_a_column() -> None:
    assert drawn(fields(), "title") == [
        "▌  Title        what it is called",
        "   Why          ─",
        "   Kind         [committed] aspirational",
        "",
        " Figures",
        " 1 From         22                   To 27",
        "   Owner        ─",
    ]


def test_what_is_wrong_stands_below() -> None:
    found = fields()
    found["to"].error = "not a number"
    found["title"].error = "is needed"
    lines = drawn(found, "title")
    assert lines[1] == "                is needed"
    assert lines[7] == "                To: not a number"


def test_a_list_to_pick_from_lies_over_what_is_below() -> None:
    found = fields()
    owner = found["owner"]
    owner.pressed("p", "p")
    lines = form_lines([*rows(found), FormRow((TextField("last", "Last"),))], owner, 60, UNICODE)
    offers = [line for line in lines if line.is_offer]
    assert len(offers) == 6
    assert [line.is_best for line in offers] == [True, False, False, False, False, False]
    assert "4 more" not in offers[0].segments[1][0]
    assert any("more; type to find" in text for text, _ in offers[-1].segments)
    assert len(lines) == 7 + 6


@given(st.text(alphabet="ab cdé界 \n👩‍👩‍👧", max_size=80), st.integers(4, 30))
def test_a_long_text_is_broken_without_losing_anything(text: str, width: int) -> None:
    stretches = flow(text, width)
    assert all(width_of(text[start:end]) <= max(width, 8) for start, end in stretches)
    gaps = [text[end:start] for (_, end), (start, _) in itertools.pairwise(stretches)]
    assert all(gap in ("", " ", "\n") for gap in gaps)
    rest = "".join(text[start:end] + gap for (start, end), gap in zip(stretches, [*gaps, ""], strict=True))
    assert rest == text


async def filled(*keys: str) -> tuple[dict[str, Field], Form, list[str]]:
    found = fields()
    form = Form()
    app = Stage(form)
    async with app.run_test(size=(70, 20)) as pilot:
        form.set_rows(rows(found))
        form.focus()
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        return found, form, lines_of(form)


async def test_keys_go_to_the_field_with_the_focus() -> None:
    found, form, lines = await filled("A", "b", "tab", "c", "enter", "a", "down", "5", "tab", "6")
    assert [found[key].text for key in ("title", "why", "kind", "from", "to")] == ["Ab", "c", "b", "5", "6"]
    assert form.here is found["to"]
    assert lines[0].startswith("   Title        Ab")


async def test_back_and_to_the_ends() -> None:
    found, form, _ = await filled("shift+tab", "x", "tab", "tab", "up", "up", "y")
    assert found["title"].text == "xy"
    assert form.here is found["title"]


async def test_enter_takes_what_is_found_and_goes_on() -> None:
    found, _, _ = await filled(*["tab"] * 5, "n", "space", "7", "shift+tab")
    assert found["owner"].text == "7"


async def test_escape_closes_the_list_first() -> None:
    found, _, _ = await filled(*["tab"] * 5, "p", "escape")
    owner = found["owner"]
    assert isinstance(owner, PickField)
    assert not owner.is_open
    assert owner.text == ""


@pytest.mark.parametrize("keys", [("tab", "tab", "b"), ("tab", "tab", "right")])
async def test_what_changed_is_told(keys: tuple[str, ...]) -> None:
    found, form, told = fields(), Form(), []

    class Listening(Stage):
        def on_form_changed(self, message: Form.Changed) -> None:
            told.append(message.field.key)

    app = Listening(form)
    async with app.run_test(size=(70, 20)) as pilot:
        form.set_rows(rows(found))
        form.focus()
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
    assert told == ["kind"]
