"""Rules over the words in which people search: groups of equal words, and what comes first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

from aviso.content.pages import EVERY_LIBRARY
from aviso.core.diagnostics import Diagnostic
from aviso.core.litter import list_files, list_names
from aviso.core.project import Project
from aviso.core.rules import Fault, Rule
from aviso.core.suggestions import suggest
from aviso.core.yaml_positions import PositionedValue, parse_yaml
from aviso.i18n.search_synonyms import (
    FIRST_FILE,
    fold_words,
    load_search_groups,
    load_search_places,
    locate_search_words,
)

PLACE = re.compile(r"([\w-]+)\.md(?:#[\w-]+)?")

GROUP_FORM = Rule(
    "config/search-form",
    "A search file contains no groups",
    why="The search reads groups, each with a list. What has another form is left out, and people "
    "who use those words are not led to the answer.",
    cure="Write each group in a line like those of Aviso's own files in overrides/search/: a name, "
    "a colon, and the list in brackets.",
    example="cameras: [camera, cctv, footage]",
)
UNKNOWN_GROUP = Rule(
    "config/search-group",
    "The words of a search group belong to a group that does not exist",
    why="What comes first for each group is said in overrides/search/first.yml. For a group that "
    "is not there, the words do nothing.",
    cure="Correct the name, or add the group to overrides/search/first.yml of the project.",
)
UNKNOWN_PLACE = Rule(
    "config/search-place",
    "A first search result is not a page",
    why="A place that no site has is passed over, and people find the answer farther down or not "
    "at all.",
    cure="Write the page as links write it, with the id of a heading where it matters.",
    example="cameras: [collect.md#cameras]",
)
WORD_TWICE = Rule(
    "config/search-word-twice",
    "A word stands in two groups of the search",
    why="A word can lead to one group only: the one that overrides/search/first.yml names first. "
    "In the other, it does nothing.",
    cure="Delete the word from the group that it fits less well, or make it longer: two words "
    "beside each other go before one of them.",
    severity="warning",
)


def search_words_are_sound(project: Project, locales: Iterable[str]) -> Iterator[Diagnostic]:
    """The search's groups can be read, name pages that exist, and share no word."""
    yield from search_places_exist(project)
    yield from search_words_stand_once(project, locales)


def check_places(
    project: Project, find_fault: Callable[[str, str], Fault | None]
) -> Iterator[Diagnostic]:
    """Yield what ``find_fault`` says of each place in the project's own first.yml, with its line.

    What is wrong with the form of the file comes, too.
    """
    yield from _check_lists(project, FIRST_FILE, find_fault)


def list_page_names(project: Project) -> frozenset[str]:
    """Return the names of all pages: those that every library has, and those of single ones."""
    return project.make_once(_list_shared_pages) | project.make_once(_list_own_pages)


def search_words_stand_once(project: Project, locales: Iterable[str]) -> Iterator[Diagnostic]:
    """The words of the search's groups can be read, and no word stands in two groups."""
    for locale in locales:
        yield from _check_words(project, locale)


def search_places_exist(project: Project) -> Iterator[Diagnostic]:
    """What the search shows first names pages that exist."""

    def find_fault(_: str, place: str) -> Fault | None:
        written = PLACE.fullmatch(place)
        if not written:
            message = f'"{place}" is not written as links write a place'
            return UNKNOWN_PLACE.make_fault(message, "Write it like choices.md#reach.")
        pages = project.make_once(_list_shared_pages)
        if written[1] in pages:
            return None
        pages = list_page_names(project)
        if written[1] in pages:
            return None
        # A page that the project does without is passed over, like an id that a library has not.
        hint = suggest(written[1], pages)
        message = f'there is no page "{written[1]}.md"'
        return UNKNOWN_PLACE.make_fault(message, hint) if hint else None

    yield from check_places(project, find_fault)


def _list_shared_pages(project: Project) -> frozenset[str]:
    """Return the names of the pages that every library has."""
    layers = project.list_layers(f"docs/{EVERY_LIBRARY}")
    return frozenset(path.stem for layer in layers for path in list_files(layer, "*/*.md"))


def _list_own_pages(project: Project) -> frozenset[str]:
    """Return the names of the pages that libraries have of their own."""
    # There are thousands of folders, and texts are joined much faster than paths.
    docs = str(project.docs)
    return frozenset(
        page.removesuffix(".md")
        for library in list_names(docs)
        for locale in list_names(f"{docs}/{library}")
        for page in list_names(f"{docs}/{library}/{locale}")
        if page.endswith(".md")
    )


def _check_words(project: Project, locale: str) -> Iterator[Diagnostic]:
    groups = load_search_places(project)
    owners: dict[str, str] = {}
    for group in load_search_groups(project, locale):
        for word in group.words:
            owners.setdefault(fold_words(word), group.name)
    told: set[str] = set()

    def find_fault(group: str, word: str) -> Fault | None:
        if group not in groups:
            if group in told:
                return None
            told.add(group)
            hint = suggest(group, groups) or f"{FIRST_FILE} names all groups."
            return UNKNOWN_GROUP.make_fault(f'there is no group "{group}"', hint)
        folded = fold_words(word)
        if not folded:
            return GROUP_FORM.make_fault(f'"{word}" has neither a letter nor a digit', "Delete it.")
        if owners[folded] != group:
            message = f'"{word}" stands in the group "{owners[folded]}", too'
            return WORD_TWICE.make_fault(message, "Delete it here or there.")
        return None

    yield from _check_lists(project, locate_search_words(locale), find_fault)


def _check_lists(
    project: Project, file: str, find_fault: Callable[[str, str], Fault | None]
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the form of the project's own file, and with each of its entries."""
    path = project.root / file
    if not project.has(path):
        return
    text, problems = project.read_text(path)
    marked, faults = (None, problems) if problems else _parse_lists(text, file)
    yield from faults
    if marked is None or marked.value is None:
        return
    if not isinstance(marked.value, dict):
        hint = "Begin with a line like cameras: [camera, cctv]."
        yield GROUP_FORM.at(file, 1, "does not contain groups", hint)
        return
    for group, entries in marked.value.items():
        yield from _check_list(file, marked, group, entries, find_fault)


# Every site asks which of these places it has.
_parse_lists = lru_cache(maxsize=16)(parse_yaml)


def _check_list(
    file: str,
    marked: PositionedValue,
    group: str,
    entries: Any,
    find_fault: Callable[[str, str], Fault | None],
) -> Iterator[Diagnostic]:
    if not isinstance(entries, list):
        message = f"{group} is not a list"
        hint = f"Put brackets around it, like {group}: [one, another]."
        yield GROUP_FORM.at(file, marked.find_line((group,)), message, hint)
        return
    for number, entry in enumerate(entries):
        if not isinstance(entry, str) or not entry:
            message = f"an entry of {group} is not a plain text"
            hint = "Write words, with commas between them."
            yield GROUP_FORM.at(file, marked.find_line((group, number)), message, hint)
        elif fault := find_fault(group, entry):
            yield fault.at(file, marked.find_line((group, number)))
