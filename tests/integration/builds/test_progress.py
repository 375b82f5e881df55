"""A build shows how far it is.

It shows a bar on a terminal, plain lines elsewhere, and a summary at the end.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
from collections.abc import Callable

import pytest

from tests.support.project import PATIENCE, Project

IDS = ("alder", "birch", "cedar", "dogwood")
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
SUMMARY = re.compile(
    r"^(\d+) published, (\d+) unchanged"
    r"(?:, (\d+) kept as they were because of problems)?(?:, (\d+) removed)?, (\d+\.\d) s → (.+)$",
    re.MULTILINE,
)


@pytest.fixture
def project(project_with: Callable[..., Project]) -> Project:
    """A project of tiny libraries."""
    return project_with(tiny=IDS)


def on_a_terminal(project: Project, *arguments: str) -> tuple[int, str]:
    """Call ``aviso`` on a terminal; return its status and all that it wrote there."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    environment = {**project.environment(TERM="xterm-256color"), "COLUMNS": "120"}
    for name in ("NO_COLOR", "CI", "FORCE_COLOR"):
        environment.pop(name, None)
    process = subprocess.Popen(
        project.command(*arguments),
        cwd=project.root,
        env=environment,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    said = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # The terminal is closed when the last process has ended.
            break
        if not part:
            break
        said += part
    os.close(ours)
    return process.wait(PATIENCE), said.decode().replace("\r", "\n")


def test_a_terminal_shows_a_bar(project: Project) -> None:
    status, said = on_a_terminal(project, "build", "--jobs", "1")
    plain = ESCAPES.sub("", said)
    assert status == 0
    assert "\x1b[" in said and "━" in said
    assert re.search(r"building … \S+.*[━╸╺ ]+ *\d/5", plain), plain
    assert re.search(r"\d+/s", plain) and re.search(r"\d:\d\d:\d\d", plain)
    for library in IDS:
        assert re.search(rf"^published: {library}$", plain, re.MULTILINE)
    found = SUMMARY.findall(plain)
    assert len(found) == 1 and found[0][:2] == ("5", "0")


def test_a_pipe_gets_plain_lines(project: Project) -> None:
    run = project.aviso(
        "build", "--jobs", "1", environment=project.environment(TERM="xterm-256color")
    ).sound()
    assert "\x1b" not in run.text and "\r" not in run.text and "━" not in run.text
    *lines, summary = run.text.splitlines()
    assert lines == [*(f"published: {library}" for library in IDS), "published: front page"]
    assert SUMMARY.fullmatch(summary)


def test_the_summary_counts_everything(project: Project) -> None:
    project.aviso("build", "--jobs", "1").sound()
    project.replace("docs/alder/en/collect.md", "Some words", "Other words")
    project.replace("docs/birch/en/collect.md", "Some words", "{{ nothing() }}")
    project.remove_library("cedar")
    run = project.aviso("build", "--jobs", "1")
    found = SUMMARY.findall(run.text)
    assert run.status == 1 and len(found) == 1
    # The front page is made anew because cedar is gone.
    assert found[0][:4] == ("2", "1", "1", "1")
    assert found[0][5] == str(project.public)


def test_problems_are_reported_on_a_terminal_too(project: Project) -> None:
    project.replace("docs/birch/en/collect.md", "Some words", "[{{ nothing() }}] [bold]x[/bold]")
    status, said = on_a_terminal(project, "build", "--jobs", "2", "--explain")
    plain = ESCAPES.sub("", said)
    assert status == 1
    assert "NOT published: birch" in plain and "docs/birch/en/collect.md, line 7" in plain
    assert SUMMARY.findall(plain)[0][:3] == ("4", "0", "1")


def test_whoever_listens_may_go_away(project: Project) -> None:
    """``aviso build | head -1``: no traceback, and no half-published site."""
    reader, writer = os.pipe()
    with subprocess.Popen(
        project.command("build", "--jobs", "1"),
        cwd=project.root,
        env=project.environment(PYTHONUNBUFFERED="1"),
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        os.close(writer)
        os.read(reader, 10)
        os.close(reader)
        _, errors = process.communicate(timeout=PATIENCE)
    assert "Traceback" not in errors
    assert project.aviso("build", "--jobs", "1").status == 0
