"""The sizes that are measured, and the rows of the table."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from .measure import Run
from .stock import WORDS

FINAL = 9000
# What stands in the place of our value when a case fails.
NOT_MEASURED = "not measured"


@dataclass(frozen=True)
class Sizes:
    """How many libraries each case takes, and how often its commands run."""

    cold: int = 200
    loop: int = 10
    few: int = 50
    many: int = 1000
    growth: tuple[int, ...] = (50, 200, 1000)
    rounds: int = 3
    edits: int = 5
    words: int = WORDS
    pages: int = 5000
    addresses: int = 2000


FULL = Sizes(growth=(50, 200, 1000, 5000))
QUICK = Sizes(
    cold=20, loop=2, few=5, many=20, growth=(5, 20), rounds=1, edits=2, pages=240, addresses=200
)
TINY = Sizes(
    cold=2, loop=1, few=1, many=4, growth=(4,), rounds=1, edits=1, words=40, pages=96, addresses=20
)


@dataclass(frozen=True)
class Row:
    """One line of the table.

    The ratio is Aviso's value over the other's, below 1 where Aviso takes less.
    """

    case: str
    aviso: str
    against: str
    ratio: float | None
    how: str = ""


@dataclass(frozen=True)
class Point:
    """What a number of libraries took.

    These are the seconds of a cold build, of a build with nothing changed, of the first check, and
    of a cold build of one system with as many members; and the MiB at the peak of the cold build.
    """

    libraries: int
    cold: float
    unchanged: float
    check: float
    members: float
    together: float


def extrapolated(points: list[Point], libraries: int, value: str) -> float:
    """Draw the straight line through the last two points on, no lower than the last."""
    first, last = points[0], points[-1]
    slope = (getattr(last, value) - getattr(first, value)) / max(
        last.libraries - first.libraries, 1
    )
    return getattr(last, value) + max(slope, 0) * (libraries - last.libraries)


def peak(runs: list[Run]) -> float:
    """The median of the peaks of all processes together, in MiB."""
    return median(run.together for run in runs)


def in_seconds(value: float) -> str:
    """Seconds for people."""
    return (
        f"{value / 60:,.1f} min"
        if value >= 300
        else f"{value:.1f} s"
        if value >= 10
        else f"{value:.2f} s"
    )


def in_mebibytes(value: float) -> str:
    """MiB for people."""
    return f"{value:,.0f} MiB"


def in_one_cell(error: Exception) -> str:
    """The end of what an error says, which has its cause, fit for a cell of the table."""
    text = " ".join(str(error).split()).replace("|", "\\|")
    return text if len(text) <= 300 else f"… {text[-300:]}"
