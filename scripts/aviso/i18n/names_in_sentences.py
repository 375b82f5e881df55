"""Puts the name of a library into a sentence, with its article if the record gives it.

A preposition and an article are contracted where the language does so: "de" and "el Sistema de
Bibliotecas" become "del Sistema de Bibliotecas".
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import yaml

from aviso.i18n.catalog import Catalog
from aviso.model.library import Library

CONTRACTIONS = Path(__file__).parent / "contractions.yml"


def write_of_library(words: Catalog, library: Library) -> str:
    """Write that something is of a library: "of the New York Public Library".

    Without the article, the catalog's words are used: "de la biblioteca (…)".
    """
    if library.name_in_sentence is None:
        return words.get_string("library.of", library=words.get_text(library.name))
    name = words.get_text(library.name_in_sentence)
    return contract(words.locale, words.get_string("library.of_named", library=name), name)


def write_library(words: Catalog, library: Library) -> str:
    """Write the name of a library within a sentence: with its article if it is known."""
    return words.get_text(library.name_in_sentence or library.name)


def contract(locale: str, sentence: str, name: str) -> str:
    """Return a sentence in which a preposition is contracted with the article of a name."""
    for separate, together in _load_contractions().get(locale.partition("-")[0], {}).items():
        preposition, _, article = separate.partition(" ")
        rest = name.removeprefix(f"{article} ")
        if rest != name:
            sentence = sentence.replace(f"{preposition} {name}", f"{together} {rest}")
    return sentence


@lru_cache
def _load_contractions() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = yaml.load(CONTRACTIONS.read_text("utf-8"), yaml.CSafeLoader)
    return found
