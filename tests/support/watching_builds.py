"""Builds that tests watch while they run: their output, processes and memory."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.support.aviso_run import Run
from tests.support.project import PATIENCE, Project


class Build:
    """A build that runs in a group of processes of its own."""

    def __init__(
        self, project: Project, *arguments: str, environment: dict[str, str] | None = None
    ) -> None:
        self._said: list[str] = []
        self.process = subprocess.Popen(
            project.command("build", *arguments),
            cwd=project.root,
            env=environment or project.environment(PYTHONUNBUFFERED="1"),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def until(self, text: str) -> None:
        """Wait until it has said a text."""
        assert self.process.stdout
        while not any(text in line for line in self._said):
            line = self.process.stdout.readline()
            assert line, f"it ended without saying {text!r}: {self._said}"
            self._said.append(line)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to all its processes."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def end(self) -> Run:
        """Wait until it ends."""
        assert self.process.stdout
        # Not communicate(): it would lose text that ``until`` already buffered from the pipe.
        alarm = threading.Timer(PATIENCE, self.signal, [signal.SIGKILL])
        alarm.start()
        try:
            rest = self.process.stdout.read()
            return Run(self.process.wait(), "".join(self._said) + rest)
        finally:
            alarm.cancel()

    @property
    def processes(self) -> set[int]:
        """Its processes that are still there."""
        return {
            process
            for process in all_processes()
            if status_of(process).get("NSsid", "").split()[-1:] == [str(self.process.pid)]
        }

    @property
    def workers(self) -> list[int]:
        """The processes that make sites: grandchildren, over the server that forks them."""
        children = {process for process in self.processes if parent_of(process) == self.process.pid}
        return sorted(process for process in self.processes if parent_of(process) in children)


@contextmanager
def running(
    project: Project, *arguments: str, environment: dict[str, str] | None = None
) -> Iterator[Build]:
    """Run a build, and end all its processes afterwards."""
    build = Build(project, *arguments, environment=environment)
    try:
        yield build
    finally:
        build.signal(signal.SIGCONT)
        build.signal(signal.SIGKILL)
        build.process.wait()
        if build.process.stdout:
            build.process.stdout.close()


def all_processes() -> list[int]:
    """The ids of all processes."""
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def status_of(process: int) -> dict[str, str]:
    """What the kernel says of a process, by name; nothing if it is gone or has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return {}
    status = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
    return {} if status.get("State", "Z").startswith(("Z", "X")) else status


def parent_of(process: int) -> int:
    """The id of a process's parent; 0 if it is gone."""
    return int(status_of(process).get("PPid", "0"))


def kibibytes(process: int, name: str) -> int:
    """A number of a process's status, like VmHWM."""
    found = re.match(r"\s*(\d+) kB", status_of(process).get(name, ""))
    return int(found[1]) if found else 0


def wait_until(condition: Callable[[], bool], what: str) -> None:
    """Wait until a condition holds."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"waited in vain until {what}"
        time.sleep(0.05)
