"""Walks plain values as YAML and JSON give them: mappings, lists, and what they hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from aviso.core.yaml_positions import YamlPath


def list_children(value: Any) -> list[tuple[str | int, Any]]:
    """Return the values directly inside ``value``, each with its key or index."""
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []


def walk(value: Any, skip: Collection[str] = ()) -> Iterator[tuple[YamlPath, Any]]:
    """Yield ``value`` and everything inside it with its path, parents before children, in order.

    Keys in ``skip`` are left out with all that they hold.
    """
    pending: list[tuple[YamlPath, Any]] = [((), value)]
    while pending:
        path, node = pending.pop()
        yield path, node
        # The stack hands out the last entry first, so children go onto it in reverse.
        pending += [
            ((*path, key), child) for key, child in reversed(list_children(node)) if key not in skip
        ]


def walk_texts(value: Any, skip: Collection[str] = ()) -> Iterator[tuple[YamlPath, str]]:
    """Yield the path and the text of every text in ``value``; keys in ``skip`` are left out."""
    return ((path, node) for path, node in walk(value, skip) if isinstance(node, str))
