"""What the first line of every screen says: where and who one is, and how this replica stands to the others."""

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from okrtui.okr.cadence import week_of
from okrtui.widgets.bar import bar
from okrtui.widgets.frame import Title
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.tones import Tone
from okrtui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from okrtui.storage.sync import SyncState
    from okrtui.workspace.clashes import Clashes
    from okrtui.workspace.live import Live

_BAR = 8


def title_of(
    workspace: Workspace, sync: "SyncState | None", clashes: "Clashes | None", live: "Live | None", glyphs: GlyphSet
) -> Title:
    """The title now; what is not known yet (`sync`, `clashes`) is not spoken of."""
    with workspace.lock:
        company = workspace.company
        settings = company.workspace()
        cycle = company.current_cycle(workspace.today)
        week = week_of(workspace.today, cycle.start, cycle.end) if cycle else None
        period = cycle.name if cycle else ""
        if week:
            period += f" {glyphs.dot} week {week.number}/{week.total}"
        words, tone = _sync_words(sync, clashes, live, glyphs)
        now = workspace.moment.now(settings.time_zone)
        name = settings.name or workspace.config.name
        return Title(name, period, words, tone, company.title(workspace.person), f"{now.hour}:{now.minute:02}")


def receiving_words(done: int, total: int, glyphs: GlyphSet) -> str:
    """How far a long pull is: `receiving ━━━━──── 54%`."""
    share = Fraction(done, total)
    drawn = "".join(text for text, _ in bar(share, None, _BAR, glyphs=glyphs))
    return f"receiving {drawn} {floor(100 * share)}%"


def _sync_words(
    sync: "SyncState | None", clashes: "Clashes | None", live: "Live | None", glyphs: GlyphSet
) -> tuple[str, Tone]:
    receiving = live.receiving if live is not None else None
    if live is not None and receiving:
        done, total = receiving
        if live.is_held:
            return f"{glyphs.waiting} stopped at {100 * done // total}%", Tone.CAUTION
        return receiving_words(done, total, glyphs), Tone.HERE
    if clashes is not None and clashes.conflicts:
        return f"{glyphs.conflict} {clashes.conflicts} conflict{'' if clashes.conflicts == 1 else 's'}", Tone.CLASH
    if sync is None:
        return "", Tone.MUTED
    if sync.is_read_only:
        return f"{glyphs.attention} read-only", Tone.CAUTION
    if sync.away:
        return f"{glyphs.not_started} folder away", Tone.CAUTION
    if sync.pending or sync.lost:
        return f"{sync.pending + sync.lost} to send", Tone.MUTED
    if sync.missing:
        return f"{glyphs.waiting} {sync.missing} on the way", Tone.MUTED
    if clashes is not None and clashes.waiting:
        return f"{glyphs.waiting} {clashes.waiting} waiting", Tone.CLASH
    return f"{glyphs.achieved} in step", Tone.MUTED
