"""Pauses the garbage collector while a process takes in what it keeps: code and records."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def pause_garbage_collection() -> Iterator[None]:
    """Pause the collector, and have it pass over all that there is afterward.

    Loading code and reading records makes many objects and no garbage. Looking through them again
    and again takes a tenth of the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()
