"""Divides the sites among machines, and joins what they built; the front page is built last."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Generator, Iterator

from aviso.build.fingerprints import Fingerprints
from aviso.build.incremental import Outcome, build_sites
from aviso.build.output import Output
from aviso.build.ownership import report_foreign
from aviso.build.reasons import find_reason_to_build
from aviso.build.rules import NO_SHARD, NOT_WRITTEN, STALE_SHARD
from aviso.build.stamps import write_stamp
from aviso.build.task import BuildOptions
from aviso.content.pages import FRONT
from aviso.core.atomic_write import ForeignFile
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project, name_library_file
from aviso.core.system_errors import name_reason


def select_shard(site_ids: list[str], number: int, count: int) -> list[str]:
    """Return shard ``number`` (from 1) of ``count``: the same libraries on every machine.

    Shards differ by one library at most. Libraries are dealt out in the order of a digest of their
    ids, which spreads similar names. The front page belongs to no shard: ``join_shards`` builds it.
    """
    libraries = sorted(
        (name for name in site_ids if name != FRONT),
        key=lambda name: hashlib.sha256(name.encode("utf-8", "surrogateescape")).digest(),
    )
    return sorted(libraries[number - 1 :: count])


def join_shards(
    project: Project, shards: list[Output], output: Output, is_compressed: bool = False
) -> Generator[Outcome]:
    """Publish the libraries from their shards, then the front page; yield each outcome.

    A library fails if no shard has an up-to-date site of it. The caller has locked the output.
    ``is_compressed`` asks for compressed files of the front page; those of a library come with its
    shard.
    """
    fingerprints = Fingerprints(project)
    for site_id in fingerprints.libraries:
        faults = {
            shard: _find_fault(site_id, shard, fingerprints)
            for shard in shards
            if shard.read_site_stamp(site_id)
        }
        sound = next((shard for shard, fault in faults.items() if not fault), None)
        yield (
            _take_over(site_id, sound, output)
            if sound
            else Outcome(site_id, "failed", "", tuple(_report_faults(site_id, faults)))
        )
    yield from build_sites(
        project, [FRONT], output, options=BuildOptions(is_compressed=is_compressed)
    )


def _find_fault(site_id: str, shard: Output, fingerprints: Fingerprints) -> str:
    """Return why a shard's site cannot be published; "" if it can be.

    It may have been built from other inputs, or damaged on its way.
    """
    reason = find_reason_to_build(fingerprints, shard.read_site_stamp(site_id))
    return reason or (
        ""
        if shard.is_whole(site_id, shard.read_site_stamp(site_id), is_thorough=True)
        else "its files are not those that were built"
    )


def _report_faults(site_id: str, faults: dict[Output, str]) -> Iterator[Diagnostic]:
    for shard, fault in faults.items():
        yield STALE_SHARD.at(
            site_id,
            1,
            f"the site in {shard.folder.name} is not what would be built now ({fault})",
            "Build that shard again. If the library has problems, fix them.",
        )
    if not faults:
        yield NO_SHARD.at(
            name_library_file(site_id),
            1,
            "no shard holds this library's site",
            "Was its shard built, and named here? If it had problems, fix them.",
        )


def _take_over(site_id: str, shard: Output, output: Output) -> Outcome:
    stamp = shard.read_site_stamp(site_id)
    if stamp == output.read_site_stamp(site_id) and output.is_whole(site_id, stamp):
        return Outcome(site_id, "unchanged")
    try:
        shutil.copytree(shard.locate_site(site_id), output.staging / site_id)
        write_stamp(output.staging / site_id, stamp)
        output.publish(site_id, output.staging / site_id)
    except ForeignFile as error:
        place = str(output.locate_site(site_id))
        return Outcome(site_id, "failed", "", (report_foreign(place, error),))
    except OSError as error:
        problem = NOT_WRITTEN.at(
            site_id,
            1,
            f"the site could not be published: {name_reason(error)}",
            "Free up disk space or fix the permissions.",
        )
        return Outcome(site_id, "failed", "", (problem,))
    return Outcome(site_id, "published", f"from {shard.folder.name}")
