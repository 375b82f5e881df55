"""Says when the bare address of a library leads to its Spanish pages: by the languages that a browser asks for, without a cookie.

A server compares two headers. ``Accept-Language`` says what the reader prefers. ``Sec-Fetch-Site`` says where the request comes
from: a click on "English" comes from the site itself and is left alone, so that nobody is ever sent back. A browser that does
not say it is not redirected. Sources: RFC 9110, section 12.5.4; Fetch Metadata Request Headers (W3C).
"""

from __future__ import annotations

from aviso.pages import LOCALES

DEFAULT, OTHER = LOCALES
# Where a request comes from that may be redirected: the address bar or a bookmark, another site, another host of the library's.
COMES_FROM = ("none", "cross-site", "same-site")

# Browsers list languages with the best first. This is true if Spanish stands before English, and is not refused (q=0). It uses
# only what the regular expressions of all servers have (Go's, in Caddy, cannot look ahead); letters of either size.
_LANGUAGE_OF_NEITHER = r"(?:[^e,\s][^,]*|e|e[^ns,\s][^,]*|e[ns][a-z][^,]*)"
_NOT_REFUSED = r"(?:\s*;\s*q=(?:1[.0]*|0?\.0*[1-9][0-9]*))?"
PREFERS_OTHER = rf"^\s*(?:{_LANGUAGE_OF_NEITHER}\s*,\s*)*{OTHER}(?:-[a-z0-9-]+)?{_NOT_REFUSED}\s*(?:,|$)"
