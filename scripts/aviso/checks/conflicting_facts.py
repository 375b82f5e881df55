"""The common parts of all rules on contradictory records: their cure, and their findings.

If the sources themselves contradict each other, the notice says so under ``open_questions``. A
finding on two ids that an open question names under ``between`` is not a warning, because readers
are told.
"""

from __future__ import annotations

from dataclasses import dataclass

from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule
from aviso.model.library import Library
from aviso.model.records import Records
from aviso.model.source_location import SourceLocation

# The cure of every rule on two records that cannot both be true.
ONE_OF_THEM_HOLDS = (
    "Find out from the library's own documents, or from the office responsible, which of the two "
    "is true, and correct the other. If the documents themselves contradict each other, say so "
    "under open_questions with both ids under between, so that readers are told."
)
HINT = (
    "Find out which is true. If the sources contradict each other, say so under open_questions, "
    "with both ids under between."
)


@dataclass(frozen=True)
class LibraryFacts:
    """The valid record of one library, its location, and all other records."""

    records: Records
    library_id: str
    library: Library

    @property
    def place(self) -> SourceLocation:
        """The location of the library's record."""
        return self.records.place("library", self.library_id)

    def find_line(self, *path: str | int) -> int:
        """Return the line of a value in the library's record."""
        return self.place.marked.find_line(path)


def report_contradiction(
    rule: Rule,
    facts: LibraryFacts,
    line: int,
    message: str,
    ids: tuple[str, str],
    hint: str = HINT,
) -> Diagnostic:
    """Return a finding on two records of a library; an open question about both accepts it."""
    found = rule.at(facts.place.file, line, message, hint, ids)
    return accept_if_disclosed(found, _find_open_question(facts.library, ids))


def accept_if_disclosed(found: Diagnostic, where: str) -> Diagnostic:
    """Accept a finding that the notice itself mentions; ``where`` is the part that does."""
    return found.accept(f"the reader is told: {where}") if where else found


def _find_open_question(library: Library, ids: tuple[str, str]) -> str:
    """Return the name of the open question about two records, or ""."""
    return next(
        (
            f"open question “{question.id}”"
            for question in library.open_questions
            if set(ids) <= set(question.between)
        ),
        "",
    )


def name_sources(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    """Return the statements that support two records, in words."""
    ids = dict.fromkeys([*one, *other])
    return f"resting on {', '.join(ids)}" if ids else "resting on no statement"
