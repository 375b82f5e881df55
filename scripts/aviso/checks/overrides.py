"""Rules on the project's copies of Aviso's entries: they keep up with changes in Aviso."""

from __future__ import annotations

from collections.abc import Iterator

from aviso.core.diagnostics import Diagnostic
from aviso.core.project import Project
from aviso.core.rules import Rule
from aviso.model.overrides import OVERRIDES_FILE, Override, find_recorded_overrides, read_copies

# The number of entries that are named; the others are counted.
NAMED = 5

COPY_CHANGED = Rule(
    "config/copy-changed",
    "Aviso has changed an entry since the project copied it",
    why="The project's copy replaces Aviso's entry, so the project does not get the change: a new "
    "fact about a company, an amended law, a fixed template.",
    cure="Type aviso status to see the changes, write the ones that you want into the copy, and "
    "type aviso override --seen.",
    severity="warning",
)
COPY_GONE = Rule(
    "config/copy-gone",
    "Aviso no longer has an entry that the project has copied",
    why="Nobody keeps the copy up to date any longer. Aviso may have the entry under another "
    "name, or have dropped it because nothing needs it.",
    cure="Delete the copy if nothing needs it, or keep it as the project's own and type aviso "
    "override --seen.",
    severity="warning",
)
COPY_UNRECORDED = Rule(
    "config/copy-unrecorded",
    "Nobody recorded Aviso's entry when it was copied",
    why="Without the record, Aviso cannot tell its own changes from the project's, and nobody "
    "learns of them.",
    cure="Compare the copy with Aviso's own, and record that you have: aviso override --seen.",
    severity="warning",
    found_by="aviso status",
)
COPY_THE_SAME = Rule(
    "config/copy-the-same",
    "The project has a copy that is the same as Aviso's entry",
    why="The copy changes nothing today, but it keeps later improvements from reaching the "
    "project.",
    cure="Delete the copy, unless you are about to edit it.",
    severity="warning",
    found_by="aviso status",
)
# The rule behind each state of a copy that needs work.
RULES_BY_STATE: dict[str, Rule] = {
    "changed": COPY_CHANGED,
    "gone": COPY_GONE,
    "unknown": COPY_UNRECORDED,
    "same": COPY_THE_SAME,
}


def copies_are_up_to_date(project: Project) -> Iterator[Diagnostic]:
    """No copy of an entry is older than a change of that entry in Aviso; one line names all."""
    copies, problems = read_copies(project)
    yield from problems
    overrides = find_recorded_overrides(project, copies)
    for rule, state, message in (
        (COPY_CHANGED, "changed", "Aviso has changed entries that the project has copied: {}"),
        (COPY_GONE, "gone", "Aviso no longer has entries that the project has copied: {}"),
    ):
        affected = [override for override in overrides if override.state == state]
        if affected:
            names = _list_names(affected)
            yield rule.at(OVERRIDES_FILE, 1, message.format(names), "See: aviso status")


def _list_names(overrides: list[Override]) -> str:
    names = [str(override.entry) for override in overrides]
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")
