"""The name of a library within a sentence: with its article, where the library gives it."""

from __future__ import annotations

import pytest

from aviso.i18n.names_in_sentences import contract
from aviso.site.compose import make_site
from aviso.site.notice_context import NoticeContext
from tests.support.project import Project
from tests.support.words import words

LIBRARY = "data/libraries/riverside.yml"
NAMED = "name_in_sentence:\n  en: the Riverside Library\n  es: la Biblioteca Riverside\n"
MASCULINE = (
    "name:\n  en: Riverside System\n  es: Sistema Riverside\n"
    "name_in_sentence:\n  en: the Riverside System\n  es: el Sistema Riverside\n"
)
NAME = "name:\n  en: Riverside Library\n  es: Biblioteca Riverside\n"


def open_page(project: Project, locale: str, library: str = "riverside") -> NoticeContext:
    """What a page of a library can call."""
    return make_site(library, project.load_records()).make_context(locale, "index")


@pytest.mark.parametrize(
    ("lines", "en", "es"),
    [
        (NAME, "notice of Riverside Library.", "privacidad de la biblioteca (Biblioteca Riversi"),
        (
            NAME + NAMED,
            "notice of the Riverside Library.",
            "privacidad de la Biblioteca Riverside.",
        ),
        (MASCULINE, "notice of the Riverside System.", "privacidad del Sistema Riverside."),
    ],
)
def test_a_notice_is_of_a_library_as_people_say_it(
    small_project: Project, lines: str, en: str, es: str
) -> None:
    if lines != NAME:
        small_project.replace(LIBRARY, NAME, lines)
    assert small_project.reported() == ""
    assert en in words(open_page(small_project, "en").render_basis())
    assert es in words(open_page(small_project, "es").render_basis())


def test_pages_can_say_it_too(small_project: Project) -> None:
    small_project.replace(LIBRARY, NAME, MASCULINE)
    shown = open_page(small_project, "es").view_library()
    assert shown.of_name == "del Sistema Riverside"
    assert shown.name_in_sentence == "el Sistema Riverside"


def test_a_member_has_an_article_of_its_own(small_project: Project) -> None:
    small_project.replace(LIBRARY, NAME, MASCULINE)
    assert "Qué es distinto en Sucursal Riverside" in words(
        open_page(small_project, "es", "riverside-branch").render_exceptions()
    )
    small_project.append(
        "data/libraries/riverside-branch.yml",
        "\nname_in_sentence:\n  en: the Riverside Branch\n  es: la Sucursal Riverside\n",
    )
    assert "Qué es distinto en la Sucursal Riverside" in words(
        open_page(small_project, "es", "riverside-branch").render_exceptions()
    )


def test_the_sentence_has_the_same_name(small_project: Project) -> None:
    small_project.replace(LIBRARY, NAME, NAME + NAMED.replace("Riverside", "Hartley"))
    assert "which does not have the name" in small_project.reported()


@pytest.mark.parametrize(
    ("locale", "sentence", "name", "expected"),
    [
        ("es", "Aviso de el Sistema", "el Sistema", "Aviso del Sistema"),
        ("es-MX", "Vuelva a el Sistema", "el Sistema", "Vuelva al Sistema"),
        ("es", "Aviso de la Biblioteca", "la Biblioteca", "Aviso de la Biblioteca"),
        # An article that is a part of the name stays.
        ("es", "Aviso de El Sistema", "El Sistema", "Aviso de El Sistema"),
        ("fr", "L’avis de le Réseau", "le Réseau", "L’avis du Réseau"),
        ("vi", "của el Sistema", "el Sistema", "của el Sistema"),
    ],
)
def test_a_preposition_grows_together_with_the_article(
    locale: str, sentence: str, name: str, expected: str
) -> None:
    assert contract(locale, sentence, name) == expected
