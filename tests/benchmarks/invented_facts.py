"""The facts in the record of an invented library: contacts, practices, rules, documents."""

from __future__ import annotations

import re
from typing import Any

from .invented_names import library_id
from .stock import ACRONYM, Pair, Voice, pair, stock

# Data that name somebody, so that nobody can say that they do not.
NAMING = {"name", "email", "phone", "postal-address", "contact-details", "library-card-number"}


class Sources:
    """Hands out the ids of statements in turn, so that each is rested on."""

    def __init__(self, voice: Voice, identifiers: list[str]) -> None:
        self.identifiers = voice.random.sample(identifiers, len(identifiers))
        self.next = 0

    def some(self, count: int) -> list[str]:
        """The next few ids."""
        start, self.next = self.next, self.next + count
        return [
            self.identifiers[number % len(self.identifiers)] for number in range(start, self.next)
        ]


def retell(record: dict[str, Any]) -> dict[str, Any]:
    """Put the words of a statement in the place of each text with a number that rests on it.

    A text with a number of its own would say something else than the document does.
    """
    statements = {
        statement["id"]: statement["text"]
        for document in record["documents"]
        for statement in document["statements"]
    }
    for name, entries in record.items():
        for entry in entries if isinstance(entries, list) and name != "documents" else ():
            _retell_entry(entry, statements)
    return record


def _retell_entry(entry: dict[str, Any], statements: dict[str, Pair]) -> None:
    if "retention" in entry:
        _rest_on_no_other_time(entry, statements)
    for number, (key, value) in enumerate(list(entry.items())):
        for step in value if key == "steps" else ():
            _retell_entry(step, statements)
        sources = entry.get("source")
        if sources and isinstance(value, dict) and re.search(r"\d", value.get("en", "")):
            entry[key] = statements[sources[number % len(sources)]]


def _rest_on_no_other_time(entry: dict[str, Any], statements: dict[str, Pair]) -> None:
    """Leave out what names a time: how long the data are kept says another one."""
    timeless = [one for one in entry["source"] if not re.search(r"\d", statements[one]["en"])]
    if timeless:
        entry["source"] = timeless
    else:
        del entry["retention"]


def contacts(index: int, voice: Voice) -> list[dict[str, Any]]:
    """Three offices that can be reached."""
    roles = (
        ("email-removal", "Removing your email address", "Quitar su correo electrónico"),
        ("privacy", "Questions about privacy", "Preguntas sobre la privacidad"),
        ("web", "The website", "El sitio web"),
    )
    return [
        {
            "id": identifier,
            "role": {"en": english, "es": spanish},
            "email": f"{identifier}@{library_id(index)}.example.org",
            "telephone": f"707-555-{voice.random.randint(100, 199):04d}",
            "verification": {
                "state": voice.random.choice(["verified", "not-verified"]),
                "date": voice.day(),
            },
        }
        for identifier, english, spanish in roles
    ]


def policy(voice: Voice) -> dict[str, Any]:
    """The policy in force.

    It has 45 statements in eight sections, five of them definitions, and two revisions.
    """
    newest = voice.random.randint(2023, 2025)
    numerals = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
    return {
        "id": "policy",
        "title": {
            "en": f"Privacy policy for patrons, {newest}",
            "es": f"Política de privacidad para los usuarios, {newest}",
        },
        "label": {"en": "Privacy policy", "es": "Política de privacidad"},
        "kind": "policy",
        "status": "in-force",
        "effective": f"{newest}-11-15",
        "approved_by": {"en": "Library Board", "es": "Junta de la Biblioteca"},
        "sections": [{"number": numeral, "heading": part_heading(voice)} for numeral in numerals],
        "statements": [
            statement(number, numerals[number * len(numerals) // 45], voice) for number in range(45)
        ],
        "revisions": [
            {"section": "VIII", "effective": f"{year}-11-15", "text": voice.text()}
            for year in (newest, newest - 4)
        ],
    }


def older_statement(voice: Voice) -> dict[str, Any]:
    """An archived statement of 15 sentences without sections."""
    return {
        "id": "statement",
        "title": {"en": "Statement on the website", "es": "Declaración sobre el sitio web"},
        "label": {"en": "Older web statement", "es": "Declaración web anterior"},
        "kind": "statement",
        "status": "archived",
        "archived": f"{voice.random.randint(2003, 2012)}-06-22",
        "statements": [statement(number, None, voice) for number in range(45, 60)],
    }


def part_heading(voice: Voice) -> Pair:
    """The heading of a part of a document."""
    thing, town = (
        voice.random.choice(stock()["slots"]["data"]),
        voice.random.choice(stock()["towns"]),
    )
    return {"en": f"On {thing[0]} in {town}", "es": f"Sobre {thing[1]} en {town}"}


def statement(number: int, section: str | None, voice: Voice) -> dict[str, Any]:
    """One thing that a document says."""
    return {
        "id": f"{ACRONYM}-{number + 1:02d}",
        **({"section": f"{section}.{number}"} if section else {}),
        **({"defines": part_heading(voice)} if number < 5 else {}),
        "text": voice.text(1 + number % 2),
    }


def quick_answer(voice: Voice, link: str, sources: Sources) -> dict[str, Any]:
    """A question that people come with."""
    data = voice.random.choice(stock()["slots"]["data"])
    question = {"en": f"Who can see {data[0]}?", "es": f"¿Quién puede ver {data[1]}?"}
    return {"question": question, "answer": voice.text(), "link": link, "source": sources.some(2)}


def practice(number: int, voice: Voice, sources: Sources) -> dict[str, Any]:
    """What is done with data in one situation."""
    situation, english, spanish, data, purposes, period = stock()["practices"][number]
    retention = (
        {"period": period}
        if period
        else {"vague": pair(voice.random.choice(stock()["vague"]))}
        if number % 3 == 0
        else None
    )
    answer = voice.random.choice([("yes", "no")[len(situation) % 2], "unknown"])
    return {
        "id": f"practice-{number}",
        "situation": situation,
        **({} if number % 3 else {"on_label": False}),
        "title": {"en": english, "es": spanish},
        "data": data.split(),
        "note": voice.text(2),
        "purposes": purposes.split(),
        "recipients": voice.random.sample(
            ["library-staff", "patron", "authorized-person", "court", "vendors"], 3
        ),
        **({"retention": retention} if retention else {}),
        # Two practices of one situation must not contradict each other.
        "identifies": answer if answer == "yes" or not NAMING & set(data.split()) else "unknown",
        "optional": voice.random.choice([("no", "yes")[len(situation) % 2], "unknown"]),
        "source": sources.some(4),
    }


def commitment(number: int, topic: str, voice: Voice, sources: Sources) -> dict[str, Any]:
    """A promise."""
    return {
        "id": f"promise-{number}",
        "topic": topic,
        **({"headline": False} if number > 6 else {}),
        "text": voice.text(),
        "source": sources.some(1),
    }


def disclosure(recipient: str, voice: Voice, sources: Sources) -> dict[str, Any]:
    """Who may be given information."""
    return {
        "id": recipient,
        "recipient": recipient,
        "condition": voice.text(),
        "told_to_patron": voice.text(),
        "source": sources.some(2),
    }


def age_rule(
    identifier: str, ages: dict[str, int], voice: Voice, sources: Sources
) -> dict[str, Any]:
    """What an adult may see of a child's record."""
    return {
        "id": identifier,
        **ages,
        **{field: voice.text() for field in ("who", "must_show", "may_see", "never")},
        "source": sources.some(2),
    }


def procedure(
    identifier: str, requested_by: str, count: int, voice: Voice, sources: Sources
) -> dict[str, Any]:
    """The steps by which a request is answered."""
    steps = [
        {
            "actor": {"en": "Staff", "es": "El personal"},
            **({"when": voice.text()} if number % 2 else {}),
            "text": voice.text(),
            "source": sources.some(1),
        }
        for number in range(count)
    ]
    return {
        "id": identifier,
        "title": part_heading(voice),
        "requested_by": requested_by,
        "steps": steps,
        "source": sources.some(1),
    }
