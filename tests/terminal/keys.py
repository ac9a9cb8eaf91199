"""The bytes a keyboard sends, by Textual's names of the keys.

Keys that the classic encoding (xterm's, see ctlseqs) can tell apart are sent in it; the others, such as
ctrl+enter, as terminals with the kitty keyboard protocol send them.
"""

CURSOR_KEYS = {"up": "A", "down": "B", "right": "C", "left": "D", "home": "H", "end": "F"}
FUNCTION_KEYS = {"f1": "P", "f2": "Q", "f3": "R", "f4": "S"}
EDITING_KEYS = {
    "insert": 2, "delete": 3, "pageup": 5, "pagedown": 6,
    "f5": 15, "f6": 17, "f7": 18, "f8": 19, "f9": 20, "f10": 21, "f11": 23, "f12": 24,
}  # fmt: skip
PLAIN_KEYS = {
    "enter": "\r", "tab": "\t", "space": " ", "backspace": "\x7f", "escape": "\x1b", "plus": "+",
    "minus": "-", "slash": "/", "question_mark": "?", "comma": ",", "full_stop": ".", "colon": ":",
}  # fmt: skip
MODIFIERS = {"shift": 1, "alt": 2, "ctrl": 4}


def encode(key: str, *, kitty: bool = False) -> str:
    """What the terminal sends for one key press.

    Args:
        key: A character or a name, with modifiers in front: "j", "enter", "shift+tab", "ctrl+p".
        kitty: The program asked for the kitty protocol: escape cannot then be mistaken for the start of a
            sequence.

    Raises:
        ValueError: There is no such key.
    """
    *modifiers, name = [key] if len(key) == 1 else key.split("+")
    if unknown := set(modifiers) - set(MODIFIERS):
        raise ValueError(f"no such modifier: {', '.join(sorted(unknown))} in {key!r}")
    modifier = 1 + sum(MODIFIERS[each] for each in set(modifiers))
    if name in CURSOR_KEYS:
        return f"\x1b[{CURSOR_KEYS[name]}" if modifier == 1 else f"\x1b[1;{modifier}{CURSOR_KEYS[name]}"
    if name in FUNCTION_KEYS:
        return f"\x1bO{FUNCTION_KEYS[name]}" if modifier == 1 else f"\x1b[1;{modifier}{FUNCTION_KEYS[name]}"
    if name in EDITING_KEYS:
        return f"\x1b[{EDITING_KEYS[name]}~" if modifier == 1 else f"\x1b[{EDITING_KEYS[name]};{modifier}~"
    character = PLAIN_KEYS.get(name, name)
    if len(character) != 1:
        raise ValueError(f"no such key: {key!r}")
    return _encode_character(character, modifier, kitty)


def _encode_character(character: str, modifier: int, kitty: bool) -> str:
    if modifier == 1:
        return "\x1b[27u" if kitty and character == "\x1b" else character
    if modifier == 1 + MODIFIERS["shift"] and character == "\t":
        return "\x1b[Z"
    if modifier == 1 + MODIFIERS["shift"] and character.isalpha():
        return character.upper()
    if modifier == 1 + MODIFIERS["ctrl"] and character.isascii() and character.isalpha():
        return chr(ord(character.upper()) - 64)
    return f"\x1b[{ord(character)};{modifier}u"
