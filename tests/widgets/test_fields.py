"""The fields of a form, key by key."""

from okrtui.widgets.fields import ChoiceField, Item, Option, PickField, TextField, matching

PEOPLE = [
    Item("1", "Ana Ruiz", "ana@example.org"),
    Item("2", "Susana Lind", "s.lind@example.org"),
    Item("3", "Ben Okafor", "ben@example.org"),
    Item("4", "Zoë Ruiz", "zoe@example.org"),
]


def press(field: TextField | ChoiceField | PickField, *keys: str) -> None:
    for key in keys:
        assert field.pressed(key, key if len(key) == 1 else " " if key == "space" else None)


def owner(chosen: Item | None = None) -> PickField:
    field = PickField("owner", "Owner", lambda: PEOPLE, chosen, noun="person")
    field.enter()
    return field


def test_a_number_is_replaced_by_what_is_typed() -> None:
    field = TextField("target", "To", "27", is_replaced=True)
    field.enter()
    press(field, "3", "0")
    assert field.text == "30"


def test_a_title_is_written_on() -> None:
    field = TextField("title", "Title", "Close rate")
    field.enter()
    press(field, "s")
    assert field.text == "Close rates"


def test_only_a_long_text_takes_a_new_line() -> None:
    long = TextField("why", "Why", "one", is_long=True)
    press(long, "ctrl+j", "t")
    assert long.text == "one\nt"
    assert not TextField("title", "Title").pressed("ctrl+j", None)


def test_keys_that_leave_a_field_mean_nothing_in_it() -> None:
    field = TextField("title", "Title", "x")
    assert not any(field.pressed(key, None) for key in ("tab", "enter", "down", "escape", "ctrl+s"))


def test_a_choice_follows_arrows_and_letters() -> None:
    words = ("up", "down", "at least", "at most")
    field = ChoiceField("metric", "Measured", [Option(word, word) for word in words], "down")
    press(field, "right")
    assert field.text == "at least"
    press(field, "a")
    assert field.text == "at most"
    press(field, "a")
    assert field.text == "at least"
    press(field, "left", "left", "left")
    assert field.text == "at most"
    press(field, "space")
    assert field.text == "up"


def test_what_begins_so_is_found_first() -> None:
    assert [item.id for item in matching(PEOPLE, "ana")] == ["1", "2"]
    assert [item.id for item in matching(PEOPLE, "ruiz zo")] == ["4"]
    assert [item.id for item in matching(PEOPLE, "ben@")] == ["3"]


def test_the_best_is_picked_when_one_leaves() -> None:
    field = owner(PEOPLE[0])
    press(field, "b", "e", "n")
    assert field.text == "3"
    field.leave()
    assert (field.text, field.entry.text) == ("3", "Ben Okafor")


def test_the_arrows_go_through_the_list() -> None:
    field = owner()
    press(field, "r", "u", "i", "down")
    field.leave()
    assert field.text == "4"


def test_passing_by_picks_nothing() -> None:
    field = owner()
    field.leave()
    assert field.text == ""
    filled = owner(PEOPLE[2])
    filled.leave()
    assert filled.text == "3"


def test_an_emptied_field_is_nothing() -> None:
    field = owner(PEOPLE[0])
    press(field, "backspace")
    assert field.text == ""
    field.leave()
    assert field.text == ""
    assert field.trouble == ""


def test_what_nobody_is_called_is_said_and_kept() -> None:
    field = owner(PEOPLE[0])
    press(field, "x", "y")
    field.leave()
    assert field.text == "xy"
    assert field.trouble == "no person is called so"


def test_escape_leaves_everything_as_it_was() -> None:
    field = owner(PEOPLE[0])
    press(field, "b")
    assert field.close()
    assert field.text == "1"
    assert not field.close()
