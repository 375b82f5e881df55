"""Turns what was measured into Markdown tables between two markers of a file."""

from __future__ import annotations

from pathlib import Path

from .lighthouse import CATEGORIES, AxeResult, Score
from .weights import Weight


def weight_table(weights: list[Weight]) -> str:
    """What a first visit to each site takes, against its limit.

    It is measured on the front pages and on the heaviest page.
    """
    lines = [
        "| Site | Page | Bytes, brotli | At most | Requests | Script |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        (
            f"| {each.site} | {_page(each.page)} | {each.size:,} | {each.limit:,} | "
            f"{each.requests} | {each.scripts} |"
        )
        for each in weights
    ]
    return "\n".join(lines)


def score_table(library: str, measured: dict[str, tuple[Score, AxeResult]], browser: str) -> str:
    """The scores of every page of a library in every category.

    Also what moved, and what axe-core found.
    """
    score, result = next(iter(measured.values()))
    intro = (
        f"Every page of `{library}`, by Lighthouse {score.version} (phone) and axe-core "
        f"{result.version}, in {browser}."
    )
    lines = [
        intro,
        "",
        (
            "| Page | Performance | Accessibility | Best practices | SEO | Layout shift | "
            "axe: rules passed | broken | to look at |"
        ),
        "|---|---|---|---|---|---|---|---|---|",
    ]
    return "\n".join([*lines, *(_row(name, *both) for name, both in measured.items())])


def _row(name: str, score: Score, result: AxeResult) -> str:
    scores = " | ".join(str(score.scores[category]) for category in CATEGORIES)
    return (
        f"| {_page(name)} | {scores} | {score.shift:g} | {result.passes} | "
        f"{len(result.violations)} | {len(result.incomplete)} |"
    )


def _page(name: str) -> str:
    return f"/{name.removesuffix('index.html')}"


def put_between_markers(file: Path, name: str, text: str) -> None:
    """Replace what stands between the two markers ``name`` of a file."""
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    before, found, rest = file.read_text("utf-8").partition(begin)
    if not found or end not in rest:
        raise ValueError(f"{file.name} has no markers for {name}")
    file.write_text(f"{before}{begin}\n{text}\n{end}{rest.partition(end)[2]}", "utf-8")
