"""What every built site promises, by the bytes that a browser gets.

It is whole, valid, private, and the same in both languages.

A module that takes these tests in (``from tests.support.html_promises import *``) has a fixture
``site`` beside it, each of its sites in turn, and a fixture ``sites``.
"""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import html5lib
import pytest

from tests.support.built_sites import (
    OFF_MENU,
    BuiltPage,
    BuiltSite,
    Sites,
    by_class,
    dates_in,
    file_at,
    is_ours,
    resolved,
    text_of,
)
from tests.support.paths import ROOT
from tests.support.sources import FRONT, LOCALES, strings

HERE = "https://here.test/"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

# Valid


def test_every_markdown_page_is_built_in_both_languages_and_nothing_else(site: BuiltSite):
    wanted = site.sources.page_names(site.id)
    assert {locale: {page.name for page in site.in_locale(locale)} for locale in LOCALES} == wanted
    assert wanted["en"] == wanted["es"]
    shipped = (
        {path.relative_to(site.folder).as_posix() for path in site.files}
        - {page.path for page in site.pages}
        - {"sitemap.xml.gz"}
    )
    indexes = {f"{site.page(locale, 'search').url}index.json" for locale in LOCALES}
    needed = {
        "404.html",
        "es/404.html",
        "sitemap.xml",
        "proof.json",
        "assets/notice.css",
        "assets/search.js",
        "assets/icon.svg",
        "assets/licences.txt",
        *indexes,
        *_logo(site),
    }
    # What speaks for a whole host, and what a page may show.
    allowed = {".well-known/security.txt", ".well-known/gpc.json", *site.sources.assets_of(site.id)}
    assert needed <= shipped <= needed | allowed


def _logo(site: BuiltSite) -> set[str]:
    """The logo of a library, or of its system."""
    records = (site.record, site.sources.records.get(site.system or "", {}))
    logos = [record.get("branding", {}).get("logo") for record in records]
    return {f"assets/{logo}" for logo in logos if logo and not (logos[0] and logo != logos[0])}


def test_the_html_is_valid_for_a_strict_parser(site: BuiltSite):
    assert [fault for page in site.all_pages if (fault := _parse_error(page))] == []


def _parse_error(page: BuiltPage) -> str | None:
    try:
        html5lib.HTMLParser(strict=True).parse(page.html)
    except html5lib.html5parser.ParseError as error:
        return f"{page.file}: {error!r}"
    return None


def test_the_html_is_valid_for_html_validate(sites: Sites, tmp_path: Path):
    tool = ROOT / "node_modules/.bin/html-validate"
    if not tool.exists():
        pytest.skip("html-validate is not installed: run `npm ci`")
    # One page with a known fault shows that the tool reads what it is given.
    (tmp_path / "faulty.html").write_text(
        '<!doctype html>\n<html lang="en"><head><title>A</title></head><body><p><div>'
        "</div></body></html>",
        "utf-8",
    )
    command = [
        tool,
        "--config",
        ROOT / ".htmlvalidate.json",
        "--formatter",
        "json",
        tmp_path,
        sites.folder,
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    found = [
        (Path(entry["filePath"]), each["line"], each["ruleId"], each["message"])
        for entry in json.loads(done.stdout)
        for each in entry["messages"]
    ]
    assert [fault for fault in found if fault[0].name != "faulty.html"] == []
    assert found


def test_roles_are_redundant_on_tables_only(site: BuiltSite):
    parts = {
        "table": {"table"},
        "thead": {"rowgroup"},
        "tbody": {"rowgroup"},
        "tr": {"row"},
        "td": {"cell"},
        "th": {"columnheader", "rowheader"},
    }
    faults = []
    for page in site.all_pages:
        in_cards = {part for table in by_class(page.document, "cards") for part in table.iter()}
        for element in page.document.iter():
            allowed = (
                parts[element.tag]
                if element in in_cards and element.tag in parts
                else {None, "note"}
            )
            if element.get("role") not in allowed:
                faults.append(f"{page}: <{element.tag} role={element.get('role')}>")
    assert faults == []


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


# Languages of each other


def test_canonical_addresses_and_alternates_are_reciprocal(site: BuiltSite):
    for page in site.pages:
        assert page.link("canonical") == site.address + page.url, page
        english, spanish = site.page("en", page.name), site.page("es", page.name)
        expected = {
            "en": site.address + english.url,
            "es": site.address + spanish.url,
            "x-default": site.address + english.url,
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
        switches = by_class(page.body, "language")
        assert [(each.get("lang"), each.get("hreflang")) for each in switches] == [
            (other, other)
        ], page
        assert (
            resolved(page, switches[0].get("href"), HERE) == HERE + site.page(other, page.name).url
        ), page


def test_the_sitemap_lists_exactly_the_pages_with_their_alternates(site: BuiltSite):
    text = (site.folder / "sitemap.xml").read_bytes()
    names = {
        "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
        "x": "http://www.w3.org/1999/xhtml",
    }
    entries = ElementTree.fromstring(text).findall("s:url", names)
    listed = {
        entry.findtext("s:loc", namespaces=names): {
            link.get("hreflang"): link.get("href") for link in entry.findall("x:link", names)
        }
        for entry in entries
    }
    assert len(entries) == len(listed)
    assert listed == {
        site.address + page.url: {
            locale: site.address + site.page(locale, page.name).url for locale in LOCALES
        }
        for page in site.pages
    }
    packed = site.folder / "sitemap.xml.gz"
    assert not packed.exists() or gzip.decompress(packed.read_bytes()) == text


# Private


LOADING_ATTRIBUTES = (
    "src",
    "srcset",
    "data",
    "poster",
    "background",
    "action",
    "formaction",
    "ping",
    "manifest",
    "imagesrcset",
    "cite",
    "codebase",
)
ELEMENTS_THAT_LOAD = {
    "iframe",
    "frame",
    "object",
    "embed",
    "video",
    "audio",
    "source",
    "track",
    "base",
    "form",
    "style",
    "svg",
    "math",
    "template",
    "portal",
}


def test_nothing_is_loaded_from_elsewhere(site: BuiltSite):
    faults = []
    for page in site.all_pages:
        for element in page.document.iter():
            loaded = [
                element.get(name) for name in LOADING_ATTRIBUTES if element.get(name) is not None
            ]
            if element.tag == "link" and not set(element.get("rel", "").split()) & {
                "canonical",
                "alternate",
            }:
                loaded.append(element.get("href"))
            faults += [
                f"{page}: <{element.tag}> loads {address}"
                for address in loaded
                if not _is_within(address, site.is_missing(page))
            ]
            if element.tag in ELEMENTS_THAT_LOAD or (
                element.tag == "meta"
                and element.get("http-equiv") not in (None, "Content-Security-Policy")
            ):
                faults.append(f"{page}: <{element.tag}>")
    assert faults == []


def _is_within(address: str, may_be_rooted: bool) -> bool:
    parts = urlsplit(address)
    return (
        not parts.scheme
        and not parts.netloc
        and "\\" not in address
        and (may_be_rooted or not address.startswith("/"))
    )


def test_pages_ask_for_a_style_sheet_an_icon_and_nothing_more(site: BuiltSite):
    for page in site.all_pages:
        relations = Counter(link.get("rel") for link in page.document.iter("link"))
        assert {
            name: count
            for name, count in relations.items()
            if name not in ("canonical", "alternate")
        } == {"icon": 1, "stylesheet": 1}, page
        assert page.meta("referrer") == "no-referrer", page


def test_style_sheets_and_pictures_load_nothing(site: BuiltSite):
    faults = []
    for path in site.files:
        if path.suffix in (".css", ".svg"):
            text = path.read_text("utf-8")
            # The name of SVG's vocabulary is an address that nobody opens.
            found = re.findall(
                r"@import|url\(\s*(?!['\"]?#)|expression\(|<script|<foreignObject|"
                r"\bon\w+\s*=|javascript:|https?://|//[a-z]",
                text.replace("http://www.w3.org/2000/svg", ""),
            )
            faults += [f"{path.name}: {each}" for each in found]
    assert faults == []


def test_no_style_or_script_is_inline(site: BuiltSite):
    faults = []
    for page in site.all_pages:
        for element in page.document.iter():
            faults += [
                f"{page}: {name}="
                for name in element.attrib
                if name == "style" or name.startswith("on")
            ]
            if element.tag == "style" or (element.tag == "script" and (element.text or "").strip()):
                faults.append(f"{page}: inline <{element.tag}>")
    assert faults == []


def test_the_search_page_alone_has_a_script(site: BuiltSite):
    for page in site.all_pages:
        scripts = [element.attrib for element in page.document.iter("script")]
        up = "../" * page.url.count("/")
        assert scripts == (
            [{"src": f"{up}assets/search.js", "defer": ""}] if page.name == "search" else []
        ), page


STORING_OR_SENDING = re.compile(
    r"localStorage|sessionStorage|indexedDB|\bcaches\b|cookie|serviceWorker|"
    r"sendBeacon|XMLHttpRequest|WebSocket|EventSource|RTCPeer|SharedWorker|Worker\("
    r"|\beval\(|Function\(|importScripts|import\(|postMessage|document\.write|"
    r"innerHTML|https?:|//[a-z]+\.|openDatabase|showDirectoryPicker|BroadcastChannel"
    r"|history\b|location\b|navigator\b|window\.name|new Image|createObjectURL"
)


def test_no_shipped_script_stores_or_sends_anything(site: BuiltSite):
    scripts = [path for path in site.files if path.suffix in (".js", ".mjs", ".cjs", ".wasm")]
    assert [path.relative_to(site.folder).as_posix() for path in scripts] == ["assets/search.js"]
    text = scripts[0].read_text("utf-8")
    assert STORING_OR_SENDING.findall(text) == []
    # A method of MiniSearch has the same name: it is defined and called with a dot.
    assert len(re.findall(r"(?<![.\w$])fetch\((?![^()]*\)\s*\{)", text)) == 1


# Readable


def test_one_main_heading_and_the_others_in_order(site: BuiltSite):
    for page in site.all_pages:
        levels = [int(element.tag[1]) for element in page.body.iter() if element.tag in HEADINGS]
        assert levels.count(1) == 1 and levels[0] == 1, f"{page}: {levels}"
        assert all(after <= before + 1 for before, after in pairwise(levels)), f"{page}: {levels}"
        assert all(text_of(element) for element in page.body.iter() if element.tag in HEADINGS), (
            page
        )


def test_the_language_is_named_and_right(site: BuiltSite):
    for page in site.pages:
        assert (page.document.get("lang"), page.document.get("dir")) == (page.locale, "ltr"), page
        assert (
            _function_words(text_of(page.main))[page.locale]
            > 3 * _function_words(text_of(page.main))[_other(page.locale)]
        ), page


def _other(locale: str) -> str:
    return LOCALES[1 - LOCALES.index(locale)]


FUNCTION_WORDS = {
    "en": {"the", "and", "of", "to", "you", "what", "is", "this"},
    "es": {"el", "la", "los", "las", "de", "que", "en", "y", "del", "su"},
}


def _function_words(text: str) -> Counter[str]:
    words = re.findall(r"\w+", text.casefold())
    return Counter(
        {locale: sum(word in known for word in words) for locale, known in FUNCTION_WORDS.items()}
    )


def test_titles_and_descriptions_are_there_and_unique(site: BuiltSite):
    for locale in LOCALES:
        pages = site.in_locale(locale)
        titles = [page.document.findtext(".//title").strip() for page in pages]
        descriptions = [page.meta("description") or "" for page in pages]
        for values in (titles, descriptions):
            assert all(values), values
            assert [value for value, count in Counter(values).items() if count > 1] == []
        if site.id != FRONT:
            assert [
                title for title in titles if site.record["short_name"][locale] not in title
            ] == []
        assert [text for text in (*titles, *descriptions) if "{" in text or "None" in text] == []


def test_no_placeholder_or_template_is_left(site: BuiltSite):
    left = [
        f"{page}: {found}"
        for page in site.all_pages
        for found in re.findall(
            r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\bTODO\b|\blorem\b|\bUndefined\b|\{\w+\}", page.html
        )
    ]
    # The sentences of the search have places that its script fills.
    assert [
        each for each in left if not re.search(r"(search|buscar)/: \{(query|count)\}$", each)
    ] == []


# State and owner


DRAFT_MARKS = {"en": "Draft.", "es": "Borrador."}


def test_drafts_say_so_in_words_and_are_not_indexed_and_published_notices_are(site: BuiltSite):
    for page in site.pages:
        marks = [
            text_of(each) for each in by_class(page.main, "state") if each.get("role") == "note"
        ]
        assert [mark.startswith(DRAFT_MARKS[page.locale]) and len(mark) > 40 for mark in marks] == [
            True
        ] * site.is_draft, f"{page}: {marks}"
        assert (page.meta("robots") == "noindex") == site.is_draft, page
        assert page.meta("robots") in (None, "noindex"), page


def test_the_first_page_of_a_draft_is_listed_as_a_draft(sites: Sites):
    for locale in LOCALES:
        rows = {
            row.get("href").strip("./").split("/")[0]: text_of(row)
            for row in _library_links(sites[FRONT].page(locale, "index"))
        }
        assert set(rows) == set(sites.sources.library_ids)
        marked = {
            site_id for site_id, text in rows.items() if strings(locale)["draft.short"] in text
        }
        assert marked == {
            site_id for site_id in sites.sources.library_ids if sites[site_id].is_draft
        }
        for site_id, row in zip(
            rows, _library_links(sites[FRONT].page(locale, "index")), strict=True
        ):
            page = sites[FRONT].page(locale, "index")
            assert resolved(page, row.get("href"), HERE) == f"{HERE}{site_id}/" + (
                "es/" if locale == "es" else ""
            )
            assert sites[site_id].record["name"][locale] in rows[site_id]


def _library_links(page: BuiltPage) -> list[Element]:
    return [link for each in by_class(page.main, "libraries") for link in each.iter("a")]


def test_a_members_pages_say_whose_notice_it_is(site: BuiltSite):
    for page in site.pages:
        owners = [text_of(each) for each in by_class(page.main, "owner")]
        if site.system is None:
            assert owners == [], page
        else:
            assert len(owners) == 1, page
            assert (
                site.record["name"][page.locale] in owners[0]
                and site.sources.records[site.system]["name"][page.locale] in owners[0]
            ), owners


def test_every_page_names_its_library(site: BuiltSite):
    for page in site.pages:
        name = (
            site.record["name"][page.locale] if site.record else strings(page.locale)["front.name"]
        )
        assert name in text_of(page.body.find("header")), page


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_not_found_speaks_both_languages_that_of_the_address_first(
    site: BuiltSite, locale: str
):
    page = site.missing if locale == "en" else site.missing_in_spanish
    sections = {section.get("lang"): section for section in page.body.iter("section")}
    assert list(sections) == sorted(LOCALES, key=lambda other: other != locale)
    assert page.document.get("lang") == locale
    assert strings(locale)["missing.title"] == page.document.findtext(".//h1")
    for locale, section in sections.items():
        assert strings(locale)["missing.title"] in text_of(section) and strings(locale)[
            "missing.text"
        ] in text_of(section)
        leads = {urlsplit(link.get("href")).path for link in section.iter("a")}
        wanted = {
            other.url
            for other in site.in_locale(locale)
            if other.name == "search" or other.name not in OFF_MENU
        }
        assert leads == {urlsplit(site.address).path + url for url in wanted}
        assert strings(locale)["missing.title"] in page.document.findtext(".//title")
    assert page.meta("robots") == "noindex"


# Ways through the site


def test_the_menu_has_every_page_once_and_marks_the_current_one(site: BuiltSite):
    for page in site.pages:
        menu = page.document.find(".//*[@id='menu']")
        links = list(menu.iter("a"))
        leads = [resolved(page, link.get("href"), HERE) for link in links]
        wanted = {
            HERE + other.url for other in site.in_locale(page.locale) if other.name not in OFF_MENU
        }
        if site.id == FRONT:
            assert leads == [], page
            continue
        assert sorted(leads) == sorted(wanted), page
        current = [
            resolved(page, link.get("href"), HERE)
            for link in links
            if link.get("aria-current") == "page"
        ]
        assert current == ([] if page.name in OFF_MENU else [HERE + page.url]), page


def test_the_menu_has_the_same_order_in_both_languages(site: BuiltSite):
    orders = {}
    for locale in LOCALES:
        page = site.page(locale, "index")
        leads = [
            resolved(page, link.get("href"), HERE)
            for link in page.document.find(".//*[@id='menu']").iter("a")
        ]
        names = {HERE + other.url: other.name for other in site.in_locale(locale)}
        orders[locale] = [names[lead] for lead in leads]
    assert orders["en"] == orders["es"]


def test_breadcrumbs_lead_home_and_name_the_page(site: BuiltSite):
    for page in site.pages:
        crumbs = by_class(page.main, "crumbs")
        if page.name == "index":
            assert crumbs == [], page
            continue
        home, here = crumbs[0].findall(".//li")
        assert (
            resolved(page, home.find("a").get("href"), HERE)
            == HERE + site.page(page.locale, "index").url
        ), page
        assert here.get("aria-current") == "page" and page.document.findtext(".//title").startswith(
            text_of(here)
        ), page
        assert text_of(home) == _menu_title(site, page.locale, "index") or site.id == FRONT, page


def _menu_title(site: BuiltSite, locale: str, name: str) -> str | None:
    page = site.page(locale, "index")
    for link in page.document.find(".//*[@id='menu']").iter("a"):
        if resolved(page, link.get("href"), HERE) == HERE + site.page(locale, name).url:
            return text_of(link)
    return None


def test_the_search_can_be_reached_from_every_page(site: BuiltSite):
    for page in site.pages:
        leads = [
            resolved(page, link.get("href"), HERE) for link in page.body.find("header").iter("a")
        ]
        assert HERE + site.page(page.locale, "search").url in leads, page
        assert page.ids.count("content") == 1 and page.ids.count("menu") == 1, page


def test_no_id_is_there_twice(site: BuiltSite):
    assert [
        (str(page), name)
        for page in site.all_pages
        for name, count in Counter(page.ids).items()
        if count > 1
    ] == []


# Both languages say the same


def test_both_languages_have_the_same_ids(site: BuiltSite):
    for english, spanish in site.pairs:
        assert _ids_of_places(english) == _ids_of_places(spanish), english.name


def _ids_of_places(page: BuiltPage) -> list[str]:
    """The ids on a page but for its main heading's.

    Markdown makes that one of the heading's words, and nothing leads to it.
    """
    return [
        element.get("id")
        for element in page.document.iter()
        if element.get("id") is not None and element.tag != "h1"
    ]


@pytest.mark.parametrize(
    "tag", ["tr", "td", "th", "a", "dt", "dd", "details", "section", "h2", "h3", "caption", "img"]
)
def test_both_languages_have_as_many_parts(site: BuiltSite, tag: str):
    for english, spanish in site.pairs:
        counts = [
            sum(not _is_explanation(element) for element in page.main.iter(tag))
            for page in (english, spanish)
        ]
        assert counts[0] == counts[1], f"{english.name}: <{tag}> {counts}"


def _is_explanation(element: Any) -> bool:
    """Tell whether an element leads from a hard word to its explanation.

    Each language has it where it uses the word.
    """
    return "#word-" in element.get("href", "")


def test_both_languages_link_to_the_same_places(site: BuiltSite):
    for english, spanish in site.pairs:
        assert _targets(english, site) == _targets(spanish, site), english.name


def _targets(page: BuiltPage, site: BuiltSite) -> list[str]:
    """Where the links of a page's own part lead.

    What is the same page or policy in the other language counts as one.
    """
    bases = "|".join(
        re.escape(each)
        for each in (
            HERE,
            site.address,
            *(record["address"] for record in site.sources.records.values()),
        )
    )
    leads = [
        resolved(page, link.get("href"), HERE)
        for link in page.main.iter("a")
        if not _is_explanation(link)
    ]
    english = {
        HERE + other.url: HERE + site.page("en", other.name).url for other in site.in_locale("es")
    }
    parts = [lead.partition("#") for lead in leads]
    leads = [english.get(place, place) + sign + anchor for place, sign, anchor in parts]
    leads = [re.sub(rf"^({bases})([a-z-]+/)?es/", r"\1\2", lead) for lead in leads]
    return sorted(site.sources.spanish_policies.get(lead, lead) for lead in leads)


def test_both_languages_cite_the_same_statements_in_the_same_order(site: BuiltSite):
    for english, spanish in site.pairs:
        cited = [
            [
                each.get("data-statements")
                for each in page.main.iter()
                if each.get("data-statements")
            ]
            for page in (english, spanish)
        ]
        assert cited[0] == cited[1], english.name


def test_both_languages_have_the_same_dates_in_the_manner_of_each(site: BuiltSite):
    for english, spanish in site.pairs:
        assert Counter(_dates(english)) == Counter(_dates(spanish)), english.name


def _dates(page: BuiltPage) -> list[str]:
    """The dates in the text of a page.

    Each must be written in the manner of its language.
    """
    found = []
    for text, lang in _text_nodes(page.main, page.locale):
        if "://" not in text:
            assert dates_in(text, _other(lang)) == [], (
                f"{page}: a date in the manner of the other language: {text}"
            )
            assert re.findall(r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b", text) == [], (
                f"{page}: a date that is no words: {text}"
            )
            found += dates_in(text, lang)
    return found


def test_no_words_of_the_interface_are_left_in_the_other_language(site: BuiltSite):
    for locale in LOCALES:
        foreign = _patterns(_other(locale), locale)
        left = [
            f"{page}: {text}"
            for page in site.in_locale(locale)
            for text in _words_shown(page)
            if foreign.fullmatch(text)
        ]
        assert left == []


def _patterns(locale: str, other: str) -> re.Pattern[str]:
    """What the strings of ``locale`` look like on a page, where ``other`` says it otherwise."""
    theirs = set(strings(other).values())
    differing = [
        value
        for key, value in strings(locale).items()
        if value not in theirs and value != strings(other)[key]
    ]
    return re.compile("|".join(_filled(value) for value in differing))


def _filled(value: str) -> str:
    """A pattern for a string with its places filled: with a number or with anything."""
    units = re.split(r"(\{\w+\})", value)
    return "".join(
        (r"\d+" if piece in NUMBERS else ".+") if piece.startswith("{") else re.escape(piece)
        for piece in units
    )


NUMBERS = ("{age}", "{first}", "{last}", "{count}")


def _words_shown(page: BuiltPage) -> list[str]:
    """The text nodes and the read-aloud attributes of a page.

    Parts that are marked as another language are left out.
    """
    spoken = (
        "aria-label",
        "alt",
        "title",
        "data-label",
        "placeholder",
        "data-placeholder",
        "data-none",
        "data-one",
        "data-many",
        "data-failed",
        "content",
    )
    attributes = [
        element.get(name)
        for element in page.document.iter()
        for name in spoken
        if element.get(name)
    ]
    return [
        text for text, lang in _text_nodes(page.document, page.locale) if lang == page.locale
    ] + attributes


def _text_nodes(element: Element, lang: str) -> Iterator[tuple[str, str]]:
    lang = element.get("lang", lang)
    units: Iterable[tuple[str | None, Element | None]] = [
        (element.text, None),
        *((child.tail, child) for child in element),
    ]
    if isinstance(element.tag, str):
        for text, child in units:
            if child is not None:
                yield from _text_nodes(child, lang)
            if text and text.strip():
                yield " ".join(text.split()), lang


def test_no_text_of_the_data_is_left_in_the_other_language(site: BuiltSite):
    for locale in LOCALES:
        foreign = site.sources.texts[_other(locale)] - site.sources.texts[locale]
        left = [
            f"{page}: {text}"
            for page in site.in_locale(locale)
            for text in _words_shown(page)
            if text in foreign
        ]
        assert left == []
