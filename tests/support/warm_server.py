"""Runs Aviso's command line in fresh processes that need not import it first.

A parent that has built nothing forks them.

Reads jobs from its standard input, one JSON object a line (``arguments``, ``folder``, ``log``), and
answers each with two lines: the process id, when it begins, and the exit status, when it has ended
(negative for a signal).
"""

from __future__ import annotations

import json
import os
import sys
import traceback


def main() -> None:
    from aviso.cli import build  # noqa: F401
    from aviso.cli.main import main as aviso

    for line in sys.stdin:
        job = json.loads(line)
        process = os.fork()
        if not process:
            _run(aviso, job)
        print(process, flush=True)
        _, status = os.waitpid(process, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _run(aviso: object, job: dict) -> None:
    os.setsid()
    os.chdir(job["folder"])
    log = os.open(job["log"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(log, 1)
    os.dup2(log, 2)
    status = 1
    try:
        aviso(job["arguments"], standalone_mode=True)  # type: ignore[operator]
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1 if end.code else 0
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    main()
