"""No text within the bounds keeps a check or a build busy: twice the text is about twice the work.

Work is counted in calls of functions, which no other program on the machine can change. What a
regular expression does within one call is not seen by that; the soak test looks at the processor's
time as well.
"""

from __future__ import annotations

import itertools
import os
import string
import time
from random import Random

import pytest

from aviso.checks.texts import check_text
from aviso.content.markdown_converter import convert_fully, convert_markdown
from aviso.content.markdown_limits import (
    LINES_OF_A_KIND,
    MAXIMUM_CHARACTERS,
    MAXIMUM_OF_A_KIND,
    MAXIMUM_OF_A_SIGN,
    MAXIMUM_OF_SLOW_KINDS,
    OPENING_SIGNS,
    find_excess,
)
from aviso.content.source_text import SourceText
from aviso.core.project import Project as AvisoProject
from tests.support.paths import ROOT
from tests.support.project import Project
from tests.support.steps import count_steps

MOST_IN_A_QUICK_TEST = 4_000
PROJECT = AvisoProject(ROOT)
PAIRS = [
    *string.punctuation,
    *("".join(pair) for pair in itertools.product(string.punctuation, repeat=2)),
]
GAPS = ("", "a", " ", "\n", "a\n", "\n\n", "a\n\n")
# Every sign is tried at its bound with one of the gaps, and so is a sample of the pairs; another
# seed draws others. All pairs are tried with less text: at their bounds they take half an hour.
SEED = int(os.environ.get("AVISO_TEST_SEED", "1"))
AT_THE_BOUND = list(
    zip(
        [*string.punctuation, *Random(SEED).sample(PAIRS[len(string.punctuation) :], 32)],
        itertools.cycle(Random(SEED).sample(GAPS, len(GAPS))),
        strict=False,
    )
)
MOST_OF_A_PAIR = 1_000
FORMS = [
    "a\n===\n\n",
    "a\n-\n",
    "# a\n",
    "*[a]: b\n",
    "[a]: b\n",
    "|a|b|\n|-|-|\n|c|d|\n\n",
    "- a\n\n",
    "1. a\n",
    "a\n: b\n\n",
    "Term\n:   a\n",
    "- - -\n",
    "???+ a\n    b\n\n",
    "- [ ] a\n",
    "1. a\n   1. b\n",
    "[^a]: b\n",
    "<!-- a -->",
    "![a][b] ",
    "> a\n\n",
    "> ",
    ">#\n",
    '!!! note "a"\n    b\n\n',
    "```\na\n```\n",
    "```a\n",
    "    a\n\n",
    "&#46;",
    "<a@b.cc> ",
    "https://a.bc ",
    "www.a.bc ",
    "~~a~~ ",
    "``a``",
    "**[a](b)** ",
    "{: #a}",
    "Ã¡ ",
    "(a) b\n(b) c\n",
    "[a][b] ",
    "  - a\n",
]


def fill(unit: str, size: int) -> str:
    """Repeat a unit up to a size."""
    return (unit * (size // len(unit) + 1))[:size]


def allowed_size(unit: str, most: int = MAXIMUM_CHARACTERS) -> int:
    """Find how many characters of a repeated unit the bounds allow, up to a number."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if list(find_excess(fill(unit, middle))):
            high = middle - 1
        else:
            low = middle
    return low


def work(text: str) -> None:
    """Convert and check a text, without what was kept of others."""
    convert_markdown(PROJECT, text)
    check_text.__wrapped__(SourceText(text, "page.md"))


def assert_in_proportion(unit: str, most: int = MAXIMUM_CHARACTERS) -> None:
    size = allowed_size(unit, most) if list(find_excess(fill(unit, most))) else most
    half, whole = (count_steps(work, fill(unit, part)) for part in (size // 2, size))
    assert whole <= 2.5 * half, (unit, size, half, whole)


@pytest.mark.parametrize("unit", FORMS)
def test_twice_the_text_is_twice_the_work(unit: str) -> None:
    work("a **b** c_d `e`")
    assert_in_proportion(unit, MOST_IN_A_QUICK_TEST)


@pytest.mark.parametrize("sign", OPENING_SIGNS)
def test_each_opening_sign_is_bounded(sign: str) -> None:
    work("a **b** c_d `e`")
    assert_in_proportion(f"{sign}a")
    text = f"Words.\n\n{'a' + sign} " * 2 + f"a{sign}" * (MAXIMUM_OF_A_SIGN + 1)
    assert [position for position, _ in find_excess(text)]
    assert convert_fully(PROJECT, text).is_too_deep


@pytest.mark.soak
@pytest.mark.parametrize("first", string.punctuation)
def test_every_pair_of_signs_is_in_proportion(first: str) -> None:
    work("a **b** c_d `e`")
    gaps = itertools.cycle(Random(f"{SEED} {first}").sample(GAPS, len(GAPS)))
    for second in string.punctuation:
        assert_in_proportion(first + second + next(gaps), MOST_OF_A_PAIR)


@pytest.mark.soak
@pytest.mark.parametrize(("unit", "gap"), AT_THE_BOUND)
def test_signs_are_bounded(unit: str, gap: str) -> None:
    work("a **b** c_d `e`")
    assert_in_proportion(unit + gap)
    begin = time.process_time()
    work(fill(unit + gap, allowed_size(unit + gap)))
    # The machine may be busy: a text without a bound took minutes.
    assert time.process_time() - begin < 20


@pytest.mark.soak
@pytest.mark.parametrize("unit", FORMS)
def test_each_form_is_in_proportion_up_to_its_bound(unit: str) -> None:
    work("a **b** c_d `e`")
    assert_in_proportion(unit)


MANY = {
    "headings": "## a\n\n",
    "rules": "---\n\n",
    "definitions of abbreviations and links": "*[a]: b\n",
    "terms with definitions": "a\n: b\n",
    "boxes": '!!! note "a"\n    b\n\n',
    "fences around typed text": "```\na\n```\n\n",
}


@pytest.mark.parametrize("kind", LINES_OF_A_KIND)
def test_lines_of_each_kind_are_bounded(kind: str) -> None:
    few = MANY[kind] * (MAXIMUM_OF_SLOW_KINDS // 2)
    assert list(find_excess(few)) == [] and not convert_markdown(PROJECT, few).is_too_deep
    many = MANY[kind] * (MAXIMUM_OF_A_KIND + 1)
    (fault,) = [fault for _, fault in find_excess(many)]
    assert fault.message.endswith(f"00 {kind}")


def test_signs_of_facts_and_of_tables_are_not_counted() -> None:
    assert list(find_excess("&#46;" * 5_000)) == []
    assert list(find_excess("| a | b | c | d |\n" * 1_000)) == []


def test_too_much_is_told_with_its_line(small_project: Project) -> None:
    page = "docs/riverside/en/index.md"
    small_project.replace(page, "We keep little.", f"Words.\n\n{'`a` ' * 300}\n\n{'[' * 30}")
    told = {problem for problem in small_project.check() if problem.file == page}
    assert [(problem.line, problem.rule) for problem in told] == [(9, "pages/too-much")]
    small_project.write(page, f"---\ntitle: a\ndescription: b\n---\n# A\n\n{'word ' * 9_000}\n")
    told = {problem for problem in small_project.check() if problem.file == page}
    assert [(problem.line, problem.rule) for problem in told] == [(7, "pages/too-much")]
