"""What has nothing to show is left out of a page, headings included, and lines keep their place."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from aviso.content.arrangement import arrange_text, has_content
from aviso.content.fragments import Condition, FactError, Fragment, Sections, Value
from aviso.content.source_text import SourceText

VALUES: dict[str, Value] = {
    "full()": Fragment(Markup("<p>A</p>"), "", is_block=True),
    "empty()": Fragment(Markup(" \n"), "", is_block=True),
    "missing()": Fragment(Markup(""), "", is_block=True, absence="there is none"),
    "inline()": Fragment(Markup(""), ""),
    "if()": Condition(True),
    "unless()": Condition(False),
    "sections()": Sections("## A {#a}\n\n{{ full() }}\n\n## B {#b}\n\n{{ full() }}\n"),
    "no_sections()": Sections(""),
}


def evaluate(expression: str) -> Value:
    if expression not in VALUES:
        raise FactError("unknown")
    return VALUES[expression]


def arrange(markdown: str, page: str = "page", additions: tuple[str, ...] = ()) -> str:
    text = arrange_text(SourceText(markdown, "a.md"), evaluate, page, additions).text.text
    return "|".join(line for line in text.split("\n") if line.strip())


SHOWN = {
    "# T\n\nWords.\n\n{{ full() }}\n": "# T|Words.|{{ full() }}",
    # A block without facts goes, and its heading with it.
    "# T\n\n## A\n\n{{ empty() }}\n\n## B\n\n{{ full() }}\n": "# T|## B|{{ full() }}",
    # Words of the section stay, unless they depend on facts too.
    "# T\n\n## A\n\nWords.\n\n{{ empty() }}\n": "# T|## A|Words.",
    "# T\n\n## A\n\n{{ unless() }}\nWords.\n\n{{ empty() }}\n": "# T",
    "# T\n\n{{ if() }}\nWords.\n": "# T|Words.",
    "# T\n\n{{ unless() }}\n- one\n- two\n\nEnd.\n": "# T|End.",
    # A heading stays for what is left below it, at whatever level.
    "# T\n\n## A\n\n{{ empty() }}\n\n### B\n\nWords.\n": "# T|## A|### B|Words.",
    "# T\n\n## A\n\n### B\n\n{{ empty() }}\n\n## C\nWords.\n": "# T|## C|Words.",
    # A heading that never had anything below it is its author's.
    "# T\n\n## A\n\n## B\n\nWords.\n": "# T|## A|## B|Words.",
    "# T\n\n{{ sections() }}\n": "# T|## A {#a}|{{ full() }}|## B {#b}|{{ full() }}",
    "# T\n\n## A\n\n{{ no_sections() }}\n": "# T",
    # Faulty placeholders, and those within words, are not judged here.
    "# T\n\n{{ faulty( }}\n\nA {{ empty() }} b.\n": "# T|{{ faulty( }}|A {{ empty() }} b.",
    "# T\n\n{{ inline() }}\n": "# T|{{ inline() }}",
    # Code shows placeholders as they are.
    "# T\n\n```\n## A\n\n{{ empty() }}\n```\n": "# T|```|## A|{{ empty() }}|```",
}


@pytest.mark.parametrize("markdown", SHOWN)
def test_what_has_nothing_to_show_is_left_out(markdown: str) -> None:
    assert arrange(markdown) == SHOWN[markdown]


def test_what_is_shown_whole_stays_as_it_is_written() -> None:
    text = SourceText("# T\n\n\n## A\nWords.\n{{ full() }}\n\n", "a.md", 5)
    assert arrange_text(text, evaluate).text is text


def test_lines_keep_their_numbers() -> None:
    text = SourceText("# T\n\n{{ empty() }}\n\n{{ sections() }}\n\nHere.\n", "a.md", 11)
    arranged = arrange_text(text, evaluate).text
    assert arranged.find_line(arranged.text.index("Here")) == 17
    assert arranged.find_line(arranged.text.index("## B")) == 15


def test_what_is_missing_is_told_with_its_line() -> None:
    arranged = arrange_text(SourceText("# T\n\n{{ missing() }}\n", "a.md", 4), evaluate)
    assert [(one.line, one.expression) for one in arranged.left_out] == [(6, "missing()")]


def test_paragraphs_of_ones_own_stand_at_the_ends_of_their_sections() -> None:
    page = "# T\n\n## A {#a}\n\nOne.\n\n### B {#b}\n\nTwo.\n\n## C {#c}\n\n{{ empty() }}\n"
    names = ("_after-page", "_after-page-a", "_after-page-b", "_after-page-c", "_after-other-a")
    a, b, c, end = (f"{{{{ shared('_after-page{one}') }}}}" for one in ("-a", "-b", "-c", ""))
    assert arrange(page, "page", names) == (
        f"# T|{end}|## A {{#a}}|One.|{a}|### B {{#b}}|Two.|{b}|## C {{#c}}|{c}"
    )
    assert arrange(page, "page", names[:1]) == f"# T|{end}|## A {{#a}}|One.|### B {{#b}}|Two."


HAS_CONTENT = {
    "# T\n\n## A\n\n{{ empty() }}\n": False,
    "# T\n\n{{ unless() }}\nWords.\n\n{{ no_sections() }}\n": False,
    "# T\n\n{{ if() }}\n\n## A\n\n{{ empty() }}\n": False,
    "# T\n\n{{ empty() }}\n\nWords.\n": True,
    "# T\n\n{{ sections() }}\n": True,
    # Nothing was left out of it: it is as its author wrote it.
    "# T\n\n## A\n": True,
}


@pytest.mark.parametrize("markdown", HAS_CONTENT)
def test_a_page_on_which_only_headings_are_left_has_no_content(markdown: str) -> None:
    assert has_content(SourceText(markdown, "a.md"), evaluate) == HAS_CONTENT[markdown]
    assert has_content(SourceText(markdown, "a.md"), evaluate, "page", ("_after-page",))
