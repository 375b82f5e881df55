"""One reader's request for a page: the address, the languages, and the cookies along the way."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import quote, urljoin

import aiohttp
from yarl import URL

from aviso.core.web.page_identity import PageIdentity

# What is asked for where nobody says in which language: any (RFC 9110, 12.5.4).
LANGUAGES = ("*",)
# The scheme and host, the path, and the rest of an address.
PATH = re.compile(r"((?:[^:/?#]+:)?(?://[^/?#]*)?)([^?#]*)(.*)", re.DOTALL)
DOTS = re.compile(r"(?<=/)(?:\.|%2e){1,2}(?=/|$)", re.IGNORECASE)


@dataclass(frozen=True)
class ResponseBody:
    """The content of a page, undecoded, and the charset that the server names, if any."""

    content: bytes
    charset: str
    is_html: bool


@dataclass
class PageRequest:
    """A request, with the languages and cookies that a browser would send.

    The cookies are thrown away with the request. ``varies`` means that a redirect along the way
    depends on the reader's language (``Vary``, RFC 9110, 12.5.5).
    """

    page: str
    anchors: list[str] = field(default_factory=list)
    wants_body: bool = False
    wants_identity: bool = False
    # The first has the greatest weight.
    languages: tuple[str, ...] = LANGUAGES
    is_head_refused: bool = False
    is_redirected: bool = False
    body: ResponseBody | None = None
    # What the page at the end says that it is.
    identity: PageIdentity | None = None
    varies: bool = False
    cookies: aiohttp.CookieJar = field(default_factory=lambda: aiohttp.CookieJar(unsafe=True))

    def make_headers(self, url: str) -> dict[str, str]:
        """Return the headers that depend on the request."""
        accepted = ",".join(
            one if number == 0 else f"{one};q=0.{max(1, 9 - number)}"
            for number, one in enumerate(self.languages)
        )
        sent = {"Accept-Language": accepted}
        if cookies := self.read_cookies(url):
            sent["Cookie"] = cookies
        return sent

    def read_cookies(self, url: str) -> str:
        """Return the cookies that a browser would send to an address."""
        found = self.cookies.filter_cookies(encode_url(url))
        return "; ".join(f"{one.key}={one.coded_value}" for one in found.values())


def encode_url(url: str) -> URL:
    """Percent-encode characters that HTTP does not allow; encoded ones stay as they are.

    "." and ".." in a path are resolved first, as browsers do (WHATWG URL Standard, 4.4).
    """
    encoded = quote(url, safe="%/:?#[]@!$&'()*+,;=~-._", errors="surrogateescape")
    head, path, rest = PATH.match(encoded).groups("")  # type: ignore[union-attr]
    if DOTS.search(path):
        plain = DOTS.sub(lambda found: found[0].lower().replace("%2e", "."), path)
        resolved = urljoin("/", plain)
        encoded = f"{head}{'' if resolved.startswith('/') else '/'}{resolved}{rest}"
    return URL(encoded, encoded=True)
