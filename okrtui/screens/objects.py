"""What one can do with an object wherever it is shown: check it in, edit it, make something below it, delete it."""

from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from okrtui.okr.records import text
from okrtui.screens.base import OkrScreen
from okrtui.workspace.naming import called
from okrtui.workspace.view import View

Subject = tuple[str, str]
"""Kind and id."""
OPENED = ("unit", "objective", "key_result")
"""The kinds that the Cascade shows."""
DETAILED = (*OPENED, "mission", "goal", "kpi", "metric", "measure")
"""The kinds that have a detail."""
DECIDED_BY_ENTER = ("blocker",)
"""The kinds of which one is asked what becomes of them."""
SPOKEN = ("comment", "recognition")
"""The kinds of what people said: nobody changes another's words."""
EDITED_BY_ENTER = ("person", "initiative")
"""The kinds that are seen whole only in their form."""
_ASKED = ("mission", "goal", "kpi", "metric", "measure", "workspace", "key_result", "initiative")
"""The kinds at which one is asked what shall be new."""

# Forms, questions and details are imported when they are opened: the first screen shall not wait for them.


class ObjectScreen(OkrScreen):
    """A screen with an object under its cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "check_in", "check in", id="object.check_in", tooltip="say where it stands"),
        Binding("n", "new", "new", id="object.new", tooltip="make something below it"),
        Binding("e", "edit", "edit", id="object.edit"),
        Binding("d", "delete", "delete", show=False, id="object.delete", tooltip="it can be restored"),
        Binding("M", "mend", "mend", show=False, id="object.mend", tooltip="what the coach says of it"),
        Binding("r", "reading", "reading", show=False, id="object.reading", tooltip="say what was read today"),
        Binding("b", "block", "blocker", show=False, id="object.block", tooltip="what is in the way, who solves it"),
        Binding("H", "history", "history", show=False, id="object.history", tooltip="who changed what, and when"),
    ]

    def subject(self) -> Subject | None:
        """The object that the keys are about."""
        raise NotImplementedError

    @property
    def as_of(self) -> View | None:
        """The company of the day in the past that shows; None: it is as it is."""
        return None

    def in_dispute(self) -> tuple[Subject | None, str]:
        """What the keys are about, and the field that the cursor is on in a detail."""
        from okrtui.screens.detail_view import DetailView

        return self.subject(), self.focused.field if isinstance(self.focused, DetailView) else ""

    def appeared(self, kind: str, id: str) -> None:
        """Something was made or changed from here: put the cursor on it."""

    def cycle_here(self) -> str | None:
        """The cycle that is shown: what is made is made for it."""
        cycle = self.workspace.company.current_cycle(self.workspace.today)
        return cycle.id if cycle else None

    def action_check_in(self) -> None:
        """Check in the key result, or those of the objective or unit."""
        if self.refuses_changes():
            return
        from okrtui.screens.checkin import CheckinScreen

        key_results = self._key_results()
        if key_results:
            self.app.push_screen(CheckinScreen(key_results=key_results))
        else:
            self.say("There is no key result here to check in", "n makes one")

    def _key_results(self) -> list[str]:
        kind, id = self.subject() or ("", "")
        company = self.workspace.company
        with self.workspace.lock:
            match kind:
                case "key_result":
                    return [id]
                case "check_in":
                    return [text(company.fields(kind, id) or {}, "key_result")]
                case "objective":
                    return [key_result.id for key_result in company.key_results_of(id)]
                case "unit":
                    objectives = company.objectives_of(id, self.cycle_here())
                    return [each.id for objective in objectives for each in company.key_results_of(objective.id)]
        return []

    def action_edit(self) -> None:
        """Edit the object."""
        if self.refuses_changes():
            return
        from okrtui.screens.forms import edit

        subject = self.subject()
        if subject is not None and subject[0] in SPOKEN:
            from okrtui.screens.voices import change_words

            change_words(self.okrtui, *subject)
        elif subject is not None and subject[0] in _EDITED:
            edit(self.okrtui, *subject, then=self.appeared)
        elif subject is not None and subject[0] == "check_in":
            self._change_check_in(subject[1])
        elif subject is not None and subject[0] == "blocker":
            self.action_block()
        elif subject is not None:
            self.say(f"A {subject[0].replace('_', ' ')} is not edited here")

    def _change_check_in(self, id: str) -> None:
        """Change a check-in of one's own, in the wizard."""
        from okrtui.screens.checkin import CheckinScreen

        if self._is_own(id):
            self.app.push_screen(CheckinScreen(self._key_results(), change=id))

    def _is_own(self, check_in: str) -> bool:
        """Whether a check-in is one's own; says whose it is where it is not."""
        from okrtui.workspace.check_in_lines import author_of, is_own

        if is_own(self.workspace, check_in, self.workspace.person):
            return True
        name = self.workspace.company.title(author_of(self.workspace, check_in)) or "somebody else"
        self.say(f"This check-in is {name}'s word", "c makes another one")
        return False

    def action_new(self) -> None:
        """Make something below: a key result of an objective; where it may be several things, ask what."""
        if self.refuses_changes():
            return
        from okrtui.screens.forms import new_key_result, new_objective

        kind, id = self.subject() or ("", "")
        if kind in _ASKED:
            from okrtui.screens.strategy_new import ask_new

            ask_new(self, kind, id)
        elif kind == "unit":
            self._ask_what(id)
        elif kind == "objective":
            new_key_result(self.okrtui, id, then=self.appeared)
        else:
            new_objective(self.okrtui, cycle=self.cycle_here(), then=self.appeared)

    def _ask_what(self, unit: str) -> None:
        from okrtui.screens.ask import Answer, AskScreen
        from okrtui.workspace.presets import practice_of

        answers = (
            Answer("o", practice_of(self.workspace).word("objective"), "with its key results"),
            Answer("s", "sub-unit", "a department or team below it"),
            Answer("p", "person", "someone who works there"),
        )
        name = self.workspace.company.title(unit)
        ask = AskScreen(f"What shall be new in {name}?", answers, glyphs=self.glyphs)
        self.app.push_screen(ask, partial(self._make, unit))

    def _make(self, unit: str, answer: str | None) -> None:
        from okrtui.screens.forms import new_objective, new_person, new_unit

        match answer:
            case "o":
                new_objective(self.okrtui, unit=unit, cycle=self.cycle_here(), then=self.appeared)
            case "s":
                new_unit(self.okrtui, unit, then=self.appeared)
            case "p":
                new_person(self.okrtui, unit, then=self.appeared)

    def action_mend(self) -> None:
        """Do what the coach advises; where it has more than one advice, ask which."""
        from okrtui.screens.ask import Answer, AskScreen
        from okrtui.screens.mending import mend

        subject, coaching = self.subject(), self.okrtui.coaching
        if subject is None or coaching is None or self.refuses_changes():
            return
        found = [finding for finding in coaching.of(subject[1]) if finding.remedy]
        if len(found) <= 1:
            mend(self.okrtui, found[0]) if found else self.say("The coach has nothing to mend here", "F all it found")
            return
        advice = dict(zip("123456789", found, strict=False))
        answers = [Answer(key, each.remedy.words, each.message) for key, each in advice.items() if each.remedy]
        question = f"What the coach says of '{self._title(subject)}'"
        ask = AskScreen(question, answers, glyphs=self.glyphs)
        self.app.push_screen(ask, lambda key: mend(self.okrtui, advice[key]) if key else None)

    def action_reading(self) -> None:
        """Say what a metric, measure or goal was read at today; of a KPI, each of its metrics."""
        subject = self.subject()
        if subject is None or self.refuses_changes():
            return
        from okrtui.screens.readings import ask_readings

        ask_readings(self, *subject)

    def action_block(self) -> None:
        """Say what is in the way of the object; of a blocker, what becomes of it."""
        from okrtui.screens.blocking import decide, raise_on

        subject = self.subject()
        if subject is None or self.refuses_changes():
            return
        if subject[0] == "blocker":
            decide(self, subject[1])
        elif subject[0] == "check_in":
            raise_on(self, "key_result", self._key_results()[0])
        else:
            raise_on(self, *subject)

    def action_history(self) -> None:
        """Show who changed what of the object, and when."""
        from okrtui.screens.history import HistoryScreen

        subject = self.subject()
        if subject is not None:
            self.app.push_screen(HistoryScreen(*subject, until=self.past_day))

    def action_delete(self) -> None:
        """Delete the object, once confirmed; bring back what is deleted."""
        from okrtui.screens.ask import Answer, AskScreen

        subject = self.subject()
        if subject is None or self.refuses_changes():
            return
        if subject[0] in SPOKEN:
            from okrtui.screens.voices import is_anothers

            if is_anothers(self.okrtui, *subject):
                return
        if subject[0] == "check_in" and not self._is_own(subject[1]):
            return
        if self._is_deleted(*subject):
            question = f"Bring back {named(subject[0])} '{self._title(subject)}'?"
            answers = [Answer("b", "bring it back"), Answer("l", "leave it deleted")]
            ask = AskScreen(question, answers, glyphs=self.glyphs)
        else:
            question = f"Delete {named(subject[0])} '{self._title(subject)}'?"
            answers = [Answer("d", "delete it", "u undo brings it back"), Answer("k", "keep it")]
            ask = AskScreen(question, answers, self._goes_along(*subject), glyphs=self.glyphs)
        self.app.push_screen(ask, partial(self._delete, subject, self._title(subject)))

    def _is_deleted(self, kind: str, id: str) -> bool:
        entry = self.workspace.company.entry(kind, id)
        return entry is None or entry.is_deleted

    def _title(self, subject: Subject) -> str:
        kind, id = subject
        if kind == "check_in":
            fields = self.workspace.company.fields(kind, id) or {}
            return f"{self.workspace.company.title(str(fields.get('key_result')))}, {fields.get('date')}"
        if kind == "review":
            fields = self.workspace.company.fields(kind, id) or {}
            return f"{called(self.workspace.company, kind, id)}, {fields.get('date')}"
        return self.workspace.company.title(id) or "(no title)"

    def _goes_along(self, kind: str, id: str) -> str:
        """What goes with an object, and what stays."""
        company = self.workspace.company
        match kind:
            case "objective" if count := len(company.key_results_of(id)):
                return f"Its {counted(count, 'key result')} will go, and come back, with it."
            case "key_result" if count := len(company.check_ins_of(id)):
                return f"Its {counted(count, 'check-in')} will be out of sight with it, and come back with it."
            case "unit":
                found = [
                    counted(len(company.objectives_of(id, None)), "objective"),
                    counted(len(company.child_units(id)), "unit"),
                ]
                below = " and ".join(part for part in found if part)
                return f"What is below it ({below}) stays, under its name, marked as deleted." if below else ""
        return ""

    def _delete(self, subject: Subject, title: str, answer: str | None) -> None:
        from okrtui.workspace.deleting import delete, restore

        if answer == "d":
            self.okrtui.carry_out(partial(delete, self.workspace, *subject), lambda _: self.deleted(*subject, title))
        elif answer == "b":
            self.okrtui.carry_out(
                partial(restore, self.workspace, *subject), lambda _: self.say(f"Back again: {title}", "u undo")
            )

    def deleted(self, kind: str, id: str, title: str) -> None:
        """An object was deleted from here."""
        self.say(f"Deleted: {title}", "u undo")


_EDITED = (*DETAILED, *EDITED_BY_ENTER)


def named(kind: str) -> str:
    """A kind with its article: `the key result`."""
    return f"the {kind.replace('_', ' ').replace('check in', 'check-in')}"


def counted(number: int, noun: str) -> str:
    """`1 key result`, `3 key results`; nothing for none."""
    return "" if number == 0 else f"{number} {noun}{'' if number == 1 else 's'}"
