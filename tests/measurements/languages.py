"""Turns the corpus of ``tests/corpus/translation`` into figures.

They say how many planted faults are found, how many sound pairs flagged.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from aviso.i18n.comparison import compare_texts
from aviso.i18n.differences import ComparedText

CORPUS = Path(__file__).parents[1] / "corpus" / "translation"
# What the comparison was developed and fixed with, and what it was only tried on.
MENDED_WITH, ONLY_TRIED = (
    (
        "development",
        "second",
        "third",
        "fourth",
        "fifth",
        "bounds",
        "bounds-second",
        "bounds-third",
    ),
    ("held-out", "sealed"),
)
PARTS = (*MENDED_WITH, *ONLY_TRIED)


@lru_cache
def part(name: str) -> dict[str, Any]:
    """One file of the corpus."""
    return yaml.safe_load((CORPUS / f"{name}.yml").read_text("utf-8"))


def kinds(pair: dict[str, str], names: list[list[str]]) -> set[str]:
    """The kinds of the differences that are reported of a pair."""
    return {
        one.kind
        for one in compare_texts(
            ComparedText("en", pair["en"]),
            ComparedText("es", pair["es"]),
            [tuple(name) for name in names],
        )
    }


@lru_cache
def planted(name: str) -> list[tuple[str, str, dict[str, str]]]:
    """Every fault: its kind, its place in the corpus, and the pair that has it."""
    found = []
    for kind, sound, locale, old, new in part(name)["faults"]:
        pair = dict(part(name)["sound"][sound])
        if old not in pair[locale]:
            raise ValueError(f"{name}: {sound} has no {old!r}")
        found.append(
            (kind, f"{sound} {locale} {new!r}", {**pair, locale: pair[locale].replace(old, new, 1)})
        )
    return found


@lru_cache
def missed(name: str) -> list[tuple[str, str]]:
    """The faults, kind and place, that are not found."""
    return [
        (kind, place) for kind, place, pair in planted(name) if not kinds(pair, part(name)["names"])
    ]


@lru_cache
def flagged(name: str) -> list[str]:
    """The sound pairs of which a difference is reported."""
    return [
        f"{key}: {sorted(found)}"
        for key, pair in part(name)["sound"].items()
        if (found := kinds(pair, part(name)["names"]))
    ]


def corpus_table() -> str:
    """The figures of each part of the corpus, then those of each kind of fault."""
    lines = [
        (
            "| Pairs | Faults found at the first reading | Sound pairs flagged | Found today "
            "| Flagged today |"
        ),
        "|---|---|---|---|---|",
    ]
    lines += [_part_row(name) for name in PARTS]
    lines += [_sum_row("all that were only tried", ONLY_TRIED), _sum_row("all", PARTS), ""]
    counts, lost = (
        Counter(kind for name in PARTS for kind, _, _ in planted(name)),
        Counter(kind for name in PARTS for kind, _ in missed(name)),
    )
    lines += [
        "| Fault planted in | Found |",
        "|---|---|",
        *(
            f"| {kind} | {count - lost[kind]} of {count} |"
            for kind, count in sorted(counts.items())
        ),
    ]
    return "\n".join(lines)


def _part_row(name: str) -> str:
    first, faults, sound = (
        part(name).get("first_reading"),
        len(planted(name)),
        len(part(name)["sound"]),
    )
    before = (
        f"{share(first['found'], faults)} | {share(first['flagged'], sound)}" if first else "– | –"
    )
    return (
        f"| `{name}.yml` | {before} | {share(faults - len(missed(name)), faults)} | "
        f"{share(len(flagged(name)), sound)} |"
    )


def _sum_row(words: str, names: tuple[str, ...]) -> str:
    faults, sound = (
        sum(len(planted(name)) for name in names),
        sum(len(part(name)["sound"]) for name in names),
    )
    first = [part(name)["first_reading"] for name in names if "first_reading" in part(name)]
    read = [name for name in names if "first_reading" in part(name)]
    found = share(sum(one["found"] for one in first), sum(len(planted(name)) for name in read))
    wrong = share(
        sum(one["flagged"] for one in first), sum(len(part(name)["sound"]) for name in read)
    )
    before = f"{found} | {wrong}"
    return (
        f"| {words} | {before} | "
        f"{share(faults - sum(len(missed(name)) for name in names), faults)} | "
        f"{share(sum(len(flagged(name)) for name in names), sound)} |"
    )


def share(count: int, whole: int) -> str:
    """How many of how many, in hundredths too."""
    return f"{count} of {whole} ({100 * count / whole:.1f} %)"
