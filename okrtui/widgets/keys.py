"""Keys as people read them, taken from the bindings that are active: the one source of key line and help."""

from collections.abc import Iterable
from typing import NamedTuple

from textual.binding import ActiveBinding, Binding
from textual.dom import DOMNode
from textual.keys import format_key

from okrtui.widgets.glyphs import UNICODE, GlyphSet

_NAMES = {"enter": "enter", "backspace": "backspace"}
_PLAIN_NAMES = {"up": "up", "down": "down", "left": "left", "right": "right"}


def key_name(binding: Binding, glyphs: GlyphSet = UNICODE) -> str:
    """The key of a binding as it is shown: `c`, `enter`, `esc`, `/`, `ctrl+p`, `⇧tab`."""
    if binding.key_display:
        return binding.key_display
    modifiers, key = binding.parse_key()
    names = _NAMES if glyphs is UNICODE else _NAMES | _PLAIN_NAMES
    name = names.get(key) or format_key(key)
    if modifiers == ["shift"] and glyphs is UNICODE:
        return f"⇧{name}"
    return "+".join([*modifiers, name])


class Act(NamedTuple):
    """Something one can do now, with every key that does it."""

    keys: tuple[str, ...]
    """As shown, without repetition."""
    description: str
    tooltip: str
    group: str
    """Where it belongs: the BINDING_GROUP_TITLE of the widget, screen or app that binds it, or empty."""
    press: str
    """The first key as Textual calls it, to press it on behalf of the mouse."""
    show: bool
    """Whether it is worth a place in the key line."""


def acts_of(bindings: Iterable[ActiveBinding], glyphs: GlyphSet = UNICODE) -> list[Act]:
    """What the active bindings let one do, in their order; what is disabled or unnamed is left out.

    Bindings of one action are one act, which goes by the first of them that is shown and stands in its place.
    """
    acts: dict[tuple[object, str], Act] = {}
    for node, binding, enabled, tooltip in bindings:
        if not enabled or not binding.description or binding.system:
            continue
        act = _act(node, binding, tooltip, glyphs)
        place = (node, binding.action)
        known = acts.get(place)
        if known is None:
            acts[place] = act
        elif act.show and not known.show:
            del acts[place]
            acts[place] = act._replace(keys=_each_once(act.keys + known.keys))
        else:
            acts[place] = known._replace(keys=_each_once(known.keys + act.keys))
    return list(acts.values())


def _act(node: DOMNode, binding: Binding, tooltip: str, glyphs: GlyphSet) -> Act:
    return Act(
        keys=(key_name(binding, glyphs),),
        description=binding.description,
        tooltip=tooltip or binding.tooltip,
        group=node.BINDING_GROUP_TITLE or "",
        press=binding.key,
        show=binding.show,
    )


def _each_once(keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))
