"""Runs ``aviso due``: from the options to a table, JSON, a calendar, or a folder with all of them, the page and the badge."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from aviso.apps.reviews.ical import calendar, owner_of
from aviso.apps.reviews.overview import TEMPLATES, badge, page
from aviso.apps.reviews.reviews import SHARED, Review, reviews_of
from aviso.checks.interface_words import strings_stand_in_each_language
from aviso.core.diagnostics import as_text, has_errors
from aviso.core.project import Project
from aviso.i18n.catalog import Catalog, load_catalog
from aviso.model.repository import Records, load_optional, load_records
from aviso.model.upkeep import ReviewPolicy

CARE_FILE = "data/care.yml"
STYLES = {"overdue": "bold red", "soon": "yellow", "later": "green"}


@dataclass(frozen=True)
class DueOptions:
    """What the command line asks for."""

    form: str
    today: date
    within: int | None
    libraries: tuple[str, ...]
    language: str
    folder: Path | None
    is_strict: bool


def run(project: Project, wishes: DueOptions) -> int:
    """Print or write what is due, and return the exit status."""
    records, problems = load_records(project)
    care, _, more = load_optional(project, CARE_FILE, ReviewPolicy)
    problems += [*more, *strings_stand_in_each_language(project, [wishes.language])]
    if has_errors(problems):
        click.echo(as_text(problems))
        return 1
    words = load_catalog(project, wishes.language)
    reviews = [
        one for one in reviews_of(records, care or ReviewPolicy()) if _is_wanted(one, wishes)
    ]
    if wishes.folder:
        _write(wishes.folder, reviews, _names(records, reviews, words), project, wishes)
    else:
        click.echo(_printed(reviews, words, wishes))
    is_overdue = any(one.state(wishes.today) == "overdue" for one in reviews)
    return 1 if wishes.is_strict and is_overdue else 0


def _is_wanted(review: Review, wishes: DueOptions) -> bool:
    is_near = (
        wishes.within is None
        or review.on is None
        or (review.on - wishes.today).days <= wishes.within
    )
    return is_near and (not wishes.libraries or review.library in (*wishes.libraries, SHARED))


def _printed(reviews: list[Review], words: Catalog, wishes: DueOptions) -> str:
    if wishes.form == "json":
        return as_json(reviews, words, wishes.today)
    if wishes.form == "ics":
        return calendar(reviews, words, wishes.today).decode()
    return _table(reviews, words, wishes.today)


def _names(records: Records, reviews: Sequence[Review], words: Catalog) -> dict[str, str]:
    """The libraries that have reviews, with their short names; what all share comes last."""
    ids = sorted({one.library for one in reviews} - {SHARED})
    return {
        **{name: words.text(records.libraries[name].short_name) for name in ids},
        SHARED: words.string("due.shared"),
    }


def _write(
    folder: Path, reviews: list[Review], names: dict[str, str], project: Project, wishes: DueOptions
) -> None:
    """Write page, style sheet, badge, calendar and JSON into a folder."""
    words = load_catalog(project, wishes.language)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(page(reviews, names, words, wishes.today), "utf-8")
    (folder / "badge.svg").write_text(badge(reviews, words, wishes.today), "utf-8")
    (folder / "due.json").write_text(as_json(reviews, words, wishes.today) + "\n", "utf-8")
    (folder / "due.ics").write_bytes(calendar(reviews, words, wishes.today))
    shutil.copy(TEMPLATES / "due.css", folder / "due.css")
    click.echo(f"written: {folder} (index.html, badge.svg, due.json, due.ics, due.css)")


def as_json(reviews: list[Review], words: Catalog, today: date) -> str:
    """The reviews as a JSON object with the day, the counts and one entry each."""
    return json.dumps(
        {"today": today.isoformat(), "reviews": [_as_row(one, words, today) for one in reviews]},
        ensure_ascii=False,
        indent=2,
    )


def _as_row(review: Review, words: Catalog, today: date) -> dict[str, Any]:
    return {
        "on": review.on.isoformat() if review.on else None,
        "state": review.state(today),
        "kind": review.kind,
        "what": review.what,
        "library": review.library or None,
        "id": review.id,
        "name": words.text(review.name),
        "owner": words.text(review.owner) if review.owner else None,
        "last": review.last.isoformat() if review.last else None,
        "file": review.file,
        "line": review.line,
    }


def _table(reviews: list[Review], words: Catalog, today: date) -> str:
    counts = {state: sum(one.state(today) == state for one in reviews) for state in STYLES}
    table = Table(
        title=words.string("due.summary", **{state: str(count) for state, count in counts.items()}),
        title_justify="left",
    )
    for heading in ("due.on", "due.review", "due.library", "due.owner", "due.last_heading"):
        table.add_column(words.string(heading), overflow="fold")
    for one in reviews:
        on = one.on.isoformat() if one.on else words.string("due.now")
        last = one.last.isoformat() if one.last else words.string("due.never")
        what = f"{words.string(f'due.what.{one.what}')}: {words.text(one.name)}"
        table.add_row(
            on,
            what,
            one.library or words.string("due.shared"),
            owner_of(one, words),
            last,
            style=STYLES[one.state(today)],
        )
    console = Console()
    if console.is_terminal:
        with console.capture() as captured:
            console.print(table)
        return captured.get().rstrip("\n")
    plain = Console(file=io.StringIO(), width=160)
    plain.print(table)
    return plain.file.getvalue().rstrip("\n")  # type: ignore[attr-defined]
