"""Applies the suppressions in ``data/accepted.yml``, each with its reason and last day.

It also reports the entries that no longer have an effect.

Only warnings can be accepted. An error would make a notice untrue, unsafe or unreadable, and it
is never published.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from aviso.core.diagnostics import Diagnostic
from aviso.core.project import ACCEPTED_FILE, Project
from aviso.core.rules import CHECK, RULES, Rule, find_closest_rule
from aviso.core.yaml_positions import PositionedValue
from aviso.model.repository import load_optional
from aviso.model.source_location import SourceLocation
from aviso.model.upkeep import Accepted, AcceptedFinding

EXPIRED = Rule(
    "config/suppression-expired",
    "An acceptance has expired",
    why="The entry asked for another look on that day. Since then, the finding itself is reported "
    "again.",
    cure="Check whether the reason is still valid. If it is, give the entry in data/accepted.yml "
    "a new day; if not, correct the problem and delete the entry.",
    severity="warning",
)
MATCHES_NOTHING = Rule(
    "config/suppression-matches-nothing",
    "An entry accepts something that is no longer found",
    why="The problem was corrected, or its place has changed. One day, the entry could hide "
    "another finding in the same place.",
    cure="Delete the entry from data/accepted.yml. If the finding is reported in another place, "
    "write that place into the entry.",
    severity="warning",
)
NOT_ACCEPTABLE = Rule(
    "config/suppression-of-an-error",
    "An entry accepts an error",
    why="An error would make the notice untrue, unsafe or unreadable, so it always stops the "
    "build. Only warnings can be accepted.",
    cure="Correct the error that the rule is about, and delete the entry from data/accepted.yml.",
    severity="warning",
)
UNKNOWN_RULE = Rule(
    "config/suppression-of-unknown-rule",
    "An entry names a rule that does not exist",
    why="The entry accepts nothing, whatever its author meant.",
    cure="Copy the rule from the brackets at the end of the warning; aviso rule lists all rules. "
    "Findings of aviso links are accepted under links, not under findings.",
    severity="warning",
)


@dataclass(frozen=True)
class Suppressions:
    """The entries of ``data/accepted.yml`` with their lines, as they count on a day."""

    entries: tuple[AcceptedFinding, ...] = ()
    marked: PositionedValue = field(default_factory=lambda: PositionedValue({}))
    today: date = date.min

    @staticmethod
    def load(project: Project, today: date | None = None) -> Suppressions:
        """Read the suppressions of a project.

        An invalid file accepts nothing; ``check_all`` reports its problems.
        """
        accepted, marked, _ = load_optional(project, ACCEPTED_FILE, Accepted)
        entries = accepted.findings if accepted else ()
        return Suppressions(entries, marked, today or date.today())

    def apply(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return the same findings, with the reason for those that an entry accepts today."""
        return [self._apply_to(one) for one in found]

    def drop_accepted(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return the findings that nobody accepts."""
        return [one for one in self.apply(found) if not one.accepted]

    def _apply_to(self, found: Diagnostic) -> Diagnostic:
        if found.severity == "error":
            return found
        reasons = [
            entry.reason
            for entry in self.entries
            if entry.until >= self.today and entry.is_for(found)
        ]
        return found.accept(f"accepted: {reasons[0]}") if reasons else found

    def find_unused(
        self, found: Collection[Diagnostic], was_looked_for: Callable[[AcceptedFinding], bool]
    ) -> Iterator[Diagnostic]:
        """Yield the entries that match none of the findings of a run.

        ``was_looked_for`` tells whether the run has checked everything that an entry could accept.
        """
        for index, entry in enumerate(self.entries):
            if was_looked_for(entry) and not any(entry.is_for(one) for one in found):
                yield self._report(
                    MATCHES_NOTHING,
                    index,
                    f"this accepts something that is no longer found ({_describe_entry(entry)})",
                    "Delete the entry.",
                )

    def find_faults(self) -> Iterator[Diagnostic]:
        """Yield the entries that have expired, and those that accept an error."""
        for index, entry in enumerate(self.entries):
            rule = RULES.get(entry.rule_id)
            if rule and rule.severity == "error":
                yield self._report(
                    NOT_ACCEPTABLE,
                    index,
                    f"an error cannot be accepted ({entry.rule_id}): "
                    "the notice would be untrue, unsafe or unreadable",
                    "Correct the error, and delete the entry.",
                )
            elif entry.until < self.today:
                yield self._report(
                    EXPIRED,
                    index,
                    f"the acceptance expired on {entry.until} ({_describe_entry(entry)})",
                    "Look at it again: set a new end date, or delete the entry.",
                )

    def find_unknown(self, rules: Mapping[str, Rule]) -> Iterator[Diagnostic]:
        """Yield the entries whose rule is not in ``rules``, or is accepted under another key."""
        for index, entry in enumerate(self.entries):
            if entry.rule_id not in rules:
                close = find_closest_rule(entry.rule_id, rules)
                yield self._report(
                    UNKNOWN_RULE,
                    index,
                    f'there is no rule "{entry.rule}"',
                    f'Did you mean "{close}"?'
                    if close
                    else "Copy it from the brackets at the end of the warning.",
                )
            elif rules[entry.rule_id].found_by == "aviso links":
                yield self._report(
                    UNKNOWN_RULE,
                    index,
                    f'"{entry.rule_id}" is not accepted here',
                    "Write the address and the group under links.",
                )

    def _report(self, rule: Rule, index: int, message: str, hint: str) -> Diagnostic:
        return rule.at(ACCEPTED_FILE, self.marked.find_line(("findings", index)), message, hint)


def is_found_by_check(entry: AcceptedFinding) -> bool:
    """Tell whether `aviso check` looks for the finding of an entry, and could accept it."""
    rule = RULES.get(entry.rule_id)
    return rule is not None and rule.found_by == CHECK and rule.severity == "warning"


def _describe_entry(entry: AcceptedFinding) -> str:
    if entry.ids:
        return f"{entry.rule_id}: {', '.join(sorted(entry.ids))}"
    return f"{entry.rule_id}: {entry.file}" + (f", line {entry.line}" if entry.line else "")


def format_notes(found: Iterable[Diagnostic]) -> list[str]:
    """Return one line for each accepted finding, with the reason.

    The reason is where readers are told, or why somebody accepts it.
    """
    return sorted(
        {
            f"{one.file}, line {one.line}: note: {one.message}. [{one.label}] ({one.accepted})"
            for one in found
            if one.accepted
        }
    )


def describe_place(place: SourceLocation, *path: str | int) -> str:
    """Return the file and line of a value in a record, in words."""
    return f"{place.file}, line {place.marked.find_line(place.prefix + path)}"
