"""Compares the email and web addresses, telephone numbers and links of two texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import parse_qsl, unquote, urlsplit

from aviso.content.html import resolve_references
from aviso.core.address_languages import remove_language
from aviso.i18n.alignment import align_sentences
from aviso.i18n.differences import ComparedText, LanguageDifference, NamePairs
from aviso.i18n.text_patterns import (
    ADDRESS,
    EMAIL,
    LINK,
    TELEPHONE,
    may_have_address,
    may_have_telephone,
    remove_links,
    remove_placeholders,
)

# What is found, each with its address without the names of pages (see ``_remove_names``), or "".
Found = dict[str, str]
# A name of a page in words; numbers choose a page in every language.
SIGNS = re.compile(r"[()',!’]")
NAME = re.compile(r"[^\W\d_]+(?:[-_ ][^\W\d_]+)*(?:\.(?:html?|aspx?|php))?")


def compare_addresses(
    one: ComparedText, other: ComparedText, _names: NamePairs
) -> Iterator[LanguageDifference]:
    """Yield at most one difference for each kind of address."""
    if not any(map(_may_have_any, (one.text, other.text))):
        return
    languages = frozenset((one.locale, other.locale))
    kinds: tuple[tuple[str, Callable[[str], Found]], ...] = (
        ("email", _find_emails),
        ("address", partial(_find_addresses, languages)),
        ("telephone", _find_telephones),
        ("link", partial(_find_links, languages)),
    )
    for kind, find in kinds:
        yield from _compare_sets(kind, one, other, find)


def _may_have_any(text: str) -> bool:
    """Tell whether a text can have any of what is compared; most texts of the data have none."""
    return "@" in text or "](" in text or may_have_address(text) or may_have_telephone(text)


def _compare_sets(
    kind: str, one: ComparedText, other: ComparedText, find: Callable[[str], Found]
) -> Iterator[LanguageDifference]:
    sides = find(one.text), find(other.text)
    for side, version in enumerate((one, other)):
        for value in sorted(sides[side].keys() - sides[1 - side].keys()):
            if (nameless := sides[side][value]) and nameless in sides[1 - side].values():
                continue
            message = f'"{value}" appears only in {version.locale}'
            yield LanguageDifference(kind, message, find_sentences_with(value, one, other))
            return


def find_sentences_with(value: str, one: ComparedText, other: ComparedText) -> tuple[str, str]:
    """Return the first pair of sentences with ``value`` in one of them, else each text's first."""
    plain = re.sub(r"\W", "", value)
    for left, right in align_sentences(one.sentences, other.sentences):
        if any(plain and plain in re.sub(r"\W", "", sentence) for sentence in (*left, *right)):
            return " ".join(left), " ".join(right)
    return take_first_sentences(one, other)


def take_first_sentences(one: ComparedText, other: ComparedText) -> tuple[str, str]:
    """Return the first sentence of each text, to show which texts are meant."""
    return " ".join(one.sentences[:1]), " ".join(other.sentences[:1])


def _find_emails(text: str) -> Found:
    if "@" not in text:
        return {}
    return {found.lower(): "" for found in EMAIL.findall(remove_placeholders(text))}


def _find_addresses(languages: frozenset[str], text: str) -> Found:
    if not may_have_address(text):
        return {}
    # The targets of Markdown links are compared as links.
    prose = remove_links(remove_placeholders(text))
    return {
        _normalize_address(found, languages): _remove_names(found, languages)
        for found in ADDRESS.findall(prose)
    }


def _normalize_address(address: str, languages: frozenset[str]) -> str:
    """Return an address without the parts that may differ between the editions of a page."""
    address = resolve_references(address).rstrip(".,;:!?")
    parts = urlsplit(remove_language(address if "//" in address else f"//{address}", languages))
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}{query}"


def _find_telephones(text: str) -> Found:
    if not may_have_telephone(text) or not TELEPHONE.search(text):
        return {}
    # Most pages have no telephone number, and the library takes long to load.
    import phonenumbers

    prose = ADDRESS.sub(" ", remove_placeholders(text))
    matches = phonenumbers.PhoneNumberMatcher(prose, "US", leniency=phonenumbers.Leniency.POSSIBLE)
    international = phonenumbers.PhoneNumberFormat.E164
    return {
        re.sub(r"\D", "", phonenumbers.format_number(match.number, international)): ""
        for match in matches
    }


def _remove_names(address: str, languages: frozenset[str]) -> str:
    """Return an address below a folder or subdomain of a language without the names of its pages.

    They are written in that language, too. Any other address is "".
    """
    written = urlsplit(address if "//" in address else f"//{address}")
    parts = urlsplit(remove_language(written.geturl(), languages))
    if written.netloc == parts.netloc and written.path.count("/") <= parts.path.count("/"):
        return ""
    bare = NAME.sub("*", SIGNS.sub("", unquote(parts.path).rstrip("/")))
    return f"{parts.netloc.lower().removeprefix('www.')}{bare}?{parts.query}"


def _find_links(languages: frozenset[str], text: str) -> Found:
    if "](" not in text:
        return {}
    return {
        _normalize_link(found, languages): _remove_names(found, languages) if "//" in found else ""
        for found in LINK.findall(text)
    }


def _normalize_link(target: str, languages: frozenset[str]) -> str:
    scheme = target.partition(":")[0].lower()
    if scheme == "mailto":
        return _normalize_mail(target)
    if scheme in ("tel", "sms"):
        return _normalize_number(target)
    return _normalize_address(target, languages) if "//" in target else target


def _normalize_number(target: str) -> str:
    """Return a tel: or sms: address without what is for people: the words of a text message.

    Hyphens, periods and parentheses are, too (RFC 3966, 3). A number without a country code is one
    of the usual country.
    """
    scheme, _, rest = unquote(target).lower().partition(":")
    number = re.sub(r"[-.()\s/]", "", rest.partition("?")[0])
    if re.fullmatch(r"1?\d{10}", number):
        number = f"+1{number[-10:]}"
    return f"{scheme}:{number}"


def _normalize_mail(target: str) -> str:
    """Return a mailto: address (RFC 6068) without its subject and body, which are words."""
    address, _, query = resolve_references(target).partition(":")[2].partition("?")
    fields = [
        f"{name.lower()}={value.lower()}"
        for name, value in parse_qsl(query)
        if name.lower() not in ("subject", "body")
    ]
    return "&".join([f"mailto:{unquote(address).lower()}", *sorted(fields)])
