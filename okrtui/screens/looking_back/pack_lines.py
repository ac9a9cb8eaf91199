"""A person's review pack as lines: what they set out to do, what came of it, what others said. Nobody is ranked."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from okrtui.exchange.pack_markdown import Pack, PackCheckIn, PackKeyResult, PackObjective, PackThanks
from okrtui.okr.score import band
from okrtui.screens.bands import BANDS
from okrtui.screens.detail_line import INDENT, DetailLine, Setting, heading, text_lines
from okrtui.screens.looking_back.parts import cut_line, inner, row, span
from okrtui.widgets.cells import align_left, align_right
from okrtui.widgets.tones import Segments, Tone, spread

_SCORE = 6
_DAY = 8
_VALUE = 11


def pack_lines(pack: Pack, setting: Setting) -> list[DetailLine]:
    """Every line, top down."""
    days = span(pack.start, pack.end)
    head = [(f"{pack.name}: {pack.cycle_name}", Tone.STRONG)]
    units = f" {setting.glyphs.dot} ".join(pack.units)
    line = spread(head, [(days, Tone.MUTED)], inner(setting), setting.glyphs.ellipsis)
    lines = [DetailLine("self", line, ("person", pack.person))]
    lines += text_lines("units", units, Tone.MUTED, setting) if units else []
    lines += _own_words(pack, setting)
    lines += heading("objectives", "Objectives", setting)
    if not pack.objectives:
        lines += text_lines("objectives", "None in this cycle.", Tone.MUTED, setting)
    for each in pack.objectives:
        lines += _objective(each, setting)
    lines += _thanks("received", "Recognition received", pack.received, "from", setting)
    lines += _thanks("given", "Recognition given", pack.given, "to", setting)
    lines += _commitments(pack, setting)
    return lines


def _own_words(pack: Pack, setting: Setting) -> Iterator[DetailLine]:
    for number, (words, text) in enumerate(pack.own_words):
        yield from heading(f"own {number}", words, setting)
        yield from text_lines(f"own {number}", text, Tone.PLAIN, setting)


def _score(value: Decimal | None) -> Segments:
    if value is None:
        return [(align_right("", _SCORE), Tone.MUTED)]
    return [(align_right(f"{value}", _SCORE), BANDS[band(Fraction(value))])]


def _objective(each: PackObjective, setting: Setting) -> Iterator[DetailLine]:
    left: Segments = [("O ", Tone.MUTED), (each.title or "(no title)", Tone.STRONG)]
    yield row(f"objective {each.id}", left, _score(each.score), setting, ("objective", each.id))
    said = each.verdict.partition(": ")[2] or ("not all agreed yet" if each.score is not None else "not scored yet")
    facts = f" {setting.glyphs.dot} ".join(part for part in (each.unit, each.kind, said) if part)
    yield cut_line(f"objective {each.id}/2", [(INDENT + facts, Tone.MUTED)], setting)
    for key_result in each.key_results:
        yield from _key_result(key_result, setting)
    yield DetailLine(f"objective {each.id}/end", [])


def _key_result(each: PackKeyResult, setting: Setting) -> Iterator[DetailLine]:
    key = f"key_result {each.id}"
    left: Segments = [("  ", Tone.PLAIN), (each.title or "(no title)", Tone.PLAIN)]
    yield row(key, left, _score(each.agreed), setting, ("key_result", each.id))
    scores = [each.figures] if each.figures else []
    scores += [f"last {each.value}"] if each.value else []
    scores.append(f"proposed {each.proposed}")
    scores += [f"owner {each.by_owner}"] if each.by_owner is not None else []
    scores += [f"lead {each.by_lead}"] if each.by_lead is not None else []
    scores += [each.disposition] if each.disposition else []
    if each.begun_score is not None:
        scores.append(f"by {each.begun}, as the cycle began, {each.begun_score}")
    yield cut_line(f"{key}/scores", [(f"    {f' {setting.glyphs.dot} '.join(scores)}", Tone.MUTED)], setting)
    if each.self_assessment:
        yield from text_lines(f"{key}/own", f"  “{each.self_assessment}”", Tone.PLAIN, setting)
    for number, check_in in enumerate(each.check_ins):
        yield from _check_in(f"{key}/check-in {number}", check_in, setting)


def _check_in(key: str, each: PackCheckIn, setting: Setting) -> Iterator[DetailLine]:
    """Only those that say something: the figures stand in the key result's own detail."""
    said = [("", each.note), ("went well: ", each.achievement), ("hard: ", each.challenge), ("learned: ", each.learned)]
    texts = [f"{word}{' '.join(text.split())}" for word, text in said if text.strip()]
    if not texts:
        return
    day = align_left(f"{each.date.day} {each.date:%b}", _DAY)
    yield cut_line(
        key,
        [
            (f"    {day}", Tone.MUTED),
            (align_left(each.value, _VALUE, setting.glyphs.ellipsis), Tone.MUTED),
            (f" {setting.glyphs.dot} ".join(texts), Tone.PLAIN),
        ],
        setting,
    )


def _thanks(key: str, words: str, found: Sequence[PackThanks], of: str, setting: Setting) -> Iterator[DetailLine]:
    if found:
        yield from heading(key, words, setting, str(len(found)) if len(found) > 1 else "")
    for number, each in enumerate(found):
        day = f"{each.date.day} {each.date:%b}"
        yield from text_lines(f"{key} {number}", f"{day}, {of} {each.name}: {each.text}", Tone.PLAIN, setting)


def _commitments(pack: Pack, setting: Setting) -> Iterator[DetailLine]:
    if pack.commitments:
        yield from heading("commitments", "Commitments", setting)
    for number, (title, day) in enumerate(pack.commitments):
        when = f", on {day.day} {day:%b %Y}" if day else ""
        yield from text_lines(f"commitment {number}", f"{title}{when}", Tone.PLAIN, setting)
