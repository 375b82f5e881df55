"""Divides the list of sites among machines, and joins what they built: the front page is made when all is together."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from aviso.building import Outcome, build_sites
from aviso.cache import Inventory
from aviso.pages import FRONT
from aviso.problems import Problem
from aviso.publish import Output


def part(site_ids: list[str], number: int, count: int) -> list[str]:
    """Return part ``number`` (from 1) of ``count``: even to one library, and the same on every machine.

    Libraries are dealt out in the order of a digest of their ids, so that families of names do not fall together.
    The front page belongs to no part: ``join`` makes it from all.
    """
    libraries = sorted((name for name in site_ids if name != FRONT), key=lambda name: hashlib.sha256(name.encode()).digest())
    return sorted(libraries[number - 1 :: count])


def join(root: Path, shards: list[Output], output: Output) -> Iterator[Outcome]:
    """Publish every library that the shards hold, then the front page; a library that none holds is a failure.

    The caller holds the output.
    """
    holders = {site_id: shard for shard in shards for site_id in shard.published()}
    for site_id in Inventory(root).libraries:
        yield _taken_over(site_id, holders.get(site_id), output)
    yield from build_sites(root, [FRONT], output)


def _taken_over(site_id: str, shard: Output | None, output: Output) -> Outcome:
    if shard is None:
        problem = Problem(f"data/libraries/{site_id}.yml", 1, "no shard holds this library's site", "Was its shard built, and named here? If it had problems, mend them.")
        return Outcome(site_id, "failed", "", (problem,))
    stamp = shard.stamp(site_id)
    if not shard.is_whole(site_id, stamp):
        problem = Problem(site_id, 1, f"the site in {shard.folder.name} is not whole", "Build that shard again.")
        return Outcome(site_id, "failed", "", (problem,))
    if stamp == output.stamp(site_id) and output.is_whole(site_id, stamp):
        return Outcome(site_id, "unchanged")
    try:
        shutil.copytree(shard.place_of(site_id), output.staging / site_id)
        output.publish(site_id, output.staging / site_id)
    except OSError as error:
        problem = Problem(site_id, 1, f"the site could not be published: {error.strerror}", "Make room on the disk or give the permission.")
        return Outcome(site_id, "failed", "", (problem,))
    return Outcome(site_id, "published", f"from {shard.folder.name}")
