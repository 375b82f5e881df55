"""Checks values against the model, and reports each fault in plain words at its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from aviso.core.diagnostics import Diagnostic
from aviso.core.locales import Locales
from aviso.core.suggestions import find_closest
from aviso.core.trees import walk
from aviso.core.yaml_positions import PositionedValue, YamlPath
from aviso.model.explanations import FILL_IN, explain_detail, label_path
from aviso.model.fact_rules import EMPTY
from aviso.model.localized import make_language_context
from aviso.model.shapes import list_known_keys

MAXIMUM_PROBLEMS = 100


def validate(
    shape: Any, marked: PositionedValue, name: str, known: Locales
) -> tuple[Any, list[Diagnostic]]:
    """Check a value against ``shape`` (a model or a type).

    Return the record, or None and the findings. ``name`` is the file's name in findings, ``known``
    are the project's languages.
    """
    try:
        record, found = (
            _make_adapter(shape).validate_python(
                marked.value, context=make_language_context(known)
            ),
            {},
        )
    except ValidationError as error:
        record, found = None, _find_problems(error, shape, marked, name, known)
    for path in _find_empty_paths(marked.value) if marked.has_empty else ():
        found.setdefault(
            path, EMPTY.at(name, marked.find_line(path), f"{label_path(path)} is empty", FILL_IN)
        )
    return (None if found else record), list(found.values())[:MAXIMUM_PROBLEMS]


@cache
def _make_adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)


def _find_empty_paths(value: Any) -> Iterator[YamlPath]:
    """Yield the paths without a value: an unfinished edit, or a text lost behind a "#"."""
    return (path for path, node in walk(value) if node is None and path)


def _find_problems(
    error: ValidationError, shape: Any, marked: PositionedValue, name: str, known: Locales
) -> dict[YamlPath, Diagnostic]:
    found: dict[YamlPath, Diagnostic] = {}
    decided: dict[YamlPath, str] = {}
    details = [
        (detail, *_split_location(marked, detail["loc"]))
        for detail in error.errors(include_url=False)[:MAXIMUM_PROBLEMS]
    ]
    # For a choice between two shapes, pydantic reports each of them. The shapes that the value does
    # not resemble come last: they only count where there is no better finding.
    details.sort(key=lambda one: not all(choice.fits(marked) for choice in one[2]))
    for detail, path, choices in details:
        if all(decided.setdefault(one.path, one.shape) == one.shape for one in choices):
            fault = explain_detail(detail, path, shape, known)
            found.setdefault(path, fault.at(name, marked.find_line(_find_place(detail, path))))
    for path in [path for detail, path, _ in details if detail["type"] == "extra_forbidden"]:
        # A key that is misspelled is not missing as well.
        meant = find_closest(str(path[-1]), list_known_keys(shape, path[:-1], known))
        if meant and _find_value(marked, (*path[:-1], meant)) is None:
            found.pop((*path[:-1], meant), None)
    return found


def _find_place(detail: Any, path: YamlPath) -> YamlPath:
    """Return the path where a person must write.

    It is above a key that is missing, or at the key that does not fit with the others.
    """
    if detail["type"] == "missing":
        return path[:-1]
    key = getattr(detail.get("ctx", {}).get("error"), "key", None)
    return (*path, key) if key else path


@dataclass(frozen=True)
class _Choice:
    """One of the shapes that the value at a path may have, as the model calls it."""

    path: YamlPath
    shape: str

    def fits(self, marked: PositionedValue) -> bool:
        """Tell whether the value tries to be of this shape."""
        value = _find_value(marked, self.path)
        if self.shape.startswith("tuple["):
            return isinstance(value, list)
        # A record with rules of its own is called function-after[_the_rule(), TheRecord].
        name = self.shape.rpartition(", ")[2]
        return isinstance(value, dict if name[:1].isupper() else str)


def _split_location(
    marked: PositionedValue, loc: tuple[str | int, ...]
) -> tuple[YamlPath, tuple[_Choice, ...]]:
    """Split pydantic's location into the path in the file and the shapes that it tried there."""
    path: YamlPath = ()
    choices: tuple[_Choice, ...] = ()
    for part in loc:
        if marked.has((*path, part)) or not (
            isinstance(part, str) and (part[:1].isupper() or "[" in part)
        ):
            path = (*path, part)
        else:
            choices = (*choices, _Choice(path, part))
    return path, choices


def _find_value(marked: PositionedValue, path: YamlPath) -> Any:
    value = marked.value
    for key in path:
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            return None
    return value
