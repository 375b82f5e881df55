"""Decides when the bare address of a notice redirects to another language, without a cookie.

A server looks at two headers. ``Accept-Language`` has the languages that the reader prefers.
``Sec-Fetch-Site`` tells where the request comes from: a click on "English" comes from the site
itself and is never redirected, so that nobody is sent back. A browser that does not send it is not
redirected.
Sources: RFC 9110, section 12.5.4; Fetch Metadata Request Headers (W3C).
"""

from __future__ import annotations

from collections.abc import Iterable
from string import ascii_lowercase

# Requests that may be redirected: from the address bar or a bookmark, from another site, and from
# another host of the library.
COMES_FROM = ("none", "cross-site", "same-site")
_NOT_REFUSED = r"(?:\s*;\s*q=(?:1[.0]*|0?\.0*[1-9][0-9]*))?"


def make_preference_pattern(locale: str, locales: Iterable[str]) -> str:
    """Return a pattern for the ``Accept-Language`` of readers who prefer ``locale``.

    Browsers list the preferred language first: ``locale`` must come before the other ``locales`` of
    the site and not be refused (q=0). Languages are compared by their first part: a reader of any
    Chinese gets the Chinese that the site has. Match it case-insensitively. The pattern uses only
    features that the regular expressions of all servers have; Go's, in Caddy, have no lookahead.
    """
    other = _make_other_language_pattern({_take_language(one) for one in locales})
    own = rf"{_take_language(locale)}(?:-[a-z0-9-]+)?{_NOT_REFUSED}"
    # A part that may contain spaces is not followed by more of them: so a header matches in only
    # one way, and cannot keep a server busy.
    return rf"^\s*(?:{other},\s*)*{own}\s*(?:,|$)"


def _take_language(locale: str) -> str:
    return locale.partition("-")[0]


def _make_other_language_pattern(codes: set[str], begun: str = "") -> str:
    """Return a pattern for the rest of a language that has begun and is not one of these codes.

    It matches everything up to the next comma. Letter by letter, it excludes each code.
    """
    following = {code[len(begun)] for code in codes if code.startswith(begun) and code != begun}
    letters = "".join(sorted(following))
    ways = [f"{letter}{_make_other_language_pattern(codes, begun + letter)}" for letter in letters]
    if begun in codes:
        # Only a longer code is another language: "est" is not "es".
        others = "".join(one for one in ascii_lowercase if one not in following)
        first = f"[{others if following else 'a-z'}]"
    else:
        first = f"[^{letters},]" if begun else rf"[^{letters},\s]"
    is_whole = begun and begun not in codes
    return f"(?:{'|'.join([f'{first}[^,]*', *ways])}){'?' if is_whole else ''}"
