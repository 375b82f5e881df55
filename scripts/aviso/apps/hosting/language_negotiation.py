"""Says when the bare address of a notice leads to its pages in another language: by what a browser asks for, without a cookie.

A server compares two headers. ``Accept-Language`` says what the reader prefers. ``Sec-Fetch-Site`` says where the request comes
from: a click on "English" comes from the site itself and is left alone, so that nobody is ever sent back. A browser that does
not say it is not redirected. Sources: RFC 9110, section 12.5.4; Fetch Metadata Request Headers (W3C).
"""

from __future__ import annotations

from collections.abc import Iterable

# Where a request comes from that may be redirected: the address bar or a bookmark, another site, another host of the library's.
COMES_FROM = ("none", "cross-site", "same-site")
_NOT_REFUSED = r"(?:\s*;\s*q=(?:1[.0]*|0?\.0*[1-9][0-9]*))?"


def prefers(locale: str, locales: Iterable[str]) -> str:
    """The pattern of an ``Accept-Language`` whose reader prefers ``locale`` to the other languages of a site.

    Browsers list languages with the best first: it must stand before the others, and not be refused (q=0). The pattern uses
    only what the regular expressions of all servers have (Go's, in Caddy, cannot look ahead); letters of either size.
    Languages are compared by their first part: whoever asks for any Chinese prefers the Chinese that there is.
    """
    return rf"^\s*(?:{_of_none({_code(one) for one in locales})}\s*,\s*)*{_code(locale)}(?:-[a-z0-9-]+)?{_NOT_REFUSED}\s*(?:,|$)"


def _code(locale: str) -> str:
    return locale.partition("-")[0]


def _of_none(codes: set[str]) -> str:
    """The pattern of a language that is none of these codes of two letters."""
    firsts = {
        first: "".join(sorted(code[1] for code in codes if code[0] == first))
        for first in sorted(code[0] for code in codes)
    }
    others = [rf"[^{''.join(firsts)},\s][^,]*"]
    for first, seconds in firsts.items():
        others += [first, rf"{first}[^{seconds},\s][^,]*", rf"{first}[{seconds}][a-z][^,]*"]
    return f"(?:{'|'.join(others)})"
