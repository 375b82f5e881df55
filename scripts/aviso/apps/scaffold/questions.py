"""The questions of ``aviso new library``, one at a time, each with help and an example.

An answer is what a document of the library says. Facts that it does not state are left out of the
record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from aviso.core.suggestions import suggest
from aviso.model.fields import Address, DocumentDate, Email, Telephone, Text
from aviso.model.localized import make_language_context
from aviso.model.records import Records

# Answers by the key of their question; texts also by key and language: officers.es.
Answers = dict[str, str]


@dataclass(frozen=True)
class InterviewQuestion:
    """One question: its key, what it asks, help, and an example.

    A text question is asked in every language. With ``after``, a question is asked only if that one
    was answered.
    """

    key: str
    asks: str
    explains: str
    example: str
    is_text: bool = False
    kind: Any = None
    after: str = ""
    register: str = ""
    must: bool = False


@dataclass(frozen=True)
class KnownIds:
    """The ids that answers can name, by register, and the context for their validation."""

    ids: dict[str, list[str]]
    context: dict[str, Any]


QUESTIONS = (
    InterviewQuestion(
        "name",
        "What is the library's full name?",
        "As on its website. In Spanish, the name that Spanish readers use.",
        "My Town Public Library",
        is_text=True,
    ),
    InterviewQuestion(
        "state",
        "Which state's law applies?",
        "Its name. Library records are protected by state law.",
        "Minnesota",
        is_text=True,
    ),
    InterviewQuestion(
        "website",
        "What is the address of the library's website?",
        "It begins with https://.",
        "https://www.my-town.gov",
        kind=Address,
    ),
    InterviewQuestion(
        "email",
        "Which email address can patrons write to about privacy?",
        "The library's address, not a person's.",
        "privacy@my-town.gov",
        kind=Email,
    ),
    InterviewQuestion(
        "telephone",
        "Which telephone number can they call?",
        "With the area code.",
        "651-266-7000",
        kind=Telephone,
    ),
    InterviewQuestion(
        "document",
        "What is the title of the library's privacy policy?",
        "The document that the board adopted. You can add others later.",
        "Policy on the Confidentiality of Library Records",
        is_text=True,
    ),
    InterviewQuestion(
        "document-address",
        "Where can it be read?",
        "Its address on the web.",
        "https://www.my-town.gov/policies/privacy",
        kind=Address,
        after="document",
    ),
    InterviewQuestion(
        "document-since",
        "Since when is it in force?",
        "Year-month-day, year-month, or the year alone, as the document gives it.",
        "2024-05-14",
        kind=DocumentDate,
        after="document",
    ),
    InterviewQuestion(
        "officers",
        "When may police, immigration officers or a court be told something about a patron?",
        "In one sentence, no more than the document says.",
        "Only with a court order signed by a judge.",
        is_text=True,
    ),
    InterviewQuestion(
        "children",
        "What may a parent or guardian learn about a child's record?",
        "In one sentence, with the age if there is one.",
        "A parent of a child under 13 may ask what is overdue.",
        is_text=True,
    ),
    InterviewQuestion(
        "borrowing",
        "What does the library do with the record of a loan once the item is back?",
        "In one sentence.",
        "The link between you and the item is removed when you return it.",
        is_text=True,
    ),
    InterviewQuestion(
        "borrowing-period",
        "How long is it kept?",
        "A number and a unit, or the document's own words.",
        "30 days",
        is_text=True,
        after="borrowing",
    ),
    InterviewQuestion(
        "card",
        "What does the library do with the information that patrons give to get a card?",
        "In one sentence.",
        "We use it to lend to you and to reach you.",
        is_text=True,
    ),
    InterviewQuestion(
        "card-data",
        "Which data does a card need?",
        "Words of data/terms/data_categories.yml, with commas between them.",
        "name, postal-address, email, phone, birth-date",
        after="card",
        register="data_categories",
        must=True,
    ),
    InterviewQuestion(
        "card-period",
        "How long are they kept?",
        "A number and a unit, or the document's own words.",
        "3 years",
        is_text=True,
        after="card",
    ),
    InterviewQuestion(
        "own-record",
        "How can patrons see, correct or delete what is kept about them?",
        "In one sentence.",
        "Show your card at the desk, and staff show or correct your record.",
        is_text=True,
    ),
    InterviewQuestion(
        "cameras",
        "What do cameras in or around the library record?",
        "In one sentence. Leave it out if the document does not mention cameras.",
        "Cameras record the entrances, without sound.",
        is_text=True,
    ),
    InterviewQuestion(
        "cameras-period",
        "How long are the images kept?",
        "A number and a unit, or the document's own words.",
        "14 days",
        is_text=True,
        after="cameras",
    ),
    InterviewQuestion(
        "newsletter",
        "What does the library do with email addresses for its newsletter?",
        "In one sentence.",
        "We use your address only to send the newsletter.",
        is_text=True,
    ),
    InterviewQuestion(
        "selling",
        "What does the document say about selling or sharing information about patrons?",
        "In one sentence.",
        "We do not sell or rent information about you.",
        is_text=True,
    ),
    InterviewQuestion(
        "companies",
        "Which companies does the library work with?",
        "Ids of data/vendors, with commas between them. `aviso new vendor` adds others later.",
        "hoopla, overdrive-libby",
        register="vendor",
    ),
)
BY_KEY = {question.key: question for question in QUESTIONS}


def list_keys(question: InterviewQuestion, locales: Iterable[str]) -> list[str]:
    """Return the keys of a question's answers: its own, and one for each further language."""
    further = list(locales)[1:] if question.is_text else []
    return [question.key, *(f"{question.key}.{locale}" for locale in further)]


def check_answer(question: InterviewQuestion, answer: str, known: KnownIds) -> str:
    """Return why a text is not an answer to a question, or ""."""
    if question.register:
        ids = known.ids[question.register]
        wrong = next((one for one in split_list(answer) if one not in ids), None)
        return f'"{wrong}" is not in the list. {suggest(wrong, ids)}'.strip() if wrong else ""
    try:
        TypeAdapter(question.kind or Text).validate_python(answer, context=known.context)
    except ValidationError as error:
        reason = error.errors()[0]["msg"].removeprefix("Value error, ")
        return reason if answer in reason else f'"{answer}": {reason}'
    return ""


def find_faults(answers: Answers, locales: Iterable[str], known: KnownIds) -> Iterator[str]:
    """Yield the problems with answers that were given as options."""
    locales = list(locales)
    keys = {key: question for question in QUESTIONS for key in list_keys(question, locales)}
    for key, answer in answers.items():
        if key not in keys:
            hint = suggest(key, keys) or "See all: aviso new library my-town --questions"
            yield f'There is no question "{key}". {hint}'
        elif fault := check_answer(keys[key], answer, known):
            yield f"{key}: {fault}"
    for question in QUESTIONS:
        is_answered = any(key in answers for key in list_keys(question, locales))
        before = BY_KEY.get(question.after)
        is_due = before and any(key in answers for key in list_keys(before, locales))
        if is_answered and before and not is_due:
            yield f'"{question.key}" needs an answer to "{question.after}" too.'
        if question.must and is_due and not is_answered:
            yield f'"{question.after}" needs an answer to "{question.key}" too: {question.asks}'


def list_known(records: Records) -> KnownIds:
    """Return the ids that answers can name, and the context for their validation."""
    ids = {
        "vendor": sorted(records.known["vendor"]),
        "data_categories": sorted(records.known["data_categories"]),
    }
    return KnownIds(ids, make_language_context(records.project.locales))


def split_list(text: str) -> list[str]:
    """Return the parts of a text with commas."""
    return [part.strip() for part in text.split(",") if part.strip()]
