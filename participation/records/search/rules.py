"""How words become comparable: the one function that folds and stems, for the index and for queries alike.

Folding writes ä, ö, ü and ß as ae, oe, ue and ss and drops other accents; then the Snowball stemmer for German (which
reads these pairs as umlauts) takes the endings off. What comes out holds only a to z and 0 to 9, so that both
databases store it untouched and find the same set.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from snowballstemmer.german_stemmer import GermanStemmer

LONGEST_WORD = 60
LONGEST_TEXT = 20_000
COMMON = 60
MOST_WORDS_OF_A_QUERY = 12
SHORTEST_PREFIX = 3

_LITTLE_WORDS = """
aber als am an auch auf aus bei bin bis da dann das dass dem den der des die dies diese dieser dieses doch dort du ein
eine einem einen einer eines er es fuer haben hat hier ich ihr im in ins ist ja kann man mehr mein mit muss nach nicht
noch nur oder ob schon sehr sein sich sie sind so soll um und uns unser vom von vor war was wenn wer wie wird wir zu zum
zur ueber unter the of and for
"""
STOP_WORDS = frozenset(_LITTLE_WORDS.split())

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "oe", "ł": "l"})
_UMLAUT_PAIRS = re.compile("ae|oe|ue")
_WORD = re.compile(r"[^\W_]+")
_own = threading.local()


@dataclass(frozen=True)
class Term:
    """What one word of a query looks for: any of these stems, or any word that begins with one of these."""

    exact: tuple[str, ...]
    beginnings: tuple[str, ...]

    def finds(self, word: str) -> bool:
        """Whether an indexed word answers this term."""
        return word in self.exact or word.startswith(self.beginnings)


def fold(text: str) -> str:
    """Lower case, umlauts and ß written out, other accents dropped."""
    text = unicodedata.normalize("NFC", text).lower().translate(_UMLAUTS)
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def words_of(text: str) -> list[str]:
    """The folded words of a text in their order; letters beyond a to z become their number, and can be found so."""
    return ["".join(map(_plain, word))[:LONGEST_WORD] for word in _WORD.findall(fold(text[:LONGEST_TEXT]))]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A folded word without its ending; words with digits stay as they are."""
    if not word.isalpha():
        return word
    if not hasattr(_own, "stemmer"):
        _own.stemmer = GermanStemmer()  # it keeps its state in itself, so that threads cannot share one
    return str(_own.stemmer.stemWord(word)) or word


def index_terms(text: str) -> str:
    """What the index holds of a text: each stem once, and the folded word where an umlaut vanished in its stem."""
    return " ".join(dict.fromkeys(form for word in words_of(text) for form in forms_of(word)))


def forms_of(word: str) -> tuple[str, ...]:
    """What the index holds of one folded word."""
    return (stem(word), word) if _UMLAUT_PAIRS.search(word) else (stem(word),)


def query_terms(query: str) -> tuple[Term, ...]:
    """What a query looks for: all of these terms have to be found. Stop words count only where nothing else is left."""
    words = list(dict.fromkeys(words_of(query)))
    telling = [word for word in words if word not in STOP_WORDS] or words
    return tuple(dict.fromkeys(_term(word) for word in telling[:MOST_WORDS_OF_A_QUERY]))


def _term(word: str) -> Term:
    """Beginnings find compounds: "Rad" the "Radweg". A word whose umlaut is no plural's ("grün") keeps it there, or it
    would find "Grundschule" too. "Busse" finds "Bus" as well, because the stemmer leaves "buss" of it.
    """
    root = stem(word)
    exact = (root, root[:-1]) if len(root) > SHORTEST_PREFIX and root.endswith("ss") else (root,)
    has_own_umlaut = bool(_UMLAUT_PAIRS.search(word)) and len(_UMLAUT_PAIRS.sub("x", word)) == len(root)
    beginning = word if has_own_umlaut else root
    return Term(exact, (beginning,) if len(beginning) >= SHORTEST_PREFIX else ())


def rank(terms: tuple[Term, ...], title_words: frozenset[str]) -> int:
    """How well a title answers a query: 4 for each term that stands in it, 2 for each that begins one of its words."""
    total = 0
    for term in terms:
        if not title_words.isdisjoint(term.exact):
            total += 4
        elif any(term.finds(word) for word in title_words):
            total += 2
    return total


def likeness(one: str, other: str) -> float:
    """How alike two titles are, from 0 to 1: the share of the letter triples of their words that both have (Dice)."""
    first, second = _triples(one), _triples(other)
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def sharing_words(terms: Mapping[int, str]) -> set[tuple[int, int]]:
    """Pairs of documents, lower number first, that share a telling word; a word that stands in more than COMMON of
    them tells nothing."""
    standing: dict[str, list[int]] = {}
    for number, text in terms.items():
        for word in set(text.split()) - STOP_WORDS:
            standing.setdefault(word, []).append(number)
    return {
        pair for numbers in standing.values() if len(numbers) <= COMMON for pair in combinations(sorted(numbers), 2)
    }


@lru_cache(maxsize=4096)
def _triples(title: str) -> frozenset[str]:
    words = [word for word in words_of(title) if word not in STOP_WORDS]
    padded = [f"  {stem(word)} " for word in words]
    return frozenset(text[i : i + 3] for text in padded for i in range(len(text) - 2))


def _plain(letter: str) -> str:
    return letter if letter.isascii() else f"u{ord(letter):x}"
