"""A rule on periods: a fact has the period of its sources and of its own text."""

from __future__ import annotations

from collections.abc import Iterator

from aviso.checks.conflicting_facts import ONE_OF_THEM_HOLDS, LibraryFacts
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule
from aviso.model.inheritance import inherit
from aviso.model.localized import LocalizedText

TIMES = {"second", "minute", "hour", "day", "workday", "week", "month", "year"}
# The notation of periods in data files is that of English.
NOTATION = "en"

PERIOD_NOT_IN_SOURCE = Rule(
    "facts/period-not-in-source",
    "A period differs from the one in its source",
    why="Readers would see a different time than the one in the document: 140 days instead of 14. "
    "One of the two is a mistake, and the page does not show which.",
    cure=ONE_OF_THEM_HOLDS,
    severity="warning",
    example="within: 100 business days, where the statement says 10 working days",
)
HINT = "Look up the period in the document, and correct the one that is wrong."
# A period with its location, the texts beside it, and its sources.
Stated = tuple[tuple[str | int, ...], str, tuple[LocalizedText | None, ...], tuple[str, ...]]


def periods_are_those_of_sources(facts: LibraryFacts) -> Iterator[Diagnostic]:
    """A right, a breach notice or a cookie has the period of its statements and its own text.

    A text without a time contradicts none.
    """
    statements = _list_statements(facts)
    for path, period, own_words, source in _list_stated(facts):
        texts = [("its own text", text) for text in own_words if text]
        texts += [
            (f"the statement {name}", statements[name]) for name in source if name in statements
        ]
        for where, text in texts:
            others = _find_other_times(period, text)
            if others:
                yield PERIOD_NOT_IN_SOURCE.at(
                    facts.place.file,
                    facts.find_line(*path),
                    f"says {period}, but {where} says {', '.join(others)}",
                    HINT,
                    (facts.library_id, str(path[0])),
                )


def _list_stated(facts: LibraryFacts) -> Iterator[Stated]:
    own = facts.library
    for index, right in enumerate(own.rights):
        if isinstance(right.within, str):
            yield ("rights", index, "within"), right.within, (right.how,), right.source
    for index, notice in enumerate(own.breach_notices):
        if isinstance(notice.within, str):
            path = ("breach_notices", index, "within")
            yield path, notice.within, (notice.note,), notice.source
    for index, cookie in enumerate(own.cookies):
        if cookie.period:
            yield ("cookies", index, "lasts"), cookie.period, (cookie.purpose,), cookie.source


def _list_statements(facts: LibraryFacts) -> dict[str, LocalizedText]:
    system = facts.records.libraries.get(facts.library.system or "")
    library = inherit(facts.library, system) if system else facts.library
    return {one.id: one.text for document in library.documents for one in document.statements}


def _find_other_times(period: str, text: LocalizedText) -> list[str]:
    """Return the times of a text, in its first language with any; none if one is the period."""
    # The module that reads numbers in words takes long to import, and a build does not need it.
    from aviso.i18n.quantities import find_quantities

    stated = find_quantities(period, NOTATION)
    for locale in text.locales:
        times = [
            one for one in find_quantities(text.select_locale(locale), locale) if one.unit in TIMES
        ]
        if times:
            is_there = any(one.agrees_with(time) for one in stated for time in times)
            return [] if is_there else [f"{time.value} {time.unit}s" for time in times]
    return []
