"""What ``./run`` installs and when.

Stand-ins for Python, pip and uv only note how they were called.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SMALL, LARGE = "requirements.lock", "requirements-dev.lock"
# All that `run` itself calls before it hands over to Aviso.
PROGRAMS = ("bash", "sh", "chmod", "cmp", "cp", "dirname", "mkdir", "rm")
PYTHON = """#!/bin/sh
echo "python $*" >> "$CALLS"
case "$*" in
  "-m venv "*)
    mkdir -p "$3/bin"
    cp "$0" "$3/bin/python"
    printf '#!/bin/sh\\necho "aviso $*" >> "$CALLS"\\n' > "$3/bin/aviso"
    chmod +x "$3/bin/aviso" ;;
  *" install "*) exit "${PIP_FAILS:-0}" ;;
esac
"""
UV = '#!/bin/sh\necho "uv $*" >> "$CALLS"\n'
BY_PIP = "python -m pip --disable-pip-version-check --no-input install --quiet --quiet"
BY_UV = "uv pip install --quiet --python .venv/bin/python"
OURSELVES = "--no-deps --no-build-isolation -e ."
Run = Callable[..., list[str]]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="`run` is a shell script")


def program(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
    path.chmod(0o755)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    for name in ("run", SMALL, LARGE):
        shutil.copy(ROOT / name, folder)
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in PROGRAMS:
        (tools / name).symlink_to(str(shutil.which(name)))
    program(tools / "python3", PYTHON)
    return folder


@pytest.fixture
def run(project: Path, tmp_path: Path) -> Run:
    """Call ``./run``; return what it called in turn."""

    def call(*arguments: str, status: int = 0, **environment: str) -> list[str]:
        calls = tmp_path / "calls"
        calls.write_text("", "utf-8")
        variables = {"PATH": str(tmp_path / "bin"), "CALLS": str(calls), **environment}
        done = subprocess.run(
            [tmp_path / "bin" / "bash", "run", *arguments],
            cwd=project,
            env=variables,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout, done.stderr) == (status, "", "")
        return calls.read_text("utf-8").splitlines()

    return call


def stamp(project: Path) -> str | None:
    path = project / ".venv" / ".installed"
    return path.read_text("utf-8") if path.exists() else None


def test_a_fresh_machine_gets_what_building_needs_with_digests_and_no_more(
    project: Path, run: Run
) -> None:
    assert run("site", "sonoma") == [
        "python -m venv .venv",
        f"{BY_PIP} --require-hashes -r {SMALL}",
        f"{BY_PIP} {OURSELVES}",
        "aviso build sonoma",
    ]
    assert stamp(project) == (ROOT / SMALL).read_text("utf-8")


def test_what_is_there_is_not_installed_again(run: Run) -> None:
    run("site")
    assert run("site") == ["aviso build"]


def test_the_tests_environment_does_for_a_site_too(project: Path, run: Run) -> None:
    run("site")
    assert run("aviso", "due")[0] == f"{BY_PIP} --require-hashes -r {LARGE}"
    assert stamp(project) == (ROOT / LARGE).read_text("utf-8")
    assert run("site") == ["aviso build"]
    assert run("aviso", "due") == ["aviso due"]


def test_a_changed_lock_is_installed_and_takes_nothing_away(project: Path, run: Run) -> None:
    run("aviso", "due")
    for name in (SMALL, LARGE):
        with (project / name).open("a", encoding="utf-8") as lock:
            lock.write("# Resolved anew.\n")
    calls = run("site")
    assert calls[0] == f"{BY_PIP} --require-hashes -r {SMALL}"
    assert not any(word in call for call in calls for word in ("uninstall", "sync", "venv ."))
    assert run("aviso", "due")[0] == f"{BY_PIP} --require-hashes -r {LARGE}"


def test_uv_installs_where_it_is_with_digests_too(project: Path, tmp_path: Path, run: Run) -> None:
    program(tmp_path / "bin" / "uv", UV)
    assert run("site") == [
        "python -m venv .venv",
        f"{BY_UV} --require-hashes -r {SMALL}",
        f"{BY_UV} {OURSELVES}",
        "aviso build",
    ]


def test_after_a_failed_installation_it_is_tried_again(project: Path, run: Run) -> None:
    assert run("site", status=3, PIP_FAILS="3")[-1] == f"{BY_PIP} --require-hashes -r {SMALL}"
    assert stamp(project) is None
    assert run("site")[-1] == "aviso build"
    assert run("aviso", "due", status=3, PIP_FAILS="3") and stamp(project) is None


@pytest.mark.parametrize(
    ("words", "lock"),
    [
        ("check --format json", SMALL),
        ("build --explain", SMALL),
        ("build --prove", LARGE),
        ("build --dask tcp://host:8786", LARGE),
        ("links", LARGE),
        ("links --fix", LARGE),
        ("links --inside public", SMALL),
        ("links --help", SMALL),
        ("watch --strict", LARGE),
        ("vendor reviewed hoopla", LARGE),
        ("due --within 30", LARGE),
        ("audit --browser", LARGE),
        ("proofread", LARGE),
        ("new library due", SMALL),
        ("hosting nginx", SMALL),
    ],
)
def test_a_command_gets_what_it_needs(run: Run, words: str, lock: str) -> None:
    calls = run("aviso", *words.split())
    assert calls[1].endswith(f"-r {lock}") and calls[-1] == f"aviso {words}"
