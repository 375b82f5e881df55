"""Finds the quantities in a text, in digits or words.

They are numbers, periods, money, percentages, times of day, dates and sections of laws.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from text_to_num import alpha2digit

from aviso.core.any_case import AnyCase
from aviso.i18n.dates import make_date_patterns, may_have_date, read_date
from aviso.i18n.language_data import load_language_data

# The size of each unit in a common one. A month has no fixed number of days.
IN_HOURS = {"second": 1 / 3600, "minute": 1 / 60, "hour": 1.0, "day": 24.0, "week": 168.0}
IN_MONTHS = {"month": 1.0, "year": 12.0}
DIGITS = r"\d{1,3}(?:[,\u00a0\u202f ]\d{3}){1,5}(?:\.\d{1,9})?|\d{1,15}(?:[.,]\d{1,15}){0,4}"
# Words between a number and its unit that change neither.
KINDS = "more |full |fiscal |calendar |school |más "
ORDINAL_ENDING = r"(?:\.?[ºª°]|st|nd|rd|th)"
PLAIN_NUMBER = re.compile(rf"(?<![\w.#/-])(?:{DIGITS})(?:\.?[ºª°]|st\b|nd\b|rd\b|th\b)?(?![\w#])")
RANGE = re.compile(r"(?<=\d)[-–](?=\d)")
DIGIT = re.compile(r"\d")
# Groups of three digits with the same mark between them.
GROUPED = re.compile(r"\d{1,3}([,.\u00a0\u202f ])\d{3}(?:\1\d{3})*")
# Half past ten is 10:30, 10:30 am, 10:30 a. m. or 10:30 h.
TIME = re.compile(
    r"\b(?P<hour>\d{1,2})(?::(?P<minute>\d{2}))?\s*(?:(?P<half>[ap])\.?\s?m\b\.?|h\b)",
    re.IGNORECASE,
)
# The first hour of a span whose end is a time: 9 to 5 pm.
SPAN_START = re.compile(
    r"\b(?P<hour>\d{1,2})(?P<minute>)"
    r"(?=\s*(?:a|y|to|and|until|hasta las?|-|–)\s*\d{1,2}(?::\d{2})?\s*(?:[ap]\.?\s?m\b|h\b))",
    re.IGNORECASE,
)
CLOCK = re.compile(r"\b(?P<hour>\d{1,2}):(?P<minute>\d{2})\b")
# Each of the three has this, which few texts have.
PART_OF_TIME = re.compile(r"\d(?::\d|\s*(?:[ap]\.?\s?m\b|h\b))", re.IGNORECASE)
# The signs of money before a number; after it, they are among the words for units.
MONEY = {
    "dollar": re.compile(rf"(?:(?:US)?\$|\bUSD)\s?(?P<number>{DIGITS})"),
    "euro": re.compile(rf"(?:€|\bEUR)\s?(?P<number>{DIGITS})"),
    "pound": re.compile(rf"(?:£|\bGBP)\s?(?P<number>{DIGITS})"),
}
# Each of them has one of these, which few texts have.
MONEY_SIGN = re.compile(r"[$€£]|USD|EUR|GBP")
# "2 million" becomes "2 1000000" when words are replaced by digits.
MULTIPLE = re.compile(r"(?<![\d.,])(?P<count>\d{1,3}(?:[.,]\d{1,2})?) (?P<size>1000(?:000)?)\b")
# 25 cents are $0.25.
CENTS = ({"cent", "dollar"}, {"cent", "euro"})


@dataclass(frozen=True, order=True)
class Quantity:
    """A number and what it counts.

    Examples: ``("month", "12")``, ``("dollar", "25")``, ``("", "13")``, ``("date", "2025-12-03")``.
    """

    unit: str
    value: str

    @property
    def size(self) -> tuple[str, float] | None:
        """A period's length in hours or months, so that 14 days equals two weeks."""
        for name, units in (("hours", IN_HOURS), ("months", IN_MONTHS)):
            if self.unit in units:
                return name, float(self.value) * units[self.unit]
        return None

    def agrees_with(self, other: Quantity) -> bool:
        """Tell whether both can be the same fact: equal values, and not two different units."""
        if self.size and other.size:
            return self.size == other.size
        if {"time", "clock"} & {self.unit, other.unit}:
            return _is_same_time(self, other)
        if {self.unit, other.unit} in CENTS:
            cents = [float(one.value) / (100 if one.unit == "cent" else 1) for one in (self, other)]
            return abs(cents[0] - cents[1]) < 1e-6
        return self.value == other.value and (
            self.unit == other.unit or not self.unit or not other.unit
        )

    def __str__(self) -> str:
        return self.value


def _is_same_time(one: Quantity, other: Quantity) -> bool:
    """Compare two times of day; a clock without am or pm may mean either half of the day."""
    if one.unit == other.unit == "time":
        return one.value == other.value
    if not {one.unit, other.unit} <= {"time", "clock", ""}:
        return False
    values = [
        quantity.value if ":" in quantity.value else f"{quantity.value}:00"
        for quantity in (one, other)
    ]
    if not all(re.fullmatch(r"\d{1,2}:\d{2}", value) for value in values):
        return False
    (hour, minute), (other_hour, other_minute) = (value.split(":") for value in values)
    return minute == other_minute and (int(hour) - int(other_hour)) % 12 == 0


@lru_cache(maxsize=16_384)
def find_quantities(text: str, locale: str) -> tuple[Quantity, ...]:
    """Return the quantities of a text in one language, kind by kind, each kind in its order.

    Each one found is removed from the text, so that the year of a date is not counted again.
    """
    found: list[Quantity] = []

    def take(pattern: re.Pattern[str] | AnyCase, kind: str, text: str) -> str:
        def replace_match(match: re.Match[str]) -> str:
            quantity = _read_quantity(kind, match, locale)
            if quantity is None:
                return match[0]
            found.append(quantity)
            return " ; "

        return pattern.sub(replace_match, text)

    if may_have_date(text, locale):
        for pattern in make_date_patterns(locale):
            text = take(pattern, "date", text)
    if PART_OF_TIME.search(text):
        text = take(SPAN_START, "clock", text)
        text = take(TIME, "time", text)
        text = take(CLOCK, "clock", text)
    words = load_language_data(locale)
    text = write_numbers_in_digits(words.remove("no_numbers", text), locale)
    if not DIGIT.search(text):
        return tuple(found)
    money = MONEY.items() if MONEY_SIGN.search(text) else ()
    for unit, pattern in [*money, *_list_unit_patterns(text, locale)]:
        text = take(pattern, unit, text)
    text = take(_make_section_pattern(locale), "section", text)
    found += [Quantity("", value) for value in _find_plain_numbers(text)]
    return tuple(found)


def _read_quantity(kind: str, match: re.Match[str], locale: str) -> Quantity | None:
    """Return the quantity that a pattern matched; None for an impossible date and for "one"."""
    if kind == "date":
        value = read_date(match, locale)
        return Quantity("date", value) if value else None
    if kind in ("time", "clock"):
        return _read_time(kind, match)
    number = normalize_number(match["number"])
    return Quantity(kind, number) if kind == "section" or number != "1" else None


def _read_time(kind: str, match: re.Match[str]) -> Quantity:
    parts = match.groupdict()
    hour = int(parts["hour"])
    if (parts.get("half") or "").lower() == "p" and hour < 12:
        hour += 12
    return Quantity(kind, f"{hour}:{parts['minute'] or '00'}")


def normalize_number(number: str) -> str:
    """Return a number without marks between thousands: 1,000 and 1.000 and 1 000 are equal."""
    if GROUPED.fullmatch(number):
        return re.sub(r"\D", "", number)
    return re.sub(r"[\u00a0\u202f ]", "", number).replace(",", ".").rstrip(".")


def _find_plain_numbers(text: str) -> Iterator[str]:
    for match in PLAIN_NUMBER.finditer(RANGE.sub(" to ", text)):
        number = normalize_number(re.sub(rf"{ORDINAL_ENDING}$", "", match[0]))
        if number != "1":
            yield number


def write_numbers_in_digits(text: str, locale: str) -> str:
    """Return a text with its numbers in the digits 0 to 9: "thirty days" as "30 days"."""
    words = load_language_data(locale)
    if not words.number_words:
        # ٣ and ३ are 3.
        return DIGIT.sub(lambda found: str(unicodedata.decimal(found[0])), text)
    for spelling, known_spelling in words.spellings.items():
        text = text.replace(spelling, known_spelling)
    digits = str(alpha2digit(text, words.number_words, threshold=0))
    if not DIGIT.search(digits):
        return digits
    for pattern, form in words.halves:
        digits = pattern.sub(form, digits)
    return digits if digits == text else MULTIPLE.sub(_multiply, digits)


def _multiply(found: re.Match[str]) -> str:
    value = float(found["count"].replace(",", ".")) * int(found["size"])
    return f"{value:.0f}"


def list_equal_units(quantity: Quantity) -> list[str]:
    """Return the units that are as long as a period: ``week`` for 7 days."""
    return [
        unit
        for units in (IN_HOURS, IN_MONTHS)
        for unit in units
        if unit != quantity.unit and Quantity(unit, "1").size == quantity.size
    ]


@lru_cache
def make_unit_pattern(locale: str, unit: str) -> AnyCase:
    """Return a pattern for the words of a unit; it never matches in a language without words."""
    words = load_language_data(locale).units.get(unit, "(?!)")
    return AnyCase(rf"\b(?:{words})\b")


@lru_cache
def _make_counted_unit_pattern(locale: str, unit: str) -> re.Pattern[str]:
    """Return a pattern for a number and a unit after it: 30 days, 30 more days, 7 fiscal years."""
    words = load_language_data(locale).units[unit]
    return re.compile(
        rf"(?<![\w.#/-])(?P<number>{DIGITS})(?:[ -]|\u00a0)?(?:{KINDS}|de )?"
        rf"(?:{words})(?!\w)",
        re.IGNORECASE,
    )


def _list_unit_patterns(text: str, locale: str) -> list[tuple[str, re.Pattern[str]]]:
    """Return each unit that may have a number in the text, with its pattern."""
    if not _make_pattern_of_all_units(locale).search(text):
        return []
    return [
        (unit, _make_counted_unit_pattern(locale, unit))
        for unit, words in _make_patterns_of_words(locale).items()
        if words.is_in(text)
    ]


@lru_cache
def _make_patterns_of_words(locale: str) -> dict[str, AnyCase]:
    """Return patterns for the words of each unit: a text has few of them."""
    return {unit: AnyCase(words) for unit, words in load_language_data(locale).units.items()}


@lru_cache
def _make_pattern_of_all_units(locale: str) -> re.Pattern[str]:
    """Return a pattern for what every number with a unit has: a digit and a unit, near together.

    Most texts have none, and one search tells so for all units.
    """
    words = "|".join(load_language_data(locale).units.values()) or "(?!)"
    return re.compile(
        rf"\d(?:[ -]|\u00a0)?(?:{KINDS})?(?:{words})",
        re.IGNORECASE,
    )


def may_have_period(text: str, locale: str) -> bool:
    """Tell whether ``find_quantities`` can find a length of time: it has the words of a unit."""
    return _make_pattern_of_words_of_units(locale).is_in(text)


@lru_cache
def _make_pattern_of_words_of_units(locale: str) -> AnyCase:
    return AnyCase("|".join(load_language_data(locale).units.values()) or "(?!)")


def split_counted_units(text: str, locale: str, unit: str) -> Iterator[tuple[str, float, str, str]]:
    """Yield each number with a unit in a text: the words, the number, what is before and after."""
    for match in _make_counted_unit_pattern(locale, unit).finditer(text):
        number = float(normalize_number(match["number"]))
        yield match[0].strip(), number, text[: match.start()], text[match.end() :]


def remove_counted_units(text: str, locale: str, unit: str) -> str:
    """Return a text with a semicolon in place of each number with a unit."""
    return _make_counted_unit_pattern(locale, unit).sub(" ; ", text)


@lru_cache
def _make_section_pattern(locale: str) -> AnyCase:
    """Return a pattern for a section of a law without its subdivisions: § 7927.105(b)."""
    words = load_language_data(locale).section_words
    return AnyCase(rf"(?<!\w)(?:{words})\s*(?P<number>\d[\w.-]*\w|\d)(?:\([\w]+\))*")
