"""Runs commands of Aviso one after the other in this process, and prints the outcome of each.

A program of its own, so that tests can run it where the disk is read-only or full:
``python run_commands.py ARGUMENTS [FILE]``: a list in JSON with the arguments of each command, and
a file that fills the disk again before each, as a command may free some space.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from pathlib import Path

from click.testing import CliRunner

from aviso.cli.main import main


def run(arguments: list[str]) -> dict[str, object]:
    """Run a command; return the traceback of an uncaught exception."""
    result = CliRunner().invoke(main, arguments)
    is_caught = result.exception is None or isinstance(result.exception, SystemExit)
    return {
        "status": result.exit_code,
        "output": result.output,
        "traceback": None if is_caught else repr(result.exception),
    }


def fill_disk(path: Path) -> None:
    """Write zeros to the end of a file until the system refuses."""
    with suppress(OSError), path.open("ab", buffering=0) as file:
        while file.write(bytes(4096)):
            pass


def run_all(commands: list[list[str]], filling: str = "") -> list[dict[str, object]]:
    """Run the commands in turn, each on a full disk if a file to fill it is named."""
    results = []
    for arguments in commands:
        if filling:
            fill_disk(Path(filling))
        results.append(run(arguments))
    return results


if __name__ == "__main__":
    # Nothing is printed while the commands run: standard output may be what cannot be written.
    print(json.dumps(run_all(json.loads(sys.argv[1]), *sys.argv[2:])))
