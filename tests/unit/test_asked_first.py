"""A quick pattern that is asked before a slow one finds something in every text that matches.

And what is read part by part is the same as what is read whole.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest

from aviso.checks.markdown_words import LINK_FAULTS
from aviso.content.fast_markdown import INLINE, MAY_BE_MARKED
from aviso.content.html import summarize_html
from aviso.content.unread_markup import MAY_BE_UNSIGNED, UNSIGNED_LEFTOVER
from aviso.site import glossary_links
from aviso.site.glossary_links import link_explanations, make_linked_word
from aviso.site.search_index import ADDRESS, MAY_HOLD_ADDRESS

PAIRS = {
    "notations": (MAY_BE_UNSIGNED, UNSIGNED_LEFTOVER),
    "inline Markdown": (MAY_BE_MARKED, INLINE),
    "addresses": (MAY_HOLD_ADDRESS, ADDRESS),
}
PIECES = (
    *"ab1 \n=^$:_\\{}*[]()&#;@./-~`<>|!",
    *("==", "www.", "WWW.", "http://", "Https://", ":key:", "$$", "&#38;", "org/", "…"),
)
WORDS = (make_linked_word("order", "court order"), make_linked_word("court", "court"))
TAGS = ("<p>", "</p>", "<h2>", "</h2>", "<li>", "</li>", '<a href="x">', "</a>", "<br>", "<div>")
TEXTS = ("court", "court order", "courts\norders", " and ", "\n", "\n<h2>", "\n<hr>", "</div>")


# One link for each of LINK_FAULTS.
FAULTY_LINKS = (
    "(words)[choices.md]",
    "[words] (https://x)",
    "! [words](a.png)",
    "[words]{www.x}",
    "[[words]]",
    "[words]( '' )",
    "[words]<HTTPS://x>",
    "[words(mailto:x)",
    "[words] [https://x]",
    "see http:// www.x.org",
    "{words}(tel:1)",
)


@pytest.mark.parametrize("name", PAIRS)
def test_no_match_is_missed(name: str) -> None:
    first, slow = PAIRS[name]
    choose = random.Random(name)
    matches = 0
    for _ in range(4_000):
        text = "".join(choose.choices(PIECES, k=choose.randint(1, 9)))
        if slow.search(text):
            matches += 1
            assert first.search(text), text
    assert matches > 100


def test_no_faulty_link_is_missed() -> None:
    choose = random.Random(3)
    signs = ("", "", " ", "\n", "\u00a0", *"[](){}!\\<", "''", "www.x")
    for example, (first, slow, fault) in zip(FAULTY_LINKS, LINK_FAULTS, strict=True):
        matches = 0
        for _ in range(300):
            cut, end = sorted(choose.choices(range(len(example) + 1), k=2))
            kept = choose.choice((cut, end))
            text = example[:cut] + choose.choice(signs) + example[kept:]
            if slow.search(text):
                matches += 1
                assert first.search(text), (text, fault)
        assert matches > 30, fault


def test_words_are_linked_part_by_part_as_on_the_whole_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    choose = random.Random(7)
    pages = ["".join(choose.choices(TAGS + TEXTS, k=40)) for _ in range(300)]
    in_parts = _link_all(pages)
    monkeypatch.setattr(glossary_links, "_split_at_headings", lambda html: [html])
    assert _link_all(pages) == in_parts
    assert any("#word-order" in page for page in in_parts)


def _link_all(pages: list[str]) -> list[str]:
    link: Callable[..., str] = link_explanations.__wrapped__
    return [link(page, WORDS, "../about/") for page in pages]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<ul><li>One</li>\n<li>two</li></ul>", "One – two"),
        ("<ul><li>One.</li>\n<li> two</li></ul>", "One. two"),
        ("<td></td><td>One</td>  <td></td>\n<td>two</td><td></td>", "One – two"),
        ("<p>A&nbsp;b\n &amp; c</p>", "A b & c"),
    ],
)
def test_what_stands_beside_one_another_is_parted(html: str, text: str) -> None:
    assert [section.text for section in summarize_html(html).sections] == [text]


def test_a_linked_word_of_one_part_is_not_linked_in_the_next() -> None:
    html = "<p>A court.</p>\n<h2>One</h2>\n<p>The court.</p>"
    assert len(re.findall("#word-court", link_explanations(html, WORDS, ""))) == 1
