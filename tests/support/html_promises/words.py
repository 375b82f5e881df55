"""How pages describe themselves: language, title, draft, library."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import pytest

from tests.support.built_sites import (
    BuiltPage,
    BuiltSite,
    Sites,
    by_class,
    resolved,
    text_of,
)
from tests.support.html_promises.links import HERE
from tests.support.sources import FRONT, LOCALES, strings


def test_the_language_is_named_and_right(site: BuiltSite):
    for page in site.pages:
        assert (page.document.get("lang"), page.document.get("dir", "ltr")) == (
            page.locale,
            "ltr",
        ), page
        text = [_text_in(page.locale, page.body.find(f".//{part}")) for part in ("main", "footer")]
        words = _function_words(" ".join(text))
        assert words[page.locale] > 3 * words[other_locale(page.locale)], page


def _text_in(locale: str, element: Element) -> str:
    """The text of an element, but for parts that are marked as being in another language."""
    inner = (
        _text_in(locale, child) if child.get("lang", locale) == locale else "" for child in element
    )
    texts = (f"{text} {child.tail or ''}" for text, child in zip(inner, element, strict=True))
    return f"{element.text or ''} {' '.join(texts)}"


def other_locale(locale: str) -> str:
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
            text_of(each) for each in by_class(page.document, "state") if each.get("role") == "note"
        ]
        assert [mark.startswith(DRAFT_MARKS[page.locale]) and len(mark) > 40 for mark in marks] == [
            True
        ] * site.is_draft, f"{page}: {marks}"
        assert (page.meta("robots") == "noindex") == site.is_draft, page
        assert page.meta("robots") in (None, "noindex"), page


def test_the_first_page_of_a_draft_is_listed_as_a_draft(sites: Sites):
    for locale in LOCALES:
        rows = {
            link.get("href").strip("./").split("/")[0]: text_of(row)
            for row in _library_rows(sites[FRONT].page(locale, "index"))
            for link in row.iter("a")
        }
        assert set(rows) == set(sites.sources.library_ids)
        marked = {
            site_id for site_id, text in rows.items() if strings(locale)["draft.short"] in text
        }
        assert marked == {
            site_id for site_id in sites.sources.library_ids if sites[site_id].is_draft
        }
        for site_id, row in zip(
            rows, _library_rows(sites[FRONT].page(locale, "index")), strict=True
        ):
            page = sites[FRONT].page(locale, "index")
            assert resolved(page, next(row.iter("a")).get("href"), HERE) == f"{HERE}{site_id}/" + (
                "es/" if locale == "es" else ""
            )
            assert sites[site_id].record["name"][locale] in rows[site_id]


def _library_rows(page: BuiltPage) -> list[Element]:
    return [row for each in by_class(page.main, "libraries") for row in each.iter("li")]


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
            if other.name in ("index", "choices", "search")
        }
        assert leads == {urlsplit(site.address).path + url for url in wanted}
        assert strings(locale)["missing.title"] in page.document.findtext(".//title")
    assert page.meta("robots") == "noindex"
