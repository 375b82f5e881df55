"""Turns an edit into the seconds until a running preview shows it.

It starts the server, saves a change, and asks for the page until it is there.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

PATIENCE = 60.0
# How often the page is asked for; a server that is building lets the request wait.
INTERVAL = 0.005
# A preview looks at its files for the first time only after it has begun to serve.
SETTLING = 1.5


@dataclass(frozen=True)
class Preview:
    """A server's command for an address (host:port), and the folder it runs in.

    Also a page, and the fact on it that is edited in a file.
    """

    command: Callable[[str], list[str]]
    folder: Path
    page: str
    file: Path
    fact: str


def delays(preview: Preview, edits: int) -> list[float]:
    """The seconds from saving to showing.

    They are measured for some edits of the fact, one after the other. Raises TimeoutError.
    """
    with running(preview) as address:
        until_shown(address + preview.page, preview.fact)
        time.sleep(SETTLING)
        original, found = preview.file.read_text("utf-8"), []
        for number in range(edits):
            text = f"{preview.fact} {number}{number}{number}"
            preview.file.write_text(original.replace(preview.fact, text), "utf-8")
            started = time.perf_counter()
            until_shown(address + preview.page, text)
            found.append(time.perf_counter() - started)
            # The next save must not fall into what a server still does after this one.
            time.sleep(SETTLING)
        preview.file.write_text(original, "utf-8")
    return found


def until_shown(address: str, text: str) -> None:
    """Ask for a page until it has a text. Raises TimeoutError."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if text in page_text(address):
            return
        time.sleep(INTERVAL)
    raise TimeoutError(f'{address} did not show "{text}" in {PATIENCE:.0f} s')


def page_text(address: str) -> str:
    """A page, or nothing while it cannot be had."""
    try:
        with urlopen(address, timeout=PATIENCE) as response:
            return response.read().decode("utf-8", "replace")
    except (URLError, OSError):
        return ""


@contextmanager
def running(preview: Preview) -> Iterator[str]:
    """Run the server and give the address that it leads to; end it afterwards."""
    host = f"127.0.0.1:{free_port()}"
    process = subprocess.Popen(
        preview.command(host),
        cwd=preview.folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield first_address(f"http://{host}/", process)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def first_address(address: str, process: subprocess.Popen[bytes]) -> str:
    """Wait for the server; return where its front page leads. Raises TimeoutError."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(address, timeout=PATIENCE) as response:
                return response.geturl()
        except (URLError, OSError):
            time.sleep(0.05)
    raise TimeoutError(f"{' '.join(map(str, process.args))} did not serve {address}")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
