"""Where a cursor finds its way among rows that come and go."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrtui.widgets.rows import Row, Rows

TREE = (
    Row("heading", selectable=False),
    Row("company", 0, foldable=True),
    Row("sales", 1, foldable=True),
    Row("close rate", 2),
    Row("calls", 2),
    Row("blank", 0, selectable=False),
    Row("product", 1, foldable=True),
    Row("portal", 2),
)
KEYS = [row.key for row in TREE]


def heir(key: str, *keys: str, folded: str = "") -> str | None:
    later = [row._replace(folded=row.key == folded) for row in TREE if row.key in keys]
    return Rows(TREE).heir(key, Rows(later))


def test_keys_are_unique() -> None:
    with pytest.raises(ValueError, match="same key"):
        Rows([Row("a"), Row("a")])


def test_the_nearest_row_is_looked_for_in_the_direction_first() -> None:
    rows = Rows(TREE)
    assert rows.near(5, 1) == 6
    assert rows.near(5, -1) == 4
    assert rows.near(0, -1) == 1
    assert rows.near(99, 1) == 7
    assert rows.near(-99, -1) == 1
    assert Rows([Row("only", selectable=False)]).near(0, 1) is None
    assert Rows().near(0, 1) is None


def test_parents_and_children_follow_the_depth() -> None:
    rows = Rows(TREE)
    assert rows.parent(4) == 2
    assert rows.parent(7) == 6
    assert rows.parent(1) is None
    assert rows.child(2) == 3
    assert rows.child(4) is None
    assert rows.child(7) is None


def test_headings_right_above_a_row_belong_to_it() -> None:
    rows = Rows(TREE)
    assert rows.heading(1) == 0
    assert rows.heading(6) == 5
    assert rows.heading(3) == 3


def test_a_cursor_stays_on_its_key() -> None:
    assert heir("calls", "portal", "calls") == "calls"


def test_a_fold_takes_the_cursor_to_its_parent() -> None:
    assert heir("calls", "company", "sales", "product", "portal", folded="sales") == "sales"
    assert heir("calls", "company", folded="company") == "company"


def test_a_row_that_is_gone_is_followed_by_the_next_below_else_above() -> None:
    assert heir("close rate", "company", "sales", "calls", "product", "portal") == "calls"
    assert heir("calls", "company", "sales", "close rate", "blank", "product") == "product"
    assert heir("portal", "company", "sales", "product") == "product"
    assert heir("portal", "heading", "blank") is None
    assert Rows(TREE).heir("calls", Rows([Row("other")])) == "other"


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.lists(st.sampled_from("abcdefghij"))), max_size=40))
def test_spliced_rows_are_found_where_they_stand(splices: list[tuple[int, int, list[str]]]) -> None:
    rows = Rows(TREE)
    expected = list(TREE)
    for start, length, keys in splices:
        end = min(start + length, len(expected))
        start = min(start, end)
        fresh = [Row(key) for key in keys]
        others = expected[:start] + fresh + expected[end:]
        if len({row.key for row in others}) < len(others):
            with pytest.raises(ValueError, match="same key"):
                rows.spliced(start, end, fresh)
            continue
        rows, expected = rows.spliced(start, end, fresh), others
        assert [rows[at] for at in range(len(rows))] == expected
        for key in [*KEYS, *"abcdefghij"]:
            assert rows.find(key) == next((at for at, row in enumerate(expected) if row.key == key), None)


ROWS = st.lists(st.sampled_from(KEYS), unique=True).map(lambda keys: Rows([TREE[KEYS.index(key)] for key in keys]))


@given(ROWS, ROWS)
def test_an_heir_is_always_a_row_one_can_be_on(before: Rows, later: Rows) -> None:
    start = before.first_key()
    if start is None:
        return
    found = before.heir(start, later)
    position = later.find(found)
    if later.find(start) is not None:
        assert found == start
    elif position is None:
        assert all(not later[at].selectable for at in range(len(later)))
    else:
        assert later[position].selectable
