"""Writes the status of translation units as a table, JSON, CSV or a page with both texts."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from rich.console import Console
from rich.table import Table

from aviso.cli.state_filter import describe_rule
from aviso.core.atomic_write import MarkedFile, write_marked
from aviso.core.cldr import name_language
from aviso.i18n.status import STATES, UnitStatus
from aviso.i18n.status_rules import RULES
from aviso.i18n.word_diff import DiffPart, diff_sentences

TEMPLATES = Path(__file__).parent
# The most units that a table names, so that it stays readable.
MOST_NAMED = 40
# Text in the head of every page, whatever its contents are.
MARK = b"<title>Translation of "
COLUMNS = (
    "piece",
    "language",
    "state",
    "changed",
    "compared_on",
    "confirmed_by",
    "file",
    "line",
    "rule",
    "severity",
    "help",
)


def list_rows(found: Sequence[UnitStatus]) -> list[dict[str, Any]]:
    """One row for each unit and language."""
    return [
        {
            "piece": one.unit.key,
            "language": locale,
            "state": state.state,
            "changed": " ".join(state.changed),
            "compared_on": one.since.isoformat() if one.since else "",
            "confirmed_by": (one.confirmation.by or "") if one.confirmation else "",
            "file": one.unit.texts[locale].file
            if locale in one.unit.texts
            else one.unit.expected_files.get(locale, ""),
            "line": one.unit.texts[locale].line if locale in one.unit.texts else 1,
            **describe_rule(RULES.get(state.state)),
        }
        for one in found
        for locale, state in one.languages.items()
    ]


def format_json(found: Sequence[UnitStatus]) -> str:
    """A JSON list of the rows."""
    return json.dumps(list_rows(found), ensure_ascii=False, indent=2)


def format_csv(found: Sequence[UnitStatus]) -> str:
    """The rows as comma-separated values (RFC 4180), with a head."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(list_rows(found))
    return buffer.getvalue().rstrip("\r\n")


def format_table(found: Sequence[UnitStatus]) -> str:
    """Count the states, and name up to ``MOST_NAMED`` units that need work, the worst first."""
    buffer = io.StringIO()
    console = Console(file=buffer, width=170, highlight=False)
    console.print(_make_summary(found))
    waiting = [one for state in STATES[:-1] for one in found if one.state == state]
    if waiting:
        locales = list_locales(waiting)
        table = Table(
            "piece",
            *locales,
            "compared on",
            "file",
            "aviso rule",
            box=None,
            title="What needs work",
            title_justify="left",
        )
        for one in waiting[:MOST_NAMED]:
            table.add_row(
                one.unit.key,
                *(
                    one.languages[locale].state if locale in one.languages else "–"
                    for locale in locales
                ),
                str(one.since or "never"),
                f"{one.unit.first.file}, line {one.unit.first.line}",
                RULES[one.state].id,
            )
        console.print(table)
    if len(waiting) > MOST_NAMED:
        console.print(f"… and {len(waiting) - MOST_NAMED} more; --format csv names them all.")
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines())


def list_locales(found: Sequence[UnitStatus]) -> list[str]:
    """The languages of some units, in their order."""
    return list(dict.fromkeys(locale for one in found for locale in one.languages))


def _make_summary(found: Sequence[UnitStatus]) -> Table:
    counts = Counter(
        (one.unit.owner, locale, state.state)
        for one in found
        for locale, state in one.languages.items()
    )
    table = Table("library", "language", *STATES, box=None)
    for owner in dict.fromkeys(one.unit.owner for one in found):
        for locale in list_locales([one for one in found if one.unit.owner == owner]):
            table.add_row(
                owner, locale, *(str(counts[owner, locale, state] or "–") for state in STATES)
            )
    return table


def write_pages(folder: Path, found: dict[str, list[UnitStatus]]) -> list[Path]:
    """Write the page of each owner into a folder; return the files.

    Raises ForeignFile if it holds other files with these names.
    """
    return write_marked(
        MarkedFile(folder / f"{owner}.html", format_page(owner, units).encode(), MARK)
        for owner, units in found.items()
    )


def format_page(owner: str, found: Sequence[UnitStatus]) -> str:
    """A self-contained page with the texts of one library side by side.

    It marks the words that have changed since somebody confirmed them.
    """
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    entries = [
        (
            one,
            [(locale, state, _diff_parts(one, locale)) for locale, state in one.languages.items()],
        )
        for one in found
    ]
    counts = {state: sum(one.state == state for one in found) for state in STATES}
    names = {
        locale: name_language("en", locale) or locale for one in found for locale in one.languages
    }
    return environment.get_template("translation_report.html").render(
        owner=owner, entries=entries, counts=counts, states=STATES, names=names
    )


def _diff_parts(one: UnitStatus, locale: str) -> list[DiffPart]:
    text = one.unit.texts.get(locale)
    now = text.sentences if text else ()
    before = one.confirmation.texts.get(locale, now) if one.confirmation else now
    return diff_sentences(before, now)


FORMATS = {"table": format_table, "json": format_json, "csv": format_csv}
