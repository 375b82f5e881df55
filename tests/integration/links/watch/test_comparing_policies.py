"""What of a policy is compared: its words, not its layout."""

from __future__ import annotations

import pytest

from aviso.apps.policies.compare import compare_policies
from aviso.apps.policies.extract import PolicyText, extract_policy
from aviso.i18n.word_diff import format_word_diff
from tests.support.policies import SENTENCES


def test_words_are_compared_one_by_one() -> None:
    assert format_word_diff("a b c", "a x c d") == "a [-b-] {+x+} c {+d+}"
    assert compare_policies(["00000000"], PolicyText(("New words.",)), None).diff == (
        "[-1 sentence-] {+New words.+}",
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>One thing. Another thing.</p>", "<ul><li>One thing.</li><li>Another thing.</li></ul>"),
        ("<p>“Quoted” – so.</p>", '<p>"Quoted" - so.</p>'),
    ],
)
def test_marks_and_lists_are_layout(before: str, after: str) -> None:
    filler = "".join(f"<p>{one}</p>" for one in SENTENCES)
    one, other = (
        extract_policy(
            f"<html><body><article>{filler}{text}</article></body></html>".encode(), "utf-8", True
        )
        for text in (before, after)
    )
    assert one.digests == other.digests


def test_a_file_of_another_kind_is_compared_as_a_whole() -> None:
    assert (
        extract_policy(b"%PDF-1", "utf-8", False).digests
        != extract_policy(b"%PDF-2", "utf-8", False).digests
    )
