"""Repeats of a test: some are tried at each change, all in the long tests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def at_each_change(values: Iterable[Any], every: int) -> list[Any]:
    """Return all ``values`` as parameters of a test; only one of ``every`` is not a long test.

    The first is always among them. A tuple is one set of several parameters. Use it where the
    values are many examples of one kind, and where a fault that only one of them shows may wait
    for ``./run soak``.
    """
    sets = [value if isinstance(value, tuple) else (value,) for value in values]
    return [
        pytest.param(*values, marks=() if number % every == 0 else pytest.mark.soak)
        for number, values in enumerate(sets)
    ]
