"""Turns the address of a page into an Answer, redirect by redirect.

Documents and front pages are asked for with HEAD, and with GET if that settles nothing; of any
other page the content is wanted, as it may say that there is no such page.

HTTP is aiohttp's work. The rules are those of RFC 9110 (redirects 15.4, Retry-After 10.2.3) and
RFC 6585 (429).
"""

from __future__ import annotations

import asyncio
import ssl
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp

from aviso.core.web.addresses import remove_fragment
from aviso.core.web.anchors import find_missing_anchors
from aviso.core.web.answers import Answer, Redirect
from aviso.core.web.charsets import decode_page
from aviso.core.web.failures import make_failed_answer
from aviso.core.web.html_limits import is_hard_to_parse
from aviso.core.web.missing_pages import find_soft_404, may_stand_in
from aviso.core.web.page_identity import PageIdentity, identify_page
from aviso.core.web.page_request import LANGUAGES, PageRequest, ResponseBody, encode_url
from aviso.core.web.public_addresses import PublicResolver, is_private_host
from aviso.core.web.rate_limiter import HostClosed, RateLimiter, RequestPolicy
from aviso.core.web.redirects import explain_uncertainty, has_secure_twin

USER_AGENT = (
    f"aviso-links/{version('aviso-notices')} "
    "(checks the links of library privacy notices; one request at a time for each host)"
)
HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8",
}
REDIRECTS = {301, 302, 303, 307, 308}
# Statuses that may change a little later.
TEMPORARY_STATUSES = {429, 500, 502, 503, 504}
TEMPORARY_FAULTS = {"timeout", "no-connection", "nonsense"}
# Faults that a GET would meet as well.
FINAL_FAULTS = {"no-host", "no-network", "private"}
# As in browsers (Fetch Standard, 4.4).
MAXIMUM_HOPS = 20
# Enough of a page to know its title and heading.
IDENTITY_BYTES = 300_000
# Seconds to wait for that part of a page.
IDENTITY_SECONDS = 5
# After this many pages without an answer, the other pages of a host get only one try.
SILENT_AFTER = 2


class Fetcher(AbstractAsyncContextManager["Fetcher"]):
    """Requests pages as its policy allows; use it with ``async with``."""

    def __init__(self, policy: RequestPolicy) -> None:
        self.policy = policy
        self.limiter = RateLimiter(policy.gap, policy.at_once, policy.longest_wait)
        self._identities: dict[str, PageIdentity | None] = {}

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
            # Each request has its own cookies.
            cookie_jar=aiohttp.DummyCookieJar(),
            max_line_size=32_768,
            max_field_size=32_768,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    async def fetch_body(
        self, page: str, languages: tuple[str, ...] = LANGUAGES
    ) -> tuple[Answer, ResponseBody | None]:
        """Request ``page`` and its content, which is None if it is missing or too large."""
        request = PageRequest(remove_fragment(page), wants_body=True, languages=languages)
        answer = await self._ask_with_retries(request)
        return answer, request.body

    async def fetch_answer(
        self, page: str, anchors: list[str], languages: tuple[str, ...] = LANGUAGES
    ) -> Answer:
        """Request ``page`` until the outcome is clear.

        The first of ``languages`` is the reader's. The answer says which ``anchors`` the
        page lacks.
        Nothing is raised, whatever a server does.
        """
        page = remove_fragment(page)
        request = PageRequest(page, anchors, languages=languages, wants_identity=may_stand_in(page))
        answer = await self._ask_with_retries(request)
        if not answer.is_sound:
            return answer
        find = explain_uncertainty if answer.hops else find_soft_404
        answer = replace(answer, doubt=await find(self, request, answer))
        if page.startswith("http://") and answer.url.startswith("http://"):
            return replace(answer, https_answers=await has_secure_twin(self, request))
        return answer

    async def identify(self, page: str, languages: tuple[str, ...]) -> PageIdentity | None:
        """Ask for a page once a run; return what it says that it is, or None if none comes."""
        if page not in self._identities:
            request = PageRequest(page, wants_identity=True, languages=languages)
            answer = await self.follow(request)
            self._identities[page] = request.identity if answer.is_sound else None
        return self._identities[page]

    async def _ask_with_retries(self, request: PageRequest) -> Answer:
        limit = self.limiter.limit(urlsplit(request.page).hostname or "")
        pause, retries_left = self.policy.pause, self.policy.retries
        while True:
            answer = await self.follow(request)
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

    async def follow(self, request: PageRequest) -> Answer:
        """Request a page once and follow its redirects."""
        answer = await self._follow_redirects(request)
        if answer.fault == "loop" and not request.is_head_refused:
            # Some servers set the cookie that ends a loop only in answers to GET.
            request.is_head_refused = True
            return await self._follow_redirects(request)
        return answer

    async def _follow_redirects(self, request: PageRequest) -> Answer:
        hops: list[Redirect] = []
        url = request.page
        request.cookies.clear()
        request.is_redirected = False
        # A cookie can change the answer of the same address.
        seen: set[tuple[str, str]] = set()
        while True:
            seen.add((url, request.read_cookies(url)))
            answer, target = await self._ask(url, request)
            answer = replace(answer, url=url, hops=tuple(hops))
            if target is None:
                return answer
            hops.append(Redirect(url, answer.status))
            request.is_redirected = True
            url = remove_fragment(target)
            if (url, request.read_cookies(url)) in seen or len(hops) > MAXIMUM_HOPS:
                return replace(answer, url=url, hops=tuple(hops), fault="loop")

    async def _ask(self, url: str, request: PageRequest) -> tuple[Answer, str | None]:
        """Send one request, HEAD first if the content of the page is not needed.

        Return the answer and the target of a redirect.
        """
        is_content_wanted = request.anchors or request.wants_body or request.wants_identity
        if not (is_content_wanted or request.is_head_refused or request.is_redirected):
            answer, target = await self._request("HEAD", url, request)
            # Servers that do not know HEAD refuse it in many ways; only a GET can tell.
            is_final = answer.is_sound or answer.status == 429 or answer.fault in FINAL_FAULTS
            if is_final or target:
                return answer, target
        return await self._request("GET", url, request)

    async def _request(
        self, method: str, url: str, request: PageRequest
    ) -> tuple[Answer, str | None]:
        host = urlsplit(url).hostname or ""
        if not self.policy.may_be_private and is_private_host(host):
            return Answer(url, fault="private"), None
        try:
            async with (
                self.limiter.take_turn(host),
                self._session.request(
                    method,
                    encode_url(url),
                    allow_redirects=False,
                    proxy=_find_proxy(url),
                    headers=request.make_headers(url),
                ) as response,
            ):
                request.cookies.update_cookies(response.cookies, encode_url(url))
                return await self._read(response, url, request)
        except HostClosed as closed:
            return Answer(url, status=429, retry_after=closed.seconds), None
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            return make_failed_answer(url, error), None

    async def _read(
        self, response: aiohttp.ClientResponse, url: str, request: PageRequest
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
            request.varies |= "accept-language" in ",".join(headers.getall("Vary", ())).lower()
            return answer, urljoin(url, headers["Location"].strip())
        is_wanted = response.method == "GET" and answer.is_sound
        if is_wanted and request.wants_body:
            content, is_whole = await self._read_content(response)
            body = ResponseBody(content, _find_charset(response), _is_html(response))
            request.body = body if is_whole else None
        elif is_wanted and request.anchors and _is_html(response):
            content, is_whole = await self._read_content(response)
            html = decode_page(content, _find_charset(response))
            is_easy = not is_hard_to_parse(html)
            missing = find_missing_anchors(html if is_easy else "", request.anchors)
            answer = replace(answer, missing=missing, is_unread=not (is_whole and is_easy))
            request.identity = identify_page(html, url) if is_easy else None
        elif is_wanted and (request.wants_identity or request.is_redirected) and _is_html(response):
            # Of a page that comes more slowly, the status alone decides.
            with suppress(aiohttp.ClientError, TimeoutError):
                async with asyncio.timeout(IDENTITY_SECONDS):
                    content, _ = await self._read_content(response, IDENTITY_BYTES)
                html = decode_page(content, _find_charset(response))
                request.identity = None if is_hard_to_parse(html) else identify_page(html, url)
        response.close()  # Close without reading the rest, however long it is.
        return answer, None

    async def _read_content(
        self, response: aiohttp.ClientResponse, maximum: int = 0
    ) -> tuple[bytes, bool]:
        """Return the content up to the limit, and whether it is complete."""
        maximum = maximum or self.policy.maximum_bytes
        parts, size = [], 0
        async for part in response.content.iter_chunked(65_536):
            parts.append(part)
            size += len(part)
            if size > maximum:
                return b"".join(parts), False
        return b"".join(parts), True


def _is_temporary(answer: Answer) -> bool:
    return answer.status in TEMPORARY_STATUSES or answer.fault in TEMPORARY_FAULTS


def _find_proxy(url: str) -> str | None:
    """Return the proxy for an address, with its credentials, from the environment only."""
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
    """Return the charset that the server names, or ""."""
    try:
        return response.charset or ""
    except ValueError:
        return ""
