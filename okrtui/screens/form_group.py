"""The fields of one object in a form: what was typed into them, read and checked against the models."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeVar

from okrtui.okr.number import decimal_of, format_number
from okrtui.screens.form_items import item, items
from okrtui.widgets.fields import ChoiceField, Field, Option, PickField, TextField
from okrtui.widgets.glyphs import GlyphSet
from okrtui.workspace.conflicts import Field as Contested
from okrtui.workspace.conflicts import contested_fields, field_words
from okrtui.workspace.forms import Form, open_form
from okrtui.workspace.presets import setting_words
from okrtui.workspace.workspace import Workspace

_F = TypeVar("_F", bound=Field)
_MOST_ERRORS = 20
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch
_YES_NO = (Option("no", "no"), Option("yes", "yes"))


class Group:
    """The fields of an object that is edited (`form`) or made (with `given` values, asked for or not)."""

    def __init__(
        self,
        workspace: Workspace,
        kind: str,
        *,
        form: Form | None = None,
        given: Mapping[str, object] | None = None,
        prefix: str = "",
    ) -> None:
        """`prefix` tells the fields of one group from those of another in the same form."""
        self.workspace = workspace
        self.kind = kind
        self.form = form
        self.given = dict(given or {})
        self.fields: dict[str, Field] = {}
        self.prefix = prefix
        self._first: dict[str, str] = {}
        self._put: dict[str, str] = {}
        self._contested: set[str] = set()

    # --- making the fields

    def at_first(self, name: str) -> object:
        """What a field begins with."""
        return self.form.values.get(name) if self.form else self.given.get(name)

    def text(self, name: str, label: str, hint: str = "", *, is_long: bool = False) -> TextField:
        """A field for a text."""
        most = 10_000 if is_long else 500
        written = self._written(name) if is_long else self._on_one_line(name)
        return self.add(name, TextField(self._key(name), label, written, hint, is_long=is_long, most=most))

    def figure(self, name: str, label: str, hint: str = "", *, example: str = "") -> TextField:
        """A field for a number or a date, or a few letters: it is rather replaced than changed."""
        field = TextField(self._key(name), label, self._on_one_line(name), hint, is_replaced=True, most=60)
        field.example = example or hint
        return self.add(name, field)

    def choice(self, name: str, label: str, options: list[Option] | None = None, hint: str = "") -> ChoiceField:
        """A field for one of a few words; without options for yes or no."""
        return self.add(name, ChoiceField(self._key(name), label, options or list(_YES_NO), self._written(name), hint))

    def pick(self, name: str, label: str, kind: str, hint: str = "", *, apart_from: str = "") -> PickField:
        """A field for another object."""
        listed = items(self.workspace, kind, apart_from=apart_from)
        chosen = item(self.workspace, kind, self._written(name))
        noun = "thing" if kind == "parent" else kind
        return self.add(name, PickField(self._key(name), label, listed, chosen, hint, noun=noun))

    def _key(self, name: str) -> str:
        return f"{self.prefix}{name}"

    def put(self, name: str, text: str) -> None:
        """Let a field have something else, as long as nobody has filled it in by hand."""
        field = self.fields[name]
        if field.text in (self._first[name], self._put.get(name)):
            fill(field, text)
            self._put[name] = text

    def add(self, name: str, field: _F) -> _F:
        """A field of the object."""
        self.fields[name] = field
        self._first[name] = field.text
        return field

    def _written(self, name: str) -> str:
        """A stored value as one would type it."""
        value = self.at_first(name)
        if isinstance(value, list):
            return setting_words(name, value) or ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, int | float | Decimal):
            return format_number(decimal_of(value))
        return value if isinstance(value, str) else ""

    def _on_one_line(self, name: str) -> str:
        return " ".join(self._written(name).split("\n"))

    # --- conflicts

    @property
    def is_contested(self) -> bool:
        """Whether a field was in conflict when it was last looked at."""
        return bool(self._contested)

    def mark(self, words: Callable[[Contested], str], glyphs: GlyphSet) -> None:
        """Say at each field in conflict what the others wrote; at the first one, that the object was deleted."""
        form = self.form
        found = contested_fields(self.workspace, form.kind, form.id) if form else []
        self._contested = {each.name for each in found}
        for field in self.fields.values():
            field.clash = ""
        for each in found:
            shown = self.fields.get(each.name, next(iter(self.fields.values())))
            mark = glyphs.waiting if each.is_waiting else glyphs.conflict
            hint = "waiting" if each.is_waiting else "ctrl+o chooses"
            about = "" if each.name in self.fields else f"{field_words(each.name)}: "
            shown.clash = f"{mark} {hint}  {about}{words(each)}"

    def retake(self) -> None:
        """Take over the fields that were in conflict as they are now; what was typed into one of them stays.

        Raises NotFound where the object is deleted now.
        """
        form, before = self.form, self._contested
        if form is None:
            return
        now = open_form(self.workspace, form.kind, form.id)
        typed = {name for name in before if name in self.fields and self.fields[name].text != self._first[name]}
        self.form = form._replace(
            values={**form.values, **{name: now.values.get(name) for name in before}},
            heads={**form.heads, **{name: now.heads.get(name, ()) for name in before}},
        )
        for name in before & self.fields.keys():
            self._first[name] = self._written(name)
            if name not in typed:
                fill(self.fields[name], self._first[name])

    # --- reading them

    @property
    def is_touched(self) -> bool:
        """Whether anything was typed or chosen."""
        return any(field.text != self._first[name] for name, field in self.fields.items())

    def texts(self) -> dict[str, str]:
        """What the fields have, by their keys: a draft."""
        return {field.key: field.text for field in self.fields.values()}

    def read(self, today: date, *, is_complete: bool) -> dict[str, object] | None:
        """What was typed, as values; None where something is wrong, which the fields then say.

        Nothing is missing before it `is_complete`: who is still typing is not told what comes next.
        """
        from okrtui.okr.models import FieldError

        values = self._parsed(today)
        for _ in range(_MOST_ERRORS):
            try:
                self._check(values)
                break
            except FieldError as error:
                field = self.fields.get(error.field)
                if field is None:
                    break
                is_empty = not field.text.strip()
                if not field.error and (is_complete or not is_empty):
                    field.error = error.why
                if is_empty:
                    break
                values.pop(error.field, None)
        return None if any(field.error for field in self.fields.values()) else values

    def _parsed(self, today: date) -> dict[str, object]:
        from okrtui.okr.models import FieldError, parse_field

        values: dict[str, object] = {}
        for name, field in self.fields.items():
            field.error, field.echo = field.trouble if isinstance(field, PickField) else "", ""
            # What was wrong before (another okrtui may have let it in) and stays as it is stands in nobody's way.
            is_untouched = self.form is not None and field.is_shown and field.text == self._first[name]
            if field.error or is_untouched:
                continue
            if not field.is_shown or not field.text.strip():
                values[name] = None
                continue
            try:
                values[name] = parse_field(self.kind, name, field.text, today)
            except FieldError as error:
                field.error = error.why
            else:
                field.echo = _echo(field.text, values[name])
        return values

    def _check(self, values: Mapping[str, object]) -> None:
        """Raise FieldError for the first thing that the models do not accept."""
        from okrtui.okr.models import validate_change, validate_new

        if self.form is None:
            validate_new(self.kind, {**self.given, **values})
        else:
            validate_change(self.kind, self.form.values, values)


def fill(field: Field, text: str) -> None:
    """Let a field have something."""
    if isinstance(field, TextField):
        field.put(text)
    elif isinstance(field, ChoiceField):
        field.choose(text)
    elif isinstance(field, PickField):
        field.pick(text)


def _echo(typed: str, value: object) -> str:
    """How a number or a date was understood, where it was not typed so."""
    if isinstance(value, bool):
        return ""
    if isinstance(value, int | float):
        plain = format_number(value)
        return "" if plain == typed.strip() else f"= {plain}"
    return f"= {value}" if isinstance(value, str) and value != typed.strip() and _DAY(value) else ""
