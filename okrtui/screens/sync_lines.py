"""The sync screen as lines: how the folder stands, what is on its way, what is wrong, and who writes."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import NamedTuple

from okrtui.widgets.bar import bar
from okrtui.widgets.cells import align_left, align_right, fit, width_of
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.tones import Segment, Segments, Tone, fit_segments, spread
from okrtui.widgets.wrapped import wrapped
from okrtui.workspace.meeting import Meeting, Standing
from okrtui.workspace.prospects import counted
from okrtui.workspace.writers import WriterFacts, duration

_IN = "  "
_COUNT = 14
_WHEN = 10
_LEAST_NAME = 14
_MOST_NAME = 30
_MOST_WORDS = 100
_MANY_LINES = 8
_NONE_OF_OURS = ("not a regular file", "it is a link", "larger than", "not an okrtui segment")


class SyncLine(NamedTuple):
    """A line: its key, what it says, and what enter tells of it; where it tells nothing, the cursor steps over it."""

    key: str
    segments: Segments
    explanation: tuple[str, ...] = ()


class Setting(NamedTuple):
    """What the lines depend on besides the meeting. `at` says when a time (ms) was, `when` when a stamp was."""

    width: int
    glyphs: GlyphSet
    at: Callable[[int], str]
    when: Callable[[str], str]


def sync_lines(meeting: Meeting, newer: int, setting: Setting) -> list[SyncLine]:
    """Every line, top down. `newer` is how many changes need a newer okrtui."""
    return [
        *_state(meeting, setting),
        *_gaps(meeting, setting),
        *_newer(newer, setting),
        *_bad(meeting, setting),
        *_damage(meeting, setting),
        *_writers(meeting, setting),
    ]


def explanation_lines(line: SyncLine, width: int, glyphs: GlyphSet) -> list[Segments]:
    """What enter tells of a line, below it."""
    room = min(_MOST_WORDS, width - 3 * width_of(_IN))
    return [
        [(2 * _IN + each, Tone.MUTED)]
        for words in line.explanation
        for each in wrapped(words, room, _MANY_LINES, glyphs.ellipsis)
    ]


def _text(key: str, words: str, setting: Setting, tone: Tone = Tone.PLAIN) -> Iterator[SyncLine]:
    room = min(_MOST_WORDS, setting.width - 2 * width_of(_IN))
    for number, line in enumerate(wrapped(words, room, _MANY_LINES, setting.glyphs.ellipsis)):
        yield SyncLine(f"{key}/{number}", [(_IN + line, tone)])


def _heading(
    key: str, words: str, setting: Setting, right: Segment | None = None, explanation: tuple[str, ...] = ()
) -> Iterator[SyncLine]:
    yield SyncLine(f"{key}/blank", [])
    width = setting.width - (width_of(_IN) if explanation else 0)  # what the mark for folding takes
    line = spread([(words, Tone.STRONG)], [right] if right else [], width, setting.glyphs.ellipsis)
    yield SyncLine(f"{key}/heading", line, explanation)


# --- the folder


def _state(meeting: Meeting, setting: Setting) -> Iterator[SyncLine]:
    word = _word(meeting, setting.glyphs)
    yield from _heading("state", f"Meeting in {meeting.folder}", setting, word, _way(meeting))
    for number, words in enumerate(_words(meeting, setting)):
        yield from _text(f"state {number}", words, setting)
    if meeting.receiving:
        yield SyncLine("state/bar", _progress(*meeting.receiving, setting))
    times = _times(meeting, setting)
    if times:
        yield from _text("times", times, setting, Tone.MUTED)
    if meeting.polls:
        yield from _text("way", f"{_polling(meeting)}.", setting, Tone.MUTED)


def _progress(done: int, total: int, setting: Setting) -> Segments:
    figure = f"  {done:,} of {total:,} files"
    room = min(_MOST_WORDS, setting.width - width_of(_IN)) - width_of(figure) - width_of(_IN)
    drawn = bar(Fraction(done, total), None, room, Tone.HERE, setting.glyphs)
    return [(_IN, Tone.PLAIN), *drawn, (figure, Tone.MUTED)]


def _word(meeting: Meeting, glyphs: GlyphSet) -> Segment:
    match meeting.standing:
        case Standing.IN_STEP:
            return f"{glyphs.achieved} in step", Tone.GOOD
        case Standing.PENDING:
            return f"{meeting.pending} to send", Tone.CAUTION
        case Standing.MISSING:
            return f"{glyphs.waiting} {meeting.missing} on the way", Tone.CAUTION
        case Standing.RECEIVING:
            return "receiving", Tone.HERE
        case Standing.HELD:
            return f"{glyphs.waiting} stopped", Tone.CAUTION
        case Standing.UNKNOWN:
            return f"{glyphs.waiting} looking", Tone.MUTED
        case Standing.READ_ONLY:
            return f"{glyphs.attention} read-only", Tone.CAUTION
        case _:
            return f"{glyphs.not_started} folder away", Tone.CAUTION


def _words(meeting: Meeting, setting: Setting) -> Iterator[str]:
    waiting = counted(meeting.pending, "change")
    match meeting.standing:
        case Standing.UNKNOWN:
            yield "The folder has not answered yet."
        case Standing.IN_STEP:
            but = ", but for what is passed over" if meeting.bad else ""
            yield f"All you did is in the folder, and all that is in the folder is here{but}."
        case Standing.PENDING:
            yield f"{waiting} of yours {_verb('waits', 'wait', meeting.pending)} here to go out."
        case Standing.MISSING:
            yield f"{counted(meeting.missing, 'change')} of others {_verb('has', 'have', meeting.missing)} not arrived."
        case Standing.RECEIVING:
            yield "Taking in what the others did. You can work meanwhile; x stops it, and what has come stays."
        case Standing.HELD:
            yield "You stopped taking in what the others did. What has come is here; s goes on with the rest."
        case Standing.WIPED:
            yield "The folder is there, but it has no okrtui.json: it was emptied, or its disk is not mounted."
            yield "Should it have been emptied: R fills it anew from what is known here."
        case Standing.GONE:
            yield "There is no such folder: its disk is not mounted, or it was moved, or removed."
            yield "p names another place, if it was moved. Should it be gone for good: R makes it anew."
        case Standing.READ_ONLY:
            yield "You may read the folder, but not write there: what the others do comes in all the same."
            yield "Whoever owns it can let your group write; then it goes on by itself."
        case Standing.FOREIGN:
            yield _reason(meeting)
            yield "p names the folder where your own workspace is now."
        case _:
            yield _reason(meeting)
            yield "p names another place, if it has moved."
    if meeting.is_away:
        yield f"You can go on working. {_sentence(meeting)}"


def _reason(meeting: Meeting) -> str:
    """Why the folder is away, as a sentence."""
    words = meeting.why or "it cannot be reached"
    return f"{words[:1].upper()}{words[1:]}."


def _sentence(meeting: Meeting) -> str:
    pending = meeting.pending
    if not pending:
        return "Nothing of yours waits to go out."
    them = "it goes" if pending == 1 else "they go"
    once = "as soon as you may" if meeting.standing is Standing.READ_ONLY else "when it is back"
    return f"{counted(pending, 'change')} of yours {_verb('waits', 'wait', pending)} here; {them} out {once}."


def _verb(one: str, many: str, number: int) -> str:
    return one if number == 1 else many


def _times(meeting: Meeting, setting: Setting) -> str:
    said = []
    if meeting.is_away and meeting.since is not None:
        how = "Read-only" if meeting.standing is Standing.READ_ONLY else "Away"
        said.append(f"{how} since {setting.at(meeting.since)}")
    if meeting.met is not None:
        said.append(f"{'last' if said else 'Last'} met {setting.at(meeting.met)}")
    return f"{', '.join(said)}." if said else ""


def _polling(meeting: Meeting) -> str:
    return f"Its file system ({meeting.file_system}) tells of no changes, so it is looked at every second"


def _way(meeting: Meeting) -> tuple[str, ...]:
    """How the folder is kept in step with."""
    if meeting.standing in (Standing.READ_ONLY, Standing.TROUBLE):
        how = (
            "It is looked through every 15 seconds, and writing is tried again by itself, every 2 minutes at last; "
            "s tries at once."
        )
    elif meeting.is_away:
        how = "It is looked for every 15 seconds; s looks at once."
    elif meeting.polls:
        how = f"{_polling(meeting)}, and looked through every 15 seconds."
    else:
        how = "What changes in it is noticed at once, and it is looked through every 15 seconds."
    return (
        f"{how} What you do goes out a quarter of a second later. What is missing there is never taken for deleted: "
        "everything is here as well.",
    )


# --- what is not as it should be


def _gaps(meeting: Meeting, setting: Setting) -> Iterator[SyncLine]:
    found = [(writer, gap) for writer in meeting.writers for gap in writer.gaps]
    if not found:
        return
    yield from _heading("gaps", "Not here yet", setting, (counted(meeting.missing, "change"), Tone.MUTED))
    for writer, (first, last) in found:
        place = f"change {first:,}" if first == last else f"changes {first:,} to {last:,}"
        words: Segments = [(_named(writer), Tone.PLAIN), (f"  {place}", Tone.MUTED)]
        yield SyncLine(
            f"gap {writer.writer} {first}",
            fit_segments(words, setting.width, setting.glyphs.ellipsis),
            (
                "A later change of the same writer is here, so these exist. They are on their way, or the folder has "
                "lost them. They come by themselves as soon as anyone who has them meets the folder.",
            ),
        )


def _named(writer: WriterFacts) -> str:
    return f"{writer.person}, {writer.host}" if writer.host else writer.person


def _newer(newer: int, setting: Setting) -> Iterator[SyncLine]:
    if not newer:
        return
    yield from _heading("newer", "For a newer okrtui", setting)
    yield SyncLine(
        "newer",
        [(f"{counted(newer, 'change')} {_verb('needs', 'need', newer)} a newer okrtui", Tone.PLAIN)],
        (
            "Someone writes with a later version, which knows more than this one. What this one does not understand "
            "is kept and passed on; it shows as soon as you have the newer version.",
        ),
    )


def _bad(meeting: Meeting, setting: Setting) -> Iterator[SyncLine]:
    if not meeting.bad:
        return
    yield from _heading("bad", "Passed over in the folder", setting, (counted(len(meeting.bad), "file"), Tone.MUTED))
    for name, why in sorted(meeting.bad.items()):
        room = setting.width - width_of(_IN)
        shown = fit(name, max(24, room - width_of(why) - 2), setting.glyphs.ellipsis)
        mark: Segments = [(f"{setting.glyphs.attention} ", Tone.CAUTION)]
        words: Segments = [*mark, (shown, Tone.PLAIN), (f"  {why}", Tone.MUTED)]
        yield SyncLine(
            f"bad {name}",
            fit_segments(words, setting.width, setting.glyphs.ellipsis),
            (f"{name}: {why}.", *_advice(why)),
        )


def _advice(why: str) -> Iterator[str]:
    """What to make of a bad file, by what is wrong with it."""
    if "cut off" in why:
        yield "It may still be on its way: a sync tool that copies piece by piece shows it early. It is tried again."
    elif "newer okrtui" in why:
        yield "It was written by a later version of okrtui. It is taken in as soon as you have that version."
    elif "another workspace" in why:
        yield "Someone put a file of another workspace here. It may be removed from this folder."
    elif any(words in why for words in _NONE_OF_OURS):
        yield "Nothing of okrtui looks like this. It may be removed from the folder."
    else:
        yield (
            "What is in it is not what was once written: a disk, a sync tool or a person changed it. Whoever wrote it "
            "still has the genuine one, and puts it beside this one at the next meeting. Then this may be removed."
        )
    yield "Nothing else is held up by it."


def _damage(meeting: Meeting, setting: Setting) -> Iterator[SyncLine]:
    if not meeting.damage:
        return
    yield from _heading("damage", "Damaged on this machine", setting)
    for words in meeting.damage:
        file, _, why = words.partition(": ")
        name = file.rpartition("/")[2]
        line: Segments = [(f"{setting.glyphs.attention} ", Tone.BAD), (name, Tone.PLAIN), (f"  {why}", Tone.MUTED)]
        yield SyncLine(
            f"damage {file}",
            fit_segments(line, setting.width, setting.glyphs.ellipsis),
            (
                f"{words}.",
                "`okrtui doctor` verifies everything, `okrtui doctor --repair` sets it aside and goes on.",
            ),
        )


# --- the writers


def _writers(meeting: Meeting, setting: Setting) -> Iterator[SyncLine]:
    total = sum(writer.lines for writer in meeting.writers)
    number = len(meeting.writers)
    words = f"{number:,} {_verb('writer', 'writers', number)}, {counted(total, 'change')}"
    yield from _heading("writers", "Who writes", setting, (words, Tone.MUTED))
    if not meeting.writers:
        yield from _text("writers", "Nobody has written anything yet.", setting, Tone.MUTED)
    for writer in meeting.writers:
        yield from _writer(writer, setting)


def _writer(writer: WriterFacts, setting: Setting) -> Iterator[SyncLine]:
    ellipsis = setting.glyphs.ellipsis
    room = setting.width - width_of(_IN) - _COUNT - _WHEN - 4
    name = min(_MOST_NAME, max(_LEAST_NAME, room // 2))
    host = "this machine" if writer.is_own else writer.host
    line: Segments = [
        (align_left(writer.person, name, ellipsis), Tone.PLAIN),
        ("  ", Tone.PLAIN),
        (align_left(host, name, ellipsis), Tone.MUTED),
        (align_right(counted(writer.lines, "change"), _COUNT, ellipsis), Tone.PLAIN),
        ("  ", Tone.PLAIN),
        (align_right(setting.when(writer.last), _WHEN, ellipsis), Tone.MUTED),
    ]
    key = f"writer {writer.writer}"
    yield SyncLine(key, fit_segments(line, setting.width, ellipsis), tuple(_about(writer, setting)))
    if writer.ahead is not None:
        words = f"{setting.glyphs.attention} its clock is {duration(writer.ahead)} ahead of this one"
        yield SyncLine(f"{key}/clock", [(2 * _IN, Tone.PLAIN), (words, Tone.CAUTION)])
    for seq in writer.forks:
        words = f"{setting.glyphs.attention} two histories from change {seq:,} on"
        yield SyncLine(f"{key}/fork {seq}", [(2 * _IN, Tone.PLAIN), (words, Tone.CAUTION)])


def _about(writer: WriterFacts, setting: Setting) -> Iterator[str]:
    whose = "You write" if writer.is_own else f"{writer.person} writes"
    place = f" on {writer.host}" if writer.host else ""
    yield f"{whose}{place} as {writer.writer}: {counted(writer.lines, 'change')}, the last {setting.when(writer.last)}."
    if writer.ahead is not None:
        yield (
            "Where two people write the same field at the same time, the later one shows until someone chooses. With "
            "a clock that is ahead that one wins, so it had better be set right. Nothing is lost by it."
        )
    if writer.forks:
        yield "A backup was restored there, and wrote on where it had been. All that either wrote is kept."
