"""Turns measured rows and points into a Markdown table between two markers of a file, and into a small plot."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

from .cases import FINAL, Point, Row, extrapolated

BEGIN, END = "<!-- benchmarks:begin -->", "<!-- benchmarks:end -->"
PREFACE = f"""\
# Benchmarks

Measured by `python -m tests.benchmarks`, which writes what stands between the two markers. The ratio is Aviso's value
over the other's: 0.10 means a tenth. Trust ratios more than seconds. Every peer gets the same prose and vendor tables; it
is spared the other facts, the checks and the audit of the written pages, which are in Aviso's times. The libraries are
invented by `tests/benchmarks/generate.py`, which says how they compare with real ones: a page has about 110 words of prose of
its own, as theirs have. The rows "long prose" measure the same with 600, as the peers are measured elsewhere.

{BEGIN}
{END}
"""
WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 640, 320, 60, 40, 20, 20


def table(rows: list[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| Case | Aviso | Against | Ratio | How |", "|---|---|---|---|---|"]
    lines += [f"| {row.case} | {row.aviso} | {row.against} | {ratio(row.ratio)} | {row.how} |" for row in rows]
    return "\n".join(lines)


def ratio(value: float | None) -> str:
    """A ratio with two digits that count."""
    return "" if value is None else f"{value:.0f}" if value >= 10 else f"{value:#.2g}" if value >= 0.01 else f"{value:.4f}"


def machine() -> str:
    """What it was measured on."""
    versions = ", ".join(f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material", "mkdocs-static-i18n"))
    return f"{len(os.sched_getaffinity(0))} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}, {versions}."


def section(rows: list[Row], plot: str | None, notes: str) -> str:
    """The table with what it was measured on, and the plot's picture."""
    picture = f"\n\n![Seconds of a cold build, and of a build with nothing changed, by the number of libraries]({plot})" if plot else ""
    return f"{machine()} {notes}\n\n{table(rows)}{picture}"


def put_between_markers(file: Path, text: str) -> None:
    """Replace what stands between the markers of a file; begin the file if it is not there."""
    old = file.read_text("utf-8") if file.exists() else PREFACE
    before, _, rest = old.partition(BEGIN)
    file.write_text(f"{before}{BEGIN}\n{text}\n{END}{rest.partition(END)[2] or chr(10)}", "utf-8")


# The plot


def plot(points: list[Point]) -> str:
    """Seconds by libraries: a line through what was measured, broken where it is estimated."""
    highest = extrapolated(points[-2:], FINAL, "cold")
    lines = [series(points, value, color, label, highest) for value, color, label in (("cold", "#14594f", "cold"), ("unchanged", "#8a3b12", "nothing changed"))]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12" role="img">',
            "<title>Seconds of a build by the number of libraries</title>",
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
            *axes(highest),
            *lines,
            "</svg>\n",
        ]
    )


def place(libraries: float, value: float, highest: float) -> tuple[str, str]:
    """Where a point stands on the picture."""
    across = LEFT + libraries / FINAL * (WIDTH - LEFT - RIGHT)
    up = HEIGHT - BOTTOM - value / highest * (HEIGHT - BOTTOM - TOP)
    return f"{across:.1f}", f"{up:.1f}"


def axes(highest: float) -> list[str]:
    """The two axes with their numbers."""
    drawn = [f'<path d="M{LEFT} {TOP}V{HEIGHT - BOTTOM}H{WIDTH - RIGHT}" fill="none" stroke="#444"/>']
    for libraries in range(1000, FINAL + 1, 1000):
        across, _ = place(libraries, 0, highest)
        drawn.append(f'<text x="{across}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{libraries:,}</text>')
    for part in range(5):
        _, up = place(0, highest * part / 4, highest)
        drawn.append(f'<text x="{LEFT - 6}" y="{up}" text-anchor="end" dominant-baseline="middle">{highest * part / 4:,.0f}</text>')
    return [*drawn, f'<text x="{LEFT}" y="12">seconds</text>', f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 6}" text-anchor="end">libraries</text>']


def series(points: list[Point], value: str, color: str, label: str, highest: float) -> str:
    """One line with its dots, its estimated end and its name."""
    measured = [place(point.libraries, getattr(point, value), highest) for point in points]
    end = place(FINAL, extrapolated(points[-2:], FINAL, value), highest)
    dots = "".join(f'<circle cx="{across}" cy="{up}" r="3.5" fill="{color}"/>' for across, up in measured)
    path = " ".join(f"{across},{up}" for across, up in measured)
    return (
        f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="2"/>'
        f'<path d="M{",".join(measured[-1])}L{",".join(end)}" stroke="{color}" stroke-width="2" stroke-dasharray="5 5"/>{dots}'
        f'<text x="{end[0]}" y="{float(end[1]) - 8:.1f}" text-anchor="end" fill="{color}">{label} (broken: estimated)</text>'
    )
