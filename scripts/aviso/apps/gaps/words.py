"""Reads the words of ``aviso gaps`` in each language, from ``words/<language>.yml``.

To add a language, add such a file, and a letter beside it.
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
        """Return the string of a key with a number; for 1, that of the key with ".one"."""
        return self.say(f"{key}.one" if count == 1 else key, count=count)


def list_languages() -> list[str]:
    """Return the languages that ``aviso gaps`` has words in."""
    return sorted(path.stem for path in FOLDER.glob("*.yml"))


def choose_language(default: str) -> str:
    """Return a project's default language if there are words in it, or the first that has some."""
    known = list_languages()
    return default if default in known else known[0]


@cache
def read_words(locale: str) -> GapWords:
    """Return the words of one of ``list_languages``."""
    text = (FOLDER / f"{locale}.yml").read_text("utf-8")
    return GapWords(locale, yaml.load(text, yaml.CBaseLoader))
