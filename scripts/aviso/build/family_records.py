"""Loads the records of a library's family. What members of a system share is loaded once."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from aviso.checks.record_checks import check_records
from aviso.core.diagnostics import Diagnostic
from aviso.core.lru_cache import LruCache
from aviso.core.project import Project
from aviso.model.library import Library
from aviso.model.records import Records
from aviso.model.register_files import list_record_ids, load_file
from aviso.model.repository import load_records
from aviso.site.member_shape import KEYS

# Systems whose records are kept: members are mostly built one after the other.
SYSTEMS = 4
Loaded = tuple[Records, list[Diagnostic]]


class _Shared(NamedTuple):
    """What members of a system share: records, what is wrong with them, and with what they say."""

    records: Records
    problems: list[Diagnostic]
    found: list[Diagnostic]


def load_family(project: Project, relatives: list[str], shared: str = "") -> Loaded:
    """Return the records of a library and its relatives, and every finding.

    With ``shared``, the digest of all that members of its system have in common, a member's record
    is added to what was loaded for another. If no rule found anything there, only the member's is
    still to be judged. Whatever is wrong is found by loading and judging everything.
    """
    if shared and len(relatives) == 2:
        systems = project.make_once(_make_systems)
        known = systems.get_or_make(shared, lambda: _load_shared(project, relatives[1:]))
        if records := _add_member(known, project, relatives[0]):
            return records, []
    return load_records(project, relatives)


def _make_systems(project: Project) -> LruCache[str, _Shared]:
    return LruCache(SYSTEMS)


def _load_shared(project: Project, relatives: list[str]) -> _Shared:
    records, problems = load_records(project, relatives)
    return _Shared(records, problems, check_records(records))


def _add_member(known: _Shared, project: Project, library_id: str) -> Records | None:
    """Return the records with a member's own; None if it has a problem, or names other records."""
    records = known.records
    added = replace(
        records,
        libraries=dict(records.libraries),
        places=dict(records.places),
        known=dict(records.known),
        judged=None if known.found else ("library", library_id),
    )
    found: list[Diagnostic] = []
    if library_id not in records.known["library"]:
        # There may be other libraries by now: they do not belong to what members share.
        list_record_ids(added, project.data / "libraries", "library", found)
    path = project.locate_library(library_id)
    load_file(added, path, Library, "library", added.libraries, found)
    if known.problems or found or library_id not in added.libraries:
        return None
    return added if added.place("library", library_id).value.keys() <= KEYS else None
