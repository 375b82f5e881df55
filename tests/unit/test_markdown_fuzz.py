"""No text breaks the layout or the rules; what is laid out once stays as it is."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from aviso.checks.texts import check_text
from aviso.content.markdown_converter import convert_fully
from aviso.content.markdown_layout import lay_out_lines
from aviso.content.source_text import SourceText
from aviso.core.project import Project as AvisoProject
from tests.support.paths import ROOT

BEGINNINGS = ["", "", " ", "  ", "   ", "    ", "      ", "> ", ">   "]
WORDS = [
    "- a",
    "* a",
    "- - a",
    "1. a",
    "2) a",
    "7. a",
    "words",
    "**a",
    "~~a~~",
    "# A",
    "---",
    "===",
    "```",
    "| a | b |",
    "|---|---|",
    '!!! note "T"',
    "> a",
    ":   a",
    "[a]: b",
    "*[a]: b",
    "www.example.org",
    "a@example.org",
    "• a",
    "a) b",
    "\\",
    "",
]
LINES = st.lists(
    st.tuples(st.sampled_from(BEGINNINGS), st.sampled_from([*WORDS, "", ""])), max_size=14
)


@settings(max_examples=400, deadline=None)
@given(LINES)
def test_any_lines_can_be_laid_out_checked_and_converted(parts: list[tuple[str, str]]) -> None:
    lines = [indent + words for indent, words in parts]
    once = lay_out_lines(lines)
    assert "".join("".join(once).replace(")", ".").split()).replace(">", "") == "".join(
        "".join(lines).replace(")", ".").split()
    ).replace(">", "")
    text = "\n".join(lines)
    for problem in check_text.__wrapped__(SourceText(text, "page.md")):
        assert problem.rule and 1 <= problem.line <= len(lines) + 1
    assert convert_fully(AvisoProject(ROOT), text) == convert_fully(AvisoProject(ROOT), text)


@settings(max_examples=400, deadline=None)
@given(st.text('ab1 -*+.)(>|#`~!"\n:[]=_{}\\&;•–<Ã¡', max_size=80))
def test_any_signs_can_be_laid_out_and_checked(text: str) -> None:
    list(check_text.__wrapped__(SourceText(text, "page.md")))
    convert_fully(AvisoProject(ROOT), text)
