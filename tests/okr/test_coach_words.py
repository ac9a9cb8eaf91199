"""The words that the coach listens for: heard in English, silent in other languages, and extended by a workspace."""

import pytest

from okrtui.okr.coach.words import (
    ENGLISH,
    counted_in,
    is_by_percent,
    is_only_money,
    normalized,
    reads_as_task,
    vague_word,
)

FOREIGN = {
    "German": (
        "Plan erstellen", "Workshops durchführen", "Prototyp bauen", "Interview Kunden", "Start Vertrieb",
        "Modern arbeiten", "Optimal aufgestellt", "Professional werden", "Innovative Produkte", "Publish Planung",
        "Bessere Qualität liefern", "Produkt einführen", "Kundenbefragung auswerten", "Report erstellen",
    ),
    "French": (
        "Plan marketing", "Excellence opérationnelle", "Service excellent", "Lancer le produit", "Document partagé",
        "Interviews menées", "Report du projet", "Complete la migration", "Innovative et moderne",
    ),
    "Spanish": (
        "Define objetivos comerciales", "Plan comercial", "Complete la tarea", "Produce informes", "Visita a clientes",
        "Calidad de servicio", "Introduce el producto", "Investigación de mercado",
    ),
    "Dutch": (
        "Start campagne", "Plan maken", "Test uitvoeren", "Interview klanten", "Introduceer het product",
        "Report maken", "Modern werken", "Open kantoor in Utrecht met klanten",
    ),
    "Norwegian": ("Plan for salg", "Test av produkt", "Start for alle"),
    "Italian": ("Produce il rapporto", "Introduce a tutti", "Excellence del servizio", "Prototype finale"),
    "Swedish": ("Plan klar", "Publicera rapport", "Starta projektet", "Introduktion av produkten", "Modern arbetsplats",
                "Bygg prototyp", "Start av kampanj"),
    "Polish": ("Plan gotowy", "Start kampanii", "Test produktu", "Przygotować plan", "Report dla zarządu",
               "Modern biuro", "Wprowadzenie produktu"),
    "Japanese": ("新製品をローンチする", "市場調査", "品質の向上", "Webサイトを公開", "インタビュー実施"),
}  # fmt: skip


@pytest.mark.parametrize("language", FOREIGN)
def test_other_languages_are_not_judged(language: str) -> None:
    for title in FOREIGN[language]:
        for is_counted in (True, False):
            assert reads_as_task(title, ENGLISH, is_counted=is_counted) is None, title
        assert vague_word(title, ENGLISH) is None, title
        assert not is_only_money(title, ENGLISH), title


@pytest.mark.parametrize(
    "title",
    [
        "Launch the partner portal",
        "Conduct 20 interviews",
        "Hold four workshops",
        "Write the handbook",
        "Set up the shop",
        "Interview 20 customers",
        "Review 30 contracts",
        "market research",
        "Prototype",
        "Focus groups",
    ],
)
def test_activities_are_heard_whatever_is_counted(title: str) -> None:
    assert reads_as_task(title, ENGLISH, is_counted=True)
    assert reads_as_task(title, ENGLISH, is_counted=False)


@pytest.mark.parametrize(
    "title",
    ["Build the portal", "Complete the security audit", "Define pricing", "Focus groups with users", "Training for us"],
)
def test_some_are_heard_only_where_nothing_is_counted(title: str) -> None:
    assert reads_as_task(title, ENGLISH, is_counted=False)
    assert reads_as_task(title, ENGLISH, is_counted=True) is None


@pytest.mark.parametrize(
    "title",
    ["Close rate from 22 % to 27 %", "Review score of 4.5", "Survey response rate", "Schedule kept", "Meetings a week"],
)
def test_outcomes_are_no_activities(title: str) -> None:
    assert reads_as_task(title, ENGLISH, is_counted=True) is None


def test_what_is_held_where_it_is_is_no_activity() -> None:
    assert reads_as_task("Hold churn below 2 %", ENGLISH, is_counted=True, is_held=True) is None
    assert reads_as_task("Maintain uptime", ENGLISH, is_counted=True, is_held=True) is None
    assert reads_as_task("Hold workshops", ENGLISH, is_counted=True) == "hold"


def test_vague_words_are_heard_where_nothing_is_counted() -> None:
    assert vague_word("Better onboarding", ENGLISH) == "better"
    assert vague_word("High quality", ENGLISH) == "quality"
    assert vague_word("Better onboarding in 3 days", ENGLISH) is None
    assert vague_word("Close rate", ENGLISH) is None


def test_a_workspace_extends_the_lists_in_its_own_language() -> None:
    said = ["task=durchführen", "vague = Besser", "money=Umsatz", "activity=hackathon", "colour=blue", "x"]
    own = ENGLISH.with_own(said)
    assert reads_as_task("Workshops durchführen", own, is_counted=True) == "durchführen"
    assert reads_as_task("Hackathon", own, is_counted=False) == "hackathon"
    assert vague_word("Der Service wird besser", own) == "besser"
    assert is_only_money("Umsatz", own)
    assert not is_only_money("Umsatz für Kunden", own)
    assert reads_as_task("Launch it", own, is_counted=True) == "launch"


@pytest.mark.parametrize(
    ("title", "is_it"),
    [
        ("Grow by 25 %", True),
        ("cut costs by at least 5 percent", True),
        ("Website traffic +25 %", True),
        ("From 22 % to 27 %", False),
        ("25 % of visitors", False),
        ("C+25 %", False),
    ],
)
def test_by_so_many_percent(title: str, is_it: bool) -> None:
    assert is_by_percent(title) is is_it


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("Win 1,000 fans", "1,000"),
        ("Reach $500k", "$500k"),
        ("Grow 30 %", "30 %"),
        ("Be number 1", None),
        ("Win #1", None),
        ("Top 10 in AI", None),
        ("ISO 27001 everywhere", None),
        ("5G for all by 2030", None),
        ("There 24/7", None),
        ("Own 2026-Q4", None),
    ],
)
def test_numbers_that_count(title: str, number: str | None) -> None:
    assert counted_in(title) == number


def test_money_alone() -> None:
    assert is_only_money("More revenue and higher profit for us", ENGLISH)
    assert not is_only_money("More revenue, since clients save time", ENGLISH)
    assert not is_only_money("", ENGLISH)


def test_copies_are_told_whatever_their_case_and_spacing() -> None:
    assert normalized(" Be  the Best! ") == normalized("be the best")
