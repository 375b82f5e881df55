"""Cookies one by one: what pages say of each, and what does not fit."""

from __future__ import annotations

import pytest

from aviso.site.compose import make_site
from tests.support.project import Project
from tests.support.words import words

LIBRARY = "data/libraries/riverside.yml"
ANALYTICS = """
    site: website
    set_by: pagewell
    party: first
    purpose: {en: To count visits, es: Para contar las visitas}
    lasts: 2 years
    source: [RL-02]
"""


def list_cookies(project: Project, *cookies: str, shown: bool = True) -> None:
    """List cookies, each by the lines of its record after the name, and show them on a page."""
    rows = "".join(
        f"  - name: cookie_{number}\n    {lines.strip()}\n" for number, lines in enumerate(cookies)
    )
    project.append(LIBRARY, f"\ncookies:\n{rows}")
    for locale in ("en", "es") if shown else ():
        project.append(f"docs/riverside/{locale}/index.md", "\n\n{{ cookies() }}\n")


def read_block(project: Project, locale: str, library: str = "riverside") -> str:
    """The words of the block."""
    context = make_site(library, project.load_records()).make_context(locale, "index")
    return words(context.names["cookies"]())


def test_every_fact_of_a_cookie_is_told(small_project: Project) -> None:
    list_cookies(small_project, ANALYTICS)
    assert small_project.reported() == ""
    assert read_block(small_project, "en").startswith(
        "Cookies of the library’s sites Cookie Who sets it What it is for For how long "
        "cookie_0 On the library’s website Pagewell same site To count visits 2 years"
    )
    assert "Pagewell del mismo sitio Para contar las visitas 2 años" in read_block(
        small_project, "es"
    )


@pytest.mark.parametrize("library", ["riverside", "riverside-branch"])
def test_the_notice_says_apart_that_its_own_site_sets_none(
    small_project: Project, library: str
) -> None:
    list_cookies(small_project, ANALYTICS)
    shown = read_block(small_project, "en", library)
    assert shown.endswith(
        "The site of this privacy notice sets none of these cookies, and no others."
    )


def test_what_nobody_knows_is_not_stated(small_project: Project) -> None:
    list_cookies(small_project, "site: {en: The events calendar, es: La agenda}")
    assert small_project.reported() == ""
    assert "cookie_0 The events calendar Not stated Not stated Not stated" in read_block(
        small_project, "en"
    )
    assert "cookie_0 La agenda No se indica No se indica No se indica" in read_block(
        small_project, "es"
    )


@pytest.mark.parametrize(
    ("lasts", "en", "es"),
    [
        ("24 hours", "24 hours", "24 horas"),
        ("session", "Until you close the browser", "Hasta que usted cierra el navegador"),
        ("{en: Until you sign out, es: Hasta salir}", "Until you sign out", "Hasta salir"),
    ],
)
def test_how_long_a_cookie_lasts(small_project: Project, lasts: str, en: str, es: str) -> None:
    list_cookies(small_project, f"site: catalog\n    lasts: {lasts}")
    assert small_project.reported() == ""
    assert en in read_block(small_project, "en") and es in read_block(small_project, "es")


def test_a_library_without_cookies_shows_nothing(small_project: Project) -> None:
    assert read_block(small_project, "en") == ""


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("site: blog", 'is of the site "blog"; write website, catalog, an address'),
        ("site: https://notices.example.org/riverside/x", "own site, which sets none"),
        ("site: http://user@catalog.example", "hides another name"),
        ("site: catalog\n    set_by: library\n    party: third", "is third, but the library"),
        ("site: catalog\n    set_by: somebody", 'set_by is "somebody", which is neither'),
        ("site: catalog\n    lasts: a while", '"a while" is not a period'),
        ("site: catalog\n    source: [RL-99]", 'statement "RL-99" is in none'),
        ("site: catalog\n    party: second", 'party cannot be "second"'),
    ],
)
def test_a_fault_is_told(small_project: Project, lines: str, told: str) -> None:
    list_cookies(small_project, lines)
    assert told in small_project.reported()


def test_a_name_is_one_of_a_cookie(small_project: Project) -> None:
    list_cookies(small_project, "site: catalog")
    small_project.replace(LIBRARY, "cookie_0", "the cookie")
    assert '"the cookie" is not the name of a cookie' in small_project.reported()


def test_a_cookie_that_no_page_shows_is_told(small_project: Project) -> None:
    list_cookies(small_project, ANALYTICS, shown=False)
    assert "no page shows the cookies" in small_project.reported()


def test_a_promise_of_no_cookies_stands_beside_none(small_project: Project) -> None:
    list_cookies(small_project, ANALYTICS)
    small_project.replace(
        LIBRARY, "    topic: selling\n", "    topic: selling\n    rules_out: [cookies]\n"
    )
    assert "promises that no cookies are set, but the library lists “cookie_0”" in (
        small_project.reported()
    )


def test_own_words_are_compared_between_the_languages(small_project: Project) -> None:
    list_cookies(
        small_project,
        "site: catalog\n    purpose: {en: Kept for 3 days, es: Se guarda 5 días}",
    )
    assert "3 days" in small_project.reported() and "5 días" in small_project.reported()
