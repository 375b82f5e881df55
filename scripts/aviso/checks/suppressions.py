"""What is pointed out although it may be right: each finding has a rule and the ids that it rests on, and can be accepted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from aviso.core.diagnostics import Diagnostic
from aviso.core.yaml_positions import PositionedValue
from aviso.model.repository import SourceLocation
from aviso.model.upkeep import Accepted

ACCEPTED_FILE = "data/accepted.yml"


@dataclass(frozen=True)
class Finding:
    """Something that does not fit with something else; ``told`` says where the notice itself tells the reader, if it does."""

    rule: str
    ids: tuple[str, ...]
    file: str
    line: int
    message: str
    hint: str
    told: str = ""

    def problem(self) -> Diagnostic:
        """The finding as a warning that names its rule and ids, by which it can be accepted."""
        return Diagnostic(
            self.file,
            self.line,
            self.message,
            f"{self.hint} [{self.rule}: {', '.join(self.ids)}]",
            "warning",
        )


def line_at(place: SourceLocation, *path: str | int) -> str:
    """Say where something of a record stands."""
    return f"{place.file}, line {place.marked.line(place.prefix + path)}"


def as_problems(
    findings: Iterable[Finding], accepted: Accepted | None, marked: PositionedValue
) -> list[Diagnostic]:
    """Turn findings into warnings, without those that the notice tells itself or that are accepted, and name what accepts nothing."""
    entries = {
        (entry.rule, frozenset(entry.ids)): index
        for index, entry in enumerate(accepted.findings if accepted else ())
    }
    used = set()
    problems = []
    for finding in findings:
        key = (finding.rule, frozenset(finding.ids))
        if key in entries:
            used.add(key)
        elif not finding.told:
            problems.append(finding.problem())
    for key, index in entries.items():
        if key not in used:
            what = f"{key[0]}: {', '.join(sorted(key[1]))}"
            problems.append(
                Diagnostic(
                    ACCEPTED_FILE,
                    marked.line(("findings", index)),
                    f"nothing is found any more that this accepts ({what})",
                    "Delete the entry.",
                    "warning",
                )
            )
    return problems


def as_notes(findings: Iterable[Finding], accepted: Accepted | None) -> list[str]:
    """One line for each finding that is not a warning, with the reason: where the reader is told, or why it is accepted."""
    reasons = {
        (entry.rule, frozenset(entry.ids)): entry.reason
        for entry in (accepted.findings if accepted else ())
    }
    notes = []
    for one in findings:
        reason = reasons.get((one.rule, frozenset(one.ids)))
        why = (
            f"accepted: {reason}"
            if reason
            else f"the reader is told: {one.told}"
            if one.told
            else ""
        )
        if why:
            notes.append(
                f"{one.file}, line {one.line}: note: {one.message}. [{one.rule}: {', '.join(one.ids)}] ({why})"
            )
    return sorted(set(notes))
