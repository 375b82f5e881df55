"""Rules on contacts and companies that the pages and lists of a notice leave out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from aviso.checks.conflicting_facts import LibraryFacts
from aviso.checks.passages import Passage
from aviso.checks.suppressions import describe_place
from aviso.core.diagnostics import Diagnostic
from aviso.core.rules import Rule
from aviso.model.inheritance import inherit
from aviso.model.localized import LocalizedText
from aviso.model.registers import Vendor

SHOWS_EVERY_CONTACT = re.compile(r"\{\{\s*contacts\(")
WORD = re.compile(r"\w+")
SHOWS_RIGHTS = re.compile(r"\{\{\s*rights\(")
# Shorter names are also everyday words; a sentence with one need not mean the company.
SHORTEST_NAME = 4

CONTACT_ON_NO_PAGE = Rule(
    "facts/contact-on-no-page",
    "No page shows a contact",
    why="Nobody who needs a contact can find it if it is only in the record.",
    cure="Put {{ contacts() }}, or the card of this contact, on a page. If nobody should write "
    "there, delete the contact.",
    severity="warning",
)
VENDOR_NOT_LISTED = Rule(
    "facts/vendor-not-listed",
    "A text names a company that the library does not list",
    why="Readers who look for the company in the list would conclude that it gets nothing.",
    cure="Add the company under vendors, with the data that are sent to it, or say in the text "
    "that it is no longer used.",
    severity="warning",
)


def contacts_are_on_a_page(facts: LibraryFacts, passages: list[Passage]) -> Iterator[Diagnostic]:
    """Every contact is on a page, where people can find it."""
    pages = "\n".join(passage.text for passage in passages if not passage.path)
    if SHOWS_EVERY_CONTACT.search(pages):
        return
    shown = _list_contacts_of_rights(facts) if SHOWS_RIGHTS.search(pages) else set()
    for index, contact in enumerate(facts.library.contacts):
        if contact.id not in shown and not re.search(
            rf"contact(?:_card)?\(\s*['\"]{re.escape(contact.id)}['\"]", pages
        ):
            yield CONTACT_ON_NO_PAGE.at(
                facts.place.file,
                facts.find_line("contacts", index),
                f"no page shows the contact “{contact.id}”",
                f"Put {{{{ contacts() }}}} or {{{{ contact_card('{contact.id}') }}}} on a page.",
                (contact.id, facts.place.file),
            )


def _list_contacts_of_rights(facts: LibraryFacts) -> set[str | None]:
    system = facts.records.libraries.get(facts.library.system or "")
    library = inherit(facts.library, system) if system else facts.library
    return {right.contact for right in library.rights}


def named_vendors_are_listed(facts: LibraryFacts, passages: list[Passage]) -> Iterator[Diagnostic]:
    """A company that a text names is in the library's list; the first text is reported."""
    listed = _list_vendors(facts)
    all_text = "\n".join(dict.fromkeys(passage.text for passage in passages))
    words = {"", *WORD.findall(all_text)}
    for vendor_id, vendor in sorted(facts.records.vendors.items()):
        if vendor_id in listed or vendor.kind != "company":
            continue
        # Few companies are named without being listed. Looking up the words that their names begin
        # with rules out most, and is much faster than any pattern, even one for all companies.
        names = _list_names(vendor)
        if words.isdisjoint(_list_first_words(names)) or not any(one in all_text for one in names):
            continue
        pattern = _make_name_pattern(names)
        found = next(
            ((passage, match) for passage in passages if (match := pattern.search(passage.text))),
            None,
        )
        if found:
            passage, match = found
            yield VENDOR_NOT_LISTED.at(
                passage.file,
                passage.find_line(match.start()),
                f"names “{match[0]}” ({describe_place(facts.records.place('vendor', vendor_id))}), "
                "which the library does not list under vendors",
                f"Add - vendor: {vendor_id} there, or say that it is not used.",
                (vendor_id, facts.library_id),
            )


def _list_vendors(facts: LibraryFacts) -> set[str]:
    system = facts.records.libraries.get(facts.library.system or "")
    library = inherit(facts.library, system) if system else facts.library
    return {use.vendor for use in library.vendors}


@lru_cache(maxsize=4096)
def _list_names(vendor: Vendor) -> tuple[str, ...]:
    """Return the names of a company, former ones included, without those that are too short."""
    text = vendor.name.in_complaints if isinstance(vendor.name, LocalizedText) else vendor.name
    parts = (part.strip() for part in re.split(r"[(),]", text.replace("formerly", ",")))
    return tuple(part for part in parts if len(part) >= SHORTEST_NAME)


@lru_cache(maxsize=4096)
def _list_first_words(names: tuple[str, ...]) -> frozenset[str]:
    """Return the words that names begin with; "", which is in every text, for another beginning."""
    return frozenset(found[0] if (found := WORD.match(name)) else "" for name in names)


@lru_cache(maxsize=4096)
def _make_name_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Find any of the names of a company."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")
