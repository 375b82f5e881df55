"""Resolves the addresses on built pages of one site, and finds those that lead nowhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from aviso.checks.built_page import BuiltPage
from aviso.checks.page_weight import PageLoad
from aviso.core.rules import Rule
from aviso.core.suggestions import suggest

LEADS_NOWHERE = Rule(
    "links/leads-nowhere",
    "A link on a built page leads to no page or heading",
    why="Readers who follow it find no page, or the top of a page instead of the passage.",
    cure="Correct the address in the file that the message names. For a page of the notice, write "
    "its file name, like choices.md.",
    found_by="aviso build",
)
NO_PAGE_LIKE_IT = "Correct the link, or bring the page back."
OUTSIDE_THE_SITE = Rule(
    "links/outside-the-site",
    "A link leaves the folder of the site without a host name",
    why="There may be another site beside the published one, or nothing, so nobody can tell where "
    "such a link would lead.",
    cure="Write the whole address with https://, or the name of a page of the notice.",
    example="[Hours](../../hours/)",
    found_by="aviso build",
)


@dataclass(frozen=True)
class BuiltSite:
    """The files of a built site by path, its pages, and its ``address``.

    ``others`` names folders beside it that its links may lead into: the front page links to the
    libraries. ``sound`` are addresses (``../laws/``) that were found to lead somewhere, by the
    folder that they are meant from: all pages have the menu in common.
    """

    files: Mapping[str, bytes]
    pages: Mapping[str, BuiltPage]
    address: str
    others: frozenset[str] = frozenset()
    sound: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @cached_property
    def path(self) -> str:
        """The path of the site on its host."""
        return urlsplit(self.address).path


@dataclass(frozen=True)
class Target:
    """What an address on a page means.

    ``path`` is that of a file of the site or, if it is not inside the site, of its host;
    ``fragment`` is a place on that page.
    """

    path: str
    fragment: str
    is_inside: bool

    @cached_property
    def file(self) -> str:
        """The file that a web server sends."""
        return f"{self.path}index.html" if self.path.endswith("/") or not self.path else self.path


class BrokenLink(NamedTuple):
    """An address that leads nowhere, what is wrong with it, a hint, and the rule."""

    href: str
    message: str
    hint: str
    rule: Rule


def find_broken_links(name: str, page: BuiltPage, site: BuiltSite) -> Iterator[BrokenLink]:
    """Yield each address on the page ``name`` that leads nowhere."""
    folder = name.rpartition("/")[0]
    known = site.sound[folder.rpartition("/")[0]] if folder else set()
    for href in dict.fromkeys([*page.links, *page.loads]):
        if href in known or (href.startswith("#") and href[1:] in page.id_set):
            continue
        if broken := _find_fault(name, href, site):
            yield broken
        elif href.startswith("../"):
            # It leads from all pages beside this one to the same place.
            known.add(href)


def _find_fault(name: str, href: str, site: BuiltSite) -> BrokenLink | None:
    """Return what is wrong with an address on the page ``name``, if it leads nowhere."""
    target = resolve_address(name, href, site.path)
    if target is None:
        return None
    if not target.is_inside:
        return BrokenLink(href, f'links outside the site ("{href}")', "", OUTSIDE_THE_SITE)
    if site.others and target.path and target.path.split("/")[0] in site.others:
        return None
    if target.file not in site.files:
        known = [file.removesuffix("index.html") for file in site.files]
        message = f'links to "{href}", which does not exist'
        hint = suggest(target.path, known) or NO_PAGE_LIKE_IT
        return BrokenLink(href, message, hint, LEADS_NOWHERE)
    if target.fragment and target.file in site.pages:
        ids = site.pages[target.file].id_set
        if target.fragment not in ids and unquote(target.fragment) not in ids:
            message = f'links to "{href}", where that heading does not exist'
            return BrokenLink(href, message, suggest(target.fragment, ids), LEADS_NOWHERE)
    return None


def list_loads(site: BuiltSite) -> dict[str, PageLoad]:
    """Return what each page loads by itself, as paths of the site's files."""
    return {name: _list_loads_of_page(name, page, site) for name, page in site.pages.items()}


def _list_loads_of_page(name: str, page: BuiltPage, site: BuiltSite) -> PageLoad:
    frame = dict.fromkeys(_find_file(name, href, site) for href in page.frame)
    loads = dict.fromkeys(_find_file(name, href, site) for href in page.loads)
    others = [path for path in loads if path not in frame]
    return PageLoad(
        frame=tuple(frame),
        pictures=tuple(path for path in others if not path.endswith(".js")),
        scripts=tuple(path for path in others if path.endswith(".js")),
    )


def _find_file(name: str, href: str, site: BuiltSite) -> str:
    """Return the site's file that an address on the page ``name`` leads to, or else the address."""
    target = resolve_address(name, href, site.path)
    return target.path if target else href


def is_elsewhere(href: str) -> bool:
    """Tell whether an address names a host or a scheme, and so leaves the site."""
    try:
        return bool(urlsplit(href).scheme) or href.startswith(("//", "\\"))
    except ValueError:
        # A host in brackets that are never closed.
        return True


# Stands for the path of any site.
ANY_SITE = "/any site/"


def resolve_address(name: str, href: str, site_path: str) -> Target | None:
    """Resolve ``href`` on the page ``name``; return None for an address elsewhere.

    Pages of all libraries link to each other in the same ways. Below ANY_SITE, such an address
    is resolved once for all of them.
    """
    if not href.startswith("/"):
        target = _resolve(name, href, ANY_SITE)
        if target is None or target.is_inside:
            return target
    return _resolve(name, href, site_path)


@lru_cache(maxsize=6_000)
def _resolve(name: str, href: str, site_path: str) -> Target | None:
    """Resolve an address on a page of the site at ``site_path`` as browsers do (RFC 3986, 5.2)."""
    if is_elsewhere(href):
        return None
    path, _, fragment = href.partition("#")
    whole = unquote(urlsplit(urljoin(site_path + name, path)).path) if path else site_path + name
    return Target(whole.removeprefix(site_path), fragment, whole.startswith(site_path))
