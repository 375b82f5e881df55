"""Audits a live site for anything that a host or proxy has added, left out or changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import APIRequestContext, APIResponse
from playwright.sync_api import Error as BrowserError

from aviso.apps.audit.browser import (
    MISSING,
    TIMEOUT_MILLISECONDS,
    OnProgress,
    Visitor,
    ignore_progress,
)
from aviso.apps.audit.response_headers import check_headers
from aviso.apps.audit.rules import make_finding
from aviso.build.file_digests import digest
from aviso.core.diagnostics import Diagnostic
from aviso.site.http_policy import MISSING_PAGE

LOCATION = re.compile(r"<loc>([^<]+)</loc>")
SITE_MAP = "sitemap.xml"
# Files that every site has besides its pages.
ASSETS = ("assets/notice.css", "assets/search.js", "assets/icon.svg")
Listing = Mapping[str, tuple[int, str]]


@dataclass(frozen=True)
class LiveSite:
    """A site on the web: its address with a slash at its end, and the files built, if known."""

    address: str
    built: Listing

    def list_pages(self, site_map: str) -> list[str]:
        """Return the addresses of its pages below its own, from its site map or from the build."""
        listed = [
            location.removeprefix(self.address)
            for location in LOCATION.findall(site_map)
            if location.startswith(self.address)
        ]
        built = sorted(
            name.removesuffix("index.html") for name in self.built if name.endswith("index.html")
        )
        return listed or built or [""]

    def list_missing_pages(self) -> list[str]:
        """Return an address for each page "not found"; without a build, only the one at the top."""
        return [
            name.removesuffix(MISSING_PAGE) + MISSING
            for name in sorted(self.built)
            if name.rpartition("/")[2] == MISSING_PAGE
        ] or [MISSING]


def audit_live(
    visitor: Visitor, site: LiveSite, on_progress: OnProgress = ignore_progress
) -> tuple[list[Diagnostic], int]:
    """Visit every page of a live site, and compare its files with the built ones.

    Return the findings and the number of pages.
    """
    context = visitor.browser.new_context()
    context.set_default_timeout(TIMEOUT_MILLISECONDS)
    try:
        site_map, findings = _read_site_map(context.request, site)
        pages = site.list_pages(site_map)
        findings += _check_encryption(context.request, site)
        for name in (*ASSETS, *(f"{page}index.html" for page in pages)):
            findings += _check_file(context.request, site, name)
    finally:
        context.close()
    addresses = [*pages, *site.list_missing_pages()]
    return findings + visitor.visit(site.address, addresses, on_progress), len(pages)


def _read_site_map(request: APIRequestContext, site: LiveSite) -> tuple[str, list[Diagnostic]]:
    answer, fault = _ask(request, site.address + SITE_MAP)
    if answer is None or not answer.ok:
        return "", [make_finding("failed", SITE_MAP, fault or _describe_status(answer))]
    text = answer.text()
    elsewhere = [
        location for location in LOCATION.findall(text) if not location.startswith(site.address)
    ]
    if not elsewhere:
        return text, []
    message = f"names {elsewhere[0]}, which is not below {site.address}"
    return text, [make_finding("different", SITE_MAP, message)]


def _check_encryption(request: APIRequestContext, site: LiveSite) -> list[Diagnostic]:
    """Check that http redirects to https, or does not answer."""
    parts = urlsplit(site.address)
    if parts.scheme != "https":
        message = "is not encrypted: its address does not begin with https"
        is_local = parts.hostname in ("127.0.0.1", "localhost")
        return [make_finding("local" if is_local else "header", "./", message)]
    answer, _ = _ask(request, parts._replace(scheme="http", netloc=parts.hostname or "").geturl())
    if answer is None or (
        300 <= answer.status < 400 and answer.headers.get("location", "").startswith("https://")
    ):
        return []
    message = f"can be read without encryption: http answers {answer.status}"
    return [make_finding("header", "./", message)]


def _check_file(request: APIRequestContext, site: LiveSite, name: str) -> Iterator[Diagnostic]:
    """Check that a file is there, with its headers, and as it was built."""
    answer, fault = _ask(request, urljoin(site.address, name.removesuffix("index.html")))
    if answer is None or not answer.ok:
        yield make_finding("failed", name, fault or _describe_status(answer))
        return
    if not name.endswith(".html"):
        yield from check_headers(answer.headers, name, site.address.startswith("https:"))
    body = answer.body()
    if name in site.built and tuple(site.built[name]) != (len(body), digest(body)):
        message = "differs from the built file: it is another version, or it was changed on the way"
        yield make_finding("different", name, message)
    elif site.built and name not in site.built:
        yield make_finding("different", name, "was not built: it is a page of another version")


def _describe_status(answer: APIResponse | None) -> str:
    return f"answers {answer.status if answer else 'nothing'}"


def _ask(request: APIRequestContext, address: str) -> tuple[APIResponse | None, str]:
    """Send one request, in English, without following redirects; return the answer or the error."""
    headers = {"Accept-Language": "en", "Accept": "*/*"}
    try:
        return request.get(address, max_redirects=0, headers=headers), ""
    except BrowserError as error:
        reason = str(error).splitlines()[0].removeprefix("APIRequestContext.get: ")
        return None, f"cannot be reached ({reason})"
