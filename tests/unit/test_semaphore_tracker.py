"""A resource tracker that is killed, and the next one, print nothing."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.support.paths import ROOT

KILLED = """\
import os
import signal
from multiprocessing import resource_tracker

from aviso.build.worker_process import can_start_workers, open_context

assert can_start_workers(2)
lock = open_context().Lock()
tracker = resource_tracker._resource_tracker._pid
os.kill(tracker, signal.SIGKILL)
os.waitid(os.P_PID, tracker, os.WEXITED | os.WNOWAIT)
del lock
resource_tracker._resource_tracker._stop()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no resource tracker")
def test_a_killed_tracker_leaves_no_traceback() -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED],
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
