"""Audits a site where readers find it: what a host or a proxy added, left out or changed is found after deploying."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import APIRequestContext, APIResponse
from playwright.sync_api import Error as BrowserError

from aviso.apps.audit.browser import MISSING, PATIENCE, OnProgress, Visitor
from aviso.apps.audit.response_headers import header_faults
from aviso.apps.audit.rules import finding
from aviso.build.fingerprints import digest
from aviso.core.diagnostics import Diagnostic
from aviso.site.http_policy import MISSING_PAGE

LOCATION = re.compile(r"<loc>([^<]+)</loc>")
SITE_MAP = "sitemap.xml"
# What every site has beside its pages.
ASSETS = ("assets/notice.css", "assets/search.js", "assets/icon.svg")
Listing = Mapping[str, tuple[int, str]]


@dataclass(frozen=True)
class LiveSite:
    """A site on the web: its address (with a slash at its end), and the files that were built for it, if they are known."""

    address: str
    built: Listing

    def pages(self, listed: str) -> list[str]:
        """The addresses of its pages below its own, from its site map, or else from what was built."""
        found = [
            location.removeprefix(self.address)
            for location in LOCATION.findall(listed)
            if location.startswith(self.address)
        ]
        return (
            found
            or sorted(
                name.removesuffix("index.html")
                for name in self.built
                if name.endswith("index.html")
            )
            or [""]
        )


def audit_live(
    visitor: Visitor, site: LiveSite, told: OnProgress = lambda page: None
) -> tuple[list[Diagnostic], int]:
    """Look at every page of a live site, and compare it with what was built; return the findings and the number of pages."""
    context = visitor.browser.new_context()
    context.set_default_timeout(PATIENCE)
    try:
        listed, found = _site_map(context.request, site)
        pages = site.pages(listed)
        found += _secure_only(context.request, site)
        found += [
            fault
            for name in (*ASSETS, *(f"{page}index.html" for page in pages))
            for fault in _file_faults(context.request, site, name)
        ]
    finally:
        context.close()
    missing = [
        name.removesuffix(MISSING_PAGE) + MISSING
        for name in sorted(site.built)
        if name.rpartition("/")[2] == MISSING_PAGE
    ] or [MISSING]
    return found + visitor.visit(site.address, [*pages, *missing], told), len(pages)


def _site_map(request: APIRequestContext, site: LiveSite) -> tuple[str, list[Diagnostic]]:
    answer, fault = _ask(request, site.address + SITE_MAP)
    if answer is None or not answer.ok:
        return "", [
            finding(
                "failed", SITE_MAP, fault or f"answers {answer.status if answer else 'nothing'}"
            )
        ]
    text = answer.text()
    elsewhere = [
        location for location in LOCATION.findall(text) if not location.startswith(site.address)
    ]
    return text, [
        finding("different", SITE_MAP, f"names {elsewhere[0]}, which is not below {site.address}")
    ] if elsewhere else []


def _secure_only(request: APIRequestContext, site: LiveSite) -> list[Diagnostic]:
    """Whoever asks without encryption is led to the encrypted page, or gets nothing."""
    parts = urlsplit(site.address)
    if parts.scheme != "https":
        return [
            finding(
                "local" if parts.hostname in ("127.0.0.1", "localhost") else "header",
                "./",
                "is not encrypted: its address does not begin with https",
            )
        ]
    answer, _ = _ask(request, parts._replace(scheme="http", netloc=parts.hostname or "").geturl())
    if answer is None or (
        300 <= answer.status < 400 and answer.headers.get("location", "").startswith("https://")
    ):
        return []
    return [
        finding("header", "./", f"can be read without encryption: http answers {answer.status}")
    ]


def _file_faults(request: APIRequestContext, site: LiveSite, name: str) -> Iterator[Diagnostic]:
    """One file: it is there, with its headers, and as it was built."""
    answer, fault = _ask(request, urljoin(site.address, name.removesuffix("index.html")))
    if answer is None or not answer.ok:
        yield finding("failed", name, fault or f"answers {answer.status if answer else 'nothing'}")
        return
    if not name.endswith(".html"):
        yield from header_faults(answer.headers, name, site.address.startswith("https:"))
    body = answer.body()
    if name in site.built and tuple(site.built[name]) != (len(body), digest(body)):
        yield finding(
            "different",
            name,
            "differs from the file that was built: it is another version, or it was changed on the way",
        )
    elif site.built and name not in site.built:
        yield finding("different", name, "was not built: it is a page of another version")


def _ask(request: APIRequestContext, address: str) -> tuple[APIResponse | None, str]:
    """Ask once, in English, without following redirects; return the answer, or what went wrong."""
    try:
        return request.get(
            address, max_redirects=0, headers={"Accept-Language": "en", "Accept": "*/*"}
        ), ""
    except BrowserError as error:
        return (
            None,
            f"cannot be reached ({str(error).splitlines()[0].removeprefix('APIRequestContext.get: ')})",
        )
