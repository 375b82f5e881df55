"""The reader of our own HTML.

Nothing is lost between tags and texts, and sections are read by it.
"""

from __future__ import annotations

import pytest

from aviso.build.assemble import assemble_site
from aviso.content.html import HtmlSection, summarize_html
from aviso.content.html_tokens import find_id, find_ids, locate_texts, read_tokens
from aviso.core.project import Project
from tests.support.paths import ROOT


def join(html: str) -> str:
    return "".join(
        f"<{name}{attributes}>{text}" if name else text
        for name, attributes, text in read_tokens(html)
    )


@pytest.mark.parametrize("site", ["example", "_front"])
def test_tokens_of_a_page_join_to_the_page(site: str) -> None:
    pages = assemble_site(Project(ROOT), site).pages.values()
    assert pages
    for page in pages:
        assert join(page.html) == page.html


def test_a_tag_comes_with_the_text_behind_it() -> None:
    assert list(read_tokens('a<p class="b">c<br>d</p> < e')) == [
        ("", "", "a"),
        ("p", ' class="b"', "c"),
        ("br", "", "d"),
        ("/p", "", " < e"),
    ]


@pytest.mark.parametrize("html", ["", "a", "<p>a</p>", 'a<p class="b">c<br>d</p> < e<hr>'])
def test_texts_stand_where_the_tokens_have_them(html: str) -> None:
    located = [(name, rest, html[start:end]) for name, rest, start, end in locate_texts(html)]
    assert located == list(read_tokens(html))


def test_ids_are_attributes_of_that_name_only() -> None:
    assert find_id(' data-id="no" id="yes" class="a"') == "yes"
    assert find_id(' data-id="no"') == ""
    assert find_ids('<p id="a">id="no"</p><h2 class="x" id="b">') == ["a", "b"]


@pytest.mark.parametrize(
    ("html", "sections"),
    [
        ("<p>a</p><p>b</p>", [("", "", "a b")]),
        ("<p>a<em>b</em>c</p>", [("", "", "abc")]),
        ('<h2 id="x">H <em>i</em></h2><p>t</p>', [("", "", ""), ("x", "H i", "t")]),
        ("<p>a<cite><a>no</a></cite>b</p><aside><p>no</p></aside>", [("", "", "ab")]),
        (
            '<table><tr id="r" data-search-heading><th>H</th><td>c</td></tr></table>',
            [("", "", ""), ("r", "H", "c")],
        ),
        ("<p>&lt;b&gt; &amp;amp;</p>", [("", "", "<b> &amp;")]),
        ("<h5>a</h5><trace>b</trace><citation>c</citation>", [("", "", "a b c")]),
        ("<h1>a</h1><small>no <cite>no</cite> no</small>b", [("", "", ""), ("", "a", "b")]),
        ("<h2>a<h3>b</h3>c", [("", "", ""), ("", "a", ""), ("", "b", "c")]),
        ("<p>a</p><aside>no", [("", "", "a")]),
    ],
)
def test_sections_hold_headings_and_the_text_below(
    html: str, sections: list[tuple[str, str, str]]
) -> None:
    assert summarize_html(html).sections == [HtmlSection(*one) for one in sections]
