"""Turns one process into many hosts.

It answers https on every loopback address, and says its port and its authority's file.

python -m tests.benchmarks.answering_hosts FOLDER HOST …
"""

from __future__ import annotations

import asyncio
import ssl
import sys
from pathlib import Path

import trustme

ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
)


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer one request, whatever it asks."""
    try:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(ANSWER)
        await writer.drain()
    except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        pass
    finally:
        writer.close()


async def serve(folder: Path, hosts: list[str]) -> None:
    """Listen until the process is ended."""
    authority = trustme.CA(key_type=trustme.KeyType.ECDSA)
    authority.cert_pem.write_to_path(folder / "authority.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*hosts, key_type=trustme.KeyType.ECDSA).configure_cert(context)
    server = await asyncio.start_server(answer, "0.0.0.0", 0, ssl=context, backlog=1000)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), sys.argv[2:]))
