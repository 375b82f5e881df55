"""The quick way through common Markdown.

It writes what Python-Markdown writes, or leaves the text to it.
"""

from __future__ import annotations

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aviso.build.assemble import assemble_site
from aviso.content.fast_markdown import convert_quickly
from aviso.content.markdown_converter import (
    USUAL_EXTENSIONS,
    LinkBase,
    convert_fully,
    convert_markdown,
)
from aviso.core.project import Project as AvisoProject
from tests.support.paths import ROOT
from tests.support.project import Project

HERE = LinkBase("choices", "es/opciones/", {"collect": "recopilacion"})
COMMON = [
    "# The title",
    "## Ask by email {#email}",
    "### Más allá  {#mas-alla}",
    "## Without an id",
    "# ¿Qué? ¡Sí!",
    "Words **in bold** and *in stress*.",
    "Una orden (*court order*{: lang=en}) firmada.",
    "El **City Librarian**{: lang=en} lo sabe.",
    "See [what we keep](collect.md#card) and [here](choices.md).",
    "A [web page](https://www.example.org/a/b?c=d), [mail](mailto:privacy@example.org).",
    "Facts: \ue0000\ue001 and \ue0001\ue001.",
    "\ue0002\ue001",
    "- one\n- two **bold**\n- three [link](index.md)",
    "1. first\n2. second",
    '!!! note "An old address"\n    It may be wrong.\n    Nobody knows.',
    "Two lines\nof one paragraph.",
    "“Quoted” «citado» — with 12 months.",
    "12 months are kept.",
    "Room 5&#46;",
    "&#39;Quoted&#39; words",
    "¿Cuánto tiempo?",
]
ODD = [
    "1\n{1}",
    "Words\n{id}",
    "# A {id}",
    "## A heading {#}",
    "![a](b.png){src}",
    "a_b_c",
    "_em_",
    "`code`",
    "```\nfence\n```",
    "<b>raw</b>",
    "a < b > c & d",
    "1) one",
    "2025. A year",
    "* star",
    "+ plus",
    "> quote",
    "    code",
    "| a | b |\n|---|---|\n| c | d |",
    "Term\n:   Definition",
    "*[CCPA]: A law",
    "The CCPA",
    "[ref][one]",
    "[one]: https://example.org",
    "![picture](../assets/a.png)",
    "[x](javascript:alert)",
    "- - -",
    "---",
    "Title\n===",
    "a  \nb",
    "**open",
    "***both***",
    "** spaced **",
    "*a **b** c*",
    "[a [b] c](d.md)",
    "[a](b c)",
    "\\*",
    "x\ty",
    "- one\n    - two",
    "- one\n\n    more",
    "!!! note\n    No title",
    "## {#x}",
    "# #",
    "##",
    "&amp;",
    "&",
    "{: .box}",
    "a {: #b}",
    "\ue0003\ue001 {#a}",
    "[\ue0000\ue001](a.md)",
    "[a](\ue0000\ue001)",
    "1\\. x",
    "a\u00a0b",
    "~~~\nx\n~~~",
    "-word",
    "# a\nb",
    "b\n# a",
    "- a\nb",
    "[TOC]",
    "www.example.org",
    "a@b.example",
    "!",
    "![",
    "[](a.md)",
    "[a]()",
    "We need:\n- one\n- two",
    "- one\n  - two",
    "1) one\n2) two",
    "How long:\n| a | b |\n|---|---|\n| c | d |",
    '!!! note "Please"\n  Two spaces.',
    '!!! unseen "Please"\n    Hidden.',
    '!!! note "See www.example.org"\n    Words.',
    "**https://www.example.org**",
    "[https://www.example.org](https://www.example.org)",
    "HTTPS://WWW.EXAMPLE.ORG/a.",
    "~~struck~~",
    "==marked==",
    "2^10^ and :smile:",
    "a\\\nb",
    "\\$5 \\~ \\:",
    "*a*{: lang=english}",
]


# Odd at first sight, and yet nothing but words to Markdown: these take the quick way too.
ODD_BUT_PLAIN = [
    "The CCPA",
    "[\ue0000\ue001](a.md)",
    "[https://www.example.org](https://www.example.org)",
]


def assert_the_same(text: str) -> None:
    """What pages are made of is what Python-Markdown makes, whichever way the text took."""
    assert convert_markdown(AvisoProject(ROOT), text, HERE) == convert_fully(
        AvisoProject(ROOT), text, HERE
    )


def test_the_project_has_the_extensions_that_it_knows() -> None:
    assert AvisoProject(ROOT).markdown_extensions == USUAL_EXTENSIONS


def test_an_edit_of_the_extensions_is_seen_at_once(project: Project) -> None:
    """A preview lives longer than mkdocs.yml stays as it is."""
    text, written = "1. one\n\n- two", project.read("mkdocs.yml")
    before = convert_markdown(project.opened, text)
    project.replace("mkdocs.yml", "  - sane_lists\n", "")
    assert "sane_lists" not in project.opened.markdown_extensions
    assert (
        convert_markdown(project.opened, text).html
        == convert_fully(project.opened, text).html
        == "<ol>\n<li>\n<p>one</p>\n</li>\n<li>\n<p>two</p>\n</li>\n</ol>"
        != before.html
    )
    project.write("mkdocs.yml", written)
    assert convert_markdown(project.opened, text) == before


def test_a_text_leaves_nothing_behind_for_the_next() -> None:
    first = convert_fully(
        AvisoProject(ROOT), "# A {onclick=x}\n\n[There](collect.md){onclick=y}", HERE
    )
    assert first.removed == ["onclick=", "onclick="] and [kind for kind, *_ in first.parts] == [
        "heading",
        "link",
    ]
    kept = list(first.removed), list(first.parts)
    second = convert_fully(AvisoProject(ROOT), "Words and [there](collect.md).")
    assert (second.removed, second.parts) == ([], [("link", "collect.md", "there")])
    assert 'href="../../' not in second.html and (first.removed, first.parts) == kept
    assert convert_fully(AvisoProject(ROOT), "![" * 30_000).is_too_deep
    assert convert_fully(AvisoProject(ROOT), "Words and [there](collect.md).") == second


def test_mkdocs_can_use_the_extension_by_its_name() -> None:
    converter = markdown.Markdown(extensions=["aviso.content.safe_markdown", "attr_list"])
    assert (
        converter.convert("<b>a</b> [b](c.md){onclick=x}")
        == '<p>&lt;b&gt;a&lt;/b&gt; <a href="c.md">b</a></p>'
    )


@pytest.mark.parametrize("text", COMMON)
def test_common_forms_take_the_quick_way(text: str) -> None:
    assert convert_quickly(text, HERE.resolve_address) is not None
    assert_the_same(text)


@pytest.mark.parametrize("text", ODD)
def test_other_forms_are_left_to_python_markdown(text: str) -> None:
    assert (convert_quickly(text, HERE.resolve_address) is not None) == (text in ODD_BUT_PLAIN)
    assert_the_same(text)


@settings(max_examples=1500, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([*COMMON, *COMMON, *ODD]),
            st.sampled_from(["\n\n", "\n\n", "\n\n\n", "\n", " ", ""]),
        ),
        max_size=8,
    )
)
@pytest.mark.soak
def test_any_mixture_comes_out_the_same(parts: list[tuple[str, str]]) -> None:
    assert_the_same("".join(f"{text}{gap}" for text, gap in parts))


@settings(max_examples=1500, deadline=None)
@given(st.text("ab ñ.12*_[]()#-!\n{}:&;`<>|\\\"'", max_size=60))
def test_any_signs_come_out_the_same(text: str) -> None:
    assert_the_same(text)


@pytest.mark.parametrize("site", ["example", "_front"])
def test_every_page_of_a_rich_project_takes_the_quick_way_and_comes_out_the_same(
    rich_template: Project, site: str
) -> None:
    assembled = assemble_site(rich_template.opened, site)
    assert assembled.pages
    for (locale, _), page in assembled.pages.items():
        text, here = (
            page.prepared.markdown,
            LinkBase(page.source.name, page.source.url, assembled.list_addresses(locale)),
        )
        assert convert_quickly(text, str) is not None, page.source.file
        assert convert_markdown(AvisoProject(ROOT), text, here) == convert_fully(
            AvisoProject(ROOT), text, here
        )
