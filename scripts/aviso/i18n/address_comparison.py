"""Compares the email and web addresses, telephone numbers and links of two texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import phonenumbers

from aviso.i18n.alignment import align_sentences
from aviso.i18n.differences import ComparedText, Difference, NamePairs
from aviso.i18n.text_patterns import ADDRESS, EMAIL, LINK, PLACEHOLDER, TELEPHONE

# The part of an address that names the language of a page.
LANGUAGE_IN_ADDRESS = re.compile(
    r"/(?:en|es|espanol|english|spanish)(?=/|$)|[?&](?:lang|locale|hl)=\w+|(?<=//)(?:es|en)\.",
    re.IGNORECASE,
)


def compare_addresses(
    one: ComparedText, other: ComparedText, _names: NamePairs
) -> Iterator[Difference]:
    """Yield at most one difference for each kind of address."""
    kinds: tuple[tuple[str, Callable[[str], set[str]]], ...] = (
        ("email", _find_emails),
        ("address", _find_addresses),
        ("telephone", _find_telephones),
        ("link", _find_links),
    )
    for kind, find in kinds:
        yield from _compare_sets(kind, one, other, find)


def _compare_sets(
    kind: str, one: ComparedText, other: ComparedText, find: Callable[[str], set[str]]
) -> Iterator[Difference]:
    sides = find(one.text), find(other.text)
    for side, version in enumerate((one, other)):
        for value in sorted(sides[side] - sides[1 - side]):
            message = f'"{value}" appears only in {version.locale}'
            yield Difference(kind, message, find_sentences_with(value, one, other))
            return


def find_sentences_with(value: str, one: ComparedText, other: ComparedText) -> tuple[str, str]:
    """Return the pair of sentences one of which has ``value``, or the first of each text."""
    letters = re.sub(r"\W", "", value)
    for left, right in align_sentences(one.sentences, other.sentences):
        if any(letters and letters in re.sub(r"\W", "", sentence) for sentence in (*left, *right)):
            return " ".join(left), " ".join(right)
    return take_first_sentences(one, other)


def take_first_sentences(one: ComparedText, other: ComparedText) -> tuple[str, str]:
    """Return the first sentence of each text, to show which texts are meant."""
    return " ".join(one.sentences[:1]), " ".join(other.sentences[:1])


def _find_emails(text: str) -> set[str]:
    return {found.lower() for found in EMAIL.findall(PLACEHOLDER.sub(" ", text))}


def _find_addresses(text: str) -> set[str]:
    # The targets of Markdown links are compared as links.
    prose = re.sub(r"\]\([^()\n]*\)", "]", PLACEHOLDER.sub(" ", text))
    return {_normalize_address(found) for found in ADDRESS.findall(prose)}


def _normalize_address(address: str) -> str:
    """Return an address without what may differ between the language editions of a page."""
    address = LANGUAGE_IN_ADDRESS.sub("", address.rstrip(".,;:!?"))
    parts = urlsplit(address if "//" in address else f"//{address}")
    return f"{parts.netloc.removeprefix('www.').lower()}{parts.path.rstrip('/')}{parts.query}"


def _find_telephones(text: str) -> set[str]:
    if not TELEPHONE.search(text):
        return set()
    prose = ADDRESS.sub(" ", PLACEHOLDER.sub(" ", text))
    matches = phonenumbers.PhoneNumberMatcher(prose, "US", leniency=phonenumbers.Leniency.POSSIBLE)
    international = phonenumbers.PhoneNumberFormat.E164
    return {
        re.sub(r"\D", "", phonenumbers.format_number(match.number, international))
        for match in matches
    }


def _find_links(text: str) -> set[str]:
    return {_normalize_address(found) if "//" in found else found for found in LINK.findall(text)}
