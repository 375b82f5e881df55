"""Finds the names of other libraries of the project in the headings and titles of a notice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from aviso.checks.invention_rules import OTHER_LIBRARY
from aviso.content.outline import find_written_headings, get_page_text
from aviso.content.pages import PageSource
from aviso.core.diagnostics import Diagnostic
from aviso.core.litter import list_files
from aviso.core.project import Project
from aviso.core.trees import walk_texts
from aviso.core.yaml_positions import read_keys

KEYS = ("name", "short_name")
WORD = re.compile(r"\w+")
# A single word, such as "Branch", may mean anything.
LEAST_WORDS = 2


@dataclass
class LibraryNames:
    """The names of all libraries, in every language, and which libraries belong together.

    ``owners`` has the ids of the libraries with a name, and ``by_first_word`` the names that begin
    with a word. ``systems`` has the system of each member.
    """

    owners: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    by_first_word: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    systems: dict[str, str] = field(default_factory=dict)

    def are_related(self, one: str, other: str) -> bool:
        """Tell whether two libraries are the same, or belong to one system."""
        return self.systems.get(one, one) == self.systems.get(other, other)

    def find_others(self, words: str, library_id: str) -> Iterator[str]:
        """Yield the names of unrelated libraries in a heading.

        This library's name may contain another's: Alder Library of Music.
        """
        candidates = {
            name for word in WORD.findall(words) for name in self.by_first_word.get(word, ())
        }
        for name in sorted(candidates, key=lambda name: (-len(name), name)):
            rest = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", words)
            if rest != words:
                words = rest
                if not any(self.are_related(one, library_id) for one in self.owners[name]):
                    yield name


def read_names(project: Project) -> LibraryNames:
    """Read the names of every library, and no more of each record, because there may be many."""
    names = LibraryNames()
    for path in list_files(project.data / "libraries", "*.yml"):
        keys = read_keys(project.read_text(path)[0].encode(), _has_names)
        if isinstance(system := keys.get("system"), str):
            names.systems[path.stem] = system
        for name in {text for key in KEYS for _, text in walk_texts(keys.get(key))}:
            words = WORD.findall(name)
            if len(words) >= LEAST_WORDS:
                names.owners[name].add(path.stem)
                names.by_first_word[words[0]].add(name)
    return names


def _has_names(keys: dict[str, Any]) -> bool:
    """Tell whether the names have been read completely: another key has begun after them."""
    return (
        {*KEYS} <= keys.keys()
        and list(keys)[-1] not in KEYS
        and ("system" in keys or keys.get("kind") in ("library", "system"))
    )


def headings_name_no_other_library(source: PageSource, library_id: str) -> Iterator[Diagnostic]:
    """The headings of a page name no library of the project but this one and its family."""
    names = source.project.make_once(read_names)
    text = get_page_text(source)
    headings = [(source.find_meta_line("title"), source.meta.get("title", ""))]
    headings += [
        (source.first_line + text.text.count("\n", 0, position), words)
        for position, _, words in find_written_headings(text)
    ]
    for line, words in headings:
        for name in names.find_others(words, library_id):
            yield OTHER_LIBRARY.at(
                source.file,
                line,
                f'a heading or title names another library of the project ("{name}")',
                "Write {{ library.name }}, or the name of this library.",
            )
