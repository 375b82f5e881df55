"""The index that the reader's device searches: one entry for each section that has words."""

from __future__ import annotations

import json
from typing import Any

from aviso.markup import Section, read_html
from aviso.search_index import search_index


def entries(**pages: tuple[str, list[Section]]) -> list[dict[str, Any]]:
    """The entries of the index of pages."""
    return json.loads(search_index("en", pages))["entries"]


def test_every_section_has_its_own_address_seen_from_the_search_page() -> None:
    sections = [Section("", "", "Intro."), Section("email", "Your email", "Ask us.")]
    assert entries(choices=("Your choices", sections), index=("Home", [Section("ask", "Ask", "")])) == [
        {"url": "../choices/", "title": "Your choices", "heading": "", "text": "Intro."},
        {"url": "../choices/#email", "title": "Your choices", "heading": "Your email", "text": "Ask us."},
        {"url": "../#ask", "title": "Home", "heading": "Ask", "text": ""},
    ]


def test_a_section_without_words_has_no_entry() -> None:
    assert entries(choices=("Your choices", [Section("", "", ""), Section("x", "", "")])) == []


def test_a_heading_without_an_address_is_not_shown_as_one() -> None:
    assert [one["heading"] for one in entries(choices=("Your choices", [Section("", "Your choices", "Ask us.")]))] == [""]


def test_the_search_page_does_not_find_itself() -> None:
    assert entries(search=("Search", [Section("", "", "Type here.")])) == []


def test_the_index_says_its_language_and_keeps_letters_as_they_are() -> None:
    index = search_index("es", {"choices": ("Opciones", [Section("", "", "¿Qué es?")])})
    assert json.loads(index)["locale"] == "es" and "¿Qué es?" in index


def test_sections_are_read_from_the_page() -> None:
    page = '<h1 id="a">Main</h1><p>One <em>word</em>.</p><h2 id="email">Your <code>email</code></h2><p>Ask us.</p> <cite>Not this.</cite>'
    sections = read_html(page).sections
    assert [(one.anchor, one.heading, one.text) for one in sections if one.heading] == [("a", "Main", "One word."), ("email", "Your email", "Ask us.")]
    assert "Not this" not in search_index("en", {"x": ("X", sections)})
