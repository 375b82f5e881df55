"""What invented libraries are composed from: sentence pairs with slots, in every language."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from tests.support.paths import ROOT

LOCALES = ("en", "es")
WORDS = 110
LONG = 600
ACRONYM = "GL"
Pair = dict[str, str]


@lru_cache
def stock() -> dict[str, Any]:
    """What libraries are composed from (stock.yml)."""
    return yaml.load((Path(__file__).parent / "stock.yml").read_text("utf-8"), yaml.CSafeLoader)


@lru_cache
def known_laws() -> tuple[str, ...]:
    """The laws of this project's register, but for those of one library alone."""
    laws = yaml.load((ROOT / "data" / "laws.yml").read_text("utf-8"), yaml.CBaseLoader)
    return tuple(sorted(name for name in laws if not name.startswith("sonoma")))


def pair(texts: list[str]) -> Pair:
    """Name the languages of two texts."""
    return dict(zip(LOCALES, texts, strict=True))


def slug(name: str) -> str:
    """A name as an id: lowercase letters without accents, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


class Voice:
    """Composes sentences in both languages; the same seed says the same."""

    def __init__(self, seed: str) -> None:
        self.random = Random(seed)

    def chosen(self, name: str, count: int) -> list[Any]:
        """Some entries of a list of the stock, none twice."""
        return self.random.sample(stock()[name], count)

    def sentence(self, template: list[str]) -> Pair:
        """A sentence pair with its slots filled alike in both languages."""
        fills = {slot: self.random.choice(values) for slot, values in stock()["slots"].items()}
        texts = [
            text.format_map({slot: value[index] for slot, value in fills.items()})
            for index, text in enumerate(template)
        ]
        return pair([text[:1].upper() + text[1:] for text in texts])

    def sentences(self, count: int) -> list[Pair]:
        """Some sentence pairs, no template twice."""
        return [self.sentence(template) for template in self.chosen("sentences", count)]

    def text(self, count: int = 1) -> Pair:
        """A text of so many sentences."""
        found = self.sentences(count)
        return {locale: " ".join(sentence[locale] for sentence in found) for locale in LOCALES}

    def day(self) -> str:
        """A day of the last years."""
        year, month = self.random.randint(2016, 2025), self.random.randint(1, 12)
        return f"{year}-{month:02d}-{self.random.randint(1, 28):02d}"
