"""Links to devices, names that are not UTF-8, missing streams and semaphores: a build goes on."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from aviso.build.file_digests import read_content
from tests.support.project import Project
from tests.support.repeats import at_each_change

PAGE = "docs/riverside/en/odd.md"


def assert_kept_apart(project: Project, words: str) -> None:
    """The library with the odd file is named and not published; the front page is."""
    check = project.aviso("check")
    assert check.status == 1 and words in check.text, check.text
    run = project.aviso("build", "--jobs", "1")
    assert run.status == 1 and "Traceback" not in run.text and words in run.text, run.text
    assert (project.public / "index.html").is_file()
    assert not (project.public / "riverside").exists()


@pytest.mark.parametrize(
    "device", at_each_change(["/dev/zero", "/dev/tty", "/dev/random", "/dev/null"], 2)
)
def test_a_link_to_a_device_is_not_read(device: str, tmp_path: Path) -> None:
    project = Project.small(tmp_path / "project")
    project.path(PAGE).symlink_to(device)
    assert_kept_apart(project, f"{PAGE}, line 1: is a link to another file")


@pytest.mark.parametrize("kind", at_each_change(["pipe", "huge", "socket", "folder"], 2))
def test_what_is_no_text_is_told(kind: str, tmp_path: Path, monkeypatch) -> None:
    project = Project.small(tmp_path / "p")
    path = project.path(PAGE)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        monkeypatch.chdir(path.parent)
        socket.socket(socket.AF_UNIX).bind(path.name)
    elif kind == "huge":
        with path.open("wb") as file:
            file.truncate(20_000_000_000)
    else:
        path.mkdir()
    assert_kept_apart(
        project, f"{PAGE}, line 1: is {'too large' if kind == 'huge' else 'not a file'}"
    )


def test_endless_files_are_known_by_their_kind(tmp_path: Path) -> None:
    assert read_content("/dev/zero").startswith(b"unusual: ")
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(60_000_000)
    assert read_content(str(large)).startswith(b"unusual: ")
    large.write_bytes(b"x" * 400_000)
    assert read_content(str(large)) == b"x" * 400_000


@pytest.mark.parametrize(
    ("folder", "shown"),
    [("docs/riverside/en", r"a\xff.md"), ("data/vendors", r"a\xff.yml")],
)
def test_a_name_that_is_not_utf8_is_told(folder: str, shown: str, tmp_path: Path) -> None:
    project = Project.small(tmp_path / "project")
    name = shown.encode().decode("unicode_escape").encode("latin-1")
    path = os.path.join(os.fsencode(project.path(folder)), name)
    with open(path, "wb") as file:
        file.write(b"x")
    for command in (("check",), ("build", "--jobs", "1"), ("links", "--offline")):
        run = project.aviso(*command)
        assert "Traceback" not in run.text and run.status in (0, 1), run.text
        if command[0] == "check":
            assert f"{folder}/{shown}, line 1: has a name that cannot be" in run.text, run.text
    assert (project.public / "index.html").is_file()


def test_a_project_in_a_folder_whose_name_is_not_utf8(tmp_path: Path) -> None:
    place = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xe9t\xe9"))
    project = Project.small(place)
    assert project.aviso("check").status == 0
    for jobs in ("1", "2"):
        run = project.aviso("build", "--jobs", jobs, "--all")
        assert run.status == 0 and "Traceback" not in run.text, run.text
    assert project.aviso("audit").status == 0


def test_public_may_be_a_link_to_another_disk(tmp_path: Path) -> None:
    project = Project.small(tmp_path / "project")
    other = Path(f"/dev/shm/aviso-test-{os.getpid()}")
    other.mkdir()
    try:
        project.path("public").symlink_to(other)
        project.aviso("build", "--jobs", "1").sound()
        assert (other / "riverside" / "index.html").is_file()
        assert project.path("public").is_symlink()
    finally:
        subprocess.run(["rm", "-r", str(other)], check=True)


def test_without_shared_memory_the_build_needs_no_workers(tmp_path: Path) -> None:
    if subprocess.run(["unshare", "-m", "true"], check=False).returncode:
        pytest.skip("nothing can be mounted here")
    project = Project.small(tmp_path / "project")
    steps = 'mount -t tmpfs -o ro none /dev/shm && exec "$@"'
    run = project.aviso("build", "--jobs", "2", prefix=("unshare", "-m", "sh", "-c", steps, "sh"))
    assert run.status == 0 and "None" not in run.text, run.text


@pytest.mark.parametrize("closed", at_each_change([">&- 2>&- <&-", "2>&-", ">&-", "<&-"], 4))
def test_streams_may_be_closed(closed: str, tmp_path: Path) -> None:
    project = Project.small(tmp_path / "project")
    shell = ("sh", "-c", f'exec "$@" {closed}', "sh")
    assert project.aviso("build", "--jobs", "2", prefix=shell).status == 0
    assert (project.public / "riverside" / "index.html").is_file()
    assert project.aviso("check", prefix=shell).status == 0


def test_a_full_standard_output_is_told(tmp_path: Path) -> None:
    project = Project.small(tmp_path / "project")
    run = project.aviso("due", prefix=("sh", "-c", 'exec "$@" > /dev/full', "sh"))
    assert run.status == 1 and run.text.strip() == (
        "Error: No space left on device. Make room on the disk, and try again."
    )


def start_build(project: Project) -> subprocess.Popen[str]:
    """Start a build with workers, in a group of processes of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "aviso.cli.main", "build", "--all", "--jobs", "2"],
        cwd=project.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def find_fork_server(parent: int) -> int:
    """Wait for the process that forks the workers; return its id."""
    for _ in range(1000):
        done = subprocess.run(
            ["pgrep", "-P", str(parent), "-f", "multiprocessing.forkserver"],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.stdout:
            return int(done.stdout.split()[0])
        time.sleep(0.01)
    raise AssertionError("no fork server")


@pytest.mark.parametrize(
    ("delay", "end"),
    at_each_change(
        [
            (0.3, signal.SIGKILL),
            (0, signal.SIGKILL),
            (1, signal.SIGKILL),
            (0.1, signal.SIGTERM),
            (0.2, signal.SIGSEGV),
            (0.5, signal.SIGHUP),
        ],
        6,
    ),
)
def test_a_build_outlives_the_process_that_forks_workers(
    delay: float, end: signal.Signals, tmp_path: Path
) -> None:
    project = Project.tiny(tmp_path / "project", tiny=("ash", "beech", "cherry"))
    process = start_build(project)
    server = find_fork_server(process.pid)
    time.sleep(delay)
    with suppress(ProcessLookupError):
        os.kill(server, end)
    said = "".join(process.communicate())
    assert process.returncode == 0 and "4 published" in said, said


@pytest.mark.parametrize("delay", at_each_change([0, 0.1, 0.3, 0.6, 1], 2))
def test_ctrl_c_ends_with_130_and_no_traceback(delay: float, tmp_path: Path) -> None:
    """The terminal interrupts the whole group, the process that forks workers included."""
    project = Project.tiny(tmp_path / "project", tiny=("ash", "beech", "cherry"))
    process = start_build(project)
    find_fork_server(process.pid)
    time.sleep(delay)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGINT)
    said = "".join(process.communicate())
    assert "Traceback" not in said and "Aborted" not in said, said
    assert process.returncode == 130 or "4 published" in said, said
