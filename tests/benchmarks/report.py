"""Turns measured rows into a Markdown table.

It stands between two markers of a file.
"""

from __future__ import annotations

import platform
from importlib.metadata import version
from pathlib import Path

from aviso.core.processors import count_usable_processors

from .rows import Row

BEGIN, END = "<!-- benchmarks:begin -->", "<!-- benchmarks:end -->"
PREFACE = f"""\
# Benchmarks

`python -m tests.benchmarks` makes these measurements and writes everything between the two markers.
The ratio is Aviso's value divided by the other's: 0.10 means a tenth. Trust ratios more than
seconds.

The peers do different amounts of work. `mkdocs build` and the plain Hugo get the same prose and
vendor tables, and leave out all other facts. "Hugo laying out the same facts" gets the same YAML as
Aviso and shows the same tables, references and search index. "The same guarantees" adds the
checkers that would have to run after it. None of the generators checks anything; Aviso's builds
always include its checks and its audit of the finished pages.

`tests/benchmarks/generate.py` invents the libraries and says how they compare with real ones: a
page has about 110 words of prose of its own, like theirs. The rows "long prose" repeat the
measurement with 600 words, the length with which the peers are measured elsewhere.

{BEGIN}
{END}
"""


def table(rows: list[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| Case | Aviso | Against | Ratio | How |", "|---|---|---|---|---|"]
    lines += [
        f"| {row.case} | {row.aviso} | {row.against} | {ratio(row.ratio)} | {row.how} |"
        for row in rows
    ]
    return "\n".join(lines)


def ratio(value: float | None) -> str:
    """A ratio with two digits that count."""
    return (
        ""
        if value is None
        else f"{value:.0f}"
        if value >= 10
        else f"{value:#.2g}"
        if value >= 0.01
        else f"{value:.4f}"
    )


def machine() -> str:
    """What it was measured on."""
    versions = ", ".join(
        f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material", "mkdocs-static-i18n")
    )
    return (
        f"{count_usable_processors()} cores, {platform.system()} {platform.machine()}, Python "
        f"{platform.python_version()}, {versions}."
    )


def section(rows: list[Row], picture: str, notes: str) -> str:
    """The table with what it was measured on, and the plot's picture as Markdown, if any."""
    return f"{machine()} {notes}\n\n{table(rows)}{picture}"


def put_between_markers(file: Path, text: str) -> None:
    """Replace what stands between the markers of a file; begin the file if it is not there."""
    old = file.read_text("utf-8") if file.exists() else PREFACE
    before, _, rest = old.partition(BEGIN)
    file.write_text(f"{before}{BEGIN}\n{text}\n{END}{rest.partition(END)[2] or chr(10)}", "utf-8")
