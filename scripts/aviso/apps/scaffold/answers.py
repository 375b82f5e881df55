"""Makes the facts of a library's record from the answers of ``aviso new library``.

Only answers are written. A text in only one language is marked in the others, so that nobody
mistakes it for a translation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from aviso.apps.scaffold.questions import BY_KEY, Answers, list_keys, split_list
from aviso.core.prompts import BY_NAME, UNTRANSLATED, UNWRITTEN
from aviso.model.time_checks import check_period

Fact = dict[str, Any]
# The situation and the data of each question about a practice.
PRACTICES = {
    "card": ("card", ()),
    "borrowing": ("borrowing", ("borrowing-history",)),
    "cameras": ("cameras", ("images",)),
    "newsletter": ("mailings", ("email",)),
}

# The lists whose facts retell a sentence of the document, and the key of the sentence.
STATED = {"practices": "note", "commitments": "text", "disclosures": "condition"}


def write_facts(identifier: str, answers: Answers, locales: Sequence[str]) -> bytes:
    """Return the lines that the answers add to a record, after those on the library itself."""
    made = make_facts(answers, locales)
    if made["documents"]:
        made["documents"][0]["statements"] = list(_move_statements(identifier, made))
    facts = {key: value for key, value in made.items() if value}
    if not facts:
        return b""
    written = yaml.safe_dump(facts, sort_keys=False, allow_unicode=True, width=10_000)
    return written.encode()


def make_facts(answers: Answers, locales: Sequence[str]) -> dict[str, list[Fact]]:
    """Return the facts by the list of a record to which they belong; lists may be empty."""
    return {
        "contacts": _make_contacts(answers, locales),
        "documents": _make_documents(answers, locales),
        "practices": [
            _make_practice(key, answers, locales)
            for key in PRACTICES
            if find_texts(key, answers, locales)
        ],
        "commitments": [
            {"id": key, "topic": key, "text": make_text(key, answers, locales)}
            for key in ("selling", "children")
            if find_texts(key, answers, locales)
        ],
        "disclosures": [
            {"id": key, "recipient": recipient, "condition": make_text(key, answers, locales)}
            for key, recipient in (("officers", "law-enforcement"), ("own-record", "patron"))
            if find_texts(key, answers, locales)
        ],
        "vendors": [
            {"vendor": vendor, "state": "not-verified"}
            for vendor in dict.fromkeys(split_list(answers.get("companies", "")))
        ],
    }


def _move_statements(identifier: str, made: dict[str, list[Fact]]) -> Iterator[Fact]:
    """Yield the answers as statements of the document; each fact names its own statement."""
    letters = "".join(part[0] for part in identifier.split("-")).upper()
    prefix = letters if letters.isalpha() else "S"
    number = 0
    for kind, key in STATED.items():
        for fact in made[kind]:
            number += 1
            fact["source"] = [f"{prefix}-{number:02}"]
            yield {"id": fact["source"][0], "text": dict(fact[key])}


def find_texts(key: str, answers: Answers, locales: Sequence[str]) -> dict[str, str]:
    """Return the answers to a question by language."""
    keys = list_keys(BY_KEY[key], locales)
    return {
        locale: answers[one] for locale, one in zip(locales, keys, strict=False) if answers.get(one)
    }


def make_text(key: str, answers: Answers, locales: Sequence[str]) -> dict[str, str]:
    """Return an answer in every language, with a mark in the missing ones."""
    return _complete(find_texts(key, answers, locales), locales)


def _complete(texts: dict[str, str], locales: Sequence[str]) -> dict[str, str]:
    first = next(iter(texts.values()))
    return {
        locale: texts.get(locale) or f"{UNTRANSLATED.get(locale, UNWRITTEN)} {first}"
        for locale in locales
    }


def _make_words(key: str, locales: Sequence[str]) -> dict[str, str]:
    texts = BY_NAME[key]
    return _complete({one: texts[one] for one in locales if one in texts} or texts, locales)


def _make_contacts(answers: Answers, locales: Sequence[str]) -> list[Fact]:
    ways = {key: answers[key] for key in ("email", "telephone") if answers.get(key)}
    if not ways:
        return []
    return [{"id": "privacy", "role": _make_words("contact", locales), **ways}]


def _make_documents(answers: Answers, locales: Sequence[str]) -> list[Fact]:
    if not find_texts("document", answers, locales):
        return []
    title, since = make_text("document", answers, locales), answers.get("document-since")
    document = {"id": "policy", "title": title, "label": dict(title), "kind": "policy"}
    document |= {"status": "in-force", "effective": since} if since else {"status": "undated"}
    if address := answers.get("document-address"):
        document["published_at"] = address
    return [document]


def _make_practice(key: str, answers: Answers, locales: Sequence[str]) -> Fact:
    situation, data = PRACTICES[key]
    practice = {
        "id": key,
        "situation": situation,
        "title": _make_words(key, locales),
        "data": list(data) or split_list(answers.get(f"{key}-data", "")),
        "note": make_text(key, answers, locales),
    }
    if f"{key}-period" in BY_KEY and find_texts(f"{key}-period", answers, locales):
        practice["retention"] = _make_retention(f"{key}-period", answers, locales)
    return practice


def _make_retention(key: str, answers: Answers, locales: Sequence[str]) -> Fact:
    """Return the retention: a period, or else the document's own words."""
    for text in find_texts(key, answers, locales).values():
        try:
            return {"period": check_period(text)}
        except ValueError:
            continue
    return {"vague": make_text(key, answers, locales)}
