"""The values of a member's record that can be filled into a template, and what stands for them.

A template is a site that was made from a record with stand-ins in the place of the member's own
values, and that is cut where these stand. So a stand-in must be found wherever it went. It has each
sign that the values of its kind may have: what rewrites one of them in a way of its own (a slug, a
list of words, another case) takes the stand-in apart, and its remains show that the site cannot be
cut. The usual ways are forms of the value: as HTML, as Markdown. A value with another sign is not
filled in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from markupsafe import escape

from aviso.content.placeholders import escape_markdown
from aviso.core.project import Project
from aviso.core.telephones import format_telephone, make_telephone_link, read_telephone
from aviso.i18n.catalog import load_catalog

# What remains of a stand-in that was rewritten, whatever became of its letters.
NUMBER = re.compile(r"9\D{0,2}8\D{0,2}9\D{0,3}555\D?01\d\d")
PARTS = ("qxjz", "zjxq", "2987", "0a0b")
# More than may stand between the parts of a number.
APART = "\0\0\0\0"
MOST_VALUES = 100
# A longer text may make a page too long.
LONGEST = {"words": 100, "sentences": 2_000}
DAYS_OF_A_MONTH = 28
LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Names end with a letter, and their signs are those of names. Of each letter, the capital and the
# small one are one letter.
LETTER = "A-Za-z0-9À-ÖØ-Þà-öø-ÿ"
WORDS = re.compile(rf"[{LETTER}](?:[{LETTER},.;'’&()–-]|:(?![a-z])| (?! ))*(?<=[{LETTER}])")
SENTENCES = re.compile(rf"[{LETTER}¿¡](?:[{LETTER},.:;'’&()–!?¿¡“”«»\"%$/+-]| (?! ))*(?<! )")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
HOST = re.compile(r"(?!xn--|www\.)[a-z0-9]+(?:[.-](?!xn--)[a-z0-9]+)*\.[a-z]{2,}")
EMAIL = re.compile(rf"[a-z0-9]+(?:[._-][a-z0-9]+)*@{HOST.pattern}")
COLOR = re.compile(r"#[0-9a-f]{6}")
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def find_remains(texts: Iterable[str]) -> str:
    """Return what remains of a stand-in in one of these texts; "" if there is nothing."""
    text = APART.join(texts)
    small = text.lower()
    number = NUMBER.search(text)
    return next((part for part in PARTS if part in small), number[0] if number else "")


class Kind(NamedTuple):
    """A kind of values: its name, those that can be filled in, and what stands for the n-th."""

    name: str
    fits: re.Pattern[str]
    stand_in: Callable[[int, str], str]


def _write_number(number: int) -> str:
    """Return two letters for a number, so that no stand-in is a part of another."""
    first, second = divmod(number, len(LETTERS))
    return LETTERS[first] + LETTERS[second]


def _stand_for_words(number: int, value: str) -> str:
    letters = _write_number(number)
    return f"Qxjz{letters}é, A.' (b’–c): & Zjxq-{letters}; 7{letters}"


def _stand_for_sentences(number: int, value: str) -> str:
    letters = _write_number(number)
    start = f"¿Qxjz{letters}é, ¡1/2! «a» “b’c” \"d\" 'e' (f-g) h–i; $5 + 3% & 7?"
    return f"{start} Zjxq: {letters}. Q{letters}{_get_last_sign(value)}"


def _get_last_sign(value: str) -> str:
    return "" if value[-1].isalnum() else value[-1]


def _stand_for_telephone(number: int, value: str) -> str:
    return f"989-555-01{number:02d}"


def _stand_for_day(number: int, value: str) -> str:
    month, day = divmod(number, DAYS_OF_A_MONTH)
    return f"2987-{month + 1:02d}-{day + 1:02d}"


WORDS_KIND = Kind("words", WORDS, _stand_for_words)
SENTENCES_KIND = Kind("sentences", SENTENCES, _stand_for_sentences)
SLUG_KIND = Kind("slug", SLUG, lambda number, value: f"qxjz-{_write_number(number)}-zjxq")
HOST_KIND = Kind("host", HOST, lambda number, value: f"qxjz-{_write_number(number)}.example.org")
EMAIL_KIND = Kind(
    "email",
    EMAIL,
    lambda number, value: (
        f"qxjz.a_b-{_write_number(number)}@zjxq-{_write_number(number)}.example.org"
    ),
)
COLOR_KIND = Kind("color", COLOR, lambda number, value: f"#0a0b{number:02x}")
TELEPHONE_KIND = Kind("telephone", re.compile(r"[\d ().+-]+"), _stand_for_telephone)
DAY_KIND = Kind("day", DAY, _stand_for_day)


def list_forms(kind: str, value: str, project: Project) -> list[str]:
    """Return each way in which a site writes a value; equally many for all values of a kind."""
    if kind == TELEPHONE_KIND.name:
        country = project.locales.country
        number = read_telephone(value, country)
        return [make_telephone_link(number), format_telephone(number, country)]
    if kind == DAY_KIND.name:
        day = date.fromisoformat(value)
        locales = project.locales.locales
        return [*(load_catalog(project, locale).format_day(day) for locale in locales), value]
    if kind == SENTENCES_KIND.name:
        return [value, str(escape(value))]
    if kind == WORDS_KIND.name:
        return [value, str(escape(value)), escape_markdown(value)]
    return [value]


def describe_value(kind: str, value: str, project: Project) -> str:
    """Return what a site may decide by a value, so that it is a part of the member's shape."""
    if kind == SENTENCES_KIND.name:
        # Sentences that end without a sign are told apart from what follows by a dash.
        return _get_last_sign(value)
    if kind == TELEPHONE_KIND.name:
        link, text = list_forms(kind, value, project)
        # A link that shows its own address is marked; a number of another country begins with +.
        return f"{link.endswith(text)} {text[:1]}"
    return ""
