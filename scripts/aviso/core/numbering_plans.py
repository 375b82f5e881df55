"""Reads and writes telephone numbers of any country, for the module ``telephones``.

The library phonenumbers knows which numbers exist (ITU-T E.164).
"""

from __future__ import annotations

import re
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumberFormat, ValidationResult, shortnumberinfo

# About the number of telephone numbers that a hundred libraries have.
CACHE_SIZE = 2048
SHORT = re.compile(r"\d{3,6}")
# 3-1-1, as it is said.
SPACED_SHORT = re.compile(r"\d(?:[-. ]\d){2}")
# The library drops words before a number, such as TTY or Fax.
WORDS_BEFORE = re.compile(r"\W*(?!tel:)[^\W\d_]{2,}[\W_](?=[^\n]*\d)", re.IGNORECASE)
BEGINNING = re.compile(r"[\d+(]")
# The prefix of most countries for calls to others.
PREFIX = re.compile(r"^\s*00\s*(?=[1-9])")
# Until 2019, mobile numbers of Mexico had a 1 behind the code of the country.
MEXICAN_MOBILE = re.compile(r"^\s*\+\s*52\W*1(?=\W*(?:\d\W*){10}$)")
NORTH_AMERICA = 1
# Area codes and exchanges of North America begin with 2 to 9 (North American Numbering Plan).
NORTH_AMERICAN = re.compile(r"[2-9]\d{2}[2-9]\d{6}")
# Numbers that nobody has, by country; 555-0100 to 555-0199 are kept free for examples.
EXAMPLES = {"US": "707-555-0123"}


@lru_cache(maxsize=CACHE_SIZE)
def read_number(value: str, country: str) -> str:
    """Return a number as ``telephones.read_telephone`` does. Raises ValueError."""
    if SPACED_SHORT.fullmatch(value.strip()):
        value = re.sub("[-. ]", "", value)
    if _is_short(value, country):
        return value.strip()
    if WORDS_BEFORE.match(value) and _ends_in_number(value, country):
        raise ValueError(
            f"has words before the number, which would be lost; {_advise(country)}, and put the "
            "words into the name of the contact"
        )
    try:
        number = phonenumbers.parse(_add_plus(value), country)
    except phonenumbers.NumberParseException:
        raise ValueError(f"is not a telephone number; {_advise(country)}") from None
    result = phonenumbers.is_possible_number_with_reason(number)
    if result == ValidationResult.IS_POSSIBLE_LOCAL_ONLY and not number.italian_leading_zero:
        raise ValueError(
            "has no area code, so it cannot be dialed from elsewhere; write all of it, like "
            f"{_find_example(country)}"
        )
    if result != ValidationResult.IS_POSSIBLE:
        raise ValueError(f"is not a telephone number; {_advise(country)}")
    national = str(number.national_number)
    if number.country_code == NORTH_AMERICA and not NORTH_AMERICAN.fullmatch(national):
        raise ValueError(
            "cannot be a number in North America, where the area code and the three digits after "
            f"it begin with 2 to 9; {_advise(country)}, and a number of another country with + "
            "and its code"
        )
    return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)


def _ends_in_number(value: str, country: str) -> bool:
    """Tell whether what follows the words of a text is a number."""
    begin = BEGINNING.search(value)
    try:
        return begin is not None and bool(read_number(value[begin.start() :], country))
    except ValueError:
        return False


@lru_cache(maxsize=CACHE_SIZE)
def make_link(number: str) -> str:
    """Return the ``tel:`` address of a number that ``read_number`` returned."""
    if not number.startswith("+"):
        return f"tel:{number}"
    return phonenumbers.format_number(phonenumbers.parse(number, None), PhoneNumberFormat.RFC3966)


@lru_cache(maxsize=CACHE_SIZE)
def format_number(number: str, country: str) -> str:
    """Write a number that ``read_number`` returned as people in ``country`` dial it."""
    if not number.startswith("+"):
        return number
    parsed = phonenumbers.parse(number, None)
    is_domestic = parsed.country_code == phonenumbers.country_code_for_region(country)
    return phonenumbers.format_number(
        parsed, PhoneNumberFormat.NATIONAL if is_domestic else PhoneNumberFormat.INTERNATIONAL
    )


def is_country(code: str) -> bool:
    """Tell whether there are telephone numbers of the country with this code of ISO 3166."""
    return code in phonenumbers.SUPPORTED_REGIONS


def _advise(country: str) -> str:
    return f"write it like {_find_example(country)}"


def _find_example(country: str) -> str:
    """Return a number as people in a country write it."""
    number = phonenumbers.example_number(country)
    if country in EXAMPLES or number is None:
        return EXAMPLES.get(country, "+1 707-555-0123")
    return phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)


def _add_plus(value: str) -> str:
    """Return a number of another country with + and its code, as it is dialed today."""
    return MEXICAN_MOBILE.sub("+52 ", PREFIX.sub("+", value))


def _is_short(value: str, country: str) -> bool:
    """Tell whether it is a short number that a person can call: 311, 911, 988."""
    if not SHORT.fullmatch(value.strip()):
        return False
    number = phonenumbers.parse(value, country)
    return shortnumberinfo.is_valid_short_number_for_region(
        number, country
    ) and not shortnumberinfo.is_sms_service_for_region(number, country)
