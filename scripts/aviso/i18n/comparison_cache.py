"""Keeps the results of comparisons from one check to the next, so that only new pairs are compared.

A comparison takes a hundred times as long as a look-up. Its result depends on both texts, their
languages, the names in them, and the code and its words. The texts, languages and names are the key
of a result; code and words are the purpose of the cache file. A file is used only if its digest and
its form are right.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import aviso
from aviso.core.cache_files import read_cache_file, write_cache_file
from aviso.core.project import Project
from aviso.i18n.comparison import compare_used_names, find_used_names
from aviso.i18n.difference_rules import KINDS
from aviso.i18n.differences import ComparedText, LanguageDifference
from aviso.i18n.known_names import KnownNames

# The rooms and packages whose code decides what a comparison finds.
ROOMS = ("core", "content", "model", "i18n")
PACKAGES = ("babel", "phonenumberslite", "text2num", "pyyaml")
# A difference as JSON has it: its kind, its message, and a sentence of each language.
Row = list[str]


class ComparisonCache:
    """The compared pairs of the texts of one owner: a library, or what all libraries share."""

    def __init__(self, project: Project, owner: str) -> None:
        self._project = project
        self._path = project.cache / "compared" / f"{owner}.json"
        self._purpose = f"compared {_digest_code()}"
        self._known = self._load() if project.reads_cache else {}
        self._used: dict[str, list[Row]] = {}
        # Half of the texts of many libraries stand in another one's records or pages as well.
        self._compared = project.make_once(_begin)

    def compare(
        self, one: ComparedText, other: ComparedText, names: KnownNames
    ) -> list[LanguageDifference]:
        """Return the result of ``compare_texts``, from the cache if possible."""
        used = find_used_names(one, other, names)
        key = _make_key(one, other, used)
        rows = self._known.get(key, self._compared.get(key))
        if rows is None:
            found = compare_used_names(one, other, used)
            rows = [[each.kind, each.message, *each.sentences] for each in found]
        self._used[key] = self._compared[key] = rows
        return [LanguageDifference(kind, message, (a, b)) for kind, message, a, b in rows]

    def save(self) -> None:
        """Save the pairs that were compared or looked up, and drop all others."""
        if self._used.keys() != self._known.keys():
            content = json.dumps(self._used, ensure_ascii=False).encode("utf-8", "surrogatepass")
            write_cache_file(self._project.root, self._path, content, self._purpose)

    def _load(self) -> dict[str, list[Row]]:
        content = read_cache_file(self._path, self._purpose)
        if content is None:
            return {}
        try:
            value = json.loads(content)
        except ValueError:
            return {}
        return value if _has_the_form(value) else {}


def _begin(_project: Project) -> dict[str, list[Row]]:
    """Begin the pairs that this process has compared, for whichever owner."""
    return {}


def _has_the_form(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(rows, list) and all(_is_row(row) for row in rows) for rows in value.values()
    )


def _is_row(row: Any) -> bool:
    return (
        isinstance(row, list)
        and len(row) == 4
        and all(isinstance(part, str) for part in row)
        and row[0] in KINDS
    )


def _make_key(one: ComparedText, other: ComparedText, names: Sequence[tuple[str, str]]) -> str:
    whole = repr((one.locale, one.text, other.locale, other.text, names))
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:32]


@lru_cache(maxsize=1)
def _digest_code() -> str:
    """Return a digest of the code and the words that comparisons use."""
    packages = [sys.version, *(version(name) for name in PACKAGES)]
    found = hashlib.sha256(repr(packages).encode())
    for room in ROOMS:
        folder = Path(aviso.__path__[0]) / room
        for path in sorted((*folder.glob("*.py"), *folder.glob("words/*"))):
            content = path.read_bytes()
            found.update(f"{room}/{path.name} {len(content)}\n".encode() + content)
    return found.hexdigest()
