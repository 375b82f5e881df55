"""Turns the built files of one site into problems: anything that runs, loads from elsewhere, or leads nowhere.

The last step before publishing, so it trusts nothing that came before: it reads the bytes that a browser would get.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from aviso.checks.page_weight import Load, weight_faults
from aviso.content.html import link_is_safe
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule
from aviso.core.suggestions import did_you_mean
from aviso.site.http_policy import MISSING_PAGE

# Attributes whose address a browser loads by itself.
LOADING = ("src", "srcset", "data", "poster")
# Looked for in small letters and without what stands before it, which is asked of the few that are found: ten times quicker.
EVENT_HANDLER = re.compile(rb"on\w+\s*=")
BEFORE_ATTRIBUTES = b" \t\n\r\f\v/\"'"
# The ways in which a style sheet makes a browser load something; ours names nothing.
STYLE_LOADS = re.compile(r"url\(|@import|image-set\(|src\(", re.IGNORECASE)
ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?")
LOADING_RELS = {
    "stylesheet",
    "icon",
    "preload",
    "prefetch",
    "modulepreload",
    "manifest",
    "preconnect",
    "dns-prefetch",
}
SITEMAP_ADDRESS = re.compile(r"<loc>([^<]+)</loc>|href=\"([^\"]+)\"")
FORBIDDEN_ELEMENTS = {
    "iframe",
    "object",
    "embed",
    "base",
    "form",
    "style",
    "frame",
    "applet",
    "video",
    "audio",
}
NOTABLE_ATTRIBUTES = frozenset({*LOADING, "style"})
NOTABLE_ELEMENTS = FORBIDDEN_ELEMENTS | {"h1", "link", "area", "script", "meta"}
# Everything that an element can say about its page, asked for at once: each question of its own would walk the page again.
INTERESTING = f":is([id], [href], [data-statements], [style], h1, script, meta[http-equiv], {', '.join(f'[{name}]' for name in LOADING)}, {', '.join(sorted(FORBIDDEN_ELEMENTS))})"
FAULT_OF_OURS = "This is a fault of Aviso, not of the data: please report it."

ACTIVE = Rule(
    "html/active-content",
    "A built page can run, embed or send something",
    why="The notice promises that nothing runs on the reader's device and that nothing is sent. "
    "Scripts, frames, forms, event handlers and inline styles could break that promise.",
    cure="If a template in overrides/ was changed, take the element out there. Otherwise report "
    "it: it is a fault of Aviso.",
    found_by="aviso build",
)
FROM_ELSEWHERE = Rule(
    "html/loads-from-elsewhere",
    "A built page loads something that is not its own",
    why="Whoever serves that file learns who reads the notice, and when. The notice promises that "
    "nobody does.",
    cure="Put a copy of the file into the library's assets, or take it out of the template in "
    "overrides/.",
    found_by="aviso build",
)
STRUCTURE = Rule(
    "html/structure",
    "A built page lacks its language, its address or its one main heading, or has an id twice",
    why="Screen readers choose their voice by the language of a page, search engines know it by "
    "its address, and links find their place by its ids.",
    cure="If a template in overrides/ was changed, compare it with the original. Otherwise report "
    "it: it is a fault of Aviso.",
    found_by="aviso build",
)
ALTERNATES = Rule(
    "html/alternates",
    "A page and its versions in other languages do not name each other",
    why="Browsers and search engines bring readers to the version in their own language by these "
    "entries. Wrong ones bring them to another page, or to none.",
    cure="If a template in overrides/ was changed, compare it with the original. Otherwise report "
    "it: it is a fault of Aviso.",
    found_by="aviso build",
)
SITEMAP = Rule(
    "html/sitemap",
    "The site map names a page that does not exist",
    why="Search engines follow the site map, and would show their users an address that leads "
    "nowhere.",
    cure="If overrides/sitemap.xml was changed, compare it with the original. Otherwise report "
    "it: it is a fault of Aviso.",
    found_by="aviso build",
)
LEADS_NOWHERE = Rule(
    "links/leads-nowhere",
    "A link on a built page leads to no page or heading",
    why="Readers who follow it are told that there is no such page, or get the top of a page "
    "instead of the passage.",
    cure="Correct the address in the file that the message names. For a page of the notice, write "
    "its name, like choices.md.",
    found_by="aviso build",
)
OUTSIDE_THE_SITE = Rule(
    "links/outside-the-site",
    "A link leaves the folder of the site without a host name",
    why="Where the site is published, another site stands beside it, or nothing. Nobody can tell "
    "where such a link would lead.",
    cure="Write the whole address with https://, or the name of a page of the notice.",
    example="[Hours](../../hours/)",
    found_by="aviso build",
)


@dataclass
class BuiltPage:
    """What one HTML file holds that the audit asks about."""

    locale: str
    canonical: str = ""
    main_headings: int = 0
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    frame: list[str] = field(default_factory=list)
    alternates: dict[str, str] = field(default_factory=dict)
    statements: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)  # of the rule ACTIVE

    @cached_property
    def id_set(self) -> frozenset[str]:
        """The ids, for looking up."""
        return frozenset(self.ids)


def read_built_page(content: bytes) -> BuiltPage:
    """Read one built HTML file, in UTF-8, as a browser does."""
    document = LexborHTMLParser(content)
    page = BuiltPage(locale=document.root.attributes.get("lang") or "")
    for node in document.css(INTERESTING):
        _take(node, node.tag or "", node.attributes, page)
    page.faults += [f'links to "{href[:40]}"' for href in page.links if not link_is_safe(href)]
    # No selector finds attributes by the beginning of their name; the text tells quickly where none can be.
    if _may_hold_handlers(content):
        handlers = {
            name for node in document.css("*") for name in node.attributes if name.startswith("on")
        }
        page.faults += [f"holds the attribute {name}=" for name in sorted(handlers)]
    return page


def _may_hold_handlers(content: bytes) -> bool:
    small = content.lower()
    return any(
        small[found.start() - 1] in BEFORE_ATTRIBUTES for found in EVENT_HANDLER.finditer(small)
    )


def _take(node: LexborNode, tag: str, attributes: dict[str, str | None], page: BuiltPage) -> None:
    """Note what one element says about its page. Nearly all are links or have only an id, so those are over soon."""
    if "id" in attributes:
        page.ids.append(attributes["id"] or "")
    if tag == "a" and "href" in attributes:
        page.links.append(attributes["href"] or "")
    if "data-statements" in attributes:
        page.statements.update((attributes["data-statements"] or "").split())
    if not NOTABLE_ATTRIBUTES.isdisjoint(attributes):
        page.loads += [attributes[name] or "" for name in LOADING if name in attributes]
        page.faults += ["holds the attribute style="] if "style" in attributes else []
    if tag in NOTABLE_ELEMENTS:
        page.main_headings += tag == "h1"
        if tag == "link":
            _take_link(set((attributes.get("rel") or "").split()), attributes, page)
        page.links += [attributes["href"] or ""] if tag == "area" and "href" in attributes else []
        page.faults += _active_content(node, tag, attributes)


def _take_link(rels: set[str], attributes: dict[str, str | None], page: BuiltPage) -> None:
    href = attributes.get("href") or ""
    if rels & LOADING_RELS:
        page.loads.append(href)
        page.frame.append(href)
    if "alternate" in rels:
        page.alternates[attributes.get("hreflang") or ""] = href
    if "canonical" in rels:
        page.canonical = href


def _active_content(node: LexborNode, tag: str, attributes: dict[str, str | None]) -> Iterator[str]:
    if tag in FORBIDDEN_ELEMENTS:
        yield f"holds <{tag}>"
    if tag == "script" and (node.text() or "").strip():
        yield "holds an inline script"
    if tag == "meta" and (attributes.get("http-equiv") or "").lower() == "refresh":
        yield "holds a meta refresh"


# Says for a page and an address on it in which file and line of the project that address is written.
Origins = Callable[[str, str], tuple[str, int] | None]


def audit_site(
    files: dict[str, bytes],
    address: str,
    others: frozenset[str] = frozenset(),
    origins: Origins = lambda page, href: None,
) -> list[Diagnostic]:
    """Return every problem of a site for ``address`` whose ``files`` are given by path.

    ``others`` names folders beside it that links may lead into (the front page links to the libraries); ``origins`` finds
    where a broken address is written, and is asked for broken ones only.
    """
    pages = {
        name: read_built_page(content) for name, content in files.items() if name.endswith(".html")
    }
    found = [(name, *fault) for name, page in pages.items() for fault in _page_faults(name, page)]
    found += [
        (name, "loads what its style sheet names", FROM_ELSEWHERE)
        for name, content in files.items()
        if name.endswith(".css") and _style_loads(content)
    ]
    problems = [
        rule.at(name, 1, what, FAULT_OF_OURS)
        for name, what, rule in [
            *found,
            *((*fault, ALTERNATES) for fault in _alternates_not_reciprocal(pages, address)),
            *((*fault, SITEMAP) for fault in _sitemap_faults(files, address)),
        ]
    ]
    for name, page in pages.items():
        for href, what, nearest, rule in _broken_links(name, page, pages, files, address, others):
            written = origins(name, href)
            problems.append(
                rule.at(*written, f"{what} (seen on the page {name})", nearest)
                if written
                else rule.at(name, 1, what, f"{nearest} {FAULT_OF_OURS}".strip())
            )
    return [*problems, *_too_heavy(pages, files, address, len(others))]


@lru_cache(maxsize=64)
def _style_loads(content: bytes) -> bool:
    """Tell whether a style sheet makes a browser load something, whatever it writes as an escape (CSS Syntax 3, 4.3.7)."""
    plain = ESCAPE.sub(
        lambda found: chr(min(int(found[1], 16), 0x10FFFF)), content.decode("utf-8", "replace")
    )
    return STYLE_LOADS.search(plain) is not None


def loads_of(pages: dict[str, BuiltPage], address: str) -> dict[str, Load]:
    """Return what each page loads by itself, as paths of the site's files."""
    loads = {}
    for name, page in pages.items():
        frame = dict.fromkeys(_path(name, url, address) for url in page.frame)
        others = [
            path
            for path in dict.fromkeys(_path(name, url, address) for url in page.loads)
            if path not in frame
        ]
        scripts = tuple(path for path in others if path.endswith(".js"))
        loads[name] = Load(
            tuple(frame), tuple(path for path in others if path not in scripts), scripts
        )
    return loads


def _path(name: str, url: str, address: str) -> str:
    """The file of the site that a page means by an address."""
    target = _target(name, url, urlsplit(address).path)
    return target.path if target else url


def _too_heavy(
    pages: dict[str, BuiltPage], files: dict[str, bytes], address: str, listed: int
) -> list[Diagnostic]:
    loads = loads_of(pages, address)
    return [
        fault.at(name, 1)
        for name in pages
        for fault in weight_faults(name, loads[name], files, listed)
    ]


def _sitemap_faults(files: dict[str, bytes], address: str) -> Iterator[tuple[str, str]]:
    for name, content in files.items():
        if name.endswith("sitemap.xml"):
            for href in dict.fromkeys(
                one or other for one, other in SITEMAP_ADDRESS.findall(content.decode())
            ):
                inside = href.removeprefix(address)
                if (
                    inside == href
                    or (inside + "index.html" if inside.endswith("/") or not inside else inside)
                    not in files
                ):
                    yield name, f'names "{href}", which does not exist'


def _page_faults(name: str, page: BuiltPage) -> list[tuple[str, Rule]]:
    faults = [
        *((what, ACTIVE) for what in page.faults),
        *(
            (f'loads "{url[:80]}" from elsewhere', FROM_ELSEWHERE)
            for url in page.loads
            if _is_elsewhere(url)
        ),
    ]
    if page.main_headings != 1:
        faults.append((f"has {page.main_headings} main headings", STRUCTURE))
    if not _is_missing_page(name) and not (page.locale and page.canonical):
        faults.append(("lacks its language or its canonical address", STRUCTURE))
    return faults + [
        (f'has the id "{identifier}" twice', STRUCTURE)
        for identifier, count in Counter(page.ids).items()
        if count > 1
    ]


def _is_missing_page(name: str) -> bool:
    """Tell whether it is a page "not found", which has no address of its own."""
    return name.rpartition("/")[2] == MISSING_PAGE


def _is_elsewhere(url: str) -> bool:
    return bool(urlsplit(url).scheme) or url.startswith(("//", "\\"))


def _broken_links(
    name: str,
    page: BuiltPage,
    pages: dict[str, BuiltPage],
    files: dict[str, bytes],
    address: str,
    others: frozenset[str],
) -> Iterator[tuple[str, str, str, Rule]]:
    """Yield each address that leads nowhere, what is wrong with it, the nearest that exists, and the rule."""
    site_path = urlsplit(address).path
    for href in dict.fromkeys([*page.links, *page.loads]):
        target = _target(name, href, site_path)
        if target is None:
            continue
        inside, fragment = target.path, target.fragment
        if not target.is_inside:
            yield href, f'links outside the site ("{href}")', "", OUTSIDE_THE_SITE
        elif inside.split("/")[0] in others and inside:
            continue
        elif target.file not in files:
            yield (
                href,
                f'links to "{href}", which does not exist',
                did_you_mean(inside, [known.removesuffix("index.html") for known in files]),
                LEADS_NOWHERE,
            )
        elif (
            fragment
            and target.file in pages
            and fragment not in pages[target.file].id_set
            and unquote(fragment) not in pages[target.file].id_set
        ):
            yield (
                href,
                f'links to "{href}", where that heading does not exist',
                did_you_mean(fragment, pages[target.file].id_set),
                LEADS_NOWHERE,
            )


@dataclass(frozen=True)
class Target:
    """What an address on a page means: a path of the site (or, not inside it, of its host), a place on that page."""

    path: str
    fragment: str
    is_inside: bool

    @cached_property
    def file(self) -> str:
        """The file that a web server sends."""
        return f"{self.path}index.html" if self.path.endswith("/") or not self.path else self.path


# Stands for the path of any site: pages of all libraries link to each other in the same ways, and each is resolved once.
ANY_SITE = "/any site/"


def _target(name: str, href: str, site_path: str) -> Target | None:
    """What ``href`` on the page ``name`` means; None for an address elsewhere."""
    if not href.startswith("/"):
        target = _resolved(name, href, ANY_SITE)
        if target is None or target.is_inside:
            return target
    return _resolved(name, href, site_path)


@lru_cache(maxsize=6_000)
def _resolved(name: str, href: str, site_path: str) -> Target | None:
    """Resolve an address as browsers do (RFC 3986, 5.2) on the page ``name`` of the site at ``site_path``."""
    if _is_elsewhere(href):
        return None
    path, _, fragment = href.partition("#")
    whole = unquote(urlsplit(urljoin(site_path + name, path)).path) if path else site_path + name
    return Target(whole.removeprefix(site_path), fragment, whole.startswith(site_path))


def _alternates_not_reciprocal(pages: dict[str, BuiltPage], address: str) -> list[tuple[str, str]]:
    by_address = {page.canonical: page for page in pages.values() if page.canonical}
    faults = []
    for name, page in pages.items():
        if _is_missing_page(name):
            continue
        if page.canonical != address + name.removesuffix("index.html"):
            faults.append((name, f'has the canonical address "{page.canonical}"'))
        for locale, href in page.alternates.items():
            counterpart = by_address.get(href)
            if counterpart is None:
                faults.append((name, f'names the alternate "{href}", which does not exist'))
            elif locale != "x-default" and counterpart.locale != locale:
                faults.append(
                    (name, f'names "{href}" as {locale}, but that page is in {counterpart.locale}')
                )
            elif page.canonical not in counterpart.alternates.values():
                faults.append(
                    (name, f'names the alternate "{href}", which does not name it in turn')
                )
    return faults
