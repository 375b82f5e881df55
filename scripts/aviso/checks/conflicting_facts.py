"""What all rules on records that contradict each other share: their cure, and their findings.

Nothing is smoothed over. What the sources themselves contradict belongs into ``open_questions``:
a finding on two ids that an open question names under ``between`` is told to the reader, and no
warning is made of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule
from aviso.model.library import Library
from aviso.model.records import Records
from aviso.model.source_location import SourceLocation

# The cure of every rule on two records that cannot both hold.
ONE_OF_THEM_HOLDS = (
    "Find out in the library's own documents, or from the office that the fact comes from, which "
    "of the two is true"
    ", and correct the other. "
    "If the documents themselves do not agree, put it under open_questions with both ids under "
    "between, so that readers are told."
)
HINT = (
    "Find out which is true. If the sources do not agree, put it under open_questions, with both "
    "ids under between."
)


@dataclass(frozen=True)
class LibraryFacts:
    """The sound record of one library, where it stands, and all records beside it."""

    records: Records
    library_id: str
    library: Library

    @property
    def place(self) -> SourceLocation:
        """Where the library's record stands."""
        return self.records.place("library", self.library_id)

    def find_line(self, *path: str | int) -> int:
        """The line of something in the library's record."""
        return self.place.marked.find_line(path)


def report_contradiction(
    rule: Rule,
    facts: LibraryFacts,
    line: int,
    message: str,
    ids: tuple[str, str],
    hint: str = HINT,
) -> Diagnostic:
    """Make a finding on two records of a library; an open question on both accepts it."""
    found = rule.at(facts.place.file, line, message, hint, ids)
    return accept_if_disclosed(found, _find_open_question(facts.library, ids))


def accept_if_disclosed(found: Diagnostic, where: str) -> Diagnostic:
    """Accept a finding that the notice itself tells the reader of; ``where`` says in what part."""
    return found.accept(f"the reader is told: {where}") if where else found


def _find_open_question(library: Library, ids: tuple[str, str]) -> str:
    """Name the open question that says of two records that they do not agree, if there is one."""
    return next(
        (
            f"open question “{question.id}”"
            for question in library.open_questions
            if set(ids) <= set(question.between)
        ),
        "",
    )


def name_sources(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    """Name the statements that two records rest on."""
    ids = dict.fromkeys([*one, *other])
    return f"resting on {', '.join(ids)}" if ids else "resting on no statement"
