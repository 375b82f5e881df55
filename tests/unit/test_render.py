"""Links from page to page, each page a folder of its own."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urljoin

import pytest

from aviso.core.project import Project
from aviso.i18n.catalog import load_catalog
from aviso.model.localized import LocalizedText
from aviso.site.templates import Renderer, make_marked_layout, make_relative_link

HOME = "https://notices.example.org/elm/es/"
PAGES = ("index", "choices", "laws")


def address(page: str) -> str:
    """Where a page is published."""
    return HOME if page == "index" else f"{HOME}{page}/"


@pytest.mark.parametrize(
    ("page", "name", "anchor", "link"),
    [
        ("index", "choices", "", "choices/"),
        ("index", "choices", "email", "choices/#email"),
        ("choices", "laws", "", "../laws/"),
        ("choices", "index", "", "../"),
        ("choices", "index", "ask", "../#ask"),
        ("index", "index", "", "./"),
        ("choices", "choices", "email", "#email"),
        ("choices", "choices", "", "../choices/"),
    ],
)
def test_a_link_is_relative(page: str, name: str, anchor: str, link: str) -> None:
    assert make_relative_link(page, name, anchor) == link


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("anchor", ["", "email"])
def test_every_link_leads_where_the_page_is_published(page: str, name: str, anchor: str) -> None:
    assert urljoin(address(page), make_relative_link(page, name, anchor)) == address(name) + (
        f"#{anchor}" if anchor else ""
    )


def block_of(root: Path, words: str) -> str:
    """What a template makes with these words in the interface.

    It runs as a process does that has just begun.
    """
    (root / "overrides/locales").mkdir(parents=True, exist_ok=True)
    (root / "overrides/locales/en.yml").write_text(
        f"title: {words}\nnumber: '{{count}} of {words}'\n", "utf-8"
    )
    (root / "overrides/partials/notice").mkdir(parents=True, exist_ok=True)
    (root / "overrides/partials/notice/count.html").write_text(
        "<b title=\"{{ 'title' | s }}\">{{ 'title' | s }}</b> {{ s('number', count=count) }}",
        "utf-8",
    )
    return str(Renderer(Project(root), "en", "index").render_block("count", count=3))


def test_words_that_are_compiled_into_templates_are_escaped_and_never_out_of_date(
    tmp_path: Path,
) -> None:
    assert block_of(tmp_path, 'Laws & "rules"') == (
        '<b title="Laws &amp; &#34;rules&#34;">Laws &amp; &#34;rules&#34;</b> 3 of Laws '
        "&amp; &#34;rules&#34;"
    )
    assert block_of(tmp_path, "Policies") == '<b title="Policies">Policies</b> 3 of Policies'
    assert (tmp_path / ".aviso/templates").is_dir()


def test_marks_of_one_site_stand_in_its_blocks_and_nowhere_else(tmp_path: Path) -> None:
    block_of(tmp_path, "Laws")
    (tmp_path / "overrides/partials/notice/macros.html").write_text(
        "{% macro strong(text) %}<b>{{ text | t }}</b>{% endmacro %}", "utf-8"
    )
    (tmp_path / "overrides/partials/notice/both.html").write_text(
        "{% from 'partials/notice/macros.html' import strong %}{{ strong(text) }} {{ text "
        "| label }} {{ text | name }} {{ meanwhile() }}",
        "utf-8",
    )
    text = LocalizedText(en="Policy 1", es="Política 1")
    one, other = (
        make_marked_layout(
            Project(tmp_path), "en", lambda locale, value, sign=sign: f"{sign}{locale}"
        )
        for sign in "†‡"
    )
    plain = Renderer(Project(tmp_path), "en", "index")

    def block(renderer: Renderer, meanwhile: Renderer | None = None) -> str:
        """A block, while which is made another is, and what the words of pages are at that time."""

        def inner() -> list[str]:
            return [
                load_catalog(Project(tmp_path), "en").get_text(text),
                block(meanwhile) if meanwhile else "",
            ]

        return str(renderer.render_block("both", text=text, meanwhile=lambda: " / ".join(inner())))

    marked, other_site = (
        Renderer(Project(tmp_path), "en", "index", one),
        Renderer(Project(tmp_path), "en", "index", other),
    )
    assert block(plain) == "<b>Policy 1</b> Policy\u00a01 Policy 1 Policy 1 /"
    assert block(marked) == "<b>Policy 1†en</b> Policy\u00a01†en Policy 1†en Policy 1 /"
    nested = block(marked, other_site)
    assert "Policy 1‡en" in nested and nested.count("†") == 3 and nested.count("‡") == 3
    assert block(plain) == "<b>Policy 1</b> Policy\u00a01 Policy 1 Policy 1 /"
    assert marked.words.get_text(text) == "Policy 1"
