"""Lays out the rules by age: one table of what others may see, one of what is collected."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from aviso.model.age_rules import COLLECTING, SEEING, AgeRule

# The heading of each column and the field that fills it.
SEEING_COLUMNS = (
    ("ages.who", "who"),
    ("ages.show", "must_show"),
    ("ages.see", "may_see"),
    ("ages.never", "never"),
)
COLLECTING_COLUMNS = (("ages.collected", "collected"), ("ages.consent", "consent"))


class AgeTable(NamedTuple):
    """A table: the keys of its caption and headings, and each rule with the id of its row.

    Each rule has an id only in its first table.
    """

    caption: str
    columns: tuple[tuple[str, str], ...]
    rows: list[tuple[AgeRule, str]]


def list_age_tables(rules: Iterable[AgeRule], about: str = "") -> list[AgeTable]:
    """Return the tables of these rules, each with the columns that one of its rules fills.

    ``about`` is SEEING or COLLECTING for one of them alone.
    """
    rules = tuple(rules)
    seeing = [(rule, rule.id) for rule in rules if rule.is_about_seeing]
    collecting = [
        (rule, "" if rule.is_about_seeing else rule.id)
        for rule in rules
        if rule.is_about_collecting
    ]
    tables = {
        SEEING: AgeTable("ages.caption", _choose_columns(SEEING_COLUMNS, seeing), seeing),
        COLLECTING: AgeTable(
            "ages.caption_collected", _choose_columns(COLLECTING_COLUMNS, collecting), collecting
        ),
    }
    return [table for name, table in tables.items() if about in ("", name) and table.rows]


def _choose_columns(
    columns: tuple[tuple[str, str], ...], rows: list[tuple[AgeRule, str]]
) -> tuple[tuple[str, str], ...]:
    return tuple(
        (heading, field)
        for heading, field in columns
        if any(getattr(rule, field) for rule, _ in rows)
    )
