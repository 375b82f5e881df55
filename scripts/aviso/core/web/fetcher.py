"""Turns a page's address into an Answer: HEAD, then GET where that does not settle it, redirect by redirect.

HTTP is aiohttp's work; the rules are those of RFC 9110 (redirects 15.4, Retry-After 10.2.3) and RFC 6585 (429).
"""

from __future__ import annotations

import asyncio
import codecs
import re
import socket
import ssl
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from ipaddress import ip_address
from typing import Any
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from selectolax.lexbor import LexborHTMLParser
from yarl import URL

from aviso.core.web.answers import Answer, Hop
from aviso.core.web.rate_limiter import HostClosed, RateLimiter, RequestPolicy

USER_AGENT = f"aviso-links/{version('aviso-notices')} (checks the links of library privacy notices; one request at a time for each host)"
HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8",
    "Accept-Language": "en-US,en;q=0.9,es;q=0.8",
}
REDIRECTS = {301, 302, 303, 307, 308}
TO_TRY_AGAIN = {429, 500, 502, 503, 504}
WAIT_A_LITTLE = {"timeout", "no-connection", "nonsense"}
MAXIMUM_HOPS = 10
# OpenSSL's numbers for what is wrong with a certificate (X509_V_ERR_*).
EXPIRED, OF_ANOTHER_HOST, SELF_SIGNED = 10, {62, 64}, 18
# Of a host that twice gave no answer at all, other pages are asked for once only.
SILENT_AFTER = 2


@dataclass(frozen=True)
class Body:
    """What stands on a page, undecoded."""

    content: bytes
    charset: str
    is_html: bool


class _Private(OSError):
    """A name stands for an address of this machine or its network."""


class _PublicOnly(AbstractResolver):
    """Looks names up, and refuses addresses that no reader could reach, so that a link cannot be used to ask inside a network."""

    def __init__(self) -> None:
        self._resolver = aiohttp.ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._resolver.resolve(host, port, family)
        if not all(ip_address(one["host"].partition("%")[0]).is_global for one in found):
            raise _Private(f"{host} is private")
        return found

    async def close(self) -> None:
        await self._resolver.close()


class Fetcher(AbstractAsyncContextManager["Fetcher"]):
    """Asks for pages within the manners that it was given; to be used with ``async with``."""

    def __init__(self, manners: RequestPolicy) -> None:
        self.manners = manners
        self.gates = RateLimiter(manners.gap, manners.at_once, manners.longest_wait)
        # The pages of which the text is wanted, under the address that they were first asked for at.
        self._bodies: dict[str, Body | None] = {}

    async def __aenter__(self) -> Fetcher:
        resolver = aiohttp.ThreadedResolver() if self.manners.may_be_private else _PublicOnly()
        connector = aiohttp.TCPConnector(
            limit=0, resolver=resolver, ssl=ssl.create_default_context(), force_close=True
        )
        limits = aiohttp.ClientTimeout(total=self.manners.total, sock_connect=self.manners.connect)
        self._session = aiohttp.ClientSession(
            connector=connector,
            timeout=limits,
            headers=HEADERS,
            max_line_size=32_768,
            max_field_size=32_768,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    async def text(self, page: str) -> tuple[Answer, Body | None]:
        """Ask for ``page`` and what stands on it; None where no page came, or one that is too large."""
        self._bodies[page] = None
        found = await self._after_retries(page, [])
        return found, self._bodies.pop(page)

    async def answer(self, page: str, anchors: list[str]) -> Answer:
        """Ask for ``page`` until it is settled what becomes of it; nothing is raised for what a server does."""
        found = await self._after_retries(page, anchors)
        if found.is_sound and page.startswith("http://") and found.url.startswith("http://"):
            counterpart = f"https://{page.removeprefix('http://')}"
            return replace(found, https_answers=(await self._followed(counterpart, [])).is_sound)
        return found

    async def _after_retries(self, page: str, anchors: list[str]) -> Answer:
        pause = self.manners.pause
        gate = self.gates.gate(urlsplit(page).hostname or "")
        for left in range(self.manners.retries, -1, -1):
            found = await self._followed(page, anchors)
            gate.failures = gate.failures + 1 if found.fault in WAIT_A_LITTLE else 0
            if (
                left == 0
                or not _may_change(found)
                or gate.failures >= SILENT_AFTER * (self.manners.retries + 1)
            ):
                return found
            wait = pause if found.retry_after is None else found.retry_after
            if wait > self.manners.longest_wait:
                return found
            if found.retry_after is None:
                await asyncio.sleep(wait)
            pause *= 2
        return found

    async def _followed(self, page: str, anchors: list[str]) -> Answer:
        """Ask for a page and go where it sends us."""
        hops: list[Hop] = []
        url = page
        while True:
            found, target = await self._asked(url, anchors, page)
            found = replace(found, url=url, hops=tuple(hops))
            if target is None:
                return found
            hops.append(Hop(url, found.status))
            url = urldefrag(target).url
            if url in {hop.url for hop in hops} or len(hops) > MAXIMUM_HOPS:
                return replace(found, url=url, hops=tuple(hops), fault="loop")

    async def _asked(self, url: str, anchors: list[str], page: str) -> tuple[Answer, str | None]:
        """Ask one server, HEAD first if nothing of the page is wanted; the second value is where it redirects."""
        if not anchors and page not in self._bodies:
            found, target = await self._request("HEAD", url, anchors, page)
            # Servers that do not know HEAD refuse it in many ways; only the GET tells.
            if (
                found.is_sound
                or target
                or found.status == 429
                or found.fault in ("no-host", "no-network", "private")
            ):
                return found, target
        return await self._request("GET", url, anchors, page)

    async def _request(
        self, method: str, url: str, anchors: list[str], page: str
    ) -> tuple[Answer, str | None]:
        host = urlsplit(url).hostname or ""
        if not self.manners.may_be_private and _is_private_number(host):
            return Answer(url, fault="private"), None
        try:
            async with (
                self.gates.turn(host),
                self._session.request(
                    method,
                    URL(_encoded(url), encoded=True),
                    allow_redirects=False,
                    proxy=_proxy_for(url),
                ) as response,
            ):
                return await self._read(response, url, anchors if method == "GET" else [], page)
        except HostClosed as closed:
            return Answer(url, status=429, retry_after=closed.seconds), None
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            return _failed(url, error), None

    async def _read(
        self, response: aiohttp.ClientResponse, url: str, anchors: list[str], page: str
    ) -> tuple[Answer, str | None]:
        headers = response.headers
        found = Answer(
            url,
            status=response.status,
            retry_after=_seconds_to_wait(headers.get("Retry-After")),
            is_robot_wall=headers.get("cf-mitigated") == "challenge",
        )
        if response.status in (429, 503) and found.retry_after is not None:
            self.gates.hold(urlsplit(url).hostname or "", found.retry_after)
        if response.status in REDIRECTS and headers.get("Location"):
            return found, urljoin(url, headers["Location"].strip())
        if found.is_sound and page in self._bodies:
            body, is_whole = await self._body(response)
            self._bodies[page] = (
                Body(body, _charset(response), _is_html(response)) if is_whole else None
            )
        elif found.is_sound and anchors and _is_html(response):
            body, is_whole = await self._body(response)
            found = replace(
                found, missing=_missing(body, _charset(response), anchors), is_unread=not is_whole
            )
        response.close()  # What was not read is not wanted, however much there is.
        return found, None

    async def _body(self, response: aiohttp.ClientResponse) -> tuple[bytes, bool]:
        parts, size = [], 0
        async for part in response.content.iter_chunked(65_536):
            parts.append(part)
            size += len(part)
            if size > self.manners.maximum_bytes:
                return b"".join(parts), False
        return b"".join(parts), True


def _may_change(found: Answer) -> bool:
    return found.status in TO_TRY_AGAIN or found.fault in WAIT_A_LITTLE


def _encoded(url: str) -> str:
    """The address with every character that HTTP does not carry percent-encoded; what is encoded already stays as it is."""
    return quote(url, safe="%/:?#[]@!$&'()*+,;=~-._")


def _proxy_for(url: str) -> str | None:
    """The proxy that the environment names for an address; no credentials are taken from anywhere else."""
    parts = urlsplit(url)
    proxies = getproxies()
    return None if not proxies or proxy_bypass(parts.hostname or "") else proxies.get(parts.scheme)


def _is_private_number(host: str) -> bool:
    try:
        return not ip_address(host).is_global
    except ValueError:
        return False


def _failed(url: str, error: Exception) -> Answer:
    """Put what went wrong below HTTP into one of the faults."""
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return _certificate_fault(url, error.certificate_error)
    if isinstance(error, TimeoutError):
        return Answer(url, fault="timeout")
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    if isinstance(cause, _Private):
        return Answer(url, fault="private")
    if isinstance(cause, socket.gaierror):
        return Answer(
            url,
            fault="no-host"
            if cause.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", -5))
            else "no-network",
        )
    if isinstance(
        error,
        (aiohttp.ClientConnectorError, aiohttp.ServerDisconnectedError, aiohttp.ClientOSError),
    ):
        return Answer(url, fault="no-connection")
    return Answer(url, fault="nonsense")


def _certificate_fault(url: str, error: Exception) -> Answer:
    code = getattr(error, "verify_code", 0)
    detail = re.sub(
        r"^certificate verify failed: |\.$", "", getattr(error, "verify_message", "") or ""
    )
    fault = (
        "expired-certificate"
        if code == EXPIRED
        else "certificate"
        if code in OF_ANOTHER_HOST or code == SELF_SIGNED
        else "unknown-certificate"
    )
    return Answer(url, fault=fault, detail=detail)


def _seconds_to_wait(value: str | None) -> float | None:
    """The seconds of a Retry-After header, which gives a number or a date."""
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


def _charset(response: aiohttp.ClientResponse) -> str:
    """The charset that the server names, or UTF-8 where it names one that nobody knows."""
    try:
        return codecs.lookup(response.charset or "utf-8").name
    except LookupError:
        return "utf-8"


def _missing(body: bytes, charset: str, anchors: list[str]) -> tuple[str, ...]:
    """Which of the anchors the page does not have, whatever charset it is really written in."""
    known = ids_of(body.decode(charset, "replace"))
    left = [anchor for anchor in anchors if anchor not in known]
    if left and charset != "utf-8":
        known |= ids_of(body.decode("utf-8", "replace"))
    return tuple(anchor for anchor in left if anchor not in known)


def ids_of(html: str) -> set[str]:
    """Every name by which a link can reach a place of a page (HTML, 7.4.6.4); GitHub puts a word before its own."""
    document = LexborHTMLParser(html)
    names = {_text(node.attributes.get("id")) for node in document.css("[id]")} | {
        _text(node.attributes.get("name")) for node in document.css("a[name]")
    }
    return (
        names
        | {unquote(name) for name in names}
        | {name.removeprefix("user-content-") for name in names}
    )


def _text(value: Any) -> str:
    return value or ""
