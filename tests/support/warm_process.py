"""Runs Aviso commands in fresh processes without the delay of imports. A process that has imported
Aviso, and built nothing, forks them.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from tests.support.aviso_run import Run
from tests.support.project import Project
from tests.support.watching_builds import status_of


class Warm:
    """A process that has imported Aviso and forks a fresh one for each command."""

    def __init__(self, scripts: Path, log: Path) -> None:
        self._log = log
        environment = {
            **os.environ,
            "PYTHONPATH": str(scripts),
            "PYTHONDONTWRITEBYTECODE": "1",
            "COLUMNS": "200",
        }
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("warm_server.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )

    def begin(self, project: Project, *arguments: str) -> int:
        """Begin a command; return its process id, which is its group's too."""
        assert self._process.stdin and self._process.stdout
        job = {"arguments": arguments, "folder": str(project.root), "log": str(self._log)}
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def end(self) -> Run:
        """Wait until the command ends."""
        assert self._process.stdout
        return Run(int(self._process.stdout.readline()), self._log.read_text("utf-8"))

    def aviso(self, project: Project, *arguments: str) -> Run:
        """Run a command and wait for it."""
        self.begin(project, *arguments)
        return self.end()

    def killed(self, project: Project, *arguments: str, after: float, published: int = 0) -> Run:
        """Run a command and kill it with its children, some seconds after its start or after so
        many published sites.
        """
        self._log.write_text("", "utf-8")
        group = self.begin(project, *arguments)
        while self._log.read_text("utf-8").count("published: ") < published and status_of(group):
            time.sleep(0.001)
        time.sleep(after)
        # It may have ended, or may not yet lead a group of its own.
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)
        return self.end()

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
