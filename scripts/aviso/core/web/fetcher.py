"""Turns the address of a page into an Answer: HEAD, then GET if needed, redirect by redirect.

HTTP is aiohttp's work. The rules are those of RFC 9110 (redirects 15.4, Retry-After 10.2.3) and
RFC 6585 (429).
"""

from __future__ import annotations

import asyncio
import codecs
import ssl
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from urllib.parse import quote, urldefrag, urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from yarl import URL

from aviso.core.web.anchors import find_missing_anchors
from aviso.core.web.answers import Answer, Hop
from aviso.core.web.failures import PublicResolver, is_private_number, make_failed_answer
from aviso.core.web.rate_limiter import HostClosed, RateLimiter, RequestPolicy

USER_AGENT = (
    f"aviso-links/{version('aviso-notices')} "
    "(checks the links of library privacy notices; one request at a time for each host)"
)
HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8",
    "Accept-Language": "en-US,en;q=0.9,es;q=0.8",
}
REDIRECTS = {301, 302, 303, 307, 308}
# Answers that may be others a little later.
TEMPORARY_STATUSES = {429, 500, 502, 503, 504}
TEMPORARY_FAULTS = {"timeout", "no-connection", "nonsense"}
# Faults that a GET would meet as well as a HEAD.
FINAL_FAULTS = {"no-host", "no-network", "private"}
MAXIMUM_HOPS = 10
# After so many pages without any answer, the other pages of a host get one try each.
SILENT_AFTER = 2


@dataclass(frozen=True)
class Body:
    """The content of a page, undecoded."""

    content: bytes
    charset: str
    is_html: bool


class Fetcher(AbstractAsyncContextManager["Fetcher"]):
    """Asks for pages as its policy allows; to be used with ``async with``."""

    def __init__(self, policy: RequestPolicy) -> None:
        self.policy = policy
        self.limiter = RateLimiter(policy.gap, policy.at_once, policy.longest_wait)
        # The pages whose content is wanted, by the address that they were asked for at first.
        self._bodies: dict[str, Body | None] = {}

    async def __aenter__(self) -> Fetcher:
        resolver = aiohttp.ThreadedResolver() if self.policy.may_be_private else PublicResolver()
        connector = aiohttp.TCPConnector(
            limit=0, resolver=resolver, ssl=ssl.create_default_context(), force_close=True
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            timeout=aiohttp.ClientTimeout(
                total=self.policy.total, sock_connect=self.policy.connect
            ),
            headers=HEADERS,
            max_line_size=32_768,
            max_field_size=32_768,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    async def fetch_body(self, page: str) -> tuple[Answer, Body | None]:
        """Ask for ``page`` and its content; None if no page came, or one that is too large."""
        self._bodies[page] = None
        answer = await self._ask_with_retries(page, [])
        return answer, self._bodies.pop(page)

    async def fetch_answer(self, page: str, anchors: list[str]) -> Answer:
        """Ask for ``page`` until it is clear what becomes of it.

        The answer tells which ``anchors`` the page lacks. Nothing is raised for what a server does.
        """
        answer = await self._ask_with_retries(page, anchors)
        if answer.is_sound and page.startswith("http://") and answer.url.startswith("http://"):
            secure = await self._follow(f"https://{page.removeprefix('http://')}", [])
            return replace(answer, https_answers=secure.is_sound)
        return answer

    async def _ask_with_retries(self, page: str, anchors: list[str]) -> Answer:
        limit = self.limiter.limit(urlsplit(page).hostname or "")
        pause, retries_left = self.policy.pause, self.policy.retries
        while True:
            answer = await self._follow(page, anchors)
            limit.failures = limit.failures + 1 if answer.fault in TEMPORARY_FAULTS else 0
            is_silent = limit.failures >= SILENT_AFTER * (self.policy.retries + 1)
            if retries_left <= 0 or is_silent or not _is_temporary(answer):
                return answer
            wait = pause if answer.retry_after is None else answer.retry_after
            if wait > self.policy.longest_wait:
                return answer
            # After a Retry-After, the limiter makes the next request wait.
            if answer.retry_after is None:
                await asyncio.sleep(wait)
            pause *= 2
            retries_left -= 1

    async def _follow(self, page: str, anchors: list[str]) -> Answer:
        """Ask for a page and follow its redirects."""
        hops: list[Hop] = []
        url = page
        while True:
            answer, target = await self._ask(url, anchors, page)
            answer = replace(answer, url=url, hops=tuple(hops))
            if target is None:
                return answer
            hops.append(Hop(url, answer.status))
            url = urldefrag(target).url
            if url in {hop.url for hop in hops} or len(hops) > MAXIMUM_HOPS:
                return replace(answer, url=url, hops=tuple(hops), fault="loop")

    async def _ask(self, url: str, anchors: list[str], page: str) -> tuple[Answer, str | None]:
        """Ask one server, HEAD first if nothing of the page is wanted.

        Return the answer and the target of a redirect.
        """
        if not anchors and page not in self._bodies:
            answer, target = await self._request("HEAD", url, anchors, page)
            # Servers that do not know HEAD refuse it in many ways; only a GET can tell.
            is_final = answer.is_sound or answer.status == 429 or answer.fault in FINAL_FAULTS
            if is_final or target:
                return answer, target
        return await self._request("GET", url, anchors, page)

    async def _request(
        self, method: str, url: str, anchors: list[str], page: str
    ) -> tuple[Answer, str | None]:
        host = urlsplit(url).hostname or ""
        if not self.policy.may_be_private and is_private_number(host):
            return Answer(url, fault="private"), None
        try:
            async with (
                self.limiter.take_turn(host),
                self._session.request(
                    method,
                    URL(_encode(url), encoded=True),
                    allow_redirects=False,
                    proxy=_find_proxy(url),
                ) as response,
            ):
                return await self._read(response, url, anchors if method == "GET" else [], page)
        except HostClosed as closed:
            return Answer(url, status=429, retry_after=closed.seconds), None
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            return make_failed_answer(url, error), None

    async def _read(
        self, response: aiohttp.ClientResponse, url: str, anchors: list[str], page: str
    ) -> tuple[Answer, str | None]:
        headers = response.headers
        answer = Answer(
            url,
            status=response.status,
            retry_after=_read_retry_after(headers.get("Retry-After")),
            is_robot_wall=headers.get("cf-mitigated") == "challenge",
        )
        if response.status in (429, 503) and answer.retry_after is not None:
            self.limiter.close_host(urlsplit(url).hostname or "", answer.retry_after)
        if response.status in REDIRECTS and headers.get("Location"):
            return answer, urljoin(url, headers["Location"].strip())
        if answer.is_sound and page in self._bodies:
            content, is_whole = await self._read_content(response)
            body = Body(content, _find_charset(response), _is_html(response))
            self._bodies[page] = body if is_whole else None
        elif answer.is_sound and anchors and _is_html(response):
            content, is_whole = await self._read_content(response)
            missing = find_missing_anchors(content, _find_charset(response), anchors)
            answer = replace(answer, missing=missing, is_unread=not is_whole)
        response.close()  # Without reading the rest, however much there is.
        return answer, None

    async def _read_content(self, response: aiohttp.ClientResponse) -> tuple[bytes, bool]:
        """Return the content up to the limit, and whether that is all."""
        parts, size = [], 0
        async for part in response.content.iter_chunked(65_536):
            parts.append(part)
            size += len(part)
            if size > self.policy.maximum_bytes:
                return b"".join(parts), False
        return b"".join(parts), True


def _is_temporary(answer: Answer) -> bool:
    return answer.status in TEMPORARY_STATUSES or answer.fault in TEMPORARY_FAULTS


def _encode(url: str) -> str:
    """Percent-encode what HTTP cannot carry; what is encoded already stays as it is."""
    return quote(url, safe="%/:?#[]@!$&'()*+,;=~-._")


def _find_proxy(url: str) -> str | None:
    """Return the proxy that the environment names for an address; credentials come only from it."""
    parts = urlsplit(url)
    proxies = getproxies()
    return None if not proxies or proxy_bypass(parts.hostname or "") else proxies.get(parts.scheme)


def _read_retry_after(value: str | None) -> float | None:
    """Return the seconds of a Retry-After header, which is a number or a date."""
    if not value:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def _is_html(response: aiohttp.ClientResponse) -> bool:
    return response.content_type in ("text/html", "application/xhtml+xml")


def _find_charset(response: aiohttp.ClientResponse) -> str:
    """Return the charset that the server names, or UTF-8 if Python does not know it."""
    try:
        return codecs.lookup(response.charset or "utf-8").name
    except LookupError:
        return "utf-8"
