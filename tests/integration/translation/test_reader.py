"""What the built pages tell readers of a translation that lags behind.

They tell it in place, in the reader's language, with a link.
"""

from __future__ import annotations

import re

import pytest

from aviso.build.assemble import assemble_site
from aviso.checks.built_html import audit_site
from aviso.checks.suite import check_all
from aviso.content.outdated_marks import place_marks
from aviso.core.diagnostics import has_errors
from aviso.core.report_formats import format_text
from aviso.site.writer import make_site_files
from tests.support.project import Project

MARK = re.compile(r'<(aside|small) class="outdated".*?</\1>', re.DOTALL)


@pytest.fixture
def confirmed(project: Project) -> Project:
    """The model library and what is shared, confirmed on a day."""
    done = project.invoke(
        "translation", "confirm", "example", "shared", "--by", "Librarian", "--on", "2026-03-02"
    )
    assert done.exit_code == 0, done.output
    return project


def built(project: Project, site: str = "example") -> dict[str, str]:
    """The built files of a site, which the audit must find sound."""
    opened = assemble_site(project.opened, site)
    files = make_site_files(opened)
    assert format_text(audit_site(files, opened.address)) == ""
    return {
        name: content.decode()
        for name, content in files.items()
        if name.endswith((".html", ".json", ".xml"))
    }


def marks(page: str) -> list[str]:
    return [found[0] for found in MARK.finditer(page)]


def test_where_all_is_confirmed_nothing_is_marked_and_the_notice_says_so(
    confirmed: Project,
) -> None:
    files = built(confirmed)
    assert [name for name, page in files.items() if marks(page)] == []
    assert (
        "Una persona ha confirmado que los idiomas dicen lo mismo, la última vez el 2 de "
        "marzo de 2026."
    ) in files["es/sobre-este-aviso/index.html"]


def test_where_nothing_is_recorded_the_notice_says_that_nobody_has_confirmed_it(
    project: Project,
) -> None:
    assert "Nobody has yet checked that the versions match." in built(project)["about/index.html"]


def test_an_edited_section_is_marked_in_the_other_language_only(confirmed: Project) -> None:
    confirmed.replace("docs/example/en/choices.md", "at most. ", "at most, always. ")
    files = built(confirmed)
    (mark,) = marks(files["es/opciones/index.html"])
    assert "No está al día: el texto en inglés cambió después del 2 de marzo de 2026." in mark
    assert '<a href="../../choices/#email" hreflang="en">Leerlo en inglés</a>' in mark
    heading = files["es/opciones/index.html"].index('id="email"')
    assert (
        heading
        < files["es/opciones/index.html"].index(mark)
        < files["es/opciones/index.html"].index('id="record"')
    )
    assert marks(files["choices/index.html"]) == []
    assert "Leerlo" in mark and "Leerlo" not in files["es/buscar/index.json"]


def test_a_number_in_the_data_is_marked_wherever_it_stands(confirmed: Project) -> None:
    confirmed.replace(
        "data/libraries/example.yml",
        "It takes five working days at most.",
        "It takes six working days at most.",
    )
    files = built(confirmed)
    (mark,) = marks(files["es/index.html"])
    assert 'href="../#' in mark and mark.startswith("<small")
    assert re.search(
        r"Tardamos cinco días hábiles como máximo\.\s*<small class=\"outdated\">",
        files["es/index.html"],
    )
    assert marks(files["index.html"]) == []


def test_a_shared_text_is_marked_where_it_is_taken_in(confirmed: Project) -> None:
    confirmed.replace("docs/_shared/es/cookies-explained.md", ".", ", claro.")
    (mark,) = marks(built(confirmed)["cookies/index.html"])
    assert (
        "the Spanish text has changed since March 2, 2026." in mark
        and 'href="../es/cookies/"' in mark
    )


def test_a_missing_page_says_so_and_leads_to_the_other(confirmed: Project) -> None:
    confirmed.delete("docs/example/es/choices.md")
    problems = check_all(confirmed.opened)
    assert not has_errors(problems)
    assert (
        'docs/example/en/choices.md, line 1: warning: the page "choices" exists only in '
        'the language "en"'
    ) in format_text(problems)
    files = built(confirmed)
    page = files["es/choices/index.html"]
    assert '<html lang="es"' in page and "Esta página todavía no está en español" in page
    assert '<a href="../../choices/" hreflang="en" lang="en">Your choices</a>' in page
    assert '<li id="email"><a href="../../choices/#email" hreflang="en">' in page
    assert "You may ask at any time" not in page
    assert 'name="robots" content="noindex"' in page and 'rel="alternate"' not in page
    assert 'lang="en">Your choices</a></li>' in files["es/index.html"]
    assert (
        "es/choices" not in files["sitemap.xml"]
        and "../choices/" not in files["es/buscar/index.json"]
    )
    assert 'hreflang="es"' not in "".join(
        re.findall(r'<link rel="alternate".*', files["choices/index.html"])
    )


def test_a_new_page_in_spanish_alone_is_reported_in_english(confirmed: Project) -> None:
    confirmed.write(
        "docs/example/es/salas.md",
        (
            "---\n"
            "title: Salas\n"
            "description: Las salas.\n"
            "---\n"
            "# Salas\n\n"
            "## Horario {#hours}\n\n"
            "Hay dos salas.\n"
        ),
    )
    page = built(confirmed)["salas/index.html"]
    assert (
        "This page is not yet in English" in page
        and '<a href="../es/salas/" hreflang="es" lang="es">Salas</a>' in page
    )


def test_the_library_states_which_language_prevails(confirmed: Project) -> None:
    confirmed.replace(
        "data/libraries/example.yml", "publication:", "prevailing_language: es\npublication:"
    )
    assert (
        "Where the languages differ, the text in Spanish decides."
        in built(confirmed)["about/index.html"]
    )
    confirmed.replace(
        "data/libraries/example.yml", "prevailing_language: es", "prevailing_language: fr"
    )
    assert (
        'there is no language "fr" here. Write one of: en, es; or delete the line.'
        in confirmed.reported()
    )


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a\ue0020\ue003</p>", "<p>a[0 ]</p>"),
        ('<h3 id="x">a\ue0020\ue003</h3><p>b</p>', '<h3 id="x">a</h3><p>b[0 x]</p>'),
        (
            '<li><a href="y">a\ue0020\ue003</a> c\ue0020\ue003</li>',
            '<li><a href="y">a</a> c[0 ]</li>',
        ),
        ('<td data-label="a\ue0020\ue003">b</td>', '<td data-label="a">b[0 ]</td>'),
        ("a\ue0021\ue003", "a[1 ]"),
        ("<p>none</p>", "<p>none</p>"),
    ],
)
def test_a_mark_stands_where_it_may(html: str, expected: str) -> None:
    assert place_marks(html, lambda number, anchor: f"[{number} {anchor}]") == expected
