"""Brings the output up to date: finds the sites that have changed, and builds and publishes them.

A site with errors is not published: its earlier pages stay.
"""

from __future__ import annotations

import json
import os
from collections import Counter, deque
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from aviso.build.executors import Executor, run_in_process
from aviso.build.file_digests import Inputs, digest_inputs
from aviso.build.fingerprints import Fingerprints
from aviso.build.output import Output, write_files
from aviso.build.ownership import report_foreign
from aviso.build.page_memory import keep_entry
from aviso.build.reasons import NOT_YET, SUMMARIES, find_reason_to_build, refuse_same_addresses
from aviso.build.rules import EDITED_MEANWHILE, NOT_WRITTEN, NOTHING_TO_BUILD
from aviso.build.shared_inputs import SharedInputs
from aviso.build.stamps import write_stamp
from aviso.build.task import DEFAULT_OPTIONS, BuildOptions, BuildResult, Task
from aviso.content.pages import FRONT
from aviso.core.atomic_write import ForeignFile
from aviso.core.diagnostics import Diagnostic
from aviso.core.project import LIBRARIES_FOLDER, Project
from aviso.core.safe_files import make_relative_name
from aviso.core.system_errors import name_reason

# How often to rebuild a site whose sources are being edited, before leaving it to the next build.
READINGS = 3
NO_LIBRARIES = NOTHING_TO_BUILD.at(
    LIBRARIES_FOLDER,
    1,
    "is missing or has no library in it, so nothing was built, and what is published stays",
    "Put the files back, and build again.",
)


@dataclass(frozen=True)
class Outcome:
    """The result for one site, and why it was built or skipped."""

    site_id: str
    state: Literal["published", "unchanged", "failed", "removed"]
    reason: str = ""
    problems: tuple[Diagnostic, ...] = ()


def build_sites(
    project: Project,
    wanted: list[str],
    output: Output,
    executor: Executor = run_in_process,
    options: BuildOptions = DEFAULT_OPTIONS,
) -> Generator[Outcome]:
    """Build and publish the ``wanted`` sites that have changed; yield each outcome as it comes.

    The caller has locked the output (``output.lock()``). The front page comes last: it is built
    from the summaries of the published libraries. If the project has no library at all, its sources
    are not complete, and nothing is touched.
    """
    if options.is_forced:
        project = project.copy_without_cache()
    build = _Build(project, output, options, Fingerprints(project))
    if not build.fingerprints.libraries:
        yield Outcome(FRONT, "failed", "", (NO_LIBRARIES,))
        return
    for result in executor(build.find_tasks(wanted)):
        yield from build.take_judged()
        if outcome := build.publish(result):
            build.fingerprints.forget(result.site_id)
            yield outcome
    yield from build.take_judged()


@dataclass
class _SiteInProgress:
    """A site that an executor is building: its task, and why it is built.

    ``fingerprints`` are those of its inputs before it is made. ``more`` holds the inputs that its
    result will not name.
    """

    task: Task
    reason: str
    fingerprints: Fingerprints
    more: Inputs = field(default_factory=dict)


@dataclass
class _Build:
    """One build of an output.

    It judges site after site, makes a task for each that has changed, and publishes the results.
    """

    project: Project
    output: Output
    options: BuildOptions
    fingerprints: Fingerprints
    in_progress: dict[str, _SiteInProgress] = field(default_factory=dict)
    # The summaries of libraries that this build has judged or published, for the front page: as
    # JSON, which takes a third of the memory.
    summaries: dict[str, str] = field(default_factory=dict)
    _judged: deque[Outcome] = field(default_factory=deque)
    _shared: SharedInputs = field(init=False)
    # Sites to rebuild because their sources were edited during the build, and how often each was
    # rebuilt.
    _edited: deque[_SiteInProgress] = field(default_factory=deque)
    _readings: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._shared = SharedInputs(self.fingerprints)

    def find_tasks(self, wanted: list[str]) -> Iterator[Task | None]:
        """Yield a task for each site that has changed, as soon as that is known.

        Yields None while the next task depends on the results of others.
        """
        refused = refuse_same_addresses(self.fingerprints)
        for site_id in wanted:
            if site_id in refused:
                self._judged.append(Outcome(site_id, "failed", "", (refused[site_id],)))
            elif site_id != FRONT and (reason := self._find_reason(site_id)):
                yield self._make_library_task(site_id, reason)
        yield from self._make_edited_anew()
        if FRONT in wanted:
            yield from self._make_front_task()
            yield from self._make_edited_anew()

    def _make_edited_anew(self) -> Iterator[Task | None]:
        """Wait for the sites in progress; rebuild those that were edited in the meantime."""
        while self.in_progress or self._edited:
            if not self._edited:
                yield None
                continue
            edited = self._edited.popleft()
            if edited.task.site_id == FRONT:
                yield from self._make_front_task()
            else:
                yield self._make_library_task(edited.task.site_id, edited.reason)

    def _make_library_task(self, library_id: str, reason: str) -> Task:
        # Read the inputs first: what is edited during the build counts as changed later.
        self.fingerprints.read_now([library_id])
        family = self.fingerprints.list_family(library_id)
        shared = self._shared.digest(library_id)
        return self._make_task(library_id, reason, relatives=family, shared=shared)

    def _make_front_task(self) -> Iterator[Task]:
        # A folder or a link in the place of a record is a mistake, not the end of a library.
        obsolete = [
            name
            for name in self.output.find_obsolete(set(self.fingerprints.libraries))
            if not os.path.lexists(self.project.locate_library(name))
        ]
        self._judged.extend(map(self._remove, obsolete))
        summaries = {
            library_id: summary
            for library_id in self.output.list_published()
            if (summary := self._find_summary(library_id))
        }
        more = {SUMMARIES: digest_inputs(summaries)}
        reason = self._find_reason(FRONT, more)
        if reason:
            self.fingerprints.read_now([FRONT])
            yield self._make_task(
                FRONT, reason, more, summaries=summaries, others=frozenset(summaries)
            )

    def _remove(self, library_id: str) -> Outcome:
        """Remove the published site of a library that has no file any more."""
        reason = "no longer in data/libraries/"
        try:
            self.output.remove(library_id)
        except ForeignFile as error:
            return Outcome(library_id, "failed", reason, (self._report_foreign(library_id, error),))
        except OSError as error:
            message = f"the site could not be removed: {name_reason(error)}"
            fault = NOT_WRITTEN.at(library_id, 1, message, "Fix the permissions, and build again.")
            return Outcome(library_id, "failed", reason, (fault,))
        return Outcome(library_id, "removed", reason)

    def _report_foreign(self, site_id: str, error: ForeignFile) -> Diagnostic:
        place = make_relative_name(self.output.locate_site(site_id), self.project.root.resolve())
        return report_foreign(place, error)

    def _find_summary(self, library_id: str) -> str:
        if library_id not in self.summaries:
            self._note_summary(library_id, self.output.read_site_stamp(library_id).get("card"))
        return self.summaries[library_id]

    def _note_summary(self, library_id: str, summary: dict[str, Any] | None) -> None:
        self.summaries[library_id] = json.dumps(summary, sort_keys=True) if summary else ""

    def _find_reason(self, site_id: str, more: Inputs | None = None) -> str:
        """Return why a site must be built; note the outcome of one that need not be."""
        stamp = {} if self.options.is_forced else self.output.read_site_stamp(site_id)
        reason = find_reason_to_build(self.fingerprints, stamp, more, self.options)
        if reason == NOT_YET and self.output.has_stamp(site_id):
            reason = "published by another version of Aviso, or only in part"
        if not reason and not self.output.is_whole(site_id, stamp):
            reason = "the published files were changed or are missing"
        if not reason:
            self._note_summary(site_id, stamp.get("card"))
            self._judged.append(Outcome(site_id, "unchanged"))
            self.fingerprints.forget(site_id)
        return reason

    def _make_task(
        self, site_id: str, reason: str, depends_on: Inputs | None = None, **more: Any
    ) -> Task:
        place, staged = str(self.output.locate_site(site_id)), str(self.output.staging / site_id)
        task = Task(
            str(self.project.root),
            site_id,
            staged,
            is_stock=self.options.is_stock,
            is_compressed=self.options.is_compressed,
            published=None if self.options.is_forced else place,
            reads_cache=not self.options.is_forced,
            reading=self._readings.total(),
            **more,
        )
        self.in_progress[site_id] = _SiteInProgress(
            task, reason, self.fingerprints, depends_on or {}
        )
        return task

    def take_judged(self) -> Iterator[Outcome]:
        """Yield the outcomes of sites that need no task; each once."""
        while self._judged:
            yield self._judged.popleft()

    def publish(self, result: BuildResult) -> Outcome | None:
        """Publish a sound site with its stamp; if it has errors, keep the published one.

        Returns None for a site that is rebuilt because its sources were edited in the meantime.
        """
        entry, options = self.in_progress.pop(result.site_id), self.options
        problems = list(result.problems)
        built = self.output.staging / result.site_id
        try:
            if result.is_sound and result.files is not None:
                write_files(built, result.files)
            if result.is_sound and options.prove:
                result = options.prove(entry.task, result)
                problems = list(result.problems)
            # A proof takes a while, and sources may have been edited meanwhile.
            finished = None if options.prove else result.finished
            if touched := entry.fingerprints.find_touched(result.inputs, finished):
                return self._leave_edited(entry, touched)
            if result.is_sound:
                inputs = {**entry.fingerprints.find_digests(result.inputs), **entry.more}
                stamp = {
                    "inputs": inputs,
                    "files": result.listing,
                    "card": result.summary,
                    "site": result.site_id,
                    "is_proven": bool(options.prove),
                }
                write_stamp(built, stamp, None if options.prove else result.newest)
                self.output.publish(result.site_id, built, result.listing)
                self._note_summary(result.site_id, result.summary)
                if result.found:
                    keep_entry(self.project, result.site_id, result.found)
                return Outcome(result.site_id, "published", entry.reason, tuple(problems))
        except ForeignFile as error:
            problems.append(self._report_foreign(result.site_id, error))
        except OSError as error:
            message = f"the site could not be published: {name_reason(error)}"
            cure = "Free up disk space or fix the permissions, and build again."
            problems.append(NOT_WRITTEN.at(result.site_id, 1, message, cure))
        return Outcome(result.site_id, "failed", entry.reason, tuple(problems))

    def _leave_edited(self, entry: _SiteInProgress, touched: str) -> Outcome | None:
        """Have a site rebuilt; after some attempts, leave it to the next build.

        It may contain text that was in a file only for a moment.
        """
        site_id = entry.task.site_id
        self._readings[site_id] += 1
        # The new fingerprints also serve the sites that are judged from now on.
        self.fingerprints = Fingerprints(self.project)
        self._shared = SharedInputs(self.fingerprints)
        if self._readings[site_id] < READINGS:
            self._edited.append(entry)
            return None
        name = make_relative_name(Path(touched), self.project.root)
        message = "was edited again and again while the site was made"
        problem = EDITED_MEANWHILE.at(name, 1, message, "Build again when it is finished.")
        return Outcome(site_id, "failed", entry.reason, (problem,))
