"""Turns one command into a table.

`python -m tests.benchmarks` measures Aviso beside its peers and writes benchmarks.md.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from aviso.core.package import KEPT_COMPILED
from aviso.core.project import Project
from aviso.site.template_modules import write_template_modules
from tests.support.paths import ROOT

from .cases import CASES
from .measure import CommandError
from .plot import describe, plot
from .report import put_between_markers, section, table
from .rows import FULL, NOT_MEASURED, QUICK, Row, Sizes, in_one_cell
from .workshop import Workshop, say

REPORT = ROOT / "benchmarks.md"
PLOT = ROOT / "tests" / "benchmarks" / "growth.svg"


def wanted(arguments: list[str] | None = None) -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks", description="Measure Aviso beside its peers."
    )
    parser.add_argument(
        "--quick",
        action="store_true",
        help="20 libraries, one round, about a minute; only printed unless --report is given",
    )
    parser.add_argument(
        "--full",
        action="store_true",
        help="measure growth up to 5,000 libraries; takes about 5 GB of disk",
    )
    parser.add_argument(
        "--cases",
        nargs="+",
        choices=list(CASES),
        default=list(CASES),
        metavar="CASE",
        help=f"some of: {', '.join(CASES)}; only printed unless --report is given",
    )
    parser.add_argument(
        "--rounds", type=int, help="how often each command runs, in turn with its rivals"
    )
    parser.add_argument(
        "--report",
        type=Path,
        help="the file to write the table into [default: benchmarks.md, for a whole run]",
    )
    parser.add_argument(
        "--folder",
        type=Path,
        help="where to work, and keep what was made [default: a folder in .aviso/ that is removed]",
    )
    return parser.parse_args(arguments)


def sizes_for(options: argparse.Namespace) -> Sizes:
    """The sizes that the options stand for."""
    sizes = QUICK if options.quick else FULL if options.full else Sizes()
    return replace(sizes, rounds=options.rounds) if options.rounds else sizes


def rows_of(shop: Workshop, cases: list[str]) -> list[Row]:
    """Measure the cases. One that fails says why in its row; the others are measured all the same.

    A ratio is never made up: the row of a failed case has none.
    """
    rows: list[Row] = []
    for name in cases:
        try:
            rows += list(CASES[name](shop))
        except (AssertionError, CommandError, RuntimeError) as error:
            say(f"{name} failed: {error}")
            rows.append(Row(name, NOT_MEASURED, f"it failed: {in_one_cell(error)}", None))
    return rows


def write_report(
    report: Path, rows: list[Row], shop: Workshop, cases: list[str], seconds: float
) -> None:
    """Write the table, and the plot if growth was measured.

    They go beside the report, or in their own place for the project's report.
    """
    picture = ""
    if "growth" in cases:
        file = PLOT if report == REPORT else report.with_suffix(".svg")
        file.write_text(plot(shop.points), "utf-8")
        place = file.relative_to(report.parent).as_posix()
        picture = f"\n\n![{describe(shop.points)}]({place})"
    notes = (
        f"Each command ran {shop.sizes.rounds} times as a whole process, in turn with its "
        "rivals; medians. Growth, members in their largest number and the chain of checkers ran "
        f"once. All of it took {seconds / 60:.0f} minutes."
    )
    put_between_markers(report, section(rows, picture, notes))


def main() -> None:
    """Measure, print, and write."""
    options = wanted()
    started = time.monotonic()
    folder = options.folder or Path(
        tempfile.mkdtemp(prefix="benchmarks-", dir=made(ROOT / ".aviso"))
    )
    try:
        shop = Workshop(folder.resolve(), sizes_for(options))
        # As they come with an installed Aviso.
        write_template_modules(Project(ROOT), ROOT / KEPT_COMPILED)
        rows = rows_of(shop, options.cases)
        print(table(rows))
        report = options.report or (
            None if options.quick or options.cases != list(CASES) else REPORT
        )
        if report:
            write_report(report.resolve(), rows, shop, options.cases, time.monotonic() - started)
            print(f"written: {report}", file=sys.stderr)
        if any(row.aviso == NOT_MEASURED for row in rows):
            sys.exit("Some cases could not be measured. Their rows say why.")
    finally:
        if not options.folder:
            shutil.rmtree(folder, ignore_errors=True)


def made(folder: Path) -> Path:
    """A folder that is there."""
    folder.mkdir(parents=True, exist_ok=True)
    return folder


if __name__ == "__main__":
    main()
