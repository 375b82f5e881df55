"""The index that the reader's device searches: one entry for each section that has words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from aviso.content.html import HtmlSection, drop_search_marks, summarize_html
from aviso.i18n.search_synonyms import SearchGroup
from aviso.site.search_index import make_search_index, make_search_words
from tests.unit.test_index_words import read_text


def entries(**pages: tuple[str, list[HtmlSection]]) -> list[dict[str, Any]]:
    """The entries of the index of pages, as the reader's device makes them out."""
    index = json.loads(make_search_index("en", pages))
    words = index["words"].split(" ")
    return [
        {
            "url": f"{address}#{anchor}" if anchor else address,
            "title": title,
            "heading": read_text(heading, words),
            "text": read_text(signs, words),
        }
        for address, title, sections, *_ in index["pages"]
        for anchor, heading, signs in sections
    ]


def test_every_section_has_its_own_address_seen_from_the_search_page() -> None:
    sections = [HtmlSection("", "", "Intro."), HtmlSection("email", "Your email", "Ask us.")]
    assert entries(
        choices=("Your choices", sections), index=("Home", [HtmlSection("ask", "Ask", "")])
    ) == [
        {"url": "../choices/", "title": "Your choices", "heading": "", "text": "Intro."},
        {
            "url": "../choices/#email",
            "title": "Your choices",
            "heading": "Your email",
            "text": "Ask us.",
        },
        {"url": "../#ask", "title": "Home", "heading": "Ask", "text": ""},
    ]


def test_a_section_without_words_has_no_entry() -> None:
    assert (
        entries(choices=("Your choices", [HtmlSection("", "", ""), HtmlSection("x", "", "")])) == []
    )


def test_a_heading_without_an_address_is_not_shown_as_one() -> None:
    assert [
        one["heading"]
        for one in entries(choices=("Your choices", [HtmlSection("", "Your choices", "Ask us.")]))
    ] == [""]


def test_the_search_page_does_not_find_itself() -> None:
    assert entries(search=("Search", [HtmlSection("", "", "Type here.")])) == []


def test_the_index_says_its_language_and_keeps_letters_as_they_are() -> None:
    index = make_search_index("es", {"choices": ("Opciones", [HtmlSection("", "", "¿Qué es?")])})
    assert json.loads(index)["locale"] == "es" and "es ¿Qué" in index


def test_sections_are_read_from_the_page() -> None:
    page = (
        '<h1 id="a">Main</h1><p>One <em>word</em>.</p><h2 id="email">Your <code>email</code>'
        "</h2><p>Ask us.</p> <cite>Not this.</cite>"
    )
    sections = summarize_html(page).sections
    assert [(one.anchor, one.heading, one.text) for one in sections if one.heading] == [
        ("a", "Main", "One word."),
        ("email", "Your email", "Ask us."),
    ]
    assert "Not this" not in make_search_index("en", {"x": ("X", sections)})


def test_parts_of_a_section_are_entries_of_their_own_and_cells_are_kept_apart() -> None:
    page = (
        '<h2 id="open">Open</h2><ul><li id="open-a" data-search-part>Which?</li>'
        '<li id="open-b" data-search-part>How long</li></ul>'
        '<h2 id="list">List</h2><table><tr id="x" data-search-heading><th>X <div>films</div></th>'
        "<td>a name</td><td>No.</td><td>Yes</td></tr></table>"
        '<section id="law"><h3 data-search-part="law">Law 1</h3><p>Says.</p></section>'
        '<details id="x-details" data-search-part="x"><summary>X</summary> Seen at '
        '<a href="https://x.org/a">https://x.org/a</a></details>'
    )
    sections = summarize_html(page).sections
    assert entries(about=("About", sections)) == [
        {"url": f"../about/#{anchor}", "title": "About", "heading": heading, "text": text}
        for anchor, heading, text in [
            ("open", "Open", ""),
            ("open-a", "Open", "Which?"),
            ("open-b", "Open", "How long"),
            ("list", "List", ""),
            # What the list rests on stands far below, and is one entry with the company.
            ("x", "X", "films – a name – No. Yes X Seen at …"),
            ("law", "Law 1", "Says."),
        ]
    ]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Write to desk@example.org, please.", "Write to …, please."),
        ("See https://example.org/a/b?c=d.", "See …."),
        ("See www.example.org and (http://example.org/).", "See … and (…)."),
        ("https://a.org https://b.org both", "… both"),
        ("example.org/privacy or Tutor.com", "… or Tutor.com"),
        ("Version 2.1/2.2, and/or 12.5 a.m.", "Version 2.1/2.2, and/or 12.5 a.m."),
    ],
)
def test_addresses_are_left_out(text: str, kept: str) -> None:
    assert entries(x=("X", [HtmlSection("a", "A", text)]))[0]["text"] == kept


def test_readers_do_not_get_the_marks_of_parts() -> None:
    shown = '<li id="a">x data-search-part</li><h3 class="b">y</h3><tr id="c">&lt; data-search-part'
    written = shown.replace('"a"', '"a" data-search-part').replace(
        "<h3", '<h3 data-search-part="b"'
    )
    written = written.replace('"c"', '"c" data-search-heading')
    assert drop_search_marks(written) == shown


def test_groups_name_the_sections_that_a_site_has() -> None:
    pages = {
        "documents": ("Documents", [HtmlSection("", "", "Text."), HtmlSection("a", "A", "More.")]),
        "search": ("Search", [HtmlSection("", "", "Type here.")]),
        "about": ("About", [HtmlSection("open", "Open", "Which?")]),
    }
    groups = [
        SearchGroup("papers", ("paper", "law suit"), ("documents.md#a", "choices.md", "about.md")),
        SearchGroup("ghosts", ("ghost",), ("ghosts.md#boo",)),
    ]
    index = json.loads(make_search_index("en", pages, groups=groups))
    assert index["groups"] == [[1, 2], []]
    assert json.loads(make_search_words(groups)) == ["paper|law suit", "ghost"]
    assert index["otherwise"] == [2]
    # Answers count in full, and say nothing of it.
    assert [page[3:] for page in index["pages"]] == [[30], [50]]
    assert "groups" not in json.loads(make_search_index("en", pages))
