"""Links from page to page, each page a folder of its own."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest

from aviso.render import relative_link

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
    assert urljoin(address(page), relative_link(page, name, anchor)) == address(name) + (f"#{anchor}" if anchor else "")
