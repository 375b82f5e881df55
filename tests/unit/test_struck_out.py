"""What is struck out is not said: no check, comparison or search takes it for a statement."""

from __future__ import annotations

import pytest

from aviso.apps.policies.extract import extract_policy
from aviso.content.html import summarize_html
from aviso.content.outline import blank_struck_out
from aviso.i18n.comparison import compare_texts
from aviso.i18n.differences import ComparedText
from aviso.i18n.sentences import split_sentences

FILLER = "".join(f"<p>We collect your name for service number {one}.</p>" for one in range(20))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("We do ~~not~~ sell it.", "We do         sell it."),
        ("~~**a** `b`~~ c", "              c"),
        ("~~a\nb~~ c", "   \n    c"),
        ("~~a~~ and ~~b~~", "      and      "),
        ("`~~a~~` and ~~~", "`~~a~~` and ~~~"),
        ("~~a\n\nb~~", "~~a\n\nb~~"),
        (r"\~~a~~ and ~~ b ~~", r"\~~a~~ and ~~ b ~~"),
    ],
)
def test_only_what_is_struck_out_is_left_out(written: str, said: str) -> None:
    assert blank_struck_out(written) == said


def test_a_struck_out_word_is_not_said_in_any_language() -> None:
    assert split_sentences("We do ~~not~~ sell it.") == ("We do sell it.",)
    one = ComparedText("en", "We do ~~not~~ sell your data. We keep it for ~~30~~ 90 days.")
    other = ComparedText("es", "No vendemos sus datos. Los guardamos 30 días.")
    assert {found.kind for found in compare_texts(one, other)} == {"negation", "period"}
    sound = ComparedText("es", "Vendemos sus datos. Los guardamos ~~30~~ 90 días.")
    assert compare_texts(one, sound) == []


def test_a_search_does_not_show_what_is_struck_out() -> None:
    [section] = summarize_html("<p>We do <del>not <em>ever</em></del> sell it.</p>").sections
    assert section.text == "We do sell it."


@pytest.mark.parametrize(
    "struck",
    [
        "<del>not</del>",
        "<s>not</s>",
        "<strike>not</strike>",
        "<del><b>not</b></del>",
        "<span style='color:red; text-decoration: line-through'>not</span>",
    ],
)
def test_a_policy_does_not_say_what_it_strikes_out(struck: str) -> None:
    def read(words: str) -> tuple[str, ...]:
        page = f"<main><h1>Policy</h1>{FILLER}<p>We do {words} sell it.</p></main>"
        return extract_policy(page.encode(), "utf-8", True).digests

    assert read(struck) == read("")
    assert read(struck) != read("not")
