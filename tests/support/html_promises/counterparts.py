"""A page says the same in both languages, and has no words of the other one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import Element

import pytest

from tests.support.built_sites import BuiltPage, BuiltSite, dates_in, resolved
from tests.support.cited import list_cited
from tests.support.html_promises.links import HERE
from tests.support.html_promises.words import other_locale
from tests.support.sources import LOCALES, strings


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
    """Return the targets of a page's own links. The two language versions of a page or policy count
    as one.
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
            [list_cited(each) for each in page.main.iter("cite")] for page in (english, spanish)
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
            assert dates_in(text, other_locale(lang)) == [], (
                f"{page}: a date in the manner of the other language: {text}"
            )
            assert re.findall(r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b", text) == [], (
                f"{page}: a date that is no words: {text}"
            )
            found += dates_in(text, lang)
    return found


def test_no_words_of_the_interface_are_left_in_the_other_language(site: BuiltSite):
    for locale in LOCALES:
        foreign = _patterns(other_locale(locale), locale)
        left = [
            f"{page}: {text}"
            for page in site.in_locale(locale)
            for text in _words_shown(page)
            if foreign.fullmatch(text)
        ]
        assert left == []


def _patterns(locale: str, other: str) -> re.Pattern[str]:
    """Return patterns of the strings of ``locale`` that differ in ``other``."""
    theirs = set(strings(other).values())
    differing = [
        value
        for key, value in strings(locale).items()
        if value not in theirs
        and value != strings(other)[key]
        # A string that consists of placeholders and commas would match any text.
        and re.search(r"[^\W\d_]", re.sub(r"\{\w+\}", "", value))
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
        foreign = site.sources.texts[other_locale(locale)] - site.sources.texts[locale]
        left = [
            f"{page}: {text}"
            for page in site.in_locale(locale)
            for text in _words_shown(page)
            if text in foreign
        ]
        assert left == []
