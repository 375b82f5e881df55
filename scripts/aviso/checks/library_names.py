"""Finds the names of other libraries of the project in the headings and titles of a notice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from aviso.checks.invention_rules import OTHER_LIBRARY
from aviso.content.outline import find_written_headings, get_page_text
from aviso.content.pages import PageSource
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project
from aviso.model.membership import read_heads

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


def collect_names(project: Project) -> LibraryNames:
    """Collect the names of every library from the beginnings of their records."""
    names = LibraryNames()
    for library_id, head in project.make_once(read_heads).items():
        if head.system:
            names.systems[library_id] = head.system
        for name in head.names:
            words = WORD.findall(name)
            if len(words) >= LEAST_WORDS:
                names.owners[name].add(library_id)
                names.by_first_word[words[0]].add(name)
    return names


def headings_name_no_other_library(source: PageSource, library_id: str) -> Iterator[Diagnostic]:
    """The headings of a page name no library of the project but this one and its family."""
    names = source.project.make_once(collect_names)
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
