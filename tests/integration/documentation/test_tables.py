"""The tables of commands, decisions and placeholders are complete."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click import Context, Group
from click.testing import CliRunner
from scripts.reference import make_pages

from aviso.cli.main import main
from aviso.content.arrangement import arrange_text
from aviso.content.expressions import evaluate
from aviso.content.fragments import FieldView
from aviso.content.placeholders import fill_page
from aviso.content.source_text import SourceText
from aviso.core.project import Project as AvisoProject
from aviso.model.library import Library
from aviso.model.practices import Practice
from aviso.model.repository import load_records
from aviso.model.retention import Retention
from aviso.site.compose import make_site
from tests.support.documents import DECISIONS, HANDBOOK, RECORDS, table, text_of
from tests.support.paths import ROOT

PLACEHOLDERS = HANDBOOK / "reference" / "placeholders.md"


def commands_of_aviso(command: Any = main, words: str = "aviso") -> Iterator[str]:
    """Every command of the program that does something by itself."""
    if isinstance(command, Group):
        for name in command.list_commands(Context(command)):
            yield from commands_of_aviso(
                command.get_command(Context(command), name), f"{words} {name}"
            )
    else:
        yield words


def test_the_reference_pages_are_what_the_code_says():
    text, pages = text_of(ROOT / "run"), make_pages()
    assert "scripts/reference.py" in text
    written = {name: (HANDBOOK / name).read_text("utf-8") for name in pages}
    assert written == pages, "Type: ./run docs"
    # Making them has asked each command for its options, which must still know -h afterwards.
    for command in ([], ["build"]):
        assert CliRunner().invoke(main, [*command, "-h"]).exit_code == 0


def test_the_reference_names_every_command_and_every_field():
    pages = make_pages()
    headings = re.findall(r"^## (aviso .+)$", pages["reference/commands.md"], re.MULTILINE)
    assert sorted(headings) == sorted(commands_of_aviso())
    fields = pages["reference/fields/library.md"]
    for name in (*Library.model_fields, *Practice.model_fields, *Retention.model_fields):
        assert f"`{name}`" in fields, name


# The decision records


@pytest.mark.parametrize("record", RECORDS, ids=lambda path: path.stem)
def test_a_decision_record_keeps_the_form(record: Path):
    text = text_of(record)
    number, headings = int(record.stem[:4]), re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert re.match(rf"# {number}\. .+\n\nStatus: (.+) · \d{{4}}-\d\d-\d\d", text)
    forms = r"in force|withdrawn|superseded by \[decision \d+\]\(.+\)"
    assert re.search(rf"^Status: (?:{forms}) · ", text, re.MULTILINE)
    assert headings == re.findall(r"^## (.+)$", text_of(DECISIONS / "template.md"), re.MULTILINE)


def test_the_index_of_decisions_says_what_the_records_say():
    said = []
    for record in RECORDS:
        number, title = re.match(r"# (\d+)\. (.+)", text_of(record)).groups()
        status, day = re.search(r"^Status: (.+?) · (\S+)", text_of(record), re.MULTILINE).groups()
        said.append([number, f"[{title}]({record.name})", day, status])
    assert table(text_of(DECISIONS / "README.md")) == said
    assert [row[0] for row in said] == [str(number) for number in range(1, len(said) + 1)]


# The placeholders


def facts_of_example() -> Any:
    records, _ = load_records(AvisoProject(ROOT))
    return make_site("example", records).make_context("en", "choices")


def placeholders() -> list[tuple[str, str]]:
    """The name of each placeholder in the table, and all that stands beside it."""
    rows = table(text_of(PLACEHOLDERS))
    assert rows, "the table is not found: tests of its rows would test nothing"
    return [(row[0].strip("`"), " | ".join(row[1:])) for row in rows]


def test_the_table_of_placeholders_is_complete():
    listed = [name for name, _ in placeholders()]
    assert sorted(listed) == sorted(facts_of_example().names)


def test_the_placeholders_are_shown_as_they_work():
    facts = facts_of_example()
    for name, words in placeholders():
        shown = re.findall(r"`(\{\{ .+? \}\})`", words)
        assert shown and all(re.search(rf"\b{name}\b", each) for each in shown)
        for each in shown:
            text = SourceText(f"\n\n{each}\n\n", "table")
            arranged = arrange_text(text, lambda one: evaluate(one, facts.names))
            assert (
                fill_page(
                    arranged.text,
                    facts.names,
                    lambda _: SourceText("", "shared"),
                ).problems
                == []
            )


def test_the_fields_after_the_dot_are_complete():
    facts = facts_of_example()
    calls = {
        "library": facts.names["library"],
        **{name: facts.names[name] for name in ("contact", "vendor", "law", "document")},
    }
    assert calls.keys() <= {name for name, _ in placeholders()}
    for name, words in placeholders():
        if name in calls:
            identifier = re.search(r"\('(.+?)'\)", words)
            view: FieldView = calls[name](identifier[1]) if identifier else calls[name]
            assert set(re.findall(r"`(\w+)`", words.split("After the dot:")[1])) == set(
                view._fields
            )


def test_whatever_is_not_in_the_table_is_explained():
    for wrong in ("contcts()", "contact('x').email", "contact", "1 + 1"):
        with pytest.raises(Exception, match=r"\w+ .+") as raised:
            evaluate(wrong, facts_of_example().names)
        assert type(raised.value).__name__ == "FactError"
