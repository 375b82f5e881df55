"""All rules, and changes that break some of them in the smallest project."""

from __future__ import annotations

from datetime import date

from aviso.checks.suite import check_all
from aviso.cli.rule_registry import collect_rules
from tests.support.project import Project

RULES = collect_rules()


def spoil(project: Project) -> None:
    """Bring an error and a warning into the project."""
    project.write("data/vendors/notes.txt", "Ask them.")
    add_statement(project)


def add_statement(project: Project) -> int:
    """Add a statement that nothing rests on, which is a warning; return its line."""
    statement = "      - id: RL-03\n        text: {en: A., es: B.}\n"
    project.replace(LIBRARY, "    revisions:\n", f"{statement}    revisions:\n")
    return project.line_of(LIBRARY, "- id: RL-03")


# Accepted findings

TODAY = date(2026, 11, 29)
UNUSED = "pages/statement-not-used"
LIBRARY = "data/libraries/riverside.yml"


def accept(project: Project, **entry: object) -> None:
    """Write data/accepted.yml with one entry."""
    entry = {"reason": "The privacy office looked.", "until": "2027-01-31", **entry}
    lines = "\n    ".join(f"{key}: {value}" for key, value in entry.items())
    project.write("data/accepted.yml", f"findings:\n  - {lines}\n")


def reported(project: Project, today: date = TODAY, sites: list[str] | None = None) -> list[str]:
    """The rules of what is found and not accepted, each once."""
    return sorted({one.rule for one in check_all(project.opened, sites, today)})
