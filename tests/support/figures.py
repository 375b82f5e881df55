"""Numbers, addresses and telephone numbers in a text, however a language writes them."""

from __future__ import annotations

import re
from collections import Counter

from tests.support.built_sites import dates_in, without_dates

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
ADDRESS = re.compile(
    r"https?://[^\s<>“”]*[^\s<>“”.,;)]|\b(?:www\.)?[a-z-]+\.(?:org|com|gov|us)\b(?:/\S*)?"
)
NUMBER_WORDS = {
    "en": [
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ],
    "es": [
        "dos",
        "tres",
        "cuatro",
        "cinco",
        "seis",
        "siete",
        "ocho",
        "nueve",
        "diez",
        "once",
        "doce",
    ],
}


def figures_in(text: str, locale: str) -> Counter[str]:
    """The dates, email and web addresses and numbers of a text; numbers in words become digits."""
    found = dates_in(text, locale)
    text = without_dates(text, locale)
    for pattern in (EMAIL, ADDRESS):
        found += pattern.findall(text)
        text = pattern.sub(" ", text)
    found += re.findall(r"\d+", text)
    words = NUMBER_WORDS[locale]
    return Counter(found) + Counter(
        str(words.index(word) + 2) for word in re.findall(r"\w+", text.casefold()) if word in words
    )
