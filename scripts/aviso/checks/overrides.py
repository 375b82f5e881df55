"""A rule over copies of what comes with Aviso: somebody looks at them when Aviso's has changed."""

from __future__ import annotations

from collections.abc import Iterator

from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project
from aviso.core.rules import Rule
from aviso.model.overrides import OVERRIDES_FILE, Override, read_copies, recorded_overrides

NAMED = 5

COPY_CHANGED = Rule(
    "config/copy-changed",
    "Aviso has changed something since the project copied it",
    why="The project's copy takes the place of what comes with Aviso, so the project does not get "
    "the change: a new fact about a company, an amended law, a mended template.",
    cure="See with aviso status what has changed, take over what fits, and say so with "
    "aviso override --seen.",
    severity="warning",
)
COPY_GONE = Rule(
    "config/copy-gone",
    "Aviso no longer has something that the project has a copy of",
    why="Nobody keeps the copy up to date any longer. Aviso may know the thing under another "
    "name, or have left it out because nothing needs it.",
    cure="Delete the copy if nothing needs it, or keep it as the project's own and say so with "
    "aviso override --seen.",
    severity="warning",
)


def copies_are_up_to_date(project: Project) -> Iterator[Diagnostic]:
    """No copy of an entry is older than a change of that entry in Aviso; one line tells of all."""
    copies, problems = read_copies(project)
    yield from problems
    found = recorded_overrides(project, copies)
    for rule, state, told in (
        (COPY_CHANGED, "changed", "Aviso has changed what the project has copies of: {}"),
        (COPY_GONE, "gone", "Aviso no longer has what the project has copies of: {}"),
    ):
        entries = [one for one in found if one.state == state]
        if entries:
            message = told.format(_named(entries))
            yield rule.at(OVERRIDES_FILE, 1, message, "See: aviso status")


def _named(overrides: list[Override]) -> str:
    names = [str(one.entry) for one in overrides]
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")
