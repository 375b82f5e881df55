"""Every link has a target and a name."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from tests.support.built_sites import (
    BuiltPage,
    BuiltSite,
    Sites,
    file_at,
    is_ours,
    resolved,
    text_of,
)

HERE = "https://here.test/"


# Links


def test_every_link_within_a_site_leads_to_a_file_and_a_heading(site: BuiltSite, sites: Sites):
    assert [fault for page in site.all_pages for fault in _broken(page, site, sites)] == []


def _broken(page: BuiltPage, site: BuiltSite, sites: Sites) -> Iterator[str]:
    for element, href in _addresses(page):
        if urlsplit(href).scheme and not is_ours(href, site.address):
            continue
        # The page "not found" stands at any address, so its links start from the root of the
        # address that the site is for.
        base = site.address if site.is_missing(page) or urlsplit(href).scheme else HERE
        target = resolved(page, href, base)
        if not is_ours(target, base):
            yield f"{page}: {href} leads out of the site's folder"
            continue
        path = unquote(urlsplit(target.removeprefix(base)).path)
        file, fragment = site.folder / file_at(path), unquote(urlsplit(target).fragment)
        if not file.is_file():
            yield f"{page}: {href} leads nowhere"
        elif fragment and fragment not in _ids_of(file, sites):
            yield f"{page}: {href}: no such place on that page (<{element.tag}>)"


def _ids_of(file: Path, sites: Sites) -> list[str]:
    return next((page.ids for site in sites for page in site.all_pages if page.file == file), [])


def _addresses(page: BuiltPage) -> Iterator[tuple[Element, str]]:
    """Every address in the elements of a page, but for canonical and alternate ones."""
    for element in page.document.iter():
        if element.tag == "link" and set(element.get("rel", "").split()) & {
            "canonical",
            "alternate",
        }:
            continue
        for name in ("href", "src", "data-index"):
            if element.get(name) is not None:
                yield element, element.get(name)


def test_links_to_another_site_of_ours_lead_to_its_page_in_the_same_language(
    site: BuiltSite, sites: Sites
):
    faults = []
    for page in site.pages:
        for _, href in _addresses(page):
            owner = max(
                (other for other in sites if is_ours(href, other.address)),
                key=lambda other: len(other.address),
                default=None,
            )
            if owner is None:
                continue
            path = urlsplit(href.removeprefix(owner.address)).path
            if not (owner.folder / file_at(path)).is_file():
                faults.append(f"{page}: {href} leads nowhere")
            elif owner is not site and path.startswith("es/") != (page.locale == "es"):
                faults.append(f"{page}: {href} is in the other language")
    assert faults == []


def test_links_open_pages_mail_or_calls_and_nothing_else(site: BuiltSite):
    odd = [
        f"{page}: {href}"
        for page in site.all_pages
        for _, href in _addresses(page)
        if not re.match(r"(https?://[^/]|mailto:[^@]+@|tel:\+)|(?![a-z]+:|//)", href)
    ]
    assert odd == []
    for page in site.all_pages:
        for link in page.document.iter("a"):
            assert not set(link.attrib) & {"ping", "target", "download"}, f"{page}: {link.attrib}"


def test_every_link_says_where_it_leads(site: BuiltSite):
    silent = [
        f"{page}: {link.get('href')}"
        for page in site.all_pages
        for link in page.document.iter("a")
        if not text_of(link)
    ]
    assert silent == []


# Versions in other languages


def test_canonical_addresses_and_alternates_are_reciprocal(site: BuiltSite):
    for page in site.pages:
        assert page.link("canonical") == site.address + page.url, page
        english, spanish = site.page("en", page.name), site.page("es", page.name)
        expected = {
            "en": site.address + english.url,
            "es": site.address + spanish.url,
        }
        assert _alternates(page) == expected, page


def _alternates(page: BuiltPage) -> dict[str, str]:
    found = [
        link for link in page.document.iter("link") if "alternate" in link.get("rel", "").split()
    ]
    assert len(found) == len({link.get("hreflang") for link in found}), (
        f"{page}: an alternate is named twice"
    )
    return {link.get("hreflang"): link.get("href") for link in found}


def test_the_switch_of_language_leads_to_the_same_page(site: BuiltSite):
    for page in site.pages:
        other = "es" if page.locale == "en" else "en"
        switches = page.body.findall("header//a[@hreflang]")
        assert [(each.get("lang"), each.get("hreflang")) for each in switches] == [
            (other, other)
        ], page
        assert (
            resolved(page, switches[0].get("href"), HERE) == HERE + site.page(other, page.name).url
        ), page


def test_the_sitemap_lists_exactly_the_pages(site: BuiltSite):
    text = (site.folder / "sitemap.xml").read_bytes()
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    entries = ElementTree.fromstring(text).findall("s:url", names)
    listed = [entry.findtext("s:loc", namespaces=names) for entry in entries]
    assert sorted(map(str, listed)) == sorted(site.address + page.url for page in site.pages)
    packed = site.folder / "sitemap.xml.gz"
    assert not packed.exists() or gzip.decompress(packed.read_bytes()) == text
