"""Draws the growth of times as an SVG, for light and dark screens, and says it in words.

Both axes are logarithmic, so that fifty libraries and nine thousand, a second and an hour can be
told apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10

from .rows import FINAL, Point, extrapolated, in_seconds

WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 780, 400, 62, 40, 24, 200
# The least height between two names at the right edge.
LINE = 16
# The color of a line is chosen for contrast of at least 4.5 with the ground, light and dark.
SERIES = (
    ("cold", "independent libraries, cold", "#14594f", "#6fd3c3"),
    ("check", "independent libraries, first check", "#5b3a8c", "#c3a6f2"),
    ("members", "one system’s members, cold", "#1f4e79", "#8fc1f0"),
    ("unchanged", "nothing changed", "#8a3b12", "#f2a477"),
)
LIGHT = {"ground": "#fff", "words": "#222", "axis": "#444", "grid": "#ddd"}
DARK = {"ground": "#0d1117", "words": "#e6e6e6", "axis": "#bbb", "grid": "#333"}


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


def describe(points: list[Point]) -> str:
    """What the plot shows in words, for those who do not see it."""
    last = points[-1]
    lines = "; ".join(
        f"{label}: {in_seconds(getattr(points[0], value))} to {in_seconds(getattr(last, value))}"
        for value, label, _, _ in SERIES
    )
    return (
        f"Line plot: seconds by the number of libraries, from {points[0].libraries:,} to "
        f"{last.libraries:,}. {lines}. Dashed ends are estimates for {FINAL:,}."
    )


def plot(points: list[Point]) -> str:
    """Seconds by libraries: a line through what was measured, dashed where it is estimated."""
    ends = {value: extrapolated(points[-2:], FINAL, value) for value, *_ in SERIES}
    times = [
        *ends.values(),
        *(getattr(point, value) for point in points for value in ends),
    ]
    edges = 10.0 ** floor(log10(min(times))), 10.0 ** ceil(log10(max(times)))
    scale = Scale((min(point.libraries for point in points) * 0.8, FINAL), edges)
    return "\n".join(
        [
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
                'font-family="sans-serif" font-size="12" role="img">'
            ),
            f"<title>{describe(points)}</title>",
            f"<style>{styles()}</style>",
            f'<rect class="ground" width="{WIDTH}" height="{HEIGHT}"/>',
            *axes(scale, [*(point.libraries for point in points), FINAL]),
            *(line(value, points, ends[value], scale) for value, *_ in SERIES),
            *(values(point, scale) for point in points),
            *names(ends, scale),
            "</svg>\n",
        ]
    )


def styles() -> str:
    """The colors, light and dark."""

    def rules(frame: dict[str, str], shade: int) -> str:
        colors = {value: (light, dark)[shade] for value, _, light, dark in SERIES}
        return "".join(
            [
                f".ground{{fill:{frame['ground']}}}text{{fill:{frame['words']}}}",
                f".axis{{stroke:{frame['axis']}}}.grid{{stroke:{frame['grid']}}}",
                *(
                    f".{value}{{stroke:{color}}}circle.{value},text.{value}{{fill:{color}}}"
                    for value, color in colors.items()
                ),
            ]
        )

    return (
        f"path,polyline{{fill:none;stroke-width:2}}.axis,.grid{{stroke-width:1}}"
        f"text{{stroke:none!important}}{rules(LIGHT, 0)}"
        f"@media (prefers-color-scheme:dark){{{rules(DARK, 1)}}}"
    )


def axes(scale: Scale, sizes: list[int]) -> list[str]:
    """Draw the two axes.

    They show the numbers of libraries that the dots stand for, and powers of ten of seconds.
    """
    drawn = [f'<path class="axis" d="M{LEFT} {TOP}V{HEIGHT - BOTTOM}H{WIDTH - RIGHT}"/>']
    for libraries in dict.fromkeys(sizes):
        # The last two numbers are near each other.
        anchor = "start" if libraries == FINAL else "middle"
        drawn.append(
            f'<text x="{scale.across(libraries):.1f}" y="{HEIGHT - BOTTOM + 16}" '
            f'text-anchor="{anchor}">{libraries:,}</text>'
        )
    for power in range(round(log10(scale.seconds[0])), round(log10(scale.seconds[1])) + 1):
        up = scale.up(10.0**power)
        drawn.append(f'<path class="grid" d="M{LEFT} {up:.1f}H{WIDTH - RIGHT}"/>')
        drawn.append(
            f'<text x="{LEFT - 6}" y="{up:.1f}" text-anchor="end" '
            f'dominant-baseline="middle">{10.0**power:,g} s</text>'
        )
    return [
        *drawn,
        f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 6}" text-anchor="end">libraries</text>',
    ]


def line(value: str, points: list[Point], end: float, scale: Scale) -> str:
    """One line with its dots, and its estimated end."""
    places = [
        f"{scale.across(point.libraries):.1f},{scale.up(getattr(point, value)):.1f}"
        for point in points
    ]
    circles = "".join(
        '<circle class="{}" cx="{}" cy="{}" r="3.5"/>'.format(value, *place.split(","))
        for place in places
    )
    return (
        f'<polyline class="{value}" points="{" ".join(places)}"/>'
        f'<path class="{value}" d="M{places[-1]}L{scale.across(FINAL):.1f},{scale.up(end):.1f}" '
        f'stroke-dasharray="5 5"/>{circles}'
    )


def values(point: Point, scale: Scale) -> str:
    """The seconds beside the dots of a number of libraries, no two on top of each other."""
    across, drawn, lowest = scale.across(point.libraries), [], 0.0
    for seconds, value in sorted(
        ((getattr(point, value), value) for value, *_ in SERIES), reverse=True
    ):
        # The largest stands above its dot, the others below theirs.
        lowest = max(scale.up(seconds) + (15 if drawn else -9), lowest + 13 if drawn else 0)
        drawn.append(
            f'<text class="{value}" x="{across:.1f}" y="{lowest:.1f}" '
            f'text-anchor="middle">{in_seconds(seconds)}</text>'
        )
    return "".join(drawn)


def names(ends: dict[str, float], scale: Scale) -> list[str]:
    """The name of each line where it ends, with its estimate, no two on top of each other."""
    labels = {value: label for value, label, _, _ in SERIES}
    drawn: list[str] = []
    lowest = -LINE
    for seconds, value in sorted(((end, value) for value, end in ends.items()), reverse=True):
        lowest = max(round(scale.up(seconds)) + 4, lowest + 2 * LINE)
        drawn.append(
            f'<text class="{value}" x="{WIDTH - RIGHT + 8}" y="{lowest}">{labels[value]}'
            f'<tspan x="{WIDTH - RIGHT + 8}" dy="{LINE - 2}">about {in_seconds(seconds)}</tspan>'
            "</text>"
        )
    return drawn
