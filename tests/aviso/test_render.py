"""Links from page to page, each page a folder of its own."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urljoin

import pytest

from aviso.core.project import Project
from aviso.site.templates import Renderer, relative_link

HOME = "https://notices.example.org/sonoma/es/"
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
    assert relative_link(page, name, anchor) == link


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("anchor", ["", "email"])
def test_every_link_leads_where_the_page_is_published(page: str, name: str, anchor: str) -> None:
    assert urljoin(address(page), relative_link(page, name, anchor)) == address(name) + (
        f"#{anchor}" if anchor else ""
    )


def block_of(root: Path, words: str) -> str:
    """What a template makes with these words in the interface, as a process does that has just begun."""
    (root / "overrides/locales").mkdir(parents=True, exist_ok=True)
    (root / "overrides/locales/en.yml").write_text(
        f"title: {words}\nnumber: '{{count}} of {words}'\n", "utf-8"
    )
    (root / "overrides/partials/notice").mkdir(parents=True, exist_ok=True)
    (root / "overrides/partials/notice/count.html").write_text(
        "<b title=\"{{ 'title' | s }}\">{{ 'title' | s }}</b> {{ s('number', count=count) }}",
        "utf-8",
    )
    return str(Renderer(Project(root), "en", "index").block("count", count=3))


def test_words_that_are_compiled_into_templates_are_escaped_and_never_out_of_date(
    tmp_path: Path,
) -> None:
    assert (
        block_of(tmp_path, 'Laws & "rules"')
        == '<b title="Laws &amp; &#34;rules&#34;">Laws &amp; &#34;rules&#34;</b> 3 of Laws &amp; &#34;rules&#34;'
    )
    assert block_of(tmp_path, "Policies") == '<b title="Policies">Policies</b> 3 of Policies'
    assert (tmp_path / ".aviso/templates").is_dir()
