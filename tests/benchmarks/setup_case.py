"""Rows on a fresh set-up: packages installed from the lock file, and the first build."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.support.paths import ROOT

from .measure import CommandError, Contender, run, seconds
from .peers import ENVIRONMENT as PEERS_ENVIRONMENT
from .rows import NOT_MEASURED, Row, in_one_cell, in_seconds
from .workshop import Workshop, say

UV = "uv==0.13.9"
ENVIRONMENT = PEERS_ENVIRONMENT.with_name("peers-uv")
# The processor time of uv differs from run to run, three times as much when the machine is busy.
TIMES = 3
# What a set-up may take at most, in seconds of processor time.
LIMITS = {"pip": 25.0, "uv": 8.0}
FIRST_BUILD = (
    'PYTHONPATH="$1/scripts" .venv/bin/python -c '
    '"import sys; from aviso.cli.main import main; sys.exit(main())" build'
)
# Every package is fetched anew: the installer's cache is a folder that is not there yet.
CACHE = ".packages"
STEPS = {
    "pip": (
        '"$2" -m venv .venv && .venv/bin/python -m pip --disable-pip-version-check --no-input '
        f'--cache-dir "$PWD/{CACHE}" '
        'install --quiet --quiet --require-hashes -r "$1/requirements.lock" && ' + FIRST_BUILD
    ),
    "uv": (
        f'export UV_CACHE_DIR="$PWD/{CACHE}" && "$3" venv --quiet --python "$2" .venv && '
        '"$3" pip install --quiet --python '
        '.venv/bin/python --require-hashes -r "$1/requirements.lock" && ' + FIRST_BUILD
    ),
}


def setup(shop: Workshop) -> Iterator[Row]:
    """Processor time of a new environment and the first build, with pip and with uv."""
    project = shop.project(1)
    for name, script in STEPS.items():
        say(f"set-up with {name}")
        case = f"fresh set-up and first build with {name}, processor time"
        try:
            uv = str(uv_program()) if name == "uv" else ""
            command = ["sh", "-c", script, name, str(ROOT), sys.executable, uv]
            step = Contender(command, project, before=lambda: forget_environment(project))
            runs = [run(step) for _ in range(TIMES)]
        except (CommandError, RuntimeError) as error:
            say(str(error))
            limit = f"at most {LIMITS[name]:.0f} s"
            yield Row(case, NOT_MEASURED, limit, None, f"it failed: {in_one_cell(error)}")
            continue
        processor = median(taken.processor for taken in runs)
        yield Row(
            case,
            in_seconds(processor),
            f"at most {LIMITS[name]:.0f} s",
            processor / LIMITS[name],
            f"requirements.lock, one library; {in_seconds(seconds(runs))} on the clock; the median "
            f"of {TIMES}; the installer's cache is empty",
        )


def forget_environment(project: Path) -> None:
    """Take off the environment, the fetched packages, and what was built with them."""
    for name in (".venv", "public", ".aviso", CACHE):
        shutil.rmtree(project / name, ignore_errors=True)


def uv_program() -> Path:
    """The uv of the machine, or one installed from PyPI on the first call. Raises RuntimeError."""
    found = shutil.which("uv")
    if found:
        return Path(found)
    program = ENVIRONMENT / "bin" / "uv"
    if not program.exists():
        python = str(ENVIRONMENT / "bin" / "python")
        for command in (
            [sys.executable, "-m", "venv", str(ENVIRONMENT)],
            [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV],
        ):
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                raise RuntimeError(f"{UV} could not be installed: {done.stderr.strip()[-300:]}")
    return program
