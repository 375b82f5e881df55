"""Tells where a table begins in a Markdown text, and how many cells its rows have.

Source: GitHub Flavored Markdown (4.10).
"""

from __future__ import annotations

import re

# The line below the head of a table. Groups that cannot overlap keep it fast.
DELIMITER_ROW = re.compile(r"\|? *:?-+:? *(?:\| *:?-+:? *)*\|? *")
PIPE = re.compile(r"(?<!\\)\|")


def is_line_of_hyphens(line: str) -> bool:
    """Tell whether a line can separate the head of a table from its rows."""
    text = line.strip()
    return "|" in text and bool(DELIMITER_ROW.fullmatch(text))


def is_head_of_table(lines: list[str], position: int) -> bool:
    """Tell whether the line is the head of a table, by the line below it."""
    if position + 1 >= len(lines) or "|" not in lines[position]:
        return False
    below = lines[position + 1]
    return is_line_of_hyphens(below) and count_cells(lines[position]) == count_cells(below)


def count_cells(row: str) -> int:
    """Count the cells of one row of a table."""
    row = row.strip()
    inner = row[1:] if row.startswith("|") else row
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return len(PIPE.findall(inner)) + 1
