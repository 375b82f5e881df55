"""Rows on `aviso check`, on members of one system, and on bytes as they travel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import brotli

from aviso.build.compression import MINIMUM_BYTES
from aviso.site.http_policy import TEXT_ENDINGS

from .edits import EDITED, PUBLIC
from .invented_names import library_id
from .measure import Contender, Run, in_turn, pairwise_ratio, seconds
from .rows import Row, in_seconds
from .workshop import AVISO, Workshop, say

# How many sites are compressed to tell how many bytes travel: each takes most of a second.
COMPRESSED = 10


class CheckEdit:
    """Puts a sentence in one language of a page, and makes sure that a check tells of it."""

    def __init__(self, project: Path, shop: Workshop) -> None:
        self.project = project
        self.page = project / "docs" / library_id(EDITED) / "en" / "choices.md"
        self.original = self.page.read_text("utf-8")
        self.numbers = shop.numbers
        self.room = ""

    def make(self) -> None:
        """Save the page with a number that its other language does not have."""
        self.room = f"{next(self.numbers) + 4000}"
        text = f"{self.original}\nThe office moved to room {self.room} this week.\n"
        self.page.write_text(text, "utf-8")

    def check(self) -> None:
        """Make sure that a check has found the difference."""
        kept = (self.project / ".aviso" / "checked").glob("*.json")
        assert any(f'"{self.room}\\" appears only in en' in path.read_text() for path in kept), (
            f"no check has found the room {self.room}"
        )

    def undo(self) -> None:
        """Put the page back as it was."""
        self.page.write_text(self.original, "utf-8")


def check(shop: Workshop) -> Iterator[Row]:
    """The first check of everything, and checks after a change, beside builds of the same."""
    runs, size = _run_checks(shop), shop.sizes.cold

    def row(case: str, name: str, words: str, rival: str) -> Row:
        against = f"{words}: {in_seconds(seconds(runs[rival]))}"
        ratio = pairwise_ratio(runs[name], runs[rival])
        return Row(f"`aviso check`, {case}", in_seconds(seconds(runs[name])), against, ratio)

    first = "the first check of all"
    yield row(f"the first of {size:,} libraries", "first", "their cold build", "cold")
    yield row(f"of {size:,} libraries that were built just before", "after", first, "first")
    yield row(f"one page of {size:,} libraries changed", "changed", first, "first")
    yield row(
        f"nothing changed at {size:,} libraries",
        "unchanged",
        "a build with nothing changed",
        "rebuilt",
    )
    yield row(
        f"of one library of {size:,}, whose page has changed (`aviso check LIBRARY`)",
        "one",
        first,
        "first",
    )


def _run_checks(shop: Workshop) -> dict[str, list[Run]]:
    size = shop.sizes.cold
    say(f"checks of {size} libraries")
    project = shop.project(size)
    edit, other = CheckEdit(project, shop), CheckEdit(project, shop)
    contenders = {
        "cold": shop.build(size),
        "after": Contender([AVISO, "check"], project),
        "rebuilt": shop.rebuild(size),
        "first": shop.first_check(size),
        "unchanged": Contender([AVISO, "check"], project),
        "changed": Contender([AVISO, "check"], project, before=edit.make, after=edit.check),
        "one": Contender(
            [AVISO, "check", library_id(EDITED)], project, before=other.make, after=other.check
        ),
    }
    try:
        # An edit stays until the next one, so that each check begins after exactly one change.
        return in_turn(contenders, shop.sizes.rounds)
    finally:
        edit.undo()


def members(shop: Workshop) -> Iterator[Row]:
    """Cold builds of one system and its members against the loop and against Hugo."""
    # Imported here: it lists this case among the others.
    from .cases import against_hugo, cold

    of_system = shop.of_system
    for row in cold(of_system):
        yield replace(row, case=f"one system and its members: {row.case}")
    many = shop.sizes.many
    say(f"members: builds of {many} libraries")
    runs = in_turn({"aviso": of_system.build(many), **of_system.hugo(many)}, 1)
    case = f"one system and its members: cold build of {many:,} libraries"
    yield against_hugo(case, runs["aviso"], runs.get("hugo"), many)


def travel(shop: Workshop) -> Iterator[Row]:
    """The bytes of a library as they travel, compressed with brotli."""
    _ = shop.cold_runs
    say("bytes that travel")
    public = shop.project(shop.sizes.cold) / PUBLIC
    sites = [public / library_id(index) for index in range(shop.sizes.cold)]
    stock = sorted(shop.peer("mkdocs", shop.sizes.loop).glob("*/site"))
    ours, theirs = (
        sum(map(weigh_compressed, some)) / len(some) for some in (sites[:COMPRESSED], stock)
    )
    yield Row(
        "bytes a library as they travel, brotli 11",
        f"{ours / 1000:,.0f} kB",
        f"stock Material: {theirs / 1000:,.0f} kB",
        ours / theirs,
        f"mean of {len(sites[:COMPRESSED])} and of {len(stock)}; each file counted",
    )


def weigh_compressed(site: Path) -> int:
    """The bytes of a site if each text travels compressed, as Aviso compresses them."""
    return sum(
        min(len(content), len(brotli.compress(content, mode=brotli.MODE_TEXT, quality=11)))
        if path.name.rpartition(".")[2] in TEXT_ENDINGS and len(content) >= MINIMUM_BYTES
        else len(content)
        for path in site.rglob("*")
        if path.is_file() and path.suffix not in (".br", ".gz")
        for content in [path.read_bytes()]
    )
