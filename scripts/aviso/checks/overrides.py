"""Rules over the project's copies of what comes with Aviso: they follow its changes."""

from __future__ import annotations

from collections.abc import Iterator

from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project
from aviso.core.rules import Rule
from aviso.model.overrides import OVERRIDES_FILE, Override, find_recorded_overrides, read_copies

# So many entries are named; the others are counted.
NAMED = 5

COPY_CHANGED = Rule(
    "config/copy-changed",
    "Aviso has changed something since the project copied it",
    why="The project's copy takes the place of what comes with Aviso, so the project does not get "
    "the change: a new fact about a company, an amended law, a fixed template.",
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
    """No copy of an entry is older than a change of that entry in Aviso; one line names all."""
    copies, problems = read_copies(project)
    yield from problems
    overrides = find_recorded_overrides(project, copies)
    for rule, state, message in (
        (COPY_CHANGED, "changed", "Aviso has changed what the project has copies of: {}"),
        (COPY_GONE, "gone", "Aviso no longer has what the project has copies of: {}"),
    ):
        affected = [override for override in overrides if override.state == state]
        if affected:
            names = _list_names(affected)
            yield rule.at(OVERRIDES_FILE, 1, message.format(names), "See: aviso status")


def _list_names(overrides: list[Override]) -> str:
    names = [str(override.entry) for override in overrides]
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")
