"""Reminders: what a day brings for oneself, in one line."""

from okrtui.okr.occasions import Occasion, What
from okrtui.workspace.check_ins import due_for
from okrtui.workspace.dates import dates_of
from okrtui.workspace.view import View

_ORDER = list(What)


def reminder(view: View) -> str:
    """What today is the day of, the most pressing first: `Check-in day: 3 key results wait. Meeting: Sales`.

    "" where it is no day of anything. Of a check-in day is only told as long as check-ins wait.
    """
    with view.lock:
        today = [each for each in dates_of(view, view.person) if view.today in each.days]
        waiting = len(due_for(view, view.person))
        said = [_words(each, waiting) for each in sorted(today, key=lambda each: (_ORDER.index(each.what), each.title))]
        return ". ".join(dict.fromkeys(words for words in said if words))


def _words(occasion: Occasion, waiting: int) -> str:
    if occasion.what is not What.CHECK_IN:
        return occasion.title
    if not waiting:
        return ""
    return f"Check-in day: {waiting} key result{' waits' if waiting == 1 else 's wait'}"
