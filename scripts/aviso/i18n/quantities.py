"""Finds the quantities of a text: numbers in digits or words, periods, money, percentages, times of day, dates, sections of laws."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from babel import Locale
from text_to_num import alpha2digit

from aviso.i18n.language_data import LanguageData, load_language_data

# How many of a smaller unit make one; a month is not a number of days.
IN_HOURS = {"minute": 1 / 60, "hour": 1.0, "day": 24.0, "week": 168.0}
IN_MONTHS = {"month": 1.0, "year": 12.0}
DIGITS = r"\d{1,3}(?:[,\u00a0\u202f ]\d{3}){1,5}(?:\.\d{1,9})?|\d{1,15}(?:[.,]\d{1,15}){0,4}"
ISO_DATE = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
RANGE = re.compile(r"(?<=\d)[-–](?=\d)")
DIGIT = re.compile(r"\d")
GROUPED = re.compile(r"\d{1,3}([,.\u00a0\u202f ])\d{3}(?:\1\d{3})*")
TIME = re.compile(
    r"\b(?P<hour>\d{1,2})(?::(?P<minute>\d{2}))?\s*(?:(?P<half>[ap])\.?\s?m\b\.?|h\b)",
    re.IGNORECASE,
)
BEGINNING = re.compile(
    r"\b(?P<hour>\d{1,2})(?P<minute>)(?=\s*(?:a|y|to|and|until|hasta las?|-|–)\s*\d{1,2}(?::\d{2})?\s*(?:[ap]\.?\s?m\b|h\b))",
    re.IGNORECASE,
)
CLOCK = re.compile(r"\b(?P<hour>\d{1,2}):(?P<minute>\d{2})\b")


@dataclass(frozen=True, order=True)
class Quantity:
    """A number with what it counts: ``("month", "12")``, ``("dollar", "25")``, ``("", "13")``, ``("date", "2025-12-03")``."""

    unit: str
    value: str

    @property
    def size(self) -> tuple[str, float] | None:
        """A period's length, so that 12 months are a year and 14 days two weeks."""
        for name, units in (("hours", IN_HOURS), ("months", IN_MONTHS)):
            if self.unit in units:
                return name, float(self.value) * units[self.unit]
        return None

    def agrees_with(self, other: Quantity) -> bool:
        """Tell whether two quantities can be the same fact: one value, and no two different units."""
        if self.size and other.size:
            return self.size == other.size
        if {"time", "clock"} & {self.unit, other.unit}:
            return _same_time(self, other)
        return self.value == other.value and (
            self.unit == other.unit or not self.unit or not other.unit
        )

    def __str__(self) -> str:
        return self.value


def _same_time(one: Quantity, other: Quantity) -> bool:
    values = [
        quantity.value if ":" in quantity.value else f"{quantity.value}:00"
        for quantity in (one, other)
    ]
    if one.unit == other.unit == "time":
        return one.value == other.value
    if {one.unit, other.unit} <= {"time", "clock", ""} and all(
        re.fullmatch(r"\d{1,2}:\d{2}", value) for value in values
    ):
        (hour, minute), (other_hour, other_minute) = (value.split(":") for value in values)
        return minute == other_minute and (int(hour) - int(other_hour)) % 12 == 0
    return False


@lru_cache(maxsize=4096)
def quantities(text: str, locale: str) -> tuple[Quantity, ...]:
    """Return the quantities of a text of one language, in their order within each kind."""
    words = load_language_data(locale)
    found: list[Quantity] = []

    def take(pattern: re.Pattern[str], kind: str, text: str) -> str:
        def replacement(match: re.Match[str]) -> str:
            value = _value(kind, match, locale)
            if value is None:
                return match[0]
            found.append(value)
            return " ; "

        return pattern.sub(replacement, text)

    for pattern in _date_patterns(locale):
        text = take(pattern, "date", text)
    if DIGIT.search(text):
        text = take(BEGINNING, "clock", text)
        text = take(TIME, "time", text)
        text = take(CLOCK, "clock", text)
    text = _with_digits(words.without("no_numbers", text), locale)
    if not DIGIT.search(text):
        return tuple(found)
    text = take(_money_pattern(), "dollar", text)
    for unit in words.units:
        text = take(_unit_pattern(locale, unit), unit, text)
    text = take(_section_pattern(locale), "section", text)
    found += [Quantity("", value) for value in _plain_numbers(text)]
    return tuple(found)


def _value(kind: str, match: re.Match[str], locale: str) -> Quantity | None:
    if kind == "date":
        value = _date_of(match, locale)
        return Quantity("date", value) if value else None
    if kind in ("time", "clock"):
        return _time_of(kind, match)
    number = plain(match["number"])
    return Quantity(kind, number) if kind == "section" or number != "1" else None


def _time_of(kind: str, match: re.Match[str]) -> Quantity:
    parts = match.groupdict()
    hour = int(parts["hour"])
    if (parts.get("half") or "").lower() == "p" and hour < 12:
        hour += 12
    return Quantity(kind, f"{hour}:{parts['minute'] or '00'}")


def plain(number: str) -> str:
    """A number as digits without marks between thousands: 1,000 and 1.000 and 1 000 are one."""
    if GROUPED.fullmatch(number):
        return re.sub(r"\D", "", number)
    return re.sub(r"[\u00a0\u202f ]", "", number).replace(",", ".").rstrip(".")


def _plain_numbers(text: str) -> Iterator[str]:
    for match in re.finditer(
        rf"(?<![\w.#/-])(?:{DIGITS})(?:\.?[ºª°]|st\b|nd\b|rd\b|th\b)?(?![\w#])",
        RANGE.sub(" to ", text),
    ):
        number = plain(re.sub(r"(?:\.?[ºª°]|st|nd|rd|th)$", "", match[0]))
        if number != "1":
            yield number


def _with_digits(text: str, locale: str) -> str:
    if locale not in ("en", "es"):
        # ٣ and ३ are 3.
        return DIGIT.sub(lambda found: str(unicodedata.decimal(found[0])), text)
    for written, known in load_language_data(locale).spellings.items():
        text = text.replace(written, known)
    return alpha2digit(text, locale, threshold=0)


def same_units(quantity: Quantity) -> list[str]:
    """The units one of which is as long as a period: ``week`` for 7 days."""
    return [
        unit
        for units in (IN_HOURS, IN_MONTHS)
        for unit in units
        if unit != quantity.unit and Quantity(unit, "1").size == quantity.size
    ]


@lru_cache
def unit_pattern(locale: str, unit: str) -> re.Pattern[str]:
    """The words for a unit in a language; none in one that Aviso has no words of."""
    return re.compile(
        rf"\b(?:{load_language_data(locale).units.get(unit, '(?!)')})\b", re.IGNORECASE
    )


@lru_cache
def _unit_pattern(locale: str, unit: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w.#/-])(?P<number>{DIGITS})(?:[ -]|\u00a0)?(?:more |full |más )?(?:{load_language_data(locale).units[unit]})(?!\w)",
        re.IGNORECASE,
    )


@lru_cache
def _money_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:US)?\$\s?(?P<number>{DIGITS})")


@lru_cache
def _section_pattern(locale: str) -> re.Pattern[str]:
    words: LanguageData = load_language_data(locale)
    return re.compile(
        rf"(?<!\w)(?:{words.section_words})\s*(?P<number>\d[\w.-]*\w|\d)(?:\([\w]+\))*",
        re.IGNORECASE,
    )


def _months(locale: str) -> dict[str, int]:
    names = Locale.parse(locale).months["format"]
    return {
        name.lower().rstrip("."): number
        for width in ("wide", "abbreviated")
        for number, name in names[width].items()
    }


@lru_cache
def _date_patterns(locale: str) -> tuple[re.Pattern[str], ...]:
    if locale not in ("en", "es"):
        return (ISO_DATE,)
    month = "|".join(sorted(_months(locale), key=len, reverse=True))
    if locale == "en":
        forms = (
            rf"\b(?P<month>{month})\b\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?\b",
            rf"\b(?P<day>\d{{1,2}}) (?P<month>{month})\b\.?(?:,? (?P<year>\d{{4}}))?\b",
            rf"\b(?P<month>{month})\b\.?,? (?P<year>\d{{4}})\b",
        )
        flags = 0
        forms = tuple(
            form.replace(month, "|".join(name.capitalize() for name in month.split("|")))
            for form in forms
        )
    else:
        forms = (
            rf"\b(?P<day>\d{{1,2}}|primero|uno)(?:\.?º)? de (?P<month>{month})\b\.?(?:,? (?:de(?:l)? )?(?:año )?(?P<year>\d{{4}}))?\b",
            rf"\b(?P<month>{month})\b\.? (?:de(?:l)? )?(?:año )?(?P<year>\d{{4}})\b",
        )
        flags = re.IGNORECASE
    return (ISO_DATE, *(re.compile(form, flags) for form in forms))


def _date_of(match: re.Match[str], locale: str) -> str | None:
    if match.re is ISO_DATE:
        return match[0]
    parts = match.groupdict()
    month = _months(locale)[parts["month"].lower()]
    day = {"primero": "1", "uno": "1"}.get((parts.get("day") or "").lower(), parts.get("day"))
    try:
        date(int(parts.get("year") or 2000), month, int(day or 1))
    except ValueError:
        return None
    return "-".join(
        part
        for part in (parts.get("year"), f"{month:02}", f"{int(day):02}" if day else None)
        if part
    )
