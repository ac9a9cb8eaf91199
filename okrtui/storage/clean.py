"""The one choke point for text on its way to a terminal, a report or a spreadsheet.

Whatever people typed and whatever lies in the shared folder is hostile until it went through `clean`.
"""

import re

# ESC-introduced sequences (CSI, OSC and other strings, two-byte escapes) and their 8-bit forms go whole,
# so that no readable tail such as "[31m" stays behind. A string ends where another begins: a thousand beginnings
# without an end are searched once, not a thousand times.
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"
    r"|(?:\x1b[\]P_^X]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x90\x98\x9c-\x9f]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-~]?"
)
# C0 and C1 controls but newline, DEL, the bidi overrides, isolates and marks that can reorder what stands
# beside them, line and paragraph separators, the byte order mark and lone surrogates.
# Every escape sequence begins with one of them.
_CONTROLS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff\ud800-\udfff]"
)


def clean(text: str) -> str:
    """Text without control characters (newline stays), escape sequences and bidi overrides."""
    if not _CONTROLS.search(text):
        return text
    text = text.replace("\r\n", "\n").replace("\t", " ").replace("\u2028", "\n").replace("\u2029", "\n")
    return _CONTROLS.sub("", _ESCAPES.sub("", text))


def clean_line(text: str) -> str:
    """`clean`, on one line: newlines become spaces."""
    text = clean(text)
    return " ".join(text.split("\n")) if "\n" in text else text
