"""The words that the coach listens for. They are English; on other languages it is silent rather than wrong.

A workspace may add words of its own, each as `list=word`: `task=roll out`, `vague=awesome`, `money=ebitda`. Those are
heard in any language.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple, Self

_FOREIGN = """
    al alle att au auf aus aux av avec bei bis com con da dans das de dei dem den der del della delle des di dla dos du
    durch een ein eine einem einen einer el em et ett eu gli het ihr im kunden las le les lo los med mehr met mit
    mot na nach naar nel nella neue neuen neuer neues nicht niet nos notre nuestra nuestro och oder om onze op
    os oss para pelo por pour sind sur till um uma und une unser unsere van vertrieb vom von voor wir z zu zum zur
"""
"""Words of other languages, hardly met in English: a title with one of them is not judged by its words."""
_FOREIGN_ENDING = re.compile(
    r"[a-z]{4}(?:ung|ungen|ieren|keit|heit|lich|isch|zione|zioni|cion|ciones|idad|miento|heid|owac|enie|anie|arna)\b"
)
"""Endings of theirs that hardly an English word has."""

_SHARED = """
    complete define document evaluate excellence excellent identify innovative interview introduce modern optimal plan
    produce professional prototype publish report start submit survey test train transition try visit
"""
"""Words of the lists below that are words elsewhere, too: they are heard only in a title that is surely English."""
_SURELY = """
    about and audits business campaign clients customer customers from how into launch market more new of our
    pipeline pricing processes products projects reviews sales security staff stakeholders strategy systems than the
    their tools up users with work
"""
"""What makes a title surely English; a word in -ed, -ness or -ly does so, too (-ing is met everywhere)."""
_SURE_ENDING = re.compile(r"[a-z]{2}(?:ed|ness|ly|ship)$")

_TASK = """
    announce arrange assess attend brainstorm communicate compose conduct coordinate discuss document draft
    evaluate explore finalize hold host identify implement interview introduce investigate launch maintain
    organise organize outline participate perform plan prepare prototype research revamp review rewrite
    roll_out run schedule set_up sketch study survey write
"""
_NOUN_TOO = """
    document draft host interview outline plan prototype research review run schedule sketch study survey
"""
"""Those that are nouns as well: `review score` is no activity, `review 30 contracts` is one."""
_HOLDING = "hold maintain"
"""Those that may also mean to keep a figure where it is."""
_WORK = """
    automate build buy call complete create define deliver deploy design develop establish finish gather hire
    install join learn make map meet migrate move negotiate open present produce propose publish purchase
    recruit redesign refactor release renovate replace report roll select send set ship sign start submit switch
    talk teach test train translate try update upgrade visit watch
"""
_ACTIVITY = """
    brainstorming campaign conference focus_group focus_groups interviews kickoff market_research meeting
    meetings mockup mockups newsletter pilot prototype prototypes prototyping research roadmap survey surveys
    training trainings webinar webinars workshop workshops
"""
_VAGUE = """
    awesome best better excellence excellent good great happier happy improve improved improvement innovative
    modern nice optimal optimize optimized professional quality satisfied seamless smart smooth strong stronger
    successful world-class
"""
_MONEY = """
    arr billings bookings cash contribution cost costs earnings ebit ebitda income margin margins money mrr net
    profit profitability profits revenue revenues sales shareholder shareholders turnover
"""
_FILLER = """
    a an and annual are as at be been boost business by company drive driving for from get gets grow growing
    growth has have higher improve improved improving in increase increased increases increasing is it its lower
    maximise maximize more most much new of on or our out own quarter quarterly raise raised raising reduce
    so than that the their this to too up us very we will with year yearly
"""


def _listed(words: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in words.split())


class Lexicon(NamedTuple):
    """The words in force."""

    task: frozenset[str]
    """Verbs that begin an activity, whatever is counted."""
    work: frozenset[str]
    """Verbs that begin an activity where nothing is counted."""
    activity: frozenset[str]
    """Nouns that are an activity by themselves."""
    vague: frozenset[str]
    """Praise that nobody can count."""
    money: frozenset[str]
    """What is in it for us, not for those we serve."""
    own: frozenset[str] = frozenset()
    """Which of them a workspace has added: heard in any language, an activity's at a title's end, too."""

    def with_own(self, own: Iterable[str]) -> Self:
        """The same with a workspace's own words; what names list is passed over."""
        lists = self
        for said in own:
            name, _, word = said.partition("=")
            name, word = name.strip().casefold(), " ".join(word.casefold().split())
            if name in _LISTS and word:
                lists = lists._replace(**{name: getattr(lists, name) | {word}, "own": lists.own | {word}})
        return lists


_LISTS = ("task", "work", "activity", "vague", "money")

_FOREIGN_WORDS = _listed(_FOREIGN)
_SHARED_WORDS = _listed(_SHARED)
_SURE_WORDS = _listed(_SURELY)
_NOUNS_TOO = _listed(_NOUN_TOO)
_HOLDING_WORDS = _listed(_HOLDING)
_FILLER_WORDS = _listed(_FILLER)

ENGLISH = Lexicon(_listed(_TASK), _listed(_WORK), _listed(_ACTIVITY), _listed(_VAGUE), _listed(_MONEY))

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_BY_PERCENT = re.compile(
    r"(?:\bby\s+(?:at\s+least\s+)?\+?|(?<![\w+])\+\s?)\d+(?:[.,]\d+)?\s*(?:%|percent\b|per\s+cent\b)", re.IGNORECASE
)
_NUMBER = re.compile(r"(?<![\w.,/])[$€£+-]?\d+(?:[.,\s]\d{3})*(?:[.,]\d+)?(?:\s?%|[kKmM]\b)?(?![\w/])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NAMING = re.compile(r"(?:#|\b(?:no\.|number|iso|iec|soc|phase|version|level|tier|top|industry))\s?$", re.IGNORECASE)
"""What makes the number behind it a name: `number 1`, `ISO 27001`."""
_OF_ACTIVITY = re.compile(r"about|completed?|conducted|done|finished|for|held|in|of|on|with")
"""What may follow an activity's name without making it another thing."""


def words_of(text: str) -> list[str]:
    """The words of a text, without case."""
    return [word.casefold() for word in _WORD.findall(text)]


def is_readable(text: str) -> bool:
    """Whether a text's words may be judged: it looks like English."""
    if any(letter.isalpha() and not letter.isascii() for letter in text):
        return False
    return not _FOREIGN_WORDS.intersection(words_of(text)) and not _FOREIGN_ENDING.search(text.casefold())


def reads_as_task(title: str, lexicon: Lexicon, *, is_counted: bool, is_held: bool = False) -> str | None:
    """The word by which a title reads as an activity; None where it does not.

    `is_counted`: a number is to be reached. `is_held`: a number is to be kept, not moved.
    """
    words = words_of(title)
    said = _own_activity(words, lexicon, is_counted=is_counted)
    if said or not is_readable(title):
        return said
    for end in (2, 1):
        start = " ".join(words[:end])
        if not _is_heard(start, words[end:]):
            continue
        if start in lexicon.task:
            is_other = (start in _NOUNS_TOO and not _counts_at(title)) or (start in _HOLDING_WORDS and is_held)
            if not (is_counted and is_other):
                return start
        if start in lexicon.work and not is_counted:
            return start
        if start in lexicon.activity and _is_all(words[end:], is_counted=is_counted) and not is_held:
            return start
    return None


def _own_activity(words: list[str], lexicon: Lexicon, *, is_counted: bool) -> str | None:
    """A workspace's own word for an activity, with which a title begins or ends."""
    for count in (3, 2, 1):
        for said in (" ".join(words[:count]), " ".join(words[-count:])):
            if said in lexicon.own and (said in lexicon.task or (said in lexicon.work and not is_counted)):
                return said
    return None


def _is_heard(word: str, others: list[str]) -> bool:
    """Whether a word may be taken for the English one, seen what stands beside it."""
    if word not in _SHARED_WORDS or not others:
        return True
    return any(other in _SURE_WORDS or _SURE_ENDING.search(other) for other in others)


def _counts_at(title: str) -> bool:
    """Whether a number follows a title's first word."""
    return title.split()[1:2] != [] and title.split()[1][0].isdigit()


def _is_all(rest: list[str], *, is_counted: bool) -> bool:
    """Whether what follows an activity's name leaves it an activity: nothing, or with whom and on what it is."""
    return not rest or (not is_counted and _OF_ACTIVITY.fullmatch(rest[0]) is not None)


def vague_word(title: str, lexicon: Lexicon) -> str | None:
    """The word that only praises, in a title that counts nothing; None where there is none."""
    if any(letter.isdigit() for letter in title):
        return None
    words = words_of(title)
    own = next((word for word in words if word in lexicon.vague and word in lexicon.own), None)
    if own or not is_readable(title):
        return own
    found = (at for at, word in enumerate(words) if word in lexicon.vague)
    return next((words[at] for at in found if _is_heard(words[at], words[:at] + words[at + 1 :])), None)


def is_by_percent(title: str) -> bool:
    """Whether a title says `by N %`, which leaves open whether of the value or in points."""
    return _BY_PERCENT.search(title) is not None


def counted_in(title: str) -> str | None:
    """The number in a title; years, quarters and names such as 5G or 24/7 are none. None where there is none."""
    for found in _NUMBER.finditer(title):
        if not _YEAR.fullmatch(found.group().strip()) and not _NAMING.search(title[: found.start()]):
            return found.group().strip()
    return None


def is_only_money(text: str, lexicon: Lexicon) -> bool:
    """Whether a text speaks of nothing but revenue and profit; false where it says nothing, or in another language."""
    said = [word for word in words_of(text) if word not in _FILLER_WORDS]
    if not is_readable(text) and not lexicon.own.issuperset(said):
        return False
    return bool(said) and all(word in lexicon.money for word in said)


def normalized(title: str) -> str:
    """A title without case, spacing and punctuation at its ends: what two copies have in common."""
    return " ".join(title.casefold().split()).strip(" .!…")
