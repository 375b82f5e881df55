"""A member of a system, if it may be filled into a template (``member_filling``)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import NamedTuple

from aviso.build.task import BuildResult, Task
from aviso.i18n.memory import has_memory
from aviso.i18n.outdated import OutdatedTexts, find_outdated_texts
from aviso.model.library import Library
from aviso.model.records import Records
from aviso.model.source_location import SourceLocation
from aviso.site.member_shape import MemberShape, read_shape

# Of so many members, one is made both ways: by the digest of its record, so that it is always the
# same ones.
SAMPLE = 50


@dataclass(frozen=True)
class Member:
    """A member that may be filled into a template: its task, its records and its shape.

    ``outdated`` is None if nothing is recorded of its own translations.
    """

    task: Task
    records: Records
    shape: MemberShape
    outdated: OutdatedTexts | None = None

    @property
    def is_sample(self) -> bool:
        """Tell whether it is made both ways."""
        values = repr([one.text for one in self.shape.values])
        return int(hashlib.sha256(values.encode()).hexdigest(), 16) % SAMPLE == 0


def recognize_member(task: Task, records: Records) -> Member | None:
    """Return the member that a task is about; None if its site must be made by itself."""
    project, own = records.project, records.libraries[task.site_id]
    if not task.shared or task.is_stock or task.proof or own.system is None:
        return None
    if any(folder.exists() for folder in project.list_layers(f"docs/{task.site_id}")):
        return None
    shape, outdated = read_shape(task.site_id, records), None
    if shape and has_memory(project, task.site_id):
        outdated = find_outdated_texts(task.site_id, own.system, records)
    if outdated and (outdated.marks or outdated.sections):
        return None
    return Member(task, records, shape, outdated) if shape else None


class FirstMember(NamedTuple):
    """The first member of a shape: its task, its record and where that is, and its site."""

    task: Task
    library: Library
    location: SourceLocation
    made: BuildResult

    def join(self, records: Records) -> Member | None:
        """Return the member with its record beside those of another member of its system."""
        own_id = self.task.site_id
        libraries = {**records.libraries, own_id: self.library}
        places = {**records.places, ("library", own_id): self.location}
        return recognize_member(self.task, replace(records, libraries=libraries, places=places))
