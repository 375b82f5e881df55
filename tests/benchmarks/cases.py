"""Turns sizes into the rows of the table.

Each case builds generated libraries with Aviso and its rivals, and compares.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

from aviso.core.processors import count_usable_processors

from . import peers
from .edits import PUBLIC, SentenceEdit, VendorEdit, users
from .generate import LONG, ROOT, TENTH, WORDS, library_id, vendor_name, write_project
from .link_cases import inside, outside
from .measure import Contender, Run, in_turn, pairwise_ratio, put_aside, seconds, weigh
from .peers import PEERS, forget_output, hugo_program
from .previews import Preview, delays

AVISO = str(Path(sys.executable).with_name("aviso"))
CORES = count_usable_processors()
FINAL = 9000


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

    These are the seconds when cold and with nothing changed, and the MiB at the peak of the cold
    build.
    """

    libraries: int
    cold: float
    unchanged: float
    together: float


@dataclass
class Workshop:
    """A folder with the projects, the peers' inputs, and the runs that cases share.

    The projects and the inputs are made when they are first asked for.
    """

    folder: Path
    sizes: Sizes
    seed: int = 1
    has_hugo: bool = True
    numbers: Iterator[int] = field(default_factory=count)

    def made(self, name: str, make: Callable[[Path], object]) -> Path:
        """A folder by its name, made on the first call."""
        place = self.folder / name
        if not place.exists():
            say(f"preparing {name}")
            unfinished = place.with_name(f"{name}-unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir(parents=True)
            make(unfinished)
            unfinished.rename(place)
        return place

    def project(self, libraries: int) -> Path:
        """A project with so many libraries."""
        return self.made(
            f"aviso-{libraries}",
            lambda place: write_project(place, libraries, self.seed, self.sizes.words),
        )

    def peer(self, name: str, libraries: int) -> Path:
        """The same libraries for a peer."""
        return self.made(
            f"{name}-{libraries}", lambda place: PEERS[name].prepare(self.project(libraries), place)
        )

    def build(self, libraries: int, *options: str, **more: Any) -> Contender:
        """Building everything from nothing."""
        project = self.project(libraries)
        return Contender(
            [AVISO, "build", *options],
            project,
            before=lambda: forget_build(project),
            is_watched=True,
            **more,
        )

    def rebuild(self, libraries: int, **more: Any) -> Contender:
        """Building again what is there."""
        return Contender([AVISO, "build"], self.project(libraries), **more)

    def loop(self, libraries: int, at_a_time: int = 1) -> Contender:
        """`mkdocs build` of each library."""
        place = self.peer("mkdocs", libraries)
        return Contender(
            peers.mkdocs_loop(place, at_a_time),
            place,
            before=lambda: forget_output(place),
            is_watched=True,
        )

    def hugo(self, libraries: int) -> dict[str, Contender]:
        """Hugo's run for all libraries, if Hugo can be had."""
        if not self.has_hugo:
            return {}
        try:
            hugo_program()
        except RuntimeError as error:
            say(str(error))
            self.has_hugo = False
            return {}
        place = self.peer("hugo", libraries)
        return {
            "hugo": Contender(
                peers.hugo_command(place),
                place,
                before=lambda: forget_output(place),
                is_watched=True,
            )
        }

    @cached_property
    def cold_runs(self) -> dict[str, list[Run]]:
        """Cold builds: Aviso, the loop, Hugo."""
        say(f"cold builds of {self.sizes.cold} libraries")
        rivals = {"loop": self.loop(self.sizes.loop), **self.hugo(self.sizes.cold)}
        if self.sizes.loop > 1:
            rivals["loop at once"] = self.loop(self.sizes.loop, CORES)
        return in_turn(
            {
                "aviso": self.build(self.sizes.cold),
                "one": self.build(self.sizes.cold, "--jobs", "1"),
                **rivals,
            },
            self.sizes.rounds,
        )

    @cached_property
    def many_runs(self) -> dict[str, list[Run]]:
        """Many libraries: cold, then with nothing, a sentence and a vendor changed.

        Few libraries and Hugo run in turn with them.
        """
        size = self.sizes.many
        say(f"builds of {size} libraries")
        sentence, vendor = (
            SentenceEdit(self.project(size), self.numbers),
            VendorEdit(self.project(size), self.numbers, users(size)),
        )
        contenders = {
            "cold": self.build(size),
            "unchanged": self.rebuild(size),
            "sentence": self.rebuild(size, before=sentence.make, after=sentence.check),
            "vendor": self.rebuild(size, before=vendor.make, after=vendor.check),
            "few": self.build(self.sizes.few),
            **self.hugo(self.sizes.cold),
        }
        try:
            return in_turn(contenders, self.sizes.rounds)
        finally:
            sentence.undo()
            vendor.undo()

    @cached_property
    def points(self) -> list[Point]:
        """The growth of what a build takes.

        Sizes that other cases have measured are not run again.
        """
        return [self.point(libraries) for libraries in self.sizes.growth]

    def point(self, libraries: int) -> Point:
        """What so many libraries take."""
        if libraries == self.sizes.many:
            runs = self.many_runs
        else:
            say(f"growth: {libraries} libraries")
            runs = in_turn({"cold": self.build(libraries), "unchanged": self.rebuild(libraries)}, 1)
        return Point(
            libraries, seconds(runs["cold"]), seconds(runs["unchanged"]), peak(runs["cold"])
        )


def say(text: str) -> None:
    """Tell whoever waits what is done now."""
    print(f"… {text}", file=sys.stderr, flush=True)


def forget_build(project: Path) -> None:
    """Take off the output and whatever a build has kept."""
    put_aside(project / PUBLIC, project / ".aviso", *project.glob(f".{PUBLIC}*"))


# The cases


def cold(shop: Workshop) -> Iterator[Row]:
    """A cold build against the loop and against Hugo."""
    runs, size, loop = shop.cold_runs, shop.sizes.cold, shop.sizes.loop
    scale = size / loop
    case, ours = f"cold build of {size} libraries", in_seconds(seconds(runs["aviso"]))
    measured = f"the loop: measured on {loop}, multiplied by {scale:g}" if loop != size else ""
    for name, words in (("loop", "one after the other"), ("loop at once", f"{CORES} at a time")):
        if name not in runs:
            continue
        against = f"{PEERS['mkdocs'].name}, {words}: {in_seconds(seconds(runs[name]) * scale)}"
        yield Row(case, ours, against, pairwise_ratio(runs["aviso"], runs[name], scale), measured)
    against = (
        f"{PEERS['mkdocs'].name}, one after the other: {in_seconds(seconds(runs['loop']) * scale)}"
    )
    yield Row(
        f"{case}, one process (`--jobs 1`)",
        in_seconds(seconds(runs["one"])),
        against,
        pairwise_ratio(runs["one"], runs["loop"], scale),
        measured,
    )
    yield against_hugo(case, runs["aviso"], runs.get("hugo"), size)


def long_prose(shop: Workshop) -> Iterator[Row]:
    """Cold builds and bytes of libraries whose pages are long.

    They have as much prose as in the measurements of the peers.
    """
    longer = Workshop(
        shop.made(f"{LONG}-words", lambda place: None),
        replace(shop.sizes, words=LONG),
        shop.seed,
        shop.has_hugo,
    )
    for row in (*cold(longer), *size(longer)):
        yield replace(row, case=f"long prose, {LONG} words a page: {row.case}")


def against_hugo(case: str, runs: list[Run], hugo: list[Run] | None, size: int) -> Row:
    """A row against Hugo's build of everything."""
    ours = in_seconds(seconds(runs))
    if hugo is None:
        return Row(case, ours, f"{PEERS['hugo'].name}: not measured, it is not installed", None)
    against = (
        f"{PEERS['hugo'].name} for {size} libraries: {in_seconds(seconds(hugo))}, "
        f"{in_mebibytes(peak(hugo))}"
    )
    return Row(
        case,
        ours,
        against,
        pairwise_ratio(runs, hugo),
        "Hugo gets prose and vendor tables only, and checks nothing",
    )


def changes(shop: Workshop) -> Iterator[Row]:
    """Builds after nothing, a sentence or a vendor was changed."""
    runs, size = shop.many_runs, shop.sizes.many
    whole = f"their cold build: {in_seconds(seconds(runs['cold']))}"
    yield Row(
        f"nothing changed at {size:,} libraries",
        in_seconds(seconds(runs["unchanged"])),
        whole,
        pairwise_ratio(runs["unchanged"], runs["cold"]),
    )
    yield against_hugo(
        f"nothing changed at {size:,} libraries",
        runs["unchanged"],
        runs.get("hugo"),
        shop.sizes.cold,
    )
    yield Row(
        f"one sentence changed in one of {size:,}, until published",
        in_seconds(seconds(runs["sentence"])),
        whole,
        pairwise_ratio(runs["sentence"], runs["cold"]),
    )
    share = len(users(size)) / size
    yield Row(
        f"one vendor changed that {len(users(size))} of {size:,} use, until published",
        in_seconds(seconds(runs["vendor"])),
        f"the cold cost of those {len(users(size))}: {in_seconds(seconds(runs['cold']) * share)}",
        pairwise_ratio(runs["vendor"], runs["cold"], share),
        f"cold cost: {share:.0%} of the cold build of all",
    )


def memory(shop: Workshop) -> Iterator[Row]:
    """The peak of all processes together, with many and with few libraries."""
    runs, sizes = shop.many_runs, shop.sizes
    many, few = peak(runs["cold"]), peak(runs["few"])
    largest = (
        f"largest process: {in_mebibytes(median(run.largest for run in runs['cold']))} and "
        f"{in_mebibytes(median(run.largest for run in runs['few']))}"
    )
    yield Row(
        f"peak memory, cold build of {sizes.many:,} libraries, all processes",
        in_mebibytes(many),
        f"{sizes.few} libraries: {in_mebibytes(few)}",
        many / few,
        largest,
    )
    if "hugo" in runs:
        hugo = peak(runs["hugo"])
        yield Row(
            f"peak memory, cold build of {sizes.many:,} libraries, all processes",
            in_mebibytes(many),
            f"Hugo, {sizes.cold} libraries: {in_mebibytes(hugo)}",
            many / hugo,
        )


def size(shop: Workshop) -> Iterator[Row]:
    """The bytes of a library."""
    _ = shop.cold_runs
    ours, stock = (
        weigh(shop.project(shop.sizes.cold) / PUBLIC),
        [weigh(site) for site in shop.peer("mkdocs", shop.sizes.loop).glob("*/site")],
    )
    theirs = sum(site.counted_fully for site in stock) / len(stock)
    how = (
        f"everything in public/, {ours.files / shop.sizes.cold:.0f} files a library; stock: "
        f"{sum(site.files for site in stock) / len(stock):.0f}"
    )
    for words, total in (
        ("each file counted", ours.counted_fully),
        ("hard links counted once", ours.counted_once),
    ):
        each = total / shop.sizes.cold
        yield Row(
            f"bytes a library, {words}",
            f"{each / 1000:,.0f} kB",
            f"stock Material: {theirs / 1000:,.0f} kB",
            each / theirs,
            how,
        )


def serve(shop: Workshop) -> Iterator[Row]:
    """One fact saved, until the preview shows it."""
    identifier, libraries = library_id(3), max(shop.sizes.loop, 4)
    project, stock, name = (
        shop.project(libraries),
        shop.peer("mkdocs", libraries) / identifier,
        vendor_name(0),
    )
    say("previews")
    mkdocs = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr"]
    previews = {
        "aviso": Preview(
            lambda host: [AVISO, "serve", identifier, "--address", host],
            project,
            "companies/",
            project / "data" / "vendors" / f"{TENTH}.yml",
            name,
        ),
        "stock": Preview(
            lambda host: [*mkdocs, host],
            stock,
            "companies/",
            stock / "docs" / "en" / "companies.md",
            name,
        ),
    }
    found = {key: delays(preview, shop.sizes.edits) for key, preview in previews.items()}
    ours, theirs = median(found["aviso"]), median(found["stock"])
    yield Row(
        "`aviso serve`: one fact saved, until the page shows it",
        in_seconds(ours),
        f"stock `mkdocs serve`, the same library: {in_seconds(theirs)}",
        ours / theirs,
        "the name of a vendor; median of edits one after the other",
    )


def floors(shop: Workshop) -> Iterator[Row]:
    """What no builder can go below."""
    project, size, cold = (
        shop.project(shop.sizes.cold),
        shop.sizes.cold,
        seconds(shop.cold_runs["aviso"]),
    )
    for name, folder, words in (
        ("writing", project / PUBLIC, "writing the same bytes with plain Python, one process"),
        ("markdown", project, "Python-Markdown alone on the same prose, one process"),
    ):
        say(f"floor: {name}")
        command = [sys.executable, "-m", "tests.benchmarks.floors", name, str(folder)]
        floor = float(
            subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        )
        yield Row(
            f"floor of a cold build of {size} libraries",
            in_seconds(cold),
            f"{words}: {in_seconds(floor)}",
            cold / floor,
            "timed inside the process, without its start",
        )


def growth(shop: Workshop) -> Iterator[Row]:
    """What a library more costs, and an estimate for all libraries that there could be."""
    first, last = shop.points[0], shop.points[-1]
    for point in shop.points:
        each = point.cold / point.libraries
        yield Row(
            f"growth: cold build of {point.libraries:,} libraries",
            f"{in_seconds(point.cold)}, {each * 1000:.0f} ms a library, "
            f"{in_mebibytes(point.together)}",
            f"a library at {first.libraries}: {first.cold / first.libraries * 1000:.0f} ms",
            each / (first.cold / first.libraries),
            f"nothing changed: {in_seconds(point.unchanged)}",
        )
    how = (
        "estimated, not measured: the straight line through "
        f"{' and '.join(f'{p.libraries:,}' for p in shop.points[-2:])} drawn on to "
        f"{FINAL / last.libraries:.1f} times the largest"
    )
    unchanged, memory = (
        extrapolated(shop.points[-2:], FINAL, field) for field in ("unchanged", "together")
    )
    yield Row(
        f"estimate for {FINAL:,} libraries, cold",
        f"about {in_seconds(extrapolated(shop.points[-2:], FINAL, 'cold'))}",
        f"nothing changed: about {in_seconds(unchanged)}; peak about {in_mebibytes(memory)}",
        None,
        how,
    )


def extrapolated(points: list[Point], libraries: int, value: str) -> float:
    """Draw the straight line through the last two points on, no lower than the last."""
    first, last = points[0], points[-1]
    slope = (getattr(last, value) - getattr(first, value)) / max(
        last.libraries - first.libraries, 1
    )
    return getattr(last, value) + max(slope, 0) * (libraries - last.libraries)


CASES: dict[str, Callable[[Workshop], Iterator[Row]]] = {
    "cold": cold,
    "long": long_prose,
    "changes": changes,
    "memory": memory,
    "size": size,
    "serve": serve,
    "floors": floors,
    "growth": growth,
    "inside": inside,
    "outside": outside,
}


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
