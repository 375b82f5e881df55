"""What blocks of facts say to a reader, word for word, in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable

import html5lib
import pytest

from aviso.i18n.catalog import load_catalog
from aviso.site.compose import make_site
from aviso.site.notice_context import NoticeContext
from tests.support.project import Project

Facts = Callable[..., NoticeContext]


@pytest.fixture(scope="module")
def facts(rich_template: Project) -> Facts:
    """A call for what a page of one of the libraries may name."""
    records = rich_template.load_records()

    def of(library: str, locale: str, page: str = "index") -> NoticeContext:
        found = make_site(library, records).make_context(locale, page)
        assert isinstance(found, NoticeContext)
        return found

    return of


def words(html: str) -> str:
    """The words of a piece of HTML with single spaces.

    A space at which no line breaks is a tilde.
    """
    text = "".join(
        html5lib.parseFragment(
            re.sub(r"(?=<(li|d[dt]|t[hdr]))", " ", html), namespaceHTMLElements=False
        ).itertext()
    )
    return re.sub(r"[ \n]+", " ", text).strip().replace("\N{NO-BREAK SPACE}", "~")


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        (
            "en",
            "Policy~12 in effect since February 1, 2026 Web statement of~2009 archived "
            "April 15, 2009",
        ),
        (
            "es",
            "Política~12 vigente desde el 1 de febrero de 2026 Declaración web de~2009 "
            "copia archivada el 15 de abril de 2009",
        ),
    ],
)
def test_where_a_document_stands_is_said_once(facts: Facts, locale: str, expected: str) -> None:
    assert words(facts("example", locale).render_document_dates().html) == expected


@pytest.mark.parametrize(
    ("locale", "expected"), [("en", "Policy~7 undated"), ("es", "Política~7 sin fecha")]
)
def test_a_document_without_a_date_says_so(
    small_project: Project, locale: str, expected: str
) -> None:
    small_project.replace(
        "data/libraries/riverside.yml",
        "    status: in-force\n    effective: 2025-12-03\n",
        "    status: undated\n",
    )
    assert (
        words(
            make_site("riverside", small_project.load_records())
            .make_context(locale, "index")
            .render_document_dates()
            .html
        )
        == expected
    )


def test_a_day_stands_once_in_the_record_of_a_document_and_in_the_list_of_sources(
    facts: Facts,
) -> None:
    days = {
        "en": ("February 1, 2026", "April 15, 2009"),
        "es": ("1 de febrero de 2026", "15 de abril de 2009"),
    }
    for locale, (effective, archived) in days.items():
        shown = facts("example", locale, "documents")
        policy, statement = (
            words(shown.render_document_summary(name).html)
            for name in ("policy-12", "web-statement")
        )
        sources = words(shown.render_sources().html)
        assert (
            [text.count(effective) for text in (policy, sources)]
            == [text.count(archived) for text in (statement, sources)]
            == [1, 1]
        )


@pytest.mark.parametrize(("locale", "expected"), [("en", "Policy~12"), ("es", "Política~12")])
def test_no_line_breaks_before_the_number_of_a_document(
    facts: Facts, locale: str, expected: str
) -> None:
    shown = facts("example", locale)
    assert words(shown.find_document("policy-12").label.html) == expected
    assert words(shown.render_source("EX-09").html).endswith(f" {expected}, III.A")


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        (
            "en",
            "<p>Example Branch Library follows the privacy notice of its system, <a "
            'href="https://notices.example.org/example/">Example Library System</a>.</p>',
        ),
        (
            "es",
            "<p>Biblioteca Sucursal Ejemplo sigue el aviso de privacidad de su sistema, "
            '<a href="https://notices.example.org/example/es/">'
            "Sistema de Bibliotecas Ejemplo</a>.</p>",
        ),
    ],
)
def test_a_member_names_its_system_once_and_leads_to_it(
    facts: Facts, locale: str, expected: str
) -> None:
    assert expected in facts("example-branch", locale, "about").render_publication().html


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("en", "Policy~12, VII.C {source} Policy~12, V · {source} Policy~12, VII.B"),
        ("es", "Política~12, VII.C {source} Política~12, V · {source} Política~12, VII.B"),
    ],
)
def test_the_source_of_a_whole_procedure_says_what_it_is(
    facts: Facts, rich_template: Project, locale: str, expected: str
) -> None:
    said = facts("example", locale, "requests").render_procedure("officer-request").html
    source = load_catalog(rich_template.opened, locale).get_string("source")
    assert words(said).endswith(expected.format(source=source))
