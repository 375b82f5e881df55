"""Finds what several practices of a library have in common, to say and cite it once.

A rule on who may see data often applies to many kinds of records, and so does a silence. A page
that shows them once (``shared_rules()``) keeps the cards short; each card leads to the rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aviso.model.practices import Practice

# If this many practices or more have something in common, it is said once.
MANY = 3
# The fields in which a card says that the documents are silent, with the word of the interface.
SILENT_FIELDS = {
    "purposes": "label.why",
    "retention": "label.how_long",
    "recipients": "label.who",
    "identifies": "label.names_you",
}


@dataclass(frozen=True)
class SharedRule:
    """Who may see the data of several practices, with the statements that all of them cite.

    ``pattern`` has exactly these recipients; some of ``practices`` have others besides.
    """

    id: str
    pattern: Practice
    practices: tuple[Practice, ...]
    source: tuple[str, ...]

    def list_others(self, practice: Practice) -> Practice | None:
        """Return a practice with only the recipients that the rule does not have, or None."""
        others = tuple(one for one in practice.recipients if one not in self.pattern.recipients)
        return practice.model_copy(update={"recipients": others}) if others else None


@dataclass(frozen=True)
class SharedRuleReference:
    """How a card refers to a rule: its address, "" above on the same page, and who else sees it."""

    address: str
    others: Practice | None


@dataclass(frozen=True)
class SharedSilence:
    """A field that the documents leave open for several practices (``is_of_all``: for all)."""

    field: str
    word: str
    practices: tuple[Practice, ...]
    is_of_all: bool


def list_shared_rules(practices: Sequence[Practice]) -> list[SharedRule]:
    """Return each rule that at least three practices share, in the order of the record."""
    found: list[SharedRule] = []
    taken: list[Practice] = []
    for practice in practices:
        alike = [one for one in practices if one.recipients == practice.recipients]
        source = tuple(name for name in practice.source if all(name in one.source for one in alike))
        if practice in taken or not practice.recipients or len(alike) < MANY or not source:
            continue
        members = tuple(one for one in practices if _follows(one, practice, source))
        found.append(SharedRule(f"shared-rule-{len(found) + 1}", practice, members, source))
        taken += members
    return found


def _follows(practice: Practice, pattern: Practice, source: tuple[str, ...]) -> bool:
    """Tell whether a practice has all recipients of another, and cites the same for them."""
    return all(one in practice.recipients for one in pattern.recipients) and all(
        name in practice.source for name in source
    )


def list_shared_silences(practices: Sequence[Practice]) -> list[SharedSilence]:
    """Return each field that the documents leave open for at least three practices."""
    asked = [one for one in practices if one.data]
    return [
        SharedSilence(field, word, silent, len(silent) == len(asked))
        for field, word in SILENT_FIELDS.items()
        if len(silent := tuple(one for one in asked if field in list_silences(one))) >= MANY
    ]


def list_silences(practice: Practice) -> list[str]:
    """Return the fields of a practice that the documents leave open."""
    if not practice.data:
        return []
    stated = {
        "purposes": practice.purposes,
        "retention": practice.stages,
        "recipients": practice.recipients,
        "identifies": practice.identifies != "unknown",
    }
    return [field for field in SILENT_FIELDS if not stated[field]]


def collect_sources(practice: Practice, said: Iterable[str] = ()) -> tuple[str, ...]:
    """Return every statement that a practice's card rests on, once, but for those said already."""
    given = [
        practice.source,
        *(one.source for one in practice.receivers),
        practice.choice.source,
        *(one.source for one in practice.consent),
    ]
    left_out = set(said)
    return tuple(dict.fromkeys(name for names in given for name in names if name not in left_out))
