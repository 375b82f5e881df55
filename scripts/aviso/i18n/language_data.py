"""Reads the words of a language that change facts: negation, limits, duty, numbers, units.

They are in ``words/<language>.yml``. A language without such a file is compared only by digits,
addresses, placeholders and structure.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from aviso.core.any_case import NEVER, AnyCase

WORDS = Path(__file__).parent / "words"
# Of regular expressions: the boundary of a word, and what may hide an alternative.
BOUNDARY = r"\b"
ESCAPED_OR_CLASS = re.compile(r"\\.|\[\^?\]?[^\]]*\]")
PARENTHESES = re.compile(r"\([^()]*\)")
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
    "keeping",
    "a_single",
    "at_most",
    "at_most_after",
    "at_least",
    "at_least_after",
    "ends",
    "turns",
    "said_bounds",
)
# The forms of words with an opposite. Phrases come first, so that "no more than" is not read as
# "more than".
FORMS = ("phrases", "words")
# The expressions of one pair, by side and form.
Opposites = dict[str, dict[str, list[str]]]


@dataclass(frozen=True)
class TypographyRule:
    """A character that the language does not use in this way, and its replacement.

    Whatever the pattern matches has ``within`` in it. Looking for that is much faster.
    """

    pattern: re.Pattern[str]
    message: str
    hint: str
    within: str = ""

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first place in a text that breaks the rule."""
        return self.pattern.search(text) if self.within in text else None


@dataclass(frozen=True)
class LanguageData:
    """The expressions of one language, by what they mean.

    ``limits`` are words like "unless", by kind; ``like_numbers`` are words that can replace a
    number ("both" for 2); ``units`` are patterns for units of time and money. ``repeats`` matches
    a negation that continues the one before it, ``repeats_near`` one that only strengthens it.
    ``opposites`` match words such as "at least" in a text in small letters, by pair; their groups
    are named by side and form. ``date_forms`` are patterns of dates, ``day_lists`` of several
    in one month, ``halves`` are patterns for "2 and a half", each with the form "2.5",
    ``commonest`` are the small words that tell the language, ``number_words`` the name under which
    text_to_num knows it.
    ``refusals`` and ``admissions`` are for ``refusals``, ``events_named`` for vague times, and
    ``equal_forms`` are for the module of that name.
    """

    locale: str
    meanings: dict[str, AnyCase] = field(default_factory=dict)
    limits: dict[str, AnyCase] = field(default_factory=dict)
    like_numbers: dict[str, AnyCase] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    negated_duty: AnyCase = NEVER
    repeats: AnyCase = NEVER
    repeats_near: AnyCase = NEVER
    opposites: dict[str, re.Pattern[str]] = field(default_factory=dict)
    section_words: str = "§§?"
    spellings: dict[str, str] = field(default_factory=dict)
    typography: tuple[TypographyRule, ...] = ()
    reading: dict[str, str] = field(default_factory=dict)
    dictionary: str | None = None
    date_forms: tuple[str, ...] = ()
    day_lists: tuple[str, ...] = ()
    day_words: dict[str, str] = field(default_factory=dict)
    halves: tuple[tuple[re.Pattern[str], str], ...] = ()
    commonest: frozenset[str] = frozenset()
    number_words: str = ""
    refusal_parts: dict[str, str] = field(default_factory=dict)
    refusals: dict[str, list[str]] = field(default_factory=dict)
    admissions: dict[str, str] = field(default_factory=dict)
    sites: dict[str, str] = field(default_factory=dict)
    events_named: dict[str, AnyCase] = field(default_factory=dict)
    equal_forms: dict[str, Any] = field(default_factory=dict)

    @property
    def has_meanings(self) -> bool:
        """Tell whether there is a file of words for the language."""
        return bool(self.meanings)

    def has(self, meaning: str, text: str) -> bool:
        """Tell whether the text has an expression of a meaning."""
        return self.meanings.get(meaning, NEVER).is_in(text)

    def count(self, meaning: str, text: str) -> int:
        """Count the expressions of a meaning in the text."""
        return self.meanings.get(meaning, NEVER).count(text)

    def count_limits(self, text: str) -> Counter[str]:
        """Count the limits in the text, by their kind."""
        return Counter({kind: pattern.count(text) for kind, pattern in self.limits.items()})

    def has_limit(self, text: str) -> bool:
        """Tell whether the text has a limit of any kind."""
        return any(pattern.is_in(text) for pattern in self.limits.values())

    def count_negations(self, text: str) -> tuple[int, int]:
        """Count the negations of the text, at least and at most.

        A word that only strengthens a negation is not counted; one that continues it may be:
        ``no … nadie`` is 1, ``no … ni`` 1 or 2.
        """
        kinds = self._classify_negations(text)
        fewest = kinds.count("own") if "own" in kinds else min(len(kinds), 1)
        return fewest, len(kinds) - kinds.count("stronger")

    def _classify_negations(self, text: str) -> list[str]:
        """Return each negation's kind: "own", "more" of the one before, or making it "stronger"."""
        kinds: list[str] = []
        end = None
        for found in self.meanings.get("negation", NEVER).find_all(text):
            is_near = end is not None and not CLAUSE_END.search(text[end : found.start()])
            if is_near and self.repeats_near.match(text, found.start()):
                kinds.append("stronger")
            else:
                kinds.append("more" if self.repeats.match(text, found.start()) else "own")
            end = found.end()
        return kinds

    def has_condition(self, text: str) -> bool:
        """Tell whether the text names a case in which it holds, or does not."""
        pattern = self.opposites.get("condition")
        return pattern is not None and bool(pattern.search(text.lower()))

    def remove(self, meaning: str, text: str) -> str:
        """Return the text without the expressions of a meaning."""
        return self.meanings.get(meaning, NEVER).remove(text)


@lru_cache
def load_language_data(locale: str) -> LanguageData:
    """Return the expressions of a language; only the shared ones if it has no file of words."""
    path = WORDS / f"{locale}.yml"
    if not path.exists():
        return LanguageData(locale)
    value: dict[str, Any] = yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)
    return LanguageData(
        locale,
        meanings={meaning: _join_patterns(value.get(meaning, [])) for meaning in MEANINGS},
        limits=_compile_values(value["limits"]),
        like_numbers=_compile_values(value["like_numbers"]),
        units=value["units"],
        negated_duty=AnyCase(value["negated_duty"]),
        repeats=AnyCase(value["repeats"]),
        repeats_near=AnyCase(value["repeats_near"]),
        opposites={
            pair: _compile_opposites(sides) for pair, sides in value.get("opposites", {}).items()
        },
        section_words=value["section_words"],
        spellings=value.get("spellings", {}),
        typography=tuple(
            TypographyRule(
                re.compile(rule["sign"], re.MULTILINE),
                rule["message"],
                rule["hint"],
                rule.get("within", ""),
            )
            for rule in value.get("typography", ())
        ),
        reading=value.get("reading", {}),
        dictionary=value.get("dictionary"),
        date_forms=tuple(value.get("date_forms", ())),
        day_lists=tuple(value.get("day_lists", ())),
        day_words=value.get("day_words", {}),
        halves=tuple(
            (re.compile(pattern), form) for pattern, form in value.get("halves", {}).items()
        ),
        commonest=frozenset(value.get("commonest", ())),
        number_words=value.get("number_words", ""),
        refusal_parts=value.get("refusal_parts", {}),
        refusals=value.get("refusals", {}),
        admissions=value.get("admissions", {}),
        sites=value.get("sites", {}),
        events_named=_compile_values(value.get("events_named", {})),
        equal_forms=value.get("equal_forms", {}),
    )


@lru_cache
def list_languages() -> tuple[str, ...]:
    """Return the languages that there is a file of words for."""
    return tuple(sorted(path.stem for path in WORDS.glob("*.yml")))


def _compile_values(expressions: dict[str, str]) -> dict[str, AnyCase]:
    return {key: AnyCase(expression) for key, expression in expressions.items()}


def _join_patterns(expressions: list[str]) -> AnyCase:
    """Return a pattern that matches any of the expressions, the first that can.

    Python passes quickly over alternatives that begin with another letter, but not if each begins
    with the boundary of a word. So neighbors that do share it, which takes a quarter of the time.
    """
    if not expressions:
        return NEVER
    parts: list[str] = []
    for begins_at_word, run in groupby(expressions, _begins_at_word):
        start = len(BOUNDARY) if begins_at_word else 0
        words = "|".join(f"(?:{expression[start:]})" for expression in run)
        parts.append(f"{BOUNDARY}(?:{words})" if begins_at_word else words)
    return AnyCase("|".join(parts))


def _begins_at_word(expression: str) -> bool:
    """Tell whether each match begins at the boundary of a word; if in doubt, say no."""
    outside, count = ESCAPED_OR_CLASS.sub("", expression), 1
    while count:
        outside, count = PARENTHESES.subn("", outside)
    return expression.startswith(BOUNDARY) and "|" not in outside


def _compile_opposites(sides: Opposites) -> re.Pattern[str]:
    """Return one pattern for both sides, so that a text is read once.

    Without IGNORECASE, Python skips alternatives by their first letters.
    """
    groups = [
        f"(?P<{side}_{form}>{'|'.join(forms[form])})"
        for form in FORMS
        for side, forms in sides.items()
        if forms.get(form)
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)")
