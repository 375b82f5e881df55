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
from aviso.apps.gaps.words import GapWords, read_words
from aviso.core.cldr import find_direction
from aviso.model.localized import LocalizedText
from aviso.model.notice import Notice

FOLDER = Path(__file__).parent
LETTER = "letter.{}.txt"
# Text in the head of every page, whatever its contents are.
MARK = b'<meta name="generator" content="aviso gaps">'
# The signs for the states in a text table.
SIGNS: dict[State, str] = {"answered": "yes", "silent": "-", "outdated": "old"}


class AskedGap(NamedTuple):
    """A gap in the words of one language."""

    asks: str
    about: list[str]
    where: str


def list_letter_languages() -> list[str]:
    """Return the languages of the letter."""
    return sorted(path.name.split(".")[1] for path in FOLDER.glob(LETTER.format("*")))


def format_report(report: GapReport, words: GapWords) -> str:
    """Return the gaps of one library as text."""
    lines = [_summarize(report, words)]
    for number, gap in enumerate(_ask_all(report, words), 1):
        indent = " " * len(f"{number}. ")
        lines += ["", f"{number}. {gap.asks}", *(f"{indent}- {one}" for one in gap.about)]
        lines.append(f"{indent}{gap.where}")
    return "\n".join(lines)


def format_letter(report: GapReport, locale: str) -> str:
    """Return the letter to the director in a language of ``list_letter_languages``."""
    letter = _open_letters().get_template(LETTER.format(locale))
    return letter.render(
        library=_get_words(report.notice.library.name, locale),
        before=report.before,
        left=report.left,
        questions=_ask_all(report, read_words(locale)),
    )


def format_page(report: GapReport, words: GapWords) -> str:
    """Return the gaps of one library as a page."""
    return _render_page(
        words,
        name=_get_words(report.notice.library.name, words.locale),
        counts=_summarize(report, words),
        gaps=_ask_all(report, words),
        rows=[],
    )


def format_page_of_all(notices: Mapping[str, Notice], words: GapWords) -> str:
    """Return the table of libraries and questions as a page."""
    table = make_table(notices, words)
    counts = Counter(state for _, cells in table for state, _ in cells)
    return _render_page(
        words,
        name=words.count("libraries", len(notices)),
        counts=", ".join(f"{counts[state]} {words.say(state)}" for state in SIGNS),
        libraries=[_get_words(one.library.short_name, words.locale) for one in notices.values()],
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


def format_csv_of_all(notices: Mapping[str, Notice], words: GapWords) -> str:
    """Return a line for each library and question; what is missing is in the words' language."""
    file = io.StringIO()
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(("library", "question", "state", "missing"))
    for name, notice in notices.items():
        for question in QUESTIONS:
            missing = _name_missing(question.find_silences(notice), words)
            rows.writerow((name, question.key, judge(question, notice), missing))
    return file.getvalue()


def make_table(
    notices: Mapping[str, Notice], words: GapWords
) -> list[tuple[str, list[tuple[State, str]]]]:
    """Return (question, [(state, what is missing) of each library]) for every question."""
    return [
        (
            words.questions[question.key],
            [
                (judge(question, notice), _name_missing(question.find_silences(notice), words))
                for notice in notices.values()
            ],
        )
        for question in QUESTIONS
    ]


def _name_missing(found: list[LocalizedText | str], words: GapWords) -> str:
    return "; ".join(_get_words(one, words.locale) for one in found if one)


def _summarize(report: GapReport, words: GapWords) -> str:
    """Return the number of silences, and the number that the answers would leave."""
    name = _get_words(report.notice.library.name, words.locale)
    if not report.gaps:
        return words.say("summary.companies" if report.before else "summary.none", name=name)
    return words.say(
        "summary",
        name=name,
        silences=words.count("silences", report.before),
        answers=words.count("answers", len(report.gaps)),
        left=words.say("left" if report.left else "left.none", count=report.left),
    )


def _ask_all(report: GapReport, words: GapWords) -> list[AskedGap]:
    return [_ask(gap, words) for gap in report.gaps]


def _ask(gap: Gap, words: GapWords) -> AskedGap:
    return AskedGap(
        words.questions[gap.question.key],
        [_get_words(one.about, words.locale) for one in gap.silences if one.about],
        words.say("write", place=gap.question.place, left=gap.left),
    )


def _get_words(text: LocalizedText | str, locale: str) -> str:
    """Return a text in a language or, if it lacks that one, in another."""
    if isinstance(text, str):
        return text
    return text.root.get(locale) or next(iter(text.root.values()))


def _render_page(words: GapWords, **values: Any) -> str:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html").render(
        say=words.say, locale=words.locale, direction=find_direction(words.locale), **values
    )


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
