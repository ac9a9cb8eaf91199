"""A form as lines: labels at the left, what the fields have beside them, what is wrong below."""

from collections.abc import Sequence
from typing import NamedTuple

from okrtui.widgets.cells import align_left, cut, fit, width_of
from okrtui.widgets.entry import Entry
from okrtui.widgets.fields import ChoiceField, Field, PickField, TextField
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.tones import Segments, Tone, fit_segments, length, spread

LABEL = 13
_EDGE = 3
_GAP = 3
_OFFERED = 6
_LEAST_VALUE = 4


class FormRow(NamedTuple):
    """A line of a form: fields beside one another, or a heading, or a word to go by, or, with none, a blank line."""

    fields: tuple[Field, ...] = ()
    heading: str = ""
    note: Segments | None = None
    """What one has to know to fill in the fields below."""
    mark: str = ""
    """What stands before the label, such as the number of a key result."""

    @property
    def shown(self) -> tuple[Field, ...]:
        """The fields that are asked for now."""
        return tuple(field for field in self.fields if field.is_shown)

    @property
    def is_shown(self) -> bool:
        """Whether the row has a place in the form now."""
        return bool(self.shown) or not self.fields


class FormLine(NamedTuple):
    """A line as it is drawn."""

    segments: Segments
    fields: tuple[tuple[Field, int], ...] = ()
    """The fields on it, each with the cell that its value begins at."""
    is_here: bool = False
    """Whether it belongs to the field that has the focus."""
    cursor: int | None = None
    """The cell that the text cursor is on."""
    selection: tuple[int, int] | None = None
    """The cells, up to the second one, that are selected."""
    is_offer: bool = False
    """Whether it is a line of a list to pick from."""
    is_best: bool = False
    """Whether it is the one of them that would be picked."""


def form_lines(rows: Sequence[FormRow], here: Field | None, width: int, glyphs: GlyphSet) -> list[FormLine]:
    """The lines of a form, top down. A list to pick from lies over the lines below its field."""
    lines: list[FormLine] = []
    offers: list[FormLine] = []
    below = 0
    for row in rows:
        if not row.is_shown:
            continue
        if row.note is not None:
            lines.append(FormLine(fit_segments([(" " * _EDGE, Tone.PLAIN), *row.note], width - 1, glyphs.ellipsis)))
            continue
        if not row.fields:
            lines.append(FormLine([(f" {row.heading}", Tone.STRONG)] if row.heading else []))
            continue
        lines += _row_lines(row, here, width, glyphs)
        if isinstance(here, PickField) and here.is_open and here in row.shown:
            below = len(lines)
            offers = _offers(here, width, glyphs)
        lines += [_clash(field, width, glyphs) for field in row.shown if field.clash and not offers]
        lines += [_error(field, len(row.shown) > 1) for field in row.shown if field.error and not offers]
    return [*lines[:below], *offers, *lines[below + len(offers) :]] if offers else lines


def _clash(field: Field, width: int, glyphs: GlyphSet) -> FormLine:
    room = max(_LEAST_VALUE, width - _EDGE - LABEL - 1)
    return FormLine([(" " * (_EDGE + LABEL), Tone.PLAIN), (fit(field.clash, room, glyphs.ellipsis), Tone.CLASH)])


def _error(field: Field, is_named: bool) -> FormLine:
    said = f"{field.label}: {field.error}" if is_named else field.error
    return FormLine([(" " * (_EDGE + LABEL), Tone.PLAIN), (said, Tone.BAD)])


def _row_lines(row: FormRow, here: Field | None, width: int, glyphs: GlyphSet) -> list[FormLine]:
    """The fields of a row share its width; the first one's label stands in the column of labels."""
    shown = row.shown
    taken = _EDGE + LABEL + sum(_GAP + width_of(field.label) + 1 for field in shown[1:])
    share = max(_LEAST_VALUE, (width - taken - 1) // len(shown))
    is_here = here in shown
    gutter = glyphs.cursor if is_here else " "
    mark = f"{gutter}{row.mark} "[:_EDGE].ljust(_EDGE)
    line: Segments = [(mark, Tone.HERE if is_here else Tone.MUTED)]
    more: list[FormLine] = []
    fields: list[tuple[Field, int]] = []
    cursor, selection = None, None
    for number, field in enumerate(shown):
        label = align_left(field.label, LABEL, glyphs.ellipsis) if number == 0 else f"{' ' * _GAP}{field.label} "
        line.append((label, Tone.PLAIN if field is here else Tone.MUTED))
        start = length(line)
        value = _value(field, field is here, share, glyphs)
        first, *rest = value
        line += [*first.segments, (" " * max(0, share - length(first.segments)), Tone.PLAIN)]
        fields.append((field, start))
        if field is here:
            cursor, selection = _moved(first, start)
        for each in rest:
            indented: Segments = [(" " * start, Tone.PLAIN), *each.segments]
            more.append(FormLine(indented, ((field, start),), field is here, *_moved(each, start)))
    return [FormLine(line, tuple(fields), is_here, cursor, selection), *more]


class _Value(NamedTuple):
    """A line of a field's value, with cursor and selection counted from its beginning."""

    segments: Segments
    cursor: int | None = None
    selection: tuple[int, int] | None = None


def _moved(value: _Value, by: int) -> tuple[int | None, tuple[int, int] | None]:
    cursor = None if value.cursor is None else value.cursor + by
    return cursor, value.selection and (value.selection[0] + by, value.selection[1] + by)


def _value(field: Field, is_here: bool, width: int, glyphs: GlyphSet) -> list[_Value]:
    if isinstance(field, ChoiceField):
        return [_choice(field, is_here, width, glyphs)]
    if isinstance(field, TextField) and field.is_long:
        return _long(field.entry, is_here, field.example, width, glyphs)
    if isinstance(field, TextField | PickField):
        aside = field.chosen.aside if isinstance(field, PickField) and field.chosen and not is_here else ""
        return [_typed(field.entry, is_here, field.example, aside, width, glyphs)]
    raise TypeError(f"no way to draw a {type(field).__name__}")


def _typed(entry: Entry, is_here: bool, example: str, aside: str, width: int, glyphs: GlyphSet) -> _Value:
    """A text on one line; where it is too long, the part of it that the cursor is in."""
    if not entry.text:
        return _Value([(fit(example or glyphs.rest, width, glyphs.ellipsis), Tone.FAINT)], 0 if is_here else None)
    if not is_here:
        said: Segments = [(entry.text, Tone.PLAIN), *([(f"  {aside}", Tone.MUTED)] if aside else [])]
        return _Value(fit_segments(said, width, glyphs.ellipsis))
    before = entry.text[: entry.cursor]
    skipped = 0
    while width_of(before[skipped:]) >= width:
        skipped += 1
    text = cut(entry.text[skipped:], width)
    selection = (0, width_of(text)) if entry.is_selected else None
    return _Value([(text, Tone.PLAIN)], width_of(before[skipped:]), selection)


def _long(entry: Entry, is_here: bool, example: str, width: int, glyphs: GlyphSet) -> list[_Value]:
    """A text on as many lines as it needs."""
    if not entry.text:
        return [_typed(entry, is_here, example, "", width, glyphs)]
    # One cell stays for a cursor behind a full line.
    stretches = flow(entry.text, max(_LEAST_VALUE, width - 1))
    values = []
    for number, (start, end) in enumerate(stretches):
        is_last = number == len(stretches) - 1
        has_cursor = is_here and start <= entry.cursor and (is_last or entry.cursor < stretches[number + 1][0])
        at = width_of(entry.text[start : min(entry.cursor, end)]) if has_cursor else None
        values.append(_Value([(entry.text[start:end], Tone.PLAIN)], at))
    return values


def flow(text: str, width: int) -> list[tuple[int, int]]:
    """Where each line of a text begins and ends (characters, from 0), broken at blanks and at its own line breaks."""
    stretches: list[tuple[int, int]] = []
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        while width_of(text[start:end]) > width:
            fitting = len(cut(text[start:end], width)) or 1
            blank = text.rfind(" ", start, start + fitting + 1)
            stop = blank if blank > start else start + fitting
            stretches.append((start, stop))
            start = stop + (blank > 0 and stop == blank)
        stretches.append((start, end))
        start = end + 1
    return stretches


def _choice(field: ChoiceField, is_here: bool, width: int, glyphs: GlyphSet) -> _Value:
    """All the words, the chosen one in brackets; where there is too little room, only that one."""
    segments: Segments = []
    for place, option in enumerate(field.options):
        is_chosen = place == field.place
        text = f"[{option.label}]" if is_chosen else f" {option.label} "
        segments.append((text, (Tone.HERE if is_here else Tone.PLAIN) if is_chosen else Tone.MUTED))
    if length(segments) <= width:
        return _Value(segments)
    chosen = field.options[field.place].label
    of = f"  {field.place + 1} of {len(field.options)}" if is_here else ""
    return _Value(fit_segments([(f"[{chosen}]", Tone.HERE if is_here else Tone.PLAIN), (of, Tone.MUTED)], width))


def _offers(field: PickField, width: int, glyphs: GlyphSet) -> list[FormLine]:
    """The part of the list that the cursor is in."""
    indent = (" " * (_EDGE + LABEL), Tone.PLAIN)
    room = max(_LEAST_VALUE, width - _EDGE - LABEL - 1)
    if not field.found:
        return [FormLine([indent, ("nothing is called so", Tone.MUTED)], is_offer=True)]
    first = max(0, min((field.place or 0) - _OFFERED // 2, len(field.found) - _OFFERED))
    lines = []
    for place, item in enumerate(field.found[first : first + _OFFERED], first):
        aside: Segments = [(fit(item.aside, room // 2, glyphs.ellipsis), Tone.MUTED)] if item.aside else []
        segments = [indent, *spread([(item.title, Tone.PLAIN)], aside, room, glyphs.ellipsis)]
        lines.append(FormLine(segments, is_offer=True, is_best=place == field.place))
    if len(field.found) > first + _OFFERED:
        more = f"{glyphs.ellipsis} {len(field.found) - first - _OFFERED} more; type to find"
        lines[-1] = lines[-1] if lines[-1].is_best else FormLine([indent, (more, Tone.MUTED)], is_offer=True)
    return lines


def option_at(field: ChoiceField, cell: int) -> int | None:
    """Which word is drawn at a cell of the value."""
    start = 0
    for place, option in enumerate(field.options):
        start += width_of(option.label) + 2
        if cell < start:
            return place
    return None
