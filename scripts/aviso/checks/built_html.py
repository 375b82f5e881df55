"""Checks the built files of one site: nothing runs, loads from elsewhere, or leads nowhere.

This is the last step before publishing. It trusts no earlier check, and reads the bytes that a
browser would get.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from aviso.checks.built_addresses import BuiltSite, find_broken_links, is_elsewhere, list_loads
from aviso.checks.built_page import ACTIVE, BuiltPage, read_built_page
from aviso.checks.page_weight import check_weight
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule
from aviso.site.http_policy import MISSING_PAGE

# Finds the file and line of the project in which an address on a page is written, if there is one.
Origins = Callable[[str, str], tuple[str, int] | None]
# A file of the site, and what is wrong with it.
FileFault = tuple[str, str]

# The ways in which a style sheet makes a browser load something; ours uses none of them. A pattern
# that begins with one of two signs is fifteen times faster than one of four words.
STYLE_LOADS = re.compile(
    r"[(@](?:(?<=url\()|(?<=src\()|(?<=image-set\()|(?<=@)import)", re.IGNORECASE
)
ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")
LAST_CHARACTER = 0x10FFFF
SITEMAP_ADDRESS = re.compile(r"<loc>([^<]+)</loc>|href=\"([^\"]+)\"")
FAULT_OF_OURS = "This is a bug in Aviso, not an error in the data: please report it."

FROM_ELSEWHERE = Rule(
    "html/loads-from-elsewhere",
    "A built page loads something from another host",
    why="The host of that file learns who reads the notice, and when. The notice promises that "
    "nobody does.",
    cure="Put a copy of the file into the library's assets, or remove it from the template in "
    "overrides/.",
    found_by="aviso build",
)
STRUCTURE = Rule(
    "html/structure",
    "A built page lacks its language, its address or its one main heading, or has an id twice",
    why="Screen readers choose their voice by the language of a page, search engines know it by "
    "its address, and links find their place by its ids.",
    cure="If a template in overrides/ was changed, compare it with the original. Otherwise report "
    "it: it is a bug in Aviso.",
    found_by="aviso build",
)
ALTERNATES = Rule(
    "html/alternates",
    "A page and its versions in other languages do not name each other",
    why="Browsers and search engines use these entries to lead readers to the version in their own "
    "language. Wrong ones lead them to another page, or to none.",
    cure="If a template in overrides/ was changed, compare it with the original. Otherwise report "
    "it: it is a bug in Aviso.",
    found_by="aviso build",
)
SITEMAP = Rule(
    "html/sitemap",
    "The site map names a page that does not exist",
    why="Search engines follow the site map, and would show their users an address that leads "
    "nowhere.",
    cure="If overrides/sitemap.xml was changed, compare it with the original. Otherwise report "
    "it: it is a bug in Aviso.",
    found_by="aviso build",
)


def audit_site(
    files: dict[str, bytes],
    address: str,
    others: frozenset[str] = frozenset(),
    origins: Origins = lambda page, href: None,
) -> list[Diagnostic]:
    """Return every problem of a site for ``address`` whose ``files`` are given by path.

    ``others`` names folders beside it that links may lead into (the front page links to the
    libraries). ``origins`` finds where a broken address is written, and is asked for broken ones
    only.
    """
    pages = {
        name: read_built_page(content) for name, content in files.items() if name.endswith(".html")
    }
    site = BuiltSite(files, pages, address, others)
    return [
        *_report_faults_of_ours(site),
        *_report_broken_links(site, origins),
        *_report_weights(site),
    ]


def _report_faults_of_ours(site: BuiltSite) -> list[Diagnostic]:
    """Return the problems that only a bug in Aviso or in a template can cause."""
    faults: list[tuple[FileFault, Rule]] = []
    for name, page in site.pages.items():
        faults += [((name, message), ACTIVE) for message in page.active]
        faults += [
            ((name, message), FROM_ELSEWHERE) for message in _report_loads_from_elsewhere(page)
        ]
        faults += [
            ((name, message), STRUCTURE) for message in _report_missing_structure(name, page)
        ]
    faults += [(fault, FROM_ELSEWHERE) for fault in _report_loads_of_style_sheets(site)]
    faults += [(fault, ALTERNATES) for fault in _report_one_way_alternates(site)]
    faults += [(fault, SITEMAP) for fault in _report_sitemap_faults(site)]
    return [rule.at(name, 1, message, FAULT_OF_OURS) for (name, message), rule in faults]


def _report_broken_links(site: BuiltSite, origins: Origins) -> Iterator[Diagnostic]:
    for name, page in site.pages.items():
        for href, message, hint, rule in find_broken_links(name, page, site):
            written = origins(name, href)
            if written:
                yield rule.at(*written, f"{message} (seen on the page {name})", hint)
            else:
                yield rule.at(name, 1, message, f"{hint} {FAULT_OF_OURS}".strip())


def _report_weights(site: BuiltSite) -> Iterator[Diagnostic]:
    for name, load in list_loads(site).items():
        for fault in check_weight(name, load, site.files, len(site.others)):
            yield fault.at(name, 1)


def _report_loads_from_elsewhere(page: BuiltPage) -> Iterator[str]:
    for href in page.loads:
        if is_elsewhere(href):
            yield f'loads "{href[:80]}" from elsewhere'


def _report_loads_of_style_sheets(site: BuiltSite) -> Iterator[FileFault]:
    for name, content in site.files.items():
        if name.endswith(".css") and _makes_browser_load(content):
            yield name, "loads what its style sheet names"


def _makes_browser_load(content: bytes) -> bool:
    """Tell whether a style sheet loads something, however it is escaped (CSS Syntax 3, 4.3.7)."""
    plain = ESCAPE.sub(
        lambda found: chr(min(int(found[1], 16), LAST_CHARACTER)),
        content.decode("utf-8", "replace"),
    )
    return STYLE_LOADS.search(plain) is not None


def _report_missing_structure(name: str, page: BuiltPage) -> Iterator[str]:
    if page.main_headings != 1:
        yield f"has {page.main_headings} main headings"
    if not _is_missing_page(name) and not (page.locale and page.canonical):
        yield "lacks its language or its canonical address"
    for identifier, count in Counter(page.ids).items():
        if count > 1:
            yield f'has the id "{identifier}" twice'


def _is_missing_page(name: str) -> bool:
    """Tell whether it is a page "not found", which has no address of its own."""
    return name.rpartition("/")[2] == MISSING_PAGE


def _report_one_way_alternates(site: BuiltSite) -> Iterator[FileFault]:
    by_address = {page.canonical: page for page in site.pages.values() if page.canonical}
    for name, page in site.pages.items():
        if _is_missing_page(name):
            continue
        if page.canonical != site.address + name.removesuffix("index.html"):
            yield name, f'has the canonical address "{page.canonical}"'
        for locale, href in page.alternates.items():
            other = by_address.get(href)
            if other is None:
                yield name, f'names the alternate "{href}", which does not exist'
            elif locale not in ("x-default", other.locale):
                yield name, f'names "{href}" as {locale}, but that page is in {other.locale}'
            elif page.canonical not in other.alternates.values():
                yield name, f'names the alternate "{href}", which does not name it back'


def _report_sitemap_faults(site: BuiltSite) -> Iterator[FileFault]:
    for name, content in site.files.items():
        if name.endswith("sitemap.xml"):
            for href in read_sitemap(content.decode()):
                if not _is_page_of(site, href):
                    yield name, f'names "{href}", which does not exist'


def _is_page_of(site: BuiltSite, href: str) -> bool:
    inside = href.removeprefix(site.address)
    file = f"{inside}index.html" if inside.endswith("/") or not inside else inside
    return inside != href and file in site.files


def read_sitemap(text: str) -> list[str]:
    """Return the addresses in a site map, each once."""
    return list(dict.fromkeys(page or other for page, other in SITEMAP_ADDRESS.findall(text)))
