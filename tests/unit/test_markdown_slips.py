"""Markdown that would not become what its author meant is told, with its rule and its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from aviso.checks.texts import check_text
from aviso.content.markdown_converter import convert_fully, convert_markdown
from aviso.content.source_text import SourceText
from aviso.content.unread_markup import TYPED
from aviso.core.project import Project as AvisoProject
from tests.support.paths import ROOT

# For each rule: a text, and the lines that are told.
SLIPS: dict[str, dict[str, list[int]]] = {
    "files/unfinished-merge": {
        "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> spring": [1, 3, 5],
        "a\n\n>>>>>>> 3f2a (Change the days)\n": [3],
        "<<<<<<< Updated upstream\n\n||||||| 3f2a\n\n=======\n\n>>>>>>> Stashed changes": [
            1,
            3,
            5,
            7,
        ],
        "a\n\n=======\n\nb": [3],
        "a\n\n<<<<<<<\n": [3],
        # A program that laid the text out anew has indented them.
        "- a\n\n    <<<<<<< HEAD\n    b\n\t>>>>>>> spring\n": [3, 5],
    },
    "pages/fence": {
        "a\n\n```\nnever closed": [3],
        "a\n\n~~~ text\nnever closed": [3],
        "- a\n\n  ```\n  b\n  ```": [3],
        "  ```\n  a\n  ```": [1],
        "````\na\n```": [1],
        'a\n\n```python title="x"\nb\n```': [3],
        "~~~ text linenums=1\nb\n~~~": [1],
    },
    "pages/heading-form": {
        "#Title": [1],
        "a\n\n##Reach us {#reach}": [3],
        "#1 in the county": [1],
        "####### Deep": [1],
        "a\n\n  ## Indented": [3],
    },
    "pages/box-form": {
        '!!! beware "T"\n    a': [1],
        'a\n\n!!! nota "T"\n    a': [3],
        "!!! note 'T'\n    a": [1],
        "!!! note “T”\n    a": [1],
        "!!! note T\n    a": [1],
        '!!! note "T"\na': [1],
        '!!! note "T"\n a': [1],
        '!!! note "T"': [1],
        '??? note "T"\n    a': [1],
        '???+ note "T"\n    a': [1],
        "> [!NOTE]\n> a": [1],
        "> [!WARNING] T\n> a": [1],
        "::: note\na\n:::": [1, 3],
        '=== "Tab"\n    a': [1],
        '!!! note inline "T"\n    a': [1],
        '!! note "T"\n    a': [1],
        '!!!! warning "T"\n    a': [1],
        '!!! note "T"\n    a\nb': [3],
        '> !!! note "T"\n>     a\n> b': [3],
    },
    "pages/list-form": {
        "• a\n• b": [1, 2],
        "a:\n\n· b": [3],
        "o\ta\no\tb": [1, 2],
        "– a\n– b": [1, 2],
        "— a": [1],
        "a) one\nb) two": [1, 2],
        "(a) one\n(b) two\n(c) three": [1, 2, 3],
        "(1) one\n(2) two": [1, 2],
        "a. one\nb. two": [1, 2],
        "Term\n:Meaning": [2],
        "a\n\n-one\n-two": [3, 4],
        "+one\n+two": [1, 2],
        "1.one\n2.two": [1, 2],
        "1)one\n2)two\n3)three": [1, 2, 3],
        "i. one\nii. two": [1, 2],
        "(iv) four\n(v) five": [1, 2],
        "o one\no two": [1, 2],
        "We need\n✓ one\n✓ two": [2, 3],
        "✅ one\n✅ two": [1, 2],
        "A. one\nB. two": [1, 2],
        "A) one\nB) two": [1, 2],
        "1.- one\n2.- two": [1, 2],
        "1- one\n2- two": [1, 2],
        "1 – ¿one?\n2 – ¿two?": [1, 2],
        "a\n—one\n—two": [2, 3],
    },
    "pages/list-numbers": {
        "1. one\n3. three": [2],
        "2025. A year": [1],
        "We need\n2. two": [2],
        "1. a\n2. b\n\n4. c": [4],
        "- a\n    1. b\n    1. c\n    5. d": [4],
    },
    "pages/table-row": {
        "| a | b |\n|---|---|\n| c | d | e |": [3],
        "| a | b |\n|---|---|\n| c | d |\nA line.": [4],
        "| a | b | c |\n|---|---|\n| c | d |": [1],
        "Before\n| a | b |\n|---|---|\n| c | d |\nA line.": [5],
        "a\n\n| a | b |\n| c | d |\n| e | f |": [3],
        "+---+---+\n| a | b |\n+---+---+": [1],
    },
    "pages/link-form": {
        "(our policy)[https://www.example.org/policy]": [1],
        "a\n(this page)[choices.md#email]": [2],
        "(us)[privacy@example.org]": [1],
        "[our site] (https://www.example.org/)": [1],
        "[our\u00a0site]\u00a0(choices.md)": [1],
        "[a]\n(https://www.example.org)": [1],
        "! [Map](../assets/map.png)": [1],
        "![Map] (../assets/map.png)": [1],
        "!(Map)[../assets/map.png]": [1],
        "[[Choices]]": [1],
        "![[map.png]]": [1],
        "[a]()": [1],
        "[](choices.md)": [1],
        "[a]{https://www.example.org}": [1],
        "[our policy]https://www.example.org": [1],
        "[our policy]<https://www.example.org>": [1],
        "a\n[our policy(https://www.example.org)": [2],
        "{our policy}(https://www.example.org)": [1],
        "!{Map}(../assets/map.png)": [1],
        "[our site] [https://www.example.org/]": [1],
        "a\n\n[this page] [choices.md#email]": [3],
        "a http:// www.example.org b": [1],
        "a https: //example.org": [1],
        "[our policy]('https://www.example.org')": [1],
        '[our policy]("https://www.example.org")': [1],
    },
    "pages/link-definition": {
        "[form]: https://www.example.org": [1],
        "[a][form]\n\n[form]: https://www.example.org\n[form]: https://www.example.com": [4],
        "[Note]: Yes": [1],
        "[a][b]\n\n[b]: https://www.example.org\n[c]: https://www.example.org": [4],
    },
    "pages/unknown-notation": {
        "- [ ] a\n- [x] b": [1, 2],
        "1. [X] a": [1],
        "* [] a": [1],
        "a\n\n[ ] b\n[x] c": [3, 4],
        "a[^1]\n\n[^1]: https://www.example.org": [3],
        "a\n\n[TOC]": [3],
        '--8<-- "intro.md"': [1],
        "a %%b%% c": [1],
        "a\n\n=====\n\nb": [3],
        "{++a++} b {--c--}": [1, 1],
        "a ++b++ and ++ctrl+c++": [1, 1],
        "a\n\nni\\u00f1o": [3],
        "espa=C3=B1ol": [1],
        "a\nespa%C3%B1ol\n\n%C3%BA": [2, 4],
        "our%20policy": [1],
        "[b]never[/b]": [1],
        "Dear %(name)s,": [1],
        "a #REF!": [1],
        "a { { laws() } } { % b % }": [1, 1],
        "a | b\n---|---\n1 | 2\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n: Caption": [9],
        "## Fees\n\n: None": [3],
    },
    "pages/leftover-markup": {"* a* b": [1], "- a\n\n* two words*": [3]},
    "pages/character-reference": {
        "Images &nbsp sound": [1],
        "&copy 2025": [1],
        "It&#39s": [1],
        "a\n\n&foo; b": [3],
        "&amp;nbsp;": [1],
        "T&aacute": [1],
    },
    "pages/unusual-space": {
        "-\u00a0a\n-\u00a0b": [1, 2],
        "#\u00a0Title": [1],
        "1.\u2003a": [1],
        "\u00a0- a": [1],
        "*\u202fa": [1],
        '!!!\u00a0note "T"\n    a': [1],
    },
    "wording/misread-letters": {
        "We donâ€™t sell.": [1],
        "a\n\nPida mÃ¡s informaciÃ³n.": [3, 3],
        "Â¿QuÃ© guardamos?": [1],
        "franГ§ais": [1],
        "espa√±ol": [1],
        "30 â‚¬": [1],
    },
}
LEFTOVERS = {
    "emphasis": [
        "**Please",
        "** x **",
        "**Session cookies  **hold",
        "*x",
        "a **b",
        "a***",
        "- **a\n- b",
        "***a**: b",
        "a **b*",
        "**a**: b *c**",
        "**a *b* c*",
    ],
    "underscores": ["__x", "_x", "a __b c", "x__ y", "__a_: b", "_a__"],
    "link": ["[words][unknown]", "[words](unclosed", "a](b)", "![x] y", "[a](<b", "[a] [b](c"],
    "footnote": ["a.[^1]", "a.[^note] b", "a^[inline]"],
    "strike": ["~~a", "a ~~ b", "~~ a ~~"],
    "lowered": ["H~2~O", "~a~", "x~1~ and y"],
    "highlight": ["==a==", "a ==b c== d", "**a** ==b=="],
    "raised": ["2^nd^", "x^2^ y", "**a**^b^"],
    "math": ["$x^2$", "$$x$$", "$\\alpha$ a"],
    "emoji": [":smile:", "a :warning: b", ":material-account:"],
    "attributes": ["a {: .b}", "a {#b} c", "{: #a } b"],
    "table": ["|---|---|", "a\n|---|", "a\n---|---"],
    "code": ["`a", "a` b", "a `b c"],
    TYPED: ["    a", "a\n\n    b", "- a\n\nb\n\n    c"],
}
SOUND = [
    "word\n: what it is\n\nAt 5:00: closed {a} {{ b }}",
    "<<<<<<< and >>>>>>> are signs of Git; a line `=======` too.",
    "```\n- [ ] a\n#Title\n• b\n~~~\n```",
    "Use `**a`, `[a](b` and `_ga`.",
    "5 * 3 = 15, a*b, 2 ** 3".replace(" ** ", " x "),
    "R&D, AT&T, Q&A, B&B and https://www.example.org/?a=b&copy=1",
    "¿Cómo? — preguntó. Ángela, São Paulo, NÃO, “Ä”, IRMÃ.",
    "The library\n– as always – keeps it.",
    "It costs $5 to $10, or $5 and $6.",
    "At 10:30:15, from 9:00 to 5:00.",
    "See [sic] and (a) or (b).",
    "Policy III.C (1) and (2).",
    "1. a\n2. b\n\n- c\n\n1. d\n1. e",
    "- a\n    1. b\n    2. c\n- d\n    1. e",
    "| a | b |\n|---|---|\n| `c|d` | e\\|f |\n\nA line.",
    '[a][form], [form] and [form][]\n\n[form]: https://www.example.org "Form"',
    "snake_case_name and 3*4",
    "Fish & chips &amp; peas &nbsp; &#8217;",
    '> a\n\n!!! note "T"\n    a\n\n    b',
    "Term\n:   Meaning\n\n*[PIN]: number\n\nThe PIN.",
    "a\\\nb \\*\\*c \\[d\\](e) \\_f \\~\\~g",
    "-5 degrees\n\n–5 degrees",
    "Hello! [Here](choices.md)",
    "C++ and D++, 100 %, a+b+c, {a} -- {b}, 1.5\n2.5",
    "Or this\no that, ✓ one\nand ✓ two.",
    "✓ one  \n✓ two\\\n✓ three",
    '!!! note "T"\n    a\n\nb',
    '!!! note "T"\n    a\n!!! tip "U"\n    b',
    "Ages 9-12\n10-14 and A. Smith\nB.C.",
    "—one\ntwo — three",
    "From 1 - 2 days\n3 - 4 days, [a] [b] of https: see",
    "[as we said (https://www.example.org) before]",
    "```python\na\n```\n\n~~~ { .text }\na\n~~~\n\n```\n``` a\n```",
    "***a*** b, *a **b** c*, **a *b***, \\**a*\\* and _a_",
    "* *a* b\n* c \\* d",
    "|a| and |b| are bars.\n\nx || y",
    "{{ contact('desk') }}",
    "[a](../assets/pol%C3%ADtica.pdf) and https://www.example.org/?a=%20b, 50% of 100 %\\\n[b] c",
]


def find(text: str) -> dict[str, list[int]]:
    """The lines of a text that each rule names."""
    found: dict[str, list[int]] = {}
    for problem in check_text.__wrapped__(SourceText(text, "page.md")):
        found.setdefault(problem.rule, []).append(problem.line)
    return found


@pytest.mark.parametrize(
    ("rule", "text"), [(rule, text) for rule, texts in SLIPS.items() for text in texts]
)
def test_a_slip_is_told_at_its_lines(rule: str, text: str) -> None:
    assert find(text).get(rule) == SLIPS[rule][text]


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in LEFTOVERS.items() for text in texts]
)
def test_a_sign_that_is_left_is_found(kind: str, text: str) -> None:
    converted = convert_markdown(AvisoProject(ROOT), text)
    assert kind in [found for found, _ in converted.leftovers]
    assert converted == convert_fully(AvisoProject(ROOT), text)


@pytest.mark.parametrize("text", SOUND)
def test_a_sound_text_is_let_be(text: str) -> None:
    assert find(text) == {}
    assert convert_markdown(AvisoProject(ROOT), text).leftovers == []


def test_the_pages_of_the_project_have_no_slips() -> None:
    for path in [*Path(ROOT, "docs").rglob("*.md"), *Path(ROOT, "tests/corpus").rglob("*.md")]:
        text = path.read_text("utf-8").partition("\n---\n")[2]
        assert find(text) == {}, path
