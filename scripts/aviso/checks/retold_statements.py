"""Rules on retellings: a text has the numbers and bounds of the statements behind it.

The rules on retention compare how long data are kept; these rules compare texts: notes, promises,
conditions, answers, steps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from aviso.checks.conflicting_facts import (
    ONE_OF_THEM_HOLDS,
    LibraryFacts,
    report_contradiction,
)
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule
from aviso.core.trees import walk, walk_texts
from aviso.core.yaml_positions import YamlPath
from aviso.i18n.opposite_comparison import find_opposite
from aviso.i18n.opposites import PAIRS
from aviso.i18n.quantities import Quantity, find_quantities
from aviso.i18n.sentences import split_sentences
from aviso.i18n.text_patterns import remove_non_prose

NUMBER_AGAINST_STATEMENT = Rule(
    "facts/number-against-statement",
    "A text has a different number than the statements behind it",
    why="The notice retells what a document says. If the two have different periods, amounts or "
    "dates, readers who look up the statement find that the notice is wrong.",
    cure=ONE_OF_THEM_HOLDS,
    severity="warning",
    example="note: We keep it for 14 months. — source: EX-20, which says 14 days",
)
OPPOSITE_OF_STATEMENT = Rule(
    "facts/opposite-of-statement",
    "A text says “at least”, “before” or “unless” where the statement behind it says the opposite",
    why="The number beside it is right, so the mistake is easily overlooked, and it reverses the "
    "promise.",
    cure=ONE_OF_THEM_HOLDS,
    severity="warning",
    example="note: for at most 7 years — source: EX-12, which says at least 7 years",
)
# Parts of a record that are not retellings: documents are the sources, and laws and open questions
# add facts from elsewhere.
NOT_RETOLD = {"documents", "laws", "open_questions"}
# Within an entry, evidence retells another page, not the statements.
NOT_OF_STATEMENTS = {"source", "evidence"}
# A text may mention other days than a statement. A day is compared only if at least this fraction
# of the words in its sentence is also in the statement's sentence.
COMMON_WORDS = 0.5
LONG_WORD = re.compile(r"[^\W\d_]{4,}")
STEM = 5
# The keys that identify an entry in messages.
NAMES = ("id", "vendor", "law", "link")
# Units of the same kind, which can be confused with each other.
FAMILIES = (
    {"second", "minute", "hour", "day", "workday", "week", "month", "year"},
    {"dollar", "cent", "euro", "pound"},
    {"date"},
    {"percent"},
)
Texts = dict[str, str]


@dataclass(frozen=True)
class _Retelling:
    """A text of a record, and the statements behind it, by their ids."""

    name: str
    path: YamlPath
    locale: str
    text: str
    statements: dict[str, str]


def texts_agree_with_statements(facts: LibraryFacts) -> Iterator[Diagnostic]:
    """Each text has the numbers and the bounds of the statements behind it.

    A difference is reported only if every language has it: the comparison of languages finds a
    mistake in one of them.
    """
    for _, languages in groupby(_find_retellings(facts), key=lambda one: one.path[:-1]):
        first, *others = languages
        found = next(_find_differences(first), None)
        if found and all(next(_find_differences(other), None) for other in others):
            rule, message, statement = found
            yield report_contradiction(
                rule,
                facts,
                facts.find_line(*first.path),
                f"the text of “{first.name}” {message}",
                (first.name, statement),
            )


def _find_differences(one: _Retelling) -> Iterator[tuple[Rule, str, str]]:
    """Yield the broken rule, the message, and the id of the statement."""
    yield from _find_other_numbers(one)
    yield from _find_opposites(one)


def _find_retellings(facts: LibraryFacts) -> Iterator[_Retelling]:
    known = _collect_statements(facts)
    record, locales = facts.place.value, facts.records.project.locales.known
    for path, node in walk(record, skip=NOT_RETOLD):
        if not isinstance(node, dict) or not isinstance(node.get("source"), list):
            continue
        sources = {one: known[one] for one in node["source"] if one in known}
        for inner, text in walk_texts(node, skip=NOT_OF_STATEMENTS):
            if inner[-1] not in locales or _has_own_source(node, inner):
                continue
            locale = str(inner[-1])
            said = {one: texts[locale] for one, texts in sources.items() if locale in texts}
            if said:
                name = next((str(node[key]) for key in NAMES if key in node), str(path[0]))
                yield _Retelling(name, (*path, *inner), locale, text, said)


def _has_own_source(node: Any, path: YamlPath) -> bool:
    """Tell whether a value on the path to a text names its own statements."""
    for step in path[:-1]:
        node = node[step]
        if isinstance(node, dict) and "source" in node:
            return True
    return False


def _collect_statements(facts: LibraryFacts) -> dict[str, Texts]:
    """Return the texts of every statement of the library and its system, as they are written."""
    system = facts.records.places.get(("library", facts.library.system or ""))
    found: dict[str, Texts] = {}
    for place in (system, facts.place):
        for document in place.value.get("documents", ()) if place else ():
            for one in (*document.get("statements", ()), *document.get("revisions", ())):
                if "id" in one:
                    found[str(one["id"]).upper()] = one["text"]
    return found


def _find_other_numbers(one: _Retelling) -> Iterator[tuple[Rule, str, str]]:
    """Yield a quantity of the text that no statement has, if one has another of the same kind."""
    said = [
        (identifier, sentence, known)
        for identifier, text in one.statements.items()
        for sentence, known in _list_quantities(text, one.locale)
    ]
    for sentence, quantity in _list_quantities(one.text, one.locale):
        if any(quantity.agrees_with(known) for _, _, known in said):
            continue
        for identifier, other, known in said:
            if _are_of_one_family(quantity, known) and (
                quantity.unit != "date" or _are_alike(sentence, other)
            ):
                message = (
                    f"says {_describe(quantity)}, and the statement {identifier} behind it says "
                    f"{_describe(known)}"
                )
                yield NUMBER_AGAINST_STATEMENT, message, identifier
                return


def _find_opposites(one: _Retelling) -> Iterator[tuple[Rule, str, str]]:
    """Yield words opposite to those of a statement, in sentences with a quantity in common."""
    for sentence in split_sentences(one.text):
        own = _read_quantities(sentence, one.locale)
        for identifier, text in one.statements.items() if own else ():
            for other in split_sentences(text):
                if not _have_one_in_common(own, _read_quantities(other, one.locale)):
                    continue
                for kind in PAIRS:
                    quotes = find_opposite(kind, (one.locale, sentence), (one.locale, other))
                    if quotes:
                        message = (
                            f"says “{quotes[0]}”, and the statement {identifier} behind it says "
                            f"“{quotes[1]}”"
                        )
                        yield OPPOSITE_OF_STATEMENT, message, identifier
                        return


# A statement is behind many texts.
@lru_cache(maxsize=1024)
def _list_quantities(text: str, locale: str) -> tuple[tuple[str, Quantity], ...]:
    return tuple(
        (sentence, quantity)
        for sentence in split_sentences(text)
        for quantity in _read_quantities(sentence, locale)
    )


def _are_alike(sentence: str, other: str) -> bool:
    """Tell whether a sentence probably retells another, by the words that they share."""
    own, others = _list_stems(sentence), _list_stems(other)
    return len(own & others) >= COMMON_WORDS * len(own)


def _list_stems(sentence: str) -> set[str]:
    return {word[:STEM] for word in LONG_WORD.findall(sentence.lower())}


@lru_cache(maxsize=4096)
def _read_quantities(text: str, locale: str) -> tuple[Quantity, ...]:
    return tuple(
        quantity
        for quantity in find_quantities(remove_non_prose(text), locale)
        if any(quantity.unit in family for family in FAMILIES)
    )


def _have_one_in_common(some: tuple[Quantity, ...], others: tuple[Quantity, ...]) -> bool:
    return any(one.agrees_with(other) for one in some for other in others)


def _are_of_one_family(one: Quantity, other: Quantity) -> bool:
    return any({one.unit, other.unit} <= family for family in FAMILIES)


def _describe(quantity: Quantity) -> str:
    if quantity.unit == "date":
        return quantity.value
    return f"{quantity.value} {quantity.unit}{'' if quantity.value == '1' else 's'}"
