"""Decodes pages as browsers do, by the labels of the WHATWG Encoding Standard.

``codecs.lookup`` would also accept "rot13" or "punycode", which no browser knows. Nothing is
raised:
a page in an unknown encoding is read as UTF-8 or windows-1252, with replacement characters.
"""

from __future__ import annotations

import re

import webencodings
from selectolax.lexbor import LexborHTMLParser

# A page names its encoding in its first 1,024 bytes (HTML Standard, 13.2.3.2). Browsers also follow
# a meta element further below (13.2.3.4), if nothing else names the encoding.
HEAD_BYTES = 1_024
LATE_HEAD_BYTES = 65_536
XML_DECLARATION = re.compile(rb"<\?xml\s[^>]{0,200}?\sencoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([^\s\"';,]+)", re.IGNORECASE)
# Encodings whose bytes could all be ASCII, so that valid UTF-8 proves nothing.
ASCII_LOOKALIKES = {"iso-2022-jp", "utf-16le", "utf-16be", "utf-16"}


def decode_page(content: bytes, declared: str = "") -> str:
    """Return a page as text. ``declared`` is the charset of the Content-Type header, if any.

    Text that is valid UTF-8 is UTF-8, whatever is declared: servers often name a charset that the
    page is not written in. Otherwise a byte order mark counts first, then the header, then a meta
    element or the XML declaration. UTF-8 that is hardly valid is what the page itself declares.
    """
    for mark, label in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16le"),
        (b"\xfe\xff", "utf-16be"),
    ):
        if content.startswith(mark):
            return _decode(content[len(mark) :], label)
    label = _find_encoding(declared)
    inside = _find_encoding(_find_declared_in_page(content, HEAD_BYTES))
    if (label or inside) not in ASCII_LOOKALIKES:
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError:
            pass
    inside = inside or _find_encoding(_find_declared_in_page(content, LATE_HEAD_BYTES))
    label = label or inside or "utf-8"
    if label == "utf-8" and _is_hardly_utf_8(content):
        label = inside if inside != "utf-8" else ""
    return _decode(content, label or "windows-1252")


def _is_hardly_utf_8(content: bytes) -> bool:
    """Tell whether more bytes than characters beyond ASCII are wrong, as in no page of UTF-8."""
    text = content.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    return wrong > sum(sign > "\x7f" for sign in text) - wrong


def _find_encoding(label: str) -> str:
    """Return the name of the encoding with this label, or ""."""
    # No label has letters beyond ASCII; a server may send any byte.
    found = webencodings.lookup(label.strip("\"' ")) if label.isascii() else None
    return "" if found is None or found.name in ("x-user-defined", "replacement") else found.name


def _find_declared_in_page(content: bytes, limit: int) -> str:
    """Return the charset that a meta element or the XML declaration names.

    In UTF-16, neither could be read.
    """
    head = LexborHTMLParser(content[:limit].decode("latin-1"))
    for meta in head.css("meta"):
        attributes = meta.attributes
        if charset := attributes.get("charset"):
            return "utf-8" if charset.lower().startswith("utf-16") else charset
        if (attributes.get("http-equiv") or "").lower() == "content-type" and (
            found := CHARSET.search(attributes.get("content") or "")
        ):
            return "utf-8" if found[1].lower().startswith("utf-16") else found[1]
    declaration = XML_DECLARATION.match(content[:limit])
    return declaration[1].decode("ascii") if declaration else ""


def _decode(content: bytes, label: str) -> str:
    encoding = webencodings.lookup(label)
    return encoding.codec_info.decode(content, "replace")[0] if encoding else ""
