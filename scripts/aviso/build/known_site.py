"""Assembles a library's site, and does not check again what a check or a build has found sound."""

from __future__ import annotations

from dataclasses import dataclass

from aviso.build.assemble import require_sound_pages, require_sound_records
from aviso.build.check_inputs import CheckInputs
from aviso.build.family_records import load_family
from aviso.build.page_findings import PageFindingsFile
from aviso.build.page_memory import Entry
from aviso.build.task import Task
from aviso.checks.page_findings import PageFindings
from aviso.checks.record_checks import check_records
from aviso.checks.search_places import find_missing_sections
from aviso.content.page_text import MarkdownCache
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project
from aviso.model.membership import find_family, read_heads
from aviso.model.records import Records
from aviso.site.compose import make_site
from aviso.site.proof import Proof
from aviso.site.site import Site


@dataclass
class LibraryToBuild:
    """The sound records of a library, and what is known of its pages.

    ``own`` is what is not the notice's own, ``found`` what the next check need not look for again;
    each is None if nobody has asked.
    """

    library_id: str
    family: list[str]
    records: Records
    memory: PageFindingsFile | None
    known: PageFindings | None
    own: list[Diagnostic] | None
    found: Entry | None = None

    def assemble(self, markdown_cache: MarkdownCache, proof: Proof | None) -> Site:
        """Assemble the site, and check its pages if they are not known. Raises UnsoundSite."""
        site = make_site(self.library_id, self.records, markdown_cache, proof)
        if self.known is None:
            pages = require_sound_pages(site, self.records)
            self.note_pages(pages, [*find_missing_sections(site)] if self.memory else [])
        return site

    def note_pages(self, pages: list[Diagnostic], missing_sections: list[Diagnostic]) -> None:
        """Note what was found on the pages of its site, if that is not known."""
        if self.known is None and self.memory:
            found = PageFindings(self.own, pages, missing_sections)
            self.found = self.memory.make_entry(self.family, self.records, found)


def read_library(task: Task, project: Project) -> LibraryToBuild:
    """Read the records of a library, and check them if that is not known.

    Raises UnsoundSite with every problem of them that concerns this library.
    """
    library_id = task.site_id
    family = list(task.relatives) or find_family(project, library_id)
    records, problems = load_family(project, family, task.shared)
    # A cluster's worker has only a part of the project, and a proof is on the pages.
    is_usual = task.folder is not None and task.proof is None
    memory = project.make_once(_open_memory) if is_usual else None
    is_read = memory is not None and library_id in records.libraries
    known = memory.recall(library_id, family, records) if memory and is_read else None
    if known is None:
        problems += check_records(records)
    own = require_sound_records(library_id, records, problems, known)
    return LibraryToBuild(library_id, family, records, memory, known, own)


def _open_memory(project: Project) -> PageFindingsFile:
    """Open the memory once for all sites of a process, with the heads of records that it keeps."""
    inputs = CheckInputs(project, notes_states=False)
    project.take_over(read_heads, inputs.heads)
    return PageFindingsFile(project, inputs)
