"""A copy of the project to change and break, and Aviso's commands run in it."""

from __future__ import annotations

import os
import re
import shutil
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

from built_sites import ROOT

PARTS = (
    "data",
    "docs",
    "overrides",
    "scripts/aviso",
    "scripts/hooks.py",
    "mkdocs.yml",
    "requirements.lock",
)
# A preview that does not show a change within this time is taken for broken; a loaded machine needs some of it.
PATIENCE_IN_SECONDS = 60


@dataclass(frozen=True)
class Project:
    """A copy of the project in a folder of its own, run with its own code."""

    root: Path

    @property
    def environment(self) -> dict[str, str]:
        """The variables for commands: the copy's code goes before the installed one."""
        kept = {name: value for name, value in os.environ.items() if name != "LIBRARY"}
        return {
            **kept,
            "PYTHONPATH": str(self.root / "scripts"),
            "PYTHONUNBUFFERED": "1",
            "NO_MKDOCS_2_WARNING": "1",
        }

    def run(self, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a Python module with its arguments ("aviso.cli.main", "build") and wait for its end."""
        return subprocess.run(
            [sys.executable, "-m", *command],
            cwd=self.root,
            env={**self.environment, **variables},
            capture_output=True,
            text=True,
            check=False,
        )

    def aviso(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run ``aviso``."""
        return self.run("aviso.cli.main", *arguments)

    def build(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run ``aviso build`` and see that all went well."""
        done = self.aviso("build", *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done

    def page(self, path: str) -> str:
        """The HTML of a published page: "example/es/opciones"."""
        return (self.root / "public" / path / "index.html").read_text("utf-8")

    def change(self, path: str, old: str, new: str) -> None:
        """Change a text that stands once or more in a file."""
        file = self.root / path
        text = file.read_text("utf-8")
        assert old in text, f"{path} has no {old!r}"
        file.write_text(text.replace(old, new), "utf-8")

    def append(self, path: str, text: str) -> None:
        """Write more at the end of a file."""
        with (self.root / path).open("a", encoding="utf-8") as file:
            file.write(text)


def copied(folder: Path) -> Project:
    """Copy what a project is made of into ``folder``."""
    for part in PARTS:
        source, target = ROOT / part, folder / part
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    return Project(folder)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


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
        """Ask again until it is so, as long as the server runs."""
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
        """Ask as the browser does whether to load the page again; nothing for longer than a change takes means calm."""
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
            env={**project.environment, **variables},
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
