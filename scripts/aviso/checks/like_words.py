"""Finds the ids whose words a person meant: "police" is law-enforcement, as its label says.

Slips of the fingers are for ``core.suggestions``. What is found here is asked, never said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from aviso.core.project import LAWS_FILE, LAWS_FOLDER, VENDORS_FOLDER, Project, name_terms_file
from aviso.model.repository import VOCABULARIES

# The first letters by which words are the same: program and programs, film and filming.
STEM = 5
MOST = 4
WORD = re.compile(r"[^\W_]{3,}")
# Words that tell nothing about what is meant.
EMPTY = frozenset({"the", "and", "for", "los", "las", "del", "con", "por", "your", "data", "use"})
VENDORS, LAWS = "vendors", "laws"
LISTS = (*VOCABULARIES, VENDORS, LAWS)
# The key under which a record has its name.
NAMES = {VENDORS: "name", LAWS: "citation"}


def find_stems(text: str) -> set[str]:
    """Return the beginnings of the words of a text."""
    return {one[:STEM] for one in WORD.findall(text.lower()) if one not in EMPTY}


def ask_for_like(project: Project, register: str, identifier: str) -> str:
    """Return a question with the ids that have the words of an unknown one, or ""."""
    found = find_entries(project, register, identifier) if find_stems(identifier) else []
    # The fewer words an entry has beside those sought, the likelier it is meant.
    found.sort(key=lambda one: len(find_stems(" ".join((one[0], *one[1][:1])))))
    named = (f"{name} ({texts[0]})" if texts else name for name, texts in found[:MOST])
    return f"Is it one of these: {', '.join(named)}? " if found else ""


def find_entries(project: Project, register: str, words: str) -> list[tuple[str, list[str]]]:
    """Return the ids of one of LISTS, each with its texts, that have all of the words."""
    sought = find_stems(words)
    return [
        (name, texts)
        for name, texts in sorted(_read_entries(project, register))
        if sought <= find_stems(" ".join((name, *texts)))
    ]


def _read_entries(project: Project, register: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each id of a list with the texts that stand for it, the project's own first."""
    seen: set[str] = set()
    if register in VOCABULARIES or register == LAWS:
        file = LAWS_FILE if register == LAWS else name_terms_file(register)
        for path in project.list_layers(file):
            found = _read(project, path) if path.is_file() else {}
            for name, entry in found.items():
                if name not in seen:
                    seen.add(name)
                    yield name, _list_texts(entry, NAMES.get(register, "label"))
    folder = {VENDORS: VENDORS_FOLDER, LAWS: LAWS_FOLDER}.get(register)
    for layer in project.list_layers(folder) if folder else ():
        for path in sorted(layer.glob("*.yml")):
            if path.stem not in seen:
                seen.add(path.stem)
                yield path.stem, _list_texts(_read(project, path), NAMES[register])


def _read(project: Project, path: Path) -> dict[str, object]:
    try:
        value = yaml.load(project.read_text(path)[0], yaml.CSafeLoader)
    except yaml.YAMLError:
        return {}
    return value if isinstance(value, dict) else {}


def _list_texts(entry: object, key: str) -> list[str]:
    text = entry.get(key) if isinstance(entry, dict) else None
    if isinstance(text, dict):
        return [str(one) for one in text.values()]
    return [str(text)] if text else []
