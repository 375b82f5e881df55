"""The search understands the words that people use: synonyms, typing errors, phonetic spellings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from aviso.i18n.search_synonyms import SearchGroup
from tests.support.search_pages import Site, entries_of, search, served, written_site

OPEN = {
    "en": ("Open questions", "The policy does not speak of cameras."),
    "es": ("Cuestiones pendientes", "La política no habla de cámaras."),
}
EVIDENCE = {
    "en": ("Documents", "An email, an email address, the police, reports."),
    "es": ("Documentos", "Un correo, la policía, un historial de trámites."),
}
POLICE, CHILDREN, LOANS = "../police/#orders", "../children/#under-13", "../choices/#loans"
GROUPS = {
    "en": [
        SearchGroup("police", ("police", "cop", "ice", "law enforcement"), (POLICE,)),
        SearchGroup("children", ("child", "kid", "teenager"), (CHILDREN,)),
        SearchGroup("how-long", ("how long", "keep my data"), ("../logs/",)),
        SearchGroup("wifi", ("wi-fi", "hotspot"), ("../choices/#email", "../not/#there")),
        SearchGroup("cameras", ("camera", "cctv"), ()),
        SearchGroup("ghosts", ("ghost", "specter"), ("../not/#there",)),
        SearchGroup("words", ("deport", "subpoena"), ("../laws/#policy",)),
    ],
    "es": [
        SearchGroup("police", ("policía", "la migra", "alguacil"), (POLICE,)),
        SearchGroup("children", ("niño", "hijo"), (CHILDREN,)),
        SearchGroup("loans", ("historial", "libros que saqué"), (LOANS,)),
        SearchGroup("how-long", ("cuánto tiempo", "guardan mis datos"), ("../logs/",)),
    ],
}


@pytest.fixture(scope="module")
def asked(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str, str], list[str]]]:
    """Ask the search of a notice with groups, in a language, and read the addresses found."""
    with served(written_site(tmp_path_factory.mktemp("site"))) as site:
        pages = {locale: _open(browser, site, locale) for locale in GROUPS}
        yield lambda locale, query: search(pages[locale], query)
        for page in pages.values():
            page.close()


def _open(browser: Browser, site: Site, locale: str) -> Page:
    more = [("../about/#open", *OPEN[locale], 50), ("../documents/#all", *EVIDENCE[locale], 30)]
    entries = entries_of(locale) + [
        {"url": url, "title": title, "heading": title, "text": text, "weight": weight}
        for url, title, text, weight in more
    ]
    site.write_index(locale, entries, GROUPS[locale], otherwise="../about/#open")
    page = browser.new_page()
    page.goto(site.page_address(locale), wait_until="networkidle")
    return page


@pytest.mark.parametrize(
    ("locale", "query", "first"),
    [
        ("en", "cops", POLICE),
        ("en", "ICE", POLICE),
        ("en", "Law-Enforcement agents", POLICE),
        ("en", "my kids", CHILDREN),
        ("en", "how long", "../logs/"),
        ("en", "How long do you keep it?", "../logs/"),
        ("en", "keep all of my data", "../logs/"),
        ("en", "wifi", "../choices/#email"),
        ("en", "wi fi", "../choices/#email"),
        ("en", "Wi-Fi", "../choices/#email"),
        ("es", "la migra", POLICE),
        ("es", "¿CUANTO TIEMPO guardan un libro?", "../logs/"),
        ("es", "qué libros saqué", LOANS),
    ],
)
def test_a_word_of_a_group_leads_to_what_comes_first(asked, locale, query, first):
    assert asked(locale, query)[0] == first


@pytest.mark.parametrize("query", ["kid police", "police kid", "what cops know of a teenager"])
def test_of_several_groups_the_first_goes_first(asked, query):
    assert asked("en", query)[:2] == [POLICE, CHILDREN]


def test_the_group_that_is_the_whole_query_goes_before_all_others(asked):
    # "deport" is of a later group than "kid"; alone, it is all that was asked.
    assert asked("en", "deport kid")[0] == CHILDREN
    assert asked("en", "deport")[0] == "../laws/#policy"


@pytest.mark.parametrize("query", ["how", "long", "longer hours", "a shot"])
def test_a_part_of_a_phrase_is_not_the_phrase(asked, query):
    assert asked("en", query)[:1] != ["../logs/"]


def test_the_other_words_of_the_group_are_found_too(asked):
    # No section says "cop"; this one names the police, and is no answer.
    assert asked("en", "cop") == [POLICE, "../documents/#all"]


def test_answers_come_before_what_they_rest_on(asked):
    assert asked("en", "email address") == ["../companies/#hoopla", "../documents/#all"]
    assert asked("en", "email")[-1] == "../documents/#all"


def test_a_subject_that_no_section_answers_leads_to_the_open_questions(asked):
    assert asked("en", "cctv") == ["../about/#open"]
    assert asked("en", "ghosts") == ["../about/#open"]
    # A query outside all groups has no results.
    assert asked("en", "xylophone") == []


@pytest.mark.parametrize(
    ("locale", "query", "first"),
    [
        ("en", "subpeona", "../laws/#policy"),
        ("en", "subpena", "../laws/#policy"),
        ("en", "teenagre", CHILDREN),
        ("en", "polcie", POLICE),
        ("en", "polce", POLICE),
        ("es", "istorial", LOANS),
        ("es", "ijos", CHILDREN),
        ("es", "historail", LOANS),
        ("es", "polisía", POLICE),
        ("es", "alguasil", POLICE),
        ("es", "vivlioteka", LOANS),
        ("es", "rejistro", "../logs/"),
    ],
)
def test_slips_and_letters_of_the_same_sound_are_forgiven(asked, locale, query, first):
    assert asked(locale, query)[0] == first


@pytest.mark.parametrize(
    ("locale", "query"),
    [
        ("en", "resport"),  # not "deport", nor the "reports" of the documents by three errors
        ("en", "xolice"),
        ("en", "gid"),
        ("en", "fines"),
        ("es", "molicía"),
        ("es", "tiblioteca"),
    ],
)
def test_no_slip_changes_the_first_sound(asked, locale, query):
    assert asked(locale, query) == []
