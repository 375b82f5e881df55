"""Rules on ages: the rules of one subject neither overlap nor leave out an age."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from aviso.checks.conflicting_facts import (
    ONE_OF_THEM_HOLDS,
    LibraryFacts,
    report_contradiction,
)
from aviso.checks.suppressions import describe_place
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule
from aviso.model.age_rules import AgeRule

# Beyond the oldest age that a rule can name.
NO_LIMIT = 121
HINT = (
    "Look up the ages in the document and correct the wrong one. If the document itself says so, "
    "put it under open_questions, with both ids under between. If the rules are about different "
    "things, give each a subject of its own."
)
SPEAK_OF_OTHER_THINGS = " If the rules are about different things, give each a subject of its own."

AGES_OVERLAP = Rule(
    "facts/ages-overlap",
    "Two rules on the same subject overlap in only some of their ages",
    why="Readers of that age find two rules and cannot tell which one applies to them. Often one "
    "of the ages is off by one.",
    cure=ONE_OF_THEM_HOLDS + SPEAK_OF_OTHER_THINGS,
    severity="warning",
    example="to_age: 13, beside from_age: 13",
)
AGES_GAP = Rule(
    "facts/ages-gap",
    "No rule applies to an age between those of two rules",
    why="Readers of that age find no rule, although there are rules for younger and older people. "
    "Often one of the ages is off by one.",
    cure="Look up the ages in the document and correct the wrong one. If the document leaves out "
    "the age, say so under open_questions, with both ids under between." + SPEAK_OF_OTHER_THINGS,
    severity="warning",
    example="to_age: 12, beside from_age: 14",
)


def ages_are_shared_out(facts: LibraryFacts) -> Iterator[Diagnostic]:
    """Rules on one subject divide the ages among them; a rule for every age fits with any other."""
    rules = list(enumerate(facts.library.age_rules))
    for subject in dict.fromkeys(name for _, rule in rules for name in rule.subjects):
        same = [(index, rule) for index, rule in rules if subject in rule.subjects]
        limited = [(index, rule) for index, rule in same if not rule.is_for_every_age]
        yield from _find_overlaps(facts, limited)
        if len(limited) == len(same):
            yield from _find_gaps(facts, limited)


def _find_overlaps(facts: LibraryFacts, rules: list[tuple[int, AgeRule]]) -> Iterator[Diagnostic]:
    for (first, one), (second, other) in combinations(rules, 2):
        start = max(_start(one), _start(other))
        end = min(_end(one), _end(other))
        if start <= end and _format_range(one) != _format_range(other):
            yield _report(
                AGES_OVERLAP,
                facts,
                (first, one),
                (second, other),
                f"applies to {_describe(start, end)}, and so does “{one.id}”",
            )


def _find_gaps(facts: LibraryFacts, rules: list[tuple[int, AgeRule]]) -> Iterator[Diagnostic]:
    """Find each age that is left out; the rules before and after it are named."""
    reach: list[tuple[int, AgeRule]] = []
    for index, rule in sorted(rules, key=lambda entry: _format_range(entry[1])):
        if not reach or _end(rule) > _end(reach[-1][1]):
            reach.append((index, rule))
    for before, after in pairwise(reach):
        start, end = _end(before[1]) + 1, _start(after[1]) - 1
        if start <= end:
            yield _report(
                AGES_GAP,
                facts,
                before,
                after,
                f"leaves out {_describe(start, end)} after “{before[1].id}”",
            )


def _report(
    rule: Rule,
    facts: LibraryFacts,
    before: tuple[int, AgeRule],
    after: tuple[int, AgeRule],
    what: str,
) -> Diagnostic:
    (first, one), (second, other) = before, after
    where = describe_place(facts.place, "age_rules", first)
    return report_contradiction(
        rule,
        facts,
        facts.find_line("age_rules", second),
        f"the age rule “{other.id}” {what} ({where})",
        (one.id, other.id),
        HINT,
    )


def _start(rule: AgeRule) -> int:
    return rule.from_age or 0


def _end(rule: AgeRule) -> int:
    return NO_LIMIT if rule.to_age is None else rule.to_age


def _format_range(rule: AgeRule) -> tuple[int, int]:
    return _start(rule), _end(rule)


def _describe(start: int, end: int) -> str:
    if end == NO_LIMIT:
        return f"ages from {start} on"
    return f"the age {start}" if start == end else f"the ages {start} to {end}"
