"""Limits requests: one at a time for each host, with a pause after each answer."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True)
class RequestPolicy:
    """The pauses, timeouts and retries of requests. All times are in seconds.

    ``gap`` is the pause between an answer of a host and the next request; ``at_once`` is the number
    of requests to all hosts at the same time; ``connect`` and ``total`` are timeouts; ``pause`` is
    the time before the first of the ``retries``, and doubles with each. A host that asks for a
    longer wait than ``longest_wait`` gets no more requests.
    """

    gap: float = 1.0
    at_once: int = 24
    connect: float = 10.0
    total: float = 30.0
    retries: int = 2
    pause: float = 3.0
    longest_wait: float = 120.0
    maximum_bytes: int = 5_000_000
    may_be_private: bool = False


@dataclass
class HostLimit:
    """The limit of one host: a lock, the time of the next request, and failures in a row."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    opens_at: float = 0.0
    failures: int = 0


class HostClosed(Exception):
    """A host asked for a longer pause than we wait; ``seconds`` are left."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class RateLimiter:
    """The limits of all hosts; at most ``at_once`` requests run at the same time.

    The pause begins at the end of an answer. So a host never sees two requests less than ``gap``
    seconds apart, however slow the network is.
    """

    def __init__(self, gap: float, at_once: int, longest_wait: float) -> None:
        self.gap = gap
        self.longest_wait = longest_wait
        self._slots = asyncio.Semaphore(at_once)
        self._limits: dict[str, HostLimit] = defaultdict(HostLimit)

    def limit(self, host: str) -> HostLimit:
        """Return the limit of one host."""
        return self._limits[host]

    @asynccontextmanager
    async def take_turn(self, host: str) -> AsyncIterator[HostLimit]:
        """Wait for a turn at ``host``, for one request and its answer. Raises HostClosed."""
        limit = self._limits[host]
        async with limit.lock:
            while (left := limit.opens_at - time.monotonic()) > 0:
                if left > self.longest_wait:
                    raise HostClosed(left)
                await asyncio.sleep(left)
            async with self._slots:
                try:
                    yield limit
                finally:
                    limit.opens_at = max(limit.opens_at, time.monotonic() + self.gap)

    def close_host(self, host: str, seconds: float) -> None:
        """Send a host no request for some time (``Retry-After``, RFC 9110, 10.2.3)."""
        limit = self._limits[host]
        limit.opens_at = max(limit.opens_at, time.monotonic() + seconds)
