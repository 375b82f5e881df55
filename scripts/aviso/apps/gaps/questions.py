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
    PATRONS,
    find_lacking,
    find_unknown_sendings,
    find_unlimited,
    list_about_children,
    list_collecting,
    list_commitments,
    list_for_officers,
    list_online,
    list_practices,
    list_retelling,
    list_rules,
    unless,
)
from aviso.model.localized import LocalizedText
from aviso.model.notice import Notice

Words = dict[str, str]


@dataclass(frozen=True)
class Silence:
    """One thing that readers do not learn; ``about`` names it if the question does not."""

    question: str
    about: LocalizedText | str = ""


@dataclass(frozen=True)
class Question:
    """A question of patrons: its key, its words, the place of the answer, and its functions.

    ``find_silences`` returns what is missing. ``list_facts`` returns the facts that answer it,
    which
    may be out of date.
    """

    key: str
    asks: Words
    place: str
    find_silences: Callable[[Notice], list[LocalizedText | str]]
    list_facts: Callable[[Notice], Iterable[Any]] = lambda notice: ()


QUESTIONS = (
    Question(
        "officers",
        {
            "en": "What do staff do when police, immigration officers or a court ask about a "
            "patron, and what must they be shown?",
            "es": "¿Qué hace el personal cuando la policía, agentes de inmigración o un tribunal "
            "preguntan por un usuario, y qué se les debe mostrar?",
        },
        "disclosures, procedures",
        lambda notice: unless(list_for_officers(notice)),
        list_for_officers,
    ),
    Question(
        "children",
        {
            "en": "What may a parent or guardian learn about a child’s record, and up to what age?",
            "es": "¿Qué puede saber la madre, el padre o el tutor del registro de un menor, y "
            "hasta qué edad?",
        },
        "age_rules",
        lambda notice: unless(list_about_children(notice)),
        list_about_children,
    ),
    Question(
        "borrowed",
        {
            "en": "What is kept about what somebody borrowed, once it is back, and for how long?",
            "es": "¿Qué se guarda sobre lo que alguien tomó prestado, una vez devuelto, y por "
            "cuánto tiempo?",
        },
        "practices, situation borrowing",
        lambda notice: find_unlimited(notice, are_loans=True),
        lambda notice: list_practices(notice, BORROWING),
    ),
    Question(
        "how-long",
        {
            "en": "How long is what the library collects kept?",
            "es": "¿Por cuánto tiempo se guarda lo que se recopila?",
        },
        "practices, retention",
        lambda notice: find_unlimited(notice, are_loans=False),
        list_collecting,
    ),
    Question(
        "deletion",
        {
            "en": "How can patrons see, correct or delete what is kept about them?",
            "es": "¿Cómo puede una persona ver, corregir o borrar lo que se guarda sobre ella?",
        },
        "procedures or disclosures, with the patron",
        lambda notice: unless(list_rules(notice, PATRONS)),
        lambda notice: list_rules(notice, PATRONS),
    ),
    Question(
        "whom-to-ask",
        {
            "en": "Whom can patrons ask about their privacy?",
            "es": "¿A quién se puede preguntar sobre la privacidad?",
        },
        "contacts",
        lambda notice: unless(notice.library.contacts),
        lambda notice: notice.library.contacts,
    ),
    Question(
        "who-sees",
        {
            "en": "Who may see what the library collects?",
            "es": "¿Quién puede ver lo que se recopila?",
        },
        "practices, recipients",
        lambda notice: find_lacking(notice, "recipients"),
        list_collecting,
    ),
    Question(
        "why",
        {"en": "What is it collected for?", "es": "¿Para qué se recopila?"},
        "practices, purposes",
        lambda notice: find_lacking(notice, "purposes"),
        list_collecting,
    ),
    Question(
        "card",
        {
            "en": "What do you ask for when somebody gets a card?",
            "es": "¿Qué datos se piden para obtener una tarjeta?",
        },
        "practices, situation card",
        lambda notice: unless(list_practices(notice, {"card"})),
        lambda notice: list_practices(notice, {"card"}),
    ),
    Question(
        "companies",
        {
            "en": "Which companies work for the library, and what is sent to each of them?",
            "es": "¿Qué empresas trabajan para la biblioteca, y qué se envía a cada una?",
        },
        "vendors",
        find_unknown_sendings,
        lambda notice: notice.vendors,
    ),
    Question(
        "selling",
        {
            "en": "Is information about patrons ever sold, rented or shared?",
            "es": "¿Alguna vez se vende, se alquila o se comparte la información de los usuarios?",
        },
        "commitments, topic selling",
        lambda notice: unless(list_commitments(notice, "selling", "sharing")),
        lambda notice: list_commitments(notice, "selling", "sharing"),
    ),
    Question(
        "cameras",
        {
            "en": "Do cameras record people in or around the library, and how long are the "
            "images kept?",
            "es": "¿Hay cámaras que graben a las personas dentro o cerca de la biblioteca, y por "
            "cuánto tiempo se guardan las imágenes?",
        },
        "practices, situation cameras",
        lambda notice: unless(list_practices(notice, {"cameras"})),
        lambda notice: list_practices(notice, {"cameras"}),
    ),
    Question(
        "computers",
        {
            "en": "What is kept when somebody uses a library computer or the wireless network?",
            "es": "¿Qué se guarda cuando alguien usa una computadora de la biblioteca o la red "
            "inalámbrica?",
        },
        "practices, situations computers and network",
        lambda notice: unless(list_practices(notice, ON_SITE)),
        lambda notice: list_practices(notice, ON_SITE),
    ),
    Question(
        "website",
        {
            "en": "What do the website and the catalog note of a visit, and which cookies do they "
            "set?",
            "es": "¿Qué anotan de una visita el sitio web y el catálogo, y qué cookies ponen?",
        },
        "practices, situations website and catalog",
        lambda notice: unless(list_online(notice)),
        list_online,
    ),
    Question(
        "messages",
        {
            "en": "What happens to email addresses of the newsletter and to messages that people "
            "send?",
            "es": "¿Qué pasa con los correos del boletín y con los mensajes que la gente envía?",
        },
        "practices, situations mailings and messages",
        lambda notice: unless(list_practices(notice, MESSAGES)),
        lambda notice: list_practices(notice, MESSAGES),
    ),
    Question(
        "security",
        {
            "en": "How is information protected, and who is told if it leaks?",
            "es": "¿Cómo se protege la información, y a quién se avisa si se filtra?",
        },
        "commitments, topic security",
        lambda notice: unless(list_commitments(notice, "security")),
        lambda notice: list_commitments(notice, "security"),
    ),
    Question(
        "document",
        {
            "en": "Which document of the library says all this, and since when is it in force?",
            "es": "¿Qué documento de la biblioteca dice todo esto, y desde cuándo rige?",
        },
        "documents",
        lambda notice: unless(list_retelling(notice)),
        list_retelling,
    ),
    Question(
        "law",
        {
            "en": "Which law protects library records where you are?",
            "es": "¿Qué ley protege los registros de la biblioteca donde ustedes están?",
        },
        "laws",
        lambda notice: unless(notice.laws),
    ),
)
