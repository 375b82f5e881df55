"""Runs commands of Aviso one after the other in this process, and prints what became of each.

A program of its own, so that tests can run it where the disk is read-only or full:
``python run_commands.py ARGUMENTS``, a list in JSON with the arguments of each command.
"""

from __future__ import annotations

import json
import sys

from click.testing import CliRunner

from aviso.cli.main import main


def run(arguments: list[str]) -> dict[str, object]:
    """Run a command; a traceback is the exception that nobody caught."""
    result = CliRunner().invoke(main, arguments)
    is_caught = result.exception is None or isinstance(result.exception, SystemExit)
    return {
        "status": result.exit_code,
        "output": result.output,
        "traceback": None if is_caught else repr(result.exception),
    }


if __name__ == "__main__":
    # Nothing is written while the commands run: standard output may be what cannot be written.
    print(json.dumps([run(arguments) for arguments in json.loads(sys.argv[1])]))
