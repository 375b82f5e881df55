"""The repository's documents, and their tables, sections and examples."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.paths import ROOT

HANDBOOK = ROOT / "handbook"
DECISIONS = ROOT / "decisions"
AT_THE_TOP = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "THIRD-PARTY-NOTICES.md",
    "measurements.md",
    "benchmarks.md",
)
PAGES = sorted(HANDBOOK.rglob("*.md"))
RECORDS = sorted(DECISIONS.glob("[0-9]*.md"))
DOCUMENTS = [
    *(ROOT / name for name in AT_THE_TOP),
    *PAGES,
    *sorted(DECISIONS.glob("*.md")),
]

FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)
SPAN = re.compile(r"(?<!`)(`+)(?!`)((?:(?!\n\n).)+?)(?<!`)\1(?!`)", re.DOTALL)


def text_of(document: Path) -> str:
    return document.read_text(encoding="utf-8")


def fences(text: str, language: str) -> list[str]:
    return [textwrap.dedent(found[3]) for found in FENCE.finditer(text) if found[2] == language]


def spans(text: str) -> list[str]:
    return [" ".join(found[2].split()) for found in SPAN.finditer(FENCE.sub("", text))]


def section(text: str, heading: str) -> str:
    return re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)[1]


def table(text: str) -> list[list[str]]:
    """Return the cells of a table by row, without its header."""
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def paths_of_tree(tree: str) -> Iterator[str]:
    """The paths of a tree: two spaces of indentation a level, a slash after each folder."""
    above: list[str] = []
    for line in tree.splitlines():
        found = re.match(r"((?:  )*)(\S+)(?:  |$)", line)
        if found:
            above = above[: len(found[1]) // 2]
            yield "".join(above) + found[2].rstrip("/")
            above.append(found[2])


def shown(language: str) -> list[Any]:
    """Every block of a language in the handbook, named by its page."""
    blocks = [(page, block) for page in PAGES for block in fences(text_of(page), language)]
    return [
        pytest.param(block, id=f"{page.stem}-{number}")
        for number, (page, block) in enumerate(blocks)
    ]


# Quotations

RECORD = "data/libraries/example.yml"
