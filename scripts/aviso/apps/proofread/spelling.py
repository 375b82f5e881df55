"""Checks the spelling of all texts, which takes too long for ``aviso check``, and readability."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from aviso.apps.proofread.readability import PROOFREAD, find_hard_pages
from aviso.content.pages import FRONT
from aviso.core.conflict_marks import find_unfinished_merges
from aviso.core.diagnostics import Diagnostic
from aviso.core.package import is_package_file
from aviso.core.project import Project
from aviso.core.rules import Rule
from aviso.i18n.language_data import load_language_data
from aviso.i18n.memory import SHARED_OWNER
from aviso.i18n.project_units import list_all_units
from aviso.i18n.text_patterns import EMAIL, LINK, PLACEHOLDER, WORD
from aviso.i18n.units import TranslationUnit
from aviso.model.records import Records

OWN_WORDS = "data/terms/words.txt"
# Where they come from and under which license: THIRD-PARTY-NOTICES.md.
DICTIONARIES = Path(__file__).with_name("dictionaries")
MISSPELT = Rule(
    "wording/misspelt",
    "A word is not in the dictionary of its language",
    why="Screen readers and translation programs stumble over misspelled words, searches do not "
    "find them, and readers trust a careless text less.",
    cure="Correct the word. If it is right, such as a name or one of the library's own words, add "
    "it to data/terms/words.txt.",
    severity="warning",
    found_by=PROOFREAD,
)
# A word that a dictionary may have, not a part of an address or a file name.
SPELLED_WORD = re.compile(r"(?<![\w@./’'-])[^\W\d_]+(?:[-’'][^\W\d_]+)*(?![\w@])")
IN_ANOTHER_LANGUAGE = re.compile(r"[*_]+[^*\n]+[*_]+\{:[^{}\n]*\}|`[^`\n]*`|“[^”\n]*”")
NOT_PROSE = re.compile(r"\]\([^()\n]*\)|<?https?://\S+|\{[^{}\n]*\}|\bwww\.\S+")


class NotInstalled(Exception):
    """The spell checker is not installed; the text says how to install it."""


def proofread(records: Records, owners: Collection[str] | None = None) -> list[Diagnostic]:
    """Return misspelled words, and pages that are too hard to read, of these owners or of all.

    Raises NotInstalled without the extra ``proofread``.
    """
    found = list_all_units(records)
    chosen = (
        found if owners is None else [owner for owner in found if owner in {*owners, SHARED_OWNER}]
    )
    known = read_own_words(records.project) | collect_names(records)
    problems = find_faults_of_own_words(records.project)
    problems += [
        problem
        for owner in chosen
        for unit in found[owner]
        for problem in find_misspellings(unit, known)
    ]
    sites = [
        owner
        for owner in (*found, FRONT)
        if owner != SHARED_OWNER and (owners is None or owner in owners)
    ]
    return problems + list(find_hard_pages(records.project, sites))


def find_faults_of_own_words(project: Project) -> list[Diagnostic]:
    """Return why the project's own list of words cannot be used as it is."""
    path = project.root / OWN_WORDS
    if not path.exists():
        return []
    text, problems = project.read_text(path)
    return [*problems, *find_unfinished_merges(text, OWN_WORDS)]


def read_own_words(project: Project) -> set[str]:
    """Return the project's and Aviso's own words, which no dictionary has."""
    lines = [
        line
        for path in project.list_layers(OWN_WORDS)
        if path.exists()
        for line in project.read_text(path)[0].splitlines()
    ]
    return {line.strip().lower() for line in lines if line.strip() and not line.startswith("#")}


def collect_names(records: Records) -> set[str]:
    """Return the words of all names in the data: companies, libraries, places and laws."""
    texts = [
        str(getattr(record, key))
        for record in (*records.vendors.values(), *records.laws.values())
        for key in ("name", "parent_company", "citation")
        if getattr(record, key, None)
    ]
    texts += [str(library.name) for library in records.libraries.values()]
    return {word.lower() for text in texts for word in WORD.findall(text)}


def find_misspellings(unit: TranslationUnit, known: set[str]) -> Iterator[Diagnostic]:
    """Yield a warning for each word that the dictionary of its language does not have."""
    for locale, text in unit.texts.items():
        name = load_language_data(locale).dictionary
        # Texts that come with Aviso were proofread there.
        if not name or is_package_file(text.file):
            continue
        prose = PLACEHOLDER.sub(_blank, text.text)
        for pattern in (IN_ANOTHER_LANGUAGE, EMAIL, LINK, NOT_PROSE):
            prose = pattern.sub(_blank, prose)
        for found in SPELLED_WORD.finditer(prose):
            word = found[0].replace("’", "'")
            if not is_known(word, name, known):
                yield MISSPELT.at(
                    text.file,
                    text.find_line(found.start()),
                    f'"{found[0]}" is not in the dictionary',
                    f"Correct it, or add it to {OWN_WORDS}.",
                )


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def is_known(word: str, dictionary_name: str, known: set[str]) -> bool:
    """Tell whether the dictionary or the project has a word; short words in capitals count."""
    plain = word.lower().removesuffix("'s")
    if (
        plain in known
        or plain.rstrip("s") in known
        or len(word) == 1
        or (word.isupper() and len(word) <= 5)
    ):
        return True
    return (
        _is_in_dictionary(word, dictionary_name)
        or all(_is_in_dictionary(part, dictionary_name) for part in word.split("-"))
        or _is_in_dictionary(plain, dictionary_name)
    )


@lru_cache(maxsize=50_000)
def _is_in_dictionary(word: str, name: str) -> bool:
    return bool(_load_dictionary(name).lookup(word))


@lru_cache
def _load_dictionary(name: str) -> Any:
    try:
        from spylls.hunspell import Dictionary
    except ModuleNotFoundError as error:
        if error.name not in ("spylls", "spylls.hunspell"):
            raise
        command = "pip install 'aviso-notices[proofread]'"
        raise NotInstalled(f"The spell checker is not installed. Type: {command}") from None
    return Dictionary.from_files(str(DICTIONARIES / name))
