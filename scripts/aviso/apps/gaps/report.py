"""Writes gaps as text, as a page, as a letter to the director, and as a table of many libraries."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from aviso.apps.gaps.questions import QUESTIONS
from aviso.apps.gaps.status import Gap, GapReport, State, judge
from aviso.model.localized import LocalizedText
from aviso.model.notice import Notice

FOLDER = Path(__file__).parent
LETTER = "letter.{}.txt"
FIRST = "en"
# Text in the head of every page, whatever its contents are.
MARK = b"<title>Gaps of "
# The signs for the states in a text table.
SIGNS: dict[State, str] = {"answered": "yes", "silent": "-", "outdated": "old"}


class AskedGap(NamedTuple):
    """A gap in the words of one language."""

    asks: str
    about: list[str]
    place: str
    left: int


def list_letter_languages() -> list[str]:
    """Return the languages of the letter."""
    return sorted(path.name.split(".")[1] for path in FOLDER.glob(LETTER.format("*")))


def format_report(report: GapReport) -> str:
    """Return the gaps of one library as text."""
    lines = [_summarize(report)]
    for number, gap in enumerate(_ask_all(report, FIRST), 1):
        indent = " " * len(f"{number}. ")
        lines += ["", f"{number}. {gap.asks}", *(f"{indent}- {one}" for one in gap.about)]
        lines.append(f"{indent}Write it under {gap.place}. Silences left then: {gap.left}.")
    return "\n".join(lines)


def format_letter(report: GapReport, locale: str) -> str:
    """Return the letter to the director in a language of ``list_letter_languages``."""
    letter = _open_letters().get_template(LETTER.format(locale))
    return letter.render(
        library=_get_words(report.notice.library.name, locale),
        before=report.before,
        left=report.left,
        questions=_ask_all(report, locale),
    )


def format_page(report: GapReport) -> str:
    """Return the gaps of one library as a page."""
    return _render_page(
        title=_get_words(report.notice.library.name, FIRST),
        counts=_summarize(report),
        gaps=_ask_all(report, FIRST),
        rows=[],
    )


def format_page_of_all(notices: Mapping[str, Notice]) -> str:
    """Return the table of libraries and questions as a page."""
    table = make_table(notices)
    counts = Counter(state for _, cells in table for state, _ in cells)
    return _render_page(
        title=f"{len(notices)} {'library' if len(notices) == 1 else 'libraries'}",
        counts=", ".join(f"{counts[state]} {state}" for state in SIGNS),
        libraries=[_get_words(one.library.short_name, FIRST) for one in notices.values()],
        rows=table,
        gaps=[],
    )


def format_table_of_all(notices: Mapping[str, Notice]) -> str:
    """Return the table of libraries and questions as text, one line for each library."""
    width = max(len(name) for name in ("library", *notices))
    heads = [question.key for question in QUESTIONS]
    rows = [["library".ljust(width), *heads]]
    for name, notice in notices.items():
        states = [SIGNS[judge(question, notice)] for question in QUESTIONS]
        rows.append(
            [
                name.ljust(width),
                *(state.ljust(len(head)) for state, head in zip(states, heads, strict=True)),
            ]
        )
    return "\n".join("  ".join(row).rstrip() for row in rows)


def format_csv_of_all(notices: Mapping[str, Notice]) -> str:
    """Return a line for each library and question."""
    file = io.StringIO()
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(("library", "question", "state", "missing"))
    for name, notice in notices.items():
        for question in QUESTIONS:
            missing = _name_missing(question.find_silences(notice))
            rows.writerow((name, question.key, judge(question, notice), missing))
    return file.getvalue()


def make_table(notices: Mapping[str, Notice]) -> list[tuple[str, list[tuple[State, str]]]]:
    """Return (question, [(state, what is missing) of each library]) for every question."""
    return [
        (
            question.asks[FIRST],
            [
                (judge(question, notice), _name_missing(question.find_silences(notice)))
                for notice in notices.values()
            ],
        )
        for question in QUESTIONS
    ]


def _name_missing(found: list[LocalizedText | str]) -> str:
    return "; ".join(_get_words(one, FIRST) for one in found if one)


def _summarize(report: GapReport) -> str:
    """Return the number of silences, and the number that the answers would leave."""
    name = _get_words(report.notice.library.name, FIRST)
    if not report.gaps:
        counts = "no silences that the library could end" if report.before else "no silences"
        return f"{name}: {counts}."
    answers = "1 answer" if len(report.gaps) == 1 else f"{len(report.gaps)} answers"
    silences = "1 silence" if report.before == 1 else f"{report.before} silences"
    left = "none" if not report.left else f"{report.left}, about what companies take"
    return f"{name}: {silences} now. {answers} would leave {left}. The most asked first:"


def _ask_all(report: GapReport, locale: str) -> list[AskedGap]:
    return [_ask(gap, locale) for gap in report.gaps]


def _ask(gap: Gap, locale: str) -> AskedGap:
    return AskedGap(
        gap.question.asks.get(locale, gap.question.asks[FIRST]),
        [_get_words(one.about, locale) for one in gap.silences if one.about],
        gap.question.place,
        gap.left,
    )


def _get_words(text: LocalizedText | str, locale: str) -> str:
    """Return a text in a language or, if it lacks that one, in another."""
    if isinstance(text, str):
        return text
    return text.root.get(locale) or next(iter(text.root.values()))


def _render_page(**values: Any) -> str:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html").render(**values)


@cache
def _open_letters() -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER),
        variable_start_string="[[",
        variable_end_string="]]",
        block_start_string="[%",
        block_end_string="%]",
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        autoescape=False,
    )
