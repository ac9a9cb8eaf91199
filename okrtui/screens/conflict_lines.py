"""A conflict as lines: what it is about, what stood there before, every value with who wrote it; and a list of many."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from okrtui.screens.cascade_rows import span
from okrtui.screens.columns import marks, percent_words, standing
from okrtui.screens.detail_lines import wrapped
from okrtui.widgets.cells import align_right, fit, width_of
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.tones import Segments, Tone, fit_segments, length, spread
from okrtui.workspace.conflicts import Conflict, Version, field_words
from okrtui.workspace.forms import DELETED
from okrtui.workspace.surroundings import Surroundings

_IN = "  "
_NUMBER = 3
_WHEN = 9
_LEAST_TITLE = 16
_LONGEST_BEFORE = 3

WAITING = (
    "Waiting: a change that may settle this has not arrived yet. It is no conflict so far, and you need not choose."
)


class ConflictLine(NamedTuple):
    """A line: its key, what it says, and whether the cursor can be on it."""

    key: str
    segments: Segments
    is_choice: bool = False


class Setting(NamedTuple):
    """What the lines depend on besides the conflict: width in cells, glyphs, the time of a stamp in words."""

    width: int
    glyphs: GlyphSet
    when: Callable[[str], str]


class Page(NamedTuple):
    """One conflict as it is looked at."""

    conflict: Conflict
    place: Surroundings
    meaning: str = ""
    """What the field is, in a few words."""
    number: int = 1
    total: int = 1
    settled: str = ""
    """Who has settled it meanwhile, and how; "" while it is open."""


def page_lines(page: Page, setting: Setting) -> list[ConflictLine]:
    """One conflict, top down."""
    return [*_about(page, setting), *_field(page, setting), *_values(page, setting)]


def _text(key: str, text: str, tone: Tone, setting: Setting, indent: str = _IN) -> Iterator[ConflictLine]:
    for number, line in enumerate(wrapped(text, setting.width - width_of(indent))):
        yield ConflictLine(f"{key}/{number}", [(indent + line, tone)])


# --- what it is about


def _about(page: Page, setting: Setting) -> Iterator[ConflictLine]:
    place, glyphs = page.place, setting.glyphs
    count = f"{page.number} of {page.total}" if page.total > 1 else ""
    crumbs = f" {glyphs.crumb} ".join(place.why)
    yield ConflictLine("blank", [])
    yield ConflictLine("kind", spread([(_IN + place.noun, Tone.MUTED)], [(count, Tone.MUTED)], setting.width))
    if crumbs:
        yield from _text("crumbs", crumbs, Tone.MUTED, setting)
    behind = marks(place.row._replace(is_contested=False, is_waiting=False), glyphs) if place.row else []
    if place.is_deleted:
        behind = [*behind, (" (deleted)", Tone.MUTED)]
    first, *rest = wrapped(place.title or "(no title)", setting.width - width_of(_IN) - length(behind)) or [""]
    yield ConflictLine("title", [(_IN + first, Tone.STRONG), *(behind if not rest else [])])
    for number, line in enumerate(rest, 1):
        yield ConflictLine(f"title/{number}", [(_IN + line, Tone.STRONG), *(behind if number == len(rest) else [])])
    figures = _figures(page, setting)
    if figures:
        yield ConflictLine("figures", fit_segments([(_IN, Tone.PLAIN), *figures], setting.width, glyphs.ellipsis))
    facts = f" {glyphs.dot} ".join(f"{name} {text}" for name, text in place.facts)
    if facts:
        yield from _text("facts", facts, Tone.MUTED, setting)


def _figures(page: Page, setting: Setting) -> Segments:
    """Progress, status, and the span of a key result."""
    row, glyphs = page.place.row, setting.glyphs
    if row is None or row.is_ghost:
        return []
    has_bar = row.is_bar and row.progress is not None
    parts: list[Segments] = [[(percent_words(row), Tone.PLAIN)]] if has_bar else []
    parts.append(standing(row, glyphs))
    if row.kind == "key_result":
        parts.append([(span(row, glyphs), Tone.PLAIN)])
    line: Segments = []
    for part in parts:
        line += [(f" {glyphs.dot} ", Tone.FAINT), *part] if line and part else part
    return line


# --- the field


def _field(page: Page, setting: Setting) -> Iterator[ConflictLine]:
    conflict, glyphs = page.conflict, setting.glyphs
    mark = glyphs.achieved if page.settled else glyphs.waiting if conflict.is_waiting else glyphs.conflict
    name = field_words(conflict.field)
    heading: Segments = [
        (f"{_IN}{mark} ", Tone.GOOD if page.settled else Tone.CLASH),
        (name[:1].upper() + name[1:], Tone.STRONG),
        (f"  {page.meaning}", Tone.MUTED),
    ]
    yield ConflictLine("field/blank", [])
    yield ConflictLine("field", fit_segments(heading, setting.width, glyphs.ellipsis))
    if page.settled:
        yield from _text("settled", page.settled, Tone.PLAIN, setting, _IN * 2)
    elif conflict.is_waiting:
        yield from _text("waiting", WAITING, Tone.CLASH, setting, _IN * 2)
    if conflict.told:
        yield from _text("told", conflict.told, Tone.PLAIN, setting, _IN * 2)
    elif conflict.before is not None:
        before = list(_text("before", f"before: {conflict.before}", Tone.MUTED, setting, _IN * 2))
        yield from before[:_LONGEST_BEFORE]
        if len(before) > _LONGEST_BEFORE:
            yield ConflictLine("before/more", [(_IN * 2 + glyphs.ellipsis, Tone.MUTED)])
    yield ConflictLine("values/blank", [])


# --- the values


def _values(page: Page, setting: Setting) -> Iterator[ConflictLine]:
    newest = max(page.conflict.versions, key=lambda version: (version.ts, version.authors[0].h))
    for number, version in enumerate(page.conflict.versions, 1):
        yield from _value(page, version, number, version is newest, setting)
    if page.settled:
        yield ConflictLine("on/blank", [])
        words = "go on to the next" if page.total > 1 else "go back"
        yield ConflictLine("on", [(words, Tone.PLAIN)], is_choice=True)


def _value(page: Page, version: Version, number: int, is_shown: bool, setting: Setting) -> Iterator[ConflictLine]:
    """A value in full, and below it who wrote it, when, and instead of what."""
    is_open = not page.settled
    key = f"value {version.key}"
    indent = " " * (_NUMBER + 2)
    # The outline puts two cells before a row that the cursor can be on: other lines have them from here.
    first, *rest = wrapped(_whole(page.conflict.field, version), setting.width - width_of(indent)) or [""]
    tone, here = (Tone.PLAIN, Tone.HERE) if is_open else (Tone.MUTED, Tone.MUTED)
    lead: Segments = [("" if is_open else _IN, tone), (f"{number:<{_NUMBER}}", here)]
    yield ConflictLine(key, [*lead, (first, tone)], is_choice=is_open)
    for place, line in enumerate(rest, 1):
        yield ConflictLine(f"{key}/{place}", [(indent + line, tone)])
    dot = f" {setting.glyphs.dot} "
    said = [" and ".join(f"{author.name}, {setting.when(author.ts)}" for author in version.authors)]
    if version.instead_of:
        said.append(f"instead of {version.instead_of}")
    if is_shown and is_open:
        said.append("shown meanwhile")
    yield ConflictLine(f"{key}/who", fit_segments([(indent + dot.join(said), Tone.MUTED)], setting.width))


def _whole(field: str, version: Version) -> str:
    """A text with its own line breaks; anything else in words."""
    value = version.value
    if field == DELETED:
        return "it is deleted" if value is True else "it stays"
    return value if isinstance(value, str) and "\n" in value else version.text


# --- many of them


def list_lines(found: Sequence[Conflict], setting: Setting) -> list[ConflictLine]:
    """Every conflict in two lines, then what waits."""
    lines: list[ConflictLine] = []
    for is_waiting, words in ((False, "Conflicts"), (True, "Waiting for changes that may settle them")):
        some = [conflict for conflict in found if conflict.is_waiting is is_waiting]
        if not some:
            continue
        count: Segments = [(str(len(some)), Tone.MUTED)] if len(some) > 1 else []
        heading = spread([(words, Tone.STRONG)], count, setting.width)
        lines += [ConflictLine(f"{words}/blank", []), ConflictLine(words, heading)]
        for conflict in some:
            lines += _entry(conflict, setting)
    return lines


def key_of(conflict: Conflict) -> str:
    """The key of a conflict's line in the list."""
    return " ".join(("conflict", *conflict.key))


def _entry(conflict: Conflict, setting: Setting) -> Iterator[ConflictLine]:
    glyphs = setting.glyphs
    mark = glyphs.waiting if conflict.is_waiting else glyphs.conflict
    newest = max(version.ts for version in conflict.versions)
    right: Segments = [
        (f"{len(conflict.versions)} values", Tone.MUTED),
        (align_right(setting.when(newest), _WHEN + 1, glyphs.ellipsis), Tone.MUTED),
    ]
    field = field_words(conflict.field)
    room = setting.width - length(right) - width_of(field) - 10
    title = fit(conflict.title, max(_LEAST_TITLE, room), glyphs.ellipsis)
    left: Segments = [(f"{mark} ", Tone.CLASH), (title, Tone.PLAIN), (f"  {field}", Tone.MUTED)]
    key = key_of(conflict)
    yield ConflictLine(key, spread(left, right, setting.width - 2, glyphs.ellipsis), is_choice=True)
    said = f" {glyphs.dot} ".join(f"{version.person}: {version.text}" for version in conflict.versions)
    yield ConflictLine(f"{key}/values", [(fit(_IN * 2 + said, setting.width, glyphs.ellipsis), Tone.MUTED)])
