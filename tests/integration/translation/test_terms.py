"""Hard words lead to their explanations where a page first uses them.

Only running text has such links.
"""

from __future__ import annotations

import re

import pytest

from aviso.build.assemble import assemble_site
from aviso.site.glossary_links import link_explanations, make_linked_word
from aviso.site.writer import make_site_files
from tests.support.project import Project

WORDS = tuple(
    make_linked_word(name, label)
    for name, label in (
        ("interlibrary", "préstamo interbibliotecario"),
        ("order", "orden judicial"),
        ("loan", "préstamo"),
    )
)


def linked(html: str) -> str:
    return link_explanations(html, WORDS, "../about/")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<p>Una orden judicial. Otra orden judicial.</p>",
            '<p>Una <a href="../about/#word-order">orden judicial</a>. Otra orden judicial.</p>',
        ),
        (
            "<p>Las <em>Órdenes judiciales</em></p>",
            '<p>Las <em><a href="../about/#word-order">Órdenes judiciales</a></em></p>',
        ),
        ("<h2>La orden judicial</h2><p>Nada</p>", "<h2>La orden judicial</h2><p>Nada</p>"),
        (
            '<p><a href="x">La orden judicial</a> y la orden judicial</p>',
            (
                '<p><a href="x">La orden judicial</a> y la '
                '<a href="../about/#word-order">orden judicial</a></p>'
            ),
        ),
        (
            '<p><em lang="en">orden judicial</em><br>orden\njudicial</p>',
            (
                '<p><em lang="en">orden judicial</em><br>'
                '<a href="../about/#word-order">orden\njudicial</a></p>'
            ),
        ),
        ("<div>orden judicial</div>", "<div>orden judicial</div>"),
        (
            "<p>desorden judicial, orden judiciales-x</p>",
            "<p>desorden judicial, orden judiciales-x</p>",
        ),
        ('<p title="orden judicial">a</p>', '<p title="orden judicial">a</p>'),
        (
            "<p>un préstamo interbibliotecario, un préstamo</p>",
            (
                '<p>un <a href="../about/#word-interlibrary">préstamo interbibliotecario</a>, '
                'un <a href="../about/#word-loan">préstamo</a></p>'
            ),
        ),
        ("<p>La biblioteca</p>", "<p>La biblioteca</p>"),
        (
            "<p>En İzmir, un préstamo</p>",
            '<p>En İzmir, un <a href="../about/#word-loan">préstamo</a></p>',
        ),
        (
            "<p>un PRESTAMO, otro préstamo</p>",
            '<p>un <a href="../about/#word-loan">PRESTAMO</a>, otro préstamo</p>',
        ),
        (
            "<p>un préstamoso préstamo-x</p><li>préstamos</li>",
            '<p>un préstamoso préstamo-x</p><li><a href="../about/#word-loan">préstamos</a></li>',
        ),
    ],
)
def test_where_a_link_stands(html: str, expected: str) -> None:
    assert linked(html) == expected


def links(page: bytes) -> list[str]:
    return re.findall(r'href="([^"]*#word-[^"]*)"', page.decode())


def test_each_language_leads_to_its_own_explanation(project: Project) -> None:
    files = make_site_files(assemble_site(project.opened, "example"))
    words = []
    for page, about in (("requests", "about"), ("es/solicitudes", "es/sobre-este-aviso")):
        found = links(files[f"{page}/index.html"])
        assert len(found) == len(set(found)) > 0
        places, anchors = zip(*(link.split("#") for link in found), strict=True)
        assert set(places) == {f"../{about.rpartition('/')[2]}/"}
        assert all(f'id="{anchor}"' in files[f"{about}/index.html"].decode() for anchor in anchors)
        assert links(files[f"{about}/index.html"]) == []
        words.append(anchors)
    assert set(words[0]) == set(words[1])


def test_where_the_site_explains_no_words_nothing_leads_there(project: Project) -> None:
    for locale in ("en", "es"):
        path = project / f"docs/_pages/{locale}/about.md"
        path.write_text(path.read_text("utf-8").replace("{{ glossary() }}", ""), "utf-8")
    files = make_site_files(assemble_site(project.opened, "example"))
    assert [
        name for name, content in files.items() if name.endswith(".html") and links(content)
    ] == []
    assert project.reported() == ""


def test_only_words_that_are_marked_for_it_are_linked(project: Project) -> None:
    path = project / "data/terms/glossary.yml"
    path.write_text(path.read_text("utf-8").replace("link: true", "link: false"), "utf-8")
    assert (
        links(make_site_files(assemble_site(project.opened, "example"))["requests/index.html"])
        == []
    )
