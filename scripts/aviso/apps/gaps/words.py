"""Reads the words of each language in which gaps are told.

They are in ``words/<language>.yml``; a language is added by such a file, and by a letter beside it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "words"


class GapWords:
    """The words of one language; ``questions`` has those of each question by its key."""

    def __init__(self, locale: str, found: dict[str, Any]) -> None:
        self.locale = locale
        self.questions: dict[str, str] = found["questions"]
        self._strings = found

    def say(self, key: str, **values: object) -> str:
        """Return the string of a key with its placeholders filled."""
        text: str = self._strings[key]
        return text.format(**values)

    def count(self, key: str, count: int) -> str:
        """Return a string with a number; that of the key and ".one" for 1."""
        return self.say(f"{key}.one" if count == 1 else key, count=count)


def list_languages() -> list[str]:
    """Return the languages that gaps are told in."""
    return sorted(path.stem for path in FOLDER.glob("*.yml"))


def choose_language(default: str) -> str:
    """Return the default language of a project, or the first one that there are words in."""
    known = list_languages()
    return default if default in known else known[0]


@cache
def read_words(locale: str) -> GapWords:
    """Return the words of one of ``list_languages``."""
    text = (FOLDER / f"{locale}.yml").read_text("utf-8")
    return GapWords(locale, yaml.load(text, yaml.CBaseLoader))
