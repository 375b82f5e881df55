"""Lets requests through one at a time for each host, never sooner than promised after the last answer."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True)
class RequestPolicy:
    """How gently, how long and how often to ask; seconds, except where it says otherwise."""

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
    """The way to one host: a lock, and the moment before which nobody may pass."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    opens_at: float = 0.0
    failures: int = 0


class HostClosed(Exception):
    """A host asked to be left alone for longer than we wait; ``seconds`` are left."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class RateLimiter:
    """The gates of all hosts; ``at_once`` requests are under way at most, over all of them.

    The pause counts from the end of an answer to the next request, so that a host cannot see two requests nearer to each
    other than ``gap`` seconds, however slow the way between is.
    """

    def __init__(self, gap: float, at_once: int, longest_wait: float) -> None:
        self.gap = gap
        self.longest_wait = longest_wait
        self._slots = asyncio.Semaphore(at_once)
        self._gates: dict[str, HostLimit] = defaultdict(HostLimit)

    def gate(self, host: str) -> HostLimit:
        """The gate of one host."""
        return self._gates[host]

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[HostLimit]:
        """Wait for a turn at ``host``, and hold it for one request and its answer. Raises HostClosed."""
        gate = self._gates[host]
        async with gate.lock:
            while (left := gate.opens_at - time.monotonic()) > 0:
                if left > self.longest_wait:
                    raise HostClosed(left)
                await asyncio.sleep(left)
            async with self._slots:
                try:
                    yield gate
                finally:
                    gate.opens_at = max(gate.opens_at, time.monotonic() + self.gap)

    def hold(self, host: str, seconds: float) -> None:
        """Keep the gate of a host shut for some time (``Retry-After``, RFC 9110, 10.2.3)."""
        gate = self._gates[host]
        gate.opens_at = max(gate.opens_at, time.monotonic() + seconds)
