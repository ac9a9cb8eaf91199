"""Everything that the coach found, the worst first: go there, mend it, or set it aside with a reason."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.reactive import reactive

from okrtui.okr.coach.finding import Finding, Severity
from okrtui.okr.records import text
from okrtui.screens.coach_lines import severity_glyph, severity_tone
from okrtui.screens.keys_ahead import KeysAhead
from okrtui.screens.looks import Looks
from okrtui.screens.objects import OPENED, Subject
from okrtui.screens.pane import PaneScreen
from okrtui.widgets.cells import width_of
from okrtui.widgets.filter_line import FilterLine
from okrtui.widgets.line import Line
from okrtui.widgets.outline import Outline
from okrtui.widgets.rows import Row
from okrtui.widgets.tones import Segments, Tone, length, spread
from okrtui.widgets.wrapped import wrapped
from okrtui.workspace.workspace import Change

_MOST_LINES = 3
_LEAST_GAP = 8
_NOTHING = "Nothing: the coach has found no fault."
_NOTHING_FITS = "Nothing here fits. f shows other severities, esc clears the filter."
_KINDS = {"key_result": "key result"}


class _Head(Line):
    """How many there are of each severity, and which of them show."""

    findings: reactive[tuple[Finding, ...]] = reactive(())
    severity: reactive[Severity | None] = reactive(None)
    is_looking = reactive(True)
    """Whether the coach still looks for the first time."""

    def segments(self, width: int) -> Segments:
        """`What the coach found   ✗ 3 errors · ! 40 warnings · i 12 hints   f all`."""
        line: Segments = [(" What the coach found ", Tone.STRONG)]
        severities = [each.severity for each in self.findings]
        for each in Severity:
            if count := severities.count(each):
                words = each.words if count == 1 else f"{each.words}s"
                line += [
                    (f"  {severity_glyph(each, self.glyphs)} {count}", severity_tone(each)),
                    (f" {words}", Tone.MUTED),
                ]
        if self.is_looking:
            line.append(("  is looking…", Tone.MUTED))
        shown = f"{self.severity.words}s" if self.severity else "all"
        return spread(line, [("f ", Tone.STRONG), (f"{shown} ", Tone.ACCENT if self.severity else Tone.MUTED)], width)


class FindingsScreen(PaneScreen, KeysAhead):
    """A finding is a row: what it is about, and below why, and what the key does that mends it."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["pane.tcss"]
    BINDING_GROUP_TITLE = "Findings"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "mend", "mend", id="findings.mend", tooltip="what the finding says"),
        Binding("d", "set_aside", "set aside", id="findings.set_aside", tooltip="with a reason"),
        Binding("f", "next_severity", "by severity", show=False, id="findings.severity"),
        Binding("c", "check_in", "check in", show=False, id="object.check_in"),
        Binding("n", "new", "new", show=False, id="object.new"),
        Binding("e", "edit", "edit", show=False, id="object.edit"),
    ]

    _severity: Severity | None = None

    def __init__(self) -> None:
        super().__init__()
        self._found: list[Finding] | None = None
        self._findings: dict[str, Finding] = {}
        self._width = 0
        """The width that the rows were laid out for, which may not be the list's any more while it is resized."""
        self._heights: dict[tuple[str, str | None, int], int] = {}

    def compose_list(self) -> ComposeResult:
        """The list, below what there is of each severity."""
        yield _Head(glyphs=self.glyphs)
        yield FilterLine()
        yield Outline(self._draw, glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Look what is known."""
        self._looks = Looks(self.okrtui, self._gathered)
        self.coached()

    def on_resize(self) -> None:
        """Lay the messages out for another width."""
        self.call_after_refresh(self._show)

    # --- what shows

    def workspace_changed(self, change: Change) -> None:
        """The coach will tell when it has looked at it."""

    def coached(self) -> None:
        """Show what is found now; the cursor stays where it is."""
        if self.okrtui.coaching:  # else it still looks at everything for the first time, and will tell
            self._looks.take(self.okrtui.coaching.findings)

    def _gathered(self, found: list[Finding]) -> None:
        self._found = found
        self.call_after_refresh(self._show)  # once it is clear how much room there is

    def on_filter_line_changed(self) -> None:
        """Show what fits."""
        self._show()

    def action_next_severity(self) -> None:
        """Show only errors, only warnings, only hints; then everything again."""
        order = [None, *Severity]
        self._severity = order[(order.index(self._severity) + 1) % len(order)]
        self._show()

    def _show(self) -> None:
        width = self.outline.size.width - self.outline.scrollbar_size_vertical - 1
        if width < 1:
            return
        self._width = width
        found = self._found or []
        head = self.query_one(_Head)
        head.findings, head.severity, head.is_looking = tuple(found), self._severity, self._found is None
        self._findings.clear()
        self.outline.empty = _NOTHING_FITS if found else "" if self._found is None else _NOTHING
        self.outline.set_rows(list(self._rows(found, width - 6)))
        self.show_detail()
        if self._found is not None:
            self.has_read()

    def _rows(self, found: Sequence[Finding], width: int) -> Iterator[Row]:
        sought = self.filter_line.text.casefold()
        for finding in found:
            if self._severity not in (None, finding.severity):
                continue
            if sought and sought not in f"{self._title_of(finding)} {finding.rule}".casefold():
                continue
            key = f"{finding.rule} {finding.id}"
            self._findings[key] = finding
            yield Row(key)
            for number in range(self._height(finding, width)):
                yield Row(f"{key}/{number}", selectable=False)

    def _title_of(self, finding: Finding) -> str:
        return self.workspace.company.title(finding.id) or finding.kind

    def _height(self, finding: Finding, width: int) -> int:
        """How many lines a message takes: the same few are found of many objects."""
        said = finding.message, finding.remedy and finding.remedy.words, width
        if said not in self._heights:
            self._heights[said] = len(self._message(finding, width))
        return self._heights[said]

    def _title_line(self, finding: Finding, title: str, width: int) -> Segments:
        tone = severity_tone(finding.severity)
        right: Segments = [(finding.severity.words, tone), (f" {finding.rule}", Tone.MUTED)]
        unit = self.workspace.company.title(self._unit_of(finding))
        if width - width_of(title) - length(right) - width_of(unit) >= _LEAST_GAP:
            right.insert(0, (f"{unit}  ", Tone.FAINT))
        left: Segments = [(f"{severity_glyph(finding.severity, self.glyphs)} ", tone), (title, Tone.PLAIN)]
        return spread(left, right, width, self.glyphs.ellipsis)

    def _unit_of(self, finding: Finding) -> str | None:
        company = self.workspace.company
        key_result = company.key_result(finding.id)
        objective = company.objective(key_result.objective if key_result else finding.id)
        return objective.unit if objective else None

    def _message(self, finding: Finding, width: int) -> list[Segments]:
        lines: list[Segments] = [
            [(line, Tone.MUTED)] for line in wrapped(finding.message, width, _MOST_LINES, self.glyphs.ellipsis)
        ]
        if finding.remedy:
            offer: Segments = [("m", Tone.STRONG), (f" {finding.remedy.words}", Tone.ACCENT)]
            if length(lines[-1]) + length(offer) + 3 <= width:
                lines[-1] += [("   ", Tone.PLAIN), *offer]
            else:
                lines.append(offer)
        return lines

    def _draw(self, row: Row, width: int) -> Segments:
        key, _, number = row.key.partition("/")
        finding = self._findings[key]
        if not number:
            return self._title_line(finding, self._title_of(finding), self._width - 2)
        return [("      ", Tone.PLAIN), *self._message(finding, self._width - 6)[int(number)]]

    # --- what one can do here

    def subject_here(self) -> Subject | None:
        """What the finding under the cursor is about; of a blocker, what it is in the way of."""
        finding = self._here
        if finding is None:
            return None
        blocked = text(self.workspace.company.fields("blocker", finding.id) or {}, "subject")
        kind = self.workspace.company.kind_of(blocked)
        return (kind, blocked) if kind else (finding.kind, finding.id)

    @property
    def _here(self) -> Finding | None:
        return self._findings.get(self.outline.cursor_key or "")

    def follow(self, kind: str, id: str) -> None:
        """Go to what the detail names."""
        from okrtui.screens.detail import DetailScreen

        self.app.push_screen(DetailScreen(kind, id))

    @property
    def leads_in(self) -> bool:
        """Whether the finding is about something that is shown."""
        return super().leads_in and (self.subject_here() or ("", ""))[0] in OPENED

    def on_outline_selected(self, message: Outline.Selected) -> None:
        """Enter goes to what the finding is about."""
        finding = self._here
        kind, _ = self.subject_here() or ("", "")
        if message.outline is self.outline and finding is not None and kind not in OPENED:
            message.prevent_default()  # the base would hear of it, too
            noun = _KINDS.get(finding.kind, finding.kind)
            self.say(f"The {noun} has no screen of its own; the key line says what mends it")

    def action_mend(self) -> None:
        """Mend what the cursor is on."""
        from okrtui.screens.mending import mend

        if self.is_in_pane:
            super().action_mend()
        elif self._here is not None:
            mend(self.okrtui, self._here)

    def action_set_aside(self) -> None:
        """Set it aside, with a reason."""
        from okrtui.screens.mending import set_aside

        if self._here is not None:
            set_aside(self.okrtui, self._here)

    def action_back(self) -> None:
        """From the detail to the list, then show everything again, then back."""
        if not self.is_in_pane and self.filter_line.text:
            self.filter_line.action_clear()
        else:
            super().action_back()
