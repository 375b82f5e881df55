"""Real servers on several loopback addresses.

They behave in every way a link checker meets, and record when each request came.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import trustme
from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
PAGE = (
    '<!doctype html><html lang="en"><head><title>A page</title></head><body><h1 id="here">'
    'A page</h1><p><a name="there">There</a></p></body></html>'
)
A_LONG_TIME = 600


@dataclass
class Asked:
    """One request that arrived."""

    host: str
    at: float
    method: str
    path: str
    agent: str


@dataclass
class World:
    """Servers on 127.0.0.x.

    ``http(host)`` and ``https(host)`` give the beginning of their addresses.
    """

    folder: Path
    hosts: tuple[str, ...] = ("127.0.0.11", "127.0.0.12", "127.0.0.13")
    asked: list[Asked] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    ports: dict[tuple[str, str], int] = field(default_factory=dict)
    # The texts under /policy/…, for a test to change.
    policies: dict[str, str] = field(default_factory=dict)

    def __enter__(self) -> World:
        self.authority = trustme.CA()
        self.authority.cert_pem.write_to_path(self.folder / "authority.pem")
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result()
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def http(self, host: int = 0) -> str:
        """Return the address of a host without encryption."""
        return f"http://{self.hosts[host]}:{self.ports[self.hosts[host], 'http']}"

    def https(self, host: int = 0) -> str:
        """Return the address of a host with a valid certificate."""
        return f"https://{self.hosts[host]}:{self.ports[self.hosts[host], 'https']}"

    def of_kind(self, kind: str, host: int = 0) -> str:
        """Where a host answers badly.

        It does so with a bad certificate, with both protocols on one port, with noise …
        """
        scheme = "http" if kind in ("both", "noise") else "https"
        return f"{scheme}://{self.hosts[host]}:{self.ports[self.hosts[host], kind]}"

    def closed(self) -> str:
        """An address where no server listens."""
        with socket.socket() as one:
            one.bind((self.hosts[0], 0))
            return f"http://{self.hosts[0]}:{one.getsockname()[1]}"

    def times(self, host: int = 0) -> list[float]:
        """Return the times of a host's requests."""
        return [one.at for one in self.asked if one.host == self.hosts[host]]

    async def _start(self) -> None:
        app = web.Application(middlewares=[self._note])
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, handler_cancellation=True)
        await self._runner.setup()
        self._servers: list[asyncio.Server] = []
        for host in self.hosts:
            await self._listen(host, "http", None)
            await self._listen(host, "https", self._certificate(host))
        await self._listen(self.hosts[0], "wrong", self._certificate("127.0.0.99"))
        await self._listen(self.hosts[0], "unknown", self._certificate(self.hosts[0], trustme.CA()))
        await self._raw(self.hosts[0], "noise", self._noise)
        await self._raw(self.hosts[0], "both", self._both)

    async def _listen(self, host: str, kind: str, context: ssl.SSLContext | None) -> None:
        site = web.TCPSite(self._runner, host, 0, ssl_context=context)
        await site.start()
        assert isinstance(site._server, asyncio.Server)
        self.ports[host, kind] = site._server.sockets[0].getsockname()[1]

    async def _raw(self, host: str, kind: str, handler: Callable[..., Awaitable[None]]) -> None:
        server = await asyncio.start_server(handler, host, 0)
        self._servers.append(server)
        self.ports[host, kind] = server.sockets[0].getsockname()[1]

    def _certificate(self, host: str, authority: trustme.CA | None = None) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        (authority or self.authority).issue_cert(host).configure_cert(context)
        return context

    async def _stop(self) -> None:
        for server in self._servers:
            server.close()
        await self._runner.cleanup()
        left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    @web.middleware
    async def _note(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        host = request.transport.get_extra_info("sockname")[0] if request.transport else ""
        self.asked.append(
            Asked(
                host,
                time.monotonic(),
                request.method,
                request.path_qs,
                request.headers.get("User-Agent", ""),
            )
        )
        self.counts[request.path] += 1
        return await handler(request)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        name = request.path.strip("/").split("/")[0].replace("-", "_")
        handler = getattr(self, f"answer_{name}", None)
        return (
            await handler(request) if handler else web.Response(text=PAGE, content_type="text/html")
        )

    # One method for each behaviour; the first part of the path names it.

    async def answer_status(self, request: web.Request) -> web.Response:
        """/status/404"""
        return web.Response(status=int(request.path.split("/")[2]))

    async def answer_to(self, request: web.Request) -> web.Response:
        """/to/301?where=address"""
        return web.Response(
            status=int(request.path.split("/")[2]), headers={"Location": request.query["where"]}
        )

    async def answer_loop(self, request: web.Request) -> web.Response:
        """/loop/1 → /loop/2 → /loop/1"""
        return web.Response(
            status=302, headers={"Location": "/loop/2" if request.path == "/loop/1" else "/loop/1"}
        )

    async def answer_endless(self, request: web.Request) -> web.Response:
        """/endless/1 → /endless/2 → …"""
        return web.Response(
            status=301, headers={"Location": f"/endless/{int(request.path.split('/')[2]) + 1}"}
        )

    async def answer_later(self, request: web.Request) -> web.Response:
        """/later/2: asks to wait so many seconds, then answers."""
        wait = request.path.split("/")[2]
        return (
            web.Response(text=PAGE, content_type="text/html")
            if self.counts[request.path] > 1
            else web.Response(status=429, headers={"Retry-After": wait})
        )

    async def answer_always_later(self, request: web.Request) -> web.Response:
        """Asks to wait, each time."""
        return web.Response(status=429, headers={"Retry-After": request.path.split("/")[2]})

    async def answer_recovering(self, _: web.Request) -> web.Response:
        """Fails once, then answers."""
        return web.Response(status=200 if self.counts["/recovering"] > 1 else 500)

    async def answer_no_head(self, request: web.Request) -> web.Response:
        """Does not support HEAD: answers 404."""
        return (
            web.Response(status=404)
            if request.method == "HEAD"
            else web.Response(text=PAGE, content_type="text/html")
        )

    async def answer_hanging(self, _: web.Request) -> web.Response:
        """Takes the request and says nothing."""
        await asyncio.sleep(A_LONG_TIME)
        return web.Response()

    async def answer_drip(self, request: web.Request) -> web.StreamResponse:
        """Sends a letter now and then, forever."""
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        while request.method == "GET":
            await response.write(b"<")
            await asyncio.sleep(0.05)
        return response

    async def answer_huge(self, request: web.Request) -> web.StreamResponse:
        """Sends megabytes as fast as the client reads, forever."""
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        while request.method == "GET":
            await response.write(b"<p>words</p>" * 10_000)
            await asyncio.sleep(0)
        return response

    async def answer_wrong_charset(self, _: web.Request) -> web.Response:
        """Names a charset that it does not use."""
        return web.Response(
            body='<p id="política">x</p>'.encode(),
            headers={"Content-Type": "text/html; charset=iso-8859-1"},
        )

    async def answer_no_charset(self, _: web.Request) -> web.Response:
        """Names a charset that nobody knows."""
        return web.Response(
            body=PAGE.encode(), headers={"Content-Type": "text/html; charset=klingon"}
        )

    async def answer_policy(self, request: web.Request) -> web.Response:
        """/policy/name: the text that the test put there, or 410 after the test removed it."""
        text = self.policies.get(request.path)
        return (
            web.Response(status=410)
            if text is None
            else web.Response(text=text, content_type="text/html")
        )

    async def answer_wall(self, _: web.Request) -> web.Response:
        """A robot wall."""
        return web.Response(status=403, headers={"cf-mitigated": "challenge"})

    async def answer_secure(self, request: web.Request) -> web.Response:
        """Redirects http to https at the same address."""
        if request.secure:
            return web.Response(text=PAGE, content_type="text/html")
        return web.Response(status=301, headers={"Location": str(request.url.with_scheme("https"))})

    async def _noise(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(b"\x00\x01 this is not HTTP\r\n\r\n")
        writer.close()

    async def _both(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer http and https on one port, as the ports 80 and 443 of a real host do.

        TLS begins with the byte 22.
        """
        first = await reader.read(1)
        kind = "https" if first == b"\x16" else "http"
        inner_reader, inner_writer = await asyncio.open_connection(
            self.hosts[0], self.ports[self.hosts[0], kind]
        )
        inner_writer.write(first)
        await asyncio.gather(
            _pump(reader, inner_writer), _pump(inner_reader, writer), return_exceptions=True
        )


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    finally:
        writer.close()
