"""What the tests of the build share: a copy of Aviso that stays as it is, small projects, and warm processes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from small_project import ROOT, Project, Run, make_project


class Warm:
    """A process that has imported Aviso and forks a fresh one for each command."""

    def __init__(self, scripts: Path, log: Path) -> None:
        self._log = log
        environment = {**os.environ, "PYTHONPATH": str(scripts), "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "200"}
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("warm.py"))], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
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

    def killed(self, project: Project, *arguments: str, after: float) -> Run:
        """Run a command and kill it with all that it started after some seconds."""
        group = self.begin(project, *arguments)
        time.sleep(after)
        try:
            os.killpg(group, signal.SIGKILL)
        except ProcessLookupError:
            pass  # It had ended, or had not yet become a group of its own.
        return self.end()

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()


@pytest.fixture(scope="session")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of Aviso's code: what is edited while the tests run does not reach them."""
    copy = tmp_path_factory.mktemp("code") / "scripts"
    shutil.copytree(ROOT / "scripts", copy, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
    return copy


@pytest.fixture(scope="session")
def warm(scripts: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warm]:
    """A warm process for the whole run."""
    process = Warm(scripts, tmp_path_factory.mktemp("warm") / "log")
    yield process
    process.close()


@pytest.fixture
def project_with(scripts: Path, tmp_path: Path) -> Callable[..., Project]:
    """Makes a project in a folder of the test's own: ``project_with(models, tiny)``."""

    def make(models: tuple[str, ...] = (), tiny: tuple[str, ...] = (), name: str = "project") -> Project:
        return make_project(tmp_path / name, scripts, models, tiny)

    return make
