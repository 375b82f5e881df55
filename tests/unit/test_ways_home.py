"""The ways from a notice to the library itself, and to the notice of its system."""

from __future__ import annotations

import re

import pytest

from aviso.site.compose import make_site
from aviso.site.frame import DRAFT_COLOR, make_frame
from aviso.site.notice_context import NoticeContext
from aviso.site.writer import make_site_files
from tests.support.project import Project


@pytest.fixture(scope="module")
def files(rich_template: Project) -> dict[str, str]:
    site = make_site("example-branch", rich_template.load_records())
    found = make_site_files(site)
    return {name: found[name].decode() for name in ("index.html", "es/index.html", "404.html")}


def test_a_member_leads_to_its_systems_notice_in_the_readers_language(files):
    owners = {
        name: re.search(r'<p class="owner">.*?<a href="([^"]+)"', html)[1]
        for name, html in files.items()
        if name != "404.html"
    }
    home = owners["index.html"]
    assert owners == {"index.html": home, "es/index.html": f"{home}es/"}


def test_the_header_leads_to_the_librarys_website(files):
    for name in ("index.html", "es/index.html"):
        header = files[name].partition("<main")[0]
        assert re.search(r'<a(?: dir="ltr")? href="https://', header), name


def test_a_draft_says_so_where_no_page_is_too(files):
    sections = re.findall(r"<section lang=.*?</section>", files["404.html"], re.DOTALL)
    assert len(sections) == 2
    assert all('<p class="state" role="note">' in section for section in sections)


def test_the_browser_paints_its_frame_in_the_color_of_the_header(rich_template: Project):
    records = rich_template.load_records()
    site = make_site("example", records)
    assert make_frame(site, "en", "index").theme_color == site.color != DRAFT_COLOR
    branch = make_site("example-branch", records)
    assert make_frame(branch, "en", "index").theme_color == DRAFT_COLOR


def test_an_invented_library_says_that_it_is(rich_template: Project):
    context = make_site("example-branch", rich_template.load_records()).make_context("en", "about")
    assert isinstance(context, NoticeContext)
    said = str(context.render_publication().html)
    assert "This library is invented" in said and "Written from" not in said
