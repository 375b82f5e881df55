"""References stand below their paragraph or row, not within its sentences."""

import pytest

from aviso.site.gathered_sources import gather_sources


def reference(*ids: str) -> str:
    ids_of_it = f'data-statements="{" ".join(ids)}"'
    return f'<cite class="within" {ids_of_it}><a href="d#a">Policy</a></cite>'


def gather(html: str) -> str:
    return gather_sources(html, lambda ids: f"[{' '.join(ids)}]")


@pytest.mark.parametrize(
    ("written", "gathered"),
    [
        # Several sentences: one line, each statement once.
        (
            f"<p>One. {reference('A', 'B')} Two. {reference('B', 'C')}</p>",
            "<p>One. Two. [A B C]</p>",
        ),
        (f'<li class="x">One. {reference("A")} More.</li>', '<li class="x">One. More. [A]</li>'),
        # A row with a list: the rows of the list have their own.
        (
            f"<li>Top<ul><li>One {reference('A')}</li></ul></li>",
            "<li>Top<ul><li>One [A]</li></ul></li>",
        ),
        # Paragraphs that rest on the same.
        (
            f"<p>One. {reference('A')}</p>\n<p>Two. {reference('A')}</p>",
            "<p>One.</p>\n<p>Two. [A]</p>",
        ),
        (
            f"<p>One. {reference('A')}</p>\n<h2>B</h2>\n<p>Two. {reference('A')}</p>",
            "<p>One. [A]</p>\n<h2>B</h2>\n<p>Two. [A]</p>",
        ),
        # Two rows are two rows.
        (
            f"<li>One {reference('A')}</li>\n<li>Two {reference('A')}</li>",
            "<li>One [A]</li>\n<li>Two [A]</li>",
        ),
        # A line of its own, a cell, a paragraph without references.
        ('<p>One</p><cite data-statements="A">x</cite>',) * 2,
        (f"<td>One {reference('A')}</td><p>Two</p>",) * 2,
    ],
)
def test_references_are_gathered(written: str, gathered: str) -> None:
    assert gather(written) == gathered
