"""Folding and stemming: what counts as the same word."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from participation.records.search.rules import fold, index_terms, likeness, query_terms, words_of


def finds(query: str, text: str) -> bool:
    words = set(index_terms(text).split())
    terms = query_terms(query)
    return bool(terms) and all(any(term.finds(word) for word in words) for term in terms)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("Fußgängerzone", "Die Fussgaengerzone ist eng."),
        ("fussganger", "Mehr Platz für Fußgänger"),
        ("Spielplätze", "Ein neuer Spielplatz"),
        ("Spielplatz", "Drei Spielplätze"),
        ("Häuser", "Ein Haus am Berg"),
        ("Haus", "Alte Häuser"),
        ("Bäume", "Baumpflege in der Weststadt"),
        ("Rad", "Der Radweg endet hier"),
        ("Radwege", "kein Radweg"),
        ("Schule", "vor der Grundschule und dem Schulweg"),
        ("Busse", "Der Bus kommt zu spät"),
        ("Bus", "Mehr Busse am Abend"),
        ("Ergebnisse", "Das Ergebnis der Befragung"),
        ("grün", "Eine Grünfläche"),
        ("Café", "Ein Cafe am Ufer"),
        ("BELEUCHTUNG", "Die Beleuchtung fehlt"),
        ("B10", "Lärm an der B10"),
        ("Straße", "Die Strassenbahn"),
        ("мост", "Мост через реку"),
        ("die Bänke", "Eine Bank im Schatten"),
    ],
)
def test_these_words_are_found(query: str, text: str) -> None:
    assert finds(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("grün", "Die Grundschule"),
        ("Tür", "Der Turm"),
        ("Rad", "Der Strand"),
        ("Bank", "Am Ufer"),
        ("", "Bank"),
        ("!?", "Bank"),
    ],
)
def test_these_are_not(query: str, text: str) -> None:
    assert not finds(query, text)


def test_all_words_must_be_found_and_stop_words_do_not_count() -> None:
    assert finds("die Bank am Ufer", "Eine Bank; das Ufer der Donau")
    assert not finds("Bank Brücke", "Eine Bank am Ufer")
    assert finds("die", "die Bank")


def test_folding_gives_plain_letters_whatever_the_form_of_the_umlaut() -> None:
    assert fold("Öffentlichkeit") == fold("O\u0308ffentlichkeit") == "oeffentlichkeit"
    assert all(word.isascii() and word.isalnum() for word in words_of("Größe №1, naïve Straße, İstanbul, 日本, x_y"))


def test_titles_that_say_the_same_are_alike() -> None:
    assert likeness("Mehr Bänke an der Donau", "Bänke am Donauufer") > 0.4
    assert likeness("Mehr Bänke an der Donau", "Schnelleres Internet für Schulen") < 0.1
    assert likeness("", "Bänke") == 0


def test_stemming_in_many_threads_gives_the_same_words() -> None:
    texts = [f"Spielplätze Häuser Radwege Beleuchtungen nummer{n} Wort{chr(97 + n % 26)}ungen" for n in range(400)]
    alone = [index_terms(text) for text in texts]
    from participation.records.search import rules

    rules.stem.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(index_terms, texts)) == alone
