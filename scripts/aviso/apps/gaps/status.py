"""Judges each question of patrons for a notice: answered, silent or outdated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from aviso.apps.gaps.questions import QUESTIONS, Question, UnansweredQuestion
from aviso.model.documents import Document
from aviso.model.notice import Notice, VendorEntry

State = Literal["answered", "silent", "outdated"]


@dataclass(frozen=True)
class Gap:
    """A question with its silences, and the number of silences that are left after it."""

    question: Question
    silences: tuple[UnansweredQuestion, ...]
    left: int


@dataclass(frozen=True)
class GapReport:
    """The gaps of one library's notice, the most asked first.

    ``left`` counts the silences that the library cannot end, because they are about companies.
    """

    library: str
    notice: Notice
    gaps: tuple[Gap, ...]
    before: int
    left: int


def find_gaps(library_id: str, notice: Notice) -> GapReport:
    """Return the gaps of a notice, the most asked first."""
    found = [
        (
            question,
            tuple(UnansweredQuestion(question.key, one) for one in question.find_silences(notice)),
        )
        for question in QUESTIONS
    ]
    left = sum(1 for entry in notice.vendors if entry.vendor.data_received == "unknown")
    before = left + sum(len(silences) for _, silences in found)
    gaps, remaining = [], before
    for question, silences in found:
        if silences:
            remaining -= len(silences)
            gaps.append(Gap(question, silences, remaining))
    return GapReport(library_id, notice, tuple(gaps), before, left)


def judge(question: Question, notice: Notice) -> State:
    """Tell whether a notice answers a question, and whether its facts are up to date."""
    if question.find_silences(notice):
        return "silent"
    facts = list(question.list_facts(notice))
    if facts and all(_is_outdated(fact, notice) for fact in facts):
        return "outdated"
    return "answered"


def _is_outdated(fact: Any, notice: Notice) -> bool:
    """Tell whether no up-to-date source supports a fact.

    Such facts are those that only archived documents state, contacts that nobody could verify, and
    companies whose policy has changed since somebody read it.
    """
    if isinstance(fact, VendorEntry):
        return fact.changed_on is not None
    if isinstance(fact, Document):
        return fact.status == "archived"
    verification = getattr(fact, "verification", None)
    if verification is not None and verification.state == "not-verified":
        return True
    documents = [notice.references[one].document for one in _list_sources(fact)]
    return bool(documents) and all(one.status == "archived" for one in documents)


def _list_sources(fact: Any) -> Iterable[str]:
    found: tuple[str, ...] = fact.source
    for step in getattr(fact, "steps", ()):
        found += step.source
    return found
