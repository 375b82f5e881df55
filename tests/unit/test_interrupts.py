"""Ctrl-C ends every command with status 130, wherever it meets Python."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.paths import ROOT

INTERRUPTED = """\
import signal

from aviso.cli.failures import report_failures

with report_failures():
"""
# Where the signal comes: in plain code, in code that is being compiled, and after another.
PLACES = [
    "signal.raise_signal(signal.SIGINT)",
    "exec('signal.raise_signal(signal.SIGINT)')",
    "exec('exec(\\'raise KeyboardInterrupt\\')')",
    "eval('signal.raise_signal(signal.SIGINT)')",
    "__import__('click').prompt('Name')",
]


@pytest.mark.parametrize("place", PLACES)
def test_ctrl_c_ends_with_130(place: str, tmp_path: Path) -> None:
    (tmp_path / "interrupted.py").write_text(f"{INTERRUPTED}    {place}\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "interrupted"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 130 and done.stderr.endswith("Stopped.\n"), done.stderr
    assert "Traceback" not in done.stderr


UNGUARDED = """\
import _signal
import sys


class Watch:
    def find_spec(self, name, *_):
        if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
            print(name)


sys.meta_path.insert(0, Watch())
import aviso.cli.main
"""


def test_ctrl_c_is_guarded_before_anything_is_imported() -> None:
    done = subprocess.run(
        [sys.executable, "-c", UNGUARDED],
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == ["aviso", "aviso.cli", "aviso.cli.main", "__future__"]
