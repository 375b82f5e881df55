"""Rules that compare retention with what the notice says about it elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from aviso.checks.conflicting_facts import (
    ONE_OF_THEM_HOLDS,
    LibraryFacts,
    report_contradiction,
)
from aviso.checks.suppressions import describe_place
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule
from aviso.i18n.periods import BUSINESS_DAY
from aviso.i18n.stated_periods import StatedPeriod, find_stated_periods
from aviso.model.inheritance import resolve_inheritance
from aviso.model.localized import LocalizedText
from aviso.model.practices import Practice
from aviso.model.retention import NONE, YEARS, Retention, count_days

# Lengths in different units, such as 30 days and one month, may differ by this fraction.
TOLERANCE = 0.05
OPPOSITE = {"at_most": "at_least", "at_least": "at_most"}
Said = tuple[tuple[tuple[str, float], ...], LocalizedText | None, bool]

TIME_AGAINST_TEXT = Rule(
    "facts/time-against-text",
    "Retention gives a different time than the note or a statement behind it",
    why="The table and the sentence beside it would tell readers two different times. One of them "
    "is a mistake, or out of date.",
    cure=ONE_OF_THEM_HOLDS,
    severity="warning",
    example="period: 140 days, beside the note “Images are kept for 14 days.”",
)
BOUND_AGAINST_TEXT = Rule(
    "facts/bound-against-text",
    "Retention says at least where the note or a statement says at most, or vice versa",
    why="The shortest time that something is kept and the longest are opposite promises.",
    cure=ONE_OF_THEM_HOLDS,
    severity="warning",
    example="at_least: 12 months, beside the note “We keep it for at most 12 months.”",
)


# Practices against texts


def times_agree_with_texts(facts: LibraryFacts) -> Iterator[Diagnostic]:
    """The times of a practice are those of its note and of the statements behind it."""
    statements = {
        statement.id: statement.text
        for document in resolve_inheritance(facts.library, facts.records).documents
        for statement in document.statements
    }
    for position, practice in enumerate(facts.library.practices):
        if not practice.stages:
            continue
        quoted = [(one, statements[one]) for one in practice.source if one in statements]
        line = facts.find_line("practices", position, "retention")
        for rule, said, where, other in find_conflicts(practice, quoted):
            place = describe_place(facts.place, "practices", position)
            yield report_contradiction(
                rule,
                facts,
                line,
                f"the practice “{practice.id}” is kept {said}, and {where} ({place})",
                (practice.id, other or facts.library_id),
            )


def find_conflicts(
    practice: Practice, quoted: list[tuple[str, LocalizedText]]
) -> Iterator[tuple[Rule, str, str, str]]:
    """Yield the rule, what retention says, what a text says, and the id of the statement."""
    for texts in ([("", practice.note)], quoted):
        for locale in sorted({locale for _, text in texts for locale in text.locales}):
            said = {
                time: statement
                for statement, text in texts
                if locale in text.locales
                for time in find_stated_periods(text.select_locale(locale), locale)
            }
            if found := _find_conflict(practice.stages, list(said)):
                rule, length, times = found
                statement = said[times[0]]
                text = f"the statement {statement} behind it" if statement else "its note"
                words = "; ".join(dict.fromkeys(time.words for time in times))
                bound = f"{_name_key(times[0].bound)} " if rule is BOUND_AGAINST_TEXT else ""
                yield rule, length, f"{text} says {bound}“{words}”", statement
                break


def _find_conflict(
    stages: tuple[Retention, ...], said: list[StatedPeriod]
) -> tuple[Rule, str, list[StatedPeriod]] | None:
    """Return the rule that stages break, what they say, and what a text says instead."""
    if said and (never := _find_endless(stages)):
        return TIME_AGAINST_TEXT, never, said
    if found := _find_other_length(stages, said):
        return TIME_AGAINST_TEXT, *found
    if opposite := _find_opposite(stages, said):
        key, length, time = opposite
        return BOUND_AGAINST_TEXT, f"{_name_key(key)} {length}", [time]
    return None


def _find_endless(stages: tuple[Retention, ...]) -> str:
    """Return "not at all" or "forever" if no time in a text could be right, or else ""."""
    only = stages[0] if len(stages) == 1 and stages[0].of is None else None
    if only and only.period == NONE and not only.after:
        return "not at all"
    return "forever" if only and only.is_forever else ""


def _find_other_length(
    stages: Iterable[Retention], said: list[StatedPeriod]
) -> tuple[str, list[StatedPeriod]] | None:
    """Return the length of a stage for which the text gives other lengths, and these lengths.

    A text may leave out a stage, and it may mention other times. So lengths conflict only if none
    of them agree, or if the remaining ones on both sides have the same unit.
    """
    lengths = [one for stage in stages for one in stage.lengths.values() if one != NONE]
    # Business days measure how long an answer takes, unless retention counts in them.
    units = {_name_unit(length) for length in lengths}
    said = [time for time in said if time.unit != BUSINESS_DAY or BUSINESS_DAY in units]
    own = [one for one in lengths if not any(_agree(one, time) for time in said)]
    others = [time for time in said if not any(_agree(one, time) for one in lengths)]
    if not own or not others:
        return None
    if len(own) == len(lengths) and len(others) == len(said):
        return own[0], others
    pairs = ((a, [b]) for a, b in product(own, others) if _name_unit(a) == b.unit)
    return next(pairs, None)


def _find_opposite(
    stages: Iterable[Retention], said: list[StatedPeriod]
) -> tuple[str, str, StatedPeriod] | None:
    """Return a bound, its length, and the time in the text that has the opposite bound."""
    for stage in stages:
        for key, length in stage.lengths.items():
            same = [time for time in said if _agree(length, time)]
            if same and key in OPPOSITE and all(time.bound == OPPOSITE[key] for time in same):
                return key, length, same[0]
    return None


def _agree(length: str, time: StatedPeriod) -> bool:
    """Tell whether a text says the same length of time."""
    count, unit = length.split(" ")[0], _name_unit(length)
    if unit == time.unit:
        return float(count) == time.count
    if BUSINESS_DAY in (unit, time.unit):
        return False
    own, other = count_days(length), count_days(f"1 {time.unit}") * time.count
    return abs(own - other) <= TOLERANCE * max(own, other)


def _name_key(key: str) -> str:
    return key.replace("_", " ")


def _name_unit(length: str) -> str:
    unit = length.partition(" ")[2].removesuffix("s")
    return "year" if unit in YEARS else unit


# Practices against each other


def find_two_times(
    one: tuple[Retention, ...], other: tuple[Retention, ...]
) -> tuple[str, str] | None:
    """Return the retention of two practices with the same data, if they cannot both be true.

    Stages of different data, and stages that begin where others end, do not conflict.
    """
    all_of_one = {_sum_up(stage) for stage in one}
    all_of_other = {_sum_up(stage) for stage in other}
    for first, second in product(one, other):
        if (
            _are_of_the_same_time(first, second)
            and (_sum_up(first), first.until) != (_sum_up(second), second.until)
            and not (len(other) > 1 and _sum_up(first) in all_of_other)
            and not (len(one) > 1 and _sum_up(second) in all_of_one)
        ):
            return _describe(first), _describe(second)
    return None


def _are_of_the_same_time(one: Retention, other: Retention) -> bool:
    """Tell whether two stages are about the same data and the same time."""
    return one.of == other.of and one.after == other.after


def _sum_up(stage: Retention) -> Said:
    lengths = tuple((key, count_days(length)) for key, length in stage.lengths.items())
    return lengths, stage.vague, stage.is_forever


def _describe(stage: Retention) -> str:
    if stage.vague:
        return f"kept “{stage.vague.in_complaints}”"
    if stage.is_forever:
        return "kept forever"
    words = [
        length if key == "period" else f"{_name_key(key)} {length}"
        for key, length in stage.lengths.items()
    ]
    for key in ("after", "until"):
        event = getattr(stage, key)
        if event:
            name = event if isinstance(event, str) else f"“{event.in_complaints}”"
            words.append(f"{key} {name}")
    return f"kept {' '.join(words)}"
