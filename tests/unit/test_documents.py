"""What a notice says of a document: its dates, whose it is, its editions, and where to find it."""

from __future__ import annotations

from datetime import date

import pytest

from aviso.core.partial_dates import PartialDate, is_later, parse_date
from aviso.i18n.catalog import load_catalog
from aviso.model.archives import find_day_of_copy
from aviso.site.compose import make_site
from tests.support.project import Project
from tests.support.words import words

LIBRARY = "data/libraries/riverside.yml"
WAYBACK = "https://web.archive.org/web/20151203101500/https://www.riverside.example/policy"


def with_lines(project: Project, lines: str) -> None:
    """Put lines into the record of the library's document, each below the number."""
    indented = "".join(f"    {line}\n" for line in lines.splitlines())
    project.replace(LIBRARY, '    number: "7"\n', f'    number: "7"\n{indented}')


def read_summary(project: Project, locale: str) -> str:
    """The words of the document's summary."""
    context = make_site("riverside", project.load_records()).make_context(locale, "documents")
    return words(context.render_document_summary("policy-7"))


@pytest.mark.parametrize(
    ("day", "en", "es"),
    [
        ("2025-12-03", "in effect since December 3, 2025", "vigente desde el 3 de diciembre"),
        ("2015-12", "in effect since December 2015", "vigente desde diciembre de 2015"),
        ("2015", "in effect since 2015", "vigente desde 2015"),
        ("about 2015", "in effect since about 2015", "vigente aproximadamente desde 2015"),
        (
            "about 2015-12",
            "in effect since about December 2015",
            "vigente aproximadamente desde diciembre de 2015",
        ),
    ],
)
def test_a_date_is_told_as_the_document_gives_it(
    small_project: Project, day: str, en: str, es: str
) -> None:
    if day != "2025-12-03":
        old = "effective: 2025-12-03"
        small_project.replace(LIBRARY, old, f"effective: {day}", everywhere=True)
    assert small_project.reported() == ""
    assert en in read_summary(small_project, "en")
    assert es in read_summary(small_project, "es")


def test_a_label_before_a_date_without_a_day_has_no_article(small_project: Project) -> None:
    small_project.replace(LIBRARY, "status: in-force", "status: undated")
    small_project.replace(LIBRARY, "effective: 2025-12-03", "effective: about 2018-05")
    small_project.replace(LIBRARY, "      - effective: 2025-12-03", "      - effective: 2018-05")
    assert "Vigente desde hacia mayo de 2018" in read_summary(small_project, "es")
    assert "In effect since about May 2018" in read_summary(small_project, "en")


def test_a_date_within_a_sentence_is_about_one(small_project: Project) -> None:
    for locale, expected in (("en", "about May 2018"), ("es", "hacia mayo de 2018")):
        words_of = load_catalog(small_project.opened, locale)
        assert words_of.format_day(PartialDate(2018, 5, about=True)) == expected


@pytest.mark.parametrize(
    ("one", "other", "later"),
    [
        ("2016", "about 2015", False),
        ("2018", "about 2015", True),
        ("about 2015-06", "2015-05-20", False),
        ("about 2015-08", "2015-05-20", True),
        ("2016-01", "2015-12", True),
    ],
)
def test_what_is_about_right_is_later_only_beyond_doubt(one: str, other: str, later: bool) -> None:
    assert is_later(parse_date(one), parse_date(other)) == later


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("about 2015-12-03", "is not a date"),
        ("around 2015", "is not a date"),
        ("about 2015-13", "is a date that does not exist"),
        (WAYBACK, "is an address, not a date; write the address of a copy under archived_at"),
    ],
)
def test_what_is_no_date_is_told(small_project: Project, written: str, told: str) -> None:
    with_lines(small_project, f"archived: {written}")
    assert told in small_project.reported()


@pytest.mark.parametrize(
    ("issuer", "en", "es"),
    [
        ("library", "Issued by Riverside Library", "Emitido por Biblioteca Riverside"),
        ("town", "Issued by The town or city", "Emitido por El municipio"),
        ("pagewell", "Issued by Pagewell", "Emitido por Pagewell"),
        ("Hartley County", "Issued by Hartley County", "Emitido por Hartley County"),
        ("{en: The county, es: El condado}", "Issued by The county", "Emitido por El condado"),
    ],
)
def test_whose_document_it_is(small_project: Project, issuer: str, en: str, es: str) -> None:
    with_lines(small_project, f"issued_by: {issuer}")
    assert small_project.reported() == ""
    assert en in read_summary(small_project, "en") and es in read_summary(small_project, "es")


def test_a_document_that_a_member_takes_over_is_its_systems(small_project: Project) -> None:
    with_lines(small_project, "issued_by: library")
    site = make_site("riverside-branch", small_project.load_records())
    shown = words(site.make_context("en", "documents").render_document_summary("policy-7"))
    assert "Issued by Riverside Library" in shown


@pytest.mark.parametrize(
    ("kind", "issuer", "told"),
    [
        ("system", "city", 'issued_by is "city", which is neither'),
        ("system", "librry", 'Did you mean "library"?'),
        ("library", "system", "issued_by is system, but the library has no system"),
    ],
)
def test_an_issuer_that_is_not_known_is_told(
    small_project: Project, kind: str, issuer: str, told: str
) -> None:
    if kind != "system":
        small_project.replace(LIBRARY, "kind: system", f"kind: {kind}")
    with_lines(small_project, f"issued_by: {issuer}")
    assert told in small_project.reported()


def test_editions_are_links_in_the_words_of_the_page(small_project: Project) -> None:
    with_lines(
        small_project,
        "editions:\n"
        "  - {language: vi, address: https://www.riverside.example/vi}\n"
        "  - {language: zh-Hans, address: https://www.riverside.example/zh}\n",
    )
    assert small_project.reported() == ""
    assert "Editions by language Vietnamese, Chinese (Simplified)" in read_summary(
        small_project, "en"
    )
    assert "Ediciones por idioma vietnamita, chino (simplificado)" in read_summary(
        small_project, "es"
    )
    site = make_site("riverside", small_project.load_records())
    html = site.make_context("es", "documents").render_document_summary("policy-7").html
    assert '<a href="https://www.riverside.example/zh" hreflang="zh-Hans">' in html


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        (("vi", "vi"), 'names two editions in the language "vi"'),
        (("vi", "xx"), '"xx" is not the code of a language; look it up'),
        (("vi", "es-XX"), '"XX" is not the code of a country or region'),
        (("spa", "vi"), '"spa" is the long form of the code "es"; write es'),
        (("vi", "Chinese"), '"Chinese" is not the code of a language'),
    ],
)
def test_editions_have_a_language_each(
    small_project: Project, codes: tuple[str, ...], told: str
) -> None:
    rows = "".join(
        f"  - {{language: {code}, address: https://www.riverside.example/{number}}}\n"
        for number, code in enumerate(codes)
    )
    with_lines(small_project, f"editions:\n{rows}")
    assert told in small_project.reported()


def test_a_document_without_an_address_says_so(small_project: Project) -> None:
    assert "No address known for this document" in read_summary(small_project, "en")
    assert "No se conoce la dirección de este documento" in read_summary(small_project, "es")


@pytest.mark.parametrize(
    "lines",
    [
        f"archived_at: {WAYBACK.replace('20151203', '20260103')}\narchived: 2026-01",
        "published_at: https://www.riverside.example/policy",
        "editions:\n  - {language: vi, address: https://www.riverside.example/vi}",
    ],
)
def test_a_document_with_any_address_does_not(small_project: Project, lines: str) -> None:
    with_lines(small_project, lines)
    assert small_project.reported() == ""
    assert "No address known" not in read_summary(small_project, "en")


def test_the_copy_is_of_the_day_that_its_address_names(small_project: Project) -> None:
    with_lines(small_project, f"archived_at: {WAYBACK}\narchived: 2016")
    assert "leads to a copy of 2015-12-03, but archived is 2016" in small_project.reported()


@pytest.mark.parametrize(
    ("address", "day"),
    [
        (WAYBACK, date(2015, 12, 3)),
        ("https://web.archive.org/web/20151203/http://a.example/", date(2015, 12, 3)),
        ("https://web.archive.org/web/20151203101500id_/http://a.example/", date(2015, 12, 3)),
        ("https://web.archive.org/web/2015*/http://a.example/", None),
        ("https://web.archive.org/web/20159903/http://a.example/", None),
        ("https://www.example.org/policy", None),
    ],
)
def test_the_address_of_a_copy_may_name_its_day(address: str, day: date | None) -> None:
    assert find_day_of_copy(address) == day
