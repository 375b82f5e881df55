"""Keeps what the rules over a site's records and pages found, for builds and checks alike.

A build composes the pages of a site and asks the same of them as a check. What is found follows
from the files of the library's family and from all that no single library owns; the headings also
from the names of the other libraries. Only sound sites are kept: where something is broken, one
fault may decide what is said of another. So an entry also says that the site can be composed, and
that no rule found an error in its records.

A build reads fewer records than a check: those of one family. Two things on pages list entries of
registers that no library of the family may name, so they count as well: situations, which the label
shows, and topics, which a page may ask for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from aviso.build.check_inputs import CheckInputs
from aviso.build.file_digests import digest
from aviso.build.finding_rows import list_rows, read_findings
from aviso.build.page_memory import Entry, read_entry
from aviso.checks.library_names import collect_names
from aviso.checks.page_findings import PageFindings
from aviso.checks.search_places import list_looked_up_pages
from aviso.core.diagnostics import has_errors
from aviso.core.project import Project
from aviso.model.records import Records


class PageFindingsFile:
    """What is known of the pages of a project's libraries. Losing it costs only time."""

    def __init__(self, project: Project, inputs: CheckInputs) -> None:
        self._project = project
        self._inputs = inputs

    def recall(
        self, library_id: str, family: Iterable[str], records: Records
    ) -> PageFindings | None:
        """Return what was found on a sound site, if all that it follows from is the same."""
        entry = read_entry(self._project, library_id)
        if entry is None:
            return None
        now = self._describe(family, records)
        if (
            any(entry[key] != now[key] for key in ("inputs", "label", "searched"))
            or not now["inputs"]
        ):
            return None
        if not set(entry["topics"]) <= set(now["topics"]):
            return None
        found = _read(entry)
        return (
            found if found is None or entry["names"] == now["names"] else replace(found, own=None)
        )

    def make_entry(
        self, family: Iterable[str], records: Records, found: PageFindings
    ) -> Entry | None:
        """Return what is kept of a site; None if it has an error, or its inputs cannot be read."""
        entry = self._describe(family, records)
        if not entry["inputs"] or has_errors([*(found.own or ()), *found.pages]):
            return None
        parts = {name: list_rows(getattr(found, name)) for name in ("pages", "missing_sections")}
        own = None if found.own is None else list_rows(found.own)
        return {**entry, **parts, "own": own}

    def _describe(self, family: Iterable[str], records: Records) -> Entry:
        """Return everything that the findings on a library's pages follow from."""
        situations = records.terms["situations"].items()
        try:
            inputs = self._inputs.digest_family(family)
        except OSError:
            inputs = ""
        return {
            "inputs": inputs,
            "label": [name for name, term in situations if term.on_label],
            "searched": records.project.make_once(list_looked_up_pages),
            "topics": sorted(records.terms["topics"]),
            "names": records.project.make_once(_digest_names),
        }


def _read(entry: Entry) -> PageFindings | None:
    own = None if entry["own"] is None else read_findings(entry["own"])
    pages, missing = read_findings(entry["pages"]), read_findings(entry["missing_sections"])
    if pages is None or missing is None or (own is None) != (entry["own"] is None):
        return None
    return None if has_errors([*(own or ()), *pages]) else PageFindings(own, pages, missing)


def _digest_names(project: Project) -> str:
    names = project.make_once(collect_names)
    whole = repr(
        (
            sorted((name, sorted(ids)) for name, ids in names.owners.items()),
            sorted(names.systems.items()),
        )
    )
    return digest(whole.encode("utf-8", "surrogateescape"))
