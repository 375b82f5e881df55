"""Where the way to the same section in another language stands."""

from __future__ import annotations

import re

import pytest

from aviso.build.assemble import assemble_site
from aviso.site.section_links import put_section_links
from aviso.site.writer import make_site_files
from tests.support.project import Project

WAY = "<p>{}</p>"


@pytest.mark.parametrize(
    ("html", "anchors"),
    [
        ('<h2 id="by-mail">By mail</h2>\n<p>Write.</p>', ["by-mail"]),
        ('<h3 class="a" id="e">Of <em>children\nand</em> teens</h3>', ["e"]),
        ('<h2 id="a">A</h2><h3 id="b">B</h3><h6 id="c">C</h6>', ["a", "b", "c"]),
        (
            '<section class="law" id="us-1">\n<h3 data-search-part="us-1">A law</h3></section>',
            ["us-1"],
        ),
        ('<section id="s">\n<h3 id="own">Own</h3></section>', ["own"]),
        # A later heading of a section, a box, and the main heading have no place of their own.
        ('<section id="s"><h3>One</h3><h4>Two</h4></section>', ["s"]),
        ('<section class="practice"><h3>Cards</h3></section><h2 id="z">Z</h2>', ["z"]),
        ('<h1 id="top-of-page">Title</h1><header id="x"><p id="y">Text</p></header>', []),
        ('<h2 id="q&amp;a">Q</h2>', ["q&amp;a"]),
    ],
)
def test_it_follows_each_heading_that_links_lead_to(html: str, anchors: list[str]) -> None:
    found: list[str] = []

    def note(anchor: str) -> str:
        found.append(anchor)
        return WAY.format(anchor)

    made = put_section_links(html, note)
    assert found == anchors
    assert all(f"{WAY.format(anchor)}" in made for anchor in anchors)
    assert made.count("<p>") == html.count("<p>") + len(anchors)


@pytest.mark.parametrize(
    ("page", "other"),
    [
        ("laws/", "es/laws/"),
        ("es/laws/", "laws/"),
        ("choices/", "es/choices/"),
        ("es/collect/", "collect/"),
    ],
)
def test_every_section_has_a_way_to_the_same_one(
    page: str, other: str, small_project: Project
) -> None:
    """Search and citations lead to laws as to headings."""
    files = make_site_files(assemble_site(small_project.opened, "riverside"))
    here, there = (files[f"{name}index.html"].decode() for name in (page, other))
    places = re.findall(r'<(?:section|h[2-6])\b[^>]*? id="([^"]+)"', here)
    ways = re.findall(r'</h[2-6]>\s*<a[^>]*? href="[^"#]*/([^"#/]+/)#([^"]+)"', here)
    last = other.removeprefix("es/")
    assert places and ways == [(last, place) for place in places]
    assert all(f' id="{place}"' in there for place in places)
    assert page not in ("laws/", "es/laws/") or '<section class="law" id="' in here
