"""What one can do in a meeting at what is spoken of: check in, tick, thank, write down, save."""

from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.getters import query_one

from okrtui.screens.jobs import Job, Jobs
from okrtui.screens.meeting_list import MeetingList
from okrtui.screens.meeting_plan import Part, Plan
from okrtui.screens.objects import ObjectScreen
from okrtui.workspace.blockers import Blocked
from okrtui.workspace.minutes import Entry
from okrtui.workspace.monday_results import Result
from okrtui.workspace.monday_roster import Attendee
from okrtui.workspace.next_steps import NextStep, take_step
from okrtui.workspace.sitting import Saving, Sitting

_DRAFT = "text"


class MeetingActs(ObjectScreen):
    """The keys of a meeting. What is typed and marked is kept as a draft at once, and written when it is saved."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "write_down", "decision, note", id="meeting.write", tooltip="for the minutes"),
        Binding("c", "check_in", "check in", id="object.check_in", tooltip="on behalf of whose it is"),
        Binding("b", "block", "blocker", id="object.block", tooltip="raise one; of a blocker, what becomes of it"),
        Binding("d", "tick", "done", id="meeting.tick", tooltip="the next step is taken, or not"),
        Binding("A", "all_present", "all here", show=False, id="meeting.all_present", tooltip="again: nobody"),
        Binding("backspace", "unwrite", "take out", show=False, id="meeting.unwrite", tooltip="what was typed last"),
        Binding("ctrl+s", "save", "save", id="meeting.save", tooltip="the minutes, for everybody"),
        Binding("m", "export", "as Markdown", show=False, id="meeting.export", tooltip="into a file here"),
        Binding("u", "take_back", "undo", show=False, id="meeting.undo", tooltip="what was done last in the meeting"),
    ]

    sitting: Sitting
    plan: Plan
    jobs: Jobs
    expected_changes = 0
    """How many changes of one's own are to come that are no acts of the meeting's own."""

    units = query_one(MeetingList)

    def bring_up_to_date(self) -> None:
        """Show what was typed and marked."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What the cursor is on decides what a key is for."""
        spot = self.units.spot if self.is_mounted else None
        about = spot.about if spot else None
        match action:
            case "present":
                return isinstance(about, Attendee)
            case "check_in":
                return isinstance(about, Attendee | Result)
            case "block":
                return isinstance(about, Result | Blocked) and (not isinstance(about, Blocked) or about.is_open)
            case "tick":
                return isinstance(about, NextStep)
            case "unwrite":
                return spot is not None and bool(self.sitting.entries_of(spot.item))
            case "write_down" | "all_present" | "export":
                return spot is not None
        return super().check_action(action, parameters)

    # --- who is here

    def action_present(self) -> None:
        """This person is here, or is not; the cursor goes on to the next."""
        spot = self.units.spot
        if spot is None or not isinstance(spot.about, Attendee):
            return
        person = spot.about.person
        self.sitting.mark([person], is_there=person not in self.sitting.present)
        self._typed()
        if self.plan.parts[Part.ROSTER][-1].key != spot.key:
            self.units.action_step(1)

    def action_all_present(self) -> None:
        """Everyone on the roster is here; where all of them are, nobody."""
        spots = self.plan.parts.get(Part.ROSTER, [])
        roster = [spot.about.person for spot in spots if isinstance(spot.about, Attendee)]
        is_there = not set(roster) <= set(self.sitting.present)
        self.sitting.mark(roster, is_there=is_there)
        self._typed()

    # --- the minutes

    def action_write_down(self) -> None:
        """Write a decision or a note down, at what is spoken of."""
        from okrtui.screens.meeting_prompt import MinutePrompt

        spot = self.units.spot
        if spot is None:
            return
        drafts, key = self.okrtui.drafts, f"minutes {self.sitting.opened.unit} {spot.item}"

        def keep(text: str) -> None:
            drafts.pop(key, None)
            if text.strip():
                drafts[key] = {_DRAFT: text}

        def written(is_decision: bool, text: str) -> None:
            keep("")
            self.sitting.add(Entry(spot.item, spot.title, is_decision, text))
            self._typed()
            word = "decision" if is_decision else "note"
            self.say(f"One {word} more for the minutes", "ctrl+s saves them")

        about = spot.title or self.plan_words(spot.part)
        text = drafts.get(key, {}).get(_DRAFT, "")
        self.app.push_screen(MinutePrompt(about, written, glyphs=self.glyphs, text=text, left=keep))

    def plan_words(self, part: Part) -> str:
        """What minutes about a part as a whole are about."""
        return "Anything else" if part is Part.REST else part.heading

    def action_unwrite(self) -> None:
        """Take out what was typed last here."""
        spot = self.units.spot
        if spot is not None and self.sitting.remove_last(spot.item):
            self._typed()
            self.say("Taken out", "u undo")

    def _typed(self) -> None:
        """Show it, and keep it for the next time."""
        self.bring_up_to_date()
        self.jobs.add(Job(partial(self.sitting.keep, self.sitting.draft), lambda _: None, self.okrtui.say_trouble))

    def action_save(self) -> None:
        """Save the minutes, in one act."""
        if not self.sitting.is_unsaved:
            self.say("The minutes are saved already" if self.sitting.opened.review else "There is nothing to save yet")
            return
        saving = self.sitting.saving()
        self.expected_changes += 1
        self.jobs.add(Job(partial(self.sitting.write, saving), partial(self._saved, saving), self._not_saved))

    def _saved(self, saving: Saving, _: str) -> None:
        self.sitting.look_again(is_own=True)
        self._typed()
        count = len(saving.minutes.present)
        here = f", {count} {'person' if count == 1 else 'people'} present" if count else ""
        self.okrtui.say(f"Minutes saved{here}", "u undo")

    def _not_saved(self, why: str) -> None:
        self.expected_changes -= 1
        self.okrtui.say_trouble(why)

    def action_take_back(self) -> None:
        """Take back what was typed or marked, or what was written into the workspace: what was last."""
        if self.sitting.take_back():
            self._typed()
            self.say("Taken back")
            return
        from okrtui.workspace.undoing import undo

        self._typed()
        self.expected_changes += 1
        work = partial(undo, self.workspace)
        self.okrtui.carry_out(work, lambda _: self.say("Taken back", "U redo"), self._not_saved)

    # --- at the item

    def action_check_in(self) -> None:
        """Check in the key result, or what this person has not checked in; for whose it is."""
        from okrtui.screens.checkin import CheckinScreen

        spot = self.units.spot
        about = spot.about if spot else None
        if isinstance(about, Result):
            self.app.push_screen(CheckinScreen(key_results=[about.row.id]))
        elif isinstance(about, Attendee):
            owned = self.plan.owned.get(about.person, ())
            missing = [each for each in owned if each.is_wanted and not each.is_checked_in]
            chosen = [each.row.id for each in missing or owned]
            if chosen:
                self.app.push_screen(CheckinScreen(key_results=chosen))
            else:
                self.say(f"{about.name} owns no key result here")

    def action_tick(self) -> None:
        """The next step is taken; or it is not after all."""
        spot = self.units.spot
        about = spot.about if spot else None
        if isinstance(about, NextStep):
            is_done = not about.is_done
            work = partial(take_step, self.workspace, about.check_in, is_done)
            self.okrtui.carry_out(work, lambda _: self.say("Done" if is_done else "Open again", "u undo"))

    # --- a file

    def action_export(self) -> None:
        """Write the minutes as they are now, as Markdown, into a file of its own in the current directory."""
        from okrtui.workspace.minutes_report import minutes_now, write_minutes

        sitting, workspace = self.sitting, self.workspace
        opened, minutes = sitting.opened, sitting.minutes

        def write() -> Path:
            text = minutes_now(workspace, opened.unit, minutes, opened.day)
            return write_minutes(Path(), workspace.company.title(opened.unit), opened.day, text)

        self.okrtui.act(write, lambda path: self.say(f"The minutes are in {path.absolute()}", seconds=12))
