"""Reads host names with letters beyond a–z, such as bibliotecaespaña.es, and refuses imitations.

A link to such a name has its ASCII form (xn--…), which every program understands; readers see the
letters. Sources: RFC 5890 to 5892 (IDNA 2008), with the library idna; Unicode Technical Standard
39, 5 (mixed scripts and whole-script confusables), with confusable_homoglyphs.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote, urlsplit

ENCODED = "xn--"
LATIN = "LATIN"
# Scripts that are written together in one word (UTS #39, 5.2: highly restrictive).
WRITTEN_TOGETHER = (
    {LATIN, "HAN", "HIRAGANA", "KATAKANA"},
    {LATIN, "HAN", "BOPOMOFO"},
    {LATIN, "HAN", "HANGUL"},
)
# Hosts that are reserved for examples (RFC 2606, RFC 6761).
EXAMPLE_HOST = re.compile(r"(^|\.)(example|invalid|test|localhost|example\.(com|net|org))$")
# Latin letters of phonetic writing, many of which are other forms of a–z (UTS #39, 3.1).
PHONETIC = re.compile("[\u0250-\u02af\u1d00-\u1dbf]")


class LookalikeHost(ValueError):
    """A host name looks like another one; the text says why, and what to do."""


def is_example_host(host: str) -> bool:
    """Tell whether a host name is reserved for examples."""
    return EXAMPLE_HOST.search(host.lower()) is not None


def encode_host(host: str) -> str:
    """Return the ASCII form of a host name: www.xn--bibliotecaespaa-crb.es.

    Raises Imitation if the name looks like another one, and ValueError if it is not a host name.
    """
    if "%" in host:
        plain = unquote(host).lower()
        if "%" in plain or not plain.isprintable():
            raise ValueError(f'"{host}" is no host name')
        raise LookalikeHost(
            f"hides letters of its host name behind %; write the host name as {plain}"
        )
    if host.isascii() and ENCODED not in host:
        return host
    import idna

    from aviso.core.confusables import find_scripts

    name = unicodedata.normalize("NFC", host.lower())
    ascii_name = idna.encode(name).decode()
    labels = idna.decode(ascii_name).split(".")
    is_latin = any(LATIN in find_scripts(label) for label in labels)
    for label in labels:
        if _imitates(label, is_latin):
            raise LookalikeHost(
                f'has letters in its host name ("{label}") that imitate others; type the host name '
                "again, with letters of one alphabet"
            )
    return ascii_name


def decode_host(host: str) -> str:
    """Return a host name in the letters that people read; a name without any stays as it is."""
    if ENCODED not in host.lower():
        return host
    import idna

    try:
        return idna.decode(host)
    except idna.IDNAError:
        return host


def encode_address(address: str) -> str:
    """Return a web address with its host name in ASCII, otherwise unchanged.

    Raises Imitation and ValueError as ``encode_host`` does.
    """
    if address.isascii():
        return address
    parts = urlsplit(address)
    host = parts.hostname or ""
    if host.isascii():
        return address
    port = "" if parts.port is None else f":{parts.port}"
    # Keep the text before and after the host as it is: urlunsplit would change some of it.
    before, _, rest = address.partition(parts.netloc)
    return f"{before}{encode_host(host)}{port}{rest}"


def encode_link(link: str) -> str:
    """Return a link with its host name in ASCII; a link without a valid host stays as it is."""
    if link.isascii():
        return link
    try:
        if link.startswith(("https://", "http://")):
            return encode_address(link)
        if link.startswith("mailto:"):
            address, mark, rest = link.partition("?")
            name, _, host = address.rpartition("@")
            return f"{name}@{encode_host(host)}{mark}{rest}" if name else link
    except ValueError:
        # A rule on links reports what is wrong with it.
        return link
    return link


def show_address(address: str) -> str:
    """Return a web or email address with its host name in the letters that people read."""
    if ENCODED not in address:
        return address
    host = urlsplit(address).hostname if "//" in address else address.rpartition("@")[2]
    return address.replace(host, decode_host(host), 1) if host else address


def _imitates(label: str, is_latin: bool) -> bool:
    """Tell whether a part of a host name can be mistaken for another.

    In a name without Latin letters, letters that look like a–z imitate nothing.
    """
    # Hardly any name needs the tables.
    from aviso.core.confusables import find_scripts, looks_latin

    scripts = find_scripts(label)
    if len(scripts) > 1 and not any(scripts <= together for together in WRITTEN_TOGETHER):
        return True
    foreign = [letter for letter in label if not letter.isascii()]
    if LATIN in scripts:
        return any(PHONETIC.match(letter) or looks_latin(letter) for letter in foreign)
    return is_latin and bool(foreign) and looks_latin("".join(foreign))
