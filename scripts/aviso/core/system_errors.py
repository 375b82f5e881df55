"""Describes errors of the operating system in words that people understand."""

from __future__ import annotations

import os
import shutil


def name_reason(error: OSError) -> str:
    """Return why the system refused: "No space left on device"."""
    if isinstance(error, shutil.Error) and error.args and isinstance(error.args[0], list):
        # shutil.Error lists every file that could not be copied as (from, to, reason). Use the
        # first.
        first = error.args[0][0]
        return str(first[-1] if isinstance(first, tuple) else first)
    return error.strerror or str(error)


def name_place(error: OSError) -> str:
    """Return the file that an error names, or "". Bytes that are not UTF-8 are escaped.

    For a failed rename, it is the target.
    """
    names = [name for name in (error.filename, error.filename2) if isinstance(name, str | bytes)]
    return os.fsencode(names[-1]).decode("utf-8", "backslashreplace") if names else ""
