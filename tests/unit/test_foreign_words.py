"""Words of another language in brackets are marked in running text, and nowhere else."""

from __future__ import annotations

import pytest

from aviso.model.localized import LocalizedText
from aviso.model.vocabulary import Beside, GlossaryEntry
from aviso.site.foreign_words import list_foreign_words, mark_foreign_words
from aviso.site.glossary_links import make_word_pattern

GLOSSARY = {
    "order": GlossaryEntry(
        label=LocalizedText({"en": "court order", "es": "orden judicial"}),
        beside=Beside({"en": ("court order", "warrant", "search warrant")}),
    ),
    "subpoena": GlossaryEntry(
        label=LocalizedText({"en": "subpoena", "es": "citación"}),
        beside=Beside({"en": ("subpoena",)}),
    ),
}


def mark(html: str) -> str:
    words = list_foreign_words(GLOSSARY, "es")
    assert words
    return mark_foreign_words(html, words)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("una citación (subpoena).", "una citación (<{subpoena}>)."),
        ("una citación [subpoena] o", "una citación [<{subpoena}>] o"),
        ("las citaciones (subpoenas)", "las citaciones (<{subpoenas}>)"),
        ("(court order o warrant)", "(<{court order}> o <{warrant}>)"),
        ("(subpoena, una exigencia)", "(<{subpoena}>, una exigencia)"),
        ("(en inglés, court\norder)", "(en inglés, <{court\norder}>)"),
        ("cateo (search warrants)", "cateo (<{search warrants}>)"),
        (
            "(una [subpoena] o una [search warrant] de",
            "(una [<{subpoena}>] o una [<{search warrant}>] de",
        ),
        ("sin paréntesis: subpoena", "sin paréntesis: subpoena"),
        ("(no) subpoena", "(no) subpoena"),
        ("(warrantless, non-subpoena)", "(warrantless, non-subpoena)"),
    ],
)
def test_words_in_brackets_are_marked(text: str, marked: str) -> None:
    as_html = marked.replace("<{", '<em lang="en">').replace("}>", "</em>")
    assert mark(f"<p>{text}</p>") == f"<p>{as_html}</p>"


@pytest.mark.parametrize("name", ["p", "li", "td", "th", "dd", "dt"])
def test_cells_and_lists_hold_running_text(name: str) -> None:
    html = mark(f"<{name}><strong>una orden (<br>x) (warrant)</strong></{name}> (warrant)")
    assert html.count('<em lang="en">warrant</em>') == 1 and html.endswith("> (warrant)")


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Si es una citación (subpoena)</h2>",
        '<p>(<em lang="en">subpoena</em>)</p>',
        '<p><span lang="en">a demand (subpoena)</span></p>',
        '<div lang="en"><p>a demand (subpoena)</p></div>',
        "<p><code>(subpoena)</code></p>",
        '<p><a href="#x" aria-label="citación (subpoena)" title="(warrant)">x</a></p>',
        "(subpoena)",
    ],
)
def test_nothing_else_is_marked(html: str) -> None:
    assert mark(html) == html


def test_what_is_marked_is_not_marked_again() -> None:
    once = mark("<p>una citación (subpoena) y una orden (warrant)</p><p>(warrant)</p>")
    assert once.count("<em") == 3 and mark(once) == once


def test_text_behind_an_element_in_another_language_is_marked() -> None:
    html = mark('<p><span lang="en">order</span> una citación (subpoena)</p>')
    assert html.endswith('(<em lang="en">subpoena</em>)</p>')


def test_a_page_does_not_mark_words_of_its_own_language() -> None:
    assert list_foreign_words(GLOSSARY, "en") is None


def test_a_label_with_a_word_in_brackets_matches_its_plural() -> None:
    assert make_word_pattern("orden (warrant)").fullmatch("órdenes (warrants)")
