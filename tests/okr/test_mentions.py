"""Whom a text names behind an @, and whom one may mean while one types."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from okrtui.okr.mentions import Mention, Names, Typed, fold, typed_at
from okrtui.okr.records import Person

ANA = Person("ana", "Ana Ruiz", "ana@example.org")
BERG = Person("berg", "Ana Berg", "a.berg@example.org")
SOEREN = Person("soeren", "Søren Öst", "s.oest@example.org")
TARO = Person("taro", "山田 太郎", "")
ANNE = Person("anne", "Anne-Marie O'Neil", "am@example.org")
ANTON = Person("anton", "Anton", "anton.x@example.org")
TEAM = Names([ANA, BERG, SOEREN, TARO, ANNE, ANTON])


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@Ana Ruiz can you look?", ["ana"]),
        ("@ana ruiz, @a.berg and @ANA RUIZ", ["ana", "berg"]),
        ("what does\n@Ana\nRuiz say", ["ana"]),
        ("(@Søren)", ["soeren"]),
        ("@soren oest", ["soeren"]),
        ("@SOREN OST!", ["soeren"]),
        ("@s.oest@example.org.", ["soeren"]),
        ("@ana@example.org", ["ana"]),
        ("@Anton's part; @Anton: yours", ["anton"]),
        ("@Anne-Marie: thanks", ["anne"]),
        ("お願い@山田さん", ["taro"]),
        ("@山田 太郎 さん", ["taro"]),
    ],
)
def test_it_names(text: str, named: list[str]) -> None:
    assert TEAM.named(text) == named


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz",
        "",
        "@",
        "@nobody",
        "@Anabel",
        "@Anton2",
        "@anton_x",
        "@Anton-Maria",
        "@Anne",  # a part of a double name is not the name
        "mail anton.x@example.org",
        "write to x@Anton",
        "x.@Anton",
        "@@Anton",
        "@Anton@elsewhere.org",
        "@anton.y",
        "https://example.org/@Anton",
        "user+@Anton",
    ],
)
def test_it_names_nobody(text: str) -> None:
    assert TEAM.named(text) == []


def test_what_two_are_called_names_neither() -> None:
    assert TEAM.named("@Ana") == []
    assert Names([ANA, SOEREN]).named("@Ana") == ["ana"]
    twins = Names([ANA, ANA._replace(id="other", email="ruiz@example.org")])
    assert twins.named("@Ana Ruiz") == []
    assert twins.named("@ana@example.org and @ruiz") == ["ana", "other"]


def test_the_longest_name_counts_even_where_it_is_nobodys_alone() -> None:
    short = Person("short", "Ana", "x@example.org")
    names = Names([short, ANA._replace(email=""), ANA._replace(id="second", email="")])
    assert names.named("@Ana Ruiz") == []
    assert Names([short._replace(name="Bo"), Person("long", "Bo Diddley", "")]).named("@Bo Diddley") == ["long"]


def test_where_it_names() -> None:
    text = "Dear @søren  öst, and @Anton"
    assert TEAM.mentions(text) == [Mention(5, 16, "soeren"), Mention(22, 28, "anton")]
    assert [text[each.start : each.end] for each in TEAM.mentions(text)] == ["@søren  öst", "@Anton"]
    assert TEAM.mentions("@Ant\u0301on.") == [Mention(0, 7, "anton")]


def test_half_a_letter_is_no_name() -> None:
    assert Names([Person("gi", "기", "")]).named("@김") == []
    assert Names([Person("s", "Stras", "")]).named("@Straß") == []


def test_a_handle_names_the_person_and_nobody_else() -> None:
    assert [TEAM.handle(each) for each in (ANA, ANTON)] == ["Ana Ruiz", "Anton"]
    twins = Names([ANA, ANA._replace(id="other", email="ruiz@example.org")])
    assert twins.handle(ANA) == "ana@example.org"


def test_offers_begin_with_whose_name_begins_so() -> None:
    assert TEAM.offers("an") == [BERG, ANA, ANNE, ANTON]
    assert TEAM.offers("ru") == [ANA]
    assert TEAM.offers("Anne-Marie O") == [ANNE]
    assert TEAM.offers("öS") == [SOEREN]
    assert TEAM.offers("a.b") == [BERG]
    assert TEAM.offers("Ana Ruiz ") == []
    assert len(TEAM.offers("", most=2)) == 2


@pytest.mark.parametrize(
    ("text", "cursor", "typed"),
    [
        ("ask @an", 7, Typed(4, "an")),
        ("ask @an", 6, Typed(4, "a")),
        ("ask @", 5, Typed(4, "")),
        ("@Ana Ru", 7, Typed(0, "Ana Ru")),
        ("ask @an", 4, None),
        ("mail x@an", 9, None),
        ("@an\nd", 5, None),
        ("@" + "a" * 70, 71, None),
    ],
)
def test_what_is_being_typed(text: str, cursor: int, typed: Typed | None) -> None:
    assert typed_at(text, cursor) == typed


# --- laws

words = st.text(st.sampled_from("abcABCäÉßøñ山が김"), min_size=1, max_size=5)
names = st.lists(words, min_size=1, max_size=3).map(" ".join)
emails = st.builds("{}@{}.org".format, words, words)
people = st.lists(st.tuples(names, st.one_of(st.just(""), emails)), min_size=1, max_size=6).map(
    lambda found: [Person(str(number), name, email) for number, (name, email) in enumerate(found)]
)
texts = st.text(st.sampled_from("@ab AB.-_'ä山\n"), max_size=40)


@given(people, texts)
def test_a_mention_is_a_whole_name_behind_an_at(team: list[Person], text: str) -> None:
    known = {person.id: person for person in team}
    end = 0
    for mention in Names(team).mentions(text):
        assert mention.start >= end
        end = mention.end
        person = known[mention.person]
        said = text[mention.start + 1 : mention.end]
        called = [person.name, person.name.split()[0], person.email, person.email.partition("@")[0]]
        assert text[mention.start] == "@"
        assert fold(said) in [fold(each) for each in called]


@given(people, st.sampled_from(["", "ask ", "(", "お"]), st.sampled_from(["", ", please", "\n", ")"]))
def test_a_handle_that_is_ones_own_names_one(team: list[Person], before: str, after: str) -> None:
    found = Names(team)
    for person in team:
        handle = found.handle(person)
        others = [other for other in team if other.id != person.id]
        called = {fold(part) for other in others for part in (other.name, other.name.split()[0], other.email)}
        called |= {fold(other.email.partition("@")[0]) for other in others}
        if fold(handle) not in called:
            assert found.named(f"{before}@{handle}{after}") == [person.id]


@given(people, texts)
def test_capitals_and_accents_do_not_matter(team: list[Person], text: str) -> None:
    found = Names(team)
    assume("ß" not in text)
    assert found.named(text) == found.named(text.upper()) == found.named(unicodedata.normalize("NFD", text))


@given(people, texts)
def test_inside_a_word_or_an_address_nobody_is_named(team: list[Person], text: str) -> None:
    found = Names(team)
    assert found.named(text.replace("@", "x@")) == []
    for person in team:
        local, at, domain = person.email.partition("@")
        assert found.named(f"{local}x{at}{domain}") == []


@given(people, texts, texts)
def test_a_line_between_keeps_texts_apart(team: list[Person], one: str, other: str) -> None:
    """What two texts name, one names that has both, with something between them."""
    found = Names(team)
    both = found.named(f"{one} ; {other}")
    assert both == list(dict.fromkeys([*found.named(one), *found.named(other)]))
