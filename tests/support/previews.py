"""A preview server that a test watches while files change."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import socket

from tests.support.project import Project

# A preview that does not show a change within this time counts as broken; a loaded machine is slow.
PATIENCE_IN_SECONDS = 60


@dataclass
class Preview:
    """A preview server that runs, and all that it has printed."""

    address: str
    process: subprocess.Popen[str]
    log: Path
    longest_wait: float = 1.0

    @property
    def printed(self) -> str:
        """What it has printed so far."""
        return self.log.read_text("utf-8")

    def page(self, path: str = "") -> str:
        """The HTML of a page, or nothing while the server is not ready."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=5) as answer:
                return answer.read().decode()
        except (urllib.error.URLError, OSError):
            return ""

    def wait_for(self, is_so: Callable[[], object], what: str) -> None:
        """Repeat until the condition holds, as long as the server runs."""
        until = time.monotonic() + PATIENCE_IN_SECONDS
        while not is_so():
            assert self.process.poll() is None, f"the preview ended: {self.printed}"
            assert time.monotonic() < until, f"{what} did not come: {self.printed}"
            time.sleep(0.05)

    def shows(self, text: str, path: str = "") -> None:
        """Wait until a page shows a text, and remember how long that takes on this machine."""
        start = time.monotonic()
        self.wait_for(lambda: text in self.page(path), f"{text!r} on the page {path!r}")
        self.longest_wait = max(self.longest_wait, time.monotonic() - start)

    def is_calm(self) -> bool:
        """Ask as the browser does whether to load the page again.

        Nothing for longer than a change takes means calm.
        """
        epoch, request = re.search(r"livereload\((\d+), (\d+)\)", self.page()).groups()
        host = "/".join(self.address.split("/")[:3])
        try:
            urllib.request.urlopen(
                f"{host}/livereload/{epoch}/{request}", timeout=2 * self.longest_wait
            ).close()
        except (TimeoutError, urllib.error.URLError):
            return True
        return False

    def calms_down(self) -> None:
        """Wait until the pages are not loaded again and again."""
        self.wait_for(self.is_calm, "calm")


@contextmanager
def previewed(
    project: Project, *command: str, mount: str = "", **variables: str
) -> Iterator[Preview]:
    """Run a preview on a free port; ``{address}`` in the command is filled with host and port."""
    host = f"127.0.0.1:{_free_port()}"
    log = project.root / "preview.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", *(part.replace("{address}", host) for part in command)],
            cwd=project.root,
            env=project.environment(PYTHONUNBUFFERED="1", **variables),
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
        )
    preview = Preview(f"http://{host}/{mount}", process, log)
    try:
        preview.wait_for(preview.page, "the first page")
        yield preview
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE_IN_SECONDS)


def _free_port() -> int:
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
