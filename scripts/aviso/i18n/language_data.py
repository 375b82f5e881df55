"""Reads what the words of a language say of facts: negation, limits, duty, numbers, units (``words/<language>.yml``).

A language without such a file is compared by what needs no words: digits, addresses, placeholders, structure.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

WORDS = Path(__file__).parent / "words"
NEVER = re.compile(r"(?!)")
CLAUSE_END = re.compile(r"[.;:,]")
MEANINGS = (
    "negation",
    "like_negation",
    "always_negative",
    "no_negation",
    "only",
    "like_only",
    "no_only",
    "obligation",
    "possibility",
    "no_need",
    "no_numbers",
)


@dataclass(frozen=True)
class TypographyRule:
    """A sign that a language does not set so."""

    pattern: re.Pattern[str]
    message: str
    hint: str


@dataclass(frozen=True)
class LanguageData:
    """The expressions of one language."""

    locale: str
    meanings: dict[str, re.Pattern[str]] = field(default_factory=dict)
    limits: dict[str, re.Pattern[str]] = field(default_factory=dict)
    like_numbers: dict[str, re.Pattern[str]] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    negated_duty: re.Pattern[str] = NEVER
    repeats: re.Pattern[str] = NEVER
    repeats_near: re.Pattern[str] = NEVER
    section_words: str = "§§?"
    spellings: dict[str, str] = field(default_factory=dict)
    typography: tuple[TypographyRule, ...] = ()
    reading: dict[str, str] = field(default_factory=dict)
    dictionary: str | None = None

    @property
    def knows_meanings(self) -> bool:
        """Tell whether there is a file for the language."""
        return bool(self.meanings)

    def finds(self, meaning: str, text: str) -> bool:
        """Tell whether an expression of a meaning stands in the text."""
        return bool(self.meanings.get(meaning, NEVER).search(text))

    def count(self, meaning: str, text: str) -> int:
        """How many expressions of a meaning stand in the text."""
        return len(self.meanings.get(meaning, NEVER).findall(text))

    def count_limits(self, text: str) -> Counter[str]:
        """How many limits of each kind stand in the text."""
        return Counter({kind: len(pattern.findall(text)) for kind, pattern in self.limits.items()})

    def fewest_negations(self, text: str) -> int:
        """How often something is denied at least: what only strengthens or continues a negation is not counted."""
        kinds = self._negations(text)
        return kinds.count("own") if "own" in kinds else min(len(kinds), 1)

    def most_negations(self, text: str) -> int:
        """How often something can be denied: ``no … nadie`` denies once, ``no … ni`` once or twice."""
        kinds = self._negations(text)
        return len(kinds) - kinds.count("stronger")

    def _negations(self, text: str) -> list[str]:
        """The negations: one of its "own", one "more" of those before, or one that makes the one before "stronger"."""
        kinds: list[str] = []
        end = None
        for found in self.meanings.get("negation", NEVER).finditer(text):
            is_near = end is not None and not CLAUSE_END.search(text[end : found.start()])
            is_stronger = is_near and self.repeats_near.match(text, found.start())
            kinds.append(
                "stronger"
                if is_stronger
                else "more"
                if self.repeats.match(text, found.start())
                else "own"
            )
            end = found.end()
        return kinds

    def without(self, meaning: str, text: str) -> str:
        """The text without the expressions of a meaning."""
        return self.meanings.get(meaning, NEVER).sub(" ", text)


@lru_cache
def load_language_data(locale: str) -> LanguageData:
    """The expressions of a language; of one that has no file, none but the signs that all languages share."""
    path = WORDS / f"{locale}.yml"
    if not path.exists():
        return LanguageData(locale)
    value: dict[str, Any] = yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)
    return LanguageData(
        locale,
        {meaning: _any_of(value.get(meaning, [])) for meaning in MEANINGS},
        {kind: re.compile(words, re.IGNORECASE) for kind, words in value["limits"].items()},
        {
            number: re.compile(words, re.IGNORECASE)
            for number, words in value["like_numbers"].items()
        },
        value["units"],
        re.compile(value["negated_duty"], re.IGNORECASE),
        re.compile(value["repeats"], re.IGNORECASE),
        re.compile(value["repeats_near"], re.IGNORECASE),
        value["section_words"],
        value.get("spellings", {}),
        tuple(
            TypographyRule(re.compile(rule["sign"], re.MULTILINE), rule["message"], rule["hint"])
            for rule in value.get("typography", ())
        ),
        value.get("reading", {}),
        value.get("dictionary"),
    )


def _any_of(expressions: list[str]) -> re.Pattern[str]:
    return (
        re.compile("|".join(f"(?:{expression})" for expression in expressions), re.IGNORECASE)
        if expressions
        else NEVER
    )
