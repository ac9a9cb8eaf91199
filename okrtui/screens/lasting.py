"""What is made once and stays: the garbage collector need not look through it again and again."""

import gc

from okrtui.workspace.view import View

_MUCH = 10_000
"""So many objects make a company large. What is taken from the collector never comes back: not for a little."""
_SELDOM = 100
"""So many looks at what is young come before one at everything; Python's own is 10."""


def let_stay(view: View) -> None:
    """Take all that there is now from the garbage collector, where it is much: to be called when much was made of it.

    Measured with 5,000 people: a full collection takes 0.1 s, in which no key is answered, and comes every few hundred
    key presses. One of what is left, which is mostly the rows, takes 10 ms; it comes a tenth as often as it would.
    """
    if len(view.state.objects) < _MUCH:
        return
    gc.freeze()
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, _SELDOM)
