"""The records of invented libraries and of the vendors that they use."""

from __future__ import annotations

from typing import Any

from .invented_facts import (
    Sources,
    age_rule,
    commitment,
    contacts,
    disclosure,
    older_statement,
    policy,
    practice,
    procedure,
    quick_answer,
    retell,
)
from .invented_names import TENTH, is_member, is_system, library_id, library_name, uses_tenth
from .stock import Voice, known_laws, pair, slug, stock

VENDORS = 200
USED = 16


def identity(index: int, kind: str) -> dict[str, Any]:
    """The first fields of a record: names, place, addresses, colours."""
    name, identifier = library_name(index), library_id(index)
    return {
        "name": name,
        "short_name": {"en": name["en"].rsplit(" ", 2)[0], "es": name["es"].split(" de ", 1)[1]},
        "kind": kind,
        "jurisdiction": pair(stock()["states"][index % len(stock()["states"])]),
        "website": f"https://{identifier}.example.org",
        "address": f"https://notices.example.org/{identifier}/",
        "branding": {"color": stock()["colors"][index % len(stock()["colors"])]},
        "publication": {"state": "model"},
    }


# What a record holds


def member_record(index: int, seed: int) -> dict[str, Any]:
    """The record of a member: who it is, its own contact, and how it differs."""
    voice = Voice(f"{seed}/{index}")
    return {
        **identity(index, "member"),
        "system": library_id(index - 1),
        "contacts": contacts(index, voice)[:1],
        "exceptions": [
            {"id": f"difference-{number}", "text": voice.text(2)} for number in range(2)
        ],
    }


def library_record(index: int, seed: int) -> dict[str, Any]:
    """The record of a library or a system, with as many facts as real ones have."""
    voice = Voice(f"{seed}/{index}")
    documents = [policy(voice), older_statement(voice)]
    sources = Sources(
        voice, [statement["id"] for document in documents for statement in document["statements"]]
    )
    record = {
        **identity(index, "system" if is_system(index) else "library"),
        "quick_answers": [
            quick_answer(voice, link, sources)
            for link in ("choices.md#email", "children.md#ages", "requests.md#officers")
        ],
        "contacts": contacts(index, voice),
        "documents": documents,
        "practices": [
            practice(number, voice, sources) for number in range(len(stock()["practices"]))
        ],
        "commitments": [
            commitment(number, topic, voice, sources)
            for number, topic in enumerate(stock()["topics"])
        ],
        "disclosures": [
            disclosure(recipient, voice, sources) for recipient in stock()["disclosures"]
        ],
        "age_rules": [
            age_rule("under-13", {"to_age": 12}, voice, sources),
            age_rule("teens", {"from_age": 13, "to_age": 17}, voice, sources),
        ],
        "procedures": [
            procedure("officer-request", "law-enforcement", 14, voice, sources),
            procedure("public-request", "public", 3, voice, sources),
        ],
        "vendors": [vendor_use(vendor, voice, sources) for vendor in used_vendors(index, voice)],
        "laws": [
            law_use(law, voice, sources) for law in sorted(voice.random.sample(known_laws(), 10))
        ],
        "open_questions": [
            {"id": f"question-{number}", "text": voice.text(2), "source": sources.some(2)}
            for number in range(10)
        ],
    }
    return retell(record)


def used_vendors(index: int, voice: Voice) -> list[str]:
    """The vendors that a library uses.

    The one for every tenth library is among them or not by its number.
    """
    others = voice.random.sample([vendor_id(number) for number in range(1, VENDORS)], USED)
    return sorted([TENTH, *others[1:]] if uses_tenth(index) else others)


def vendor_use(vendor: str, voice: Voice, sources: Sources) -> dict[str, Any]:
    """What a library adds to a vendor's record."""
    state = voice.random.choice(
        ["sent", "sent", "not-verified", "not-verified", "not-verified", "not-sent"]
    )
    first, last = sorted((voice.day(), voice.day()))
    return {
        "vendor": vendor,
        "used_since": first,
        "state": state,
        **({"sends": voice.chosen("sent_data", 2)} if state == "sent" else {}),
        "since": last,
        "note": voice.text(),
        "evidence": {
            "url": f"https://www.example.org/news/{vendor}",
            "date": voice.day(),
            "says": voice.text(),
        },
        "source": sources.some(1),
    }


def law_use(law: str, voice: Voice, sources: Sources) -> dict[str, Any]:
    """How a library comes to name a law."""
    return {
        "law": law,
        "note": voice.text(),
        **({"source": sources.some(1)} if voice.random.random() < 0.6 else {}),
    }


# The shared register of vendors


def vendor_name(number: int) -> str:
    """A name that no other vendor of the register has."""
    first, second = stock()["vendor_first"], stock()["vendor_second"]
    return f"{first[number % len(first)]} {second[number // len(first) % len(second)]}"


def vendor_id(number: int) -> str:
    """The id of a vendor; number 0 is the one that a tenth of the libraries use."""
    return slug(vendor_name(number)) if number else TENTH


def vendor_record(number: int, seed: int) -> dict[str, Any]:
    """The record of a vendor."""
    voice = Voice(f"{seed}/vendor/{number}")
    category, english, spanish = stock()["vendor_services"][
        number % len(stock()["vendor_services"])
    ]
    site = f"https://www.{slug(vendor_name(number))}.example.com"
    return {
        "name": vendor_name(number),
        "service": {"en": english, "es": spanish},
        "category": category,
        "website": site,
        "privacy_policy": f"{site}/privacy",
        # Not the card number: some libraries say that they send nothing.
        "data_received": [
            data for data in voice.chosen("vendor_data", 4) if data != "library-card-number"
        ]
        or ["email"]
        if number % 4
        else "unknown",
        "account_needed": voice.random.choice(["yes", "no", "unknown"]),
        **({"reviewed_on": voice.day()} if number % 3 else {}),
        "evidence": {"url": f"{site}/data", "date": voice.day(), "says": voice.text(2)},
    }


# The project


def record(index: int, seed: int) -> dict[str, Any]:
    """The record of any library."""
    return member_record(index, seed) if is_member(index) else library_record(index, seed)
