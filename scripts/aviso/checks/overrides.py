"""A rule over copies of what comes with Aviso: somebody looks at them when Aviso's has changed."""

from __future__ import annotations

from collections.abc import Iterator

from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project
from aviso.model.overrides import OVERRIDES_FILE, Override, read_copies, recorded_overrides

NAMED = 5


def copies_are_up_to_date(project: Project) -> Iterator[Diagnostic]:
    """No copy of an entry is older than a change of that entry in Aviso; one line tells of all."""
    copies, problems = read_copies(project)
    yield from problems
    found = recorded_overrides(project, copies)
    for state, told in (
        ("changed", "Aviso has changed what the project has copies of: {}"),
        ("gone", "Aviso no longer has what the project has copies of: {}"),
    ):
        entries = [one for one in found if one.state == state]
        if entries:
            yield Diagnostic(
                OVERRIDES_FILE,
                1,
                told.format(_named(entries)),
                "See: aviso status",
                severity="warning",
            )


def _named(overrides: list[Override]) -> str:
    names = [str(one.entry) for one in overrides]
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")
