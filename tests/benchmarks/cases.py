"""Turns sizes into the rows of the table.

Each case builds generated libraries with Aviso and its rivals, and compares.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from statistics import median

from tests.support.paths import ROOT

from .chain_case import chain
from .check_cases import check, members, travel
from .edits import PUBLIC, users
from .invented_libraries import vendor_name
from .invented_names import TENTH, library_id
from .link_cases import inside, outside
from .measure import Run, pairwise_ratio, seconds, weigh
from .peers import PEERS
from .previews import Preview, delays
from .rows import FINAL, Row, extrapolated, in_mebibytes, in_seconds, peak
from .same_facts_case import against_same_facts
from .setup_case import setup
from .stock import LONG
from .workshop import AVISO, CORES, Workshop, say

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
    if "same facts" in runs:
        yield from against_same_facts(case, shop)


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
        size,
    )
    changed = f"one sentence changed in one of {size:,}, until published"
    yield Row(
        changed,
        in_seconds(seconds(runs["sentence"])),
        whole,
        pairwise_ratio(runs["sentence"], runs["cold"]),
    )
    yield against_hugo(changed, runs["sentence"], runs.get("hugo"), size)
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
            f"Hugo, {sizes.many:,} libraries: {in_mebibytes(hugo)}",
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
            f"nothing changed: {in_seconds(point.unchanged)}; first check: "
            f"{in_seconds(point.check)}; one system with as many members, cold: "
            f"{in_seconds(point.members)}",
        )
    if last is not first:
        yield Row(
            f"peak memory, cold build of {last.libraries:,} libraries, all processes",
            in_mebibytes(last.together),
            f"{first.libraries} libraries: {in_mebibytes(first.together)}",
            last.together / first.together,
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


CASES: dict[str, Callable[[Workshop], Iterator[Row]]] = {
    "cold": cold,
    "members": members,
    "check": check,
    "chain": chain,
    "setup": setup,
    "long": long_prose,
    "changes": changes,
    "memory": memory,
    "size": size,
    "travel": travel,
    "serve": serve,
    "floors": floors,
    "growth": growth,
    "inside": inside,
    "outside": outside,
}
