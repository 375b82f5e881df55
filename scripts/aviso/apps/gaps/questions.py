"""The questions that patrons ask about their privacy, the most asked first.

Each question examines a notice and returns its silences: the things that readers would not learn.
The order follows what patrons ask most: officers, children, what was borrowed, how long, deletion,
whom to ask, then the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from aviso.apps.gaps.judges import (
    BORROWING,
    MESSAGES,
    ON_SITE,
    find_lacking,
    find_unknown_sendings,
    find_unlimited,
    list_about_children,
    list_collecting,
    list_commitments,
    list_for_officers,
    list_for_patrons,
    list_on_security,
    list_online,
    list_practices,
    list_retelling,
    list_silence_unless,
)
from aviso.model.localized import LocalizedText
from aviso.model.notice import Notice


@dataclass(frozen=True)
class UnansweredQuestion:
    """One thing that readers do not learn; ``about`` names it if the question does not."""

    question: str
    about: LocalizedText | str = ""


@dataclass(frozen=True)
class Question:
    """A question of patrons: its key, the place of its answer, and its functions.

    Its words in each language are in the folder ``words``. ``find_silences`` returns what is
    missing. ``list_facts`` returns the facts that answer it, which may be out of date.
    """

    key: str
    place: str
    find_silences: Callable[[Notice], list[LocalizedText | str]]
    list_facts: Callable[[Notice], Iterable[Any]] = lambda notice: ()


QUESTIONS = (
    Question(
        "officers",
        "disclosures, procedures",
        lambda notice: list_silence_unless(list_for_officers(notice)),
        list_for_officers,
    ),
    Question(
        "children",
        "age_rules",
        lambda notice: list_silence_unless(list_about_children(notice)),
        list_about_children,
    ),
    Question(
        "borrowed",
        "practices, situation borrowing",
        lambda notice: find_unlimited(notice, are_loans=True),
        lambda notice: list_practices(notice, BORROWING),
    ),
    Question(
        "how-long",
        "practices, retention",
        lambda notice: find_unlimited(notice, are_loans=False),
        list_collecting,
    ),
    Question(
        "deletion",
        "rights, procedures or disclosures, with the patron",
        lambda notice: list_silence_unless(list_for_patrons(notice)),
        list_for_patrons,
    ),
    Question(
        "whom-to-ask",
        "contacts",
        lambda notice: list_silence_unless(notice.library.contacts),
        lambda notice: notice.library.contacts,
    ),
    Question(
        "who-sees",
        "practices, recipients",
        lambda notice: find_lacking(notice, "recipients"),
        list_collecting,
    ),
    Question(
        "why",
        "practices, purposes",
        lambda notice: find_lacking(notice, "purposes"),
        list_collecting,
    ),
    Question(
        "card",
        "practices, situation card",
        lambda notice: list_silence_unless(list_practices(notice, {"card"})),
        lambda notice: list_practices(notice, {"card"}),
    ),
    Question(
        "companies",
        "vendors",
        find_unknown_sendings,
        lambda notice: notice.vendors,
    ),
    Question(
        "selling",
        "commitments, topic selling",
        lambda notice: list_silence_unless(list_commitments(notice, "selling", "sharing")),
        lambda notice: list_commitments(notice, "selling", "sharing"),
    ),
    Question(
        "cameras",
        "practices, situation cameras",
        lambda notice: list_silence_unless(list_practices(notice, {"cameras"})),
        lambda notice: list_practices(notice, {"cameras"}),
    ),
    Question(
        "computers",
        "practices, situations computers and network",
        lambda notice: list_silence_unless(list_practices(notice, ON_SITE)),
        lambda notice: list_practices(notice, ON_SITE),
    ),
    Question(
        "website",
        "practices, situations website and catalog; cookies",
        lambda notice: list_silence_unless(list_online(notice)),
        list_online,
    ),
    Question(
        "messages",
        "practices, situations newsletters, mailings and messages",
        lambda notice: list_silence_unless(list_practices(notice, MESSAGES)),
        lambda notice: list_practices(notice, MESSAGES),
    ),
    Question(
        "security",
        "commitments, topic security; breach_notices",
        lambda notice: list_silence_unless(list_on_security(notice)),
        list_on_security,
    ),
    Question(
        "document",
        "documents",
        lambda notice: list_silence_unless(list_retelling(notice)),
        list_retelling,
    ),
    Question(
        "law",
        "laws",
        lambda notice: list_silence_unless(notice.laws),
    ),
)
