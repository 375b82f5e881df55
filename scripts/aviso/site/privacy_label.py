"""The privacy label of the first page: its rows, and which of its columns become a sentence.

The rows are the same for every library, so that two notices can be compared: the situations that
the vocabulary marks with ``on_label``. A situation that a library's documents do not mention is a
row too. If none is marked, the rows are the situations with practices for the label.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from aviso.model.notice import Notice, Situation
from aviso.model.practices import Practice

# The content of a cell: its value, "as above", "not stated", or nothing to state.
Cell = Literal["own", "usual", "silent", "none"]
# With this many rows or more, the value that most of them share is said once.
MANY = 3

Value = Callable[[Practice], Any]
# The columns after "Information", with a practice's value; it is falsy if the source is silent.
COLUMNS: dict[str, Value] = {
    "why": lambda practice: practice.purposes,
    "how_long": lambda practice: practice.stages,
    "who": lambda practice: practice.recipients,
    "say_no": lambda practice: _find_answer(practice),
}
# The field of a practice that each column shows.
FIELDS = {"why": "purposes", "how_long": "retention", "who": "recipients", "say_no": "optional"}


@dataclass(frozen=True)
class LabelRow:
    """One situation with its practices for the label; none if no document mentions it."""

    situation: Situation
    practices: Sequence[Practice]


@dataclass(frozen=True)
class LabelColumn:
    """One question of the label, as a column or as a sentence above the rows.

    ``usual`` is a practice with the value of most rows, or None if no document states one.
    ``exception`` is the only practice that differs, for a sentence. ``cells`` are by the practice's
    id.
    """

    name: str
    field: str
    is_column: bool
    has_sentence: bool
    usual: Practice | None
    exception: Practice | None
    cells: dict[str, Cell]

    @property
    def has_silence(self) -> bool:
        """Tell whether the documents are silent on a cell of the column."""
        return self.is_column and "silent" in self.cells.values()


def list_rows(notice: Notice) -> tuple[list[LabelRow], list[Situation]]:
    """Return the rows of the label, and the situations that only other pages describe."""
    having = {situation.id: situation for situation in notice.situations}
    marked = [name for name, term in notice.terms["situations"].items() if term.on_label]
    if not marked:
        rows = [
            LabelRow(one, shown)
            for one in notice.situations
            if (shown := [practice for practice in one.practices if practice.on_label])
        ]
    else:
        rows = [
            LabelRow(
                having.get(name) or Situation(name, notice.terms["situations"][name], ()),
                _choose(having[name].practices) if name in having else (),
            )
            for name in marked
        ]
    shown_ids = {row.situation.id for row in rows}
    return rows, [one for one in notice.situations if one.id not in shown_ids]


def _choose(practices: Sequence[Practice]) -> Sequence[Practice]:
    """Return the practices for the label; all of them, if none is marked for it."""
    return [one for one in practices if one.on_label] or practices


def make_columns(rows: Sequence[LabelRow]) -> list[LabelColumn]:
    """Return the form of each question: a column, a sentence, or both."""
    practices = [practice for row in rows for practice in row.practices]
    return [_make_column(name, value, practices) for name, value in COLUMNS.items()]


def _make_column(name: str, value: Value, practices: Sequence[Practice]) -> LabelColumn:
    asked = [one for one in practices if one.data or value(one)]
    stated = [one for one in asked if value(one)]
    usual, alike = _find_usual(value, stated)
    different = [one for one in asked if one not in alike]
    if not stated:
        return _make_sentence(name, None, None)
    if len(asked) >= MANY and len(stated) == 1:
        return _make_sentence(name, None, stated[0])
    if len(asked) > 1 and not different:
        return _make_sentence(name, usual, None)
    if len(asked) >= MANY and len(different) == 1:
        return _make_sentence(name, usual, different[0])
    has_usual = len(alike) >= MANY and len(alike) * 2 >= len(asked)
    cells: dict[str, Cell] = {one.id: "none" for one in practices}
    cells |= {one.id: "own" if value(one) else "silent" for one in asked}
    if has_usual:
        cells |= {one.id: "usual" for one in alike}
    return LabelColumn(
        name, FIELDS[name], True, has_usual, usual if has_usual else None, None, cells
    )


def _make_sentence(name: str, usual: Practice | None, exception: Practice | None) -> LabelColumn:
    return LabelColumn(name, FIELDS[name], False, True, usual, exception, {})


def _find_usual(value: Value, stated: Sequence[Practice]) -> tuple[Practice | None, list[Practice]]:
    """Return a practice with the most frequent value, and all that have the same."""
    groups = [[other for other in stated if value(other) == value(one)] for one in stated]
    largest = max(groups, key=len, default=[])
    return (largest[0] if largest else None), largest


def _find_answer(practice: Practice) -> str:
    answer = practice.choice.answer
    return "" if answer == "unknown" else answer
