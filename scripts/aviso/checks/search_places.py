"""A rule over the sections that the search shows first: a page of some library has each of them.

A library may lack a section, and the search then passes over it. So each site says what it lacks,
and only what all of them lack is reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aviso.checks.search_words import PLACE, check_places, list_page_names
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project
from aviso.core.rules import Fault, Rule
from aviso.core.suggestions import suggest
from aviso.i18n.search_synonyms import FIRST_FILE, read_search_lists
from aviso.site.site import Site

NO_SUCH_SECTION = Rule(
    "config/search-section",
    "What the search shows first is a section that no library has",
    why="The search passes over what a site does not have. If no site has it, people who use the "
    "words of the group are not led to the answer.",
    cure="Write the {#id} of a heading that is on that page of at least one library.",
    example="cameras: [collect.md#camreas]",
    severity="warning",
)
NAME_ONE = "Name the {#id} of a heading there."


def find_missing_sections(site: Site) -> Iterator[Diagnostic]:
    """Yield each section that only the project's own first.yml names, and that the site lacks.

    Aviso names places for whichever library has them. Without its file beside the project's, as in
    its own repository, nobody knows which places the project has added.
    """
    project, locale = site.project, site.locales[0]
    if not _has_known_places(project):
        return
    known = project.make_once(_list_known_places)
    names = list_page_names(project)

    def find_fault(_: str, place: str) -> Fault | None:
        written = PLACE.fullmatch(place)
        name, _, identifier = place.partition(".md#")
        if not written or not identifier or place in known or name not in names:
            return None
        page = site.pages.get((locale, name))
        ids = page.html_summary.ids if page else []
        if identifier in ids:
            return None
        return NO_SUCH_SECTION.make_fault(
            f'no library has "{identifier}" on its page "{name}"',
            suggest(identifier, ids) or NAME_ONE,
        )

    for one in check_places(project, find_fault):
        if one.rule == NO_SUCH_SECTION.id:
            yield one


def list_looked_up_pages(project: Project) -> list[str]:
    """Return the names of all libraries' pages, if it follows from them what a site lacks."""
    is_needed = _has_known_places(project) and (project.root / FIRST_FILE).exists()
    return sorted(list_page_names(project)) if is_needed else []


def _has_known_places(project: Project) -> bool:
    return project.shared is not None and (project.shared / FIRST_FILE).exists()


def _list_known_places(project: Project) -> frozenset[str]:
    """Return the places that Aviso itself names."""
    lists = read_search_lists(project, project.list_layers(FIRST_FILE)[-1])
    return frozenset(place for places in lists.values() for place in places)


def keep_missing_everywhere(missing: Sequence[Sequence[Diagnostic]]) -> Iterator[Diagnostic]:
    """Yield what every site lacks, with the hint of one that has something alike."""
    by_site = [{(one.file, one.line, one.message): one for one in found} for found in missing]
    for key in sorted(set.intersection(*map(set, by_site))) if by_site else ():
        alike = [found[key] for found in by_site if found[key].hint != NAME_ONE]
        yield alike[0] if alike else by_site[0][key]
