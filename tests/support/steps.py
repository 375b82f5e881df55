"""Work counted in calls of functions, which no other program on the machine can change."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType


def count_steps(work: Callable[[str], object], text: str) -> int:
    """Count the calls that work on a text takes, those of C among them."""
    steps = 0

    def note(_frame: FrameType, _event: str, _argument: object) -> None:
        nonlocal steps
        steps += 1

    sys.setprofile(note)
    try:
        work(text)
    finally:
        sys.setprofile(None)
    return steps
