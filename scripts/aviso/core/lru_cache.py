"""Keeps what was made last, for those who ask for the same again soon."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class LruCache(Generic[Key, Value]):
    """The values that were asked for last, by their keys; at most ``size`` of them."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._values: dict[Key, Value] = {}

    def get_or_make(self, key: Key, make: Callable[[], Value]) -> Value:
        """Return the value of a key; make it if it is not kept."""
        found = self._values.pop(key) if key in self._values else make()
        # The last one of a dictionary is the one asked for last.
        self._values[key] = found
        if len(self._values) > self._size:
            del self._values[next(iter(self._values))]
        return found
