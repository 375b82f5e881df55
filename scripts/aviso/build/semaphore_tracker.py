"""Keeps a killed resource tracker from printing tracebacks.

Python frees semaphores in a process of its own. If that process is killed, Python starts another,
which knows none of them: it fails at each one that is freed. Nothing is lost, since semaphores of
a build are unlinked by the build.
"""

from __future__ import annotations

import warnings
from collections.abc import Sized
from multiprocessing import resource_tracker

_unregister = resource_tracker.unregister


def outlive_tracker() -> None:
    """Name each semaphore to the tracker again before it is freed; the tracker keeps a set."""
    # multiprocessing looks up the function each time it frees a semaphore.
    resource_tracker.unregister = _unregister_known
    warnings.filterwarnings("ignore", "resource_tracker: process died", UserWarning)


def _unregister_known(name: Sized, rtype: str) -> None:
    resource_tracker.register(name, rtype)
    _unregister(name, rtype)
