"""Turns measured rows and points into a Markdown table and a small plot.

The table stands between two markers of a file.
"""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib.metadata import version
from math import ceil, floor, log10
from pathlib import Path

from aviso.core.processors import count_usable_processors

from .cases import FINAL, Point, Row, extrapolated, in_seconds

BEGIN, END = "<!-- benchmarks:begin -->", "<!-- benchmarks:end -->"
PREFACE = f"""\
# Benchmarks

Measured by `python -m tests.benchmarks`, which writes what stands between the two markers. The
ratio is Aviso's value over the other's: 0.10 means a tenth. Trust ratios more than seconds. Every
peer gets the same prose and vendor tables; it is spared the other facts, the checks and the audit
of the written pages, which are in Aviso's times. The libraries are invented by
`tests/benchmarks/generate.py`, which says how they compare with real ones: a page has about 110
words of prose of its own, as theirs have. The rows "long prose" measure the same with 600, as the
peers are measured elsewhere.

{BEGIN}
{END}
"""
WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 680, 360, 62, 40, 24, 30


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


def section(rows: list[Row], plot: str | None, notes: str) -> str:
    """The table with what it was measured on, and the plot's picture."""
    picture = (
        (
            "\n\n![Seconds of a build of everything, and of a build with nothing changed, by "
            "the number of libraries; both grow in step with it. The broken ends are "
            f"estimated.]({plot})"
        )
        if plot
        else ""
    )
    return f"{machine()} {notes}\n\n{table(rows)}{picture}"


def put_between_markers(file: Path, text: str) -> None:
    """Replace what stands between the markers of a file; begin the file if it is not there."""
    old = file.read_text("utf-8") if file.exists() else PREFACE
    before, _, rest = old.partition(BEGIN)
    file.write_text(f"{before}{BEGIN}\n{text}\n{END}{rest.partition(END)[2] or chr(10)}", "utf-8")


# The plot. Both axes are logarithmic, so that fifty libraries and nine thousand, a second and an
# hour can be told apart.

SERIES = (("cold", "#14594f", "everything anew"), ("unchanged", "#8a3b12", "nothing changed"))


@dataclass(frozen=True)
class Scale:
    """What the edges of the picture stand for.

    These are libraries from left to right, seconds from the bottom up.
    """

    libraries: tuple[float, float]
    seconds: tuple[float, float]

    def across(self, libraries: float) -> float:
        """Where a number of libraries is."""
        return LEFT + part(libraries, self.libraries) * (WIDTH - LEFT - RIGHT)

    def up(self, seconds: float) -> float:
        """Where a number of seconds is."""
        return HEIGHT - BOTTOM - part(seconds, self.seconds) * (HEIGHT - BOTTOM - TOP)


def part(value: float, edges: tuple[float, float]) -> float:
    """How far a value is from the lower edge to the upper, in powers."""
    return log10(value / edges[0]) / log10(edges[1] / edges[0])


def plot(points: list[Point]) -> str:
    """Seconds by libraries: a line through what was measured, broken where it is estimated."""
    measured = {
        value: [(point.libraries, getattr(point, value)) for point in points]
        for value, _, _ in SERIES
    }
    estimated = {value: (FINAL, extrapolated(points[-2:], FINAL, value)) for value, _, _ in SERIES}
    times = [
        seconds for value, _, _ in SERIES for _, seconds in (*measured[value], estimated[value])
    ]
    edges = 10.0 ** floor(log10(min(times))), 10.0 ** ceil(log10(max(times)))
    scale = Scale((min(point.libraries for point in points) * 0.8, FINAL * 1.25), edges)
    return "\n".join(
        [
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
                'font-family="sans-serif" font-size="12" role="img">'
            ),
            "<title>Seconds of a build by the number of libraries</title>",
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
            *axes(scale, [*(point.libraries for point in points), FINAL]),
            *(
                series(measured[value], estimated[value], color, label, scale)
                for value, color, label in SERIES
            ),
            "</svg>\n",
        ]
    )


def axes(scale: Scale, sizes: list[int]) -> list[str]:
    """Draw the two axes.

    They show the numbers of libraries that the dots stand for, and powers of ten of seconds.
    """
    drawn = [
        f'<path d="M{LEFT} {TOP}V{HEIGHT - BOTTOM}H{WIDTH - RIGHT}" fill="none" stroke="#444"/>'
    ]
    for libraries in dict.fromkeys(sizes):
        drawn.append(
            f'<text x="{scale.across(libraries):.1f}" y="{HEIGHT - BOTTOM + 16}" '
            f'text-anchor="middle">{libraries:,}</text>'
        )
    for power in range(round(log10(scale.seconds[0])), round(log10(scale.seconds[1])) + 1):
        up = scale.up(10.0**power)
        drawn.append(f'<path d="M{LEFT} {up:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        drawn.append(
            f'<text x="{LEFT - 6}" y="{up:.1f}" text-anchor="end" '
            f'dominant-baseline="middle">{10.0**power:,g} s</text>'
        )
    return [
        *drawn,
        f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 6}" text-anchor="end">libraries</text>',
    ]


def series(
    measured: list[tuple[int, float]],
    estimated: tuple[int, float],
    color: str,
    label: str,
    scale: Scale,
) -> str:
    """One line with its dots and their seconds, its estimated end and its name."""
    places = [
        (scale.across(libraries), scale.up(seconds))
        for libraries, seconds in (*measured, estimated)
    ]
    *dots, end = [f"{across:.1f},{up:.1f}" for across, up in places]
    circles = "".join(
        '<circle cx="{}" cy="{}" r="3.5" fill="{}"/>'.format(*dot.split(","), color) for dot in dots
    )
    values = [
        *(in_seconds(seconds) for _, seconds in measured),
        f"about {in_seconds(estimated[1])}",
    ]
    texts = "".join(
        (
            f'<text x="{across:.1f}" y="{up - 9:.1f}" text-anchor="middle" fill="{color}">'
            f"{value}</text>"
        )
        for (across, up), value in zip(places, values, strict=True)
    )
    return (
        f'<polyline points="{" ".join(dots)}" fill="none" stroke="{color}" stroke-width="2"/>'
        f'<path d="M{dots[-1]}L{end}" stroke="{color}" stroke-width="2" '
        f'stroke-dasharray="5 5"/>{circles}{texts}'
        f'<text x="{(places[-2][0] + places[-1][0]) / 2:.1f}" '
        f'y="{(places[-2][1] + places[-1][1]) / 2 + 22:.1f}" text-anchor="middle" '
        f'fill="{color}">{label}</text>'
    )
