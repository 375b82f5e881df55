"""Names what the operating system refuses, as people can read it."""

from __future__ import annotations

import os
import shutil


def name_reason(error: OSError) -> str:
    """Return why the system refused: "No space left on device"."""
    if isinstance(error, shutil.Error) and error.args and isinstance(error.args[0], list):
        # Of many files that could not be copied, the first; each is (from, to, reason).
        first = error.args[0][0]
        return str(first[-1] if isinstance(first, tuple) else first)
    return error.strerror or str(error)


def name_place(error: OSError) -> str:
    """Return the file that an error is about, with what is not UTF-8 written out; "" without one.

    After a failed rename, that is where the file should go.
    """
    names = [name for name in (error.filename, error.filename2) if isinstance(name, str | bytes)]
    return os.fsencode(names[-1]).decode("utf-8", "backslashreplace") if names else ""
