"""Rows against the Hugo that lays out the same facts: time, and bytes beside ours."""

from __future__ import annotations

from collections.abc import Iterator

from .edits import PUBLIC
from .measure import pairwise_ratio, seconds, weigh
from .peers import PEERS
from .rows import Row, in_mebibytes, in_seconds, peak
from .workshop import Workshop


def against_same_facts(case: str, shop: Workshop) -> Iterator[Row]:
    """Rows against the Hugo that lays out the same facts, its bytes beside ours."""
    runs, size = shop.cold_runs, shop.sizes.cold
    yield Row(
        case,
        in_seconds(seconds(runs["aviso"])),
        f"{PEERS['same facts'].name}: {in_seconds(seconds(runs['same facts']))}, "
        f"{in_mebibytes(peak(runs['same facts']))}",
        pairwise_ratio(runs["aviso"], runs["same facts"]),
        "from the same YAML; it checks nothing, links no hard words, compares no languages",
    )
    ours, theirs = (
        weigh(folder / PUBLIC).counted_once / size
        for folder in (shop.project(size), shop.peer("same facts", size))
    )
    yield Row(
        f"{case}: bytes a library",
        f"{ours / 1000:,.0f} kB",
        f"{PEERS['same facts'].name}: {theirs / 1000:,.0f} kB",
        ours / theirs,
        "hard links counted once; a fair rival is within a fifth",
    )
