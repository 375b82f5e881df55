"""The tutorial can be followed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from click.testing import Result

from tests.support.documents import HANDBOOK, RECORD, text_of
from tests.support.project import Project

TUTORIAL = HANDBOOK / "tutorial.md"


# What they have the reader do


def steps(text: str) -> Iterator[tuple[str, str, str]]:
    """The tutorial's steps, in order: a change of a text, a command, or an answer to expect."""
    block = r"^```(?P<language>text|)\n(?P<lines>.*?)^```$"
    change = r"\*\*find\*\*\s+`(?P<old>[^`]+)`\s+and\s+\*\*type\*\*\s+`(?P<new>[^`]+)`"
    for found in re.finditer(f"{block}|{change}", text, re.DOTALL | re.MULTILINE | re.IGNORECASE):
        if found["old"]:
            yield "change", found["old"], found["new"]
        for line in (found["lines"] or "").splitlines():
            yield "answer" if found["language"] else "command", line, ""


def test_the_tutorial_can_be_followed(project: Project, aviso: Callable[..., Result]):
    record, answer, done = project / RECORD, "", []
    before = record.read_text(encoding="utf-8")
    assert f"`{RECORD}`" in text_of(TUTORIAL)
    try:
        for kind, words, new in steps(text_of(TUTORIAL)):
            done.append(kind)
            text = record.read_text(encoding="utf-8")
            if kind == "change":
                assert text.count(words) == 1, words
                record.write_text(text.replace(words, new), encoding="utf-8")
            elif kind == "answer":
                assert words in answer
            elif words != "aviso serve example":
                answer = aviso(*words.split()[1:]).output
    finally:
        record.write_text(before, encoding="utf-8")
    assert [done.count(kind) for kind in ("change", "command", "answer")] == [3, 5, 2]
    assert (project / "public" / "example" / "index.html").exists()
