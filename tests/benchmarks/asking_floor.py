"""Turns a list of addresses into the time that no checker can go below.

It sends one HEAD each with plain asyncio, all hosts at once.

SSL_CERT_FILE=… python -m tests.benchmarks.asking_floor FILE
"""

from __future__ import annotations

import asyncio
import ssl
import sys
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlsplit


async def ask(address: str, context: ssl.SSLContext) -> None:
    """Ask for one address and read the answer's first line."""
    parts = urlsplit(address)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port, ssl=context)
    writer.write(
        f"HEAD {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n".encode()
    )
    line = await reader.readline()
    assert b" 200 " in line, line
    writer.close()


async def ask_all(addresses: list[str]) -> None:
    """Ask each host for its addresses one after the other, as a polite checker does."""
    context = ssl.create_default_context()
    hosts: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        hosts[urlsplit(address).hostname or ""].append(address)

    async def one_after_the_other(some: list[str]) -> None:
        for address in some:
            await ask(address, context)

    await asyncio.gather(*(one_after_the_other(some) for some in hosts.values()))


if __name__ == "__main__":
    asyncio.run(ask_all(Path(sys.argv[1]).read_text("utf-8").split()))
