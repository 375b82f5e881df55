"""Reads the words of searches: groups of synonyms, and the results to show first for each.

``overrides/search/first.yml`` names the groups and the sections that come first, for all languages;
``overrides/search/<locale>.yml`` has the words of each group. A language without such a file has no
groups. The project's files replace those of the package, group by group.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any, NamedTuple

from aviso.core.project import Project
from aviso.core.yaml_positions import parse_yaml

FOLDER = "overrides/search"
FIRST_FILE = f"{FOLDER}/first.yml"


class SearchGroup(NamedTuple):
    """Synonyms, and the pages or sections (``choices.md#reach``) that are shown first."""

    name: str
    words: tuple[str, ...]
    first: tuple[str, ...]


def locate_search_words(locale: str) -> str:
    """Return the name of the file with the groups of one language, relative to a project."""
    return f"{FOLDER}/{locale}.yml"


def load_search_groups(project: Project, locale: str) -> tuple[SearchGroup, ...]:
    """Return the groups of a language, in the order of ``first.yml``; read once for the project.

    Faulty parts of the files are left out; ``checks.search_words`` reports them.
    """
    return project.make_once(_read_groups, locale)


def load_search_places(project: Project) -> dict[str, tuple[str, ...]]:
    """Return the results to show first for each group; read once for the project."""
    return project.make_once(_read_lists, FIRST_FILE)


def _read_groups(project: Project, locale: str) -> tuple[SearchGroup, ...]:
    words = project.make_once(_read_lists, locate_search_words(locale))
    return tuple(
        SearchGroup(group, words[group], first)
        for group, first in load_search_places(project).items()
        if words.get(group)
    )


def _read_lists(project: Project, file: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    # The project's layer is listed first, so it is added last and wins.
    for path in reversed(project.list_layers(file)):
        if path.exists():
            found.update(read_search_lists(project, path))
    return found


def read_search_lists(project: Project, path: Path) -> dict[str, tuple[str, ...]]:
    """Return the lists of one file by group, without what is faulty in it."""
    marked, _ = parse_yaml(project.read_text(path)[0], path.name)
    return _keep_sound(marked.value if marked else None)


def _keep_sound(value: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        return {}
    return {
        group: tuple(one for one in entries if isinstance(one, str) and one)
        for group, entries in value.items()
        if isinstance(entries, list)
    }


def fold_words(text: str) -> str:
    """Return the words of a text as the search compares them: no accents, capitals or hyphens."""
    letters = "".join(
        one
        for one in unicodedata.normalize("NFD", text).lower()
        if not unicodedata.category(one).startswith("M")
    )
    return " ".join("".join(one if one.isalnum() else " " for one in letters).split())
