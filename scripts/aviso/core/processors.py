"""Counts the processors that this process may use, on every system."""

from __future__ import annotations

import os


def count_usable_processors() -> int:
    """Return how many processors this process may use, at least 1.

    On Linux, these are the processors that it is bound to (by taskset or a container); elsewhere,
    all of them.
    """
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
