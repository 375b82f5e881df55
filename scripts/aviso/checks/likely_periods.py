"""The rule on lengths of time: they are plausible."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule
from aviso.core.trees import walk_texts
from aviso.core.yaml_positions import YamlPath
from aviso.i18n.quantities import find_quantities, may_have_period
from aviso.i18n.sentences import split_sentences
from aviso.i18n.text_patterns import remove_non_prose
from aviso.model.records import Records
from aviso.model.retention import YEARS

UNLIKELY_PERIOD = Rule(
    "facts/unlikely-period",
    "A length of time is too long, too short or in a strange unit",
    why="Nobody keeps something for 0 days or 700 years, and nobody counts decades in months. "
    "Usually there is a digit too many, or the unit is from another entry.",
    cure="Look up what the document says. If something is not kept at all, write no period; for a "
    "long time, write years.",
    severity="warning",
    example="period: 400 months",
)

# The most that people count in a unit; the units are those of ``data/`` and of the word lists.
MOST = {
    "second": 3_600,
    "minute": 1_500,
    "hour": 1_000,
    "business day": 400,
    "workday": 400,
    "day": 3_700,
    "week": 520,
    "month": 240,
    **dict.fromkeys(YEARS, 100),
    "year": 100,
}
PERIOD = re.compile(
    rf"(?P<count>\d{{1,6}}) (?P<unit>{'|'.join(sorted(MOST, key=len, reverse=True))})s?"
)


def periods_are_likely(records: Records, library_id: str) -> Iterator[Diagnostic]:
    """No length of time in a library's record is 0, over a century, or in far too small a unit."""
    place = records.places.get(("library", library_id))
    if place is None:
        return
    locales = records.project.locales.known
    reported: set[YamlPath] = set()
    for path, text in walk_texts(place.value, skip={"source", "id"}):
        locale = str(path[-1]) if path[-1] in locales else ""
        # The languages of a text say the same.
        whole = path[:-1] if locale else path
        found = "" if whole in reported else _find_unlikely(text, locale)
        if found:
            reported.add(whole)
            yield UNLIKELY_PERIOD.at(
                place.file,
                place.find_line(path),
                f"says {found}, which is probably a mistake",
                "Look up the number and the unit.",
            )


# Many libraries have the same text, such as the name of a step.
@lru_cache(maxsize=16_384)
def _find_unlikely(text: str, locale: str) -> str:
    """Return an implausible period in a text of a language, or in a value ("")."""
    if not locale:
        match = PERIOD.fullmatch(text)
        return _name_unlikely(match["unit"], match["count"]) if match else ""
    if not may_have_period(text, locale):
        return ""
    # Sentence by sentence, as the languages are compared: what is found is found once.
    return next(
        (
            unlikely
            for sentence in split_sentences(text)
            if may_have_period(sentence, locale)
            for one in find_quantities(remove_non_prose(sentence), locale)
            if (unlikely := _name_unlikely(one.unit, one.value))
        ),
        "",
    )


def _name_unlikely(unit: str, value: str) -> str:
    """Return a length of time in words if it is implausible, or ""."""
    return f"{value} {unit}s" if unit in MOST and not 0 < float(value) <= MOST[unit] else ""
