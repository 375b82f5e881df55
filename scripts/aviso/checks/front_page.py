"""Rules on the front page's own facts: its texts, its color and its logo are valid."""

from __future__ import annotations

from collections.abc import Iterator

from aviso.checks.contrast import (
    MINIMUM_CONTRAST,
    WHITE,
    compute_contrast,
    find_nearest_fit,
    is_fit_under_white,
)
from aviso.checks.language_coverage import front_texts_stand_in_each_language
from aviso.checks.shown_facts import NEEDED_PAGE, SEARCH_PAGE, report_missing_search
from aviso.content.images import find_logo_fault
from aviso.content.pages import ADDRESS_KEY, FRONT, find_pages
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project, name_library_file
from aviso.core.rules import Rule
from aviso.model.file_rules import NAME_IS_RESERVED
from aviso.model.front_page import load_front_page
from aviso.site.site import Site

FRONT_COLOR = Rule(
    "facts/front-color-too-light",
    "White text on the color of the front page is too hard to read",
    why="The name of the front page is shown in white on this color. Below a contrast of 4.5, "
    "people with low vision and readers in sunlight cannot read it (WCAG 2.2, 1.4.3).",
    cure="Write the nearest color that the message names in data/front.yml, or another dark one, "
    "or delete the line for the usual color.",
)


def front_page_is_sound(project: Project) -> Iterator[Diagnostic]:
    """The front page's own file is valid in each of its languages.

    No page beside it has the address of a library's notice.
    """
    front, place, problems = load_front_page(project)
    yield from problems
    yield from _begin_with_a_first_page(project)
    yield from _leave_libraries_their_places(project)
    yield from front_texts_stand_in_each_language(project, place)
    if not is_fit_under_white(front.color):
        yield place.make_problem(
            ("color",),
            f'white text on the color "{front.color}" is too hard to read '
            f"(contrast {compute_contrast(front.color, WHITE):.1f}; at least {MINIMUM_CONTRAST})",
            f'The nearest color that works is "{find_nearest_fit(front.color)}".',
            FRONT_COLOR,
        )
    if front.logo and (fault := find_logo_fault(project.docs / FRONT / "assets", front.logo)):
        yield place.make_problem(("logo",), *fault)


@NEEDED_PAGE.check
def _begin_with_a_first_page(project: Project) -> Iterator[Diagnostic]:
    """Pages beside the front page need it: their menus and the lists of libraries begin there.

    All of them link to the search.
    """
    names = {name for _, name in find_pages(project, FRONT)}
    if names and SEARCH_PAGE not in names:
        yield report_missing_search(project)
    if names and "index" not in names:
        locale = project.locales.default
        yield NEEDED_PAGE.at(
            f"docs/{FRONT}",
            1,
            "the front page itself is missing",
            f"Write docs/{FRONT}/{locale}/index.md, and the same page in the other language.",
        )


@NAME_IS_RESERVED.check
def listings_leave_libraries_their_places(site: Site) -> Iterator[Diagnostic]:
    """No page of the front that lists the libraries of a state has the address of a notice."""
    default = site.project.locales.default
    for listing in site.listings.pages.values():
        address = listing.addresses[default]
        if address in site.summaries:
            yield NAME_IS_RESERVED.at(
                name_library_file(address),
                1,
                f'has the id "{address}", which is the address of the page that lists the '
                f"libraries of {listing.place[default]}",
                f"Give the library another id: aviso rename library {address} another-id",
            )


@NAME_IS_RESERVED.check
def _leave_libraries_their_places(project: Project) -> Iterator[Diagnostic]:
    """No page beside the front page has the address of a library's notice."""
    libraries = {path.stem for path in (project.data / "libraries").glob("*.yml")}
    for source in find_pages(project, FRONT).values():
        # The folder of another language ("es/") is not a library's, so only the first part counts.
        if source.url.split("/")[0] in libraries:
            chosen = ADDRESS_KEY in source.meta
            yield NAME_IS_RESERVED.at(
                source.file,
                source.find_meta_line(ADDRESS_KEY) if chosen else 1,
                f'has the {"address" if chosen else "name"} "{source.address}", '
                "which is the address of that library's notice",
                "Choose another name for the page, in every language.",
            )
