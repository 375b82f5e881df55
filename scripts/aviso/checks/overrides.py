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
    "Aviso has changed something that the project has a copy of",
    why="The project's copy goes before what comes with Aviso, so that the change does not reach "
    "its sites: a corrected law, a company's new policy, a template that can do more.",
    cure="Type aviso status to see what has changed. Take over what you want into the copy, then "
    "type aviso override --seen with the kind and the id of the entry.",
    severity="warning",
)
COPY_GONE = Rule(
    "config/copy-gone",
    "Aviso no longer has something that the project has a copy of",
    why="The copy still holds. But nobody keeps it up to date any more, and no new version of "
    "Aviso counts on it.",
    cure="Delete the copy, or type aviso override --seen with the kind and the id of the entry to "
    "keep it as the project's own.",
    severity="warning",
)


def copies_are_up_to_date(project: Project) -> Iterator[Diagnostic]:
    """No copy of an entry is older than a change of that entry in Aviso; one line tells of all."""
    copies, problems = read_copies(project)
    yield from problems
    found = recorded_overrides(project, copies)
    for state, rule, told in (
        ("changed", COPY_CHANGED, "Aviso has changed what the project has copies of: {}"),
        ("gone", COPY_GONE, "Aviso no longer has what the project has copies of: {}"),
    ):
        entries = [one for one in found if one.state == state]
        if entries:
            message = told.format(_named(entries))
            yield rule.at(OVERRIDES_FILE, 1, message, "See: aviso status")


def _named(overrides: list[Override]) -> str:
    names = [str(one.entry) for one in overrides]
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")
