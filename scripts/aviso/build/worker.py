"""Makes one site: a job → its files, its problems, its inputs. Runs in worker processes, here or on other machines."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from aviso.build.assemble import UnsoundSite, assemble_front_page, assemble_site
from aviso.build.compression import compressed_files
from aviso.build.fingerprints import AVISO, Fingerprints, dependencies_of, digest
from aviso.build.output import write_files
from aviso.build.rules import NOT_WRITTEN, UNREADABLE_SUMMARY
from aviso.build.stamps import BadStamp, read_stamp
from aviso.build.task import BuildResult, Listing, Task
from aviso.checks.built_html import audit_site
from aviso.checks.source_map import Origins
from aviso.content.markdown_converter import ConvertedMarkdown
from aviso.content.page_text import MarkdownCache
from aviso.content.pages import FRONT
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project
from aviso.site.assets import is_shared
from aviso.site.site import LibrarySummary, Site, summarize_library
from aviso.site.writer import site_files


def build_site(job: Task, project: Project) -> BuildResult:
    """Open, lay out and audit the site of ``job``, and write it into its folder; bad input and a full disk are problems."""
    known = MarkdownCacheFile(project, job.site_id)
    try:
        site = _open(project, job, known.load())
    except UnsoundSite as unsound:
        return BuildResult(job.site_id, unsound.problems)
    except OSError as error:
        # Jinja calls it an OSError when a template is missing; that is a fault of the code.
        if error.errno is None:
            raise
        return BuildResult(job.site_id, [_disk_problem(job.site_id, "read", error)])
    files = site_files(site)
    problems = audit_site(files, site.address, job.others, _origins(project, site))
    made = BuildResult(
        job.site_id,
        _named(problems, job.site_id, files),
        dependencies_of(site, job.relatives),
        _card(site),
        _listing(files),
    )
    if not made.is_sound:
        return made
    if job.folder is None:
        made.files = {**files, **(_compressed(job, files) if job.is_compressed else {})}
        made.listing = _listing(made.files)
        return made
    try:
        _write(project, site, Path(job.folder), files, job.is_stock, made)
        if job.is_compressed:
            _compress(job, Path(job.folder), made)
    except OSError as error:
        made.problems.append(_disk_problem(job.site_id, "written", error))
        # What the others need room for.
        shutil.rmtree(job.folder, ignore_errors=True)
    known.save({page.prose_key: page.prose for page in site.pages.values()})
    return made


def _open(project: Project, job: Task, markdown_cache: MarkdownCache) -> Site:
    if job.site_id == FRONT and job.cards is not None:
        cards = {name: _read_card(name, card) for name, card in job.cards.items()}
        return assemble_front_page(project, cards, markdown_cache, job.proof)
    return assemble_site(project, job.site_id, list(job.relatives), markdown_cache, job.proof)


def _read_card(library: str, card: dict[str, Any]) -> LibrarySummary:
    try:
        return LibrarySummary.from_json(card)
    except (LookupError, TypeError, ValueError, AttributeError):
        message = "what the published site says of its library cannot be read"
        hint = f"Make the site anew: aviso build --all {library}"
        raise UnsoundSite([UNREADABLE_SUMMARY.at(library, 1, message, hint)]) from None


def _listing(files: dict[str, bytes]) -> Listing:
    return {name: (len(content), digest(content)) for name, content in files.items()}


def _card(site: Site) -> dict[str, Any] | None:
    return summarize_library(site.notice.library, site.locales).as_json() if site.notice else None


def _origins(project: Project, site: Site) -> Origins:
    library = site.notice.library if site.notice else None
    return Origins(
        project,
        site.id,
        library.system if library else None,
        tuple(use.vendor for use in library.vendors) if library else (),
    )


def _named(problems: list[Diagnostic], site_id: str, files: dict[str, bytes]) -> list[Diagnostic]:
    """Name the built file that a problem is in as one of its site; a file of the project has its name already."""
    return [
        replace(problem, file=f"{site_id}/{problem.file}") if problem.file in files else problem
        for problem in problems
    ]


def _disk_problem(site_id: str, what: str, error: OSError) -> Diagnostic:
    where = f" ({error.filename})" if error.filename else ""
    return NOT_WRITTEN.at(
        site_id,
        1,
        f"the site could not be {what}: {error.strerror}{where}",
        "Make room on the disk or give the permission, and build again.",
    )


def _write(
    project: Project,
    site: Site,
    folder: Path,
    files: dict[str, bytes],
    is_stock: bool,
    made: BuildResult,
) -> None:
    if is_stock:
        from aviso.build.mkdocs_adapter import build_with_mkdocs

        made.problems += build_with_mkdocs(project, site.id, folder)
        written = sorted(path for path in folder.rglob("*") if path.is_file())
        made.listing = _listing(
            {path.relative_to(folder).as_posix(): path.read_bytes() for path in written}
        )
        return
    # What a process left that died at it may be links to what other sites have: it must not be written to.
    shutil.rmtree(folder, ignore_errors=True)
    store = folder.parent / ".shared"
    folders: set[str] = set()
    for name, content in files.items():
        path = folder / name
        parent = os.path.dirname(path)
        if parent not in folders:
            os.makedirs(parent, exist_ok=True)
            folders.add(parent)
        if is_shared(name):
            _link(store, path, content)
        else:
            path.write_bytes(content)


def _link(store: Path, path: Path, content: bytes) -> None:
    """Write a file that many sites share once, and link it into each."""
    stored = store / f"{digest(content)}-{path.name}"
    try:
        os.link(stored, path)
        return
    except OSError:
        pass
    try:
        store.mkdir(exist_ok=True)
        fresh = stored.with_name(f"{stored.name}.{os.getpid()}")
        fresh.write_bytes(content)
        fresh.replace(stored)
        os.link(stored, path)
    except OSError:
        # A file system without links (or with too many to one file): a copy does as well.
        path.write_bytes(content)


def _compress(job: Task, folder: Path, made: BuildResult) -> None:
    """Write the compressed forms beside what was written."""
    compressed = _compressed(job, {name: (folder / name).read_bytes() for name in made.listing})
    write_files(folder, compressed)
    made.listing.update(_listing(compressed))


def _compressed(job: Task, files: dict[str, bytes]) -> dict[str, bytes]:
    """The compressed forms of a site's files; those of files that have not changed come from the published site."""
    place = Path(job.published or "")
    try:
        known = read_stamp(place)["files"] if job.published else {}
    except (OSError, BadStamp):
        known = {}
    return compressed_files(files, known, lambda name: (place / name).read_bytes())


def aviso_digest(project: Project) -> str:
    """The digest of Aviso itself, once a process: a build does not change its own code."""
    return project.once(_aviso_digest)


def _aviso_digest(project: Project) -> str:
    return Fingerprints(project).digest_of(AVISO)


class _KeptProse(BaseModel):
    """What is kept of a site: the digest of the Aviso that made it, and the parts of each ``ConvertedMarkdown`` by its key."""

    aviso: str
    prose: dict[str, tuple[str, list[tuple[str, str]], list[str], list[tuple[str, str, str]]]]


class MarkdownCacheFile:
    """The HTML of the Markdown texts that an earlier build parsed, for one site; losing it costs time only."""

    def __init__(self, project: Project, site_id: str) -> None:
        self._path = project.cache / "prose" / f"{site_id}.json"
        self._aviso = aviso_digest(project)
        self._loaded: set[str] = set()

    def load(self) -> MarkdownCache:
        """Read it; empty if there is none or another Aviso made it."""
        try:
            kept = _KeptProse.model_validate_json(self._path.read_bytes())
        except (OSError, ValidationError):
            return {}
        known = (
            {key: ConvertedMarkdown(*parts) for key, parts in kept.prose.items()}
            if kept.aviso == self._aviso
            else {}
        )
        self._loaded = set(known)
        return known

    def save(self, prose: MarkdownCache) -> None:
        """Keep it for the next build, if it has changed."""
        if set(prose) == self._loaded:
            return
        kept = _KeptProse(
            aviso=self._aviso,
            prose={
                key: (one.html, one.headings, one.removed, one.parts) for key, one in prose.items()
            },
        )
        fresh = self._path.with_suffix(f".{os.getpid()}")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text(kept.model_dump_json(), "utf-8")
            fresh.replace(self._path)
        except OSError:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
