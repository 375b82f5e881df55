"""The messages that the handbook quotes are those of Aviso, word for word."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from click.testing import Result

from tests.support.documents import HANDBOOK, RECORD, fences, table, text_of
from tests.support.project import Project

MESSAGES = HANDBOOK / "reference" / "messages.md"
PAGE = "docs/example/en/choices.md"


def _instead(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text, (
            f"the model library has no {old!r} any more: choose another place for this fault"
        )
        return text.replace(old, new, 1)

    return change


# One fault for each complaint of the table, in the model library: what is said → where, and the
# change that brings it.
FAULTS: dict[str, tuple[str, Callable[[str], str]]] = {
    "role.es is missing.": (RECORD, _instead("      es: Preguntas sobre privacidad\n", "")),
    'has a second ":" in a line.': (
        RECORD,
        _instead("      en: Questions about privacy\n", "      en: Questions: about privacy\n"),
    ),
    "is indented differently": (
        RECORD,
        _instead("      es: Preguntas sobre privacidad", "     es: Preguntas sobre privacidad"),
    ),
    "is not a date": (RECORD, _instead("effective: 2026-02-01", "effective: 2/1/2026")),
    "is not in data/vendors/.": (RECORD, _instead("- vendor: hoopla", "- vendor: hopla")),
    "exists only in the language": (
        "docs/example/en/visits.md",
        lambda _: "---\ntitle: A\ndescription: B\n---\n# A\n",
    ),
    "the heading id": (PAGE, _instead("{#safe}", "{#safely}")),
    "does not exist here.": (
        PAGE,
        _instead("{{ contact('email-removal').email }}", "{{ contact('email-remval').email }}"),
    ),
    "is not an email address;": (
        RECORD,
        _instead("    email: privacy@example.org", "    email: privacy at example.org"),
    ),
}


def complaints_quoted() -> list[tuple[str, str]]:
    """The messages that the handbook quotes, as (file or nothing, sentence)."""
    text = text_of(MESSAGES)
    line = re.match(r"(\S+), line \d+: (.*)", fences(text, "")[0].strip())
    return [("", row[0].strip("`")) for row in table(text)] + [(line[1], line[2])]


@pytest.mark.parametrize(("file", "sentence"), complaints_quoted())
def test_the_complaints_are_quoted_word_for_word(
    project: Project, aviso: Callable[..., Result], file: str, sentence: str
):
    [(place, change)] = [fault for words, fault in FAULTS.items() if words in sentence]
    path = project / place
    before = path.read_text(encoding="utf-8") if path.exists() else None
    path.write_text(change(before or ""), encoding="utf-8")
    try:
        said = json.loads(aviso("check", "--format", "json", "example").stdout)
    finally:
        path.write_text(before, encoding="utf-8") if before is not None else path.unlink()
    sentences = [
        f"{each['message']}. {each['hint']}" if each["hint"] else each["message"]
        for each in said
        if each["file"].startswith(file)
    ]
    assert sentence in sentences


def test_every_fault_is_quoted():
    sentences = [sentence for _, sentence in complaints_quoted()]
    assert [
        words for words in FAULTS if sum(words in sentence for sentence in sentences) != 1
    ] == []
