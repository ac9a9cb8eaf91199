"""The words that the coach listens for. They are English; on other languages it is silent rather than wrong.

A workspace may add words of its own, each as `list=word`: `task=roll out`, `vague=awesome`, `money=ebitda`.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple, Self

_FOREIGN = """
    al att au aux av bei bis com con da das de dei dem den des del della delle der di dla dos du ein eine einen el
    et für gli het im las le les lo los mit mot nach naar nel nella och oder os para por pour sur till um
    uma und une van voor vom von zu zum zur över über unter ze
"""
"""Little words of other languages: a title with one of them is not judged by its words."""

_TASK = """
    announce arrange assess attend brainstorm communicate compose conduct coordinate discuss document draft
    evaluate explore finalize hold host identify implement interview introduce investigate launch maintain
    organise organize outline participate perform plan prepare prototype research revamp review rewrite
    roll_out run schedule set_up sketch study survey write
"""
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

    def with_own(self, own: Iterable[str]) -> Self:
        """The same with a workspace's own words; what names list is passed over."""
        lists = self
        for said in own:
            name, _, word = said.partition("=")
            name, word = name.strip().casefold(), " ".join(word.casefold().split())
            if name in Lexicon._fields and word:
                lists = lists._replace(**{name: getattr(lists, name) | {word}})
        return lists


_FOREIGN_WORDS = _listed(_FOREIGN)
_FILLER_WORDS = _listed(_FILLER)

ENGLISH = Lexicon(_listed(_TASK), _listed(_WORK), _listed(_ACTIVITY), _listed(_VAGUE), _listed(_MONEY))

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_BY_PERCENT = re.compile(r"\bby\s+(?:at\s+least\s+)?\+?\d+(?:[.,]\d+)?\s*(?:%|percent\b|per\s+cent\b)", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w.,/])[$€£+-]?\d+(?:[.,\s]\d{3})*(?:[.,]\d+)?(?:\s?%|[kKmM]\b)?(?![\w/])")
_YEAR = re.compile(r"(?:19|20)\d\d")


def words_of(text: str) -> list[str]:
    """The words of a text, without case."""
    return [word.casefold() for word in _WORD.findall(text)]


def is_readable(text: str) -> bool:
    """Whether a text's words may be judged: it looks like English."""
    return all(letter < "\u0250" for letter in text if letter.isalpha()) and not _FOREIGN_WORDS.intersection(
        words_of(text)
    )


def reads_as_task(title: str, lexicon: Lexicon, *, is_counted: bool) -> str | None:
    """The word by which a title reads as an activity; None where it does not.

    `is_counted`: a number is to be reached.
    """
    if not is_readable(title):
        return None
    words = words_of(title)
    if not words:
        return None
    for end in (2, 1):
        start = " ".join(words[:end])
        if start in lexicon.task or (start in lexicon.work and not is_counted):
            return start
    joined = " ".join(words)
    return joined if joined in lexicon.activity and not is_counted else None


def vague_word(title: str, lexicon: Lexicon) -> str | None:
    """The word that only praises, in a title that counts nothing; None where there is none."""
    if not is_readable(title) or any(letter.isdigit() for letter in title):
        return None
    return next((word for word in words_of(title) if word in lexicon.vague), None)


def is_by_percent(title: str) -> bool:
    """Whether a title says `by N %`, which leaves open whether of the value or in points."""
    return _BY_PERCENT.search(title) is not None


def counted_in(title: str) -> str | None:
    """The number in a title; years, quarters and names such as 5G or 24/7 are none. None where there is none."""
    for found in _NUMBER.finditer(title):
        if not _YEAR.fullmatch(found.group().strip()):
            return found.group().strip()
    return None


def is_only_money(text: str, lexicon: Lexicon) -> bool:
    """Whether a text speaks of nothing but revenue and profit; false where it says nothing, or in another language."""
    if not is_readable(text):
        return False
    said = [word for word in words_of(text) if word not in _FILLER_WORDS]
    return bool(said) and all(word in lexicon.money for word in said)


def normalized(title: str) -> str:
    """A title without case, spacing and punctuation at its ends: what two copies have in common."""
    return " ".join(title.casefold().split()).strip(" .!…")
