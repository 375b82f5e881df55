"""What blocks of facts say to a reader, word for word, in both languages."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import html5lib
import pytest

from aviso.core.project import Project
from aviso.model.membership import family
from aviso.model.repository import load_records
from aviso.site.context import NoticeContext
from aviso.site.site import make_site

ROOT = Path(__file__).parents[2]


@cache
def facts(library: str, locale: str, page: str = "index") -> NoticeContext:
    """What a page of one of the libraries may call."""
    found = make_site(
        library, load_records(Project(ROOT), family(Project(ROOT), library))[0]
    ).facts(locale, page)
    assert isinstance(found, NoticeContext)
    return found


def words(html: str) -> str:
    """The words of a piece of HTML with single spaces; a space at which no line breaks is a tilde."""
    text = "".join(
        html5lib.parseFragment(
            re.sub(r"(?=<(li|d[dt]|t[hdr]))", " ", html), namespaceHTMLElements=False
        ).itertext()
    )
    return re.sub(r"[ \n]+", " ", text).strip().replace("\N{NO-BREAK SPACE}", "~")


@pytest.mark.parametrize(
    ("library", "locale", "expected"),
    [
        (
            "sonoma",
            "en",
            "Policy~4005 in effect since December 3, 2025 2003 web statement archived June 22, 2003",
        ),
        (
            "sonoma",
            "es",
            "Política~4005 vigente desde el 3 de diciembre de 2025 Declaración web de~2003 copia archivada el 22 de junio de 2003",
        ),
        ("westchester", "en", "Policy~11 undated"),
        ("westchester", "es", "Política~11 sin fecha"),
    ],
)
def test_where_a_document_stands_is_said_once(library: str, locale: str, expected: str) -> None:
    assert words(facts(library, locale).document_dates().html) == expected


def test_a_day_stands_once_in_the_record_of_a_document_and_in_the_list_of_sources() -> None:
    for locale, (effective, archived) in {
        "en": ("December 3, 2025", "June 22, 2003"),
        "es": ("3 de diciembre de 2025", "22 de junio de 2003"),
    }.items():
        shown = facts("sonoma", locale, "documents")
        policy, statement = (
            words(shown.document_summary(name).html) for name in ("policy-4005", "statement-2003")
        )
        sources = words(shown.sources().html)
        assert (
            [text.count(effective) for text in (policy, sources)]
            == [text.count(archived) for text in (statement, sources)]
            == [1, 1]
        )


@pytest.mark.parametrize(("locale", "expected"), [("en", "Policy~11"), ("es", "Política~11")])
def test_no_line_breaks_before_the_number_of_a_document(locale: str, expected: str) -> None:
    shown = facts("westchester", locale)
    assert [
        words(fragment.html)
        for fragment in (shown.source("W-06"), shown.document("policy-11").label)
    ] == [expected, expected]


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        (
            "en",
            '<p>Example Branch Library follows the privacy notice of its system, <a href="https://notices.example.org/example/">Example Library System</a>.</p>',
        ),
        (
            "es",
            '<p>Biblioteca Sucursal Ejemplo sigue el aviso de privacidad de su sistema, <a href="https://notices.example.org/example/es/">Sistema de Bibliotecas Ejemplo</a>.</p>',
        ),
    ],
)
def test_a_member_names_its_system_once_and_leads_to_it(locale: str, expected: str) -> None:
    assert expected in facts("example-branch", locale, "about").publication().html


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("en", "Policy~4005, III.C.ii.i These steps rest on: Policy~4005, III.B.iii"),
        ("es", "Política~4005, III.C.ii.i Estos pasos se basan en: Política~4005, III.B.iii"),
    ],
)
def test_the_source_of_a_whole_procedure_says_what_it_is(locale: str, expected: str) -> None:
    assert words(facts("sonoma", locale, "requests").procedure("officer-request").html).endswith(
        expected
    )
