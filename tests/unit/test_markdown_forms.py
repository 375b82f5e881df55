"""What editors and word processors write comes out as it was meant, in Aviso and in MkDocs."""

from __future__ import annotations

import markdown
import pytest

from aviso.content.markdown_converter import convert_fully, convert_markdown
from aviso.content.markdown_extensions import USUAL_EXTENSIONS
from aviso.content.markdown_layout import lay_out_lines
from aviso.core.project import Project as AvisoProject
from tests.support.paths import ROOT

LIST = "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"
NUMBERS = "<ol>\n<li>one</li>\n<li>two</li>\n</ol>"
NESTED = "<ul>\n<li>one<ul>\n<li>two</li>\n</ul>\n</li>\n<li>three</li>\n</ul>"
IN_NUMBERS = "<ol>\n<li>one<ul>\n<li>two</li>\n</ul>\n</li>\n<li>three</li>\n</ol>"
TABLE = (
    "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n"
    "<tbody>\n<tr>\n<td>c</td>\n<td>d</td>\n</tr>\n</tbody>\n</table>"
)
ROWS = "| a | b |\n|---|---|\n| c | d |"
BOX = '<div class="admonition note">\n<p class="admonition-title">T</p>\n{}\n</div>'
FORMS = {
    # Lists and tables directly below a sentence.
    "Need:\n- one\n- two": f"<p>Need:</p>\n{LIST}",
    "Need:\n* one\n* two": f"<p>Need:</p>\n{LIST}",
    "Need:\n+ one\n+ two": f"<p>Need:</p>\n{LIST}",
    "Need:\n1. one\n2. two": f"<p>Need:</p>\n{NUMBERS}",
    "Need:\n1) one\n2) two": f"<p>Need:</p>\n{NUMBERS}",
    "Two\nlines:\n- one\n- two": f"<p>Two\nlines:</p>\n{LIST}",
    "**Need:**\n - one\n - two": f"<p><strong>Need:</strong></p>\n{LIST}",
    f"How long:\n{ROWS}": f"<p>How long:</p>\n{TABLE}",
    "How long:\na | b\n--|--\nc | d": f"<p>How long:</p>\n{TABLE}",
    f"- one\n- two\n{ROWS}": f"{LIST}\n{TABLE}",
    f"{ROWS}\n\n- one\n- two": f"{TABLE}\n{LIST}",
    # A year at the beginning of a line is no item.
    "It began in\n2025. Then": "<p>It began in\n2025. Then</p>",
    # Lists in lists.
    "- one\n  - two\n- three": NESTED,
    "- one\n   - two\n- three": NESTED,
    "- one\n    - two\n- three": NESTED,
    "- one\n\t- two\n- three": NESTED,
    "* one\n  + two\n* three": NESTED,
    "1. one\n   - two\n2. three": IN_NUMBERS,
    "1. one\n  - two\n2. three": IN_NUMBERS,
    "1) one\n   * two\n2) three": IN_NUMBERS,
    "- one\n  - two\n    - x\n- three": NESTED.replace("two", "two<ul>\n<li>x</li>\n</ul>\n"),
    " 1. one\n 2. two": NUMBERS,
    "- one\n- two\n1. one\n2. two": f"{LIST}\n{NUMBERS}",
    "- one\n\n  more": "<ul>\n<li>\n<p>one</p>\n<p>more</p>\n</li>\n</ul>",
    "1. one\n\n   more": "<ol>\n<li>\n<p>one</p>\n<p>more</p>\n</li>\n</ol>",
    "- one\n\n  more\n- two": (
        "<ul>\n<li>\n<p>one</p>\n<p>more</p>\n</li>\n<li>\n<p>two</p>\n</li>\n</ul>"
    ),
    "- one\n\n    more\n- two": (
        "<ul>\n<li>\n<p>one</p>\n<p>more</p>\n</li>\n<li>\n<p>two</p>\n</li>\n</ul>"
    ),
    "> Need:\n> - one\n>   - two\n> - three": (
        f"<blockquote>\n<p>Need:</p>\n{NESTED}\n</blockquote>"
    ),
    # A quotation directly below a list.
    "- one\n- two\n> said": f"{LIST}\n<blockquote>\n<p>said</p>\n</blockquote>",
    "1. one\n2. two\n>said\n> more": (f"{NUMBERS}\n<blockquote>\n<p>said\nmore</p>\n</blockquote>"),
    "- one\n- two\n\n> said": f"{LIST}\n<blockquote>\n<p>said</p>\n</blockquote>",
    "- one\n  > said": ("<ul>\n<li>one<blockquote>\n<p>said</p>\n</blockquote>\n</li>\n</ul>"),
    # Boxes.
    '!!! note "T"\n  Words.': BOX.format("<p>Words.</p>"),
    '!!! note "T"\n   Words.': BOX.format("<p>Words.</p>"),
    '!!! note "T"\n\n  Words.': BOX.format("<p>Words.</p>"),
    '!!! note "T"\n    Words\n  wrapped.': BOX.format("<p>Words\nwrapped.</p>"),
    '!!! note "T"\n\tWords.': BOX.format("<p>Words.</p>"),
    '!!! note "T"\n  Need:\n  - one\n  - two': BOX.format(f"<p>Need:</p>\n{LIST}"),
    '!!! note "T"\n    - one\n      - two\n    - three': BOX.format(NESTED),
    'Before.\n!!! note "T"\n    Words.': f"<p>Before.</p>\n{BOX.format('<p>Words.</p>')}",
    # Words that are struck out, broken lines, escaped signs.
    "~~old~~ new": "<p><del>old</del> new</p>",
    "~~*old* and **older**~~": "<p><del><em>old</em> and <strong>older</strong></del></p>",
    "a~~b~~c": "<p>a<del>b</del>c</p>",
    "`~~a~~`": "<p><code>~~a~~</code></p>",
    "one\\\ntwo": "<p>one<br />\ntwo</p>",
    "one  \ntwo": "<p>one<br />\ntwo</p>",
    "\\- \\. \\* \\$ \\% \\' \\\" \\~ \\: \\< \\& \\^ \\= \\@ \\|": (
        "<p>- . * $ % ' \" ~ : &lt; &amp; ^ = @ |</p>"
    ),
    "\\*\\*not bold\\*\\*": "<p>**not bold**</p>",
    "C:\\temp": "<p>C:\\temp</p>",
    # Addresses among words.
    "At https://www.example.org/a.": (
        '<p>At <a href="https://www.example.org/a">https://www.example.org/a</a>.</p>'
    ),
    "(https://example.org/a_(b))": (
        '<p>(<a href="https://example.org/a_(b)">https://example.org/a_(b)</a>)</p>'
    ),
    "Site:https://example.org": (
        '<p>Site:<a href="https://example.org">https://example.org</a></p>'
    ),
    "www.example.org, now": ('<p><a href="https://www.example.org">www.example.org</a>, now</p>'),
    "**http://example.org/?a=b&c=d**": (
        '<p><strong><a href="http://example.org/?a=b&amp;c=d">http://example.org/?a=b&amp;c=d</a>'
        "</strong></p>"
    ),
    "Write to a.b@example.org!": (
        '<p>Write to <a href="mailto:a.b@example.org">a.b@example.org</a>!</p>'
    ),
    "<https://example.org>": '<p><a href="https://example.org">https://example.org</a></p>',
    "[www.example.org](https://www.example.org)": (
        '<p><a href="https://www.example.org">www.example.org</a></p>'
    ),
    "`https://example.org`": "<p><code>https://example.org</code></p>",
    "e.g. example.org or a@b": "<p>e.g. example.org or a@b</p>",
    # What stays as it is.
    "- one\n\n        typed": ("<ul>\n<li>one<pre><code>typed\n</code></pre>\n</li>\n</ul>"),
    "```\nNeed:\n- one\n  - two\n```": ("<pre><code>Need:\n- one\n  - two\n</code></pre>"),
    "5 - 3 = 2\nand so on": "<p>5 - 3 = 2\nand so on</p>",
    "3. one\n4. two": '<ol start="3">\n<li>one</li>\n<li>two</li>\n</ol>',
}


@pytest.mark.parametrize("text", FORMS)
def test_a_form_comes_out_as_it_is_meant(text: str) -> None:
    assert convert_markdown(AvisoProject(ROOT), text).html == FORMS[text]


def test_mkdocs_writes_the_same() -> None:
    """MkDocs makes its converter of the same extensions by name (mkdocs.structure.pages)."""
    names = [one if isinstance(one, str) else next(iter(one)) for one in USUAL_EXTENSIONS]
    for text in FORMS:
        converter = markdown.Markdown(
            extensions=["tables", "fenced_code", *names],
            extension_configs={"toc": {"marker": ""}},
        )
        assert converter.convert(text) == convert_fully(AvisoProject(ROOT), text).html, text


@pytest.mark.parametrize("text", FORMS)
def test_a_text_that_is_laid_out_stays_as_it_is(text: str) -> None:
    lines = text.expandtabs(4).split("\n")
    once = lay_out_lines(lines)
    assert lay_out_lines(once) == once
    # Only white space moves, a ")" becomes a ".", and an empty line of a quotation has its ">".
    moved = str.maketrans(")", ".", " >")
    assert "".join(once).translate(moved) == "".join(lines).translate(moved)
